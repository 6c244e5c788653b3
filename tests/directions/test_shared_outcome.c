/* Colleges that are paid by retention and qualification alone, against those that share the job outcome as well. */
#include "directions.h"
#include "support/provision.h"

#define WEEKS 91
#define FROM 26
#define FEE 30000
#define WINDOW 26
#define LOCK_IN 0.3

enum { LEAVERS, FEES_OF_COMPLETERS, FEES_OF_LEAVERS, LOSS, PASSED_ON };

static const uint32_t completed = 1u << COURSE_END_COMPLETED, for_work = 1u << COURSE_END_FOR_WORK;

static double fees_of(const struct model *model, uint32_t how)
{
    return summed(model, COUNT_course_fees, how, FROM, WEEKS) / summed(model, COUNT_courses_ended, how, FROM, WEEKS);
}

/* Of the courses that ended: how many were left for a job, and what a completer and such a leaver brought the college.
 */
static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    numbers[LEAVERS] = summed(model, COUNT_courses_ended, for_work, FROM, WEEKS) /
                       summed(model, COUNT_courses_ended, EVERY_CELL, FROM, WEEKS);
    numbers[FEES_OF_COMPLETERS] = fees_of(model, completed);
    numbers[FEES_OF_LEAVERS] = fees_of(model, for_work);
    double loss = numbers[FEES_OF_COMPLETERS] - numbers[FEES_OF_LEAVERS];
    numbers[LOSS] = loss > 0 ? loss : 0;
    numbers[PASSED_ON] = summed(model, COUNT_students_passed_on, EVERY_CELL, FROM, WEEKS);
}

struct terms {
    double fees, share; /* pence for retention and again for qualification; of the outcome's fee */
    double window;      /* weeks */
    double lock_in;     /* applications during a course against others */
};

/* Long courses without limits of money and places, and many who are referred. */
static struct plan college_plan(struct terms terms)
{
    struct plan plan = made_up_plan(4, 4000, 0.8, WEEKS);
    set(&plan, "gateway", "refer_rate", 0.3);
    lift_stream_limits(&plan);
    set(&plan, "provision", "weeks", 20);
    set(&plan, "provision", "lock_in", terms.lock_in);
    set(&plan, "credit", "retention_fee", terms.fees);
    set(&plan, "credit", "qualification_fee", terms.fees);
    set(&plan, "credit", "share", terms.share);
    set(&plan, "credit", "window_weeks", terms.window);
    set(&plan, "credit", "outcome_weeks", 13);
    set(&plan, "credit", "outcome_fee", 120000);
    return plan;
}

static struct outcomes under(struct terms terms)
{
    struct plan plan = college_plan(terms);
    return outcomes_of(&plan, WEEKS, measure);
}

static void a_shared_outcome_passes_students_on(void **state)
{
    (void)state;
    struct outcomes alone = under((struct terms){FEE, 0, WINDOW, LOCK_IN}),
                    shared = under((struct terms){FEE, 1, WINDOW, LOCK_IN});
    assert_rises(DIRECTION_shared_outcome_passes_on, shared.of[LEAVERS], alone.of[LEAVERS]);
    assert_falls(DIRECTION_shared_outcome_no_loss, shared.of[LOSS], alone.of[LOSS]);
    for (size_t r = 0; r < DIRECTION_REPLICATES; r++)
        assert_true(shared.of[LOSS][r] <= 0 && alone.of[PASSED_ON][r] <= 0);
}

/* Nothing is paid for staying and nothing for a job: that persons are followed changes nothing. */
static void nothing_to_gain_changes_nothing(void **state)
{
    (void)state;
    struct outcomes followed = under((struct terms){0, 0, WINDOW, LOCK_IN}),
                    forgotten = under((struct terms){0, 0, 0, LOCK_IN});
    assert_true(followed.of[LEAVERS][0] > 0);
    assert_no_difference(&followed, &forgotten);
}

/* Where a course does not keep its students from applying the college has nothing to lift. */
static void without_lock_in_nobody_is_passed_on(void **state)
{
    (void)state;
    struct outcomes alone = under((struct terms){FEE, 0, WINDOW, 1}), shared = under((struct terms){FEE, 1, WINDOW, 1});
    assert_memory_equal(alone.of[LEAVERS], shared.of[LEAVERS], sizeof alone.of[LEAVERS]);
    assert_memory_equal(alone.of[PASSED_ON], shared.of[PASSED_ON], sizeof alone.of[PASSED_ON]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_outcome_passes_students_on),
        cmocka_unit_test(nothing_to_gain_changes_nothing),
        cmocka_unit_test(without_lock_in_nobody_is_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
