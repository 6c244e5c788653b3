#include "core/memory.h"
#include "core/parallel_for.h"
#include "record/digest.h"
#include "record/writer_internal.h"
#include <inttypes.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)1 << 20)

/* A bare "seconds" makes xarray turn numbers into timedeltas; the UDUNITS symbol does not. */
static const char *unit_of(const struct measure *measure)
{
    return strcmp(measure->unit, "seconds") == 0 ? "s" : measure->unit;
}

static const char *kind_word(enum measure_kind kind)
{
    return kind == MEASURE_STOCK ? "stock" : kind == MEASURE_WEEKLY ? "weekly" : "cohort";
}

/* Weeks of a chunk, which holds one replicate: as many as a megabyte takes; of a measure in blocks, a power of two. */
static size_t chunk_weeks(const struct writer *self, const struct measure *measure, size_t areas)
{
    size_t most = CHUNK_BYTES / (8 * areas * measure->cells), all = (size_t)self->head->weeks, weeks = WRITER_BLOCK;
    if (!measure_is_in_blocks(measure))
        return most < 1 ? 1 : most > all ? all : most;
    while (weeks > 1 && weeks > most)
        weeks /= 2;
    return weeks < all ? weeks : all;
}

/* Fills in type, extents and chunks. */
static void shape_field(const struct writer *self, const struct measure *measure, struct hdf_field *field,
                        const char **dims)
{
    size_t areas = measure->by_area ? self->head->region->n_areas : 1;
    *field = (struct hdf_field){.name = measure->name,
                                .unit = unit_of(measure),
                                .long_name = measure->sentence,
                                /* 64-bit integers are lost in R; sums of money are exact in a double */
                                .type = measure_is_wide(measure) ? H5T_IEEE_F64LE : H5T_STD_I32LE,
                                .n_dims = 2,
                                .dims = {self->head->replicates, (hsize_t)self->head->weeks},
                                .chunk = {1, chunk_weeks(self, measure, areas)},
                                .packed = 1};
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

static size_t product(const hsize_t *extents, int n_dims)
{
    size_t count = 1;
    for (int d = 0; d < n_dims; d++)
        count *= extents[d];
    return count;
}

/* Numbers of a measure in one week, and in a chunk. */
static size_t extents_of(const struct writer *self, const struct measure *measure, size_t *chunk)
{
    struct hdf_field field;
    const char *dims[HDF_MOST_DIMS];
    shape_field(self, measure, &field, dims);
    *chunk = product(field.chunk, field.n_dims);
    return product(field.dims + 2, field.n_dims - 2);
}

struct pack_task {
    struct writer_rows *rows;
    const struct numbers *counts;
    int32_t first, weeks;
    size_t tasks;
    struct error *errors; /* [tasks] */
};

/* Every so many measures, from one on. */
static void pack_some(void *context, size_t index)
{
    struct pack_task *task = context;
    struct error *error = &task->errors[index];
    struct packer *packer = NULL;
    size_t n_measures, chunk;
    const struct measure *measures = measures_all(&n_measures);
    enum status status = packer_create(&packer, error);
    for (size_t m = index; status == STATUS_OK && m < n_measures; m += task->tasks) {
        bool in_blocks = measure_is_in_blocks(&measures[m]);
        int32_t all = task->rows->writer->head->weeks;
        if (!in_blocks && task->first + task->weeks < all)
            continue;
        size_t a_week = extents_of(task->rows->writer, &measures[m], &chunk);
        size_t count = (size_t)(in_blocks ? task->weeks : all) * a_week;
        task->rows->digests[m] = digest_measure(task->rows->digests[m], task->counts[m], count);
        status = packer_pack(packer, &task->rows->packs[m], task->counts[m], count, chunk, error);
    }
    error->status = status;
    packer_free(packer);
}

enum status writer_pack(struct writer_rows *rows, const struct numbers *counts, int32_t first, int32_t weeks,
                        int threads, struct error *error)
{
    struct pack_task task = {rows, counts, first, weeks, (size_t)threads, NULL};
    reconcile_count(&rows->series, counts, first, weeks);
    enum status status = memory_new(&task.errors, task.tasks, sizeof *task.errors, error);
    if (status != STATUS_OK)
        return status;
    parallel_for(threads, task.tasks, pack_some, &task);
    for (size_t i = 0; status == STATUS_OK && i < task.tasks; i++)
        if (task.errors[i].status != STATUS_OK)
            status = error_set(error, task.errors[i].status, "%s", task.errors[i].text);
    memory_free(task.errors);
    return status;
}

/* Made for the first replicate, when its numbers are at hand, and open until the last: the library keeps 60 KB for each
   open dataset, and opening one takes longer than writing a small replicate's chunks. */
static enum status open_measure(struct writer *self, size_t m, const struct measure *measure, struct error *error)
{
    return self->measures[m] < 0 ? make_measure(self, measure, &self->measures[m], error) : STATUS_OK;
}

/* Without a flush, which takes a look at the whole file: it is flushed before it is published. */
static enum status close_measure(struct writer *self, size_t m, struct error *error)
{
    hid_t closing = self->measures[m];
    self->measures[m] = H5I_INVALID_HID;
    return closing >= 0 && H5Dclose(closing) < 0 ? hdf_error(error, self->path, "write") : STATUS_OK;
}

static enum status put_chunks(struct writer *self, size_t m, const struct measure *measure, const struct pack *pack,
                              struct error *error)
{
    struct hdf_field field;
    const char *dims[HDF_MOST_DIMS];
    shape_field(self, measure, &field, dims);
    enum status status = STATUS_OK;
    for (size_t i = 0, at = 0; status == STATUS_OK && i < pack->n_chunks; at = pack->ends[i++]) {
        hsize_t start[HDF_MOST_DIMS] = {self->replicate, i * field.chunk[1], 0, 0};
        status = hdf_write_chunk(self->path, self->measures[m], start, pack->bytes + at, pack->ends[i] - at, error);
    }
    return status;
}

enum status writer_put_measures(struct writer *self, const struct writer_rows *rows, struct error *error)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    bool last = self->replicate + 1 == self->head->replicates;
    enum status status = STATUS_OK;
    for (size_t m = 0; status == STATUS_OK && m < n_measures; m++) {
        self->digest = digest_number(self->digest, (int64_t)rows->digests[m]);
        status = open_measure(self, m, &measures[m], error);
        if (status == STATUS_OK)
            status = put_chunks(self, m, &measures[m], &rows->packs[m], error);
        if (status == STATUS_OK && last)
            status = close_measure(self, m, error);
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
                 (measure_is_wide(&measures[i]) ? 8 : 4);
    return bytes;
}
