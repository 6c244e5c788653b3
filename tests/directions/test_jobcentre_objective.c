/* Jobcentres that are judged by off-flow against those judged by sustained outcomes. Temporary jobs end whatever the
   match, and whoever takes any offer as it is cannot be pressed into more: the first jobs are shorter where jobs are
   permanent and people choose (reservation), and where there is contact time enough to press. Advisers share their
   time out alike (claim_discount 0), so that all differences are made by pressure. */
#include "directions.h"
#include <stdlib.h>

#define WEEKS 104
#define FROM 26
#define TREATED_SHARE 0.1

enum { EXITS, FIRST_JOBS_LEFT, REPEATS, TREATED_RATE };

/* Of all JSA claims and first jobs: shares, so that more claims alone change nothing. */
static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[EXITS] = summed(model, COUNT_claim_ends, EVERY_CELL, FROM, WEEKS) /
                     summed(model, COUNT_claimants_by_duration, EVERY_CELL, FROM, WEEKS);
    numbers[FIRST_JOBS_LEFT] = summed(model, COUNT_cohort_hired_left_26, EVERY_CELL, FROM, WEEKS - 26) /
                               summed(model, COUNT_cohort_hired, EVERY_CELL, FROM, WEEKS - 26);
    numbers[REPEATS] = summed(model, COUNT_claim_starts_repeat, EVERY_CELL, FROM, WEEKS) /
                       summed(model, COUNT_claim_starts, EVERY_CELL, FROM, WEEKS);
}

static struct plan without_objective(double residents, bool pressure)
{
    struct plan plan = made_up_plan(4, residents, 0.8, WEEKS);
    set(&plan, "gateway", "open", 0);
    set(&plan, "demand", "supply_response", 1);
    set(&plan, "demand", "temporary_share", 0);
    set(&plan, "separations", "permanent_rate", 0.0015);
    set(&plan, "matching", "reservation", -0.5);
    set(&plan, "jobcentre", "adviser_minutes", 4);
    set(&plan, "jobcentre", "claim_discount", 0);
    set(&plan, "jobcentre", "pressure_reservation", pressure ? 1 : 0);
    set(&plan, "jobcentre", "pressure_off_flow", pressure ? 0.3 : 0);
    return plan;
}

static struct outcomes judged_by(enum objective objective, double residents, bool pressure)
{
    struct plan plan = without_objective(residents, pressure);
    set(&plan, "jobcentre", "objective", objective);
    return outcomes_of(&plan, WEEKS, measure);
}

static void off_flow_pushes(void **state)
{
    (void)state;
    struct outcomes off_flow = judged_by(OBJECTIVE_OFF_FLOW, 6000, true),
                    sustained = judged_by(OBJECTIVE_SUSTAINED, 6000, true);
    assert_rises(DIRECTION_off_flow_exits, off_flow.of[EXITS], sustained.of[EXITS]);
    assert_rises(DIRECTION_off_flow_first_jobs, off_flow.of[FIRST_JOBS_LEFT], sustained.of[FIRST_JOBS_LEFT]);
    assert_rises(DIRECTION_off_flow_repeats, off_flow.of[REPEATS], sustained.of[REPEATS]);
    off_flow = judged_by(OBJECTIVE_OFF_FLOW, 2000, false);
    sustained = judged_by(OBJECTIVE_SUSTAINED, 2000, false);
    assert_no_difference(&off_flow, &sustained);
}

/* First jobs a claimant-week among those whom the lottery draws. */
struct treated {
    double hired, claimant_weeks;
    uint8_t *claims; /* [rows] at the end of last week */
};

static void look(struct treated *self, const struct persons *p, bool count)
{
    for (uint32_t row = 0; row < p->count; row++) {
        if (!p->arm[row])
            continue;
        if (count) {
            self->claimant_weeks += self->claims[row];
            self->hired += self->claims[row] && p->activity[row] == ACTIVITY_EMPLOYED;
        }
        self->claims[row] = is_jsa(p->claim[row]);
    }
}

static double treated_rate(const struct plan *plan, uint32_t replicate)
{
    struct model_options options = {.replicate = replicate, .threads = 2};
    struct model *model = NULL;
    struct error error = {STATUS_OK, ""};
    assert_int_equal(model_create(&model, plan, &options, &error), STATUS_OK);
    struct treated treated = {0, 0, calloc(model->world.persons.count, 1)};
    assert_non_null(treated.claims);
    for (int32_t week = 0; week < WEEKS; week++) {
        assert_int_equal(model_step(model, &error), STATUS_OK);
        look(&treated, &model->world.persons, week >= FROM);
    }
    free(treated.claims);
    model_free(model);
    return treated.hired / treated.claimant_weeks;
}

/* All others are judged by sustained outcomes. */
static struct outcomes tenth_judged_by(enum objective objective, double residents, bool pressure)
{
    struct outcomes found = {{{0}}};
    struct plan plan = without_objective(residents, pressure);
    set(&plan, "jobcentre", "objective", OBJECTIVE_SUSTAINED);
    uint32_t drawn = scope(&plan, NULL, TREATED_SHARE, 0);
    change(&plan, "jobcentre", "objective", (struct plan_row){0, PLAN_ALL_CELLS, drawn, PLAN_SET, ALWAYS, objective});
    for (uint32_t replicate = 0; replicate < DIRECTION_REPLICATES; replicate++)
        found.of[TREATED_RATE][replicate] = treated_rate(&plan, replicate);
    plan_clear(&plan);
    return found;
}

static void first_jobs_come_faster_for_a_few(void **state)
{
    (void)state;
    struct outcomes off_flow = tenth_judged_by(OBJECTIVE_OFF_FLOW, 6000, true),
                    sustained = tenth_judged_by(OBJECTIVE_SUSTAINED, 6000, true);
    assert_rises(DIRECTION_off_flow_faster_jobs, off_flow.of[TREATED_RATE], sustained.of[TREATED_RATE]);
    off_flow = tenth_judged_by(OBJECTIVE_OFF_FLOW, 2000, false);
    sustained = tenth_judged_by(OBJECTIVE_SUSTAINED, 2000, false);
    assert_no_difference(&off_flow, &sustained);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(off_flow_pushes),
                                       cmocka_unit_test(first_jobs_come_faster_for_a_few)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
