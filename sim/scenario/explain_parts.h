/* Parts of explain and schema. Inside sim/scenario only. */
#ifndef ROUTEWAY_SCENARIO_EXPLAIN_PARTS_H
#define ROUTEWAY_SCENARIO_EXPLAIN_PARTS_H

#include "scenario/trace.h"
#include <jansson.h>

/* "from 2009-04-06 in 2 of 32 areas (Fife, Glasgow City)" */
void explain_scope(const struct scenario_trace *trace, const struct change *change, char *out, size_t size);

/* Whether the parameter is named, by its module or in full; without names every parameter is. */
bool explain_wanted(const struct parameter *row, const char *const *names, size_t n_names);

enum status explain_json(FILE *out, const struct plan *plan, const struct scenario_trace *trace,
                         const char *const *names, size_t n_names, struct error *error) MUST_CHECK;

/* schema.c: the declaration of a parameter, and one of its values. */
json_t *parameter_json(const struct parameter *row);
json_t *value_json(const struct parameter *row, double value);

#endif
