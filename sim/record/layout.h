/* What a result file holds: names that writer and reader share. docs/results.md tells it to readers of files. */
#ifndef ROUTEWAY_RECORD_LAYOUT_H
#define ROUTEWAY_RECORD_LAYOUT_H

#include <stddef.h>

#define RESULT_SCHEMA_VERSION 3
#define RESULT_NAME_SIZE 40
#define RESULT_TEXT_SIZE 256

/* Root attributes. Texts, but for schema_version, seed, replicates, scale and person_weeks. */
#define RESULT_TITLE "title"
#define RESULT_CONVENTIONS "Conventions"
#define RESULT_SCHEMA "schema_version"
#define RESULT_CODE_VERSION "code_version"
#define RESULT_CODE_COMMIT "code_commit"
#define RESULT_SEED "seed"
#define RESULT_REPLICATES "replicates"
#define RESULT_SCALE "scale"
#define RESULT_REGION "region"
#define RESULT_SCENARIO_DIGEST "scenario_digest"
#define RESULT_CONTENT_DIGEST "content_digest"
#define RESULT_PERSON_WEEKS "person_weeks"
#define RESULT_STATE "state" /* RESULT_COMPLETE, or no result */
#define RESULT_COMPLETE "complete"

/* Dimensions and coordinates in the root group; further dimensions carry the names of axes. */
#define RESULT_DIM_REPLICATE "replicate"
#define RESULT_DIM_TIME "time"
#define RESULT_DIM_AREA "area"
#define RESULT_AREA_NAME "area_name"

/* Groups of ragged tables. /people and not /persons: that name is taken by a measure. */
#define RESULT_GROUP_PEOPLE "people"
#define RESULT_GROUP_SPELLS "spells"
#define RESULT_GROUP_JOURNEYS "participations"
#define RESULT_GROUP_LEDGER "ledger"
#define RESULT_GROUP_SCENARIO "scenario"

/* One row of /scenario: a cell of a parameter, its value and who said so. */
struct result_parameter {
    const char *name; /* "claims.off_flow" */
    const char *cell; /* "" when the parameter has one cell */
    double value;     /* a choice is its index, a date its days since 1970-01-01 */
    const char *text; /* the value as a scenario file would give it */
    const char *unit;
    double default_value;
    const char *source; /* evidence id, or "assumption" */
    const char *origin; /* "default", or the file and line that set it */
};

#endif
