/* The description of one recorded measure. Rows stand in agents/measures.def. */
#ifndef ROUTEWAY_CORE_MEASURE_H
#define ROUTEWAY_CORE_MEASURE_H

#include "core/parameter.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* STOCK: persons in a state at the end of the week. WEEKLY: counted afresh each week.
   COHORT: stands at the week in which the spell began, and fills up as time passes. */
enum measure_kind { MEASURE_STOCK, MEASURE_WEEKLY, MEASURE_COHORT };

struct measure {
    const char *name;
    const char *unit;
    enum measure_kind kind;
    int by_area;             /* one value an area, or one for the whole region */
    const struct axis *axis; /* further dimension, or NULL */
    size_t cells;            /* axis->count, or 1 */
    const char *sentence;    /* long_name in the results */
};

/* Whether a value of it can exceed 32 bits: money and time summed over an area's people. */
bool measure_is_wide(const struct measure *self);

/* Whether its weeks are handed over block by block: those by area take most of the room, and none changes later. */
static inline bool measure_is_in_blocks(const struct measure *self)
{
    return self->by_area && self->kind != MEASURE_COHORT;
}

/* Values of a measure: 32 bits each, or 64 where the measure is wide. */
struct numbers {
    const int32_t *narrow; /* NULL: they are wide */
    const int64_t *wide;
};

static inline int64_t numbers_at(struct numbers self, size_t i)
{
    return self.narrow ? self.narrow[i] : self.wide[i];
}

#endif
