/* Chunks as the file's filters would make them: bytes shuffled, then deflated. Here because HDF5 takes one dataset
   after the other, converts each number and lets no two threads in; by ISA-L, which takes a quarter of zlib's time. Its
   bytes may differ from one kind of processor to another, the numbers that come out of them do not. */
#ifndef ROUTEWAY_RECORD_PACK_H
#define ROUTEWAY_RECORD_PACK_H

#include "core/error.h"
#include "core/measure.h"
#include <stddef.h>
#include <stdint.h>

#define PACK_LEVEL 1 /* of ISA-L's deflate: 2 and 3 make no smaller files */

/* The chunks of a measure in one replicate, one after the other. */
struct pack {
    unsigned char *bytes;
    size_t *ends; /* [n_chunks] */
    size_t n_chunks, bytes_room, ends_room;
};
void pack_clear(struct pack *self);

/* What packing needs, for one thread. */
struct packer;
enum status packer_create(struct packer **out, struct error *error) MUST_CHECK;
void packer_free(struct packer *self);

/* One chunk of integers that take so many bytes each; where fewer come than it holds, zeros fill it. The bytes stand
   until the next call. */
enum status packer_chunk(struct packer *self, const int64_t *values, size_t count, size_t chunk, size_t size,
                         const void **bytes, size_t *length, struct error *error) MUST_CHECK;

/* Packs count numbers, int32 or, if they are wide, float64, and appends them; chunks hold so many, and the last is
   filled with zeros. */
enum status packer_pack(struct packer *self, struct pack *pack, struct numbers numbers, size_t count, size_t chunk,
                        struct error *error) MUST_CHECK;

#endif
