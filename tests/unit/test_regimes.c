/* The rules in force: who falls under which changes, from when until when; paths; lotteries. */
#include "helpers.h"
#include "model/internal.h"
#include <math.h>

/* A world that has nothing but rules. */
static struct world rules_world(const struct plan *plan)
{
    struct world world;
    struct error error = {STATUS_OK, ""};
    memset(&world, 0, sizeof world);
    world.n_areas = plan->region.n_areas;
    if (rules_create(&world, plan, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return world;
}

static const struct rules *rules_in(struct world *world, const struct plan *plan, int32_t week, size_t area, size_t arm)
{
    world->week = week;
    rules_update(world, plan);
    return &world->rules[world->regime[area * WORLD_ARMS + arm]];
}

static void without_changes_there_is_one_regime(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(3, 100, 0.8, 20);
    struct world world = rules_world(&plan);
    struct rules defaults;
    default_rules(&defaults);
    assert_int_equal(world.n_regimes, 1);
    const struct rules *found = rules_in(&world, &plan, 7, 2, 5);
    assert_memory_equal(&found->claims, &defaults.claims, sizeof defaults.claims);
    assert_memory_equal(&found->matching, &defaults.matching, sizeof defaults.matching);
    world_free(&world);
    plan_clear(&plan);
}

static void changes_reach_their_areas_and_arms_only(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(3, 100, 0.8, 20);
    static const uint8_t middle[] = {0, 1, 0};
    uint32_t area = scope(&plan, middle, 1, 0), drawn = scope(&plan, middle, 0.3, 2);
    change(&plan, "claims", "off_flow", (struct plan_row){0, PLAN_ALL_CELLS, area, PLAN_SET, ALWAYS, 0.05});
    change(&plan, "claims", "off_flow", (struct plan_row){0, PLAN_ALL_CELLS, drawn, PLAN_MULTIPLY, ALWAYS, 2});
    struct world world = rules_world(&plan);
    struct rules defaults;
    default_rules(&defaults);
    assert_int_equal(world.n_regimes, 3);
    for (size_t a = 0; a < 3; a++)
        for (size_t arm = 0; arm < WORLD_ARMS; arm++) {
            double expected = a != 1 ? defaults.claims.off_flow : arm & 4 ? 0.1 : 0.05;
            assert_within(rules_in(&world, &plan, 0, a, arm)->claims.off_flow, expected, 1e-15);
        }
    world_free(&world);
    plan_clear(&plan);
}

static void changes_hold_from_until(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 100, 1, 20);
    change(&plan, "matching", "stigma", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, 4, 9, 1.5});
    change(&plan, "matching", "stigma", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_MULTIPLY, 6, 12, 2});
    change(&plan, "jobcentre", "minimum_minutes",
           (struct plan_row){0, STAGE_SECOND, 0, PLAN_SET, 2, PLAN_ALWAYS_UNTIL, 11});
    struct world world = rules_world(&plan);
    struct rules defaults;
    default_rules(&defaults);
    for (int32_t week = 0; week < 20; week++) {
        const struct rules *rules = rules_in(&world, &plan, week, 0, 0);
        double set_to = week >= 4 && week < 9 ? 1.5 : defaults.matching.stigma;
        assert_within(rules->matching.stigma, week >= 6 && week < 12 ? 2 * set_to : set_to, 1e-15);
        assert_within(rules->jobcentre.minimum_minutes[STAGE_FIRST], defaults.jobcentre.minimum_minutes[STAGE_FIRST],
                      0);
        assert_within(rules->jobcentre.minimum_minutes[STAGE_SECOND],
                      week >= 2 ? 11 : defaults.jobcentre.minimum_minutes[STAGE_SECOND], 0);
    }
    world_free(&world);
    plan_clear(&plan);
}

static void later_rows_act_on_earlier_ones(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 100, 1, 20);
    change(&plan, "matching", "stigma", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_MULTIPLY, ALWAYS, 2});
    change(&plan, "matching", "stigma", (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, ALWAYS, 1});
    struct world world = rules_world(&plan);
    assert_within(rules_in(&world, &plan, 3, 0, 0)->matching.stigma, 1, 0);
    world_free(&world);
    plan_clear(&plan);
}

static void paths_are_linear_between_knots(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 100, 1, 60);
    /* not in order of time */
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_KNOT, 30, PLAN_ALWAYS_UNTIL, 60});
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_KNOT, -10, PLAN_ALWAYS_UNTIL, 80});
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_KNOT, 40, PLAN_ALWAYS_UNTIL, 70});
    struct world world = rules_world(&plan);
    for (int32_t week = -20; week < 60; week++) {
        double expected = week < -10  ? 80
                          : week < 30 ? 80 - 20 * (week + 10) / 40.0
                          : week < 40 ? 60 + (week - 30)
                                      : 70;
        assert_within(rules_in(&world, &plan, week, 0, 0)->demand.job_slots, expected, 1e-12);
    }
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_MULTIPLY, 35, 36, 0.5});
    assert_within(rules_in(&world, &plan, 35, 0, 0)->demand.job_slots, 32.5, 1e-12);
    world_free(&world);
    plan_clear(&plan);
}

/* Week after week only paths go on; in a world that comes to a week afresh, all is worked out. */
static void rules_of_a_week_do_not_depend_on_those_before(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(2, 100, 1, 60);
    static const uint8_t second[] = {0, 1};
    uint32_t there = scope(&plan, second, 1, 0);
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_KNOT, 0, PLAN_ALWAYS_UNTIL, 60});
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_KNOT, 50, PLAN_ALWAYS_UNTIL, 80});
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, there, PLAN_MULTIPLY, 10, 40, 0.75});
    change(&plan, "demand", "job_slots", (struct plan_row){0, 0, 0, PLAN_MULTIPLY, 20, 30, 1.25});
    change(&plan, "claims", "off_flow", (struct plan_row){0, PLAN_ALL_CELLS, there, PLAN_MULTIPLY, 15, 35, 2});
    struct world following = rules_world(&plan);
    for (int32_t week = 0; week < 60; week++) {
        struct world afresh = rules_world(&plan);
        (void)rules_in(&following, &plan, week, 0, 0);
        (void)rules_in(&afresh, &plan, week, 0, 0);
        for (size_t area = 0; area < 2; area++) {
            const struct rules *one = rules_of_area(&following, area), *other = rules_of_area(&afresh, area);
            assert_memory_equal(one, other, sizeof *one);
            double factor = (area == 1 && week >= 10 && week < 40 ? 0.75 : 1) * (week >= 20 && week < 30 ? 1.25 : 1);
            double path = week < 50 ? 60 + 20 * week / 50.0 : 80;
            assert_within(one->demand.job_slots, factor * path, 1e-12);
        }
        world_free(&afresh);
    }
    world_free(&following);
    plan_clear(&plan);
}

static void lotteries_draw_their_share_by_identity(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 100, 1, 20);
    (void)scope(&plan, NULL, 0.3, 0);
    (void)scope(&plan, NULL, 0.6, 2);
    struct world world = rules_world(&plan);
    world.key = (struct random_key){11, 0};
    size_t first = 0, third = 0, both = 0;
    const size_t n = 40000;
    for (uint32_t id = 0; id < n; id++) {
        uint8_t arm = rules_arm(&world, &plan, id);
        assert_int_equal(arm, rules_arm(&world, &plan, id));
        assert_false(arm & 2);
        first += arm & 1;
        third += arm >> 2 & 1;
        both += arm == 5;
    }
    /* 4 standard errors; the lotteries are independent */
    assert_within((double)first / (double)n, 0.3, 4 * sqrt(0.21 / (double)n));
    assert_within((double)third / (double)n, 0.6, 4 * sqrt(0.24 / (double)n));
    assert_within((double)both / (double)n, 0.18, 4 * sqrt(0.1476 / (double)n));
    world_free(&world);
    plan_clear(&plan);
}

static void one_lottery_has_one_share(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(1, 100, 1, 20);
    struct world world;
    struct error error;
    memset(&world, 0, sizeof world);
    world.n_areas = 1;
    (void)scope(&plan, NULL, 0.3, 1);
    (void)scope(&plan, NULL, 0.6, 1);
    assert_int_equal(rules_create(&world, &plan, &error), STATUS_BAD_SCENARIO);
    world_free(&world);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_changes_there_is_one_regime),
        cmocka_unit_test(changes_reach_their_areas_and_arms_only),
        cmocka_unit_test(changes_hold_from_until),
        cmocka_unit_test(later_rows_act_on_earlier_ones),
        cmocka_unit_test(paths_are_linear_between_knots),
        cmocka_unit_test(rules_of_a_week_do_not_depend_on_those_before),
        cmocka_unit_test(lotteries_draw_their_share_by_identity),
        cmocka_unit_test(one_lottery_has_one_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
