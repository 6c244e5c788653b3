/* What providers do as organisations, each mechanism with the switch that removes it. */
#include "agents/lots.h"
#include "agents/services.h"
#include "support/counts.h"
#include "support/provision.h"

#define WEEKS 120
#define OPENS 10

static const struct model_options plain = {.threads = 2};

static struct plan programme_plan(void)
{
    struct plan plan = made_up_plan(4, 6000, 0.8, WEEKS);
    open_hurried_programme(&plan, STREAM_WORK_PROGRAMME, OPENS);
    return plan;
}

static int64_t cash_of(const struct model *model, enum provider provider)
{
    int64_t cash = 0;
    for (size_t area = 0; area < model->world.n_areas; area++)
        cash += model->world.offices[area * PROVIDER_COUNT + provider].cash;
    return cash;
}

static double administration_of(double system_share)
{
    struct plan plan = programme_plan();
    set(&plan, "providers", "systems", 4);
    set(&plan, "providers", "system_share", system_share);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    double share = (double)total_in(model, COUNT_provider_administration, PROVIDER_PRIME_A) /
                   (double)total_in(model, COUNT_provider_staff, PROVIDER_PRIME_A);
    model_free(model);
    return share;
}

/* SEED06 */
static void several_systems_take_a_fifth_of_staff(void **state)
{
    (void)state;
    double with = administration_of(0.02), without = administration_of(0);
    assert_true(with > 0.17 && with < 0.21);
    assert_true(without < 0.17);
}

/* What a prime contractor is paid for subcontracted clients goes on, and no penny is made or lost. */
static void subcontractors_are_paid_by_primes(void **state)
{
    (void)state;
    int64_t passed[2], services[2];
    for (int on = 0; on <= 1; on++) {
        struct plan plan = programme_plan();
        set(&plan, "providers", "subcontract_share", 0.5 * on);
        set(&plan, "provision", "cost", 1000);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        passed[on] = total_in(model, COUNT_subcontracted, PROVIDER_SPECIALIST);
        services[on] = total_in(model, COUNT_provider_cost, PROVIDER_SPECIALIST);
        assert_int_equal(passed[on], -total_in(model, COUNT_subcontracted, PROVIDER_PRIME_A) -
                                         total_in(model, COUNT_subcontracted, PROVIDER_PRIME_B));
        assert_int_equal(cash_of(model, PROVIDER_SPECIALIST), passed[on] - services[on]);
        assert_int_equal(cash_of(model, PROVIDER_PRIME_A),
                         total_in(model, COUNT_payments_by_provider, PROVIDER_PRIME_A) +
                             total_in(model, COUNT_subcontracted, PROVIDER_PRIME_A) -
                             total_in(model, COUNT_provider_cost, PROVIDER_PRIME_A));
        model_free(model);
    }
    assert_int_equal(passed[0], 0);
    assert_int_equal(services[0], 0);
    assert_true(passed[1] > 0);
    assert_true(services[1] > 0);
}

static int64_t services_where_nothing_pays(enum toggle prescription)
{
    struct plan plan = programme_plan();
    set(&plan, "contracts", "outcome_fee", 0);
    set(&plan, "contracts", "sustainment_fee", 0);
    set(&plan, "providers", "prescription", prescription);
    set(&plan, "providers", "prescribed_weeks", 13);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    int64_t started = total(model, COUNT_services_started);
    /* nobody who could have been served is still without, but for the weeks of a bad reading of barriers */
    for (size_t s = 0; prescription == TOGGLE_ON && s < model->world.n_strips; s++)
        for (uint32_t i = 0; i < model->world.strips[s].n_journeys; i++) {
            const struct journey *journey = &model->world.strips[s].journeys[i];
            if (journey->stage == JOURNEY_SERVICES && model->world.week - journey->attached > 13 + 13)
                assert_int_equal(journey->served, 1);
        }
    model_free(model);
    return started;
}

static void prescribed_services_begin_although_nothing_pays(void **state)
{
    (void)state;
    assert_int_equal(services_where_nothing_pays(TOGGLE_OFF), 0);
    assert_true(services_where_nothing_pays(TOGGLE_ON) > 100);
}

static void who_cannot_pay_advisers_fails(void **state)
{
    (void)state;
    for (int credit = 0; credit <= 4; credit += 4) {
        struct plan plan = programme_plan();
        set(&plan, "contracts", "attachment_fee", 0);
        set(&plan, "contracts", "outcome_fee", 0);
        set(&plan, "contracts", "sustainment_fee", 0);
        set(&plan, "providers", "credit_weeks", credit);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        const struct world *world = &model->world;
        int64_t failures = total_in(model, COUNT_provider_failures, PROVIDER_PRIME_A) +
                           total_in(model, COUNT_provider_failures, PROVIDER_PRIME_B);
        assert_int_equal(failures, credit ? world->n_areas : 0); /* one of two goes on */
        for (size_t s = 0; s < world->n_strips; s++)
            for (uint32_t i = 0; credit && i < world->strips[s].n_journeys; i++)
                if (stream_is_programme(world->strips[s].journeys[i].stream))
                    assert_int_equal(services_office(world, &world->strips[s].journeys[i])->failed, 0);
        assert_true((total_in(model, COUNT_clients_handed_over, PROVIDER_PRIME_A) +
                         total_in(model, COUNT_clients_handed_over, PROVIDER_PRIME_B) >
                     20) == (credit > 0));
        model_free(model);
    }
}

static void referrals_move_to_who_does_better(void **state)
{
    (void)state;
    for (int on = 0; on <= 1; on++) {
        struct plan plan = programme_plan();
        set(&plan, "providers", "market_shift", 0.2 * on);
        set(&plan, "providers", "least_share", 0.25);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        const struct world *world = &model->world;
        assert_true((total(model, COUNT_market_shifts) > 0) == (on == 1));
        for (size_t area = 0; area < world->n_areas; area++) {
            double share = lot_share(world, area, STREAM_WORK_PROGRAMME);
            assert_true(on ? share >= 0.24 && share <= 0.76 : share == 0.5);
        }
        model_free(model);
    }
}

static int64_t hired(double cost)
{
    struct plan plan = programme_plan();
    set(&plan, "providers", "hire_by_value", TOGGLE_ON);
    set(&plan, "provision", "minimum_minutes", 0);
    set(&plan, "provision", "staff_adjustment", 0.05);
    set(&plan, "contracts", "adviser_cost", cost);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    int64_t staff = total_in(model, COUNT_provider_staff, PROVIDER_PRIME_A);
    model_free(model);
    return staff;
}

static void dearer_advisers_are_fewer_when_hired_by_value(void **state)
{
    (void)state;
    int64_t dear = hired(900000), cheap = hired(9000);
    assert_true(cheap > 2 * dear);
}

static void bids_set_the_fees(void **state)
{
    (void)state;
    struct plan plan = programme_plan();
    set(&plan, "providers", "cycle_weeks", 40);
    set(&plan, "providers", "price_spread", 0.5);
    set(&plan, "providers", "quality_weight", 0);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    const struct world *world = &model->world;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct lot *lot = lot_of(world, area, STREAM_WORK_PROGRAMME);
        /* on price alone the cheaper wins the whole contract */
        assert_int_equal(lot->cycle, 2);
        assert_int_equal(lot->share, lot->price_first <= lot->price_second ? LOT_WHOLE : 0);
    }
    for (size_t s = 0; s < world->n_strips; s++)
        for (size_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (stream_is_programme(journey->stream) && journey->stage != JOURNEY_ENGAGED)
                assert_true(journey->price <= 1500);
        }
    model_free(model);
}

/* The Flexible New Deal, which never opens here, does not keep the loser's advisers. */
static void who_loses_everything_loses_advisers(void **state)
{
    (void)state;
    struct plan plan = programme_plan();
    set(&plan, "providers", "cycle_weeks", 40);
    set(&plan, "providers", "quality_weight", 0);
    set(&plan, "provision", "staff_adjustment", 0.02);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    const struct world *world = &model->world;
    for (size_t area = 0; area < world->n_areas; area++) {
        bool first_holds = lot_of(world, area, STREAM_WORK_PROGRAMME)->share == LOT_WHOLE;
        const struct provider_office *offices = &world->offices[area * PROVIDER_COUNT];
        double winner = offices[first_holds ? PROVIDER_PRIME_A : PROVIDER_PRIME_B].staff;
        double loser = offices[first_holds ? PROVIDER_PRIME_B : PROVIDER_PRIME_A].staff;
        assert_true(winner > 0);
        assert_true(loser < 0.05 * winner);
    }
    model_free(model);
}

/* A programme that has closed and whose clients have left keeps no advisers either, and its contract, which is not let
   again, makes nobody quit for its end. */
static void a_closed_programme_keeps_no_advisers(void **state)
{
    (void)state;
    struct plan plan = programme_plan();
    change(&plan, "gateway", "open", (struct plan_row){0, STREAM_FND, 0, PLAN_SET, 2, OPENS, 1});
    set(&plan, "gateway", "attachment_rate", 1);
    change(&plan, "contracts", "programme_weeks", (struct plan_row){0, PAYMENT_GROUP_FND, 0, PLAN_SET, ALWAYS, 4});
    set(&plan, "providers", "cycle_weeks", 60);
    set(&plan, "providers", "quality_weight", 0);
    set(&plan, "provision", "staff_adjustment", 0.02);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    const struct world *world = &model->world;
    assert_true(total_in(model, COUNT_referrals, STREAM_FND) > 20);
    for (size_t area = 0; area < world->n_areas; area++) {
        bool first_holds = lot_of(world, area, STREAM_WORK_PROGRAMME)->share == LOT_WHOLE;
        enum provider winner = first_holds ? PROVIDER_PRIME_A : PROVIDER_PRIME_B;
        const struct provider_office *offices = &world->offices[area * PROVIDER_COUNT];
        assert_int_equal(lot_of(world, area, STREAM_FND)->begun, 2);
        assert_true(offices[winner].staff > 0);
        assert_true(offices[lot_rival(winner)].staff < 0.05 * offices[winner].staff);
        assert_true(lots_weeks_left(world, area, winner) > 0);
        assert_int_equal(lots_weeks_left(world, area, lot_rival(winner)), LOT_NO_END);
    }
    model_free(model);
}

/* By seam, as at the others: a hand-over is an arrival, and what is lost with the record costs weeks and time. */
static void hand_overs_to_a_successor_are_counted(void **state)
{
    (void)state;
    for (int survives = 0; survives <= 1; survives++) {
        struct plan plan = programme_plan();
        set(&plan, "providers", "cycle_weeks", 40);
        set(&plan, "providers", "transfer_record", survives);
        set(&plan, "integration", "assessment_minutes", 30);
        struct model *model = run_and_clear(&plan, plain, WEEKS);
        int64_t arrivals = total_in(model, COUNT_handovers, SEAM_TO_SUCCESSOR);
        int64_t again = total_in(model, COUNT_handover_assessments, SEAM_TO_SUCCESSOR);
        int64_t weeks = total_in(model, COUNT_handover_weeks_lost, SEAM_TO_SUCCESSOR);
        assert_true(arrivals > 20);
        assert_int_equal(arrivals, total_in(model, COUNT_clients_handed_over, PROVIDER_PRIME_A) +
                                       total_in(model, COUNT_clients_handed_over, PROVIDER_PRIME_B));
        assert_int_equal(again > 20, !survives);
        assert_int_equal(again, total_in(model, COUNT_handover_records_lost, SEAM_TO_SUCCESSOR));
        assert_int_equal(1800 * again, total_in(model, COUNT_handover_seconds_lost, SEAM_TO_SUCCESSOR));
        assert_true(survives ? weeks == 0 : weeks > again && weeks < 2 * again); /* two, but for those in work */
        model_free(model);
    }
}

/* The subcontractor bears the advisers of its clients, all of them here, even where it buys no service. */
static void subcontractors_bear_the_cost_of_their_clients(void **state)
{
    (void)state;
    struct plan plan = programme_plan();
    set(&plan, "contracts", "outcome_fee", 0);
    set(&plan, "contracts", "sustainment_fee", 0);
    set(&plan, "providers", "subcontract_share", 1);
    struct model *model = run_and_clear(&plan, plain, WEEKS);
    int64_t primes =
        total_in(model, COUNT_provider_cost, PROVIDER_PRIME_A) + total_in(model, COUNT_provider_cost, PROVIDER_PRIME_B);
    int64_t specialist = total_in(model, COUNT_provider_cost, PROVIDER_SPECIALIST);
    int64_t staff = total_in(model, COUNT_provider_staff, PROVIDER_PRIME_A) +
                    total_in(model, COUNT_provider_staff, PROVIDER_PRIME_B);
    assert_int_equal(total_in(model, COUNT_services_started, SERVICE_VOCATIONAL), 0);
    assert_true(specialist > 0 && primes < specialist / 20);
    struct rules rules;
    default_rules(&rules);
    assert_within((double)(specialist + primes), (double)staff * rules.contracts.adviser_cost / 1000,
                  0.01 * (double)specialist);
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_systems_take_a_fifth_of_staff),
        cmocka_unit_test(subcontractors_are_paid_by_primes),
        cmocka_unit_test(prescribed_services_begin_although_nothing_pays),
        cmocka_unit_test(who_cannot_pay_advisers_fails),
        cmocka_unit_test(referrals_move_to_who_does_better),
        cmocka_unit_test(dearer_advisers_are_fewer_when_hired_by_value),
        cmocka_unit_test(bids_set_the_fees),
        cmocka_unit_test(who_loses_everything_loses_advisers),
        cmocka_unit_test(a_closed_programme_keeps_no_advisers),
        cmocka_unit_test(hand_overs_to_a_successor_are_counted),
        cmocka_unit_test(subcontractors_bear_the_cost_of_their_clients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
