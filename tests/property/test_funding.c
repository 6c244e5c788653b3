/* Money of the streams: every pound allotted is found again, and each way of holding it does what it says. */
#include "support/funding.h"

struct setting {
    const char *name;
    double value;
};

/* Whatever the rules are, no money comes from nowhere and none is lost unseen. */
static void money_is_conserved(void **state)
{
    (void)state;
    const struct {
        struct setting settings[3];
        enum count happens; /* else nothing of them was tested */
    } ways[] = {
        {{{"carry_over", 0}}, COUNT_unspent},
        {{{"carry_over", 0.4}, {"instalments", 4}, {"cycle_years", 2}}, COUNT_carried_over},
        {{{"pool", TOGGLE_ON}, {"accountability", 0.07}, {"carry_over", 0.4}}, COUNT_accountability_cost},
        {{{"align", TOGGLE_ON}, {"co_funding", 0.3}}, COUNT_co_funding},
        {{{"control", CONTROL_CENTRAL}, {"carry_over", 0.1}}, COUNT_returned},
        {{{"control", CONTROL_LOCAL}, {"instalments", 12}}, COUNT_moved},
        {{{"skills_benefits", 1}, {"support_benefits", 1}, {"come_forward", 0.02}}, COUNT_stream_referrals},
    };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct plan plan = busy_plan(FEW);
        for (size_t k = 0; k < 3 && ways[i].settings[k].name; k++)
            set(&plan, "funding", ways[i].settings[k].name, ways[i].settings[k].value);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        assert_found_again(model);
        assert_true(total(model, ways[i].happens) > 0);
        model_free(model);
    }
}

/* A pot that begins and is dissolved within years loses nothing either. */
static void pots_come_and_go(void **state)
{
    (void)state;
    struct plan plan = busy_plan(FEW);
    change(&plan, "funding", "pool", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, 30, 80, TOGGLE_ON});
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    assert_found_again(model);
    assert_true(total(model, COUNT_accountability_cost) > 0);
    for (size_t area = 0; area < model->world.n_areas; area++)
        assert_int_equal(model->world.funds[area * STREAM_COUNT + FUNDS_POT].pooled, 0);
    model_free(model);
}

/* The open year is closed in the last week, but for what its remaining weeks were to cost. */
static void the_last_year_is_closed(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(4, FEW, 0.8, WEEKS);
    set(&plan, "gateway", "open", 0);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    /* nobody is referred: all that was allotted is unspent, but for the rest of the year (week 118 began a year) */
    double years = 118 / (365.25 / 7) + (WEEKS - 118) / (365.25 / 7);
    double expected = years * (600 + 400) * 4 * FEW;
    assert_within((double)of_streams(model, COUNT_unspent), expected, 0.01 * expected);
    model_free(model);
}

/* A start waits until all aligned funds are spent: with no money of its own a stream still starts people. */
static void aligned_streams_pay_for_each_other(void **state)
{
    (void)state;
    int64_t starts[2];
    for (int aligned = 0; aligned <= 1; aligned++) {
        struct plan plan = busy_plan(MANY);
        set_cell(&plan, "contracts", "budget", STREAM_SKILLS, 0);
        set(&plan, "funding", "align", aligned);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        starts[aligned] = total_in(model, COUNT_journey_starts, STREAM_SKILLS);
        assert_int_equal(total_in(model, COUNT_payments_by_stream, STREAM_SKILLS), 0);
        assert_found_again(model);
        model_free(model);
    }
    assert_int_equal(starts[0], 0);
    assert_true(starts[1] > 50);
}

/* Within a cycle money passes from year to year; at its end it is lost. */
static void cycles_keep_money(void **state)
{
    (void)state;
    for (int years = 1; years <= 3; years += 2) {
        struct plan plan = busy_plan(FEW);
        set(&plan, "contracts", "budget", 2000);
        set(&plan, "funding", "cycle_years", years);
        set(&plan, "funding", "cycle_first", 2006);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        int64_t lost = of_streams(model, COUNT_unspent), carried = of_streams(model, COUNT_carried_over);
        assert_true(years == 1 ? lost > 0 && carried == 0 : carried > 0);
        assert_found_again(model);
        model_free(model);
    }
}

/* The dearer, the fewer; the fund pays the rest alone. */
static void a_price_turns_some_away(void **state)
{
    (void)state;
    int64_t declined[3];
    for (int k = 0; k < 3; k++) {
        struct plan plan = busy_plan(FEW);
        set(&plan, "contracts", "budget", 5000);
        set(&plan, "funding", "co_funding", 0.2 * k);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        declined[k] = of_streams(model, COUNT_starts_declined);
        assert_true((of_streams(model, COUNT_co_funding) > 0) == (k > 0));
        model_free(model);
    }
    assert_int_equal(declined[0], 0);
    assert_true(declined[1] > 10 && declined[2] > declined[1]);
}

/* Money follows who waits. */
static void local_control_moves_money_to_need(void **state)
{
    (void)state;
    int64_t starts[2];
    for (int local = 0; local <= 1; local++) {
        struct plan plan = busy_plan(MANY);
        set_cell(&plan, "contracts", "budget", STREAM_SKILLS, 20);
        set(&plan, "funding", "control", local ? CONTROL_LOCAL : CONTROL_FIXED);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        starts[local] = total_in(model, COUNT_journey_starts, STREAM_SKILLS);
        assert_true((of_streams(model, COUNT_moved) > 0) == (local == 1));
        model_free(model);
    }
    assert_true(starts[1] > starts[0] + 20);
}

/* Pence between the area that has most left and the one that has least, at the end of the first week of a quarter. */
static int64_t apart(enum control control)
{
    struct plan plan = busy_plan(FEW);
    set(&plan, "contracts", "budget", 2000);
    set(&plan, "funding", "control", control);
    set(&plan, "funding", "shift", 1);
    struct model *model = run_and_clear(&plan, plain, 8 * 13 + 1);
    int64_t most = 0, least = INT64_MAX;
    for (size_t area = 0; area < model->world.n_areas; area++) {
        int64_t left = model->world.funds[area * STREAM_COUNT + STREAM_SUPPORT].left;
        most = left > most ? left : most;
        least = left < least ? left : least;
    }
    model_free(model);
    return most - least;
}

/* A centre moves between areas what one has left and another not; what is left by all lapses as ever. */
static void a_centre_allots_again(void **state)
{
    (void)state;
    struct plan plan = busy_plan(FEW);
    set(&plan, "contracts", "budget", 2000);
    set(&plan, "funding", "control", CONTROL_CENTRAL);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    assert_true(of_streams(model, COUNT_returned) > 0);
    assert_true(of_streams(model, COUNT_unspent) > of_streams(model, COUNT_returned));
    assert_true(4 * apart(CONTROL_CENTRAL) < apart(CONTROL_FIXED));
    assert_found_again(model);
    model_free(model);
}

/* Of a year's budget nothing is forgotten when rules change within it. */
static void rules_that_change_within_a_year_lose_no_money(void **state)
{
    (void)state;
    for (int fewer = 0; fewer <= 1; fewer++) {
        struct plan plan = busy_plan(FEW);
        if (fewer) {
            set(&plan, "funding", "instalments", 12);
            change(&plan, "funding", "instalments", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, 80, WEEKS, 1});
        } else { /* a pot that is dissolved where its streams get nothing any more */
            change(&plan, "funding", "pool", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, 0, 80, TOGGLE_ON});
            change(&plan, "contracts", "budget", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, 80, WEEKS, 0});
        }
        struct model *changed = run_for(&plan, plain, 81); /* what was to come is there at once */
        for (size_t f = 0; f < changed->world.n_areas * STREAM_COUNT; f++)
            assert_int_equal(changed->world.funds[f].held, 0);
        model_free(changed);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        assert_found_again(model);
        model_free(model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_conserved),
        cmocka_unit_test(pots_come_and_go),
        cmocka_unit_test(the_last_year_is_closed),
        cmocka_unit_test(aligned_streams_pay_for_each_other),
        cmocka_unit_test(cycles_keep_money),
        cmocka_unit_test(a_price_turns_some_away),
        cmocka_unit_test(local_control_moves_money_to_need),
        cmocka_unit_test(a_centre_allots_again),
        cmocka_unit_test(rules_that_change_within_a_year_lose_no_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
