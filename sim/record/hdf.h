/* The few things that are asked of HDF5, each with our errors instead of its own. Only record/ includes this. */
#ifndef ROUTEWAY_RECORD_HDF_H
#define ROUTEWAY_RECORD_HDF_H

#include "core/error.h"
#include "core/parameter.h"
#include <hdf5.h>
#include <stddef.h>
#include <stdint.h>

#define HDF_MOST_DIMS 4

/* Before anything else: no messages on stderr, and no work at exit, where it crashes after a failed write. */
void hdf_quiet(void);

/* "PATH: could not WHAT: what the library says", with a hint where a file could not be locked. */
enum status hdf_error(struct error *error, const char *path, const char *what);

/* Description of a dataset to make. Chunked when chunk[0] > 0: the chunks come from record/pack.h, and deflate's own
   checksum guards them; unlimited first extent when growing. */
struct hdf_field {
    const char *name;
    const char *unit;
    const char *long_name;
    hid_t type; /* of the file, or HDF_TEXT */
    int n_dims;
    hsize_t dims[HDF_MOST_DIMS];
    hsize_t chunk[HDF_MOST_DIMS];
    int growing;
    const struct axis *flags; /* labels of the codes that it holds, or NULL */
    int plain_unit;           /* the unit as chars, see hdf_set_chars */
    const int8_t *missing;    /* _FillValue of an int8 or int16 field, or NULL */
};
#define HDF_TEXT ((hid_t)-2) /* variable-length UTF-8 */

/* All take the path of the file for their errors. */
enum status hdf_group(const char *path, hid_t parent, const char *name, hid_t *out, struct error *error) MUST_CHECK;
enum status hdf_create(const char *path, hid_t parent, const struct hdf_field *field, hid_t *out,
                       struct error *error) MUST_CHECK;
/* Creates, writes and closes. The type in memory is that of the values, HDF_TEXT for const char *. */
enum status hdf_store(const char *path, hid_t parent, const struct hdf_field *field, hid_t memory_type,
                      const void *values, struct error *error) MUST_CHECK;
enum status hdf_write_all(const char *path, hid_t dataset, hid_t memory_type, const void *values,
                          struct error *error) MUST_CHECK;
/* A chunk that has been through the filters already, which holds the value at start[]. */
enum status hdf_write_chunk(const char *path, hid_t dataset, const hsize_t *start, const void *bytes, size_t length,
                            struct error *error) MUST_CHECK;
/* Without a flush, for which the library takes a look at the whole file: it is flushed before it is published. */
enum status hdf_close(const char *path, hid_t *object, struct error *error) MUST_CHECK;
/* The same on the way out: an earlier failure and its message are kept. */
enum status hdf_close_after(const char *path, hid_t *object, enum status before, struct error *error) MUST_CHECK;

/* Text of fixed length, which netCDF's own tools take for char: ncdump -t and others read dates from no other. */
enum status hdf_set_chars(const char *path, hid_t object, const char *name, const char *text,
                          struct error *error) MUST_CHECK;
/* A list of count values, or one where count is 0. */
enum status hdf_set_values(const char *path, hid_t object, const char *name, hid_t type, hsize_t count,
                           const void *values, struct error *error) MUST_CHECK;
/* Numbers are int32 where they are whole and fit, else float64. */
enum status hdf_set_text(const char *path, hid_t object, const char *name, const char *text,
                         struct error *error) MUST_CHECK;
enum status hdf_set_number(const char *path, hid_t object, const char *name, double value,
                           struct error *error) MUST_CHECK;

/* Variable-length UTF-8; the caller closes it with H5Tclose. Negative when there is no memory. */
hid_t hdf_text_type(void);

#endif
