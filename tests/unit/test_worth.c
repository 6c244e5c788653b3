/* What an hour of contact for a client is worth to the jobcentre: against its formula, and at its limits. */
#include "helpers.h"
#include "processes/jobcentre/jobcentre.h"
#include <math.h>

/* ln w at the middle of the bin. */
static double worth_of(int32_t bin)
{
    return SHARE_LOWEST + (bin + 0.5) / SHARE_STEPS;
}

static struct jobcentre_tables tables_for(const struct rules *rules)
{
    struct error error;
    struct world world;
    struct rules copy = *rules;
    memset(&world, 0, sizeof world); /* of no areas */
    world.rules = &copy;
    world.n_regimes = 1;
    assert_int_equal(jobcentre_prepare(&world, &error), STATUS_OK);
    struct jobcentre_tables tables = *(struct jobcentre_tables *)world.tables[TABLE_JOBCENTRE];
    world.rules = NULL;
    world_free(&world);
    return tables;
}

static int32_t q16(double x)
{
    return (int32_t)lround(x * HAZARD_ONE);
}

/* w = V kappa r^alpha rbar^(1-alpha) (1 - r'/(r'+rho) (1 - exp(-(r'+rho) T))), r' with last week's contact. */
static double worth_by_hand(const struct rules *rules, double applications, double lifted, int claims)
{
    const struct jobcentre_params *j = &rules->jobcentre;
    double r = applications * j->success, rbar = rules->matching.application_rate * j->success,
           helped = lifted * j->success;
    double part = j->sustained_weeks / 26 < 1 ? j->sustained_weeks / 26 : 1;
    double value =
        (int)j->objective == OBJECTIVE_SUSTAINED ? pow(1 - j->claim_discount * part, claims < 15 ? claims : 15) : 1;
    double anyway = helped / (helped + j->rho) * -expm1(-(helped + j->rho) * j->horizon);
    return value * j->kappa * pow(r, j->alpha) * pow(rbar, 1 - j->alpha) * (1 - anyway);
}

static double found_worth(const struct jobcentre_tables *tables, double applications, double lifted, int claims)
{
    return worth_of(jobcentre_worth(tables, q16(log2(applications)), q16(log2(lifted)), HAZARD_NEVER, (uint8_t)claims));
}

/* Half a bin of ln w; a step of 1/32 in log2 of the rate, which moves ln w by up to twice its ln 2; and rounding. */
#define WORTH_TOLERANCE (0.5 / SHARE_STEPS + 2 * 0.7 / 32 + 1e-3)

static void worth_follows_its_formula(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    static const double alphas[] = {0, 0.5, 1}, horizons[] = {1, 26, 104};
    for (size_t a = 0; a < 3; a++)
        for (size_t h = 0; h < 3; h++)
            for (int objective = 0; objective < OBJECTIVE_COUNT; objective++)
                for (double rate = 0.001; rate < 3; rate *= 1.7) {
                    rules.jobcentre.alpha = alphas[a];
                    rules.jobcentre.horizon = horizons[h];
                    rules.jobcentre.objective = objective;
                    struct jobcentre_tables tables = tables_for(&rules);
                    int claims = (int)(rate * 7);
                    double exact = worth_by_hand(&rules, rate, rate * 1.2, claims);
                    assert_within(found_worth(&tables, rate, rate * 1.2, claims), log(exact), WORTH_TOLERANCE);
                }
}

/* rho to infinity, alpha 1: what would happen anyway does not count, and weights are V r kappa. */
static void impatient_advisers_cream(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.jobcentre.alpha = 1;
    rules.jobcentre.rho = 1e6;
    rules.jobcentre.objective = OBJECTIVE_SUSTAINED;
    struct jobcentre_tables tables = tables_for(&rules);
    for (int claims = 0; claims < 5; claims++) {
        double near = found_worth(&tables, 0.8, 0.8, claims), far = found_worth(&tables, 0.02, 0.02, claims);
        assert_within(near - far, log(0.8 / 0.02), 1.0 / SHARE_STEPS + 2e-3);
        double value = claims * log(1 - rules.jobcentre.claim_discount);
        assert_within(near, log(0.8 * rules.jobcentre.success * rules.jobcentre.kappa) + value,
                      0.5 / SHARE_STEPS + 2e-3);
    }
}

/* Whoever finds work at once is worth little to a patient adviser; whoever hardly searches is worth as much as alpha
 * says. */
static void limits_of_the_rate(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.jobcentre.horizon = 208;
    rules.jobcentre.rho = 0.0001;
    rules.jobcentre.alpha = 1;
    struct jobcentre_tables proportional = tables_for(&rules);
    double middle = found_worth(&proportional, 0.02, 0.02, 0);
    assert_true(exp(found_worth(&proportional, 3.9, 3.9, 0)) < 1e-4); /* r large: w about 0 */
    assert_true(found_worth(&proportional, 3.9, 3.9, 0) < middle - 2);
    assert_true(found_worth(&proportional, 1e-5, 1e-5, 0) < middle - 4); /* r to 0, alpha 1: w to 0 as well */
    rules.jobcentre.alpha = 0;
    struct jobcentre_tables additive = tables_for(&rules);
    double rbar = rules.matching.application_rate * rules.jobcentre.success;
    assert_within(found_worth(&additive, 1e-5, 1e-5, 0), log(rules.jobcentre.kappa * rbar), WORTH_TOLERANCE);
    assert_within(found_worth(&additive, 1e-6, 1e-6, 0), found_worth(&additive, 1e-5, 1e-5, 0),
                  1.0 / SHARE_STEPS + 1e-9);
}

static void who_does_not_search_is_worth_nothing(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct jobcentre_tables tables = tables_for(&rules);
    assert_int_equal(jobcentre_worth(&tables, HAZARD_NEVER, HAZARD_NEVER, HAZARD_NEVER, 0), SHARE_NOTHING);
    rules.jobcentre.kappa = 0; /* contact does nothing: the lowest bin for all alike */
    tables = tables_for(&rules);
    assert_int_equal(jobcentre_worth(&tables, 0, 0, HAZARD_NEVER, 0),
                     jobcentre_worth(&tables, -3 * HAZARD_ONE, -3 * HAZARD_ONE, HAZARD_NEVER, 0));
}

/* The longer the horizon, the less a client near to work counts against one far from it (until the near one is as good
   as sure of work: then a longer horizon only lessens the other). */
static void a_longer_horizon_turns_to_those_far_from_work(void **state)
{
    (void)state;
    struct rules rules;
    double before = 1e9;
    default_rules(&rules);
    rules.jobcentre.alpha = 1;
    for (double horizon = 1; horizon <= 16; horizon *= 2) {
        rules.jobcentre.horizon = horizon;
        struct jobcentre_tables tables = tables_for(&rules);
        double gap = found_worth(&tables, 0.6, 0.6, 0) - found_worth(&tables, 0.03, 0.03, 0);
        assert_true(gap < before);
        before = gap;
    }
    assert_true(before < 0.5 * log(0.6 / 0.03));
}

/* ln of a logarithm of base 2 in Q16 */
static double natural(int64_t log2_q16)
{
    return (double)log2_q16 / HAZARD_ONE * log(2);
}

#define ROUNDING_Q16 1e-3

/* By hand at r = .02, rho = .01, T = 26: P = .6667 (1 - exp(-.78)) = .36106, r dP/dr =
   .02 (.01 x .54159 / .0009 + .02 x 26 x .45841 / .03) = .27927. */
static void chance_and_slope_by_hand(void **state)
{
    (void)state;
    assert_within(worth_chance(0.02, 0.01, 26), 0.3610626, 1e-6);
    assert_within(worth_slope(0.02, 0.01, 26), 0.2792682, 1e-6);
    /* the slope is the chance's change when ln r changes */
    double step = 1e-5;
    for (double r = 0.001; r < 1; r *= 3)
        assert_within(worth_slope(r, 0.01, 52),
                      (worth_chance(r * (1 + step), 0.01, 52) - worth_chance(r * (1 - step), 0.01, 52)) / (2 * step),
                      1e-6);
    assert_within(worth_slope(0.02, 0.01, 0), 0, 0);
}

/* A client with 30 in 100 of the confidence barrier, beta .05: .015 of a barrier a week; a fee of 1,500 pounds a
   barrier, V = 600 pounds, gamma .4: .015 (150,000 + .4 x 60,000 x .27927) = 2,350.5 pence. */
static void relief_by_hand(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct worth_terms terms;
    worth_fill(&terms, &rules);
    int32_t relief = q16(log2(0.015)), fee = q16(log2(150000)), value = q16(log2(60000)), slope = q16(log2(0.2792682));
    assert_within(natural(worth_of_relief(&terms, relief, fee, value, slope)), log(2350.54), ROUNDING_Q16);
    assert_within(natural(worth_of_relief(&terms, relief, HAZARD_NEVER, value, slope)), log(100.54), ROUNDING_Q16);
    assert_within(natural(worth_of_relief(&terms, relief, fee, HAZARD_NEVER, slope)), log(2250), ROUNDING_Q16);
    assert_true(worth_of_relief(&terms, HAZARD_NEVER, fee, value, slope) == WORTH_NOTHING);
    assert_true(worth_of_relief(&terms, relief, HAZARD_NEVER, HAZARD_NEVER, slope) == WORTH_NOTHING);
}

static void sums_of_parts(void **state)
{
    (void)state;
    assert_within(natural(worth_sum(q16(log2(3)), q16(log2(5)))), log(8), ROUNDING_Q16);
    assert_true(worth_sum(WORTH_NOTHING, 77) == 77 && worth_sum(77, WORTH_NOTHING) == 77);
    assert_true(worth_sum(WORTH_NOTHING, WORTH_NOTHING) == WORTH_NOTHING);
    assert_true(worth_sum(0, -40 * HAZARD_ONE) == 0);
    assert_int_equal(worth_bin(WORTH_NOTHING), SHARE_NOTHING);
    assert_within(worth_of(worth_bin(q16(log2(2350)))), log(2350), 0.5 / SHARE_STEPS + ROUNDING_Q16);
}

/* Horizon of nothing, full discount: what is left of the weight is the fee. */
static void no_hazard_leaves_the_fee(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.jobcentre.alpha = 1;
    struct worth_terms terms;
    worth_fill(&terms, &rules);
    int64_t entry = worth_of_entry(&terms, q16(log2(1e-7)), 0, 0);
    int64_t relief = worth_of_relief(&terms, q16(log2(0.01)), q16(log2(1000)), 0, q16(log2(1e-7)));
    assert_within(natural(worth_sum(entry, relief)), log(10), ROUNDING_Q16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worth_follows_its_formula),
        cmocka_unit_test(impatient_advisers_cream),
        cmocka_unit_test(limits_of_the_rate),
        cmocka_unit_test(who_does_not_search_is_worth_nothing),
        cmocka_unit_test(a_longer_horizon_turns_to_those_far_from_work),
        cmocka_unit_test(chance_and_slope_by_hand),
        cmocka_unit_test(relief_by_hand),
        cmocka_unit_test(sums_of_parts),
        cmocka_unit_test(no_hazard_leaves_the_fee),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
