/* The tables of a region: PREFIX.csv and commuting_PREFIX.csv, or areas.csv and commuting.csv in a folder. */
#ifndef ROUTEWAY_SCENARIO_REGION_FILE_H
#define ROUTEWAY_SCENARIO_REGION_FILE_H

#include "agents/region.h"
#include "scenario/problems.h"

/* path is a folder or a prefix ("regions/scotland"). What is wrong with the tables becomes problems of kind
   STATUS_BAD_DATA, and the region is empty then; the status is STATUS_OK unless memory runs out. */
enum status region_load(struct region *out, const char *path, struct place place, struct problems *problems,
                        struct error *error) MUST_CHECK;

#endif
