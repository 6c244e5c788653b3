/* Counting: integers, kept by strip or thread, added up at the end of the week. */
#ifndef ROUTEWAY_AGENTS_COUNTS_H
#define ROUTEWAY_AGENTS_COUNTS_H

#include "agents/world.h"

static inline void count_weekly(const struct world *self, struct strip *strip, enum count count, size_t area,
                                size_t cell, int64_t amount, size_t cells)
{
    strip->tally->weekly[self->count_offset[count] + area * cells + cell] += amount;
}

static inline void count_stock(const struct world *self, struct strip *strip, enum count count, size_t area,
                               size_t cell, int64_t amount, size_t cells)
{
    strip->stock[self->count_offset[count] + area * cells + cell] += amount;
}

/* Counts at the week in which the spell began; spells that began before the run are not in any cohort. */
static inline void count_cohort_amount(const struct world *self, struct strip *strip, enum count count, int32_t week,
                                       size_t cell, int32_t amount, size_t cells)
{
    if (week >= 0)
        strip->tally->cohort[self->count_offset[count] + (size_t)week * cells + cell] += amount;
}

static inline void count_cohort(const struct world *self, struct strip *strip, enum count count, int32_t week,
                                size_t cell, size_t cells)
{
    count_cohort_amount(self, strip, count, week, cell, 1, cells);
}

#endif
