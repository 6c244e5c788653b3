/* What has become of those who began a claim so many weeks ago. */
#include "agents/counts.h"
#include "model/internal.h"
#include <string.h>

#define SUSTAINED_WEEKS 26

static const int32_t horizon_weeks[HORIZON_COUNT] = {13, 26, 52, 104};

static void follow(const struct world *world, struct strip *strip, const struct start *start, int32_t week,
                   enum horizon horizon)
{
    const struct persons *p = &world->persons;
    uint32_t row = start->row;
    bool works = p->activity[row] == ACTIVITY_EMPLOYED;
    count_cohort_amount(world, strip, COUNT_cohort_claims_in_work, week, horizon, works, HORIZON_COUNT);
    count_cohort_amount(world, strip, COUNT_cohort_claims_on_benefit, week, horizon, is_jsa(p->claim[row]),
                        HORIZON_COUNT);
    /* the number of claims stops at 255 */
    count_cohort_amount(world, strip, COUNT_cohort_claims_reclaimed, week, horizon,
                        p->claims_made[row] > start->claims_made, HORIZON_COUNT);
    count_cohort_amount(world, strip, COUNT_cohort_claims_sustained, week, horizon,
                        works && world->week - p->employed_since[row] >= SUSTAINED_WEEKS, HORIZON_COUNT);
    if (works && start->wage > 0)
        count_cohort_amount(world, strip, COUNT_cohort_claims_wage_gain, week, horizon,
                            (int32_t)p->wage[row] - (int32_t)start->wage, HORIZON_COUNT);
}

/* Drops the claims that began up to a week, once they are a quarter of the list. */
static void forget(struct strip *strip, int32_t week)
{
    size_t old = week < 0 ? 0 : strip->starts_until[week] - strip->starts_dropped;
    if (old * 4 <= strip->n_starts)
        return;
    memmove(strip->starts, strip->starts + old, (strip->n_starts - old) * sizeof *strip->starts);
    strip->n_starts -= old;
    strip->starts_dropped += (uint32_t)old;
}

void observe_cohort_outcomes(struct world *world, struct strip *strip)
{
    strip->starts_until[world->week] = strip->starts_dropped + (uint32_t)strip->n_starts;
    for (int horizon = 0; horizon < HORIZON_COUNT; horizon++) {
        int32_t week = world->week - horizon_weeks[horizon];
        if (week < 0)
            continue;
        for (uint32_t i = week > 0 ? strip->starts_until[week - 1] : 0; i < strip->starts_until[week]; i++)
            follow(world, strip, &strip->starts[i - strip->starts_dropped], week, (enum horizon)horizon);
    }
    forget(strip, world->week - horizon_weeks[HORIZON_COUNT - 1]);
}
