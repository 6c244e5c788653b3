/* Tables of comma-separated values with a header line and quoted fields (RFC 4180). */
#ifndef ROUTEWAY_SCENARIO_CSV_H
#define ROUTEWAY_SCENARIO_CSV_H

#include "scenario/problems.h"

#define CSV_NONE SIZE_MAX

struct csv {
    char *text;     /* the fields point into it */
    char **fields;  /* [n_rows x n_columns] */
    int32_t *lines; /* [n_rows] line on which the row begins */
    size_t n_rows, n_columns, room_fields, room_lines;
    char **header; /* [n_columns] */
    char *path;
};

/* Reads the file; problems are of kind STATUS_BAD_DATA, and the table is empty then. */
enum status csv_read(struct csv *self, const char *path, struct place place, struct problems *problems,
                     struct error *error) MUST_CHECK;
void csv_clear(struct csv *self);

size_t csv_column(const struct csv *self, const char *name);
const char *csv_field(const struct csv *self, size_t row, size_t column);

/* A problem at a cell; column may be CSV_NONE, row too (then the header is meant). */
struct problem *csv_complain(const struct csv *self, struct problems *problems, size_t row, size_t column,
                             const char *text);

/* A number from low to high; false after a problem, also when the cell is empty. who: the row's name in messages. */
bool csv_number(const struct csv *self, struct problems *problems, size_t row, size_t column, const char *who,
                double low, double high, double *value);

#endif
