#include "core/memory.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static enum status no_memory(struct error *error, size_t count, size_t size)
{
    return error_set(error, STATUS_FAILED,
                     "not enough memory for %zu elements of %zu bytes; use a smaller run.scale or a machine with more",
                     count, size);
}

enum status memory_new(void *out, size_t count, size_t size, struct error *error)
{
    void *pointer = NULL;
    if (count > SIZE_MAX / 2 / (size ? size : 1))
        return no_memory(error, count, size);
    size_t bytes = (count * size + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    pointer = aligned_alloc(CACHE_LINE, bytes ? bytes : CACHE_LINE);
    if (!pointer)
        return no_memory(error, count, size);
    memset(pointer, 0, bytes ? bytes : CACHE_LINE);
    memcpy(out, &pointer, sizeof pointer);
    return STATUS_OK;
}

enum status memory_grow(void *inout, size_t *capacity, size_t wanted, size_t size, struct error *error)
{
    if (wanted <= *capacity)
        return STATUS_OK;
    size_t larger = *capacity ? *capacity : 16;
    while (larger < wanted)
        larger *= 2;
    void *fresh = NULL;
    void *old = NULL;
    memcpy(&old, inout, sizeof old);
    enum status status = memory_new(&fresh, larger, size, error);
    if (status != STATUS_OK)
        return status;
    if (old)
        memcpy(fresh, old, *capacity * size);
    free(old);
    memcpy(inout, &fresh, sizeof fresh);
    *capacity = larger;
    return STATUS_OK;
}

void memory_free(void *pointer)
{
    free(pointer);
}
