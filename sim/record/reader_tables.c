#include "core/memory.h"
#include "record/reader_internal.h"
#include <stdio.h>
#include <string.h>

static enum status open_group(const struct result *self, const char *name, hid_t *group, struct error *error)
{
    *group = H5Lexists(self->file, name, H5P_DEFAULT) > 0 ? H5Gopen2(self->file, name, H5P_DEFAULT) : H5I_INVALID_HID;
    return *group < 0 ? reader_bad(self, error, "it has no group /%s", name) : STATUS_OK;
}

enum status result_scenario(struct result *self, const char **text, struct error *error)
{
    hid_t group = H5I_INVALID_HID;
    enum status status = STATUS_OK;
    if (self->scenario.count == 0) {
        status = open_group(self, RESULT_GROUP_SCENARIO, &group, error);
        if (status == STATUS_OK)
            status = reader_texts(self, group, "text", &self->scenario, error);
    }
    if (group >= 0)
        (void)H5Gclose(group);
    *text = status == STATUS_OK && self->scenario.count > 0 ? self->scenario.items[0] : "";
    return status;
}

static enum status read_values(struct result *self, hid_t group, const char *name, double *out, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    int n_dims = 0;
    hsize_t dims[HDF_MOST_DIMS];
    enum status status = reader_open(self, group, name, &dataset, &n_dims, dims, error);
    if (status != STATUS_OK)
        return status;
    if (n_dims != 1 || dims[0] != self->n_parameters)
        status = reader_bad(self, error, "its table of parameters has columns of different lengths");
    else if (H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) < 0)
        status = reader_bad(self, error, "its table of parameters cannot be read");
    (void)H5Dclose(dataset);
    return status;
}

/* In the order of self->columns. */
static const char *const text_columns[] = {"name", "cell", "value_text", "unit", "source", "origin"};

static void fill_rows(struct result *self, const double *values, const double *defaults)
{
    for (size_t i = 0; i < self->n_parameters; i++)
        self->parameters[i] = (struct result_parameter){.name = self->columns[0].items[i],
                                                        .cell = self->columns[1].items[i],
                                                        .value = values[i],
                                                        .text = self->columns[2].items[i],
                                                        .unit = self->columns[3].items[i],
                                                        .default_value = defaults[i],
                                                        .source = self->columns[4].items[i],
                                                        .origin = self->columns[5].items[i]};
}

static enum status read_parameters(struct result *self, hid_t group, struct error *error)
{
    double *values = NULL, *defaults = NULL;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof text_columns / sizeof text_columns[0]; i++) {
        status = reader_texts(self, group, text_columns[i], &self->columns[i], error);
        if (status == STATUS_OK && self->columns[i].count != self->columns[0].count)
            status = reader_bad(self, error, "its table of parameters has columns of different lengths");
    }
    self->n_parameters = self->columns[0].count;
    if (status == STATUS_OK)
        status = memory_new(&values, self->n_parameters, sizeof *values, error);
    if (status == STATUS_OK)
        status = memory_new(&defaults, self->n_parameters, sizeof *defaults, error);
    if (status == STATUS_OK)
        status = read_values(self, group, "value", values, error);
    if (status == STATUS_OK)
        status = read_values(self, group, "default", defaults, error);
    if (status == STATUS_OK)
        status = memory_new(&self->parameters, self->n_parameters, sizeof *self->parameters, error);
    if (status == STATUS_OK)
        fill_rows(self, values, defaults);
    memory_free(values);
    memory_free(defaults);
    return status;
}

enum status result_parameters(struct result *self, const struct result_parameter **items, size_t *count,
                              struct error *error)
{
    hid_t group = H5I_INVALID_HID;
    enum status status = STATUS_OK;
    if (!self->parameters) {
        status = open_group(self, RESULT_GROUP_SCENARIO, &group, error);
        /* A run without parameters has no table. */
        if (status == STATUS_OK && H5Lexists(group, text_columns[0], H5P_DEFAULT) > 0)
            status = read_parameters(self, group, error);
    }
    if (group >= 0)
        (void)H5Gclose(group);
    *items = self->parameters;
    *count = status == STATUS_OK ? self->n_parameters : 0;
    return status;
}

/* Opens a column and tells its length. */
static enum status open_column(struct result *self, const char *group, const char *column, hid_t *dataset,
                               uint64_t *count, struct error *error)
{
    hid_t parent = H5I_INVALID_HID;
    int n_dims = 0;
    hsize_t dims[HDF_MOST_DIMS] = {0};
    enum status status = open_group(self, group, &parent, error);
    if (status != STATUS_OK)
        return status;
    status = reader_open(self, parent, column, dataset, &n_dims, dims, error);
    (void)H5Gclose(parent);
    *count = dims[0];
    if (status == STATUS_OK && n_dims != 1) {
        (void)H5Dclose(*dataset);
        return reader_bad(self, error, "/%s/%s is no column of a table", group, column);
    }
    return status;
}

enum status result_table_rows(struct result *self, const char *group, uint64_t *count, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    enum status status = open_column(self, group, "person", &dataset, count, error);
    if (status == STATUS_OK)
        (void)H5Dclose(dataset);
    return status;
}

enum status result_table_column(struct result *self, const char *group, const char *column, uint64_t first,
                                size_t count, int64_t *out, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    uint64_t rows = 0;
    hsize_t start = first, extent = count;
    enum status status = open_column(self, group, column, &dataset, &rows, error);
    if (status != STATUS_OK || count == 0) {
        if (status == STATUS_OK)
            (void)H5Dclose(dataset);
        return status;
    }
    hid_t space = H5Dget_space(dataset);
    hid_t memory = H5Screate_simple(1, &extent, NULL);
    if (first > rows || count > rows - first)
        status = reader_bad(self, error, "/%s has fewer rows than were asked for", group);
    else if (space < 0 || memory < 0 || H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &extent, NULL) < 0 ||
             H5Dread(dataset, H5T_NATIVE_INT64, memory, space, H5P_DEFAULT, out) < 0)
        status = reader_bad(self, error, "/%s/%s is damaged", group, column);
    if (memory >= 0)
        (void)H5Sclose(memory);
    if (space >= 0)
        (void)H5Sclose(space);
    (void)H5Dclose(dataset);
    return status;
}
