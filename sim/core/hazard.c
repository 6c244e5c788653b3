#include "core/hazard.h"
#include "core/math.h"

uint32_t threshold_from_share(double share)
{
    double scaled = share * 4294967296.0;
    if (!(scaled > 0))
        return 0;
    return scaled >= 4294967295.0 ? UINT32_MAX : (uint32_t)scaled;
}

/* 1 - exp(-rate); the series keeps small rates exact where the difference would cancel. */
static double probability(double rate)
{
    if (rate > 0.01)
        return 1.0 - math_exp(-rate);
    return rate * (1.0 - rate / 2.0 * (1.0 - rate / 3.0 * (1.0 - rate / 4.0 * (1.0 - rate / 5.0))));
}

void hazard_table_init(struct hazard_table *self)
{
    for (int32_t i = 0; i <= HAZARD_CELLS; i++) {
        double log_rate = (double)HAZARD_LOWEST / HAZARD_ONE + (double)i * HAZARD_STEP / HAZARD_ONE;
        self->threshold[i] = threshold_from_share(probability(math_exp2(log_rate)));
    }
}

static int32_t to_q16(double x)
{
    double scaled = x * HAZARD_ONE;
    if (scaled < HAZARD_NEVER)
        return HAZARD_NEVER;
    if (scaled > -(double)HAZARD_NEVER)
        return -HAZARD_NEVER;
    return (int32_t)(scaled + (scaled >= 0 ? 0.5 : -0.5));
}

int32_t hazard_from_rate(double rate)
{
    return rate > 0 ? to_q16(math_log2(rate)) : HAZARD_NEVER;
}

int32_t hazard_from_effect(double x)
{
    return to_q16(x * MATH_LOG2_E);
}
