#include "core/dates.h"
#include "scenario/explain_parts.h"
#include "scenario/names.h"
#include <string.h>

/* "[file:line]", and the default where another value stands. */
static void print_origin(FILE *out, const struct scenario_trace *trace, struct origin origin,
                         const struct parameter *row, size_t cell)
{
    char text[300];
    char initial[60];
    origin_print(trace, origin, true, text, sizeof text);
    value_print(row, row->defaults[cell], initial, sizeof initial);
    if (origin.file == ORIGIN_DEFAULT)
        (void)fprintf(out, "  [default]\n");
    else
        (void)fprintf(out, "  [%s; default %s]\n", text, initial);
}

static void print_changes(FILE *out, const struct scenario_trace *trace, size_t parameter)
{
    for (size_t i = 0; i < trace->n_operations; i++) {
        const struct operation *operation = &trace->operations[i];
        if (operation->parameter != parameter)
            continue;
        const struct parameter *row = &trace->parameters[parameter];
        char scope[400];
        char value[60];
        char origin[300];
        char key[CELL_KEY_SIZE] = "";
        explain_scope(trace, &trace->changes[operation->change], scope, sizeof scope);
        value_print(row, operation->value, value, sizeof value);
        origin_print(trace, operation->origin, true, origin, sizeof origin);
        if (row->axis)
            cell_key(row->axis, operation->cell, key);
        if (operation->operation == PLAN_MULTIPLY)
            number_print(operation->value, value);
        (void)fprintf(out, "    %s: %s%s%s%s  [%s]\n", scope, key, key[0] ? " " : "",
                      operation->operation == PLAN_SET ? "set to " : "multiplied by ", value, origin);
    }
}

static void print_bounds(FILE *out, const struct parameter *row)
{
    if (row->type == TYPE_CHOICE) {
        char labels[400];
        labels_print(row->choices, false, labels, sizeof labels);
        (void)fprintf(out, "    one of %s", labels);
    } else {
        char low[40];
        char high[40];
        value_print(row, row->low, low, sizeof low);
        value_print(row, row->high, high, sizeof high);
        (void)fprintf(out, "    %s to %s", low, high);
    }
    (void)fprintf(out, "; varies %s; %s; source %s\n", vary_word(row->vary), family_word(row->family), row->source);
}

static void print_cells(FILE *out, const struct scenario_trace *trace, size_t parameter)
{
    const struct parameter *row = &trace->parameters[parameter];
    for (size_t cell = 0; cell < row->count; cell++) {
        size_t at = trace->first[parameter] + cell;
        char key[CELL_KEY_SIZE];
        char value[60];
        cell_key(row->axis, cell, key);
        value_print(row, trace->values[at], value, sizeof value);
        (void)fprintf(out, "    %s = %s", key, value);
        print_origin(out, trace, trace->origins[at], row, cell);
    }
}

static void print_path(FILE *out, const struct scenario_trace *trace, size_t parameter)
{
    for (size_t i = 0; i < trace->n_knots; i++) {
        const struct knot *knot = &trace->knots[i];
        char value[NUMBER_SIZE];
        char origin[300];
        char date[11];
        if (knot->parameter != parameter)
            continue;
        date_print(knot->day, date);
        number_print(knot->value, value);
        origin_print(trace, knot->origin, true, origin, sizeof origin);
        (void)fprintf(out, "    %s: %s  [%s]\n", date, value, origin);
    }
}

static void print_parameter(FILE *out, const struct scenario_trace *trace, size_t parameter)
{
    const struct parameter *row = &trace->parameters[parameter];
    size_t first = trace->first[parameter];
    const char *unit = row->type == TYPE_DATE ? "" : row->unit;
    (void)fprintf(out, "%s.%s", row->module, row->name);
    if (trace_knots(trace, parameter)) {
        (void)fprintf(out, ": a path, linear between its points%s%s\n", unit[0] ? ", " : "", unit);
    } else if (row->axis) {
        (void)fprintf(out, ": by %s%s%s\n", row->axis->name, unit[0] ? ", " : "", unit);
    } else {
        char value[60];
        value_print(row, trace->values[first], value, sizeof value);
        (void)fprintf(out, " = %s%s%s", value, unit[0] ? " " : "", unit);
        print_origin(out, trace, trace->origins[first], row, 0);
    }
    (void)fprintf(out, "    %s.\n", row->sentence);
    print_bounds(out, row);
    if (trace_knots(trace, parameter))
        print_path(out, trace, parameter);
    else if (row->axis)
        print_cells(out, trace, parameter);
    print_changes(out, trace, parameter);
}

bool explain_wanted(const struct parameter *row, const char *const *names, size_t n_names)
{
    for (size_t i = 0; i < n_names; i++) {
        size_t length = strlen(row->module);
        if (strcmp(names[i], row->module) == 0 ||
            (strncmp(names[i], row->module, length) == 0 && names[i][length] == '.' &&
             strcmp(names[i] + length + 1, row->name) == 0))
            return true;
    }
    return n_names == 0;
}

/* Every name given must be a module or a parameter. */
static enum status check_names(const struct scenario_trace *trace, const char *const *names, size_t n_names,
                               struct error *error)
{
    for (size_t i = 0; i < n_names; i++) {
        bool found = false;
        for (size_t p = 0; p < trace->n_parameters; p++)
            found |= explain_wanted(&trace->parameters[p], &names[i], 1);
        if (found)
            continue;
        char module[64];
        char buffer[160];
        const char *dot = strchr(names[i], '.');
        (void)snprintf(module, sizeof module, "%.*s", dot ? (int)(dot - names[i]) : 0, names[i]);
        const char *nearest = nearest_parameter(module, dot ? dot + 1 : names[i], buffer, sizeof buffer);
        if (!nearest)
            nearest = nearest_module(dot ? module : names[i]);
        return error_set(error, STATUS_USAGE, "there is no module or parameter %.80s%s%s%s", names[i],
                         nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
    }
    return STATUS_OK;
}

enum status scenario_explain(FILE *out, const struct plan *plan, const struct scenario_trace *trace,
                             const char *const *names, size_t n_names, bool json, struct error *error)
{
    struct scenario_trace view = *trace; /* the plan may have been moved since the trace was made */
    view.areas = &plan->region;
    enum status status = check_names(trace, names, n_names, error);
    if (status != STATUS_OK)
        return status;
    if (json)
        return explain_json(out, plan, &view, names, n_names, error);
    if (n_names == 0)
        (void)fprintf(out, "%s\n%s%sregion %s (%zu areas), digest %016llx\n\n", trace->title, trace->description,
                      trace->description[0] ? "\n" : "", plan->region.name, plan->region.n_areas,
                      (unsigned long long)plan_digest(plan));
    for (size_t i = 0; i < trace->n_parameters; i++)
        if (explain_wanted(&trace->parameters[i], names, n_names))
            print_parameter(out, &view, i);
    if (ferror(out))
        return error_set(error, STATUS_STORAGE, "the explanation could not be written");
    return STATUS_OK;
}
