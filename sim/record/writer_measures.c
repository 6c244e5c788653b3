#include "record/digest.h"
#include "record/writer_internal.h"
#include <inttypes.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)1 << 20)

/* Money and time summed over an area's people exceed 32 bits; they are exact in a double. 64-bit integers are lost in
 * R. */
static bool needs_double(const struct measure *measure)
{
    return strncmp(measure->unit, "pence", 5) == 0 || strncmp(measure->unit, "GBP", 3) == 0 ||
           strstr(measure->unit, "second") || strstr(measure->unit, "hour");
}

/* A bare "seconds" makes xarray turn numbers into timedeltas; the UDUNITS symbol does not. */
static const char *unit_of(const struct measure *measure)
{
    return strcmp(measure->unit, "seconds") == 0 ? "s" : measure->unit;
}

static const char *kind_word(enum measure_kind kind)
{
    return kind == MEASURE_STOCK ? "stock" : kind == MEASURE_WEEKLY ? "weekly" : "cohort";
}

/* Fills in type, extents and chunks; a chunk holds one replicate, and whole weeks of it. */
static void shape_field(const struct writer *self, const struct measure *measure, struct hdf_field *field,
                        const char **dims)
{
    size_t areas = measure->by_area ? self->head->region->n_areas : 1;
    size_t weeks = CHUNK_BYTES / (8 * areas * measure->cells);
    weeks = weeks < 1 ? 1 : weeks > (size_t)self->head->weeks ? (size_t)self->head->weeks : weeks;
    *field = (struct hdf_field){.name = measure->name,
                                .unit = unit_of(measure),
                                .long_name = measure->sentence,
                                .type = needs_double(measure) ? H5T_IEEE_F64LE : H5T_STD_I32LE,
                                .n_dims = 2,
                                .dims = {self->head->replicates, (hsize_t)self->head->weeks},
                                .chunk = {1, weeks},
                                .direct = 1};
    dims[0] = RESULT_DIM_REPLICATE;
    dims[1] = RESULT_DIM_TIME;
    if (measure->by_area) {
        dims[field->n_dims] = RESULT_DIM_AREA;
        field->chunk[field->n_dims] = field->dims[field->n_dims] = areas;
        field->n_dims++;
    }
    if (measure->axis) {
        dims[field->n_dims] = measure->axis->name;
        field->chunk[field->n_dims] = field->dims[field->n_dims] = measure->cells;
        field->n_dims++;
    }
}

/* Stays open: opening a dataset and flushing it cost more than writing a small replicate. */
static enum status make_measure(struct writer *self, const struct measure *measure, hid_t *dataset, struct error *error)
{
    struct hdf_field field;
    const char *dims[HDF_MOST_DIMS];
    shape_field(self, measure, &field, dims);
    enum status status = hdf_create(self->path, self->file, &field, dataset, error);
    if (status == STATUS_OK)
        status = hdf_set_text(self->path, *dataset, "kind", kind_word(measure->kind), error);
    if (status == STATUS_OK)
        status = writer_put_on_scales(self, *dataset, measure->name, field.n_dims, dims, error);
    return status;
}

enum status writer_make_root(struct writer *self, struct error *error)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    enum status status = writer_make_scales(self, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = make_measure(self, &measures[i], &self->measures[i], error);
    return status == STATUS_OK ? writer_finish_scales(self, error) : status;
}

static enum status check_fits(const struct measure *measure, const int64_t *values, size_t count, struct error *error)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < count; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    if (needs_double(measure) || (low >= INT32_MIN && high <= INT32_MAX))
        return STATUS_OK;
    return error_set(error, STATUS_FAILED, "%s has the value %" PRId64 ", too large for its 32 bits in the results",
                     measure->name, high > INT32_MAX ? high : low);
}

enum status writer_put_measures(struct writer *self, const int64_t *const *counts, struct error *error)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < n_measures; i++) {
        struct hdf_field field;
        const char *dims[HDF_MOST_DIMS];
        shape_field(self, &measures[i], &field, dims);
        hsize_t start[HDF_MOST_DIMS] = {self->replicate, 0, 0, 0};
        field.dims[0] = 1;
        size_t count = 1;
        for (int d = 0; d < field.n_dims; d++)
            count *= field.dims[d];
        status = check_fits(&measures[i], counts[i], count, error);
        self->digest = digest_numbers(self->digest, counts[i], count);
        if (status != STATUS_OK)
            break;
        status = hdf_write_block(self->path, self->measures[i], H5T_NATIVE_INT64, start, field.dims, counts[i], error);
    }
    return status;
}

enum status writer_finish_measures(struct writer *self, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < COUNTS; i++)
        status = hdf_close(self->path, &self->measures[i], error);
    return status;
}

uint64_t writer_measure_bytes(size_t areas, int32_t weeks)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    uint64_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += (uint64_t)(measures[i].by_area ? areas : 1) * measures[i].cells * (uint64_t)weeks *
                 (needs_double(&measures[i]) ? 8 : 4);
    return bytes;
}
