#define _DEFAULT_SOURCE /* madvise */
#include "core/memory.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#define LARGE_PAGE ((uintptr_t)1 << 21)

static enum status no_memory(struct error *error, size_t count, size_t size)
{
    return error_set(error, STATUS_FAILED,
                     "not enough memory for %zu elements of %zu bytes; use a smaller run.scale or a machine with more",
                     count, size);
}

/* Persons are looked at all over their columns: with large pages the processor knows where all of them are. Only whole
   ones, so that no memory is taken that was not asked for. */
static void prefer_large_pages(uintptr_t from, uintptr_t to)
{
    from = (from + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    to = to / LARGE_PAGE * LARGE_PAGE;
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (from < to)
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE); /* where the system has none, small ones do */
#endif
}

static size_t asked;

size_t memory_count(void)
{
    return __atomic_load_n(&asked, __ATOMIC_RELAXED);
}

/* From calloc, which leaves large pieces to be zeroed by the system when they are first used, by whoever uses them.
   What calloc gave stands before the piece that is handed out. */
static enum status new_piece(void *out, size_t count, size_t size, bool all_used, struct error *error)
{
    const size_t before = CACHE_LINE + sizeof(void *);
    if (count > (SIZE_MAX / 2 - before) / (size ? size : 1))
        return no_memory(error, count, size);
    (void)__atomic_add_fetch(&asked, 1, __ATOMIC_RELAXED);
    char *given = calloc(1, count * size + before);
    if (!given)
        return no_memory(error, count, size);
    if (all_used)
        prefer_large_pages((uintptr_t)given, (uintptr_t)given + count * size + before);
    uintptr_t place = ((uintptr_t)given + before) / CACHE_LINE * CACHE_LINE;
    void *pointer = given + (place - (uintptr_t)given);
    memcpy((char *)pointer - sizeof given, &given, sizeof given);
    memcpy(out, &pointer, sizeof pointer);
    return STATUS_OK;
}

enum status memory_new(void *out, size_t count, size_t size, struct error *error)
{
    return new_piece(out, count, size, true, error);
}

/* Much of a list's room may never be used: large pages would take it all the same. */
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
    enum status status = new_piece(&fresh, larger, size, false, error);
    if (status != STATUS_OK)
        return status;
    if (old)
        memcpy(fresh, old, *capacity * size);
    memory_free(old);
    memcpy(inout, &fresh, sizeof fresh);
    *capacity = larger;
    return STATUS_OK;
}

void memory_free(void *pointer)
{
    void *given;
    if (!pointer)
        return;
    memcpy(&given, (char *)pointer - sizeof given, sizeof given);
    free(given);
}
