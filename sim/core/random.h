/* Random numbers as a function of who draws, when and why: Philox4x32-10, never of order, thread or arrival. */
#ifndef ROUTEWAY_CORE_RANDOM_H
#define ROUTEWAY_CORE_RANDOM_H

#include <Random123/philox.h>
#include <stdint.h>

enum purpose {
#define PURPOSE(name, number, sentence) PURPOSE_##name = number,
#include "core/purposes.def"
#undef PURPOSE
};

struct random_key {
    uint32_t seed;
    uint32_t replicate;
};

struct random_block {
    uint32_t word[4];
};

/* id: a person's, area's or vacancy's stable id. index: counts the draws for one purpose in a week. */
static inline struct random_block random_draw(struct random_key key, uint32_t id, int32_t week, enum purpose purpose,
                                              uint32_t index)
{
    philox4x32_ctr_t counter = {{id, (uint32_t)week, (uint32_t)purpose, index}};
    philox4x32_key_t random123_key = {{key.seed, key.replicate}};
    philox4x32_ctr_t out = philox4x32_R(10, counter, random123_key);
    return (struct random_block){{out.v[0], out.v[1], out.v[2], out.v[3]}};
}

/* The eight 16-bit lanes of a week. */
#define RANDOM_LANES 8
static inline uint32_t random_lane(const struct random_block *block, unsigned lane)
{
    return block->word[lane >> 1] >> (16u * (lane & 1u)) & 0xffffu;
}

/* The whole 32-bit draw of a lane: the screened 16 bits above, 16 more below. */
static inline uint32_t random_lane_full(struct random_key key, uint32_t id, int32_t week, unsigned lane)
{
    struct random_block high = random_draw(key, id, week, PURPOSE_SCREEN, 0);
    struct random_block low = random_draw(key, id, week, PURPOSE_SCREEN_TAIL, 0);
    return random_lane(&high, lane) << 16 | random_lane(&low, lane);
}

/* True with probability threshold / 2^32. */
static inline int random_below(uint32_t draw, uint32_t threshold)
{
    return draw < threshold;
}

/* A whole number in [0, count), count > 0. */
static inline uint32_t random_choice(uint32_t draw, uint32_t count)
{
    return (uint32_t)((uint64_t)draw * count >> 32);
}

#endif
