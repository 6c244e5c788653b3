/* Referral, services, fees: the rules by hand. */
#include "agents/services.h"
#include "helpers.h"
#include "model/internal.h"
#include "processes/gateway/gateway.h"
#include "processes/provision/provision.h"

static void payment_groups(void **state)
{
    (void)state;
    assert_int_equal(gateway_group(false, false, 18), PAYMENT_GROUP_JSA_18_24);
    assert_int_equal(gateway_group(false, false, 24), PAYMENT_GROUP_JSA_18_24);
    assert_int_equal(gateway_group(false, false, 25), PAYMENT_GROUP_JSA_25);
    assert_int_equal(gateway_group(false, true, 18), PAYMENT_GROUP_JSA_EARLY);
    assert_int_equal(gateway_group(true, true, 40), PAYMENT_GROUP_PRISON);
}

/* Nine months, twelve months, three months (WP26); repeat claimants at three when the rule says so. */
static void referral_thresholds(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct gateway_params *g = &rules.gateway;
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_18_24, false), 39);
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_25, false), 52);
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_EARLY, false), 13);
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_25, true), 52);
    g->repeat_counts = TOGGLE_ON;
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_25, true), 13);
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_JSA_25, false), 52);
    assert_int_equal(gateway_threshold(g, PAYMENT_GROUP_PRISON, true), 0);
}

/* The published fees (WP10-WP17): attachment, job outcome and the most of sustainment, in pounds, by group. */
static void published_fees(void **state)
{
    (void)state;
    static const double published[][3] = {
        {400, 1200, 2210}, {400, 1200, 2795}, {400, 1200, 5000}, {400, 1200, 5000}, {400, 1000, 2300},
        {600, 1200, 4700}, {600, 3500, 9620}, {400, 1000, 2300}, {300, 1200, 4000},
    };
    struct rules rules;
    default_rules(&rules);
    const struct contracts_params *c = &rules.contracts;
    for (size_t g = 0; g < sizeof published / sizeof published[0]; g++) {
        assert_within(c->attachment_fee[g] / 100, published[g][0], 0);
        assert_within(c->outcome_fee[g] / 100, published[g][1], 0);
        assert_within(c->sustainment_fee[g] * c->sustainment_most[g] / 100, published[g][2], 0);
    }
}

/* r/(r+rho) (1 - exp(-(r+rho) T)): 0.5 (1 - exp(-0.04 x 50)) = 0.5 x 0.8646647 for r = rho = .02, T = 50. */
static void chance_of_entry(void **state)
{
    (void)state;
    assert_within(worth_chance(0.02, 0.02, 50), 0.43233235838169365, 1e-12);
    assert_within(worth_chance(0.02, 0.02, 0), 0, 0);
    assert_within(worth_chance(0.02, 0.02, -3), 0, 0);
    assert_within(worth_chance(0.5, 1e-9, 1e6), 1, 1e-8);
}

/* Group 2: 0.5 x (1200 + 0.6 x 215 x 13) = 1438.50 before the outcome; 0.6 x 215 x (13 - 3) = 1290 after three
 * payments. */
static void value_of_an_entry(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct schedule terms = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    struct journey new = {0}, paid = {.outcome = 1, .sustained = 3}, all_paid = {.outcome = 1, .sustained = 13};
    assert_within(provision_value(&rules, &terms, &new), 143850, 1e-9);
    assert_within(provision_value(&rules, &terms, &paid), 129000, 1e-9);
    assert_within(provision_value(&rules, &terms, &all_paid), 0, 0);
}

/* What an entry can still earn counts, and no more: 1438.50 + 100 for the first job + 0.3 x 500 for a rise of pay over
   a wage that is known. */
static void value_of_further_fees(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.schedules.job_start_fee[PAYMENT_GROUP_JSA_25] = 10000;
    rules.schedules.progression_fee[PAYMENT_GROUP_JSA_25] = 50000;
    struct schedule terms = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    struct journey journey = {.wage_before = 700};
    assert_within(provision_value(&rules, &terms, &journey), 143850 + 10000 + 15000, 1e-9);
    journey.job_starts = 1;
    assert_within(provision_value(&rules, &terms, &journey), 143850 + 15000, 1e-9);
    journey.done = JOURNEY_DONE_PROGRESSION;
    assert_within(provision_value(&rules, &terms, &journey), 143850, 1e-9);
    journey = (struct journey){.job_starts = 1};
    assert_within(provision_value(&rules, &terms, &journey), 143850, 1e-9);
}

/* log2 of what an entry of a client earns under the rules of a world. */
static int32_t value_of(const struct world *world, enum payment_group group, const struct journey *journey)
{
    struct schedule terms = schedule_from(&world->rules[0], group, CONTRACT_YEAR_FIRST);
    return hazard_from_rate(provision_value(&world->rules[0], &terms, journey));
}

static void worth(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 500, 1, 2);
    struct model *model = run_for(&plan, (struct model_options){.threads = 1}, 1);
    const struct world *world = &model->world;
    const struct provision_tables *tables = world->tables[TABLE_PROVISION];
    struct journey none = {0}, paid = {.outcome = 1, .sustained = 13};
    int32_t journey = value_of(world, PAYMENT_GROUP_JSA_25, &none);
    int32_t dear = value_of(world, PAYMENT_GROUP_ESA_EX_IB, &none);
    int32_t rate = hazard_from_rate(0.05);
    int32_t plain = provision_worth(tables, journey, rate, rate, 104);
    /* a client for whom more is paid is worth more; one with nothing left to earn, or no time left, nothing */
    assert_true(provision_worth(tables, dear, rate, rate, 104) > plain);
    assert_int_equal(provision_worth(tables, value_of(world, PAYMENT_GROUP_JSA_25, &paid), rate, rate, 104),
                     SHARE_NOTHING);
    assert_int_equal(provision_worth(tables, journey, rate, rate, 0), SHARE_NOTHING);
    assert_int_equal(provision_worth(tables, journey, HAZARD_NEVER, HAZARD_NEVER, 104), SHARE_NOTHING);
    /* ln w moves with ln V alone: 32 bins for a factor of e, within a bin each for rounding */
    struct schedule cheap = schedule_from(&world->rules[0], PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    struct schedule costly = schedule_from(&world->rules[0], PAYMENT_GROUP_ESA_EX_IB, CONTRACT_YEAR_FIRST);
    double ratio = provision_value(&world->rules[0], &costly, &none) / provision_value(&world->rules[0], &cheap, &none);
    assert_within(provision_worth(tables, dear, rate, rate, 104) - plain, SHARE_STEPS * 1.1703, 1.01);
    assert_within(ratio, 3.2228, 1e-3); /* (3500 + 0.6 x 9620) / (1200 + 0.6 x 2795); ln 3.2228 = 1.1703 */
    /* whoever would find work anyway in the time left is worth less */
    int32_t sure = hazard_from_rate(1.0);
    assert_true(provision_worth(tables, journey, rate, sure, 104) < plain);
    model_free(model);
    plan_clear(&plan);
}

/* Skills: the first listed (basic) for a large barrier, the last (vocational) for a smaller one; caring: childcare. */
static void choice_of_service(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    assert_int_equal(services_for(&rules.provision, BARRIER_SKILLS, 200), SERVICE_BASIC_SKILLS);
    assert_int_equal(services_for(&rules.provision, BARRIER_SKILLS, 100), SERVICE_VOCATIONAL);
    assert_int_equal(services_for(&rules.provision, BARRIER_CARING, 255), SERVICE_CHILDCARE);
    rules.provision.barrier[SERVICE_CHILDCARE] = BARRIER_HEALTH;
    assert_int_equal(services_for(&rules.provision, BARRIER_CARING, 255), SERVICE_COUNT);
}

static int pressed(const struct rules *rules, const struct journey *journey)
{
    struct schedule terms = schedule_from(rules, (enum payment_group)journey->group, CONTRACT_YEAR_FIRST);
    return provision_pressure(rules, &terms, journey);
}

/* Group 2: outcome at 26 weeks, sustainment every 4. A fee of 100 pounds a tenth, ten tenths at most. */
static void pay_for_distance_and_for_entry(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct journey journey = {.group = PAYMENT_GROUP_JSA_25, .distance = 400, .distance_paid = 400};
    rules.shareout.distance_fee[PAYMENT_GROUP_JSA_25] = 10000;
    assert_within(provision_distance_fee(&rules.shareout, &journey), 100000, 0);
    journey.distance_paid = 400 - UINT8_MAX;
    assert_within(provision_distance_fee(&rules.shareout, &journey), 0, 0);
    /* four weeks more bring nothing before week 22, then the outcome: .5 x 1,200 of 1,438.50 pounds */
    assert_int_equal(pressed(&rules, &journey), 0);
    journey.weeks_worked = 21;
    assert_int_equal(pressed(&rules, &journey), 0);
    journey.weeks_worked = 22;
    assert_int_equal(pressed(&rules, &journey), 106); /* 60,000 / 143,850 x 255 */
    rules.contracts.sustainment_most[PAYMENT_GROUP_JSA_25] = 0;
    assert_int_equal(pressed(&rules, &journey), UINT8_MAX);
    rules.contracts.outcome_fee[PAYMENT_GROUP_JSA_25] = 0;
    assert_int_equal(pressed(&rules, &journey), 0);
    assert_int_equal(gateway_distance_group(&rules.gateway, (int32_t)(1.2 * UINT8_MAX) - 1), PAYMENT_GROUP_CORE);
    assert_int_equal(gateway_distance_group(&rules.gateway, (int32_t)(1.2 * UINT8_MAX)), PAYMENT_GROUP_ADVANCED);
    assert_int_equal(gateway_distance_group(&rules.gateway, (int32_t)(2.1 * UINT8_MAX)), PAYMENT_GROUP_INTENSE);
}

/* By barrier, benefit and age; the skills stream first where both are for the person. */
static void stream_of_a_person(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct funding_params *funding = &rules.funding;
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_JSA_INCOME, AGE_16_24), STREAM_SKILLS);
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_HOUSING, CLAIM_JSA_CONTRIBUTORY, AGE_50_64),
                     STREAM_SUPPORT);
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_ESA, AGE_16_24), STREAM_COUNT);
    funding->support_benefits[CLAIM_ESA] = 1;
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_ESA, AGE_16_24), STREAM_COUNT);
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_HEALTH, CLAIM_ESA, AGE_16_24), STREAM_SUPPORT);
    funding->support_ages[AGE_16_24] = 0;
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_HEALTH, CLAIM_ESA, AGE_16_24), STREAM_COUNT);
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_HEALTH, CLAIM_ESA, AGE_25_34), STREAM_SUPPORT);
    funding->support_covers[BARRIER_SKILLS] = 1;
    funding->skills_ages[AGE_25_34] = 0;
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_JSA_INCOME, AGE_25_34), STREAM_SUPPORT);
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_JSA_INCOME, AGE_35_49), STREAM_SKILLS);
    rules.gateway.open[STREAM_SKILLS] = 0;
    assert_int_equal(gateway_stream(&rules, funding, BARRIER_SKILLS, CLAIM_JSA_INCOME, AGE_35_49), STREAM_SUPPORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payment_groups),
        cmocka_unit_test(referral_thresholds),
        cmocka_unit_test(published_fees),
        cmocka_unit_test(chance_of_entry),
        cmocka_unit_test(value_of_an_entry),
        cmocka_unit_test(value_of_further_fees),
        cmocka_unit_test(worth),
        cmocka_unit_test(choice_of_service),
        cmocka_unit_test(stream_of_a_person),
        cmocka_unit_test(pay_for_distance_and_for_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
