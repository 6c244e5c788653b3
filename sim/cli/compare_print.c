#include "cli/compare_print.h"
#include "core/dates.h"
#include <math.h>
#include <string.h>

/* Rates and millions need decimals, counts of persons do not. */
static int decimals(const struct outcome *outcome)
{
    return outcome->form == RATIO ? 2 : strncmp(outcome->unit, "GBP", 3) == 0 ? 1 : 0;
}

static const struct paired *find_row(const struct comparison_view *view, const char *id)
{
    for (size_t i = 0; i < view->count; i++)
        if (strcmp(view->rows[i].outcome->id, id) == 0)
            return &view->rows[i].paired;
    return NULL;
}

void compare_headline(const struct comparison_view *view, size_t nth, char *out, size_t size)
{
    static const char *const ids[COMPARE_HEADLINES] = {"claimant_count", "employed"};
    static const char *const names[COMPARE_HEADLINES] = {"claimants", "persons in work"};
    const struct paired *p = find_row(view, ids[nth]);
    out[0] = '\0';
    if (!p || isnan(p->difference))
        return;
    const char *direction = p->difference > 0 ? "higher" : "lower";
    double least = fmin(fabs(p->low), fabs(p->high)), most = fmax(fabs(p->low), fabs(p->high));
    if (p->n < 2)
        (void)snprintf(out, size, "Under B, %s are %.0f %s in the one replicate.", names[nth], fabs(p->difference),
                       direction);
    else if (p->low > 0 || p->high < 0)
        (void)snprintf(out, size, "Under B, %s are %.0f %s (95%% interval %.0f to %.0f).", names[nth],
                       fabs(p->difference), direction, least, most);
    else if (p->low >= 0 && p->high <= 0)
        (void)snprintf(out, size, "Under B, %s are the same.", names[nth]);
    else
        (void)snprintf(out, size, "Under B, %s differ by %+.0f (95%% interval %+.0f to %+.0f): inside the noise.",
                       names[nth], p->difference, p->low, p->high);
}

const char *compare_coverage(const struct comparison_view *view)
{
    if (result_replicates(view->a) < 2)
        return "With one replicate there is no interval: run both with --replicates 10 or more.";
    return "Intervals cover chance, over replicates; they do not cover what is unknown about parameters.";
}

static void print_header(const struct comparison_view *view, FILE *out)
{
    char from[11], until[11];
    size_t replicates = result_replicates(view->a);
    date_print(result_days(view->a)[view->window.from], from);
    date_print(result_days(view->a)[view->window.until - 1], until);
    (void)fprintf(out, "A  %s  (%s)\nB  %s  (%s)\n", result_text(view->a, RESULT_TITLE), result_path(view->a),
                  result_text(view->b, RESULT_TITLE), result_path(view->b));
    (void)fprintf(out, "Weeks from %s to %s; %zu paired replicate%s, seed %.0f.\n", from, until, replicates,
                  replicates == 1 ? "" : "s", result_number(view->a, RESULT_SEED));
    (void)fprintf(out, "Numbers are of real persons: those simulated, divided by the scale of %g.\n\n",
                  result_number(view->a, RESULT_SCALE));
}

/* The columns from A on. */
static void print_numbers(const struct comparison_row *row, FILE *out)
{
    const struct paired *p = &row->paired;
    int places = decimals(row->outcome);
    (void)fprintf(out, " %9.*f %9.*f %+9.*f", places, p->level_a, places, p->level_b, places, p->difference);
    if (p->n >= 2) {
        (void)fprintf(out, " %+9.*f to %+9.*f", places, p->low, places, p->high);
        if (isfinite(p->shrink))
            (void)fprintf(out, " %5.1fx", p->shrink);
        else
            (void)fprintf(out, "      -");
        (void)fprintf(out, " %s", comparison_words(p));
    }
    (void)fprintf(out, "\n");
}

static void print_column_names(const char *first, const char *second, bool intervals, FILE *out)
{
    (void)fprintf(out, "%-28s %-13s %9s %9s %9s%s\n", first, second, "A", "B", "B - A",
                  intervals ? "          95% interval  pairing" : "");
}

static void print_areas(const struct comparison_view *view, FILE *out)
{
    (void)fprintf(out, "\n");
    print_column_names("area", "% of 16-64", result_replicates(view->a) >= 2, out);
    for (size_t i = 0; i < view->area_count; i++) {
        const struct comparison_row *row = &view->area_rows[i];
        bool employment = strcmp(row->outcome->id, "employment") == 0;
        (void)fprintf(out, "%-28.28s %-13s", employment ? result_area_names(view->a)[row->area] : "",
                      employment ? "employed" : "claimants");
        print_numbers(row, out);
    }
    if (result_replicates(view->a) >= 2)
        (void)fprintf(out, "Of %zu intervals about %.0f would leave out 0 by chance alone.\n", view->area_count,
                      0.05 * (double)view->area_count);
}

void compare_print_table(const struct comparison_view *view, FILE *out)
{
    bool intervals = result_replicates(view->a) >= 2;
    char headline[COMPARE_HEADLINE_SIZE];
    print_header(view, out);
    print_column_names("outcome", "unit", intervals, out);
    for (size_t i = 0; i < view->count; i++) {
        const char *section = view->rows[i].outcome->section;
        if (i == 0 || strcmp(view->rows[i - 1].outcome->section, section) != 0)
            (void)fprintf(out, "%s-- %s\n", i == 0 ? "" : "\n", section);
        (void)fprintf(out, "%-28s %-13s", view->rows[i].outcome->label, view->rows[i].outcome->unit);
        print_numbers(&view->rows[i], out);
    }
    if (view->area_rows)
        print_areas(view, out);
    (void)fprintf(out, "\n");
    if (view->differs_from >= result_weeks(view->a))
        (void)fprintf(out, "The two runs do not differ in any measure.\n");
    for (size_t nth = 0; nth < COMPARE_HEADLINES; nth++) {
        compare_headline(view, nth, headline, sizeof headline);
        if (headline[0])
            (void)fprintf(out, "%s\n", headline);
    }
    (void)fprintf(out, "%s\n", compare_coverage(view));
    if (intervals)
        (void)fprintf(out, "Pairing: how many times wider the interval would be had B used seeds of its own.\n");
}

/* RFC 4180; names of areas may hold commas and quotes. */
static void print_quoted(const char *text, FILE *out)
{
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            (void)fputc('"', out);
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

/* An empty field where there is no number. */
static void print_value(double value, FILE *out)
{
    if (isfinite(value))
        (void)fprintf(out, ",%.10g", value);
    else
        (void)fputc(',', out);
}

static void print_csv_row(const struct comparison_view *view, const struct comparison_row *row, FILE *out)
{
    const struct paired *p = &row->paired;
    const double values[] = {p->level_a, p->level_b, p->difference,    p->standard_error,
                             p->low,     p->high,    p->unpaired_half, p->shrink};
    (void)fprintf(out, "%s,\"%s\",\"%s\",\"%s\",", row->outcome->id, row->outcome->section, row->outcome->label,
                  row->outcome->unit);
    print_quoted(row->area == COMPARISON_ALL_AREAS ? "all" : result_area_names(view->a)[row->area], out);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        print_value(values[i], out);
    (void)fprintf(out, ",%s\n", comparison_words(p));
}

void compare_print_csv(const struct comparison_view *view, FILE *out)
{
    (void)fprintf(
        out,
        "outcome,section,label,unit,area,a,b,difference,standard_error,low,high,unpaired_half_width,pairing,words\n");
    for (size_t i = 0; i < view->count; i++)
        print_csv_row(view, &view->rows[i], out);
    for (size_t i = 0; i < view->area_count; i++)
        print_csv_row(view, &view->area_rows[i], out);
}
