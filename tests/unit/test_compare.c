/* Paired differences against numbers worked out by hand (t quantile for 4 degrees of freedom: 2.776445). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/compare.h"
#include <math.h>
#include <string.h>

static void assert_near(double found, double expected)
{
    if (fabs(found - expected) > 1e-6)
        fail_msg("found %.9g, expected %.9g", found, expected);
}

static void interval_of_five(void **state)
{
    (void)state;
    const double a[] = {10, 10, 10, 10, 10}, b[] = {11, 12, 13, 14, 15};
    double scratch[5];
    struct paired p = paired_difference(a, b, scratch, 5);
    assert_near(p.level_a, 10);
    assert_near(p.level_b, 13);
    assert_near(p.difference, 3);
    assert_near(p.standard_error, 0.70710678);
    assert_near(p.high - p.difference, 2.776445105 * 0.70710678);
    assert_near(p.difference - p.low, 2.776445105 * 0.70710678);
    /* A does not vary: Welch's degrees of freedom are those of B alone, and pairing gains nothing */
    assert_near(p.unpaired_half, p.high - p.difference);
    assert_near(p.shrink, 1);
    assert_string_equal(comparison_words(&p), "higher");
}

static void pairing_removes_what_both_share(void **state)
{
    (void)state;
    const double a[] = {0, 10, 20, 30}, b[] = {1, 11.5, 20.5, 31};
    double scratch[4];
    struct paired p = paired_difference(a, b, scratch, 4);
    assert_near(p.difference, 1);
    assert_near(p.standard_error, sqrt((0 + 0.25 + 0.25 + 0) / 3 / 4));
    assert_true(p.shrink > 20);
}

static void no_difference_is_exactly_none(void **state)
{
    (void)state;
    const double a[] = {1.1, 2.2, 3.3};
    double scratch[3];
    struct paired p = paired_difference(a, a, scratch, 3);
    assert_true(p.difference >= 0 && p.difference <= 0 && p.low >= 0 && p.high <= 0);
    assert_string_equal(comparison_words(&p), "the same");
}

static void one_replicate_has_no_interval(void **state)
{
    (void)state;
    const double a[] = {1}, b[] = {2};
    double scratch[1];
    struct paired p = paired_difference(a, b, scratch, 1);
    assert_near(p.difference, 1);
    assert_true(isnan(p.low) && isnan(p.high) && isnan(p.shrink));
    assert_string_equal(comparison_words(&p), "one replicate");
}

static void noise_is_called_noise(void **state)
{
    (void)state;
    const double a[] = {1, 2, 3}, b[] = {2, 1, 3};
    double scratch[3];
    struct paired p = paired_difference(a, b, scratch, 3);
    assert_string_equal(comparison_words(&p), "inside the noise");
}

static void outcomes_are_declared_well(void **state)
{
    (void)state;
    size_t count;
    const struct outcome *all = outcomes_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(all[i].cells != 0 && all[i].factor > 0);
        assert_true((all[i].form == RATIO) == (all[i].denominator != NULL));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(all[i].id, all[k].id);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_of_five),
        cmocka_unit_test(pairing_removes_what_both_share),
        cmocka_unit_test(no_difference_is_exactly_none),
        cmocka_unit_test(one_replicate_has_no_interval),
        cmocka_unit_test(noise_is_called_noise),
        cmocka_unit_test(outcomes_are_declared_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
