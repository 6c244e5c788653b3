/* Budgets of two streams in one pot against the same budgets apart. */
#include "directions.h"

#define WEEKS 68
#define FROM 15 /* after the end of the first financial year; the second ends in week 66 */
#define PLENTY 100000

static const uint32_t streams = 1U << STREAM_SKILLS | 1U << STREAM_SUPPORT;
enum { UNSPENT, NEED_WAIT, WAIT, STARTS };

/* Waits are those of everyone referred, whether they start or not: who starts late counts more than who never does, if
   only those who start are looked at. */
static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[UNSPENT] = summed(model, COUNT_unspent, streams, FROM, WEEKS);
    numbers[NEED_WAIT] = summed(model, COUNT_need_waiting, streams, FROM, WEEKS) /
                         summed(model, COUNT_need_referred, streams, FROM, WEEKS);
    numbers[WAIT] =
        summed(model, COUNT_waiting, streams, FROM, WEEKS) / summed(model, COUNT_referrals, streams, FROM, WEEKS);
    numbers[STARTS] = summed(model, COUNT_journey_starts, streams, FROM, WEEKS);
}

/* There is always a place. The pot costs nothing to account for, so that budgets are equal. */
static struct plan budgets(bool pooled, double skills, double support)
{
    struct plan plan = made_up_plan(4, 3500, 0.8, WEEKS);
    set(&plan, "gateway", "stream_weeks", 4);
    set(&plan, "provision", "places", 1000);
    set(&plan, "funding", "accountability", 0);
    set_cell(&plan, "contracts", "budget", STREAM_SKILLS, skills);
    set_cell(&plan, "contracts", "budget", STREAM_SUPPORT, support);
    if (pooled)
        set(&plan, "funding", "pool", TOGGLE_ON);
    return plan;
}

static struct outcomes outcomes_with(bool pooled, double skills, double support)
{
    struct plan plan = budgets(pooled, skills, support);
    return outcomes_of(&plan, WEEKS, measure);
}

/* Skills has too little money for those whom it is for, support more than it needs. */
static void pooling_spends_and_shortens(void **state)
{
    (void)state;
    struct outcomes pooled = outcomes_with(true, 200, 900), apart = outcomes_with(false, 200, 900);
    assert_falls(DIRECTION_pooled_unspent, pooled.of[UNSPENT], apart.of[UNSPENT]);
    assert_falls(DIRECTION_pooled_need_wait, pooled.of[NEED_WAIT], apart.of[NEED_WAIT]);
}

/* Where both streams have plenty there is nothing to move. */
static void money_for_all_makes_pots_equal(void **state)
{
    (void)state;
    struct outcomes pooled = outcomes_with(true, PLENTY, PLENTY), apart = outcomes_with(false, PLENTY, PLENTY);
    assert_no_difference(&pooled, &apart);
    assert_true(pooled.of[STARTS][0] > 50);
}

/* With the pool off, nothing else of it acts. */
static void no_pool_no_difference(void **state)
{
    (void)state;
    struct plan costly = budgets(false, 200, 900);
    set(&costly, "funding", "accountability", 0.5);
    struct outcomes a = outcomes_of(&costly, WEEKS, measure), b = outcomes_with(false, 200, 900);
    assert_no_difference(&a, &b);
}

/* Where both streams are short of money nothing is asserted: the pot then pays for the neediest, whatever that costs.
 */
static void both_short(void **state)
{
    (void)state;
    for (int equal_cost = 0; equal_cost <= 1; equal_cost++)
        for (int pooled = 0; pooled <= 1; pooled++) {
            struct plan plan = budgets(pooled, 100, 300);
            if (equal_cost)
                set(&plan, "provision", "cost", 100000);
            double sums[DIRECTION_NUMBERS] = {0}, numbers[DIRECTION_NUMBERS];
            for (uint32_t replicate = 0; replicate < 4; replicate++) {
                struct model *model =
                    run_for(&plan, (struct model_options){.replicate = replicate, .threads = 2}, WEEKS);
                measure(model, numbers);
                for (size_t n = 0; n < DIRECTION_NUMBERS; n++)
                    sums[n] += numbers[n] / 4;
                model_free(model);
            }
            print_message("both short, %s, %s: wait %.2f weeks, by need %.2f, %.0f starts, %.0f pounds unspent\n",
                          equal_cost ? "equal costs" : "usual costs", pooled ? "pooled" : "apart", sums[WAIT],
                          sums[NEED_WAIT], sums[STARTS], sums[UNSPENT] / 100);
            plan_clear(&plan);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pooling_spends_and_shortens),
        cmocka_unit_test(money_for_all_makes_pots_equal),
        cmocka_unit_test(no_pool_no_difference),
        cmocka_unit_test(both_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
