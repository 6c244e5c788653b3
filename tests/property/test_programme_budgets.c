/* Programmes that take as many as their budget is enough for. */
#include "support/funding.h"

#define PROGRAMME (1U << STREAM_WORK_PROGRAMME)

static struct plan programme_plan(double commitment)
{
    struct plan plan = busy_plan(MANY);
    struct plan_row row = {0, STREAM_WORK_PROGRAMME, 0, PLAN_SET, ALWAYS, 1};
    change(&plan, "gateway", "open", row);
    set(&plan, "gateway", "referral_weeks", 4);
    set(&plan, "contracts", "outcome_weeks", 8);
    set(&plan, "contracts", "programme_weeks", 40);
    set(&plan, "funding", "commitment", commitment);
    set(&plan, "funding", "carry_over", 0.3);
    row.value = 1000;
    change(&plan, "contracts", "budget", row);
    return plan;
}

/* Of the programme's money: in funds and to be released; set aside for clients. */
static int64_t programme_money(const struct model *model, int64_t *set_aside)
{
    const struct world *world = &model->world;
    int64_t sum = 0;
    *set_aside = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct fund *fund = &world->funds[area * STREAM_COUNT + STREAM_WORK_PROGRAMME];
        assert_true(fund->left >= 0);
        sum += fund->left + fund->held;
    }
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++)
            *set_aside += world->strips[s].journeys[i].committed;
    return sum;
}

/* A programme takes as many as there is money set aside for, and no money is lost; without a charge, all. */
static void a_programme_has_a_budget(void **state)
{
    (void)state;
    int64_t starts[3], waiting[3];
    for (int k = 0; k < 3; k++) {
        struct plan plan = programme_plan(k * 60000.0);
        struct model *model = run_for(&plan, plain, WEEKS);
        int64_t set_aside, money = programme_money(model, &set_aside);
        int64_t committed = total_among(model, COUNT_committed, PROGRAMME),
                released = total_among(model, COUNT_released, PROGRAMME);
        starts[k] = total_among(model, COUNT_journey_starts, PROGRAMME);
        waiting[k] = total_among(model, COUNT_waiting, PROGRAMME);
        assert_true((committed > 0 && released > 0 && total_among(model, COUNT_unspent, PROGRAMME) > 0) == (k > 0));
        if (k > 0)
            assert_int_equal(total_among(model, COUNT_allotted, PROGRAMME),
                             committed - released + total_among(model, COUNT_unspent, PROGRAMME) + money);
        int32_t week = model->world.week;
        assert_int_equal(total_between(model, COUNT_budgets_left, PROGRAMME, week - 1, week),
                         k > 0 ? money + set_aside : 0);
        int64_t used = committed - released - set_aside;
        assert_true((used > 0) == (k > 0) && used <= total_among(model, COUNT_payments_by_stream, PROGRAMME));
        assert_int_equal(committed, starts[k] * k * 60000);
        assert_found_again(model);
        model_free(model);
        plan_clear(&plan);
    }
    assert_true(starts[0] > starts[1] + 50 && starts[1] > starts[2] + 20 && starts[2] > 20);
    assert_true(waiting[2] > waiting[1] && waiting[1] > 2 * waiting[0]);
}

/* Charged not at all for some weeks, within a year or over its end, or closed: nothing is forgotten or made. */
static void a_programme_without_a_budget_has_no_money(void **state)
{
    (void)state;
    static const struct {
        const char *module, *name;
        int32_t from, until;
    } pauses[] = {{"funding", "commitment", 80, 100},
                  {"funding", "commitment", 100, 125},
                  {"gateway", "open", 100, 125},
                  {"gateway", "open", 0, 40}};
    for (size_t i = 0; i < sizeof pauses / sizeof pauses[0]; i++) {
        struct plan plan = programme_plan(60000);
        set(&plan, "contracts", "programme_weeks", 12); /* money comes back in the year in which it was set aside */
        change(&plan, pauses[i].module, pauses[i].name,
               (struct plan_row){0, STREAM_WORK_PROGRAMME, 0, PLAN_SET, pauses[i].from, pauses[i].until, 0});
        int64_t set_aside;
        struct model *paused = run_for(&plan, plain, pauses[i].until);
        assert_int_equal(programme_money(paused, &set_aside), 0);
        model_free(paused);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        int64_t money = programme_money(model, &set_aside);
        int64_t used = total_among(model, COUNT_committed, PROGRAMME) - total_among(model, COUNT_released, PROGRAMME);
        assert_int_equal(total_among(model, COUNT_allotted, PROGRAMME),
                         used + total_among(model, COUNT_unspent, PROGRAMME) + money);
        assert_true(total_between(model, COUNT_allotted, PROGRAMME, pauses[i].until, pauses[i].until + 1) > 0);
        if (pauses[i].from > 0)
            assert_true(total_between(model, COUNT_unspent, PROGRAMME, pauses[i].from, pauses[i].from + 1) > 0);
        for (int32_t week = pauses[i].from; week < pauses[i].until; week++)
            assert_int_equal(total_between(model, COUNT_allotted, PROGRAMME, week, week + 1), 0);
        assert_found_again(model);
        model_free(model);
    }
}

/* With money for all, to set some aside changes nothing for anybody. */
static void a_charge_that_can_be_met_changes_nothing(void **state)
{
    (void)state;
    int64_t starts[2], payments[2], hires[2];
    for (int k = 0; k <= 1; k++) {
        struct plan plan = programme_plan(k * 60000.0);
        change(&plan, "contracts", "budget", (struct plan_row){0, STREAM_WORK_PROGRAMME, 0, PLAN_SET, ALWAYS, 1000000});
        struct model *model = run_for(&plan, plain, WEEKS);
        starts[k] = total_among(model, COUNT_journey_starts, PROGRAMME);
        payments[k] = total(model, COUNT_payments_by_stream);
        hires[k] = total(model, COUNT_hires);
        model_free(model);
        plan_clear(&plan);
    }
    assert_int_equal(starts[0], starts[1]);
    assert_int_equal(payments[0], payments[1]);
    assert_int_equal(hires[0], hires[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_programme_has_a_budget),
        cmocka_unit_test(a_programme_without_a_budget_has_no_money),
        cmocka_unit_test(a_charge_that_can_be_met_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
