/* How providers share out contact time under different rules, at equal staffed hours: staff no longer follow the
   caseload from the week on in which the rules part. */
#include "directions.h"

#define OPENS 20
#define FREEZE 40 /* staff stay as they are, and the plans part */
#define WEEKS 72
#define FROM (FREEZE + 1)
#define STAY 16 /* weeks on the programme */

enum { FURTHEST_SHARE, FURTHEST_CONTACT, FURTHEST_AT_MINIMUM, CONTACT, SECONDS };

static double per_client(const struct model *model, enum count measure, uint32_t fifths)
{
    return summed(model, measure, fifths, FROM, WEEKS) /
           summed(model, COUNT_provider_clients_by_distance, fifths, FROM, WEEKS);
}

static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    const uint32_t all = UINT32_MAX, furthest = 1u << FIFTH_FURTHEST;
    numbers[FURTHEST_CONTACT] = per_client(model, COUNT_provider_contact_by_distance, furthest);
    numbers[CONTACT] = per_client(model, COUNT_provider_contact_by_distance, all);
    numbers[FURTHEST_SHARE] = numbers[FURTHEST_CONTACT] / numbers[CONTACT];
    numbers[FURTHEST_AT_MINIMUM] = per_client(model, COUNT_provider_at_minimum_by_distance, furthest);
    numbers[SECONDS] = summed(model, COUNT_provider_seconds, all, FROM, WEEKS);
}

static void from_the_freeze(struct plan *plan, const char *module, const char *name, double value)
{
    change(plan, module, name, (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, FREEZE, PLAN_ALWAYS_UNTIL, value});
}

/* A short programme that takes claimants soon, with no minimum service. */
static struct plan programme(double alpha, double horizon)
{
    struct plan plan = made_up_plan(4, 8000, 0.8, WEEKS);
    set(&plan, "gateway", "open", 0);
    change(&plan, "gateway", "open",
           (struct plan_row){0, STREAM_WORK_PROGRAMME, 0, PLAN_SET, OPENS, PLAN_ALWAYS_UNTIL, 1});
    set(&plan, "gateway", "referral_weeks", 2);
    set(&plan, "gateway", "referral_rate", 0.2);
    set(&plan, "contracts", "programme_weeks", STAY);
    set(&plan, "provision", "minimum_minutes", 0);
    set(&plan, "provision", "horizon", horizon);
    set(&plan, "provision", "staff_adjustment", 0.5);
    set(&plan, "jobcentre", "alpha", alpha);
    from_the_freeze(&plan, "provision", "staff_adjustment", 0);
    return plan;
}

/* From the freeze on the same fee for everyone at the attachment, and nothing for what becomes of the person. */
static void pay_fees_only(struct plan *plan)
{
    from_the_freeze(plan, "contracts", "outcome_fee", 0);
    from_the_freeze(plan, "contracts", "sustainment_fee", 0);
    from_the_freeze(plan, "contracts", "attachment_fee", 40000);
}

/* From the freeze on the same fee for everyone's job outcome, and nothing else. */
static void pay_outcomes_only(struct plan *plan)
{
    from_the_freeze(plan, "contracts", "outcome_fee", 120000);
    from_the_freeze(plan, "contracts", "sustainment_fee", 0);
    from_the_freeze(plan, "contracts", "attachment_fee", 0);
}

static struct outcomes under(struct plan *plan)
{
    struct outcomes found = outcomes_of(plan, WEEKS, measure);
    plan_clear(plan);
    return found;
}

static void outcome_pay_creams(void **state)
{
    (void)state;
    struct plan fees = programme(0.5, STAY), pay = programme(0.5, STAY);
    pay_fees_only(&fees);
    pay_outcomes_only(&pay);
    struct outcomes shared = under(&fees), creamed = under(&pay);
    assert_memory_equal(shared.of[SECONDS], creamed.of[SECONDS], sizeof shared.of[SECONDS]);
    assert_falls(DIRECTION_outcome_pay_creams, creamed.of[FURTHEST_SHARE], shared.of[FURTHEST_SHARE]);
    /* a lift that is the same for all, and a long view, turn it round */
    struct plan fees_long = programme(0, 208), pay_long = programme(0, 208);
    pay_fees_only(&fees_long);
    pay_outcomes_only(&pay_long);
    shared = under(&fees_long);
    creamed = under(&pay_long);
    assert_false(rises(shared.of[FURTHEST_SHARE], creamed.of[FURTHEST_SHARE]));
}

static void minimum_service_lifts(void **state)
{
    (void)state;
    struct plan without = programme(0.5, STAY), with = programme(0.5, STAY);
    pay_outcomes_only(&without);
    pay_outcomes_only(&with);
    from_the_freeze(&with, "provision", "minimum_minutes", 5);
    struct outcomes none = under(&without), some = under(&with);
    assert_memory_equal(none.of[SECONDS], some.of[SECONDS], sizeof none.of[SECONDS]);
    assert_rises(DIRECTION_minimum_service, some.of[FURTHEST_CONTACT], none.of[FURTHEST_CONTACT]);
    print_message("furthest fifth at the minimum: %g with, %g without\n",
                  gsl_stats_mean(some.of[FURTHEST_AT_MINIMUM], 1, DIRECTION_REPLICATES),
                  gsl_stats_mean(none.of[FURTHEST_AT_MINIMUM], 1, DIRECTION_REPLICATES));
    /* where time is shared equally already, a minimum below that changes nothing */
    without = programme(0.5, STAY);
    with = programme(0.5, STAY);
    pay_fees_only(&without);
    pay_fees_only(&with);
    from_the_freeze(&with, "provision", "minimum_minutes", 5);
    none = under(&without);
    some = under(&with);
    assert_no_difference(&none, &some);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(outcome_pay_creams), cmocka_unit_test(minimum_service_lifts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
