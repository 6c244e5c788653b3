#include "record/spool.h"
#include "core/memory.h"
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
    self->sorted = false;
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

enum status spool_strip(struct spool *self, size_t strip, void **out, size_t *capacity, size_t *count,
                        struct error *error)
{
    /* All rows are in the file, or none: few never leave the memory. */
    enum status status = self->written > 0 ? spool_flush(self, error) : STATUS_OK;
    if (status == STATUS_OK && !self->sorted && self->n_chunks > 1)
        qsort(self->chunks, self->n_chunks, sizeof *self->chunks, by_strip);
    self->sorted = true;
    *count = 0;
    for (size_t i = strip_begin(self, strip);
         status == STATUS_OK && i < self->n_chunks && self->chunks[i].strip == strip; i++) {
        status = memory_grow(out, capacity, *count + self->chunks[i].count, self->size, error);
        if (status == STATUS_OK)
            status = read_chunk(self, &self->chunks[i], (char *)*out + *count * self->size, error);
        *count += self->chunks[i].count;
    }
    return status;
}
