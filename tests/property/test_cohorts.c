/* What a cohort of new claims has come to, worked out by watching every person every week. */
#include "helpers.h"
#include "model/internal.h"

#define WEEKS 260 /* long enough for old claims to be dropped from the lists */
#define PERSONS 40000

static const int32_t horizons[HORIZON_COUNT] = {13, 26, 52, 104};

struct outcome {
    int64_t in_work, on_benefit, reclaimed, sustained, wage_gain;
};

/* Of each person: the claims made by the end of each week, and the wage at the end of the week before. */
static uint8_t claims_by_week[WEEKS][PERSONS];
static uint16_t wage_by_week[WEEKS][PERSONS];

static struct outcome watch(const struct model *model, int32_t begun)
{
    const struct persons *p = &model->world.persons;
    int32_t now = model->world.week - 1; /* the week that has just been simulated */
    struct outcome seen = {0, 0, 0, 0, 0};
    for (size_t row = 0; row < p->count; row++) {
        int before = begun > 0 ? claims_by_week[begun - 1][row] : p->claims_made[row];
        if (begun == 0 || claims_by_week[begun][row] == before)
            continue;
        bool works = p->activity[row] == ACTIVITY_EMPLOYED;
        uint16_t wage = wage_by_week[begun - 1][row];
        seen.in_work += works;
        seen.on_benefit += is_jsa(p->claim[row]);
        seen.reclaimed += p->claims_made[row] > claims_by_week[begun][row];
        seen.sustained += works && now - p->employed_since[row] >= 26;
        seen.wage_gain += works && wage > 0 ? p->wage[row] - wage : 0;
    }
    return seen;
}

static int64_t counted(const struct model *model, enum count measure, int32_t week, size_t horizon)
{
    int64_t sum = 0;
    size_t cell = model->world.count_offset[measure] + (size_t)week * HORIZON_COUNT + horizon;
    for (int t = 0; t < model->world.threads; t++)
        sum += model->world.tallies[t].cohort[cell];
    return sum;
}

/* What is shown while a run goes on is what the week's counts say. */
static void shares_so_far_are_those_counted(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(4, 2000, 0.8, 30);
    struct model *model = run_for(&plan, (struct model_options){.threads = 2}, 20);
    struct numbers persons = model_counts(model, COUNT_persons);
    int64_t of[STATE_COUNT] = {0}, present = 0;
    for (size_t i = 0; i < model->world.n_areas * STATE_COUNT; i++)
        of[i % STATE_COUNT] += numbers_at(persons, 19 * model->world.n_areas * STATE_COUNT + i);
    for (size_t s = STATE_OUT + 1; s < STATE_COUNT; s++)
        present += of[s];
    assert_true(of[STATE_EMPLOYED] > 0 && of[STATE_CLAIMANT] > 0);
    assert_within(model_share_in(model, STATE_EMPLOYED), (double)of[STATE_EMPLOYED] / (double)present, 1e-12);
    assert_within(model_share_in(model, STATE_CLAIMANT), (double)of[STATE_CLAIMANT] / (double)present, 1e-12);
    assert_int_equal(model_last_day(model), model->world.start_day + 7 * 19);
    model_free(model);
    plan_clear(&plan);
}

static void cohorts_are_followed(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct plan plan = made_up_plan(4, 6000, 0.8, WEEKS);
    struct model *model = run_for(&plan, (struct model_options){.threads = 2}, 0);
    const struct persons *p = &model->world.persons;
    int64_t compared = 0;
    assert_true(p->count <= PERSONS);
    for (int32_t week = 0; week < WEEKS; week++) {
        assert_int_equal(model_step(model, &error), STATUS_OK);
        memcpy(claims_by_week[week], p->claims_made, p->count);
        memcpy(wage_by_week[week], p->wage, p->count * sizeof *p->wage);
        for (size_t h = 0; h < HORIZON_COUNT; h++) {
            int32_t begun = week - horizons[h];
            if (begun < 1)
                continue;
            struct outcome seen = watch(model, begun);
            assert_int_equal(counted(model, COUNT_cohort_claims_in_work, begun, h), seen.in_work);
            assert_int_equal(counted(model, COUNT_cohort_claims_on_benefit, begun, h), seen.on_benefit);
            assert_int_equal(counted(model, COUNT_cohort_claims_reclaimed, begun, h), seen.reclaimed);
            assert_int_equal(counted(model, COUNT_cohort_claims_sustained, begun, h), seen.sustained);
            assert_int_equal(counted(model, COUNT_cohort_claims_wage_gain, begun, h), seen.wage_gain);
            compared += seen.in_work + seen.on_benefit + seen.reclaimed;
        }
    }
    assert_true(compared > 10000);
    assert_true(model->world.strips[0].starts_dropped > 0);
    model_free(model);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares_so_far_are_those_counted),
                                       cmocka_unit_test(cohorts_are_followed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
