/* Which of 64 neighbouring numbers have a property, as bits. */
#ifndef ROUTEWAY_CORE_MASKS_H
#define ROUTEWAY_CORE_MASKS_H

#include <stdint.h>

#define MASK_ROWS 64

/* Bit i is set when low <= bytes[i] <= high. */
static inline uint64_t mask_between_scalar(const uint8_t bytes[MASK_ROWS], uint8_t low, uint8_t high)
{
    uint64_t mask = 0;
    for (int i = 0; i < MASK_ROWS; i++)
        mask |= (uint64_t)((uint8_t)(bytes[i] - low) <= (uint8_t)(high - low)) << i;
    return mask;
}

/* Bit i is set when numbers[i] == value. */
static inline uint64_t mask_equal_scalar(const int16_t numbers[MASK_ROWS], int16_t value)
{
    uint64_t mask = 0;
    for (int i = 0; i < MASK_ROWS; i++)
        mask |= (uint64_t)(numbers[i] == value) << i;
    return mask;
}

#if defined(__SSE2__)
#include <emmintrin.h>
static inline uint64_t mask_equal(const int16_t numbers[MASK_ROWS], int16_t value)
{
    __m128i wanted = _mm_set1_epi16(value);
    uint64_t mask = 0;
    for (int i = 0; i < MASK_ROWS; i += 16) {
        const __m128i *from = (const __m128i *)(const void *)(numbers + i);
        __m128i low = _mm_cmpeq_epi16(_mm_loadu_si128(from), wanted);
        __m128i high = _mm_cmpeq_epi16(_mm_loadu_si128(from + 1), wanted);
        mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_packs_epi16(low, high)) << i;
    }
    return mask;
}

static inline uint64_t mask_between(const uint8_t bytes[MASK_ROWS], uint8_t low, uint8_t high)
{
    __m128i first = _mm_set1_epi8((char)low), span = _mm_set1_epi8((char)(uint8_t)(high - low));
    uint64_t mask = 0;
    for (int i = 0; i < MASK_ROWS; i += 16) {
        __m128i above = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + i)), first);
        __m128i within = _mm_cmpeq_epi8(_mm_min_epu8(above, span), above);
        mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(within) << i;
    }
    return mask;
}
#else
static inline uint64_t mask_equal(const int16_t numbers[MASK_ROWS], int16_t value)
{
    return mask_equal_scalar(numbers, value);
}

static inline uint64_t mask_between(const uint8_t bytes[MASK_ROWS], uint8_t low, uint8_t high)
{
    return mask_between_scalar(bytes, low, high);
}
#endif

#endif
