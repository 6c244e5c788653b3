/* The hazards, as probabilities and as thresholds. */
#include "core/hazard.h"
#include "core/math.h"
#include "internal.h"

struct toy_exits toy_exits(enum toy_state state, int skill, int32_t weeks)
{
    bool late = weeks >= TURNING;
    switch (state) {
    case EMPLOYED:
        return (struct toy_exits){0.004 * (1.0 + 2.0 * math_exp(-weeks / 26.0)) * (1.3 - 0.2 * skill), 0};
    case UNEMPLOYED:
        return (struct toy_exits){0.08 * math_exp(-weeks / 40.0) * (0.7 + 0.2 * skill), late ? 0.1 : 0};
    default: {
        double work = 0.05 * (0.8 + 0.15 * skill);
        return (struct toy_exits){work, late ? 1.0 - work : 0};
    }
    }
}

static unsigned class_of(enum toy_state state, int32_t weeks, int skill)
{
    enum toy_band band = state == UNEMPLOYED ? BAND_UNEMPLOYED : BAND_PROVISION;
    if (state == EMPLOYED)
        band = weeks >= BAND_JOB_FROM ? BAND_JOB : BAND_NEW_JOB;
    return (unsigned)band * SKILLS + (unsigned)skill;
}

void toy_tables_init(struct toy_tables *self)
{
    uint32_t bounds[SCREEN_CLASSES] = {0};
    for (int state = 0; state < STATES; state++)
        for (int32_t weeks = 0; weeks < DURATIONS; weeks++)
            for (int skill = 0; skill < SKILLS; skill++) {
                struct toy_exits exits = toy_exits((enum toy_state)state, skill, weeks);
                uint32_t either = threshold_from_share(exits.first + exits.second);
                self->first[state][weeks][skill] = threshold_from_share(exits.first);
                self->either[state][weeks][skill] = either;
                threshold_raise(&bounds[class_of((enum toy_state)state, weeks, skill)], either, 0);
            }
    screen_limits_set(&self->limits, bounds);
}
