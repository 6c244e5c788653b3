/* Chunks of measures as the file's filters would make them: bytes shuffled, then deflated. Here because the library
   takes one dataset after the other, converts each number and lets no two threads in. */
#ifndef ROUTEWAY_RECORD_PACK_H
#define ROUTEWAY_RECORD_PACK_H

#include "core/error.h"
#include "core/measure.h"

#define PACK_LEVEL 1 /* of deflate: more takes three times as long for nothing */

/* The chunks of a measure in one replicate, one after the other. */
struct pack {
    unsigned char *bytes;
    size_t *ends; /* [n_chunks] */
    size_t n_chunks;
};
void pack_clear(struct pack *self);

/* What packing needs, for one thread. */
struct packer;
enum status packer_create(struct packer **out, struct error *error) MUST_CHECK;
void packer_free(struct packer *self);

/* Packs count numbers, int32 or, if they are wide, float64; chunks hold so many, and the last is filled with zeros. */
enum status packer_pack(struct packer *self, struct pack *pack, struct numbers numbers, size_t count, size_t chunk,
                        struct error *error) MUST_CHECK;

#endif
