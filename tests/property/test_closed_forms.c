/* The built-in checks of `routeway verify`, one test a group. Means over random draws may lie VERIFY_ERRORS = 4
   standard errors off: a correct program with a seed drawn afresh would fail one check with probability 6.3e-5, and any
   of the ten random ones with under 6.3e-4. Seeds are fixed, so a check that passes passes always. */
#include "helpers.h"
#include "verify/verify.h"
#include <math.h>

static void assert_all_right(const struct verify_list *list, size_t least)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct verify_result *result = &list->results[i];
        if (!result->ok)
            fail_msg("%s: expected %.10g, found %.10g, tolerance %.3g", result->name, result->expected, result->found,
                     result->tolerance);
    }
    assert_int_equal(list->failed, 0);
    assert_true(list->count >= least);
}

static void random_numbers(void **state)
{
    (void)state;
    struct verify_list list = {.count = 0};
    verify_random_numbers(&list);
    assert_all_right(&list, 3);
}

static void share_out(void **state)
{
    (void)state;
    struct verify_list list = {.count = 0};
    struct error error;
    assert_int_equal(verify_share_out(&list, &error), STATUS_OK);
    assert_all_right(&list, 3);
}

static void distributions(void **state)
{
    (void)state;
    struct verify_list list = {.count = 0};
    struct error error;
    size_t drawn = 0;
    assert_int_equal(verify_closed_forms(&list, &error), STATUS_OK);
    assert_all_right(&list, 10);
    for (size_t i = 0; i < list.count; i++)
        drawn += list.results[i].standard_error > 0 && list.results[i].standard_error < 0.1 * list.results[i].expected;
    assert_int_equal(drawn, 10);
}

static void runs(void **state)
{
    (void)state;
    struct verify_list list = {.count = 0};
    struct error error;
    assert_int_equal(verify_runs(&list, &error), STATUS_OK);
    assert_all_right(&list, 3);
}

/* The list itself must be able to fail, and must not call a number that is no number right. */
static void a_wrong_result_is_not_ok(void **state)
{
    (void)state;
    struct verify_list list = {.count = 0};
    verify_add_random(&list, "inside", 10, 10.39, 0.1);
    verify_add_random(&list, "outside", 10, 10.41, 0.1);
    verify_add_random(&list, "below", 10, 9.59, 0.1);
    verify_add_exact(&list, "exact", 0, 0, 0);
    verify_add_exact(&list, "not a number", 0, NAN, 1);
    assert_true(list.results[0].ok && list.results[3].ok);
    assert_true(!list.results[1].ok && !list.results[2].ok && !list.results[4].ok);
    assert_int_equal(list.failed, 3);
    for (size_t i = 0; i < VERIFY_MOST; i++)
        verify_add_exact(&list, "one more", 0, 0, 0);
    assert_int_equal(list.count, VERIFY_MOST);
    assert_int_equal(list.failed, 3 + 5); /* what does not fit is counted as failed */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_numbers),
        cmocka_unit_test(share_out),
        cmocka_unit_test(distributions),
        cmocka_unit_test(runs),
        cmocka_unit_test(a_wrong_result_is_not_ok),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
