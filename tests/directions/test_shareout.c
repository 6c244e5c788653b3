/* How providers share out contact time under different rules, at equal staffed hours: staff no longer follow the
   caseload from the week on in which the rules part. */
#include "directions.h"
#include "support/provision.h"

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
    const uint32_t furthest = 1u << FIFTH_FURTHEST;
    numbers[FURTHEST_CONTACT] = per_client(model, COUNT_provider_contact_by_distance, furthest);
    numbers[CONTACT] = per_client(model, COUNT_provider_contact_by_distance, EVERY_CELL);
    numbers[FURTHEST_SHARE] = numbers[FURTHEST_CONTACT] / numbers[CONTACT];
    numbers[FURTHEST_AT_MINIMUM] = per_client(model, COUNT_provider_at_minimum_by_distance, furthest);
    numbers[SECONDS] = summed(model, COUNT_provider_seconds, EVERY_CELL, FROM, WEEKS);
}

/* A short programme that takes claimants soon, with no minimum service. */
static struct plan programme(double alpha, double horizon)
{
    struct plan plan = made_up_plan(4, 4000, 0.8, WEEKS);
    open_alone(&plan, STREAM_WORK_PROGRAMME, OPENS);
    set(&plan, "gateway", "referral_weeks", 2);
    set(&plan, "gateway", "referral_rate", 0.2);
    set(&plan, "contracts", "programme_weeks", STAY);
    set(&plan, "provision", "minimum_minutes", 0);
    set(&plan, "provision", "horizon", horizon);
    set(&plan, "provision", "staff_adjustment", 0.5);
    set(&plan, "jobcentre", "alpha", alpha);
    set_from(&plan, "provision", "staff_adjustment", FREEZE, 0);
    return plan;
}

/* From the freeze on the same fee for everyone at the attachment, and nothing for what becomes of the person. */
static void pay_fees_only(struct plan *plan)
{
    set_from(plan, "contracts", "outcome_fee", FREEZE, 0);
    set_from(plan, "contracts", "sustainment_fee", FREEZE, 0);
    set_from(plan, "contracts", "attachment_fee", FREEZE, 40000);
}

/* From the freeze on the same fee for everyone's job outcome, and nothing else. */
static void pay_outcomes_only(struct plan *plan)
{
    set_from(plan, "contracts", "outcome_fee", FREEZE, 120000);
    set_from(plan, "contracts", "sustainment_fee", FREEZE, 0);
    set_from(plan, "contracts", "attachment_fee", FREEZE, 0);
}

static struct outcomes under(struct plan *plan)
{
    return outcomes_of(plan, WEEKS, measure);
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
    set_from(&with, "provision", "minimum_minutes", FREEZE, 8);
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
    set_from(&with, "provision", "minimum_minutes", FREEZE, 4);
    none = under(&without);
    some = under(&with);
    assert_no_difference(&none, &some);
}

/* Contact lowers a lack of confidence, which those far from work have more of; services are too dear to be bought. */
static struct plan relieving(double beta)
{
    struct plan plan = programme(0.5, STAY);
    pay_outcomes_only(&plan);
    set(&plan, "provision", "cost", 5000000);
    set(&plan, "shareout", "beta", beta);
    return plan;
}

static void pay_for_distance_lifts(void **state)
{
    (void)state;
    for (int relieves = 1; relieves >= 0; relieves--) {
        struct plan without = relieving(relieves ? 0.05 : 0), with = relieving(relieves ? 0.05 : 0);
        set_from(&with, "shareout", "distance_fee", FREEZE, 10000);
        struct outcomes none = under(&without), some = under(&with);
        assert_memory_equal(none.of[SECONDS], some.of[SECONDS], sizeof none.of[SECONDS]);
        if (relieves)
            assert_rises(DIRECTION_distance_pay, some.of[FURTHEST_SHARE], none.of[FURTHEST_SHARE]);
        else
            assert_no_difference(&none, &some);
    }
}

/* The same pay for everyone's job outcome, or more for those whom the contract counts as far from work. */
static struct plan grouped(enum grouping grouping, bool differentiated)
{
    struct plan plan = programme(0.5, STAY);
    pay_outcomes_only(&plan);
    set(&plan, "gateway", "grouping", grouping);
    const struct {
        enum payment_group group;
        double pence;
    } fees[] = {{PAYMENT_GROUP_CORE, 100000}, {PAYMENT_GROUP_ADVANCED, 140000}, {PAYMENT_GROUP_INTENSE, 200000}};
    for (size_t k = 0; differentiated && k < sizeof fees / sizeof fees[0]; k++)
        change(&plan, "contracts", "outcome_fee",
               (struct plan_row){0, fees[k].group, 0, PLAN_SET, FREEZE, PLAN_ALWAYS_UNTIL, fees[k].pence});
    return plan;
}

static void differentiated_fees_lift(void **state)
{
    (void)state;
    struct plan same = grouped(GROUPING_DISTANCE, false), more = grouped(GROUPING_DISTANCE, true);
    struct outcomes none = under(&same), some = under(&more);
    assert_memory_equal(none.of[SECONDS], some.of[SECONDS], sizeof none.of[SECONDS]);
    assert_rises(DIRECTION_differentiated_fees, some.of[FURTHEST_SHARE], none.of[FURTHEST_SHARE]);
    /* where nobody is put into a group by distance, these fees are nobody's */
    same = grouped(GROUPING_BENEFIT, false);
    more = grouped(GROUPING_BENEFIT, true);
    none = under(&same);
    some = under(&more);
    assert_no_difference(&none, &some);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(outcome_pay_creams), cmocka_unit_test(minimum_service_lifts),
                                       cmocka_unit_test(pay_for_distance_lifts),
                                       cmocka_unit_test(differentiated_fees_lift)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
