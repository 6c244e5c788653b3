/* The processes' rules, by numbers worked out by hand. */
#include "agents/search.h"
#include "helpers.h"
#include "processes/claims/claims.h"
#include "processes/demand/demand.h"
#include "processes/demography/demography.h"
#include "processes/matching/matching.h"
#include "processes/separations/separations.h"
#include <math.h>

/* A binary logarithm in Q16 is right to a unit or two for each term that was rounded. */
#define Q16_TOLERANCE 4.0

/* Values that the numbers below are worked out for, whatever the defaults are. */
static void fixed_rules(struct rules *rules)
{
    default_rules(rules);
    rules->separations = (struct separations_params){.permanent_rate = 0.00015,
                                                     .temporary_rate = 0.06,
                                                     .instability_effect = 0.6,
                                                     .match_effect = -0.49,
                                                     .early_excess = 7.8,
                                                     .early_weeks = 26,
                                                     .band_effect = {0.25, 0, -0.35},
                                                     .small_employer_effect = 0.15,
                                                     .health_effect = 0.5};
    rules->claims.off_flow = 0.019;
    rules->claims.off_flow_decline = 0.2;
    rules->claims.stuck_factor = 0.32;
    rules->claims.sanction_off_flow = 2;
    rules->jobcentre.objective = OBJECTIVE_OFF_FLOW;
    rules->jobcentre.pressure_off_flow = 0.3;
    rules->jobcentre.pressure_reservation = 0.5;
    rules->jobcentre.kappa = 0.5;
    rules->jobcentre.h0 = 25;
    rules->matching.application_rate = 0.14;
    rules->matching.signal_ability = 2.4;
    rules->matching.stigma = 0.34;
    rules->matching.stigma_weeks = 26;
    rules->matching.group_stigma = 0.3;
    rules->matching.reservation = -1;
    rules->matching.reservation_fall = 0.37;
    rules->demography.leave_at_16 = 0.24;
    rules->demography.leave_at_18 = 0.48;
    rules->demography.school_qualification[QUALIFICATION_LEVEL4] = 0;
    rules->demography.college_qualification[QUALIFICATION_LEVEL4] = 0.55;
}

/* A world of no areas with these rules: enough to prepare the tables of a process. */
static struct world bare_world(struct rules *rules)
{
    struct world world;
    memset(&world, 0, sizeof world);
    static struct rules others; /* of the week before: all different */
    world.rules = rules;
    world.rules_before = &others;
    world.n_regimes = 1;
    hazard_table_init(&world.hazard);
    return world;
}

static void free_bare(struct world *world)
{
    world->rules = NULL;
    world->rules_before = NULL;
    world_free(world);
}

static double log2_of(int32_t q16)
{
    return (double)q16 / HAZARD_ONE;
}

static void assert_rate(int32_t found, double expected)
{
    assert_within(log2_of(found), log2(expected), Q16_TOLERANCE / HAZARD_ONE);
}

static void jobs_end_at_these_rates(void **state)
{
    (void)state;
    struct rules rules;
    struct error error;
    fixed_rules(&rules);
    struct world world = bare_world(&rules);
    assert_int_equal(separations_prepare(&world, &error), STATUS_OK);
    const struct separations_tables *t = world.tables[LANE_SEPARATION];
    struct separations_case job = {CONTRACT_PERMANENT, BAND_MIDDLE, SIZE_LARGE, 0, 0, 0, 0, false};
    assert_rate(separations_log_rate(t, &job), 0.00015 * 8.8);
    job.tenure = 26;
    assert_rate(separations_log_rate(t, &job), 0.00015 * (1 + 7.8 * exp(-1)));
    job.tenure = 2000;
    job.band = BAND_LOW;
    job.size = SIZE_MICRO_SMALL;
    assert_rate(separations_log_rate(t, &job), 0.00015 * exp(0.25 + 0.15) * (1 + 7.8 * exp(-255 / 26.0)));
    job = (struct separations_case){CONTRACT_PERMANENT, BAND_MIDDLE, SIZE_LARGE, 255, 32, -32, 26, false};
    /* the effects of 1/32 and 1/255 are rounded to Q16 before they are multiplied: half a unit each, times 32 or 255 */
    double exact = 0.00015 * exp(0.6 + 0.49 + 0.5) * (1 + 7.8 * exp(-1));
    assert_within(log2_of(separations_log_rate(t, &job)), log2(exact), (Q16_TOLERANCE + 16 + 16 + 128) / HAZARD_ONE);
    job.contract = CONTRACT_TEMPORARY; /* nothing else matters then */
    assert_rate(separations_log_rate(t, &job), 0.06);
    free_bare(&world);
}

static void claims_end_at_these_rates(void **state)
{
    (void)state;
    struct rules rules;
    struct error error;
    fixed_rules(&rules);
    struct world world = bare_world(&rules);
    assert_int_equal(claims_prepare(&world, &error), STATUS_OK);
    const struct claims_tables *t = world.tables[LANE_CLAIM];
    assert_rate(claims_off_flow(t, &(struct claims_case){0, false, false, 0}), 0.019);
    assert_rate(claims_off_flow(t, &(struct claims_case){52, false, false, 0}), 0.019 * (1 - 0.2 * (1 - exp(-1))));
    assert_rate(claims_off_flow(t, &(struct claims_case){9999, true, false, 0}),
                0.019 * 0.32 * (1 - 0.2 * (1 - exp(-255 / 52.0))));
    assert_rate(claims_off_flow(t, &(struct claims_case){-3, false, true, 0}), 0.019 * 2);
    assert_rate(claims_off_flow(t, &(struct claims_case){0, false, false, HAZARD_ONE}), 0.019 * 1.3);
    assert_rate(claims_off_flow(t, &(struct claims_case){0, false, false, HAZARD_ONE / 2}), 0.019 * sqrt(1.3));
    rules.jobcentre.objective = OBJECTIVE_SUSTAINED; /* then pressure to leave is worth nothing */
    assert_int_equal(claims_prepare(&world, &error), STATUS_OK);
    assert_rate(claims_off_flow(t, &(struct claims_case){0, false, false, HAZARD_ONE}), 0.019);
    free_bare(&world);
}

static void employers_rank_by_these_scores(void **state)
{
    (void)state;
    struct rules rules;
    struct search_tables tables;
    fixed_rules(&rules);
    search_tables_fill(&tables, &rules);
    const struct matching_params *m = &rules.matching;
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){0, true, false, false, 500}, 0), 0);
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){32, true, false, false, 0}, -5),
                     76 - 5); /* 2.4 x 32 = 76.8 */
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){-10, true, false, false, 0}, 0), -24);
    /* stigma .34 (1 - exp(-w/26)): 0 at once, .34 x 32 = 10.9 in the end */
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){0, false, false, false, 0}, 0), 0);
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){0, false, false, false, 26}, 0), -7);
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){0, false, false, false, 9000}, 0), -11);
    assert_int_equal(matching_score(&tables, m, &(struct matching_applicant){0, true, true, false, 0}, 0),
                     -9); /* .3 x 32 = 9.6 */
}

static void persons_accept_from_these_qualities(void **state)
{
    (void)state;
    struct rules rules;
    struct search_tables tables;
    fixed_rules(&rules);
    search_tables_fill(&tables, &rules);
    assert_int_equal(matching_reservation(&tables, 0, 0), -32);
    assert_int_equal(matching_reservation(&tables, 26, 0), -39);   /* -1 - .37 x .632 = -1.234, x 32 = -39.5 */
    assert_int_equal(matching_reservation(&tables, 5000, 0), -44); /* -1.37 x 32 = -43.8 */
    assert_int_equal(matching_reservation(&tables, 0, HAZARD_ONE), -32 - 16);
    assert_int_equal(matching_reservation(&tables, 0, HAZARD_ONE / 2), -32 - 8);
    rules.jobcentre.objective = OBJECTIVE_SUSTAINED;
    search_tables_fill(&tables, &rules);
    assert_int_equal(matching_reservation(&tables, 0, HAZARD_ONE), -32);
}

static void contact_lifts_applications(void **state)
{
    (void)state;
    struct rules rules;
    struct search_tables tables;
    fixed_rules(&rules);
    static const double alphas[] = {0, 0.5, 1};
    for (size_t a = 0; a < 3; a++) {
        rules.jobcentre.alpha = alphas[a];
        search_tables_fill(&tables, &rules);
        for (double rate = 0.02; rate < 1; rate *= 2)
            for (uint16_t contact = 160; contact < 8000; contact = (uint16_t)(contact + 480)) {
                double dose = 1 - exp(-contact / 1500.0);
                double exact = rate * (1 + 0.5 * dose * pow(0.14 / rate, 1 - alphas[a]));
                int32_t log_rate = hazard_from_rate(rate);
                /* the table of log2(1 + 2^v) has steps of 1/32 in v */
                assert_within(log2_of(search_lifted(&tables, log_rate, contact)), log2(exact), 1.0 / 32 + 1e-3);
                assert_int_equal(search_lifted(&tables, log_rate, 0), log_rate);
            }
    }
    assert_int_equal(search_lifted(&tables, HAZARD_NEVER, 5000), HAZARD_NEVER);
}

static void vacancies_aim_at_this_number(void **state)
{
    (void)state;
    assert_within(demand_target(100, 40, 0.5, 0), 100, 1e-9);
    assert_within(demand_target(100, 40, 0.5, 1), 80, 1e-9);
    assert_within(demand_target(100, 40, 0.5, 0.5), sqrt(8000), 1e-9);
    assert_within(demand_target(0, 40, 0.5, 0.3), 0, 0);
    assert_within(demand_target(-5, 40, 0.5, 0.3), 0, 0);
    assert_within(demand_target(100, 0, 0.5, 0.3), 0, 0);
}

static void states_follow_from_activity_and_claim(void **state)
{
    (void)state;
    static const uint8_t without_claim[ACTIVITY_COUNT] = {STATE_OUT,    STATE_EMPLOYED, STATE_UNEMPLOYED, STATE_SICK,
                                                          STATE_CARING, STATE_OTHER,    STATE_STUDENT};
    for (uint8_t activity = 0; activity < ACTIVITY_COUNT; activity++)
        for (uint8_t claim = 0; claim < CLAIM_COUNT; claim++) {
            bool jsa = claim == CLAIM_JSA_CONTRIBUTORY || claim == CLAIM_JSA_INCOME;
            assert_int_equal(is_jsa(claim), jsa);
            assert_int_equal(state_of(activity, claim),
                             activity == ACTIVITY_SEARCHING && jsa ? STATE_CLAIMANT : without_claim[activity]);
        }
}

static void ages_in_years(void **state)
{
    (void)state;
    assert_int_equal(age_years(0, 0), 0);
    assert_int_equal(age_years(-834, 0), 15);
    assert_int_equal(age_years(-835, 0), 16);
    for (int32_t years = 1; years < 65; years++) {
        int32_t weeks = (int32_t)ceil(years * WEEKS_A_YEAR);
        assert_true(age_years(-weeks, 0) >= years && age_years(-weeks + 1, 0) < years);
    }
    assert_true(age_band_of(16) == AGE_16_24 && age_band_of(24) == AGE_16_24 && age_band_of(25) == AGE_25_34);
    assert_true(age_band_of(34) == AGE_25_34 && age_band_of(35) == AGE_35_49 && age_band_of(49) == AGE_35_49);
    assert_true(age_band_of(50) == AGE_50_64 && age_band_of(64) == AGE_50_64);
}

/* Of 20,000 entrants, the shares that leave at each stage and their qualifications, within 4 standard errors. */
static void education_ends_in_these_shares(void **state)
{
    (void)state;
    struct rules rules;
    fixed_rules(&rules);
    const double n = 20000;
    double at_16 = 0, at_18 = 0, degrees = 0;
    for (uint32_t id = 0; id < 20000; id++) {
        struct education end = demography_education((struct random_key){3, 1}, id, 100, &rules.demography);
        double years = (end.end_week - 101) / WEEKS_A_YEAR;
        assert_true(years >= 0 && years <= 7);
        at_16 += years < 1 - 1 / WEEKS_A_YEAR / 2;
        at_18 += years >= 1 - 1 / WEEKS_A_YEAR && years < 3;
        degrees += end.qualification == QUALIFICATION_LEVEL4;
    }
    assert_within(at_16 / n, 0.24, 4 * sqrt(0.24 * 0.76 / n));
    assert_within(at_18 / n, 0.48, 4 * sqrt(0.48 * 0.52 / n));
    assert_within(degrees / n, 0.28 * 0.55, 4 * sqrt(0.154 * 0.846 / n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_end_at_these_rates),
        cmocka_unit_test(claims_end_at_these_rates),
        cmocka_unit_test(employers_rank_by_these_scores),
        cmocka_unit_test(persons_accept_from_these_qualities),
        cmocka_unit_test(contact_lifts_applications),
        cmocka_unit_test(vacancies_aim_at_this_number),
        cmocka_unit_test(states_follow_from_activity_and_claim),
        cmocka_unit_test(ages_in_years),
        cmocka_unit_test(education_ends_in_these_shares),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
