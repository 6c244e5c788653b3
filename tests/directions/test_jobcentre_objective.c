/* Jobcentres that are judged by off-flow against those judged by sustained outcomes. */
#include "directions.h"

#define WEEKS 156
#define FROM 52

static const uint32_t all = UINT32_MAX;
enum { EXITS, FIRST_JOBS_LEFT, REPEATS };

/* Of all JSA claims and first jobs from the second year on: shares, so that more claims alone change nothing. */
static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[EXITS] = summed(model, COUNT_claim_ends, all, FROM, WEEKS) /
                     summed(model, COUNT_claimants_by_duration, all, FROM, WEEKS);
    numbers[FIRST_JOBS_LEFT] = summed(model, COUNT_cohort_hired_left_26, all, FROM, WEEKS - 26) /
                               summed(model, COUNT_cohort_hired, all, FROM, WEEKS - 26);
    numbers[REPEATS] = summed(model, COUNT_claim_starts_repeat, all, FROM, WEEKS) /
                       summed(model, COUNT_claim_starts, all, FROM, WEEKS);
}

static struct plan judged_by(enum objective objective, bool pressure)
{
    struct plan plan = made_up_plan(4, 12000, 0.8, WEEKS);
    set(&plan, "jobcentre", "objective", objective);
    if (!pressure) {
        set(&plan, "jobcentre", "pressure_off_flow", 0);
        set(&plan, "jobcentre", "pressure_reservation", 0);
    }
    return plan;
}

static void off_flow_pushes(void **state)
{
    (void)state;
    struct plan off_flow = judged_by(OBJECTIVE_OFF_FLOW, true), sustained = judged_by(OBJECTIVE_SUSTAINED, true);
    struct outcomes a = outcomes_of(&off_flow, WEEKS, measure), b = outcomes_of(&sustained, WEEKS, measure);
    assert_rises(DIRECTION_off_flow_exits, a.of[EXITS], b.of[EXITS]);
    plan_clear(&off_flow);
    plan_clear(&sustained);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(off_flow_pushes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
