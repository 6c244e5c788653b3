/* Choice of provider: by taste, by what is published, with vouchers. All of it exact. */
#include "agents/journeys.h"
#include "agents/lots.h"
#include "agents/services.h"
#include "processes/gateway/choose.h"
#include "support/counts.h"
#include "support/provision.h"

#define OPENS 13
#define WEEKS 92
#define PERSONS 20000

static const struct model_options plain = {.threads = 1};
static const struct random_key key = {7, 3};

/* A Work Programme that takes many early on. */
static struct plan programme_plan(enum performance performance, double weight)
{
    struct plan plan = made_up_plan(4, 3000, 0.8, WEEKS);
    open_alone(&plan, STREAM_WORK_PROGRAMME, OPENS);
    set(&plan, "gateway", "referral_weeks", 6);
    set(&plan, "gateway", "referral_rate", 0.3);
    set(&plan, "contracts", "outcome_weeks", 6);
    set(&plan, "provision", "staff_adjustment", 0.5);
    set(&plan, "choice", "performance", performance);
    set(&plan, "choice", "weight", weight);
    set(&plan, "choice", "prior_attachments", 2);
    return plan;
}

static struct plan voucher_plan(double value, double use)
{
    struct plan plan = made_up_plan(4, 3000, 0.8, WEEKS);
    open_alone(&plan, STREAM_SKILLS, OPENS);
    set(&plan, "gateway", "refer_rate", 0.2);
    set(&plan, "gateway", "refer_barrier", 0.1);
    set(&plan, "contracts", "budget", 1e6);
    set(&plan, "provision", "places", 1000);
    set(&plan, "choice", "voucher", 1);
    set(&plan, "choice", "voucher_value", value);
    set(&plan, "choice", "voucher_use", use);
    return plan;
}

static enum provider by_taste(struct random_key draws, uint32_t person, const enum provider *providers, size_t count)
{
    struct choice_option options[PROVIDER_COUNT];
    for (size_t i = 0; i < count; i++)
        options[i] = (struct choice_option){providers[i], 0};
    return choose_among(draws, person, options, count);
}

/* Shares are as exp(score): tastes are Gumbel distributed. */
static void shares_follow_scores(void **state)
{
    (void)state;
    const struct choice_option options[] = {
        {PROVIDER_COLLEGE, 0}, {PROVIDER_THIRD_SECTOR, 45426}, {PROVIDER_CAREERS, -45426}}; /* ln 2 in Q16 */
    size_t chosen[PROVIDER_COUNT] = {0};
    for (uint32_t person = 0; person < PERSONS; person++)
        chosen[choose_among(key, person, options, 3)]++;
    assert_within((double)chosen[PROVIDER_COLLEGE] / PERSONS, 1 / 3.5, 0.01);
    assert_within((double)chosen[PROVIDER_THIRD_SECTOR] / PERSONS, 2 / 3.5, 0.01);
    assert_within((double)chosen[PROVIDER_CAREERS] / PERSONS, 0.5 / 3.5, 0.01);
}

/* Whoever does not choose the one that is added chooses as before, whatever its score and its place in the list. */
static void another_provider_moves_those_who_choose_it(void **state)
{
    (void)state;
    const struct choice_option few[] = {{PROVIDER_PRIME_A, 3000}, {PROVIDER_PRIME_B, -9000}};
    const struct choice_option more[] = {
        {PROVIDER_SPECIALIST, 5000}, {PROVIDER_PRIME_A, 3000}, {PROVIDER_PRIME_B, -9000}};
    size_t moved = 0;
    for (uint32_t person = 0; person < PERSONS; person++) {
        enum provider before = choose_among(key, person, few, 2), after = choose_among(key, person, more, 3);
        moved += after == PROVIDER_SPECIALIST;
        assert_true(after == before || after == PROVIDER_SPECIALIST);
    }
    assert_true(moved > PERSONS / 4 && moved < PERSONS / 2);
}

/* The same in a model: the first referrals, with and without the third sector among the programme's providers. */
static void another_provider_on_the_programme(void **state)
{
    (void)state;
    struct plan plans[2] = {programme_plan(PERFORMANCE_RAW, 1), programme_plan(PERFORMANCE_RAW, 1)};
    set_cell(&plans[1], "choice", "programme_providers", PROVIDER_THIRD_SECTOR, 1);
    struct model *few = run_for(&plans[0], plain, OPENS + 1), *more = run_for(&plans[1], plain, OPENS + 1);
    size_t same = 0, moved = 0;
    for (uint32_t row = 0; row < few->world.persons.count; row++) {
        const struct journey *before = journey_of(&few->world, row), *after = journey_of(&more->world, row);
        assert_int_equal(before != NULL, after != NULL);
        if (!before)
            continue;
        moved += after->provider == PROVIDER_THIRD_SECTOR;
        same += after->provider == before->provider;
        assert_true(after->provider == before->provider || after->provider == PROVIDER_THIRD_SECTOR);
    }
    assert_true(same > 5 && moved > 5);
    model_free(few);
    model_free(more);
    plan_clear(&plans[0]);
    plan_clear(&plans[1]);
}

/* Without weight it does not matter what is published, and everyone goes where taste leads. */
static void without_weight_taste_decides(void **state)
{
    (void)state;
    const enum provider primes[] = {PROVIDER_PRIME_A, PROVIDER_PRIME_B};
    struct plan raw = programme_plan(PERFORMANCE_RAW, 0), adjusted = programme_plan(PERFORMANCE_ADJUSTED, 0),
                weighed = programme_plan(PERFORMANCE_RAW, 4), off = programme_plan(PERFORMANCE_OFF, 0),
                off_weighed = programme_plan(PERFORMANCE_OFF, 4);
    assert_int_equal(persons_differing(&raw, &adjusted, plain, WEEKS), 0);
    assert_true(persons_differing(&raw, &weighed, plain, WEEKS) > 0);
    assert_true(persons_differing(&raw, &off, plain, WEEKS) > 0);
    assert_int_equal(persons_differing(&off, &off_weighed, plain, WEEKS), 0);
    struct model *model = run_for(&raw, plain, WEEKS);
    size_t journeys = 0;
    for (size_t s = 0; s < model->world.n_strips; s++)
        for (uint32_t i = 0; i < model->world.strips[s].n_journeys; i++, journeys++) {
            const struct journey *journey = &model->world.strips[s].journeys[i];
            uint32_t id = model->world.persons.id[journey->row];
            assert_int_equal(journey->provider, by_taste(model->world.key, id, primes, 2));
        }
    assert_true(journeys > 100);
    assert_int_equal(total(model, COUNT_chosen), total_in(model, COUNT_referrals, STREAM_WORK_PROGRAMME));
    model_free(model);
    model = run_for(&off, plain, WEEKS);
    assert_int_equal(total(model, COUNT_chosen), 0);
    model_free(model);
    struct plan *plans[] = {&raw, &adjusted, &weighed, &off, &off_weighed};
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        plan_clear(plans[i]);
}

/* Two providers with the same outcomes of as many attachments; of the first, more had been expected. */
static void publish_by_hand(struct world *world, int64_t expected_a, int64_t expected_b)
{
    for (size_t area = 0; area < world->n_areas; area++)
        for (int k = PROVIDER_PRIME_A; k <= PROVIDER_PRIME_B; k++) {
            struct provider_office *office = &world->offices[area * PROVIDER_COUNT + (size_t)k];
            office->attached_1 = 200;
            office->outcomes_1 = 50;
            office->expected_1 = (k == PROVIDER_PRIME_A ? expected_a : expected_b) * HAZARD_ONE;
        }
}

/* How many persons choose otherwise than by taste; all of them B. */
static size_t drawn_to_b(const struct model *model)
{
    const enum provider primes[] = {PROVIDER_PRIME_A, PROVIDER_PRIME_B};
    size_t drawn = 0;
    for (uint32_t row = 0; row < model->world.present; row++) {
        enum provider chosen = PROVIDER_COUNT,
                      taste = by_taste(model->world.key, model->world.persons.id[row], primes, 2);
        assert_true(choose_programme_provider(&model->world, row, STREAM_WORK_PROGRAMME, &chosen));
        assert_true(chosen == taste || chosen == PROVIDER_PRIME_B);
        drawn += chosen != taste;
    }
    return drawn;
}

static void adjustment_tells_intakes_apart(void **state)
{
    (void)state;
    for (int performance = PERFORMANCE_RAW; performance <= PERFORMANCE_ADJUSTED; performance++) {
        struct plan plan = programme_plan((enum performance)performance, 2);
        struct model *model = run_for(&plan, plain, 1);
        publish_by_hand(&model->world, 60, 60);
        assert_int_equal(drawn_to_b(model), 0);
        publish_by_hand(&model->world, 60, 30);
        if (performance == PERFORMANCE_RAW)
            assert_int_equal(drawn_to_b(model), 0);
        else
            assert_true(drawn_to_b(model) > model->world.present / 10);
        model_free(model);
        plan_clear(&plan);
    }
}

/* An easy intake is worth something in raw figures; who does with each intake what was expected is equal when adjusted.
 */
static void raw_figures_reward_an_easy_intake(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.choice.prior_attachments = 1e-9; /* figures alone */
    const struct choice_params *choice = &rules.choice;
    int64_t hundred = (int64_t)100 * HAZARD_ONE, forty = (int64_t)40 * HAZARD_ONE, ten = (int64_t)10 * HAZARD_ONE;
    assert_true(choose_performance(choice, 40, hundred, false) > choose_performance(choice, 10, hundred, false));
    assert_int_equal(choose_performance(choice, 40, forty, true), choose_performance(choice, 10, ten, true));
    assert_int_equal(choose_performance(choice, 40, forty, true), 0);
    assert_int_equal(choose_performance(choice, 40, hundred, false) - choose_performance(choice, 10, hundred, false),
                     2 * HAZARD_ONE);
}

/* What is published leaves out the last quarter and all that is older than five. */
static void figures_are_of_a_year_and_a_quarter_old(void **state)
{
    (void)state;
    struct plan plan = programme_plan(PERFORMANCE_RAW, 1);
    for (int32_t weeks = 40; weeks <= WEEKS; weeks += 26) {
        struct model *model = run_for(&plan, plain, weeks);
        int32_t quarter = (weeks - 1) / 13 * 13; /* it began in the gateway of this week */
        int64_t attached = 0, outcomes = 0, expected = 0;
        for (size_t k = 0; k < model->world.n_areas * PROVIDER_COUNT; k++) {
            const struct provider_office *office = &model->world.offices[k];
            attached += office->attached_1 + office->attached_2 + office->attached_3 + office->attached_4;
            outcomes += office->outcomes_1 + office->outcomes_2 + office->outcomes_3 + office->outcomes_4;
            expected += office->expected_1 + office->expected_2 + office->expected_3 + office->expected_4;
        }
        int32_t from = quarter - 65 > 0 ? quarter - 65 : 0, until = quarter - 13;
        assert_int_equal(attached, total_between(model, COUNT_provider_attached, EVERY_CELL, from, until));
        assert_int_equal(outcomes, total_between(model, COUNT_provider_outcomes, EVERY_CELL, from, until));
        assert_int_equal(expected, total_between(model, COUNT_provider_expected, EVERY_CELL, from, until));
        assert_true(weeks < 92 || (attached > 50 && outcomes > 0 && expected > 0));
        model_free(model);
    }
    plan_clear(&plan);
}

static void vouchers_are_used_within_their_value_or_lapse(void **state)
{
    (void)state;
    struct {
        double value, use;
        bool training, starts, lapses;
    } cases[] = {{300000, 1, true, true, false}, {100000, 1, false, true, false}, {300000, 0, false, false, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan plan = voucher_plan(cases[i].value, cases[i].use);
        set(&plan, "choice", "voucher_weeks", 20);
        struct model *model = run_for(&plan, plain, WEEKS);
        int64_t issued = total_in(model, COUNT_vouchers_issued, STREAM_SKILLS);
        assert_true(issued > 100);
        assert_int_equal(issued, total_in(model, COUNT_referrals, STREAM_SKILLS));
        assert_int_equal(issued, total(model, COUNT_chosen));
        assert_int_equal(total_in(model, COUNT_services_started, SERVICE_VOCATIONAL) > 0, cases[i].training);
        assert_int_equal(total(model, COUNT_journey_starts) > 0, cases[i].starts);
        assert_int_equal(total_in(model, COUNT_vouchers_lapsed, STREAM_SKILLS) > 20, cases[i].lapses);
        assert_int_equal(total_in(model, COUNT_payments_by_stream, STREAM_SKILLS) > 0, cases[i].starts);
        model_free(model);
        plan_clear(&plan);
    }
}

/* Quality draws the holders of vouchers to who is better at skills; without weight taste decides among all three. */
static void vouchers_go_by_quality_and_taste(void **state)
{
    (void)state;
    const enum provider takers[] = {PROVIDER_COLLEGE, PROVIDER_THIRD_SECTOR, PROVIDER_SPECIALIST};
    for (int weight = 0; weight <= 2; weight += 2) {
        struct plan plan = voucher_plan(300000, 1);
        set(&plan, "choice", "quality_weight", weight);
        struct model *model = run_for(&plan, plain, 1);
        size_t drawn = 0;
        for (uint32_t row = 0; row < model->world.present; row++) {
            enum provider chosen = PROVIDER_COUNT;
            enum provider taste = by_taste(model->world.key, model->world.persons.id[row], takers, 3);
            assert_true(choose_voucher_provider(&model->world, row, BARRIER_SKILLS, &chosen));
            const struct rules *place = rules_of_area(&model->world, model->world.persons.area[row]);
            assert_true(chosen == taste || services_quality_of(place, chosen, BARRIER_SKILLS) >
                                               services_quality_of(place, taste, BARRIER_SKILLS));
            drawn += chosen != taste;
        }
        assert_int_equal(drawn > model->world.present / 50, weight > 0);
        assert_int_equal(drawn > 0, weight > 0);
        model_free(model);
        plan_clear(&plan);
    }
}

/* Full information is a record without error, and only that. */
static void information_takes_the_error_away(void **state)
{
    (void)state;
    struct plan informed = programme_plan(PERFORMANCE_OFF, 0), exact = programme_plan(PERFORMANCE_OFF, 0),
                neither = programme_plan(PERFORMANCE_OFF, 0);
    struct plan *plans[] = {&informed, &exact, &neither};
    for (size_t i = 0; i < 3; i++) {
        change(plans[i], "gateway", "open",
               (struct plan_row){0, STREAM_SUPPORT, 0, PLAN_SET, OPENS, PLAN_ALWAYS_UNTIL, 1});
        set(plans[i], "gateway", "refer_rate", 0.1);
    }
    set(&informed, "choice", "information", 1);
    set(&exact, "provision", "record_noise", 0);
    assert_int_equal(persons_differing(&informed, &exact, plain, WEEKS), 0);
    assert_true(persons_differing(&informed, &neither, plain, WEEKS) > 0);
    for (size_t i = 0; i < 3; i++)
        plan_clear(plans[i]);
}

/* Awarded 40 weeks after it began: from the next week on the loser is chosen by nobody and paid for nobody. Where the
   third sector may be chosen too, it needs no contract. */
static void who_lost_the_contract_is_not_chosen(void **state)
{
    (void)state;
    for (int others = 0; others <= 1; others++) {
        struct plan plan = programme_plan(PERFORMANCE_RAW, 0);
        set(&plan, "providers", "cycle_weeks", 40);
        change(&plan, "choice", "programme_providers",
               (struct plan_row){0, PROVIDER_THIRD_SECTOR, 0, PLAN_SET, ALWAYS, others});
        struct model *model = run_for(&plan, plain, WEEKS);
        const struct world *world = &model->world;
        size_t elsewhere = 0;
        for (uint32_t row = 0; row < world->present; row++) {
            size_t area = world->persons.area[row];
            bool first_holds = lot_of(world, area, STREAM_WORK_PROGRAMME)->share == LOT_WHOLE;
            const enum provider left[] = {first_holds ? PROVIDER_PRIME_A : PROVIDER_PRIME_B, PROVIDER_THIRD_SECTOR};
            enum provider chosen = PROVIDER_COUNT;
            assert_true(choose_programme_provider(world, row, STREAM_WORK_PROGRAMME, &chosen));
            assert_int_equal(chosen, by_taste(world->key, world->persons.id[row], left, 1 + (size_t)others));
            elsewhere += chosen == PROVIDER_THIRD_SECTOR;
        }
        assert_int_equal(elsewhere > 100, others);
        for (size_t area = 0; area < world->n_areas; area++) {
            assert_int_equal(lot_of(world, area, STREAM_WORK_PROGRAMME)->cycle, 1);
            for (int k = PROVIDER_PRIME_A; k <= PROVIDER_PRIME_B; k++) {
                /* of the quarters since the award */
                const struct provider_office *office = &world->offices[area * PROVIDER_COUNT + (size_t)k];
                int32_t attached = office->attached_now + office->attached_late + office->attached_1;
                assert_int_equal(attached > 0, lot_is_held(world, area, STREAM_WORK_PROGRAMME, (enum provider)k));
            }
        }
        model_free(model);
        plan_clear(&plan);
    }
}

/* Nobody has the client and the fee for the week between the award and the hand-over. */
static void who_lost_the_contract_since_the_referral_attaches_nobody(void **state)
{
    (void)state;
    struct plan plan = programme_plan(PERFORMANCE_OFF, 0);
    set(&plan, "providers", "cycle_weeks", 40);
    set(&plan, "gateway", "attachment_rate", 0.1);
    struct model *model = run_for(&plan, plain, OPENS + 40 + 1);
    struct world *world = &model->world;
    int64_t before = total(model, COUNT_provider_attached);
    size_t waiting = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            waiting +=
                journey->stage == JOURNEY_ENGAGED && !lot_is_held(world, world->persons.area[journey->row],
                                                                  journey->stream, (enum provider)journey->provider);
        }
    model_free(model);
    assert_true(before > 0 && waiting > 5);
    model = run_for(&plan, plain, OPENS + 40 + 2);
    world = &model->world;
    size_t attached = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (journey->attached != OPENS + 40 + 1)
                continue;
            attached++;
            assert_int_equal(journey->handed_over, 0);
        }
    assert_true(attached > 0);
    model_free(model);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_follow_scores),
        cmocka_unit_test(another_provider_moves_those_who_choose_it),
        cmocka_unit_test(another_provider_on_the_programme),
        cmocka_unit_test(without_weight_taste_decides),
        cmocka_unit_test(who_lost_the_contract_is_not_chosen),
        cmocka_unit_test(who_lost_the_contract_since_the_referral_attaches_nobody),
        cmocka_unit_test(adjustment_tells_intakes_apart),
        cmocka_unit_test(raw_figures_reward_an_easy_intake),
        cmocka_unit_test(figures_are_of_a_year_and_a_quarter_old),
        cmocka_unit_test(vouchers_are_used_within_their_value_or_lapse),
        cmocka_unit_test(vouchers_go_by_quality_and_taste),
        cmocka_unit_test(information_takes_the_error_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
