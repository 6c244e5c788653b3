#include "cli/compare_print.h"
#include "core/dates.h"
#include <jansson.h>
#include <math.h>

/* A number, or null where there is none: JSON has no NaN. */
static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *row_json(const struct comparison_view *view, const struct comparison_row *row)
{
    const struct paired *p = &row->paired;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "outcome", row->outcome->id, "section", row->outcome->section,
                               "label", row->outcome->label, "unit", row->outcome->unit);
    json_t *numbers =
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s}", "a", number(p->level_a), "b", number(p->level_b),
                  "difference", number(p->difference), "standard_error", number(p->standard_error), "low",
                  number(p->low), "high", number(p->high), "unpaired_half_width", number(p->unpaired_half), "pairing",
                  number(p->shrink), "words", comparison_words(p));
    if (object && row->area != COMPARISON_ALL_AREAS)
        (void)json_object_set_new(object, "area", json_string(result_area_codes(view->a)[row->area]));
    if (!object || !numbers || json_object_update(object, numbers) != 0) {
        json_decref(object);
        object = NULL;
    }
    json_decref(numbers);
    return object;
}

static json_t *rows_json(const struct comparison_view *view, const struct comparison_row *rows, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; list && i < count; i++)
        if (json_array_append_new(list, row_json(view, &rows[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

static json_t *result_json(const struct result *result)
{
    return json_pack("{s:s, s:s, s:s}", "file", result_path(result), "title", result_text(result, RESULT_TITLE),
                     "content_digest", result_text(result, RESULT_CONTENT_DIGEST));
}

static json_t *headlines_json(const struct comparison_view *view)
{
    char headline[COMPARE_HEADLINE_SIZE];
    json_t *list = json_array();
    for (size_t nth = 0; list && nth < COMPARE_HEADLINES; nth++) {
        compare_headline(view, nth, headline, sizeof headline);
        if (headline[0])
            (void)json_array_append_new(list, json_string(headline));
    }
    return list;
}

static json_t *comparison_json(const struct comparison_view *view)
{
    char from[11], until[11];
    date_print(result_days(view->a)[view->window.from], from);
    date_print(result_days(view->a)[view->window.until - 1], until);
    json_t *root = json_pack(
        "{s:o, s:o, s:s, s:s, s:I, s:I, s:o, s:b, s:o, s:o, s:s}", "a", result_json(view->a), "b", result_json(view->b),
        "first_week", from, "last_week", until, "replicates", (json_int_t)result_replicates(view->a), "seed",
        (json_int_t)result_number(view->a, RESULT_SEED), "scale", number(result_number(view->a, RESULT_SCALE)),
        "differ", view->differs_from < result_weeks(view->a), "outcomes", rows_json(view, view->rows, view->count),
        "headlines", headlines_json(view), "interval", compare_coverage(view));
    if (root && view->area_rows)
        (void)json_object_set_new(root, "areas", rows_json(view, view->area_rows, view->area_count));
    return root;
}

enum status compare_print_json(const struct comparison_view *view, FILE *out, struct error *error)
{
    json_t *root = comparison_json(view);
    int failed = !root || json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0;
    json_decref(root);
    (void)fputc('\n', out);
    return failed ? error_set(error, STATUS_FAILED, "the comparison could not be written as JSON") : STATUS_OK;
}
