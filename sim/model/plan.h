/* All that the model is told: a region's facts and resolved rows. Written by scenario/, read by model/. */
#ifndef ROUTEWAY_MODEL_PLAN_H
#define ROUTEWAY_MODEL_PLAN_H

#include "agents/region.h"
#include "core/error.h"
#include "core/parameter.h"
#include <stddef.h>
#include <stdint.h>

/* SET and MULTIPLY act from from_week until (not including) until_week, in the order of the rows.
   KNOT is a point of a path: from_week is its week (negative before the start), and it applies everywhere. */
enum plan_operation { PLAN_SET, PLAN_MULTIPLY, PLAN_KNOT };

#define PLAN_ALWAYS_FROM INT32_MIN
#define PLAN_ALWAYS_UNTIL INT32_MAX
#define PLAN_ALL_CELLS UINT32_MAX

struct plan_row {
    uint32_t parameter; /* index into parameters_all() */
    uint32_t cell;      /* or PLAN_ALL_CELLS */
    uint32_t scope;     /* index into scopes; 0 is everyone */
    enum plan_operation operation;
    int32_t from_week, until_week;
    double value;
};

/* Whom a change applies to: the areas marked, and in them a share of persons drawn by lottery. */
struct plan_scope {
    uint8_t *areas;   /* one byte an area of the region, 1 = covered */
    double share;     /* 1 = everyone */
    uint32_t lottery; /* persons drawn by the same lottery number are the same persons; 0..2 */
};

#define PLAN_MAX_LOTTERIES 3

struct plan {
    char *title;
    struct region region;
    struct plan_row *rows;
    size_t n_rows;
    struct plan_scope *scopes; /* scopes[0] is everyone, everywhere */
    size_t n_scopes;
};

/* Every declared parameter, in a fixed order; the same table for scenario files, results and documents. */
const struct parameter *parameters_all(size_t *count);

/* The value of one AT_START parameter under the plan (its default when no row sets it). */
double plan_at_start(const struct plan *self, const char *module, const char *name);

/* Which scopes, a bit each, cover persons of an area whom a set of lotteries (arm, a bit each) has drawn. */
uint64_t plan_scopes(const struct plan *self, size_t area, size_t arm);

/* The rules of a week for those in these scopes; 1: for everyone who is in no other scope. */
struct rules;
void plan_rules(const struct plan *self, int32_t week, uint64_t scopes, struct rules *out);

void plan_clear(struct plan *self);

#endif
