#include "compare/compare.h"
#include "agents/funds.h"
#include "core/dates.h"
#include "core/memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NEW_YEAR_NEAR 13 /* weeks */

/* What differs between two results, as "seed (1 and 2); scale (0.05 and 0.1)". */
struct mismatches {
    char text[600];
};

static void mismatch(struct mismatches *self, const char *name, const char *x, const char *y)
{
    size_t used = strlen(self->text);
    (void)snprintf(self->text + used, sizeof self->text - used, "%s%s (%s and %s)", used ? "; " : "", name, x, y);
}

static void compare_texts(struct mismatches *self, const char *name, const char *x, const char *y)
{
    if (strcmp(x, y) != 0)
        mismatch(self, name, x, y);
}

static void compare_numbers(struct mismatches *self, const char *name, double x, double y)
{
    char first[32], second[32];
    if (x >= y && x <= y)
        return;
    (void)snprintf(first, sizeof first, "%.10g", x);
    (void)snprintf(second, sizeof second, "%.10g", y);
    mismatch(self, name, first, second);
}

static void compare_days(struct mismatches *self, const char *name, int32_t x, int32_t y)
{
    char first[11], second[11];
    if (x == y)
        return;
    date_print(x, first);
    date_print(y, second);
    mismatch(self, name, first, second);
}

static void compare_areas(struct mismatches *self, const struct result *a, const struct result *b)
{
    size_t count = result_areas(a);
    compare_numbers(self, "number of areas", (double)count, (double)result_areas(b));
    if (count != result_areas(b))
        return;
    for (size_t i = 0; i < count; i++)
        if (strcmp(result_area_codes(a)[i], result_area_codes(b)[i]) != 0) {
            mismatch(self, "areas", result_area_codes(a)[i], result_area_codes(b)[i]);
            return;
        }
}

/* "" when the result has no such parameter. */
static enum status parameter_text(struct result *result, const char *name, const char **text, struct error *error)
{
    const struct result_parameter *items;
    size_t count;
    *text = "";
    enum status status = result_parameters(result, &items, &count, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        if (strcmp(items[i].name, name) == 0)
            *text = items[i].text;
    return status;
}

enum status comparison_check(struct result *a, struct result *b, struct error *error)
{
    struct mismatches list = {""};
    const char *start_a, *start_b;
    if (parameter_text(a, "run.start", &start_a, error) != STATUS_OK ||
        parameter_text(b, "run.start", &start_b, error) != STATUS_OK)
        return error->status;
    compare_texts(&list, "region", result_text(a, RESULT_REGION), result_text(b, RESULT_REGION));
    compare_areas(&list, a, b);
    compare_numbers(&list, "scale", result_number(a, RESULT_SCALE), result_number(b, RESULT_SCALE));
    compare_numbers(&list, "seed", result_number(a, RESULT_SEED), result_number(b, RESULT_SEED));
    compare_numbers(&list, "replicates", (double)result_replicates(a), (double)result_replicates(b));
    compare_texts(&list, "start of the run", start_a, start_b);
    compare_numbers(&list, "recorded weeks", (double)result_weeks(a), (double)result_weeks(b));
    compare_days(&list, "first recorded week", result_days(a)[0], result_days(b)[0]);
    if (!list.text[0])
        return STATUS_OK;
    return error_set(error, STATUS_BAD_DATA,
                     "%s and %s cannot be paired; they differ in: %s. Run both with the same region, dates, scale, "
                     "seed and replicates",
                     result_path(a), result_path(b), list.text);
}

size_t comparison_new_year(const int32_t *days, size_t first)
{
    for (size_t week = first; week > 0 && first - week <= NEW_YEAR_NEAR; week--)
        if (funds_year(days[week]).year != funds_year(days[week - 1]).year)
            return week;
    return first;
}

/* The first week, before `before`, in which one measure differs in any replicate. */
static size_t first_week(const struct result_array *x, const struct result_array *y, size_t before)
{
    size_t weeks = x->shape[1], width = x->count / (x->shape[0] * weeks), first = before;
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
        if (status == STATUS_OK && x.count != y.count)
            status = error_set(error, STATUS_BAD_DATA, "%s and %s do not have %s in the same cells", result_path(a),
                               result_path(b), name);
        if (status == STATUS_OK && strcmp(x.kind, "cohort") != 0)
            *week = first_week(&x, &y, *week);
    }
    result_array_clear(&x);
    result_array_clear(&y);
    return status;
}

/* One outcome in all areas together, or in each: one struct paired for each. */
static enum status outcome_paired(struct result *a, struct result *b, const struct outcome *outcome,
                                  const struct outcome_window *window, bool by_area, struct comparison_row *rows,
                                  size_t stride, struct error *error)
{
    size_t n = result_replicates(a), places = by_area ? result_areas(a) : 1;
    double *values = NULL, *column = NULL;
    enum status status = memory_new(&values, 2 * n * places, sizeof *values, error);
    if (status == STATUS_OK)
        status = memory_new(&column, 3 * n, sizeof *column, error);
    if (status == STATUS_OK)
        status = outcome_values(outcome, a, window, by_area, values, error);
    if (status == STATUS_OK)
        status = outcome_values(outcome, b, window, by_area, values + n * places, error);
    for (size_t place = 0; status == STATUS_OK && place < places; place++) {
        for (size_t r = 0; r < 2 * n; r++)
            column[r] = values[r * places + place];
        rows[place * stride] = (struct comparison_row){outcome, by_area ? place : COMPARISON_ALL_AREAS,
                                                       paired_difference(column, column + n, column + 2 * n, n)};
    }
    memory_free(column);
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
        if (!outcome_followed(&all[i], a, window))
            continue;
        if (outcome_paired(a, b, &all[i], window, false, &rows[*count], 1, error) != STATUS_OK)
            return error->status;
        (*count)++;
    }
    return STATUS_OK;
}

enum status comparison_area_rows(struct result *a, struct result *b, const struct outcome_window *window,
                                 struct comparison_row *rows, struct error *error)
{
    static const char *const shown[COMPARISON_BY_AREA] = {"employment", "claimants"};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < COMPARISON_BY_AREA; i++)
        status = outcome_paired(a, b, outcome_find(shown[i]), window, true, rows + i, COMPARISON_BY_AREA, error);
    return status;
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
