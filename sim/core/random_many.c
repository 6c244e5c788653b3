#include "core/random_many.h"
#include "core/philox_wide.h"
#include "core/vector.h"

void random_many_scalar(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                        struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i++)
        out[i] = random_draw(key, ids[i], week, purpose, 0);
}

void random_each_scalar(struct random_key key, enum purpose purpose, const struct random_counters *counters,
                        size_t count, struct random_block out[RANDOM_MANY])
{
    for (size_t i = 0; i < count; i++)
        out[i] = random_draw(key, counters->id[i], (int32_t)counters->week[i], purpose, counters->index[i]);
}

#if defined(PHILOX_WIDE)
__attribute__((target("avx2"))) static void many_avx2(struct random_key key, const uint32_t *ids, int32_t week,
                                                      enum purpose purpose, struct random_block out[RANDOM_MANY])
{
    for (int i = 0; i < RANDOM_MANY; i += PHILOX_WIDE) {
        struct wide_block drawn = wide_draw(key, wide_load(ids + i), week, purpose);
        wide_store_all(&drawn, out + i);
    }
}

__attribute__((target("avx2"))) static void each_avx2(struct random_key key, enum purpose purpose,
                                                      const struct random_counters *counters, size_t count,
                                                      struct random_block out[RANDOM_MANY])
{
    for (size_t i = 0; i < count; i += PHILOX_WIDE) {
        struct wide_block drawn = wide_philox(key, wide_load(counters->id + i), wide_load(counters->week + i),
                                              wide_all((uint32_t)purpose), wide_load(counters->index + i));
        wide_store_all(&drawn, out + i);
    }
}
#endif

void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY])
{
#if defined(PHILOX_WIDE)
    if (vector_code_used()) {
        many_avx2(key, ids, week, purpose, out);
        return;
    }
#endif
    random_many_scalar(key, ids, week, purpose, out);
}

void random_each(struct random_key key, enum purpose purpose, const struct random_counters *counters, size_t count,
                 struct random_block out[RANDOM_MANY])
{
#if defined(PHILOX_WIDE)
    if (vector_code_used()) {
        each_avx2(key, purpose, counters, count, out);
        return;
    }
#endif
    random_each_scalar(key, purpose, counters, count, out);
}
