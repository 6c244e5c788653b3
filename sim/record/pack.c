#include "record/pack.h"
#include "core/memory.h"
#include <isa-l/igzip_lib.h>
#include <string.h>

#define LEVEL_ROOM ISAL_DEF_LVL1_SMALL /* of more room it makes larger files, not smaller ones */

struct packer {
    struct isal_zstream stream;
    unsigned char *room; /* [LEVEL_ROOM] */
    unsigned char *shuffled, *deflated;
    size_t shuffled_room, deflated_room;
};

enum status packer_create(struct packer **out, struct error *error)
{
    struct packer *self = NULL;
    enum status status = memory_new(&self, 1, sizeof *self, error);
    if (status == STATUS_OK)
        status = memory_new(&self->room, LEVEL_ROOM, 1, error);
    if (status != STATUS_OK) {
        packer_free(self);
        self = NULL;
    }
    *out = self;
    return status;
}

void packer_free(struct packer *self)
{
    if (!self)
        return;
    memory_free(self->room);
    memory_free(self->shuffled);
    memory_free(self->deflated);
    memory_free(self);
}

#define SHUFFLED_AT_ONCE 256

/* One byte of every number, by a loop that compilers turn into vector code. any: all numbers' bits; of small numbers,
   most bytes are zeros. */
static void plane(unsigned char *restrict out, const uint64_t *restrict bits, size_t count, unsigned byte, uint64_t any)
{
    if ((any >> 8 * byte & 0xff) == 0) {
        memset(out, 0, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        out[i] = (unsigned char)(bits[i] >> 8 * byte);
}

/* The bits of numbers as they stand in the file. Returns all of them together. */
static uint64_t bits_of(uint64_t *bits, struct numbers numbers, size_t first, size_t count)
{
    uint64_t any = 0;
    for (size_t i = 0; numbers.narrow && i < count; i++)
        any |= bits[i] = (uint32_t)numbers.narrow[first + i];
    for (size_t i = 0; numbers.wide && i < count; i++) {
        double value = (double)numbers.wide[first + i];
        memcpy(&bits[i], &value, sizeof value);
        any |= bits[i];
    }
    return any;
}

/* All lowest bytes of a chunk's numbers, then all second ones, and so on, as H5Pset_shuffle() has it. */
static void shuffle(unsigned char *out, struct numbers numbers, size_t first, size_t count, size_t chunk)
{
    uint64_t bits[SHUFFLED_AT_ONCE];
    for (size_t done = 0; done < count; done += SHUFFLED_AT_ONCE) {
        size_t here = count - done < SHUFFLED_AT_ONCE ? count - done : SHUFFLED_AT_ONCE;
        uint64_t any = bits_of(bits, numbers, first + done, here);
        for (unsigned byte = 0; byte < (numbers.narrow ? sizeof(int32_t) : sizeof(double)); byte++)
            plane(out + byte * chunk + done, bits, here, byte, any);
    }
}

/* Bytes that deflate takes at most: those that it cannot shorten are stored, with five bytes for every 65,535. */
static size_t deflated_most(size_t bytes)
{
    return bytes + bytes / 1024 + 64;
}

/* Deflates the shuffled bytes; returns how many there are then, or 0. */
static size_t deflate_bytes(struct packer *self, size_t bytes, struct error *error)
{
    if (memory_grow(&self->deflated, &self->deflated_room, deflated_most(bytes), 1, error) != STATUS_OK)
        return 0;
    isal_deflate_stateless_init(&self->stream);
    self->stream.gzip_flag = IGZIP_ZLIB;
    self->stream.level = PACK_LEVEL;
    self->stream.level_buf = self->room;
    self->stream.level_buf_size = LEVEL_ROOM;
    self->stream.end_of_stream = 1;
    self->stream.flush = NO_FLUSH;
    self->stream.next_in = self->shuffled;
    self->stream.avail_in = (uint32_t)bytes;
    self->stream.next_out = self->deflated;
    self->stream.avail_out = (uint32_t)deflated_most(bytes);
    if (isal_deflate_stateless(&self->stream) == COMP_OK)
        return self->stream.total_out;
    error_set(error, STATUS_FAILED, "results could not be compressed");
    return 0;
}

/* Room for a chunk's shuffled bytes; zeros where fewer numbers come than it holds. */
static enum status make_room(struct packer *self, size_t bytes, bool filled, struct error *error)
{
    enum status status = memory_grow(&self->shuffled, &self->shuffled_room, bytes, 1, error);
    if (status == STATUS_OK && !filled)
        memset(self->shuffled, 0, bytes);
    return status;
}

static enum status append(struct pack *pack, const unsigned char *bytes, size_t length, struct error *error)
{
    size_t before = pack->n_chunks > 0 ? pack->ends[pack->n_chunks - 1] : 0;
    if (memory_grow(&pack->bytes, &pack->bytes_room, before + length, 1, error) != STATUS_OK ||
        memory_grow(&pack->ends, &pack->ends_room, pack->n_chunks + 1, sizeof *pack->ends, error) != STATUS_OK)
        return error->status;
    memcpy(pack->bytes + before, bytes, length);
    pack->ends[pack->n_chunks++] = before + length;
    return STATUS_OK;
}

enum status packer_pack(struct packer *self, struct pack *pack, struct numbers numbers, size_t count, size_t chunk,
                        struct error *error)
{
    size_t bytes = chunk * (numbers.narrow ? sizeof(int32_t) : sizeof(double));
    for (size_t done = 0; done < count; done += chunk) {
        size_t here = count - done < chunk ? count - done : chunk;
        if (make_room(self, bytes, here == chunk, error) != STATUS_OK)
            return error->status;
        shuffle(self->shuffled, numbers, done, here, chunk);
        size_t length = deflate_bytes(self, bytes, error);
        if (length == 0 || append(pack, self->deflated, length, error) != STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

enum status packer_chunk(struct packer *self, const int64_t *values, size_t count, size_t chunk, size_t size,
                         const void **bytes, size_t *length, struct error *error)
{
    enum status status = make_room(self, chunk * size, count == chunk, error);
    if (status != STATUS_OK)
        return status;
    for (size_t byte = 0; byte < size; byte++)
        for (size_t i = 0; i < count; i++)
            self->shuffled[byte * chunk + i] = (unsigned char)((uint64_t)values[i] >> 8 * byte);
    *length = deflate_bytes(self, chunk * size, error);
    *bytes = self->deflated;
    return *length > 0 ? STATUS_OK : error->status;
}

void pack_clear(struct pack *self)
{
    memory_free(self->bytes);
    memory_free(self->ends);
    memset(self, 0, sizeof *self);
}
