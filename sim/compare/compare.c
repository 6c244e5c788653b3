#include "compare/compare.h"
#include "core/memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Adds "name (x, y); " to the list of mismatches. */
static void mismatch(char *list, size_t size, const char *name, const char *x, const char *y)
{
    size_t used = strlen(list);
    (void)snprintf(list + used, size - used, "%s%s (%s and %s)", used ? "; " : "", name, x, y);
}

static void compare_numbers(char *list, size_t size, const char *name, double x, double y)
{
    char first[32], second[32];
    if (x >= y && x <= y)
        return;
    (void)snprintf(first, sizeof first, "%.10g", x);
    (void)snprintf(second, sizeof second, "%.10g", y);
    mismatch(list, size, name, first, second);
}

enum status comparison_check(struct result *a, struct result *b, struct error *error)
{
    char list[600] = "";
    if (strcmp(result_text(a, RESULT_REGION), result_text(b, RESULT_REGION)) != 0)
        mismatch(list, sizeof list, "region", result_text(a, RESULT_REGION), result_text(b, RESULT_REGION));
    compare_numbers(list, sizeof list, "areas", (double)result_areas(a), (double)result_areas(b));
    compare_numbers(list, sizeof list, "scale", result_number(a, RESULT_SCALE), result_number(b, RESULT_SCALE));
    compare_numbers(list, sizeof list, "seed", result_number(a, RESULT_SEED), result_number(b, RESULT_SEED));
    compare_numbers(list, sizeof list, "replicates", (double)result_replicates(a), (double)result_replicates(b));
    compare_numbers(list, sizeof list, "recorded weeks", (double)result_weeks(a), (double)result_weeks(b));
    if (result_weeks(a) > 0 && result_weeks(b) > 0)
        compare_numbers(list, sizeof list, "first day", result_days(a)[0], result_days(b)[0]);
    if (!*list)
        return STATUS_OK;
    return error_set(
        error, STATUS_BAD_DATA,
        "%s and %s cannot be paired, they differ in: %s; run both with the same region, dates, scale, seed and "
        "replicates",
        result_path(a), result_path(b), list);
}

/* The first week in which one measure differs in any replicate. */
static size_t first_week(const struct result_array *x, const struct result_array *y, size_t weeks)
{
    size_t width = x->count / (x->shape[0] * weeks), first = weeks;
    for (size_t r = 0; r < x->shape[0]; r++)
        for (size_t w = 0; w < first; w++) {
            size_t at = (r * weeks + w) * width;
            if (memcmp(x->values + at, y->values + at, width * sizeof(double)) != 0)
                first = w;
        }
    return first;
}

enum status comparison_first_difference(struct result *a, struct result *b, size_t *week, struct error *error)
{
    struct result_array x = {0}, y = {0};
    enum status status = STATUS_OK;
    *week = result_weeks(a);
    for (size_t m = 0; m < result_measures(a) && status == STATUS_OK; m++) {
        const char *name = result_measure_name(a, m);
        status = result_measure(a, name, &x, error);
        if (status == STATUS_OK)
            status = result_measure(b, name, &y, error);
        /* a cohort differs in the week in which its spells began, before anything has happened to them */
        if (status == STATUS_OK && strcmp(x.kind, "cohort") != 0 && x.count == y.count && *week > 0) {
            size_t first = first_week(&x, &y, result_weeks(a));
            *week = first < *week ? first : *week;
        }
    }
    result_array_clear(&x);
    result_array_clear(&y);
    return status;
}

enum status comparison_outcome(struct result *a, struct result *b, const struct outcome *outcome,
                               const struct outcome_window *window, struct paired *out, struct error *error)
{
    size_t n = result_replicates(a);
    double *values = NULL;
    if (memory_new(&values, 3 * n, sizeof *values, error) != STATUS_OK)
        return error->status;
    enum status status = outcome_values(outcome, a, window, values, error);
    if (status == STATUS_OK)
        status = outcome_values(outcome, b, window, values + n, error);
    if (status == STATUS_OK)
        *out = paired_difference(values, values + n, values + 2 * n, n);
    memory_free(values);
    return status;
}

enum status comparison_rows(struct result *a, struct result *b, const struct outcome_window *window,
                            struct comparison_row *rows, size_t *count, struct error *error)
{
    size_t outcomes;
    const struct outcome *all = outcomes_all(&outcomes);
    *count = 0;
    for (size_t i = 0; i < outcomes; i++) {
        bool followed = window->from + all[i].follow_up < result_weeks(a);
        if (!followed)
            continue;
        if (comparison_outcome(a, b, &all[i], window, &rows[*count].paired, error) != STATUS_OK)
            return error->status;
        rows[(*count)++].outcome = &all[i];
    }
    return STATUS_OK;
}

const char *comparison_words(const struct paired *paired)
{
    if (isnan(paired->difference))
        return "not defined";
    if (paired->n < 2)
        return "one replicate";
    if (paired->low > 0)
        return "higher";
    if (paired->high < 0)
        return "lower";
    bool same = paired->high <= 0 && paired->low >= 0;
    return same ? "the same" : "inside the noise";
}
