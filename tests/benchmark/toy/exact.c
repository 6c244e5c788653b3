/* The distribution that the simulation draws from: no persons, but shares by state, skill and d. */
#include "internal.h"

/* Of one skill. Whoever has been in a state longer than the tables go stays in their last row. */
struct shares {
    double of[STATES][DURATIONS];
    struct toy_exits exits[STATES][DURATIONS];
};

static const enum toy_state first_to[STATES] = {UNEMPLOYED, EMPLOYED, EMPLOYED};
static const enum toy_state second_to[STATES] = {UNEMPLOYED, PROVISION, UNEMPLOYED};

static void one_week(struct shares *self)
{
    double entering[STATES] = {0};
    for (int state = 0; state < STATES; state++) {
        double *share = self->of[state], oldest = 0;
        for (int weeks = DURATIONS - 1; weeks >= 0; weeks--) {
            const struct toy_exits *exits = &self->exits[state][weeks];
            double staying = share[weeks] * (1.0 - exits->first - exits->second);
            entering[first_to[state]] += share[weeks] * exits->first;
            entering[second_to[state]] += share[weeks] * exits->second;
            if (weeks == DURATIONS - 1)
                oldest = staying;
            else
                share[weeks + 1] = staying;
        }
        share[DURATIONS - 1] += oldest;
    }
    for (int state = 0; state < STATES; state++)
        self->of[state][0] = entering[state];
}

static void start(struct shares *self, int skill)
{
    *self = (struct shares){0};
    self->of[EMPLOYED][0] = (1.0 - START_UNEMPLOYED) / SKILLS;
    self->of[UNEMPLOYED][0] = START_UNEMPLOYED / SKILLS;
    for (int state = 0; state < STATES; state++)
        for (int weeks = 0; weeks < DURATIONS; weeks++)
            self->exits[state][weeks] = toy_exits((enum toy_state)state, skill, weeks);
}

void toy_exact(int32_t weeks, double shares[STATES])
{
    struct shares of_skill;
    for (int state = 0; state < STATES; state++)
        shares[state] = 0;
    for (int skill = 0; skill < SKILLS; skill++) {
        start(&of_skill, skill);
        for (int32_t week = 0; week < weeks; week++)
            one_week(&of_skill);
        for (int state = 0; state < STATES; state++)
            for (int d = 0; d < DURATIONS; d++)
                shares[state] += of_skill.of[state][d];
    }
}
