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
                                .chunk = {1, chunk_weeks(self, measure, areas)}};
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
    struct error *errors; /* [packers] */
};

static enum status pack_measure(struct pack_task *task, struct packer *packer, size_t m, const struct measure *measure,
                                struct error *error)
{
    struct writer_rows *rows = task->rows;
    bool in_blocks = measure_is_in_blocks(measure);
    int32_t all = rows->writer->head->weeks;
    if (!in_blocks && task->first + task->weeks < all)
        return STATUS_OK;
    size_t chunk, a_week = extents_of(rows->writer, measure, &chunk);
    size_t count = (size_t)(in_blocks ? task->weeks : all) * a_week;
    rows->digests[m] = digest_measure(rows->digests[m], task->counts[m], count);
    return packer_pack(packer, &rows->packs[m], task->counts[m], count, chunk, error);
}

/* Every so many measures, from one on. */
static void pack_some(void *context, size_t index)
{
    struct pack_task *task = context;
    struct error *error = &task->errors[index];
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    error->status = STATUS_OK;
    for (size_t m = index; error->status == STATUS_OK && m < n_measures; m += (size_t)task->rows->n_packers)
        error->status = pack_measure(task, task->rows->packers[index], m, &measures[m], error);
}

static enum status packers_create(struct writer_rows *rows, int threads, struct error *error)
{
    if (rows->packers)
        return STATUS_OK;
    enum status status = memory_new(&rows->packers, (size_t)threads, sizeof *rows->packers, error);
    while (status == STATUS_OK && rows->n_packers < threads)
        status = packer_create(&rows->packers[rows->n_packers++], error);
    return status;
}

enum status writer_pack(struct writer_rows *rows, const struct numbers *counts, int32_t first, int32_t weeks,
                        int threads, struct error *error)
{
    struct pack_task task = {rows, counts, first, weeks, NULL};
    enum status status = reconcile_count(&rows->series, counts, weeks, error);
    if (status == STATUS_OK)
        status = packers_create(rows, threads, error);
    if (status == STATUS_OK)
        status = memory_new(&task.errors, (size_t)rows->n_packers, sizeof *task.errors, error);
    if (status != STATUS_OK)
        return status;
    parallel_for(threads, (size_t)rows->n_packers, pack_some, &task);
    for (int i = 0; status == STATUS_OK && i < rows->n_packers; i++)
        if (task.errors[i].status != STATUS_OK)
            status = error_set(error, task.errors[i].status, "%s", task.errors[i].text);
    memory_free(task.errors);
    return status;
}

/* Made for the first replicate, when its numbers are at hand, so that in a run of one no more than one is open; open
   until the last replicate, since opening one takes longer than writing a small replicate's chunks. */
static enum status open_measure(struct writer *self, size_t m, const struct measure *measure, struct error *error)
{
    return self->measures[m] < 0 ? make_measure(self, measure, &self->measures[m], error) : STATUS_OK;
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
            status = hdf_close(self->path, &self->measures[m], error);
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
