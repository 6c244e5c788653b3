#include "record/hdf.h"
#include "record/pack.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define CONVERSION_BYTES ((size_t)1 << 15)

void hdf_quiet(void)
{
    (void)H5dont_atexit();
    (void)H5open();
    (void)H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

struct told {
    char text[400];
    int locked; /* some call was about locking */
};

/* How the library quotes the system's message, among times, addresses and sizes. */
#define SYSTEM_SAYS "error message = '"

/* The first entry is the innermost, which names the cause. */
static herr_t listen(unsigned n, const H5E_error2_t *entry, void *context)
{
    struct told *told = context;
    const char *cause = entry->desc ? strstr(entry->desc, SYSTEM_SAYS) : NULL;
    if (n == 0 && cause)
        (void)snprintf(told->text, sizeof told->text, "%.*s", (int)strcspn(cause + strlen(SYSTEM_SAYS), "'"),
                       cause + strlen(SYSTEM_SAYS));
    else if (n == 0 && entry->desc)
        (void)snprintf(told->text, sizeof told->text, "%s", entry->desc);
    if ((entry->desc && strstr(entry->desc, "lock file")) || (entry->func_name && strstr(entry->func_name, "_lock")))
        told->locked = 1;
    return 0;
}

enum status hdf_error(struct error *error, const char *path, const char *what)
{
    struct told told = {"the library gives no reason", 0};
    (void)H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, listen, &told);
    (void)H5Eclear2(H5E_DEFAULT);
    return error_set(
        error, STATUS_STORAGE, "%s: could not %s: %s%s", path, what, told.text,
        told.locked ? "; the file system refuses locks, or another program has the file open: where no other program "
                      "can write it, HDF5_USE_FILE_LOCKING=FALSE in the environment turns locking off"
                    : "");
}

hid_t hdf_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 && (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        (void)H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

/* Closes everything even after a failure, and tells whether all went well. */
enum status hdf_set_values(const char *path, hid_t object, const char *name, hid_t type, hsize_t count,
                           const void *values, struct error *error)
{
    hid_t space = count == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, NULL);
    hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    int failed = attribute < 0 || H5Awrite(attribute, type, values) < 0;
    enum status status = failed ? hdf_error(error, path, "write an attribute") : STATUS_OK;
    if (attribute >= 0 && H5Aclose(attribute) < 0 && status == STATUS_OK)
        status = hdf_error(error, path, "write an attribute");
    if (space >= 0)
        (void)H5Sclose(space);
    return status;
}

enum status hdf_set_text(const char *path, hid_t object, const char *name, const char *text, struct error *error)
{
    hid_t type = hdf_text_type();
    enum status status = hdf_set_values(path, object, name, type, 0, &text, error);
    if (type >= 0)
        (void)H5Tclose(type);
    return status;
}

enum status hdf_set_chars(const char *path, hid_t object, const char *name, const char *text, struct error *error)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    enum status status = STATUS_OK;
    if (type < 0 || H5Tset_size(type, strlen(text) + 1) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)
        status = hdf_error(error, path, "write an attribute");
    else
        status = hdf_set_values(path, object, name, type, 0, text, error);
    if (type >= 0)
        (void)H5Tclose(type);
    return status;
}

enum status hdf_set_number(const char *path, hid_t object, const char *name, double value, struct error *error)
{
    if (value >= INT32_MIN && value <= INT32_MAX && floor(value) == value) {
        int32_t whole = (int32_t)value;
        return hdf_set_values(path, object, name, H5T_NATIVE_INT32, 0, &whole, error);
    }
    return hdf_set_values(path, object, name, H5T_NATIVE_DOUBLE, 0, &value, error);
}

/* CF wants the meanings as words divided by blanks, and the values of the variable's own type. */
static enum status set_flags(const char *path, hid_t dataset, hid_t type, const struct axis *axis, struct error *error)
{
    char meanings[2000];
    int32_t values[64];
    size_t at = 0;
    size_t count = axis->count < 64 ? axis->count : 64;
    for (size_t i = 0; i < count; i++) {
        values[i] = (int32_t)i;
        if (i > 0 && at + 1 < sizeof meanings)
            meanings[at++] = ' ';
        for (const char *c = axis->labels[i]; *c && at + 1 < sizeof meanings; c++) {
            if (isalnum((unsigned char)*c) || *c == '-')
                meanings[at++] = *c;
            else if (meanings[at - 1] != '_')
                meanings[at++] = '_';
        }
    }
    meanings[at] = 0;
    if (H5Tconvert(H5T_NATIVE_INT32, type, count, values, NULL, H5P_DEFAULT) < 0)
        return hdf_error(error, path, "write an attribute");
    enum status status = hdf_set_values(path, dataset, "flag_values", type, count, values, error);
    return status == STATUS_OK ? hdf_set_text(path, dataset, "flag_meanings", meanings, error) : status;
}

enum status hdf_group(const char *path, hid_t parent, const char *name, hid_t *out, struct error *error)
{
    hid_t properties = H5Pcreate(H5P_GROUP_CREATE);
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    *out = H5I_INVALID_HID;
    if (properties >= 0 && H5Pset_link_creation_order(properties, order) >= 0 &&
        H5Pset_attr_creation_order(properties, order) >= 0)
        *out = H5Gcreate2(parent, name, H5P_DEFAULT, properties, H5P_DEFAULT);
    enum status status = *out < 0 ? hdf_error(error, path, "make a group") : STATUS_OK;
    if (properties >= 0)
        (void)H5Pclose(properties);
    return status;
}

static int set_properties(hid_t properties, const struct hdf_field *field, hid_t type)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    if (H5Pset_attr_creation_order(properties, order) < 0)
        return -1;
    if (field->missing && H5Pset_fill_value(properties, H5T_NATIVE_INT8, field->missing) < 0)
        return -1;
    if (field->chunk[0] == 0)
        return 0;
    /* Text lives elsewhere in the file: filters would only squeeze the pointers to it. */
    if (H5Pset_chunk(properties, field->n_dims, field->chunk) < 0)
        return -1;
    if (type < 0 || H5Tget_class(type) == H5T_STRING)
        return 0;
    return H5Pset_shuffle(properties) >= 0 && H5Pset_deflate(properties, PACK_LEVEL) >= 0 ? 0 : -1;
}

static hid_t create_dataset(hid_t parent, const struct hdf_field *field, hid_t type)
{
    hsize_t most[HDF_MOST_DIMS];
    for (int i = 0; i < field->n_dims; i++)
        most[i] = field->growing && i == 0 ? H5S_UNLIMITED : field->dims[i];
    hid_t space = field->n_dims ? H5Screate_simple(field->n_dims, field->dims, most) : H5Screate(H5S_SCALAR);
    hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    hid_t access = field->chunk[0] > 0 ? H5Pcreate(H5P_DATASET_ACCESS) : H5P_DEFAULT;
    hid_t dataset = H5I_INVALID_HID;
    if (space >= 0 && properties >= 0 && access >= 0 && set_properties(properties, field, type) == 0 &&
        (field->chunk[0] == 0 || H5Pset_chunk_cache(access, 0, 0, H5D_CHUNK_CACHE_W0_DEFAULT) >= 0))
        dataset = H5Dcreate2(parent, field->name, type, space, H5P_DEFAULT, properties, access);
    if (access > 0)
        (void)H5Pclose(access);
    if (properties >= 0)
        (void)H5Pclose(properties);
    if (space >= 0)
        (void)H5Sclose(space);
    return dataset;
}

static enum status describe(const char *path, hid_t dataset, const struct hdf_field *field, hid_t type,
                            struct error *error)
{
    enum status status = hdf_set_text(path, dataset, "long_name", field->long_name, error);
    if (status == STATUS_OK)
        status = (field->plain_unit ? hdf_set_chars : hdf_set_text)(path, dataset, "units", field->unit, error);
    if (status == STATUS_OK && field->flags)
        status = set_flags(path, dataset, type, field->flags, error);
    if (status == STATUS_OK && field->missing) {
        int32_t missing = *field->missing;
        if (H5Tconvert(H5T_NATIVE_INT32, type, 1, &missing, NULL, H5P_DEFAULT) < 0)
            return hdf_error(error, path, "write an attribute");
        status = hdf_set_values(path, dataset, "_FillValue", type, 1, &missing, error);
    }
    return status;
}

enum status hdf_create(const char *path, hid_t parent, const struct hdf_field *field, hid_t *out, struct error *error)
{
    hid_t type = field->type == HDF_TEXT ? hdf_text_type() : field->type;
    *out = create_dataset(parent, field, type);
    enum status status = *out < 0 ? hdf_error(error, path, "make a dataset") : describe(path, *out, field, type, error);
    if (status != STATUS_OK && *out >= 0) {
        (void)H5Dclose(*out);
        *out = H5I_INVALID_HID;
    }
    if (field->type == HDF_TEXT && type >= 0)
        (void)H5Tclose(type);
    return status;
}

/* The library clears a buffer of a megabyte for each writing in which a type is converted, unless told otherwise. */
static enum status write_values(const char *path, hid_t dataset, hid_t type, hid_t memory, hid_t space,
                                const void *values, struct error *error)
{
    hid_t transfer = H5Pcreate(H5P_DATASET_XFER);
    enum status status = STATUS_OK;
    if (transfer < 0 || H5Pset_buffer(transfer, CONVERSION_BYTES, NULL, NULL) < 0 ||
        H5Dwrite(dataset, type, memory, space, transfer, values) < 0)
        status = hdf_error(error, path, "write"); /* now: the next call forgets the reason */
    if (transfer >= 0)
        (void)H5Pclose(transfer);
    return status;
}

enum status hdf_write_all(const char *path, hid_t dataset, hid_t memory_type, const void *values, struct error *error)
{
    hid_t type = memory_type == HDF_TEXT ? hdf_text_type() : memory_type;
    enum status status = write_values(path, dataset, type, H5S_ALL, H5S_ALL, values, error);
    if (memory_type == HDF_TEXT && type >= 0)
        (void)H5Tclose(type);
    return status;
}

enum status hdf_store(const char *path, hid_t parent, const struct hdf_field *field, hid_t memory_type,
                      const void *values, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    enum status status = hdf_create(path, parent, field, &dataset, error);
    if (status != STATUS_OK)
        return status;
    status = hdf_write_all(path, dataset, memory_type, values, error);
    return hdf_close_after(path, &dataset, status, error);
}

enum status hdf_write_chunk(const char *path, hid_t dataset, const hsize_t *start, const void *bytes, size_t length,
                            struct error *error)
{
    return H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, start, length, bytes) < 0 ? hdf_error(error, path, "write")
                                                                             : STATUS_OK;
}

enum status hdf_close(const char *path, hid_t *object, struct error *error)
{
    hid_t closing = *object;
    *object = H5I_INVALID_HID;
    return closing >= 0 && H5Idec_ref(closing) < 0 ? hdf_error(error, path, "write") : STATUS_OK;
}

enum status hdf_close_after(const char *path, hid_t *object, enum status before, struct error *error)
{
    struct error second;
    enum status closed = hdf_close(path, object, before == STATUS_OK ? error : &second);
    return before == STATUS_OK ? closed : before;
}
