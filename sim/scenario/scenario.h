/* Scenario files (the format: docs/scenarios.md): read, checked, merged, and resolved into a plan. */
#ifndef ROUTEWAY_SCENARIO_SCENARIO_H
#define ROUTEWAY_SCENARIO_SCENARIO_H

#include "core/error.h"
#include "model/plan.h"
#include "scenario/problems.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* "module.name=value" or "module.name.cell=value", the cell by its key or its label; as in --set. */
struct setting_override {
    const char *text;
};

/* Who set what: kept beside the plan for explain, and for the results file. */
struct scenario_trace;

/* One value of the resolved scenario: a cell of a parameter, or a knot of a path. */
struct resolved_parameter {
    const char *module, *name;
    const char *cell;     /* label of the cell, date of the knot, or "" */
    double value;         /* a choice is its index, a date its days since 1970-01-01 */
    double default_value; /* of the same cell */
    const char *text;     /* the value as a file would give it */
    const char *unit, *source;
    const char *origin; /* "default", "scotland-baseline.cfg:12" or "command line" */
};

/* Reads the scenario at path and what it extends, collects every problem, and writes the plan. On STATUS_BAD_SCENARIO
   or STATUS_BAD_DATA the plan is empty and *trace NULL; warnings alone are STATUS_OK. Start with *problems = {0}.
   The caller ends with plan_clear, scenario_trace_free and problems_clear. */
enum status scenario_load(struct plan *out, struct scenario_trace **trace, const char *path,
                          const struct setting_override *overrides, size_t n_overrides, struct problems *problems,
                          struct error *error) MUST_CHECK;
void scenario_trace_free(struct scenario_trace *self);

const char *scenario_title(const struct scenario_trace *self);
const char *scenario_description(const struct scenario_trace *self);

/* Every value in declared order; lives as long as the trace. */
const struct resolved_parameter *scenario_resolved(const struct scenario_trace *self, size_t *count);

/* The scenario as one file that extends nothing, with the origin of every value as a comment; given beside the same
   region it loads to the same digest. Lives as long as the trace. */
const char *scenario_text(const struct scenario_trace *self);

/* 64-bit FNV-1a over what the plan means (sim/scenario/digest.c); names of files and comments do not count. */
uint64_t plan_digest(const struct plan *self);

/* Prints each parameter: value, unit, bounds, source, who set it where, and dated changes. names: modules or
   module.name; none = all. An unknown name is STATUS_USAGE with the nearest valid one. */
enum status scenario_explain(FILE *out, const struct plan *plan, const struct scenario_trace *trace,
                             const char *const *names, size_t n_names, bool json, struct error *error) MUST_CHECK;

/* Every declared parameter and measure as JSON. */
enum status scenario_schema(FILE *out, struct error *error) MUST_CHECK;

#endif
