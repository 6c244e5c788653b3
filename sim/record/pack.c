#include "record/pack.h"
#include "core/memory.h"
#include <string.h>
#include <zlib.h>

struct packer {
    z_stream stream;
    unsigned char *shuffled, *deflated;
    size_t shuffled_room, deflated_room;
};

enum status packer_create(struct packer **out, struct error *error)
{
    enum status status = memory_new(out, 1, sizeof **out, error);
    if (status == STATUS_OK && deflateInit(&(*out)->stream, PACK_LEVEL) != Z_OK) {
        memory_free(*out);
        *out = NULL;
        status = error_set(error, STATUS_FAILED, "not enough memory to compress the results");
    }
    return status;
}

void packer_free(struct packer *self)
{
    if (!self)
        return;
    (void)deflateEnd(&self->stream);
    memory_free(self->shuffled);
    memory_free(self->deflated);
    memory_free(self);
}

/* All lowest bytes of a chunk's numbers, then all second ones, and so on, as H5Pset_shuffle() has it. */
static void shuffle(unsigned char *out, struct numbers numbers, size_t first, size_t count, size_t chunk)
{
    if (numbers.narrow) {
        for (unsigned byte = 0; byte < sizeof(int32_t); byte++)
            for (size_t i = 0; i < count; i++)
                out[byte * chunk + i] = (unsigned char)((uint32_t)numbers.narrow[first + i] >> 8 * byte);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        double value = (double)numbers.wide[first + i];
        uint64_t bits;
        memcpy(&bits, &value, sizeof bits);
        for (unsigned byte = 0; byte < sizeof bits; byte++)
            out[byte * chunk + i] = (unsigned char)(bits >> 8 * byte);
    }
}

/* Deflates the shuffled bytes behind what is there. */
static enum status deflate_behind(struct packer *self, size_t *at, size_t bytes, struct error *error)
{
    size_t most = deflateBound(&self->stream, (uLong)bytes);
    enum status status = memory_grow(&self->deflated, &self->deflated_room, *at + most, 1, error);
    if (status != STATUS_OK)
        return status;
    self->stream.next_in = self->shuffled;
    self->stream.avail_in = (uInt)bytes;
    self->stream.next_out = self->deflated + *at;
    self->stream.avail_out = (uInt)most;
    if (deflate(&self->stream, Z_FINISH) != Z_STREAM_END)
        return error_set(error, STATUS_FAILED, "results could not be compressed");
    *at += self->stream.total_out;
    (void)deflateReset(&self->stream);
    return STATUS_OK;
}

enum status packer_pack(struct packer *self, struct pack *pack, struct numbers numbers, size_t count, size_t chunk,
                        struct error *error)
{
    size_t bytes = chunk * (numbers.narrow ? sizeof(int32_t) : sizeof(double)), at = 0;
    memset(pack, 0, sizeof *pack);
    pack->n_chunks = (count + chunk - 1) / chunk;
    enum status status = memory_grow(&self->shuffled, &self->shuffled_room, bytes, 1, error);
    if (status == STATUS_OK)
        status = memory_new(&pack->ends, pack->n_chunks, sizeof *pack->ends, error);
    for (size_t i = 0; status == STATUS_OK && i < pack->n_chunks; i++) {
        size_t first = i * chunk, here = count - first < chunk ? count - first : chunk;
        if (here < chunk)
            memset(self->shuffled, 0, bytes);
        shuffle(self->shuffled, numbers, first, here, chunk);
        status = deflate_behind(self, &at, bytes, error);
        pack->ends[i] = at;
    }
    if (status == STATUS_OK)
        status = memory_new(&pack->bytes, at, 1, error);
    if (status == STATUS_OK)
        memcpy(pack->bytes, self->deflated, at);
    return status;
}

void pack_clear(struct pack *self)
{
    memory_free(self->bytes);
    memory_free(self->ends);
    memset(self, 0, sizeof *self);
}
