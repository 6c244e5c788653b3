/* The trace as a struct plan. Inside sim/scenario only. */
#ifndef ROUTEWAY_SCENARIO_BUILD_H
#define ROUTEWAY_SCENARIO_BUILD_H

#include "scenario/trace.h"

/* Fills everything but the region. Cells at their default make no row. */
enum status plan_build(struct plan *out, const struct scenario_trace *trace, struct error *error) MUST_CHECK;

#endif
