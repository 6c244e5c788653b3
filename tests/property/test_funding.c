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
    int32_t week = model->world.week;
    assert_int_equal(total_between(model, COUNT_budgets_left, STREAMS, week - 1, week), held(model));
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

#define JSA (1U << CLAIM_JSA_CONTRIBUTORY | 1U << CLAIM_JSA_INCOME)
#define OTHERS (1U << CLAIM_ESA | 1U << CLAIM_INCOME_SUPPORT)

/* Both streams are for the benefits of these cells alone. */
static void are_for(struct plan *plan, uint32_t claims)
{
    for (uint32_t claim = 0; claim < CLAIM_COUNT; claim++) {
        struct plan_row row = {0, claim, 0, PLAN_SET, ALWAYS, claims >> claim & 1};
        change(plan, "funding", "skills_benefits", row);
        change(plan, "funding", "support_benefits", row);
    }
}

/* Claimants of each benefit are referred where a stream is for them, and nowhere else. */
static void streams_are_for_benefits(void **state)
{
    (void)state;
    const uint32_t ways[] = {JSA, JSA | 1U << CLAIM_ESA, 1U << CLAIM_JSA_INCOME | 1U << CLAIM_INCOME_SUPPORT};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct plan plan = busy_plan(MANY);
        set(&plan, "funding", "come_forward", 0.02);
        if (i > 0) /* first as shipped */
            are_for(&plan, ways[i]);
        struct model *model = run_for(&plan, plain, WEEKS);
        for (uint32_t claim = 0; claim < CLAIM_COUNT; claim++)
            assert_true((total_in(model, COUNT_stream_referrals, claim) > 10) == (ways[i] >> claim & 1));
        assert_int_equal(total_among(model, COUNT_stream_referrals, JSA | OTHERS), of_streams(model, COUNT_referrals));
        model_free(model);
        plan_clear(&plan);
    }
}

/* Those who come of their own accord wait, start, are paid for and complete as others do. */
static void who_comes_forward_is_followed(void **state)
{
    (void)state;
    struct plan plan = busy_plan(MANY);
    set(&plan, "contracts", "budget", 5000);
    set(&plan, "funding", "come_forward", 0.02);
    are_for(&plan, OTHERS);
    struct model *model = run_for(&plan, plain, WEEKS);
    assert_int_equal(total_among(model, COUNT_stream_referrals, JSA), 0);
    assert_true(of_streams(model, COUNT_journey_starts) > 100);
    assert_true(total(model, COUNT_services_completed) > 50);
    assert_true(total_in(model, COUNT_payments, PAYMENT_COMPLETION) > 0);
    assert_true(total_in(model, COUNT_journey_ends, JOURNEY_END_AFTERCARE) > 50);
    assert_found_again(model);
    model_free(model);
    plan_clear(&plan);
}

/* With a stream open to them that has no place, nothing else in the world is moved. */
static void coming_forward_moves_no_other_draw(void **state)
{
    (void)state;
    struct model *models[2];
    struct plan plans[2];
    for (int open = 0; open <= 1; open++) {
        plans[open] = busy_plan(MANY);
        set(&plans[open], "provision", "places", 0);
        set(&plans[open], "funding", "come_forward", 0.02);
        are_for(&plans[open], open ? JSA | OTHERS : JSA);
        models[open] = run_for(&plans[open], plain, WEEKS);
    }
    assert_int_equal(total_among(models[0], COUNT_stream_referrals, OTHERS), 0);
    assert_true(total_among(models[1], COUNT_stream_referrals, OTHERS) > 50);
    const struct persons *closed = &models[0]->world.persons, *open = &models[1]->world.persons;
    for (size_t row = 0; row < closed->count; row++) {
        assert_int_equal(closed->state_since[row], open->state_since[row]);
        assert_int_equal(closed->claim[row], open->claim[row]);
        assert_int_equal(closed->wage[row], open->wage[row]);
        assert_int_equal(closed->skills[row], open->skills[row]);
    }
    for (int k = 0; k <= 1; k++) {
        model_free(models[k]);
        plan_clear(&plans[k]);
    }
}

/* Of those in a journey, how many were of another age at the referral. */
static size_t of_another_age(const struct model *model, enum age_band age)
{
    size_t found = 0;
    for (size_t s = 0; s < model->world.n_strips; s++)
        for (uint32_t i = 0; i < model->world.strips[s].n_journeys; i++) {
            const struct journey *journey = &model->world.strips[s].journeys[i];
            int32_t born = model->world.persons.birth_week[journey->row];
            found += age_band_of(age_years(born, journey->referred)) != age;
        }
    return found;
}

static void streams_are_for_ages(void **state)
{
    (void)state;
    for (int young = 0; young <= 1; young++) {
        struct plan plan = busy_plan(MANY);
        for (uint32_t age = AGE_25_34; age < AGE_COUNT; age++) {
            change(&plan, "funding", "skills_ages", (struct plan_row){0, age, 0, PLAN_SET, ALWAYS, !young});
            change(&plan, "funding", "support_ages", (struct plan_row){0, age, 0, PLAN_SET, ALWAYS, !young});
        }
        struct model *model = run_for(&plan, plain, WEEKS);
        assert_true((of_another_age(model, AGE_16_24) > 10) == !young);
        assert_true(of_streams(model, COUNT_referrals) > 50);
        model_free(model);
        plan_clear(&plan);
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
        cmocka_unit_test(a_programme_has_a_budget),
        cmocka_unit_test(a_programme_without_a_budget_has_no_money),
        cmocka_unit_test(a_charge_that_can_be_met_changes_nothing),
        cmocka_unit_test(streams_are_for_benefits),
        cmocka_unit_test(who_comes_forward_is_followed),
        cmocka_unit_test(coming_forward_moves_no_other_draw),
        cmocka_unit_test(streams_are_for_ages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
