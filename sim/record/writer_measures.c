#include "core/memory.h"
#include "record/digest.h"
#include "record/writer_internal.h"
#include <hdf5_hl.h>
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

/* A coordinate: a dataset named like its dimension, and marked as its scale. */
static enum status put_scale(struct writer *self, const struct hdf_field *field, hid_t memory_type, const void *values,
                             struct error *error)
{
    enum status status = hdf_store(self->path, self->file, field, memory_type, values, error);
    if (status != STATUS_OK)
        return status;
    hid_t dataset = H5Dopen2(self->file, field->name, H5P_DEFAULT);
    if (dataset < 0 || H5DSset_scale(dataset, field->name) < 0)
        status = hdf_error(error, self->path, "make a coordinate");
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status attach(struct writer *self, hid_t dataset, unsigned dimension, const char *scale_name,
                          struct error *error)
{
    enum status status = STATUS_OK;
    hid_t scale = H5Dopen2(self->file, scale_name, H5P_DEFAULT);
    if (scale < 0 || H5DSattach_scale(dataset, scale, dimension) < 0)
        status = hdf_error(error, self->path, "attach a coordinate");
    if (scale >= 0)
        (void)H5Dclose(scale);
    return status;
}

static enum status put_numbers(struct writer *self, struct error *error)
{
    const struct writer_head *head = self->head;
    size_t weeks = (size_t)head->weeks;
    size_t most = weeks > head->replicates ? weeks : head->replicates;
    int32_t *values = NULL;
    enum status status = memory_new(&values, most, sizeof *values, error);
    if (status != STATUS_OK)
        return status;
    struct hdf_field replicate = {.name = RESULT_DIM_REPLICATE,
                                  .unit = "1",
                                  .long_name = "Replicate, from 0",
                                  .type = H5T_STD_I32LE,
                                  .n_dims = 1,
                                  .dims = {head->replicates}};
    struct hdf_field time = {.name = RESULT_DIM_TIME,
                             .unit = "days since 1970-01-01",
                             .plain_unit = 1,
                             .long_name = "First day of the week",
                             .type = H5T_STD_I32LE,
                             .n_dims = 1,
                             .dims = {weeks}};
    for (uint32_t i = 0; i < head->replicates; i++)
        values[i] = (int32_t)i;
    status = put_scale(self, &replicate, H5T_NATIVE_INT32, values, error);
    for (int32_t i = 0; i < head->weeks; i++)
        values[i] = head->start_day + 7 * (head->first_week + i);
    if (status == STATUS_OK)
        status = put_scale(self, &time, H5T_NATIVE_INT32, values, error);
    memory_free(values);
    hid_t dataset = status == STATUS_OK ? H5Dopen2(self->file, RESULT_DIM_TIME, H5P_DEFAULT) : H5I_INVALID_HID;
    if (status != STATUS_OK)
        return status;
    status = hdf_set_chars(self->path, dataset, "calendar", "standard", error);
    if (status == STATUS_OK)
        status = hdf_set_text(self->path, dataset, "standard_name", "time", error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_areas(struct writer *self, struct error *error)
{
    const struct region *region = self->head->region;
    const char **texts = NULL;
    enum status status = memory_new(&texts, region->n_areas, sizeof *texts, error);
    if (status != STATUS_OK)
        return status;
    struct hdf_field code = {.name = RESULT_DIM_AREA,
                             .unit = "1",
                             .long_name = "Code of the area (GSS)",
                             .type = HDF_TEXT,
                             .n_dims = 1,
                             .dims = {region->n_areas}};
    struct hdf_field name = {.name = RESULT_AREA_NAME,
                             .unit = "1",
                             .long_name = "Name of the area",
                             .type = HDF_TEXT,
                             .n_dims = 1,
                             .dims = {region->n_areas}};
    for (size_t i = 0; i < region->n_areas; i++)
        texts[i] = region->areas[i].code;
    status = put_scale(self, &code, HDF_TEXT, texts, error);
    for (size_t i = 0; i < region->n_areas; i++)
        texts[i] = region->areas[i].name;
    if (status == STATUS_OK)
        status = hdf_store(self->path, self->file, &name, HDF_TEXT, texts, error);
    memory_free(texts);
    hid_t dataset = status == STATUS_OK ? H5Dopen2(self->file, RESULT_AREA_NAME, H5P_DEFAULT) : H5I_INVALID_HID;
    if (status != STATUS_OK)
        return status;
    status = attach(self, dataset, 0, RESULT_DIM_AREA, error);
    return hdf_close_after(self->path, &dataset, status, error);
}

static enum status put_axis(struct writer *self, const struct axis *axis, struct error *error)
{
    if (!axis || H5Lexists(self->file, axis->name, H5P_DEFAULT) > 0)
        return STATUS_OK;
    char sentence[RESULT_NAME_SIZE];
    size_t i = 0;
    for (; axis->name[i] && i + 1 < sizeof sentence; i++)
        sentence[i] = axis->name[i] == '_' ? ' ' : axis->name[i];
    sentence[i] = 0;
    struct hdf_field field = {
        .name = axis->name, .unit = "1", .long_name = sentence, .type = HDF_TEXT, .n_dims = 1, .dims = {axis->count}};
    return put_scale(self, &field, HDF_TEXT, axis->labels, error);
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
                                .chunk = {1, weeks}};
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

static enum status make_measure(struct writer *self, const struct measure *measure, struct error *error)
{
    struct hdf_field field;
    const char *dims[HDF_MOST_DIMS];
    hid_t dataset = H5I_INVALID_HID;
    shape_field(self, measure, &field, dims);
    enum status status = hdf_create(self->path, self->file, &field, &dataset, error);
    if (status != STATUS_OK)
        return status;
    status = hdf_set_text(self->path, dataset, "kind", kind_word(measure->kind), error);
    for (int i = 0; status == STATUS_OK && i < field.n_dims; i++)
        status = attach(self, dataset, (unsigned)i, dims[i], error);
    return hdf_close_after(self->path, &dataset, status, error);
}

enum status writer_make_root(struct writer *self, struct error *error)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    enum status status = put_numbers(self, error);
    if (status == STATUS_OK)
        status = put_areas(self, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = put_axis(self, measures[i].axis, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = make_measure(self, &measures[i], error);
    return status;
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
        hid_t dataset = H5Dopen2(self->file, measures[i].name, H5P_DEFAULT);
        if (dataset < 0)
            return hdf_error(error, self->path, "write");
        status = hdf_write_block(self->path, dataset, H5T_NATIVE_INT64, start, field.dims, counts[i], error);
        status = hdf_close_after(self->path, &dataset, status, error);
    }
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
