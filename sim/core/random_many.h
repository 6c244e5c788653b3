/* The same draws as random.h for many identities at once, by vector code where the processor has it. */
#ifndef ROUTEWAY_CORE_RANDOM_MANY_H
#define ROUTEWAY_CORE_RANDOM_MANY_H

#include "core/random.h"

#define RANDOM_MANY 64 /* identities of one call */

/* out[i] is random_draw(key, ids[i], week, purpose, 0). All RANDOM_MANY are drawn. */
void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY]);

/* The portable twin, for tests and other processors. */
void random_many_scalar(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                        struct random_block out[RANDOM_MANY]);

/* Bit k is set when the kth 16-bit lane of a block is at most limits[k]. */
static inline uint8_t random_lanes_within_scalar(const struct random_block *block, const uint16_t limits[RANDOM_LANES])
{
    uint8_t bits = 0;
    for (unsigned lane = 0; lane < RANDOM_LANES; lane++)
        bits |= (uint8_t)((random_lane(block, lane) <= limits[lane]) << lane);
    return bits;
}

#if defined(__SSE2__)
#include <emmintrin.h>
static inline uint8_t random_lanes_within(const struct random_block *block, const uint16_t limits[RANDOM_LANES])
{
    __m128i lanes = _mm_loadu_si128((const __m128i *)(const void *)block);
    __m128i over = _mm_subs_epu16(lanes, _mm_loadu_si128((const __m128i *)(const void *)limits));
    __m128i within = _mm_cmpeq_epi16(over, _mm_setzero_si128());
    return (uint8_t)_mm_movemask_epi8(_mm_packs_epi16(within, within));
}
#else
static inline uint8_t random_lanes_within(const struct random_block *block, const uint16_t limits[RANDOM_LANES])
{
    return random_lanes_within_scalar(block, limits);
}
#endif

#endif
