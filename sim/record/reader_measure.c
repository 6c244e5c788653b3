#include "core/memory.h"
#include "record/reader_internal.h"
#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>

void result_array_clear(struct result_array *self)
{
    memory_free(self->values);
    memset(self, 0, sizeof *self);
}

size_t result_array_dim(const struct result_array *self, const char *dimension)
{
    for (size_t i = 0; i < self->n_dims; i++)
        if (strcmp(self->dims[i], dimension) == 0)
            return i;
    return self->n_dims;
}

size_t result_array_extent(const struct result_array *self, const char *dimension)
{
    size_t place = result_array_dim(self, dimension);
    return place < self->n_dims ? self->shape[place] : 1;
}

/* The dimension's name is that of the scale attached to it. */
static herr_t visit_scale(hid_t dataset, unsigned dimension, hid_t scale, void *context)
{
    char *out = context;
    char path[RESULT_NAME_SIZE + 1];
    (void)dataset;
    (void)dimension;
    ssize_t length = H5Iget_name(scale, path, sizeof path);
    if (length <= 1 || (size_t)length >= sizeof path || path[0] != '/')
        return -1;
    (void)snprintf(out, RESULT_NAME_SIZE, "%s", path + 1);
    return 1;
}

static enum status read_shape(const struct result *self, const char *name, hid_t dataset, int n_dims,
                              const hsize_t *dims, struct result_array *out, struct error *error)
{
    out->n_dims = (size_t)n_dims;
    out->count = 1;
    for (int i = 0; i < n_dims; i++) {
        out->shape[i] = (size_t)dims[i];
        out->count *= out->shape[i];
        if (H5DSiterate_scales(dataset, (unsigned)i, NULL, visit_scale, out->dims[i]) < 0 || out->dims[i][0] == 0)
            return reader_bad(self, error, "dimension %d of %s has no coordinate", i, name);
    }
    if (n_dims < 2 || strcmp(out->dims[0], RESULT_DIM_REPLICATE) != 0 || strcmp(out->dims[1], RESULT_DIM_TIME) != 0 ||
        out->shape[0] != self->replicates || out->shape[1] != self->weeks ||
        (result_array_dim(out, RESULT_DIM_AREA) < out->n_dims &&
         result_array_extent(out, RESULT_DIM_AREA) != self->codes.count))
        return reader_bad(self, error, "%s does not have the dimensions of a measure", name);
    return STATUS_OK;
}

enum status result_measure(struct result *self, const char *name, struct result_array *out, struct error *error)
{
    hid_t dataset = H5I_INVALID_HID;
    int n_dims = 0;
    hsize_t dims[HDF_MOST_DIMS];
    size_t i = 0;
    result_array_clear(out);
    while (i < self->n_measures && strcmp(self->measures[i], name) != 0)
        i++;
    if (i == self->n_measures)
        return reader_bad(self, error, "it has no measure '%s'; `routeway inspect` lists those that it has", name);
    enum status status = reader_open(self, self->file, name, &dataset, &n_dims, dims, error);
    if (status != STATUS_OK)
        return status;
    status = read_shape(self, name, dataset, n_dims, dims, out, error);
    if (status == STATUS_OK)
        status = memory_new(&out->values, out->count, sizeof *out->values, error);
    if (status == STATUS_OK && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, out->values) < 0)
        status = reader_bad(self, error, "the measure %s is damaged", name);
    reader_text_of(dataset, "units", out->unit, sizeof out->unit);
    reader_text_of(dataset, "long_name", out->long_name, sizeof out->long_name);
    reader_text_of(dataset, "kind", out->kind, sizeof out->kind);
    (void)H5Dclose(dataset);
    if (status != STATUS_OK)
        result_array_clear(out);
    return status;
}

enum status result_labels(struct result *self, const char *dimension, const char *const **labels, size_t *count,
                          struct error *error)
{
    struct labels *item = self->labels;
    while (item && strcmp(item->dimension, dimension) != 0)
        item = item->next;
    if (!item) {
        enum status status = memory_new(&item, 1, sizeof *item, error);
        if (status != STATUS_OK)
            return status;
        (void)snprintf(item->dimension, sizeof item->dimension, "%s", dimension);
        status = reader_texts(self, self->file, dimension, &item->texts, error);
        if (status != STATUS_OK) {
            texts_clear(&item->texts);
            memory_free(item);
            return status;
        }
        item->next = self->labels;
        self->labels = item;
    }
    *labels = (const char *const *)item->texts.items;
    *count = item->texts.count;
    return STATUS_OK;
}
