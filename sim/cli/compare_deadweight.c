#include "cli/compare_deadweight.h"
#include "compare/deadweight.h"
#include "core/memory.h"
#include <jansson.h>
#include <math.h>
#include <stdbool.h>

static void print_table(struct result *a, struct result *b, const struct deadweight_row *rows, size_t count, FILE *out)
{
    (void)fprintf(out,
                  "A  %s  (%s)\nB  %s  (%s)\nPersons with a paid job outcome in A, and those of them who worked as "
                  "long in the same weeks of B.\nPersons are real ones, those simulated and recorded divided by the "
                  "scale of %g and the replicates.\n\n",
                  result_text(a, RESULT_TITLE), result_path(a), result_text(b, RESULT_TITLE), result_path(b),
                  result_number(a, RESULT_SCALE));
    (void)fprintf(out, "%-32s %9s %12s   %s\n", "payment group", "persons", "deadweight %", "95% interval");
    double real = result_number(a, RESULT_SCALE) * (double)result_replicates(a);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].persons == 0 && i + 1 < count)
            continue;
        (void)fprintf(out, "%-32s %9.0f", rows[i].group, (double)rows[i].persons / real);
        if (rows[i].persons > 0)
            (void)fprintf(out, " %12.1f", 100 * rows[i].share);
        if (isfinite(rows[i].low))
            (void)fprintf(out, "   %.1f to %.1f", 100 * rows[i].low, 100 * rows[i].high);
        (void)fprintf(out, "\n");
    }
}

static void print_number(double value, FILE *out)
{
    if (isfinite(value))
        (void)fprintf(out, ",%.15g", value);
    else
        (void)fprintf(out, ",");
}

static void print_csv(const struct deadweight_row *rows, size_t count, FILE *out)
{
    (void)fprintf(out, "payment_group,persons_simulated,share,low,high\n");
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, "%s,%llu", rows[i].group, (unsigned long long)rows[i].persons);
        print_number(rows[i].share, out);
        print_number(rows[i].low, out);
        print_number(rows[i].high, out);
        (void)fprintf(out, "\n");
    }
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static enum status print_json(struct result *a, struct result *b, const struct deadweight_row *rows, size_t count,
                              FILE *out, struct error *error)
{
    json_t *list = json_array();
    for (size_t i = 0; list && i < count; i++)
        (void)json_array_append_new(list, json_pack("{s:s, s:I, s:o, s:o, s:o}", "payment_group", rows[i].group,
                                                    "persons_simulated", (json_int_t)rows[i].persons, "share",
                                                    number(rows[i].share), "low", number(rows[i].low), "high",
                                                    number(rows[i].high)));
    bool whole = list && json_array_size(list) == count;
    json_t *root =
        json_pack("{s:s, s:s, s:o}", "run", result_path(a), "without_provision", result_path(b), "deadweight", list);
    int failed = !whole || !root || json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) != 0;
    json_decref(root);
    (void)fputc('\n', out);
    return failed ? error_set(error, STATUS_FAILED, "deadweight could not be written as JSON") : STATUS_OK;
}

enum status compare_deadweight(struct result *a, struct result *b, enum deadweight_format format, FILE *out,
                               struct error *error)
{
    struct deadweight_row *rows = NULL;
    size_t count = 0;
    enum status status = deadweight_rows(a, b, &rows, &count, error);
    if (status == STATUS_OK && format == DEADWEIGHT_JSON)
        status = print_json(a, b, rows, count, out, error);
    else if (status == STATUS_OK && format == DEADWEIGHT_CSV)
        print_csv(rows, count, out);
    else if (status == STATUS_OK)
        print_table(a, b, rows, count, out);
    memory_free(rows);
    return status;
}
