/* Jobcentres that are judged by off-flow against those judged by sustained outcomes. */
#include "directions.h"
#include <stdlib.h>

#define WEEKS 104
#define FROM 26

static const uint32_t all = UINT32_MAX;
enum { EXITS, FIRST_JOBS_LEFT, REPEATS, BACK, HIRED, STARTS };

/* Of all JSA claims and first jobs from the second year on: shares, so that more claims alone change nothing. */
static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[EXITS] = summed(model, COUNT_claim_ends, all, FROM, WEEKS) /
                     summed(model, COUNT_claimants_by_duration, all, FROM, WEEKS);
    numbers[FIRST_JOBS_LEFT] = summed(model, COUNT_cohort_hired_left_26, all, FROM, WEEKS - 26) /
                               summed(model, COUNT_cohort_hired, all, FROM, WEEKS - 26);
    numbers[REPEATS] = summed(model, COUNT_claim_starts_repeat, all, FROM, WEEKS) /
                       summed(model, COUNT_claim_starts, all, FROM, WEEKS);
    numbers[BACK] = summed(model, COUNT_cohort_hired_back_13, all, FROM, WEEKS - 26) /
                    summed(model, COUNT_cohort_hired, all, FROM, WEEKS - 26);
    numbers[HIRED] = summed(model, COUNT_cohort_hired, all, FROM, WEEKS - 26);
    numbers[STARTS] = summed(model, COUNT_claim_starts, all, FROM, WEEKS);
}

static double env(const char *name, double value) { return getenv(name) ? atof(getenv(name)) : value; }

static struct plan judged_by(enum objective objective, bool pressure)
{
    struct plan plan = made_up_plan(4, env("POP", 12000), 0.8, WEEKS);
    set(&plan, "jobcentre", "objective", objective);
    if (getenv("MINUTES")) set(&plan, "jobcentre", "adviser_minutes", env("MINUTES", 0.75));
    if (getenv("ETA")) set(&plan, "demand", "supply_response", env("ETA", 0.3));
    if (getenv("PRES")) set(&plan, "jobcentre", "pressure_reservation", env("PRES", 0.3));
    if (getenv("POFF")) set(&plan, "jobcentre", "pressure_off_flow", env("POFF", 0.3));
    if (getenv("DISC")) set(&plan, "jobcentre", "claim_discount", env("DISC", 0.3));
    if (getenv("RES")) set(&plan, "matching", "reservation", env("RES", 0));
    if (getenv("TEMP")) set(&plan, "demand", "temporary_share", env("TEMP", 0));
    if (getenv("MOVE")) set(&plan, "matching", "employed_factor", env("MOVE", 0));
    if (getenv("NOPROG")) set(&plan, "gateway", "open", 0);
    if (!pressure) {
        set(&plan, "jobcentre", "pressure_off_flow", 0);
        set(&plan, "jobcentre", "pressure_reservation", 0);
    }
    return plan;
}

static void off_flow_pushes(void **state)
{
    (void)state;
    for (int p = 1; p >= (int)env("LAST", 1); p--) {
    struct plan off_flow = judged_by(OBJECTIVE_OFF_FLOW, p), sustained = judged_by(OBJECTIVE_SUSTAINED, p);
    struct outcomes a = outcomes_of(&off_flow, WEEKS, measure), b = outcomes_of(&sustained, WEEKS, measure);
    for (int i = 0; i <= STARTS; i++)
        print_message("pressure %d %d: %g against %g t=%.1f\n", p, i, gsl_stats_mean(a.of[i],1,8), gsl_stats_mean(b.of[i],1,8), paired_t(a.of[i], b.of[i]));
    plan_clear(&off_flow);
    plan_clear(&sustained);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(off_flow_pushes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
