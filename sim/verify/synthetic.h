/* A small made-up region and a plan for it, without files; and runs of two models side by side. */
#ifndef ROUTEWAY_VERIFY_SYNTHETIC_H
#define ROUTEWAY_VERIFY_SYNTHETIC_H

#include "agents/persons.h"
#include "model/model.h"
#include "model/plan.h"
#include <stdint.h>

struct synthetic {
    size_t n_areas;
    double residents; /* of each area, aged 16-64; all are simulated */
    double stays;     /* share of workers who work where they live; the others go everywhere else alike */
    int32_t weeks;    /* all recorded */
};

/* A plan that sets only the run's length, scale and seed; every rule is at its default. End with plan_clear. */
enum status synthetic_plan(struct plan *out, const struct synthetic *facts, struct error *error) MUST_CHECK;

/* Adds a row for "module.name"; row->parameter is filled in here. STATUS_BAD_SCENARIO when there is no such parameter.
 */
enum status synthetic_row(struct plan *plan, const char *module, const char *name, struct plan_row row,
                          struct error *error) MUST_CHECK;
/* Adds a scope for the areas marked (NULL: all of them) and returns its index in *scope. */
enum status synthetic_scope(struct plan *plan, const uint8_t *areas, double share, uint32_t lottery, uint32_t *scope,
                            struct error *error) MUST_CHECK;

/* A model stepped to a week. */
enum status synthetic_run(struct model **out, const struct plan *plan, const struct model_options *options,
                          int32_t weeks, struct error *error) MUST_CHECK;

/* The persons of a model, for tests that look at them one by one. */
const struct persons *synthetic_persons(const struct model *model);

/* Whether any column of a row differs; `key`, which only saves time, is left out, and so is `arm` if asked. Of
   `journey`, a place in a list, it counts only whether there is one. */
bool synthetic_differs(const struct persons *a, const struct persons *b, size_t row, bool with_arm);
/* How many of the first rows differ; all rows differ if the models have different numbers of them. */
size_t synthetic_differences(const struct model *a, const struct model *b, bool with_arm);

#endif
