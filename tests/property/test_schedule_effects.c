/* Payment schedules in the model: what is earned is paid, later or at once; terms hold as the rules say. */
#include "agents/journeys.h"
#include "support/counts.h"
#include "support/ledger.h"
#include "support/provision.h"

#define WEEKS 110
#define OPENS 30
#define CHANGES 75 /* week from which fees are others */
#define LAG 7

static const struct model_options plain = {.threads = 2};

static struct plan programme_plan(enum stream stream)
{
    struct plan plan = made_up_plan(4, 5000, 0.8, WEEKS);
    open_hurried_programme(&plan, stream, OPENS);
    return plan;
}

/* A list with every event that a programme can earn. */
static struct plan plan_with_every_event(void)
{
    struct plan plan = programme_plan(STREAM_WORK_PROGRAMME);
    set(&plan, "schedules", "service_fee", 500);
    set(&plan, "schedules", "engagement_fee", 3000);
    set(&plan, "schedules", "job_start_fee", 7000);
    set(&plan, "schedules", "progression_fee", 20000);
    set(&plan, "schedules", "progression_weeks", 4);
    set(&plan, "schedules", "progression_gain", 0.05);
    set(&plan, "schedules", "claw_back", 0.5);
    return plan;
}

static void add_payments(struct model *model, int64_t events[PAYMENT_COUNT], int32_t lag)
{
    struct ledger ledger = ledger_of(model);
    for (size_t i = 0; i < ledger.count; i++) {
        const struct payment *p = &ledger.payments[i];
        bool back = p->event == PAYMENT_CLAW_BACK;
        bool for_work = back || p->event == PAYMENT_JOB_START || p->event == PAYMENT_JOB_OUTCOME ||
                        p->event == PAYMENT_SUSTAINMENT || p->event == PAYMENT_PROGRESSION;
        events[p->event] += p->pence;
        assert_int_equal(p->week - p->earned, for_work ? lag : 0);
        assert_true(p->spell_start <= p->earned);
        assert_true(for_work ? p->state == STATE_EMPLOYED : true);
        assert_int_equal(p->pence < 0, back);
        assert_int_equal(p->contract / CONTRACT_YEAR_COUNT % STREAM_COUNT, p->stream);
        assert_int_equal(p->contract / CONTRACT_YEAR_COUNT / STREAM_COUNT % PROVIDER_COUNT, p->provider);
        assert_int_equal(p->contract / CONTRACT_YEAR_COUNT / STREAM_COUNT / PROVIDER_COUNT, p->area);
    }
    free(ledger.payments);
}

static int64_t still_due(const struct model *model, size_t event)
{
    return total_between(model, COUNT_payments_due, 1U << event, WEEKS - 1, WEEKS);
}

/* Validation moves money in time, and nothing else: what has been paid and what is still due at the end are together
   what is paid without it, to the penny, and no person differs. */
static void nothing_earned_is_lost(void **state)
{
    (void)state;
    struct plan at_once = plan_with_every_event(), later = plan_with_every_event();
    set(&later, "schedules", "validation_weeks", LAG);
    struct model *a = run_for(&at_once, plain, WEEKS), *b = run_for(&later, plain, WEEKS);
    int64_t paid[PAYMENT_COUNT] = {0}, paid_later[PAYMENT_COUNT] = {0};
    add_payments(a, paid, 0);
    add_payments(b, paid_later, LAG);
    assert_int_equal(synthetic_differences(a, b, true), 0);
    for (size_t e = 0; e < PAYMENT_COUNT; e++) {
        assert_int_equal(paid[e], paid_later[e] + still_due(b, e));
        assert_int_equal(still_due(a, e), 0);
    }
    assert_true(still_due(b, PAYMENT_JOB_OUTCOME) > 0 && still_due(b, PAYMENT_SUSTAINMENT) > 0);
    static const enum payment_event happen[] = {PAYMENT_ATTACHMENT,  PAYMENT_SERVICE_FEE, PAYMENT_ENGAGEMENT,
                                                PAYMENT_JOB_START,   PAYMENT_JOB_OUTCOME, PAYMENT_SUSTAINMENT,
                                                PAYMENT_PROGRESSION, PAYMENT_CLAW_BACK};
    for (size_t i = 0; i < sizeof happen / sizeof happen[0]; i++)
        assert_true(paid[happen[i]] != 0);
    model_free(a);
    model_free(b);
    plan_clear(&at_once);
    plan_clear(&later);
}

/* Outcomes earned after the change of fees, by what is paid for them: [0] the old fee, [1] the new one. */
static void count_fees(struct model *model, int64_t outcomes[2])
{
    struct ledger ledger = ledger_of(model);
    outcomes[0] = outcomes[1] = 0;
    for (size_t i = 0; i < ledger.count; i++)
        if (ledger.payments[i].event == PAYMENT_JOB_OUTCOME && ledger.payments[i].week >= CHANGES)
            outcomes[ledger.payments[i].pence == 300]++;
    free(ledger.payments);
}

/* A dated change of fees holds for whoever reaches an outcome afterwards; with terms of the attachment, only for
   whoever is attached afterwards. Outcomes take eight weeks. */
static void terms_of_the_attachment(void **state)
{
    (void)state;
    for (int kept = 0; kept <= 1; kept++) {
        struct plan plan = programme_plan(STREAM_WORK_PROGRAMME);
        set(&plan, "schedules", "terms_at_attachment", kept);
        set(&plan, "contracts", "outcome_fee", 200);
        set_from(&plan, "contracts", "outcome_fee", CHANGES, 300);
        struct model *model = run_for(&plan, plain, WEEKS);
        int64_t outcomes[2];
        count_fees(model, outcomes);
        assert_true(outcomes[1] > 0);
        if (kept)
            assert_true(outcomes[0] > outcomes[1]);
        else
            assert_int_equal(outcomes[0], 0);
        model_free(model);
        plan_clear(&plan);
    }
}

/* The Flexible New Deal is a stream of its own: with it open alone, all that is referred and paid is its. */
static void flexible_new_deal(void **state)
{
    (void)state;
    struct plan plan = programme_plan(STREAM_FND);
    struct model *model = run_for(&plan, plain, WEEKS);
    for (size_t s = 0; s < STREAM_COUNT; s++)
        assert_int_equal(total_in(model, COUNT_referrals, s) > 0, s == STREAM_FND);
    for (size_t e = 0; e < PAYMENT_COUNT; e++)
        assert_int_equal(total_in(model, COUNT_payments, e) > 0,
                         e == PAYMENT_SERVICE_FEE || e == PAYMENT_JOB_OUTCOME || e == PAYMENT_SUSTAINMENT);
    model_free(model);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_earned_is_lost),
                                       cmocka_unit_test(terms_of_the_attachment), cmocka_unit_test(flexible_new_deal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
