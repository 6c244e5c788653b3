/* A ragged table of a result: one growing dataset a column, rows added one by one. */
#ifndef ROUTEWAY_RECORD_TABLE_H
#define ROUTEWAY_RECORD_TABLE_H

#include "core/error.h"
#include "core/parameter.h"
#include "record/hdf.h"
#include "record/pack.h"
#include <stddef.h>
#include <stdint.h>

#define TABLE_MOST_COLUMNS 16

/* Bytes and sign in the file; -1 stands for "none" where a column has missing values. */
enum table_type { TABLE_CODE8, TABLE_CODE16, TABLE_WHOLE32, TABLE_ID32 };

struct table_column {
    const char *name;
    const char *unit;
    enum table_type type;
    int missing; /* -1 means none */
    const struct axis *flags;
    const char *sentence;
};

struct table {
    const char *path;
    struct packer *packer;
    const struct table_column *columns;
    size_t n_columns;
    hid_t group;
    hid_t datasets[TABLE_MOST_COLUMNS];
    uint64_t written; /* rows in the file */
    size_t pending;   /* rows in cells */
    size_t room;
    int64_t *cells; /* [n_columns][room] */
};

/* Path and packer must outlive the table. Clear it also after a failure. */
enum status table_init(struct table *self, const char *path, hid_t file, struct packer *packer, const char *group,
                       const struct table_column *columns, size_t n_columns, struct error *error) MUST_CHECK;
enum status table_add(struct table *self, const int64_t *row, struct error *error) MUST_CHECK;
/* Writes what is pending and closes the datasets. */
enum status table_finish(struct table *self, struct error *error) MUST_CHECK;
void table_clear(struct table *self);

#endif
