#include "core/dates.h"
#include "scenario/explain_parts.h"
#include "scenario/names.h"
#include <inttypes.h>

static json_t *origin_json(const struct scenario_trace *trace, struct origin origin)
{
    char text[300];
    origin_print(trace, origin, true, text, sizeof text);
    return json_string(text);
}

static json_t *values_json(const struct scenario_trace *trace, size_t parameter)
{
    const struct parameter *row = &trace->parameters[parameter];
    json_t *list = json_array();
    for (size_t cell = 0; cell < row->count; cell++) {
        size_t at = trace->first[parameter] + cell;
        json_t *object =
            json_pack("{s:o, s:o, s:o}", "value", value_json(row, trace->values[at]), "default",
                      value_json(row, row->defaults[cell]), "origin", origin_json(trace, trace->origins[at]));
        if (row->axis)
            (void)json_object_set_new(object, "cell", json_string(row->axis->labels[cell]));
        (void)json_array_append_new(list, object);
    }
    return list;
}

static json_t *date_json(int32_t day)
{
    char date[11];
    if (day == DAY_NONE_FROM || day == DAY_NONE_UNTIL)
        return json_null();
    date_print(day, date);
    return json_string(date);
}

static json_t *path_json(const struct scenario_trace *trace, size_t parameter)
{
    json_t *list = json_array();
    for (size_t i = 0; i < trace->n_knots; i++) {
        const struct knot *knot = &trace->knots[i];
        if (knot->parameter == parameter)
            (void)json_array_append_new(list, json_pack("{s:o, s:f, s:o}", "date", date_json(knot->day), "value",
                                                        knot->value, "origin", origin_json(trace, knot->origin)));
    }
    return list;
}

static json_t *areas_json(const struct scenario_trace *trace, const struct change *change)
{
    if (change->everywhere)
        return json_string("all");
    json_t *list = json_array();
    for (size_t i = 0; i < trace->areas->n_areas; i++)
        if (trace->marks[change->first_area + i])
            (void)json_array_append_new(list, json_string(trace->areas->areas[i].code));
    return list;
}

static json_t *change_json(const struct scenario_trace *trace, const struct operation *operation)
{
    const struct parameter *row = &trace->parameters[operation->parameter];
    const struct change *change = &trace->changes[operation->change];
    bool multiply = operation->operation == PLAN_MULTIPLY;
    json_t *object = json_pack("{s:o, s:o, s:o, s:f, s:i, s:s, s:o, s:o}", "from", date_json(change->from), "until",
                               date_json(change->until), "areas", areas_json(trace, change), "share", change->share,
                               "lottery", (int)change->lottery, "operation", multiply ? "multiply" : "set", "value",
                               multiply ? json_real(operation->value) : value_json(row, operation->value), "origin",
                               origin_json(trace, operation->origin));
    if (row->axis)
        (void)json_object_set_new(object, "cell", json_string(row->axis->labels[operation->cell]));
    return object;
}

static json_t *resolved_json(const struct scenario_trace *trace, size_t parameter)
{
    json_t *object = parameter_json(&trace->parameters[parameter]);
    json_t *changes = json_array();
    for (size_t i = 0; i < trace->n_operations; i++)
        if (trace->operations[i].parameter == parameter)
            (void)json_array_append_new(changes, change_json(trace, &trace->operations[i]));
    if (trace_knots(trace, parameter))
        (void)json_object_set_new(object, "path", path_json(trace, parameter));
    else
        (void)json_object_set_new(object, "values", values_json(trace, parameter));
    (void)json_object_set_new(object, "changes", changes);
    return object;
}

enum status explain_json(FILE *out, const struct plan *plan, const struct scenario_trace *trace,
                         const char *const *names, size_t n_names, struct error *error)
{
    char digest[20];
    json_t *list = json_array();
    (void)snprintf(digest, sizeof digest, "%016" PRIx64, plan_digest(plan));
    for (size_t i = 0; i < trace->n_parameters; i++)
        if (explain_wanted(&trace->parameters[i], names, n_names))
            (void)json_array_append_new(list, resolved_json(trace, i));
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "title", trace->title, "description", trace->description, "digest",
                  digest, "region", plan->region.name, "areas", (json_int_t)plan->region.n_areas, "parameters", list);
    int failed = root ? json_dumpf(root, out, JSON_INDENT(1) | JSON_REAL_PRECISION(15)) : -1;
    if (!failed)
        failed = fputc('\n', out) == EOF;
    json_decref(root);
    return failed ? error_set(error, STATUS_STORAGE, "the explanation could not be written") : STATUS_OK;
}
