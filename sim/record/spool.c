#include "record/spool.h"
#include "core/memory.h"
#include "core/parallel_for.h"
#include "record/publish.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PENDING_ROWS ((size_t)1 << 16) /* at most: a power of two, as memory_grow() doubles */

void spool_init(struct spool *self, const char *path, const char *what, size_t size)
{
    memset(self, 0, sizeof *self);
    self->descriptor = -1;
    self->path = path;
    self->what = what;
    self->size = size;
}

void spool_clear(struct spool *self)
{
    if (self->descriptor >= 0)
        (void)close(self->descriptor);
    self->descriptor = -1;
    memory_free(self->pending);
    memory_free(self->chunks);
    self->pending = NULL;
    self->chunks = NULL;
}

static enum status spool_flush(struct spool *self, struct error *error)
{
    const char *bytes = self->pending;
    size_t left = self->n_pending * self->size;
    off_t at = (off_t)(self->written * self->size);
    if (left > 0 && self->descriptor < 0) {
        enum status status = publish_nameless(self->path, &self->descriptor, error);
        if (status != STATUS_OK)
            return status;
    }
    while (left > 0) {
        ssize_t done = pwrite(self->descriptor, bytes, left, at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return error_set(error, STATUS_STORAGE,
                             "the %s could not be kept in the folder of %s: %s; free some space, or record fewer "
                             "spells with --spells",
                             self->what, self->path, done < 0 ? strerror(errno) : "the disk takes no more");
        bytes += done;
        left -= (size_t)done;
        at += done;
    }
    self->written += self->n_pending;
    self->n_pending = 0;
    return STATUS_OK;
}

static enum status spool_chunk(struct spool *self, size_t strip, size_t count, struct error *error)
{
    uint64_t first = self->written + self->n_pending;
    struct spool_chunk *last = self->n_chunks ? &self->chunks[self->n_chunks - 1] : NULL;
    if (last && last->strip == strip && last->first + last->count == first) {
        last->count += (uint32_t)count;
        return STATUS_OK;
    }
    enum status status =
        memory_grow(&self->chunks, &self->chunk_capacity, self->n_chunks + 1, sizeof *self->chunks, error);
    if (status == STATUS_OK)
        self->chunks[self->n_chunks++] = (struct spool_chunk){first, (uint32_t)strip, (uint32_t)count};
    return status;
}

enum status spool_add(struct spool *self, size_t strip, const void *rows, size_t count, struct error *error)
{
    const char *from = rows;
    while (count > 0) {
        if (self->n_pending == PENDING_ROWS) {
            enum status status = spool_flush(self, error);
            if (status != STATUS_OK)
                return status;
        }
        size_t part = PENDING_ROWS - self->n_pending;
        part = part < count ? part : count;
        enum status status =
            memory_grow(&self->pending, &self->pending_room, self->n_pending + part, self->size, error);
        if (status == STATUS_OK)
            status = spool_chunk(self, strip, part, error);
        if (status != STATUS_OK)
            return status;
        memcpy(self->pending + self->n_pending * self->size, from, part * self->size);
        self->n_pending += part;
        from += part * self->size;
        count -= part;
    }
    return STATUS_OK;
}

static enum status read_chunk(const struct spool *self, const struct spool_chunk *chunk, char *bytes,
                              struct error *error)
{
    size_t left = chunk->count * self->size;
    off_t at = (off_t)(chunk->first * self->size);
    if (self->written == 0) {
        memcpy(bytes, self->pending + at, left);
        return STATUS_OK;
    }
    while (left > 0) {
        ssize_t done = pread(self->descriptor, bytes, left, at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return error_set(error, STATUS_STORAGE, "the %s kept in the folder of %s could not be read back: %s",
                             self->what, self->path, done < 0 ? strerror(errno) : "the file has shrunk");
        bytes += done;
        left -= (size_t)done;
        at += done;
    }
    return STATUS_OK;
}

static int by_strip(const void *a, const void *b)
{
    const struct spool_chunk *left = a, *right = b;
    if (left->strip != right->strip)
        return left->strip < right->strip ? -1 : 1;
    return left->first < right->first ? -1 : left->first > right->first;
}

/* The first chunk of the strip in sorted order. */
static size_t strip_begin(const struct spool *self, size_t strip)
{
    size_t low = 0, high = self->n_chunks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->chunks[middle].strip < strip)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* All rows are in the file, or none: few never leave the memory. */
static enum status prepare(struct spool *self, struct error *error)
{
    if (self->n_chunks > 1)
        qsort(self->chunks, self->n_chunks, sizeof *self->chunks, by_strip);
    return self->written > 0 ? spool_flush(self, error) : STATUS_OK;
}

struct part {
    void *rows;
    size_t room, count;
    struct error error;
};

struct sorting {
    const struct spool *spool;
    size_t first; /* strip of the first part */
    spool_compare compare;
    struct part *parts;
};

static enum status read_strip(const struct spool *self, size_t strip, struct part *part)
{
    part->count = 0;
    for (size_t i = strip_begin(self, strip); i < self->n_chunks && self->chunks[i].strip == strip; i++) {
        size_t more = self->chunks[i].count;
        if (memory_grow(&part->rows, &part->room, part->count + more, self->size, &part->error) != STATUS_OK ||
            read_chunk(self, &self->chunks[i], (char *)part->rows + part->count * self->size, &part->error) !=
                STATUS_OK)
            return part->error.status;
        part->count += more;
    }
    return STATUS_OK;
}

static void sort_part(void *context, size_t index)
{
    const struct sorting *sorting = context;
    struct part *part = &sorting->parts[index];
    part->error.status = read_strip(sorting->spool, sorting->first + index, part);
    if (part->error.status == STATUS_OK && part->count > 1)
        qsort(part->rows, part->count, sorting->spool->size, sorting->compare);
}

enum status spool_sorted(struct spool *self, size_t strips, int threads, spool_compare compare, spool_put put,
                         void *context, struct error *error)
{
    struct sorting sorting = {self, 0, compare, NULL};
    size_t most = threads < 1 ? 1 : (size_t)threads;
    enum status status = prepare(self, error);
    if (status == STATUS_OK)
        status = memory_new(&sorting.parts, most, sizeof *sorting.parts, error);
    for (; status == STATUS_OK && sorting.first < strips; sorting.first += most) {
        size_t parts = strips - sorting.first < most ? strips - sorting.first : most;
        parallel_for(threads, parts, sort_part, &sorting);
        for (size_t i = 0; status == STATUS_OK && i < parts; i++) {
            struct part *part = &sorting.parts[i];
            status = part->error.status == STATUS_OK ? put(context, part->rows, part->count, error)
                                                     : error_set(error, part->error.status, "%s", part->error.text);
        }
    }
    for (size_t i = 0; sorting.parts && i < most; i++)
        memory_free(sorting.parts[i].rows);
    memory_free(sorting.parts);
    return status;
}
