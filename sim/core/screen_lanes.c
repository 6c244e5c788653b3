#include "core/screen_lanes.h"
#include "core/vector.h"

static void compare_scalar(const struct random_block blocks[SCREEN_ROWS], const uint16_t keys[SCREEN_ROWS],
                           const uint16_t (*limits)[RANDOM_LANES], uint64_t out[RANDOM_LANES])
{
    for (unsigned lane = 0; lane < RANDOM_LANES; lane++)
        out[lane] = 0;
    for (unsigned i = 0; i < SCREEN_ROWS; i++)
        for (unsigned lane = 0; lane < RANDOM_LANES; lane++)
            out[lane] |= (uint64_t)(random_lane(&blocks[i], lane) <= limits[keys[i]][lane]) << i;
}

void screen_lanes_scalar(struct random_key key, const uint32_t ids[SCREEN_ROWS], int32_t week, enum purpose purpose,
                         const uint16_t keys[SCREEN_ROWS], const uint16_t (*limits)[RANDOM_LANES],
                         uint64_t out[RANDOM_LANES], struct random_block blocks[SCREEN_ROWS])
{
    random_many_scalar(key, ids, week, purpose, blocks);
    compare_scalar(blocks, keys, limits, out);
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

/* Sixteen lanes of two persons: all bits of those at most the limits of the persons' keys. */
AVX2 __m256i two_within(const struct random_block *blocks, const uint16_t *keys, const uint16_t (*limits)[RANDOM_LANES])
{
    __m256i lanes = _mm256_loadu_si256((const __m256i *)(const void *)blocks);
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)limits[keys[0]]);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)limits[keys[1]]);
    __m256i limit = _mm256_inserti128_si256(_mm256_castsi128_si256(first), second, 1);
    return _mm256_cmpeq_epi16(_mm256_min_epu16(lanes, limit), lanes);
}

#define IN_ORDER 0xd8 /* packing puts the first person of the next pair before the second of this one */

__attribute__((target("avx2"))) static void compare_avx2(const struct random_block blocks[SCREEN_ROWS],
                                                         const uint16_t keys[SCREEN_ROWS],
                                                         const uint16_t (*limits)[RANDOM_LANES],
                                                         uint64_t out[RANDOM_LANES])
{
    uint32_t four[SCREEN_ROWS / 4]; /* a byte a person, a bit a lane */
    for (int i = 0; i < SCREEN_ROWS; i += 4) {
        __m256i packed = _mm256_packs_epi16(two_within(blocks + i, keys + i, limits),
                                            two_within(blocks + i + 2, keys + i + 2, limits));
        four[i / 4] = (uint32_t)_mm256_movemask_epi8(_mm256_permute4x64_epi64(packed, IN_ORDER));
    }
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)four);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(four + 8));
    for (int lane = RANDOM_LANES - 1; lane >= 0; lane--) {
        out[lane] = (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
        low = _mm256_add_epi8(low, low);
        high = _mm256_add_epi8(high, high);
    }
}

void screen_lanes(struct random_key key, const uint32_t ids[SCREEN_ROWS], int32_t week, enum purpose purpose,
                  const uint16_t keys[SCREEN_ROWS], const uint16_t (*limits)[RANDOM_LANES], uint64_t out[RANDOM_LANES],
                  struct random_block blocks[SCREEN_ROWS])
{
    random_many(key, ids, week, purpose, blocks);
    if (vector_code_used())
        compare_avx2(blocks, keys, limits, out);
    else
        compare_scalar(blocks, keys, limits, out);
}
#else
void screen_lanes(struct random_key key, const uint32_t ids[SCREEN_ROWS], int32_t week, enum purpose purpose,
                  const uint16_t keys[SCREEN_ROWS], const uint16_t (*limits)[RANDOM_LANES], uint64_t out[RANDOM_LANES],
                  struct random_block blocks[SCREEN_ROWS])
{
    screen_lanes_scalar(key, ids, week, purpose, keys, limits, out, blocks);
}
#endif
