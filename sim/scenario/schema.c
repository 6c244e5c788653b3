#include "agents/measures.h"
#include "scenario/explain_parts.h"
#include "scenario/names.h"

/* A value as JSON: a choice by its label, a date as text, a whole number as such. */
json_t *value_json(const struct parameter *row, double value)
{
    char text[80];
    if (row->type == TYPE_CHOICE || row->type == TYPE_DATE) {
        value_print(row, value, text, sizeof text);
        return json_string(text);
    }
    if (row->type == TYPE_INTEGER)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *labels_json(const struct axis *axis)
{
    json_t *list = json_array();
    for (size_t i = 0; i < axis->count; i++)
        (void)json_array_append_new(list, json_string(axis->labels[i]));
    return list;
}

static json_t *axis_json(const struct axis *axis)
{
    json_t *keys = json_array();
    for (size_t i = 0; i < axis->count; i++) {
        char key[CELL_KEY_SIZE];
        cell_key(axis, i, key);
        (void)json_array_append_new(keys, json_string(key));
    }
    return json_pack("{s:s, s:o, s:o}", "name", axis->name, "labels", labels_json(axis), "keys", keys);
}

static json_t *default_json(const struct parameter *row)
{
    if (!row->axis)
        return value_json(row, row->defaults[0]);
    json_t *list = json_array();
    for (size_t cell = 0; cell < row->count; cell++)
        (void)json_array_append_new(list, value_json(row, row->defaults[cell]));
    return list;
}

json_t *parameter_json(const struct parameter *row)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "module", row->module, "name",
                               row->name, "type", type_word(row->type), "unit", row->unit, "vary",
                               vary_token(row->vary), "family", family_word(row->family), "source", row->source,
                               "sentence", row->sentence, "default", default_json(row));
    if (row->type == TYPE_CHOICE) {
        (void)json_object_set_new(object, "choices", labels_json(row->choices));
    } else {
        (void)json_object_set_new(object, "low", value_json(row, row->low));
        (void)json_object_set_new(object, "high", value_json(row, row->high));
    }
    if (row->axis)
        (void)json_object_set_new(object, "axis", axis_json(row->axis));
    return object;
}

static json_t *measure_json(const struct measure *measure)
{
    static const char *const kinds[] = {"stock", "weekly", "cohort"};
    json_t *object = json_pack("{s:s, s:s, s:s, s:b, s:s}", "name", measure->name, "unit", measure->unit, "kind",
                               kinds[measure->kind], "by_area", measure->by_area, "sentence", measure->sentence);
    if (measure->axis)
        (void)json_object_set_new(object, "axis", axis_json(measure->axis));
    return object;
}

enum status scenario_schema(FILE *out, struct error *error)
{
    size_t n_parameters;
    size_t n_measures;
    const struct parameter *rows = parameters_all(&n_parameters);
    const struct measure *measures = measures_all(&n_measures);
    json_t *parameters = json_array();
    json_t *list = json_array();
    for (size_t i = 0; i < n_parameters; i++)
        (void)json_array_append_new(parameters, parameter_json(&rows[i]));
    for (size_t i = 0; i < n_measures; i++)
        (void)json_array_append_new(list, measure_json(&measures[i]));
    json_t *root = json_pack("{s:i, s:o, s:o}", "schema", 1, "parameters", parameters, "measures", list);
    int failed = root ? json_dumpf(root, out, JSON_INDENT(1) | JSON_REAL_PRECISION(15)) : -1;
    if (!failed)
        failed = fputc('\n', out) == EOF;
    json_decref(root);
    return failed ? error_set(error, STATUS_STORAGE, "the schema could not be written") : STATUS_OK;
}
