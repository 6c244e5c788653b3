/* FNV-1a, 64 bits, over numbers as eight little-endian bytes each: the same on every machine. */
#ifndef ROUTEWAY_RECORD_DIGEST_H
#define ROUTEWAY_RECORD_DIGEST_H

#include "core/measure.h"
#include <stddef.h>
#include <stdint.h>

#define DIGEST_START 0xCBF29CE484222325u
#define DIGEST_PRIME UINT64_C(0x100000001B3)
#define DIGEST_PRIME_2 (DIGEST_PRIME * DIGEST_PRIME)
#define DIGEST_PRIME_4 (DIGEST_PRIME_2 * DIGEST_PRIME_2)

/* Most numbers are small: a byte of zeros is but one more factor, and those at the end are one together. */
static inline uint64_t digest_number(uint64_t self, int64_t value)
{
    static const uint64_t zeros[8] = {
        DIGEST_PRIME_4 * DIGEST_PRIME_4,
        DIGEST_PRIME_4 * DIGEST_PRIME_2 * DIGEST_PRIME,
        DIGEST_PRIME_4 * DIGEST_PRIME_2,
        DIGEST_PRIME_4 * DIGEST_PRIME,
        DIGEST_PRIME_4,
        DIGEST_PRIME_2 * DIGEST_PRIME,
        DIGEST_PRIME_2,
        DIGEST_PRIME,
    };
    uint64_t bits = (uint64_t)value;
    size_t byte = 0;
    for (; bits > 0xFF; bits >>= 8, byte++)
        self = (self ^ (bits & 0xFF)) * DIGEST_PRIME;
    return (self ^ bits) * zeros[byte];
}

static inline uint64_t digest_numbers(uint64_t self, const int64_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        self = digest_number(self, values[i]);
    return self;
}

#define DIGEST_AT_ONCE 8

/* The prime to the power of a number's bytes times DIGEST_AT_ONCE: what so many zeros come to. */
static inline uint64_t digest_zeros(void)
{
    uint64_t factor = DIGEST_PRIME_4 * DIGEST_PRIME_4;
    for (unsigned numbers = 1; numbers < DIGEST_AT_ONCE; numbers *= 2)
        factor *= factor;
    return factor;
}

/* As digest_numbers(); most counts of small cells are zeros, which come in runs. */
static inline uint64_t digest_measure(uint64_t self, struct numbers values, size_t count)
{
    const uint64_t zeros = digest_zeros();
    size_t i = 0;
    for (; count - i >= DIGEST_AT_ONCE; i += DIGEST_AT_ONCE) {
        int64_t any = 0;
        for (size_t k = i; k < i + DIGEST_AT_ONCE; k++)
            any |= values.wide ? values.wide[k] : values.narrow[k];
        if (any == 0) {
            self *= zeros;
            continue;
        }
        for (size_t k = i; k < i + DIGEST_AT_ONCE; k++)
            self = digest_number(self, numbers_at(values, k));
    }
    for (; i < count; i++)
        self = digest_number(self, numbers_at(values, i));
    return self;
}

#endif
