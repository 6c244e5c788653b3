/* Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011) for eight identities at a time; the scalar twin is Random123's.
 */
#include "core/random_many.h"

#define ROUNDS 10
#define MULTIPLIER_0 0xD2511F53u
#define MULTIPLIER_1 0xCD9E8D57u
#define WEYL_0 0x9E3779B9u
#define WEYL_1 0xBB67AE85u

void random_many_scalar(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                        struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i++)
        out[i] = random_draw(key, ids[i], week, purpose, 0);
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define WIDE 8 /* identities at a time: two vectors of four, each number in 64 bits whose upper half does not count */

/* One word of eight identities. */
struct wide {
    __m256i a, b;
};

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

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
    return (struct wide){_mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product.a, 32), word.a), k),
                         _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product.b, 32), word.b), k)};
}

#define UPPER_HALVES 0xaa

/* Four words of four identities, side by side. */
AVX2 void wide_store(__m256i w0, __m256i w1, __m256i w2, __m256i w3, struct random_block out[4])
{
    __m256i first = _mm256_blend_epi32(w0, _mm256_slli_epi64(w1, 32), UPPER_HALVES);
    __m256i second = _mm256_blend_epi32(w2, _mm256_slli_epi64(w3, 32), UPPER_HALVES);
    __m256i even = _mm256_unpacklo_epi64(first, second), other = _mm256_unpackhi_epi64(first, second);
    __m256i *to = (__m256i *)(void *)out;
    _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, other, 0x20));
    _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, other, 0x31));
}

__attribute__((target("avx2"))) static void draw_avx2(struct random_key key, const uint32_t *ids, int32_t week,
                                                      enum purpose purpose, struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i += WIDE) {
        struct wide c0 = {_mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(ids + i))),
                          _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(ids + i + 4)))};
        struct wide c1 = wide_all((uint32_t)week), c2 = wide_all((uint32_t)purpose), c3 = wide_all(0);
        uint32_t k0 = key.seed, k1 = key.replicate;
        for (int round = 0; round < ROUNDS; round++) {
            struct wide left = wide_times(c0, MULTIPLIER_0), right = wide_times(c2, MULTIPLIER_1);
            c0 = wide_mix(right, c1, k0);
            c1 = right;
            c2 = wide_mix(left, c3, k1);
            c3 = left;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        wide_store(c0.a, c1.a, c2.a, c3.a, out + i);
        wide_store(c0.b, c1.b, c2.b, c3.b, out + i + 4);
    }
}

void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY])
{
    if (__builtin_cpu_supports("avx2"))
        draw_avx2(key, ids, week, purpose, out);
    else
        random_many_scalar(key, ids, week, purpose, out);
}
#else
void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY])
{
    random_many_scalar(key, ids, week, purpose, out);
}
#endif
