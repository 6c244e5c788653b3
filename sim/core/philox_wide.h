/* Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011) for eight identities at a time with AVX2; the scalar twin is
   Random123's. Only for .c files of this folder, and only behind vector_code_used(). */
#ifndef ROUTEWAY_CORE_PHILOX_WIDE_H
#define ROUTEWAY_CORE_PHILOX_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__)
#define PHILOX_WIDE 8 /* identities: two vectors of four, each number in 64 bits whose upper half does not count */

#include "core/random.h"
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

/* One word of eight identities. */
struct wide {
    __m256i a, b;
};

/* The four words of their blocks. */
struct wide_block {
    struct wide word0, word1, word2, word3;
};

AVX2 struct wide wide_all(uint32_t x)
{
    __m256i v = _mm256_set1_epi64x((int64_t)x);
    return (struct wide){v, v};
}

AVX2 struct wide wide_times(struct wide x, uint32_t factor)
{
    __m256i f = _mm256_set1_epi64x((int64_t)factor);
    return (struct wide){_mm256_mul_epu32(x.a, f), _mm256_mul_epu32(x.b, f)};
}

/* The upper half of a product, mixed with a word and a key. */
AVX2 struct wide wide_mix(struct wide product, struct wide word, uint32_t key)
{
    __m256i k = _mm256_set1_epi64x((int64_t)key);
    return (struct wide){_mm256_xor_si256(_mm256_srli_epi64(product.a, 32), _mm256_xor_si256(word.a, k)),
                         _mm256_xor_si256(_mm256_srli_epi64(product.b, 32), _mm256_xor_si256(word.b, k))};
}

/* Eight neighbouring numbers. */
AVX2 struct wide wide_load(const uint32_t numbers[PHILOX_WIDE])
{
    return (struct wide){_mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)numbers)),
                         _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(numbers + 4)))};
}

/* The blocks of eight counters (c0, c1, c2, c3). */
AVX2 struct wide_block wide_philox(struct random_key key, struct wide c0, struct wide c1, struct wide c2,
                                   struct wide c3)
{
    uint32_t k0 = key.seed, k1 = key.replicate;
    for (int round = 0; round < 10; round++) {
        struct wide left = wide_times(c0, 0xD2511F53u), right = wide_times(c2, 0xCD9E8D57u);
        c0 = wide_mix(right, c1, k0);
        c1 = right;
        c2 = wide_mix(left, c3, k1);
        c3 = left;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return (struct wide_block){c0, c1, c2, c3};
}

/* random_draw(key, ids, week, purpose, 0) of each identity. */
AVX2 struct wide_block wide_draw(struct random_key key, struct wide ids, int32_t week, enum purpose purpose)
{
    return wide_philox(key, ids, wide_all((uint32_t)week), wide_all((uint32_t)purpose), wide_all(0));
}

/* Four blocks, each of 128 bits as struct random_block has them, in halves of two vectors. */
struct wide_four {
    __m256i even;  /* blocks 0 and 2 */
    __m256i other; /* blocks 1 and 3 */
};

#define WIDE_UPPER_HALVES 0xaa
AVX2 struct wide_four wide_join(__m256i word0, __m256i word1, __m256i word2, __m256i word3)
{
    __m256i first = _mm256_blend_epi32(word0, _mm256_slli_epi64(word1, 32), WIDE_UPPER_HALVES);
    __m256i second = _mm256_blend_epi32(word2, _mm256_slli_epi64(word3, 32), WIDE_UPPER_HALVES);
    return (struct wide_four){_mm256_unpacklo_epi64(first, second), _mm256_unpackhi_epi64(first, second)};
}

/* 64 bytes: the four blocks one after another. */
AVX2 void wide_store(struct wide_four blocks, void *out)
{
    __m256i *to = out;
    _mm256_storeu_si256(to, _mm256_permute2x128_si256(blocks.even, blocks.other, 0x20));
    _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(blocks.even, blocks.other, 0x31));
}

/* All eight blocks, one after another. */
AVX2 void wide_store_all(const struct wide_block *blocks, struct random_block out[PHILOX_WIDE])
{
    wide_store(wide_join(blocks->word0.a, blocks->word1.a, blocks->word2.a, blocks->word3.a), out);
    wide_store(wide_join(blocks->word0.b, blocks->word1.b, blocks->word2.b, blocks->word3.b), out + 4);
}
#endif

#endif
