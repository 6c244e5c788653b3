#include "core/random_many.h"
#include "core/philox_wide.h"
#include "core/vector.h"

void random_many_scalar(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                        struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i++)
        out[i] = random_draw(key, ids[i], week, purpose, 0);
}

#if defined(PHILOX_WIDE)
__attribute__((target("avx2"))) static void draw_avx2(struct random_key key, const uint32_t *ids, int32_t week,
                                                      enum purpose purpose, struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i += PHILOX_WIDE) {
        struct wide eight = {_mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(ids + i))),
                             _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(ids + i + 4)))};
        struct wide_block drawn = wide_draw(key, eight, week, purpose);
        wide_store(wide_join(drawn.word0.a, drawn.word1.a, drawn.word2.a, drawn.word3.a), out + i);
        wide_store(wide_join(drawn.word0.b, drawn.word1.b, drawn.word2.b, drawn.word3.b), out + i + 4);
    }
}

void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY])
{
    if (vector_code_used())
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
