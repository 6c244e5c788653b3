/* The two tables of a region as facts. Inside sim/scenario only. */
#ifndef ROUTEWAY_SCENARIO_REGION_PARTS_H
#define ROUTEWAY_SCENARIO_REGION_PARTS_H

#include "agents/region.h"
#include "scenario/csv.h"

/* areas.c: one row an area. */
enum status areas_fill(struct region *out, const struct csv *table, struct problems *problems,
                       struct error *error) MUST_CHECK;
/* commuting.c: one row a pair of areas; out->areas is sorted by code. */
enum status commuting_fill(struct region *out, const struct csv *table, struct problems *problems,
                           struct error *error) MUST_CHECK;

#endif
