#include "record/table.h"
#include "core/memory.h"
#include <string.h>

/* Rows are written a whole chunk at a time, packed here: none goes through the library's own filters. */
#define TABLE_BLOCK ((size_t)1 << 13)
#define FIRST_ROOM ((size_t)1 << 10) /* small runs have short tables */

static hid_t file_type(enum table_type type)
{
    switch (type) {
    case TABLE_CODE8:
        return H5T_STD_I8LE;
    case TABLE_CODE16:
        return H5T_STD_I16LE;
    case TABLE_WHOLE32:
        return H5T_STD_I32LE;
    case TABLE_ID32:
        return H5T_STD_U32LE;
    }
    return H5T_STD_I32LE;
}

static size_t bytes_of(enum table_type type)
{
    return type == TABLE_CODE8 ? 1 : type == TABLE_CODE16 ? 2 : 4;
}

enum status table_init(struct table *self, const char *path, hid_t file, struct packer *packer, const char *group,
                       const struct table_column *columns, size_t n_columns, struct error *error)
{
    static const int8_t none = -1;
    memset(self, 0, sizeof *self);
    self->path = path;
    self->packer = packer;
    self->columns = columns;
    self->n_columns = n_columns;
    for (size_t i = 0; i < TABLE_MOST_COLUMNS; i++)
        self->datasets[i] = H5I_INVALID_HID;
    enum status status = hdf_group(path, file, group, &self->group, error);
    for (size_t i = 0; status == STATUS_OK && i < n_columns; i++) {
        const struct table_column *column = &columns[i];
        struct hdf_field field = {.name = column->name,
                                  .unit = column->unit,
                                  .long_name = column->sentence,
                                  .type = file_type(column->type),
                                  .n_dims = 1,
                                  .chunk = {TABLE_BLOCK},
                                  .growing = 1,
                                  .plain_unit = strncmp(column->unit, "days since", 10) == 0,
                                  .flags = column->flags,
                                  .missing = column->missing ? &none : NULL};
        status = hdf_create(path, self->group, &field, &self->datasets[i], error);
    }
    return status;
}

static enum status table_write(struct table *self, struct error *error)
{
    hsize_t start = self->written, extent = start + self->pending;
    if (self->pending == 0)
        return STATUS_OK;
    for (size_t i = 0; i < self->n_columns; i++) {
        const void *bytes;
        size_t length;
        if (H5Dset_extent(self->datasets[i], &extent) < 0)
            return hdf_error(error, self->path, "write");
        enum status status = packer_chunk(self->packer, self->cells + i * self->room, self->pending, TABLE_BLOCK,
                                          bytes_of(self->columns[i].type), &bytes, &length, error);
        if (status == STATUS_OK)
            status = hdf_write_chunk(self->path, self->datasets[i], &start, bytes, length, error);
        if (status != STATUS_OK)
            return status;
    }
    self->written += self->pending;
    self->pending = 0;
    return STATUS_OK;
}

static enum status table_grow(struct table *self, struct error *error)
{
    int64_t *cells = NULL;
    size_t room = self->room > 0 ? 4 * self->room : FIRST_ROOM;
    enum status status = memory_new(&cells, self->n_columns * room, sizeof *cells, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; self->pending > 0 && i < self->n_columns; i++)
        memcpy(cells + i * room, self->cells + i * self->room, self->pending * sizeof *cells);
    memory_free(self->cells);
    self->cells = cells;
    self->room = room;
    return STATUS_OK;
}

enum status table_add(struct table *self, const int64_t *row, struct error *error)
{
    if (self->pending == self->room && table_grow(self, error) != STATUS_OK)
        return error->status;
    for (size_t i = 0; i < self->n_columns; i++)
        self->cells[i * self->room + self->pending] = row[i];
    return ++self->pending == TABLE_BLOCK ? table_write(self, error) : STATUS_OK;
}

enum status table_finish(struct table *self, struct error *error)
{
    enum status status = table_write(self, error);
    for (size_t i = 0; status == STATUS_OK && i < self->n_columns; i++)
        status = hdf_close(self->path, &self->datasets[i], error);
    return status == STATUS_OK ? hdf_close(self->path, &self->group, error) : status;
}

void table_clear(struct table *self)
{
    for (size_t i = 0; i < self->n_columns; i++)
        if (self->datasets[i] >= 0)
            (void)H5Dclose(self->datasets[i]);
    if (self->n_columns > 0 && self->group >= 0)
        (void)H5Gclose(self->group);
    memory_free(self->cells);
    memset(self, 0, sizeof *self);
}
