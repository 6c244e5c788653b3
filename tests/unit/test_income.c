/* Taxes and credits by hand, in pence a week. The benefits of persons are compared in tests/reference. */
#include "agents/income.h"
#include "helpers.h"

static struct accounts_params rates_2007(void)
{
    struct rules rules;
    default_rules(&rules);
    return rules.accounts;
}

static struct accounts_params rates_2011(void)
{
    struct accounts_params r = rates_2007();
    r.personal_allowance = 747500; /* 14375 a week */
    r.starting_band = 0;
    r.basic_band = 3500000;
    r.basic_rate = 0.2;
    r.employee_threshold = 13900;
    r.employee_rate = 0.12;
    r.upper_limit = 81700;
    r.employee_rate_above = 0.02;
    r.employer_threshold = 13600;
    r.employer_rate = 0.138;
    r.child_tax_credit = 310000;
    r.working_tax_credit = 192000;
    r.lone_parent_credit = 195000;
    r.full_time_credit = 79000;
    r.credit_threshold = 642000;
    r.credit_taper = 0.41;
    return r;
}

static void full_time_in_2011(void **state)
{
    (void)state;
    struct accounts_params r = rates_2011();
    assert_int_equal(income_tax(&r, 44150), 5955);         /* .2 (44150 - 14375) */
    assert_int_equal(income_employee_ni(&r, 44150), 3630); /* .12 (44150 - 13900) */
    assert_int_equal(income_employer_ni(&r, 44150), 4216); /* .138 (44150 - 13600) = 4215.9 */
    assert_int_equal(income_tax(&r, 14375), 0);
    assert_int_equal(income_employee_ni(&r, 13900), 0);
    assert_int_equal(income_employer_ni(&r, 0), 0);
}

static void higher_rate_in_2011(void **state)
{
    (void)state;
    struct accounts_params r = rates_2011();
    assert_int_equal(income_tax(&r, 150000), 40788);        /* .2 x 67307.69 + .4 (135625 - 67307.69) */
    assert_int_equal(income_employee_ni(&r, 150000), 9502); /* .12 x 67800 + .02 x 68300 */
}

static void starting_rate_in_2007(void **state)
{
    (void)state;
    struct accounts_params r = rates_2007();
    assert_int_equal(income_tax(&r, 40000), 6075); /* .1 x 4288.46 + .22 (29951.92 - 4288.46) = 6074.81 */
    assert_int_equal(income_employee_ni(&r, 40000), 3300);
    assert_int_equal(income_employer_ni(&r, 40000), 3840);
}

static void tax_credits_in_2011(void **state)
{
    (void)state;
    struct accounts_params r = rates_2011();
    assert_int_equal(income_tax_credits(&r, 0, 0, true, true), 5962);       /* 310000 / 52 */
    assert_int_equal(income_tax_credits(&r, 10800, 18, true, true), 13404); /* 697000 / 52, pay under the threshold */
    assert_int_equal(income_tax_credits(&r, 9000, 15, true, true), 5962);   /* too few hours */
    assert_int_equal(income_tax_credits(&r, 29600, 37, true, true), 7849);  /* (776000 - .41 (1539200 - 642000)) / 52 */
    assert_int_equal(income_tax_credits(&r, 22496, 37, false, true), 1050); /* (271000 - .41 x 527792) / 52 */
    assert_int_equal(income_tax_credits(&r, 22496, 37, false, false), 0);   /* under 25 */
    assert_int_equal(income_tax_credits(&r, 22496, 29, false, true), 0);
    assert_int_equal(income_tax_credits(&r, 90000, 37, true, true), 0); /* withdrawn */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_time_in_2011),
        cmocka_unit_test(higher_rate_in_2011),
        cmocka_unit_test(starting_rate_in_2007),
        cmocka_unit_test(tax_credits_in_2011),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
