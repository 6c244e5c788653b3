/* Reads a result file. Everything small is loaded and checked at open; measures are read when asked for. */
#ifndef ROUTEWAY_RECORD_READER_H
#define ROUTEWAY_RECORD_READER_H

#include "core/error.h"
#include "record/layout.h"
#include <stddef.h>
#include <stdint.h>

struct result;

/* STATUS_BAD_DATA if the file is no complete Routeway result of this schema version, STATUS_STORAGE if it cannot be
   opened. Files are data from anywhere: sizes are checked against the file before memory is asked for. */
enum status result_open(struct result **out, const char *path, struct error *error) MUST_CHECK;
void result_close(struct result *self);

const char *result_path(const struct result *self);

/* Root attributes: see layout.h for their names. "" and NAN when the file has none of that name. */
const char *result_text(const struct result *self, const char *attribute);
double result_number(const struct result *self, const char *attribute);

/* Extents, and the coordinates of the two dimensions that every file has. */
size_t result_replicates(const struct result *self);
size_t result_weeks(const struct result *self); /* recorded weeks */
size_t result_areas(const struct result *self);
const int32_t *result_days(const struct result *self); /* [weeks] first day of each week, days since 1970-01-01 */
const char *const *result_area_codes(const struct result *self); /* [areas] */
const char *const *result_area_names(const struct result *self); /* [areas] */

/* Names of the measures in the order of their declaration. */
size_t result_measures(const struct result *self);
const char *result_measure_name(const struct result *self, size_t nth);

/* Labels of an axis ("labour_state", "area", ...), kept by the result until it is closed. */
enum status result_labels(struct result *self, const char *dimension, const char *const **labels, size_t *count,
                          struct error *error) MUST_CHECK;

#define RESULT_MOST_DIMS 4

/* A measure: row-major over (replicate, time[, area][, axis]). Start with {0}; a used one may be passed again. */
struct result_array {
    double *values;
    size_t count; /* product of shape */
    size_t n_dims;
    size_t shape[RESULT_MOST_DIMS];
    char dims[RESULT_MOST_DIMS][RESULT_NAME_SIZE];
    char unit[RESULT_TEXT_SIZE];
    char long_name[RESULT_TEXT_SIZE];
    char kind[RESULT_NAME_SIZE]; /* "stock", "weekly" or "cohort" */
};

/* STATUS_BAD_DATA if the file has no such measure. */
enum status result_measure(struct result *self, const char *name, struct result_array *out,
                           struct error *error) MUST_CHECK;
void result_array_clear(struct result_array *self);

/* Extent of a dimension of an array, 1 if it has none of that name; and its place, or n_dims. */
size_t result_array_extent(const struct result_array *self, const char *dimension);
size_t result_array_dim(const struct result_array *self, const char *dimension);

/* The parameter table and the resolved scenario, kept by the result until it is closed. */
enum status result_parameters(struct result *self, const struct result_parameter **items, size_t *count,
                              struct error *error) MUST_CHECK;
enum status result_scenario(struct result *self, const char **text, struct error *error) MUST_CHECK;

/* Rows of a table (RESULT_GROUP_PEOPLE or RESULT_GROUP_SPELLS), and part of one of its columns as integers. */
enum status result_table_rows(struct result *self, const char *group, uint64_t *count, struct error *error) MUST_CHECK;
enum status result_table_column(struct result *self, const char *group, const char *column, uint64_t first,
                                size_t count, int64_t *out, struct error *error) MUST_CHECK;

#endif
