#define _GNU_SOURCE /* mremap */
#include "core/memory.h"
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

/* Pieces from here on are mapped: the system zeroes a page when it is first used, takes the rest of a list's room for
   nothing, and has all of it back when the piece is freed. */
#define MAPPED_FROM ((size_t)1 << 20)
#define MAPPED_ROOM_FROM ((size_t)1 << 17) /* the same for lists, much of whose room may never be used */

/* Stands before what is handed out. */
struct piece {
    char *given;   /* by calloc, or mapped */
    size_t mapped; /* bytes; 0: by calloc */
};

static enum status no_memory(struct error *error, size_t count, size_t size)
{
    return error_set(error, STATUS_FAILED,
                     "not enough memory for %zu elements of %zu bytes; use a smaller run.scale or a machine with more",
                     count, size);
}

static size_t asked;

size_t memory_count(void)
{
    return __atomic_load_n(&asked, __ATOMIC_RELAXED);
}

static struct piece piece_of(const void *pointer)
{
    struct piece piece;
    memcpy(&piece, (const char *)pointer - sizeof piece, sizeof piece);
    return piece;
}

static void *hand_out(struct piece piece, size_t at)
{
    memcpy(piece.given + at - sizeof piece, &piece, sizeof piece);
    return piece.given + at;
}

/* Where what is written beyond a piece is looked for, each has to come from calloc: the sanitizer knows no mapped ones.
 */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(__linux__) && !defined(SANITIZED)

static void *map(size_t bytes, bool all_used)
{
    struct piece piece = {NULL, bytes + CACHE_LINE};
    piece.given = mmap(NULL, piece.mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (piece.given == MAP_FAILED)
        return NULL;
    /* Persons are looked at all over their columns: with large pages the processor knows where all of them are. Where
       the system has none, small ones do. */
    if (all_used)
        (void)madvise(piece.given, piece.mapped, MADV_HUGEPAGE);
    return hand_out(piece, CACHE_LINE);
}

/* The pages move, not what is on them. NULL: this piece is not mapped, or cannot grow. */
static void *map_more(void *pointer, size_t bytes)
{
    struct piece piece = pointer ? piece_of(pointer) : (struct piece){NULL, 0};
    if (piece.mapped == 0)
        return NULL;
    piece.given = mremap(piece.given, piece.mapped, bytes + CACHE_LINE, MREMAP_MAYMOVE);
    piece.mapped = bytes + CACHE_LINE;
    return piece.given == MAP_FAILED ? NULL : hand_out(piece, CACHE_LINE);
}

static void unmap(struct piece piece)
{
    (void)munmap(piece.given, piece.mapped);
}

#else

static void *map(size_t bytes, bool all_used)
{
    (void)bytes, (void)all_used;
    return NULL;
}

static void *map_more(void *pointer, size_t bytes)
{
    (void)pointer, (void)bytes;
    return NULL;
}

static void unmap(struct piece piece)
{
    (void)piece;
}

#endif

static enum status new_piece(void *out, size_t count, size_t size, bool all_used, struct error *error)
{
    if (count > (SIZE_MAX / 2 - 2 * CACHE_LINE) / (size ? size : 1))
        return no_memory(error, count, size);
    (void)__atomic_add_fetch(&asked, 1, __ATOMIC_RELAXED);
    void *pointer = count * size >= (all_used ? MAPPED_FROM : MAPPED_ROOM_FROM) ? map(count * size, all_used) : NULL;
    if (!pointer) {
        const size_t before = CACHE_LINE + sizeof(struct piece);
        struct piece piece = {calloc(1, count * size + before), 0};
        if (!piece.given)
            return no_memory(error, count, size);
        pointer = hand_out(piece, before - (size_t)((uintptr_t)piece.given + before) % CACHE_LINE);
    }
    memcpy(out, &pointer, sizeof pointer);
    return STATUS_OK;
}

enum status memory_new(void *out, size_t count, size_t size, struct error *error)
{
    return new_piece(out, count, size, true, error);
}

enum status memory_room(void *out, size_t count, size_t size, struct error *error)
{
    return new_piece(out, count, size, false, error);
}

/* A larger piece with what the old one held. */
static enum status replace(void *inout, size_t before, size_t count, size_t size, bool all_used, struct error *error)
{
    void *fresh = NULL, *old = NULL;
    memcpy(&old, inout, sizeof old);
    /* Large pages would be broken up when they move. */
    if (!all_used && count <= (SIZE_MAX / 2 - 2 * CACHE_LINE) / (size ? size : 1))
        fresh = map_more(old, count * size);
    if (fresh) {
        (void)__atomic_add_fetch(&asked, 1, __ATOMIC_RELAXED);
        memcpy(inout, &fresh, sizeof fresh);
        return STATUS_OK;
    }
    enum status status = new_piece(&fresh, count, size, all_used, error);
    if (status != STATUS_OK)
        return status;
    if (old)
        memcpy(fresh, old, before * size);
    memory_free(old);
    memcpy(inout, &fresh, sizeof fresh);
    return STATUS_OK;
}

enum status memory_extend(void *inout, size_t before, size_t count, size_t size, struct error *error)
{
    return replace(inout, before, count, size, true, error);
}

enum status memory_grow(void *inout, size_t *capacity, size_t wanted, size_t size, struct error *error)
{
    if (wanted <= *capacity)
        return STATUS_OK;
    size_t larger = *capacity ? *capacity : 16;
    while (larger < wanted)
        larger *= 2;
    enum status status = replace(inout, *capacity, larger, size, false, error);
    if (status == STATUS_OK)
        *capacity = larger;
    return status;
}

void memory_free(void *pointer)
{
    if (!pointer)
        return;
    struct piece piece = piece_of(pointer);
    if (piece.mapped)
        unmap(piece);
    else
        free(piece.given);
}
