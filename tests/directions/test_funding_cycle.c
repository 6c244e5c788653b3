/* Contracts of half a year against contracts of a year: what a shorter cycle costs in staff and in continuity. */
#include "directions.h"

#define WEEKS 210
#define FROM 55 /* after the first award of both, which gives to one what two have held */
#define YEAR 52
#define HALF 26

enum { LEFT, HANDED_OVER, HOURS };

static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[LEFT] = 1000.0 * summed(model, COUNT_staff_left, EVERY_CELL, FROM, WEEKS) /
                    summed(model, COUNT_provider_staff, EVERY_CELL, FROM, WEEKS);
    numbers[HANDED_OVER] = YEAR * summed(model, COUNT_clients_handed_over, EVERY_CELL, FROM, WEEKS) /
                           summed(model, COUNT_provider_clients, EVERY_CELL, FROM, WEEKS);
    numbers[HOURS] = summed(model, COUNT_provider_seconds, EVERY_CELL, FROM, WEEKS) /
                     summed(model, COUNT_provider_staff, EVERY_CELL, FROM, WEEKS);
}

/* Awards go by the price alone, so that areas are independent of each other. loses: the dearer bid loses the whole
 * contract; else bids are equal, and both providers go on as before. */
static struct plan let_for(int32_t weeks, bool loses, double quit_rise)
{
    struct plan plan = made_up_plan(8, 1500, 0.8, WEEKS);
    change(&plan, "gateway", "open", (struct plan_row){0, STREAM_WORK_PROGRAMME, 0, PLAN_SET, 0, PLAN_ALWAYS_UNTIL, 1});
    set(&plan, "gateway", "referral_weeks", 13);
    set(&plan, "providers", "cycle_weeks", weeks);
    set(&plan, "providers", "quit_rate", 0.004);
    set(&plan, "providers", "quit_rise", quit_rise);
    set(&plan, "providers", "quit_window", 13);
    set(&plan, "providers", "ramp_up_weeks", 13);
    set(&plan, "providers", "quality_weight", 0);
    set(&plan, "providers", "price_spread", loses ? 0.1 : 0);
    set(&plan, "providers", "winner_share", loses ? 1 : 0.5);
    return plan;
}

static struct outcomes outcomes_for(int32_t weeks, bool loses, double quit_rise)
{
    struct plan plan = let_for(weeks, loses, quit_rise);
    return outcomes_of(&plan, WEEKS, measure);
}

static void short_cycles_cost_staff_and_continuity(void **state)
{
    (void)state;
    struct outcomes half = outcomes_for(HALF, true, 0.01), year = outcomes_for(YEAR, true, 0.01);
    assert_rises(DIRECTION_short_cycle_staff, half.of[LEFT], year.of[LEFT]);
    assert_rises(DIRECTION_short_cycle_continuity, half.of[HANDED_OVER], year.of[HANDED_OVER]);
    print_message("contact time an adviser: t = %.1f\n", paired_t(half.of[HOURS], year.of[HOURS]));
}

/* Where contracts are let again but nobody quits for it and nobody loses one, their length is nothing. */
static void without_quitting_and_losing_length_is_nothing(void **state)
{
    (void)state;
    struct outcomes half = outcomes_for(HALF, false, 0), year = outcomes_for(YEAR, false, 0);
    assert_no_difference(&half, &year);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(short_cycles_cost_staff_and_continuity),
                                       cmocka_unit_test(without_quitting_and_losing_length_is_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
