#include "cli/compare_print.h"
#include "core/dates.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* Rates need decimals, counts of persons do not. */
static int decimals(const struct outcome *outcome)
{
    return outcome->form == RATIO ? 2 : 0;
}

static void print_header(const struct comparison_view *view, FILE *out)
{
    char from[11], until[11];
    date_print(result_days(view->a)[view->window.from], from);
    date_print(result_days(view->a)[view->window.until - 1], until);
    fprintf(out, "A  %s  (%s)\nB  %s  (%s)\n", result_text(view->a, RESULT_TITLE), result_path(view->a),
            result_text(view->b, RESULT_TITLE), result_path(view->b));
    fprintf(out,
            "weeks from %s to %s, %zu paired replicate%s; numbers are of real persons (the run's divided by the scale "
            "%g)\n\n",
            from, until, result_replicates(view->a), result_replicates(view->a) == 1 ? "" : "s",
            result_number(view->a, RESULT_SCALE));
}

static void print_row(const struct comparison_row *row, FILE *out)
{
    const struct paired *p = &row->paired;
    int places = decimals(row->outcome);
    fprintf(out, "%-37s %-11s %11.*f %11.*f %+10.*f", row->outcome->label, row->outcome->unit, places, p->level_a,
            places, p->level_b, places, p->difference);
    if (p->n < 2)
        fprintf(out, "\n");
    else if (isfinite(p->shrink))
        fprintf(out, "  %+9.*f to %+9.*f  %5.1fx  %s\n", places, p->low, places, p->high, p->shrink,
                comparison_words(p));
    else
        fprintf(out, "  %+9.*f to %+9.*f       -  %s\n", places, p->low, places, p->high, comparison_words(p));
}

/* One sentence that a reader can take away. */
static void print_headline(const struct comparison_view *view, FILE *out)
{
    for (size_t i = 0; i < view->count; i++) {
        const struct paired *p = &view->rows[i].paired;
        bool wanted = strcmp(view->rows[i].outcome->id, "employed") == 0 ||
                      strcmp(view->rows[i].outcome->id, "claimant_count") == 0;
        if (!wanted || p->n < 2)
            continue;
        const char *words = comparison_words(p);
        bool clear = strcmp(words, "higher") == 0 || strcmp(words, "lower") == 0;
        const char *who = strcmp(view->rows[i].outcome->id, "employed") == 0 ? "persons in work" : "claimants";
        if (clear)
            fprintf(out, "Under B there are %.0f %s %s (95%% interval %.0f to %.0f).\n", fabs(p->difference),
                    p->difference > 0 ? "more" : "fewer", who, fmin(fabs(p->low), fabs(p->high)),
                    fmax(fabs(p->low), fabs(p->high)));
        else
            fprintf(out, "The difference in %s, %+.0f, is %s (95%% interval %+.0f to %+.0f).\n", who, p->difference,
                    words, p->low, p->high);
    }
}

void compare_print_table(const struct comparison_view *view, FILE *out)
{
    print_header(view, out);
    bool single = result_replicates(view->a) < 2;
    fprintf(out, "%-37s %-11s %11s %11s %10s%s\n", "outcome", "unit", "A", "B", "B - A",
            single ? "" : "         95% interval     pairing");
    for (size_t i = 0; i < view->count; i++)
        print_row(&view->rows[i], out);
    fprintf(out, "\n");
    if (view->differs_from >= result_weeks(view->a))
        fprintf(out, "The two runs do not differ in any measure.\n");
    print_headline(view, out);
    if (single)
        fprintf(out, "With one replicate there is no interval: run both with --replicates 10 or more.\n");
    else
        fprintf(out, "Intervals cover chance (replicates), not what is unknown about parameters. Pairing: how many "
                     "times wider the "
                     "interval would be had B used seeds of its own.\n");
}

void compare_print_csv(const struct comparison_view *view, FILE *out)
{
    fprintf(out, "outcome,label,unit,area,a,b,difference,low,high,standard_error,unpaired_half_width,shrink\n");
    for (size_t i = 0; i < view->count; i++) {
        const struct paired *p = &view->rows[i].paired;
        fprintf(out, "%s,\"%s\",%s,all,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g\n", view->rows[i].outcome->id,
                view->rows[i].outcome->label, view->rows[i].outcome->unit, p->level_a, p->level_b, p->difference,
                p->low, p->high, p->standard_error, p->unpaired_half, p->shrink);
    }
}

/* A number, or null where there is none: JSON has no NaN. */
static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *row_json(const struct comparison_row *row)
{
    const struct paired *p = &row->paired;
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "outcome", row->outcome->id,
                     "label", row->outcome->label, "unit", row->outcome->unit, "a", number(p->level_a), "b",
                     number(p->level_b), "difference", number(p->difference), "standard_error",
                     number(p->standard_error), "low", number(p->low), "high", number(p->high), "unpaired_half_width",
                     number(p->unpaired_half), "pairing", number(p->shrink), "words", comparison_words(p));
}

enum status compare_print_json(const struct comparison_view *view, FILE *out, struct error *error)
{
    char from[11], until[11];
    date_print(result_days(view->a)[view->window.from], from);
    date_print(result_days(view->a)[view->window.until - 1], until);
    json_t *rows = json_array();
    for (size_t i = 0; i < view->count; i++)
        (void)json_array_append_new(rows, row_json(&view->rows[i]));
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:s, s:i, s:b, s:o}", "a", result_path(view->a), "b", result_path(view->b), "from",
                  from, "last_week", until, "replicates", (int)result_replicates(view->a), "differ",
                  view->differs_from < result_weeks(view->a), "outcomes", rows);
    if (!root || json_dumpf(root, out, JSON_INDENT(2)) != 0) {
        json_decref(root);
        return error_set(error, STATUS_FAILED, "the comparison could not be written as JSON");
    }
    fprintf(out, "\n");
    json_decref(root);
    return STATUS_OK;
}

static void print_area(const struct comparison_view *view, size_t area, const struct outcome *outcome,
                       const struct paired *p, bool csv, FILE *out)
{
    const char *name = result_area_names(view->a)[area];
    if (csv)
        fprintf(out, "%s,\"%s\",%s,\"%s\",%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g\n", outcome->id,
                outcome->label, outcome->unit, name, p->level_a, p->level_b, p->difference, p->low, p->high,
                p->standard_error, p->unpaired_half, p->shrink);
    else if (p->n < 2)
        fprintf(out, "%-26s %-15s %8.2f %8.2f %+8.2f\n", name, outcome->label, p->level_a, p->level_b, p->difference);
    else
        fprintf(out, "%-26s %-15s %8.2f %8.2f %+8.2f  %+8.2f to %+8.2f  %s\n", name, outcome->label, p->level_a,
                p->level_b, p->difference, p->low, p->high, comparison_words(p));
}

enum status compare_print_areas(const struct comparison_view *view, bool csv, FILE *out, struct error *error)
{
    if (!csv)
        fprintf(out, "\n%-26s %-15s %8s %8s %8s%s\n", "area", "% of 16-64", "A", "B", "B - A",
                result_replicates(view->a) < 2 ? "" : "          95% interval");
    for (size_t area = 0; area < result_areas(view->a); area++)
        for (size_t i = 0; i < view->count; i++) {
            const struct outcome *outcome = view->rows[i].outcome;
            bool shown = strcmp(outcome->id, "employment") == 0 || strcmp(outcome->id, "claimants") == 0;
            struct outcome_window window = {view->window.from, view->window.until, area};
            struct paired paired;
            if (!shown)
                continue;
            if (comparison_outcome(view->a, view->b, outcome, &window, &paired, error) != STATUS_OK)
                return error->status;
            print_area(view, area, outcome, &paired, csv, out);
        }
    return STATUS_OK;
}
