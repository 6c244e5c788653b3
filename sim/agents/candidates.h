/* Who may have an event this week: those whom the screen found, and those whom a process of this week has touched. */
#ifndef ROUTEWAY_AGENTS_CANDIDATES_H
#define ROUTEWAY_AGENTS_CANDIDATES_H

#include "agents/world.h"

#define CANDIDATE_ROWS 64 /* rows of a group: one bit each */

/* One group of rows. Strips hold whole groups. */
struct candidates {
    uint64_t lane[LANES]; /* bit i: the i-th row may have an event of that lane; rebuilt each week */
};

/* Something that hazards depend on has changed: the person is a candidate of all later processes of the week, and has a
   new key from the next week on. */
static inline void candidates_touch(const struct world *self, uint32_t row)
{
    self->touched[row / CANDIDATE_ROWS] |= UINT64_C(1) << row % CANDIDATE_ROWS;
}

/* The first candidate of a lane from `row` on, before `last`; `last` when there is none. Only saves time. */
static inline uint32_t candidates_next(const struct world *self, uint32_t row, uint32_t last, enum lane lane)
{
    while (row < last) {
        uint32_t group = row / CANDIDATE_ROWS;
        uint64_t found = (self->candidates[group].lane[lane] | self->touched[group]) >> row % CANDIDATE_ROWS;
        if (found) {
            row += (uint32_t)__builtin_ctzll(found);
            return row < last ? row : last;
        }
        row = (group + 1) * CANDIDATE_ROWS;
    }
    return last;
}

/* Rows of the strip's block who are candidates of a lane, in order: CANDIDATES(world, strip, lane, row) statement */
#define CANDIDATES(world, strip, lane, row)                                                                            \
    for (uint32_t row = candidates_next(world, (strip)->from, (strip)->to, lane); row < (strip)->to;                   \
         row = candidates_next(world, row + 1, (strip)->to, lane))

#endif
