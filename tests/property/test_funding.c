/* Money of the streams: every pound allotted is found again, and each way of holding it does what it says. */
#include "agents/funds.h"
#include "support/counts.h"

#define WEEKS 130 /* the run ends before its plan does: no year is closed for its end */
#define STREAMS (1U << STREAM_SKILLS | 1U << STREAM_SUPPORT)

static const struct model_options plain = {.threads = 2};

/* Residents of each area: enough for every kind of payment, and enough to count starts. */
#define FEW 1500
#define MANY 4000

static struct plan busy_plan(double residents)
{
    struct plan plan = made_up_plan(4, residents, 0.8, WEEKS + 10);
    set(&plan, "gateway", "stream_weeks", 2);
    set(&plan, "gateway", "refer_rate", 0.05);
    set(&plan, "contracts", "budget", 300);
    set(&plan, "demography", "move_rate", 0.5); /* refunds for persons who live elsewhere by then */
    return plan;
}

static int64_t of_streams(const struct model *model, enum count measure)
{
    return total_among(model, measure, STREAMS);
}

/* In funds, to be released, and set aside for what is paid on completion. */
static int64_t held(const struct model *model)
{
    const struct world *world = &model->world;
    int64_t sum = 0;
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        if (!stream_is_programme((uint8_t)(f % STREAM_COUNT)))
            sum += world->funds[f].left + world->funds[f].held;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (world->persons.service[journey->row] && !stream_is_programme(journey->stream))
                sum += journey->cost - journey->paid;
        }
    return sum;
}

static void assert_found_again(const struct model *model)
{
    int64_t public = of_streams(model, COUNT_payments_by_stream) - of_streams(model, COUNT_co_funding);
    assert_int_equal(of_streams(model, COUNT_allotted),
                     public + of_streams(model, COUNT_unspent) + total(model, COUNT_accountability_cost) + held(model));
    assert_true(public > 0);
    assert_int_equal(total_in(model, COUNT_payments, PAYMENT_CO_FUNDING), of_streams(model, COUNT_co_funding));
}

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

/* A centre gives what one area leaves to all, by population. */
static void a_centre_allots_again(void **state)
{
    (void)state;
    struct plan plan = busy_plan(FEW);
    set(&plan, "contracts", "budget", 2000);
    set(&plan, "funding", "control", CONTROL_CENTRAL);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    assert_true(of_streams(model, COUNT_returned) > 0);
    assert_found_again(model);
    model_free(model);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
