/* Credit for job outcomes that is shared, and what is paid for twice: recounted from the ledger. */
#include "processes/provision/provision.h"
#include "support/counts.h"
#include "support/ledger.h"
#include "support/provision.h"
#include <math.h>

#define WEEKS 110
#define FEE 100000 /* pence, of outcomes of programme and credit */

static const struct model_options plain = {.threads = 2};

/* Courses first, a programme soon after; everyone is followed for as long as the run lasts. */
static struct plan busy_plan(void)
{
    struct plan plan = made_up_plan(4, 4000, 0.8, WEEKS);
    set(&plan, "gateway", "open", 1);
    set(&plan, "gateway", "referral_weeks", 16);
    set(&plan, "gateway", "referral_rate", 0.2);
    set(&plan, "gateway", "refer_rate", 0.2);
    lift_stream_limits(&plan);
    set(&plan, "provision", "weeks", 6);
    set(&plan, "provision", "aftercare_weeks", 1);
    set(&plan, "contracts", "outcome_weeks", 8);
    set(&plan, "contracts", "outcome_fee", FEE);
    set(&plan, "credit", "outcome_weeks", 8);
    set(&plan, "credit", "outcome_fee", FEE);
    set(&plan, "credit", "window_weeks", WEEKS);
    return plan;
}

static void share(struct plan *plan, enum stream stream, double value)
{
    set_cell(plan, "credit", "share", stream, value);
}

static int by_spell(const void *left, const void *right)
{
    const struct payment *a = left, *b = right;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    if (a->spell_start != b->spell_start)
        return a->spell_start < b->spell_start ? -1 : 1;
    return (a->week > b->week) - (a->week < b->week);
}

/* Payments for outcomes that added money, by person and spell. */
static struct ledger outcomes_of(struct model *model)
{
    struct ledger ledger = ledger_of(model);
    size_t n = 0;
    for (size_t i = 0; i < ledger.count; i++)
        if (ledger.payments[i].event == PAYMENT_JOB_OUTCOME || ledger.payments[i].event == PAYMENT_CREDIT) {
            assert_int_equal(ledger.payments[i].state, STATE_EMPLOYED);
            ledger.payments[n++] = ledger.payments[i];
        }
    ledger.count = n;
    qsort(ledger.payments, n, sizeof *ledger.payments, by_spell);
    return ledger;
}

/* With all fees equal: every payment for a spell after the first is one too many. */
static void the_ledger_shows_what_is_paid_twice(void **state)
{
    (void)state;
    struct plan plan = busy_plan();
    share(&plan, STREAM_SKILLS, 1);
    share(&plan, STREAM_SUPPORT, 1);
    struct model *model = run_for(&plan, plain, WEEKS);
    struct ledger ledger = outcomes_of(model);
    const struct payment *paid = ledger.payments;
    int64_t outcomes = 0, persons = 0;
    uint32_t last = 0;
    for (size_t i = 1; i < ledger.count; i++) {
        if (paid[i].person != paid[i - 1].person || paid[i].spell_start != paid[i - 1].spell_start)
            continue;
        assert_int_not_equal(paid[i].stream, paid[i - 1].stream);
        outcomes++;
        persons += persons == 0 || paid[i].person != last;
        last = paid[i].person;
    }
    print_message("  %lld outcomes of %lld persons paid for twice, of %zu payments\n", (long long)outcomes,
                  (long long)persons, ledger.count);
    assert_true(outcomes > 100);
    assert_int_equal(outcomes, total(model, COUNT_outcomes_paid_twice));
    assert_int_equal(outcomes * FEE, total(model, COUNT_pence_paid_twice));
    assert_int_equal(persons, total(model, COUNT_persons_paid_twice));
    free(ledger.payments);
    model_free(model);
    plan_clear(&plan);
}

/* A share of a programme's fee adds nothing: what agencies gain the programme loses, and nothing is paid twice. */
static void a_shared_fee_is_paid_once(void **state)
{
    (void)state;
    struct plan plan = busy_plan();
    set(&plan, "credit", "funding", CREDIT_FUNDING_FROM_PROGRAMME);
    share(&plan, STREAM_SKILLS, 0.7);
    share(&plan, STREAM_SUPPORT, 0.6); /* more than the fee together: they take all of it then */
    struct model *model = run_for(&plan, plain, WEEKS);
    int64_t credited = total_in(model, COUNT_credited_outcomes, STREAM_SKILLS) +
                       total_in(model, COUNT_credited_outcomes, STREAM_SUPPORT);
    struct ledger ledger = ledger_of(model);
    int64_t gained = 0, most = 0;
    for (size_t i = 0; i < ledger.count; i++) {
        const struct payment *payment = &ledger.payments[i];
        if (payment->event == PAYMENT_CREDIT && payment->pence > 0) {
            gained += payment->pence;
            most = payment->pence > most ? payment->pence : most;
        }
    }
    free(ledger.payments);
    assert_true(credited > 100);
    assert_int_equal(most, FEE * 7 / 10);
    assert_true(gained > 0 && gained <= credited * FEE * 7 / 10);
    assert_int_equal(total_in(model, COUNT_payments, PAYMENT_CREDIT), 0);
    assert_int_equal(total(model, COUNT_outcomes_paid_twice), 0);
    assert_int_equal(total(model, COUNT_persons_paid_twice), 0);
    model_free(model);
    plan_clear(&plan);
}

/* Nobody is credited when nobody is followed, whatever the shares are; nor for a job that comes after the window. */
static void credit_ends_with_the_window(void **state)
{
    (void)state;
    for (int window = 0; window <= 7; window += 7) {
        struct plan plan = busy_plan();
        set(&plan, "credit", "window_weeks", window);
        set(&plan, "credit", "share", 1);
        struct model *model = run_for(&plan, plain, WEEKS);
        assert_true(total(model, COUNT_journey_ends) > 100);
        assert_int_equal(total(model, COUNT_payments) > 0, 1);
        assert_int_equal(total_in(model, COUNT_payments, PAYMENT_CREDIT), 0);
        for (size_t s = 0; window == 0 && s < model->world.n_strips; s++)
            assert_int_equal(model->world.strips[s].n_credits, 0);
        model_free(model);
        plan_clear(&plan);
    }
}

/* Fees are earned by staying and by passing: a student who leaves for a job loses the college both. */
static void fees_go_with_the_course(void **state)
{
    (void)state;
    struct plan plan = busy_plan();
    set(&plan, "credit", "retention_weeks", 3);
    set(&plan, "credit", "retention_fee", 1000);
    set(&plan, "credit", "qualification_fee", 70000);
    set(&plan, "credit", "pass_chance", 1);
    struct model *model = run_for(&plan, plain, WEEKS);
    int64_t completed = total_in(model, COUNT_courses_ended, COURSE_END_COMPLETED);
    int64_t left = total_in(model, COUNT_courses_ended, COURSE_END_FOR_WORK);
    int64_t dropped = total_in(model, COUNT_courses_ended, COURSE_END_DROPPED);
    assert_true(completed > 100 && left > 20 && dropped > 10);
    assert_int_equal(total(model, COUNT_qualifications), completed);
    assert_int_equal(total_in(model, COUNT_payments, PAYMENT_QUALIFICATION), 70000 * completed);
    assert_int_equal(total_in(model, COUNT_course_fees, COURSE_END_COMPLETED), 71000 * completed);
    assert_true(total_in(model, COUNT_course_fees, COURSE_END_FOR_WORK) < 1000 * left);
    assert_true(total_in(model, COUNT_payments, PAYMENT_RETENTION) >= 1000 * completed);
    assert_int_equal(total(model, COUNT_students_passed_on), 0);
    model_free(model);
    plan_clear(&plan);
}

/* A course at an agency outside the field takes no place and no money of the stream, and earns its provider nothing. */
static void a_course_by_a_link_earns_no_fees(void **state)
{
    (void)state;
    struct plan plan = busy_plan();
    set(&plan, "contracts", "budget", 0);
    set(&plan, "integration", "link", 0.5);
    set(&plan, "credit", "retention_weeks", 3);
    set(&plan, "credit", "retention_fee", 1000);
    set(&plan, "credit", "qualification_fee", 70000);
    set(&plan, "credit", "pass_chance", 1);
    set(&plan, "schedules", "service_fee", 500);
    set(&plan, "schedules", "service_fee_weeks", 52);
    share(&plan, STREAM_SKILLS, 0.5);
    share(&plan, STREAM_SUPPORT, 0.5);
    struct model *model = run_for(&plan, plain, WEEKS);
    int64_t completed = total_in(model, COUNT_courses_ended, COURSE_END_COMPLETED);
    assert_true(completed > 100);
    assert_int_equal(total(model, COUNT_qualifications), completed);
    assert_int_equal(total_in(model, COUNT_payments_by_stream, STREAM_SKILLS), 0);
    assert_int_equal(total_in(model, COUNT_payments_by_stream, STREAM_SUPPORT), 0);
    for (size_t end = 0; end < COURSE_END_COUNT; end++)
        assert_int_equal(total_in(model, COUNT_course_fees, end), 0);
    assert_int_equal(total(model, COUNT_students_passed_on), 0);
    model_free(model);
    plan_clear(&plan);
}

/* Whoever is passed on applies more in that very week: the screen must know. Contact lifts nothing here, which would
   hide it. */
static void the_screen_finds_those_passed_on(void **state)
{
    (void)state;
    const struct model_options unscreened = {.threads = 2, .no_screen = true};
    struct plan plan = busy_plan();
    share(&plan, STREAM_SKILLS, 1);
    set(&plan, "jobcentre", "kappa", 0);
    set(&plan, "provision", "lock_in", 0.01);
    set(&plan, "credit", "review_weeks", 1);
    set(&plan, "credit", "window_weeks", 10);
    struct model *with = run_for(&plan, plain, 60), *without = run_for(&plan, unscreened, 60);
    assert_true(total(with, COUNT_students_passed_on) > 200);
    assert_int_equal(synthetic_differences(with, without, true), 0);
    model_free(with);
    model_free(without);
    plan_clear(&plan);
}

/* Worked out by hand: a rate of ln 2 / 10 halves the students in ten weeks; leaving otherwise does the same. */
static void a_student_is_worth_what_may_come(void **state)
{
    (void)state;
    const double half = log(2) / 10;
    const struct college_prospect fees = {.weeks = 10, .retention = 1000, .retained = 10, .qualification = 3000};
    assert_within(college_value(&fees, 0), 4000, 1e-9);
    assert_within(college_value(&fees, half), 2000, 1e-9);
    const struct college_prospect left = {.weeks = 20, .drop_out = half, .qualification = 3000};
    assert_within(college_value(&left, 0), 750, 1e-9);
    assert_within(college_value(&left, half), 3000 / 16.0, 1e-9);
    /* half of them enter work, a quarter of the others later */
    const struct college_prospect shared = {.weeks = 10, .qualification = 800, .later = 0.25, .credit = 1600};
    assert_within(college_value(&shared, 0), 1200, 1e-9);
    assert_within(college_value(&shared, half), 0.5 * 1200 + 0.5 * 1600, 1e-9);
    /* of those who leave half do so for work */
    const struct college_prospect both = {.weeks = 10, .drop_out = half, .credit = 1600};
    assert_within(college_value(&both, half), 0.75 * 0.5 * 1600, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_shows_what_is_paid_twice), cmocka_unit_test(a_shared_fee_is_paid_once),
        cmocka_unit_test(credit_ends_with_the_window),         cmocka_unit_test(fees_go_with_the_course),
        cmocka_unit_test(a_course_by_a_link_earns_no_fees),    cmocka_unit_test(the_screen_finds_those_passed_on),
        cmocka_unit_test(a_student_is_worth_what_may_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
