/* Provision's mechanisms, each with the switch that removes it. */
#include "support/counts.h"
#include "support/ledger.h"
#include "support/provision.h"

#define WEEKS 110
#define OPENS 30 /* provision opens in this week */
#define SOON (OPENS + 13)
#define LATER WEEKS

static const struct model_options plain = {.threads = 2};

static struct plan closed_plan(void)
{
    struct plan plan = made_up_plan(4, 8000, 0.8, WEEKS);
    set(&plan, "gateway", "open", 0);
    return plan;
}

static struct plan programme_plan(void)
{
    struct plan plan = made_up_plan(4, 8000, 0.8, WEEKS);
    open_hurried_programme(&plan, STREAM_WORK_PROGRAMME, OPENS);
    set(&plan, "gateway", "esa_referral_rate", 0.01);
    return plan;
}

static void nobody_differs_before_the_first_referral(void **state)
{
    (void)state;
    struct plan off = closed_plan(), on = programme_plan();
    set(&off, "contracts", "outcome_weeks", 8);
    struct model *first = run_for(&off, plain, OPENS), *second = run_for(&on, plain, OPENS);
    assert_int_equal(synthetic_differences(first, second, true), 0);
    model_free(first);
    model_free(second);
    first = run_for(&off, plain, WEEKS);
    second = run_for(&on, plain, WEEKS);
    assert_true(synthetic_differences(first, second, true) > 100);
    assert_int_equal(total(first, COUNT_referrals), 0);
    model_free(first);
    model_free(second);
    plan_clear(&off);
    plan_clear(&on);
}

/* Every stage of the programme is reached, and the ledger is the series. */
static void the_ledger_is_the_series(void **state)
{
    (void)state;
    struct plan plan = programme_plan();
    struct model *model = run_for(&plan, plain, WEEKS);
    struct ledger ledger = ledger_of(model);
    int64_t events[PAYMENT_COUNT] = {0}, groups[PAYMENT_GROUP_COUNT] = {0};
    for (size_t i = 0; i < ledger.count; i++) {
        const struct payment *payment = &ledger.payments[i];
        events[payment->event] += payment->pence;
        groups[payment->group] += payment->pence;
        assert_true(payment->spell_start <= payment->week);
        bool works = payment->state == STATE_EMPLOYED;
        assert_int_equal(works, payment->event == PAYMENT_JOB_OUTCOME || payment->event == PAYMENT_SUSTAINMENT);
    }
    free(ledger.payments);
    for (size_t e = 0; e < PAYMENT_COUNT; e++)
        assert_int_equal(events[e], total_in(model, COUNT_payments, e));
    for (size_t g = 0; g < PAYMENT_GROUP_COUNT; g++)
        assert_int_equal(groups[g], total_in(model, COUNT_payments_by_group, g));
    assert_true(events[PAYMENT_ATTACHMENT] > 0 && events[PAYMENT_JOB_OUTCOME] > 0 && events[PAYMENT_SUSTAINMENT] > 0);
    assert_true(total(model, COUNT_re_engaged) > 0);
    model_free(model);
    plan_clear(&plan);
}

static void a_shared_record_saves_assessments(void **state)
{
    (void)state;
    for (int shared = 0; shared <= 1; shared++) {
        struct plan plan = programme_plan();
        set(&plan, "gateway", "data_sharing", shared);
        struct model *model = run_for(&plan, plain, WEEKS);
        int64_t all = total(model, COUNT_assessments), repeated = total(model, COUNT_assessments_repeated);
        assert_true(all > 50);
        assert_int_equal(repeated, shared ? 0 : all);
        model_free(model);
        plan_clear(&plan);
    }
}

/* Without money nobody starts and people wait; with money they start. */
static void starts_wait_for_money(void **state)
{
    (void)state;
    for (int money = 0; money <= 1; money++) {
        struct plan plan = made_up_plan(4, 8000, 0.8, WEEKS);
        open_alone(&plan, STREAM_SKILLS, OPENS);
        set(&plan, "gateway", "refer_rate", 0.2);
        set(&plan, "contracts", "budget", money ? 1e6 : 0);
        struct model *model = run_for(&plan, plain, WEEKS);
        assert_true(total(model, COUNT_referrals) > 50);
        assert_true(total(model, COUNT_waiting) > 0);
        if (money)
            assert_true(total(model, COUNT_journey_starts) > 50);
        else
            assert_int_equal(total(model, COUNT_journey_starts), 0);
        model_free(model);
        plan_clear(&plan);
    }
}

/* Of the services: below 0 for the shipped values. */
struct strength {
    double lock_in, gain, dose, drop_out;
};

static void strengthen(struct plan *plan, const char *name, double value)
{
    if (value >= 0)
        set(plan, "provision", name, value);
}

/* A fifth of persons is referred to training at once, without limits; or nobody is. */
static struct plan training_plan(bool treated, struct strength strength)
{
    struct plan plan = made_up_plan(4, 30000, 0.8, WEEKS);
    uint32_t fifth = scope(&plan, NULL, 0.2, 0);
    set(&plan, "gateway", "open", 0);
    change(&plan, "gateway", "open", (struct plan_row){0, STREAM_SKILLS, fifth, PLAN_SET, OPENS, OPENS + 8, treated});
    set(&plan, "gateway", "refer_rate", 0.5);
    lift_stream_limits(&plan);
    strengthen(&plan, "drop_out", strength.drop_out);
    strengthen(&plan, "lock_in", strength.lock_in);
    strengthen(&plan, "skill_gain", strength.gain);
    strengthen(&plan, "dose", strength.dose);
    return plan;
}

static const struct strength shipped = {-1, -1, -1, -1};

/* Persons in work. */
struct employed {
    int64_t soon, later;
};

struct effect {
    struct employed more; /* treated less untreated */
    int64_t starts;
};

/* Those of the fifth who claim when it is referred. */
static uint8_t followed[200000];

static void choose_followed(const struct persons *p)
{
    assert_true(p->count <= sizeof followed);
    for (size_t row = 0; row < p->count; row++)
        followed[row] = p->arm[row] != 0 && is_jsa(p->claim[row]);
}

static int64_t employed_in(struct model *model, int32_t week)
{
    const struct persons *p = &model->world.persons;
    struct error error;
    int64_t sum = 0;
    while (model_week(model) < week)
        assert_int_equal(model_step(model, &error), STATUS_OK);
    for (size_t row = 0; row < p->count; row++)
        sum += followed[row] && p->activity[row] == ACTIVITY_EMPLOYED;
    return sum;
}

/* Where nobody is trained it does not matter how strong training is: one run is the twin of all others. */
static struct employed untreated(void)
{
    struct plan plan = training_plan(false, shipped);
    struct model *model = run_for(&plan, plain, OPENS);
    choose_followed(&model->world.persons);
    struct employed found;
    found.soon = employed_in(model, SOON);
    found.later = employed_in(model, LATER);
    model_free(model);
    plan_clear(&plan);
    return found;
}

static struct effect effect_of_training(struct strength strength, const struct employed *without)
{
    struct plan plan = training_plan(true, strength);
    struct model *model = run_for(&plan, plain, OPENS);
    struct effect effect;
    effect.more.soon = employed_in(model, SOON) - without->soon;
    effect.more.later = employed_in(model, LATER) - without->later;
    effect.starts = total(model, COUNT_journey_starts);
    model_free(model);
    plan_clear(&plan);
    return effect;
}

static void print_effect(const char *what, struct effect effect)
{
    print_message("  in work, treated less untreated, %s: %lld after %d weeks, %lld after %d\n", what,
                  (long long)effect.more.soon, SOON - OPENS, (long long)effect.more.later, LATER - OPENS);
}

/* Training locks its participants in and pays later (CKW05); without lock-in and gain neither is there. */
static void training_locks_in_and_pays_later(void **state)
{
    (void)state;
    const struct employed without = untreated();
    struct effect both = effect_of_training((struct strength){0.1, 1, 0.6, 0}, &without),
                  no_lock = effect_of_training((struct strength){1, 1, 0.6, 0}, &without),
                  no_gain = effect_of_training((struct strength){0.1, 0, 0, 0}, &without),
                  nothing = effect_of_training((struct strength){1, 0, 0, 0}, &without),
                  usual = effect_of_training(shipped, &without);
    print_effect("with lock-in and gain", both);
    print_effect("without lock-in", no_lock);
    print_effect("without gain", no_gain);
    print_effect("without both", nothing);
    print_message("  with the shipped values, in work for each 100 starts: %+.1f after %d weeks, %+.1f after %d\n",
                  100.0 * (double)usual.more.soon / (double)usual.starts, SOON - OPENS,
                  100.0 * (double)usual.more.later / (double)usual.starts, LATER - OPENS);
    assert_true(both.more.soon < 0 && no_gain.more.soon < 0);
    assert_true(no_lock.more.soon >= 0);
    assert_true(both.more.later > 0 && no_lock.more.later > 0);
    assert_true(both.more.later > no_gain.more.later);
    assert_int_equal(nothing.more.soon, 0);
    assert_int_equal(nothing.more.later, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_differs_before_the_first_referral), cmocka_unit_test(the_ledger_is_the_series),
        cmocka_unit_test(a_shared_record_saves_assessments),        cmocka_unit_test(starts_wait_for_money),
        cmocka_unit_test(training_locks_in_and_pays_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
