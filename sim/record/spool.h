/* Rows of a table on their way to the result: kept week by week, and given back strip by strip. Where they are many,
   they lie in a nameless file. */
#ifndef ROUTEWAY_RECORD_SPOOL_H
#define ROUTEWAY_RECORD_SPOOL_H

#include "core/error.h"
#include <stddef.h>
#include <stdint.h>

/* A run of rows of one strip that follow each other in the file. */
struct spool_chunk {
    uint64_t first; /* row of the file */
    uint32_t strip;
    uint32_t count;
};

struct spool {
    int descriptor;   /* -1: none yet */
    const char *path; /* of the result: the file stands in its folder */
    const char *what; /* "spells": for messages */
    size_t size;      /* bytes of a row */
    char *pending;    /* rows not written yet, after `written` */
    size_t n_pending, pending_room;
    uint64_t written;
    struct spool_chunk *chunks;
    size_t n_chunks, chunk_capacity;
};

/* Path and name must outlive the spool. */
void spool_init(struct spool *self, const char *path, const char *what, size_t size);
void spool_clear(struct spool *self);

enum status spool_add(struct spool *self, size_t strip, const void *rows, size_t count, struct error *error) MUST_CHECK;

/* All rows, strip by strip, those of a strip sorted. As many strips are in memory as there are threads, which read and
   sort them; put() gets one after the other. */
typedef int (*spool_compare)(const void *left, const void *right);
typedef enum status (*spool_put)(void *context, const void *rows, size_t count, struct error *error);
enum status spool_sorted(struct spool *self, size_t strips, int threads, spool_compare compare, spool_put put,
                         void *context, struct error *error) MUST_CHECK;

#endif
