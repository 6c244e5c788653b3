/* Allocation that is zeroed, checked for overflow, aligned to a cache line and reported when it fails. */
#ifndef ROUTEWAY_CORE_MEMORY_H
#define ROUTEWAY_CORE_MEMORY_H

#include "core/error.h"
#include <stddef.h>

#define CACHE_LINE 64

/* Stores zeroed memory for count elements of size bytes in *out (a pointer to a pointer). STATUS_FAILED if there is
 * none. */
enum status memory_new(void *out, size_t count, size_t size, struct error *error) MUST_CHECK;

/* The same for room that may never be used: what is not costs nothing. */
enum status memory_room(void *out, size_t count, size_t size, struct error *error) MUST_CHECK;

/* Makes a piece of `before` elements one of count, more than that; contents are kept, what is new is zero. */
enum status memory_extend(void *inout, size_t before, size_t count, size_t size, struct error *error) MUST_CHECK;

/* Makes room for at least wanted elements, growing by doubling; contents are kept. */
enum status memory_grow(void *inout, size_t *capacity, size_t wanted, size_t size, struct error *error) MUST_CHECK;

/* How many pieces of memory have been asked for so far, by all threads: for tests. */
size_t memory_count(void);

void memory_free(void *pointer);

#endif
