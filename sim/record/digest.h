/* FNV-1a, 64 bits, over numbers as eight little-endian bytes each: the same on every machine. */
#ifndef ROUTEWAY_RECORD_DIGEST_H
#define ROUTEWAY_RECORD_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_START 0xCBF29CE484222325u

static inline uint64_t digest_number(uint64_t self, int64_t value)
{
    uint64_t bits = (uint64_t)value;
    for (int byte = 0; byte < 8; byte++) {
        self = (self ^ (bits & 0xFF)) * 0x100000001B3u;
        bits >>= 8;
    }
    return self;
}

static inline uint64_t digest_numbers(uint64_t self, const int64_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        self = digest_number(self, values[i]);
    return self;
}

#endif
