/* Comparisons: statistics against numbers worked out by hand, outcomes of made-up results, and what is refused. */
#include "compare/compare.h"
#include "compare_support.h"
#include <math.h>

#define ROUNDING 1e-9

/* Differences 1..5: mean 3, standard error sqrt(2.5 / 5), t(0.975, 4) = 2.776445. Welch: variances 250 and 302.5 over 5
   make 110.5 with 7.928412 degrees of freedom, half-width 24.278631. */
static void statistics_by_hand(void **state)
{
    (void)state;
    const double a[] = {10, 20, 30, 40, 50}, b[] = {11, 22, 33, 44, 55};
    double scratch[5];
    struct paired p = paired_difference(a, b, scratch, 5);
    assert_within(p.level_a, 30, ROUNDING);
    assert_within(p.level_b, 33, ROUNDING);
    assert_within(p.difference, 3, ROUNDING);
    assert_within(p.standard_error, 0.7071067811865476, ROUNDING);
    assert_within(p.low, 3 - 2.7764451051977987 * 0.7071067811865476, ROUNDING);
    assert_within(p.high, 3 + 1.963243161477561, ROUNDING);
    assert_within(p.unpaired_half, 24.278631255379455, 1e-8);
    assert_within(p.shrink, 24.278631255379455 / 1.963243161477561, 1e-8);
    assert_string_equal(comparison_words(&p), "higher");
    p = paired_difference(b, a, scratch, 5);
    assert_string_equal(comparison_words(&p), "lower");
}

/* Differences -1, 0, 1, 2: mean 0.5, standard error sqrt(5/3 / 4) = 0.6455, t(0.975, 3) = 3.1824: -1.554 to 2.554. */
static void zero_inside_is_noise(void **state)
{
    (void)state;
    const double a[] = {4, 4, 4, 4}, b[] = {3, 4, 5, 6};
    double scratch[4];
    struct paired p = paired_difference(a, b, scratch, 4);
    assert_within(p.low, -1.5542602567605, 1e-6);
    assert_within(p.high, 2.5542602567605, 1e-6);
    assert_string_equal(comparison_words(&p), "inside the noise");
}

/* A does not vary: Welch's degrees of freedom are those of B alone, and pairing gains nothing. */
static void pairing_gains_nothing_where_nothing_is_shared(void **state)
{
    (void)state;
    const double a[] = {10, 10, 10, 10, 10}, b[] = {11, 12, 13, 14, 15};
    double scratch[5];
    struct paired p = paired_difference(a, b, scratch, 5);
    assert_within(p.unpaired_half, p.high - p.difference, ROUNDING);
    assert_within(p.shrink, 1, ROUNDING);
}

static void pairing_removes_what_both_share(void **state)
{
    (void)state;
    const double a[] = {0, 10, 20, 30}, b[] = {1, 11.5, 20.5, 31};
    double scratch[4];
    struct paired p = paired_difference(a, b, scratch, 4);
    assert_within(p.difference, 1, ROUNDING);
    assert_within(p.standard_error, sqrt((0 + 0.25 + 0.25 + 0) / 3 / 4), ROUNDING);
    assert_true(p.shrink > 20);
}

static void outcomes_are_declared_well(void **state)
{
    (void)state;
    size_t count;
    const struct outcome *all = outcomes_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(all[i].cells != 0 && all[i].factor > 0);
        assert_true((all[i].form == RATIO || all[i].form == RELATIVE) == (all[i].denominator != NULL));
        assert_true(all[i].section[0] != '\0');
        assert_ptr_equal(outcome_find(all[i].id), &all[i]); /* no id twice */
    }
}

static void no_difference_is_exactly_zero(void **state)
{
    (void)state;
    const double a[] = {0.1, 0.2, 0.7}, constant[] = {0.3, 0.3, 0.3};
    double scratch[3];
    struct paired p = paired_difference(a, a, scratch, 3);
    assert_true(p.difference == 0.0 && p.low == 0.0 && p.high == 0.0 && p.standard_error == 0.0);
    assert_true(isinf(p.shrink) && p.unpaired_half > 0);
    assert_string_equal(comparison_words(&p), "the same");
    p = paired_difference(constant, constant, scratch, 3);
    assert_true(isnan(p.shrink) && p.unpaired_half == 0.0);
}

static void one_replicate_has_no_interval(void **state)
{
    (void)state;
    const double a = 4, b = 7, none = NAN;
    double scratch;
    struct paired p = paired_difference(&a, &b, &scratch, 1);
    assert_true(p.difference == 3.0);
    assert_true(isnan(p.low) && isnan(p.high) && isnan(p.standard_error) && isnan(p.unpaired_half) && isnan(p.shrink));
    assert_string_equal(comparison_words(&p), "one replicate");
    p = paired_difference(&a, &none, &scratch, 1);
    assert_string_equal(comparison_words(&p), "not defined");
}

static double outcome_of(struct result *result, const char *id, struct outcome_window window, size_t replicate)
{
    double values[2] = {0, 0};
    struct error error = {STATUS_OK, ""};
    assert_non_null(outcome_find(id));
    if (outcome_values(outcome_find(id), result, &window, false, values, &error) != STATUS_OK)
        fail_msg("%s: %s", id, error.text);
    return values[replicate];
}

#define STANDS_FOR 20                      /* real persons, by each that is simulated */
#define A_YEAR (STANDS_FOR * (365.25 / 7)) /* real ones a year, by one simulated a week */

static const struct {
    const char *id;
    double expected;
} by_hand[] = {
    {"employment", 100 * 250 / 400.0},
    {"employed", 250 * STANDS_FOR},
    {"claimants", 100 * 26 / 400.0},
    {"claimant_count", 26 * STANDS_FOR},
    {"over_26", 2 * 34 * STANDS_FOR},
    {"over_52", 2 * 4 * STANDS_FOR},
    {"unemployment", 100 * 38 / 288.0},
    {"claim_starts", 100 * A_YEAR},
    {"repeat_claims", 40 * A_YEAR},
    {"repeat_share", 40},
    {"exits_to_work", 14 * A_YEAR},
    {"exits_other", 82 * A_YEAR},
    {"sustained", 30 * A_YEAR},
    {"sustained_share", 75},
    {"low_pay", 100 * 50 / 250.0},
    {"weekly_pay", 100000 / 250.0},
    {"vacancies", 18 * STANDS_FOR},
    {"temporary", 100 * 2 * 5 / 250.0},
    {"hours", 2 * 3000 / 250.0},
    /* event k happens k + 1 times a week in each area */
    {"to_permanent", 2 * (PROGRESS_PERMANENT + 1) * A_YEAR},
    {"promotions", 2 * (PROGRESS_PROMOTION + 1) * A_YEAR},
    {"trainings", 2 * (PROGRESS_TRAINING + 1) * A_YEAR},
    {"redundancies", 2 * 8 * A_YEAR},
    /* streams 30, 20 and 10 referred, of whom half start after two weeks, in each of two areas */
    {"referrals", 120 * A_YEAR},
    {"starts", 60 * A_YEAR},
    {"wait", 2},
    {"job_outcomes", PAYMENT_GROUP_COUNT * 1 * A_YEAR}, /* 1 in each group, of 4 attached */
    {"outcome_rate", 25},
    {"assessed_again", 2 * 6 * A_YEAR},
    /* fifth f has 50 clients with 100 (5 - f) seconds, 10 (f + 1) at the minimum, and 5 - f job outcomes */
    {"creaming", 100 * 100 / 300.0},
    {"parking", 100},
    {"outcomes_furthest", 100 / 15.0},
    {"service_for_main", 100 * (2 * SERVICE_COUNT * 5 - 2 * 6) / (2.0 * SERVICE_COUNT * 5)},
    {"handover_lost", SEAM_COUNT * 3 * A_YEAR},
    {"handover_assessed", 25},
    {"handover_weeks", 0.5},
    {"plan_wait", 3},
    /* account k stands at k + 1 million pounds a week in each area */
    {"income_tax", 2 * 2 * A_YEAR},
    {"insurance", 2 * (3 + 4) * A_YEAR},
    {"jsa", 2 * 5 * A_YEAR},
    {"sickness_benefit", 2 * 6 * A_YEAR},
    {"other_benefits", 2 * (7 + 8 + 9 + 10) * A_YEAR},
    /* 2 million a stream, half a million of them from learners and employers */
    {"programme_payments", 2 * STREAM_COUNT * 1.5 * A_YEAR},
    {"jobcentre_cost", 2 * 1 * A_YEAR},
    {"net_fiscal", (4 + 14 - 10 - 12 - 68 - 2 * STREAM_COUNT * 1.5 - 2) * A_YEAR},
    {"net_incomes", 2 * 11 * A_YEAR},
    /* of group g 100 are interviewed, g + 1 of them employed */
    {"employment_youth", GROUP_YOUTH + 1},
    {"employment_older", GROUP_OLDER + 1},
    {"employment_women", GROUP_WOMEN + 1},
    {"employment_unqualified", GROUP_LOW_QUALIFIED + 1},
    {"employment_degree", GROUP_DEGREE + 1},
    {"employment_condition", GROUP_DISABLED + 1},
    {"employment_lone_parents", GROUP_LONE_PARENT + 1},
    {"employment_rural", GROUP_RURAL + 1},
    /* a million a stream is left in each area, and another in all carried over */
    {"unspent", STREAM_COUNT * 2 * A_YEAR},
    {"carried_over", STREAM_COUNT * 1 * A_YEAR},
    {"moved_locally", STREAM_COUNT * 0.3 * A_YEAR},
    {"moved_centrally", STREAM_COUNT * 0.2 * A_YEAR},
    {"co_funding", 2 * STREAM_COUNT * 0.5 * A_YEAR},
    {"need_wait", 3},
    {"need_wait_started", 4},
    /* a prime has 50 advisers and 20 clients in each of two areas; in both together 3 leave, 7 are busy with
       administration, 1 client is handed over */
    {"administration", 100 * 7 / 100.0},
    {"staff_left", 100 * (365.25 / 7) * 3 / 100},
    {"handed_over", 100 * (365.25 / 7) * 1 / 40},
};
#define ROWS_BY_HAND (sizeof by_hand / sizeof by_hand[0])

static void outcomes_by_hand(void **state)
{
    (void)state;
    const struct outcome_window window = {0, MADE_UP_WEEKS};
    struct result *result = made_up_result(&usual, "a.h5");
    for (size_t i = 0; i < ROWS_BY_HAND; i++)
        assert_within_(outcome_of(result, by_hand[i].id, window, 0), by_hand[i].expected,
                       ROUNDING * fabs(by_hand[i].expected), by_hand[i].id, __FILE__, __LINE__);
    result_close(result);
}

static void comparisons_begin_with_a_near_financial_year(void **state)
{
    (void)state;
    int32_t days[80];
    for (int32_t week = 0; week < 80; week++)
        days[week] =
            14249 + 7 * (week - 40); /* week 40 begins on 2009-01-05; the year changes in week 53, 2009-04-06 */
    assert_int_equal(comparison_new_year(days, 52), 52);
    assert_int_equal(comparison_new_year(days, 53), 53);
    assert_int_equal(comparison_new_year(days, 54), 53);
    assert_int_equal(comparison_new_year(days, 66), 53);
    assert_int_equal(comparison_new_year(days, 67), 67); /* it would add more than a quarter without a difference */
    assert_int_equal(comparison_new_year(days, 0), 0);
}

/* But for two that need 53 weeks of follow-up, which the made-up results have not got. */
static void every_outcome_is_worked_out(void **state)
{
    (void)state;
    size_t count;
    (void)outcomes_all(&count);
    assert_int_equal(count, ROWS_BY_HAND + 2);
    for (size_t i = 0; i < ROWS_BY_HAND; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(by_hand[i].id, by_hand[k].id);
}

/* The second has ten more employed in each area. */
static void replicates_are_kept_apart(void **state)
{
    (void)state;
    struct result *result = made_up_result(&usual, "a.h5");
    assert_within(outcome_of(result, "employed", (struct outcome_window){0, 5}, 1), 270 * STANDS_FOR, ROUNDING);
    result_close(result);
}

/* 40 weeks: the cohorts of weeks 0 to 13 are followed for 26 weeks. */
static void cohorts_need_their_follow_up(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    double values[2];
    struct result *result = made_up_result(&usual, "a.h5");
    const struct outcome *sustained = outcome_find("sustained_share");
    assert_within(outcome_of(result, "sustained_share", (struct outcome_window){13, MADE_UP_WEEKS}, 0), 75, ROUNDING);
    assert_true(outcome_followed(sustained, result, &(struct outcome_window){13, 14}));
    assert_false(outcome_followed(sustained, result, &(struct outcome_window){14, MADE_UP_WEEKS}));
    assert_int_equal(
        outcome_values(sustained, result, &(struct outcome_window){14, MADE_UP_WEEKS}, false, values, &error),
        STATUS_BAD_DATA);
    result_close(result);
}

static struct comparison_row found(const struct comparison_row *rows, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].outcome->id, id) == 0)
            return rows[i];
    fail_msg("no outcome %s", id);
    return rows[0];
}

/* From week 10 on, two and three more employed of 400 residents: 50 and 75 hundredths of a point, 20 times 2.5. */
static void rows_by_hand(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct comparison_row rows[64];
    size_t count = 0, week = 0;
    struct made_up reform = usual;
    reform.reform = 10;
    struct result *a = made_up_result(&usual, "a.h5"), *b = made_up_result(&reform, "b.h5");
    assert_int_equal(comparison_first_difference(a, b, &week, &error), STATUS_OK);
    assert_int_equal(week, 10);
    struct outcome_window window = {week, MADE_UP_WEEKS};
    assert_int_equal(comparison_rows(a, b, &window, rows, &count, &error), STATUS_OK);
    struct paired p = found(rows, count, "employment").paired;
    assert_within(p.difference, 0.625, ROUNDING);
    assert_within(p.standard_error, 0.125, ROUNDING);
    assert_within(p.high, 0.625 + 12.706204736174698 * 0.125, 1e-6);
    p = found(rows, count, "employed").paired;
    assert_within(p.difference, 50, ROUNDING);
    p = found(rows, count, "claimant_count").paired;
    assert_true(p.difference == -20.0 && p.low == -20.0 && p.high == -20.0);
    assert_string_equal(comparison_words(&p), "lower");
    window.from = 5; /* five of the 35 weeks are the same */
    assert_int_equal(comparison_rows(a, b, &window, rows, &count, &error), STATUS_OK);
    assert_within(found(rows, count, "employed").paired.difference, 50 * 30 / 35.0, ROUNDING);
    result_close(a);
    result_close(b);
}

static void areas_by_hand(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct comparison_row rows[2 * COMPARISON_BY_AREA];
    struct made_up reform = usual;
    reform.reform = 0;
    struct result *a = made_up_result(&usual, "a.h5"), *b = made_up_result(&reform, "b.h5");
    const struct outcome_window window = {0, MADE_UP_WEEKS};
    assert_int_equal(comparison_area_rows(a, b, &window, rows, &error), STATUS_OK);
    assert_within(rows[0].paired.level_a, 75, ROUNDING);
    assert_within(rows[0].paired.difference, 2.5, ROUNDING);
    assert_within(rows[1].paired.level_a, 5, ROUNDING);
    assert_within(rows[1].paired.difference, -1, ROUNDING);
    assert_within(rows[2].paired.level_a, 100 * 185 / 300.0, ROUNDING);
    assert_true(rows[2].paired.difference == 0.0 && rows[3].paired.difference == 0.0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(rows[i].area, i / 2);
        assert_string_equal(rows[i].outcome->id, i % 2 ? "claimants" : "employment");
    }
    /* a cohort has no areas */
    double values[4];
    assert_int_equal(outcome_values(outcome_find("sustained"), a, &window, true, values, &error), STATUS_BAD_DATA);
    result_close(a);
    result_close(b);
}

static void first_difference_leaves_cohorts_out(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    size_t week = 0;
    struct made_up later = usual;
    later.cohort_reform = 3;
    struct result *a = made_up_result(&usual, "a.h5"), *b = made_up_result(&later, "b.h5");
    assert_int_equal(comparison_first_difference(a, b, &week, &error), STATUS_OK);
    assert_int_equal(week, MADE_UP_WEEKS);
    assert_within(outcome_of(b, "sustained_share", (struct outcome_window){3, 14}, 0), 77.5, ROUNDING);
    result_close(a);
    result_close(b);
}

/* Each point in which two results can fail to be of the same people, and the words that must say so. */
static void other_people_are_refused(void **state)
{
    (void)state;
    struct made_up others[8];
    const char *const says[8] = {"region (made up and elsewhere)", "areas (S12000002 and S12000003)",
                                 "scale (0.05 and 0.1)",           "seed (7 and 8)",
                                 "replicates (2 and 3)",           "start of the run",
                                 "recorded weeks (40 and 39)",     "first recorded week (2008-01-07 and 2008-01-14)"};
    for (size_t i = 0; i < 8; i++)
        others[i] = usual;
    others[0].region = "elsewhere";
    others[1].second_area = "S12000003";
    others[2].scale = 0.1;
    others[3].seed = 8;
    others[4].replicates = 3;
    others[5].start = "\"2007-01-08\"";
    others[6].weeks = 39;
    others[7].first_day = MADE_UP_MONDAY + 7;
    struct result *a = made_up_result(&usual, "a.h5"), *same = made_up_result(&usual, "same.h5");
    struct error error = {STATUS_OK, ""};
    assert_int_equal(comparison_check(a, same, &error), STATUS_OK);
    for (size_t i = 0; i < 8; i++) {
        struct result *b = made_up_result(&others[i], "b.h5");
        assert_int_equal(comparison_check(a, b, &error), STATUS_BAD_DATA);
        if (!strstr(error.text, says[i]))
            fail_msg("'%s' does not say '%s'", error.text, says[i]);
        for (size_t k = 0; k < 8; k++)
            if (k != i && strstr(error.text, says[k]))
                fail_msg("'%s' says '%s' as well", error.text, says[k]);
        result_close(b);
    }
    result_close(same);
    result_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_by_hand),
        cmocka_unit_test(zero_inside_is_noise),
        cmocka_unit_test(pairing_gains_nothing_where_nothing_is_shared),
        cmocka_unit_test(pairing_removes_what_both_share),
        cmocka_unit_test(outcomes_are_declared_well),
        cmocka_unit_test(no_difference_is_exactly_zero),
        cmocka_unit_test(one_replicate_has_no_interval),
        cmocka_unit_test(outcomes_by_hand),
        cmocka_unit_test(comparisons_begin_with_a_near_financial_year),
        cmocka_unit_test(every_outcome_is_worked_out),
        cmocka_unit_test(replicates_are_kept_apart),
        cmocka_unit_test(cohorts_need_their_follow_up),
        cmocka_unit_test(rows_by_hand),
        cmocka_unit_test(areas_by_hand),
        cmocka_unit_test(first_difference_leaves_cohorts_out),
        cmocka_unit_test(other_people_are_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
