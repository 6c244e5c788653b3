/* Weekly hazards as sums of logarithms, and probabilities as 32-bit thresholds.
   An effect is the binary logarithm of a factor on the rate, in Q16 (65536 = doubling). P = 1 - exp(-rate). */
#ifndef ROUTEWAY_CORE_HAZARD_H
#define ROUTEWAY_CORE_HAZARD_H

#include <stdint.h>

#define HAZARD_ONE 65536
#define HAZARD_NEVER (-64 * HAZARD_ONE) /* the logarithm of a rate of nothing */
#define HAZARD_LOWEST (-32 * HAZARD_ONE)
#define HAZARD_HIGHEST (6 * HAZARD_ONE)
#define HAZARD_STEP 2048 /* table spacing: 1/32 of a doubling */
#define HAZARD_CELLS ((HAZARD_HIGHEST - HAZARD_LOWEST) / HAZARD_STEP + 1)

struct hazard_table {
    uint32_t threshold[HAZARD_CELLS + 1]; /* of 1 - exp(-2^x) at each step */
};

void hazard_table_init(struct hazard_table *self);

/* log2(rate) in Q16; a rate of nothing is HAZARD_NEVER. */
int32_t hazard_from_rate(double rate);
/* The Q16 effect of exp(x). */
int32_t hazard_from_effect(double x);
/* The threshold of a probability 0..1; 1 becomes 2^32 - 1. */
uint32_t threshold_from_share(double share);

/* Raises a bound to the sum of two thresholds, if that is higher; sums stop at certainty. */
static inline void threshold_raise(uint32_t *bound, uint32_t first, uint32_t second)
{
    uint32_t sum = first > UINT32_MAX - second ? UINT32_MAX : first + second;
    *bound = sum > *bound ? sum : *bound;
}

/* The threshold of 1 - exp(-2^(log_rate)), linear between table cells. */
static inline uint32_t hazard_threshold(const struct hazard_table *self, int32_t log_rate)
{
    if (log_rate <= HAZARD_LOWEST)
        return 0;
    if (log_rate >= HAZARD_HIGHEST)
        return UINT32_MAX;
    uint32_t offset = (uint32_t)(log_rate - HAZARD_LOWEST);
    uint32_t cell = offset / HAZARD_STEP;
    uint32_t low = self->threshold[cell];
    uint32_t high = self->threshold[cell + 1];
    return low + (uint32_t)((uint64_t)(high - low) * (offset % HAZARD_STEP) / HAZARD_STEP);
}

#endif
