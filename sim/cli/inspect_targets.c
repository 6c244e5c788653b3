#include "cli/inspect.h"
#include "core/memory.h"
#include "record/targets.h"
#include <inttypes.h>
#include <jansson.h>
#include <math.h>

static const char *verdict(const struct target *target, double value)
{
    if (isnan(value))
        return "not covered";
    if (isnan(target->published))
        return "";
    return target_fits(target, value) ? "yes" : "no";
}

static void print_years(const struct target *target, char *out, size_t size)
{
    if (target->first_year == target->last_year)
        (void)snprintf(out, size, "%" PRId32, target->first_year);
    else
        (void)snprintf(out, size, "%" PRId32 "-%" PRId32, target->first_year, target->last_year);
}

static void print_number(double value, char *out, size_t size, bool sign)
{
    if (isnan(value))
        (void)snprintf(out, size, "-");
    else
        (void)snprintf(out, size, sign ? "%+.2f" : "%.2f", value);
}

static void print_target(FILE *out, const struct target *target, double value)
{
    char years[16], published[24], model[24], difference[24], tolerance[56];
    print_years(target, years, sizeof years);
    print_number(target->published, published, sizeof published, false);
    print_number(value, model, sizeof model, false);
    print_number(value - target->published, difference, sizeof difference, true);
    tolerance[0] = 0;
    if (!isnan(target->low))
        (void)snprintf(tolerance, sizeof tolerance, "%g to %g", target->low, target->high);
    (void)fprintf(out, "%-7s %-48s %-9s %9s %9s %10s  %-14s %-7s %-7s %s\n", target->id, target->what, years, published,
                  model, difference, tolerance, target->unit, target->verified, verdict(target, value));
}

static void print_table(FILE *out, const struct target *targets, size_t count, const double *values)
{
    size_t fits = 0, judged = 0;
    (void)fprintf(out, "%-7s %-48s %-9s %9s %9s %10s  %-14s %-7s %-7s %s\n", "source", "what", "years", "published",
                  "model", "difference", "tolerance", "unit", "checked", "fits");
    for (size_t i = 0; i < count; i++) {
        print_target(out, &targets[i], values[i]);
        judged += !isnan(targets[i].published) && !isnan(values[i]);
        fits += !isnan(targets[i].published) && target_fits(&targets[i], values[i]);
    }
    (void)fprintf(out, "%zu of %zu published figures fit\n", fits, judged);
}

/* JSON knows no NAN. */
static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *target_json(const struct target *target, double value)
{
    char years[16];
    print_years(target, years, sizeof years);
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s}", "source", target->id, "what",
                     target->what, "years", years, "unit", target->unit, "published", number_or_null(target->published),
                     "low", number_or_null(target->low), "high", number_or_null(target->high), "model",
                     number_or_null(value), "difference", number_or_null(value - target->published), "fits",
                     isnan(value - target->published) ? json_null() : json_boolean(target_fits(target, value)),
                     "checked", target->verified, "how", target->how);
}

static enum status print_json(FILE *out, const struct target *targets, size_t count, const double *values,
                              struct error *error)
{
    json_t *array = json_array();
    enum status status = array ? STATUS_OK : error_set(error, STATUS_FAILED, "not enough memory");
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        if (json_array_append_new(array, target_json(&targets[i], values[i])) != 0)
            status = error_set(error, STATUS_FAILED, "not enough memory");
    if (status == STATUS_OK &&
        (json_dumpf(array, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) != 0 || fputc('\n', out) == EOF))
        status = error_set(error, STATUS_STORAGE, "the output could not be written");
    json_decref(array);
    return status;
}

enum status inspect_targets(struct result *result, bool json, FILE *out, struct error *error)
{
    size_t count;
    double *values = NULL;
    const struct target *targets = targets_all(&count);
    enum status status = memory_new(&values, count, sizeof *values, error);
    if (status == STATUS_OK)
        status = targets_compute(result, values, error);
    if (status == STATUS_OK && json)
        status = print_json(out, targets, count, values, error);
    else if (status == STATUS_OK)
        print_table(out, targets, count, values);
    memory_free(values);
    return status;
}
