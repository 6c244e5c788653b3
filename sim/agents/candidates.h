/* Who may have an event this week: those whom the screen found, and those whom a process of this week has touched. */
#ifndef ROUTEWAY_AGENTS_CANDIDATES_H
#define ROUTEWAY_AGENTS_CANDIDATES_H

#include "agents/world.h"

#define CANDIDATE_ROWS PERSONS_GROUP /* rows of a group: one bit each */

/* One group of rows. Strips hold whole groups. */
struct candidates {
    uint64_t lane[LANES]; /* bit i: the i-th row may have an event of that lane; rebuilt each week */
};

static inline uint64_t candidates_bit(uint32_t row)
{
    return UINT64_C(1) << row % CANDIDATE_ROWS;
}

/* What the key says of the person may no longer bound the hazards of the weeks to come. */
static inline void candidates_renew(const struct world *self, uint32_t row)
{
    self->renewed[row / CANDIDATE_ROWS] |= candidates_bit(row);
}

/* The hazard of a later process of this week has risen. */
static inline void candidates_add(const struct world *self, uint32_t row, enum lane lane)
{
    self->candidates[row / CANDIDATE_ROWS].lane[lane] |= candidates_bit(row);
    candidates_renew(self, row);
}

/* The person's state has changed: any later process of the week may have something to do. */
static inline void candidates_touch(const struct world *self, uint32_t row)
{
    self->touched[row / CANDIDATE_ROWS] |= candidates_bit(row);
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

/* Asks for the columns of so many of a group's rows. */
static inline void candidates_ask_rows(const struct world *self, uint32_t group, uint64_t rows)
{
    for (; rows; rows &= rows - 1)
        persons_ask(&self->persons, group * CANDIDATE_ROWS + (uint32_t)__builtin_ctzll(rows));
}

/* Asks for the columns of the block's candidates of a lane; for phases that come to rows no earlier one has used. */
static inline void candidates_ask(const struct world *self, const struct strip *strip, enum lane lane)
{
    for (uint32_t row = strip->from; row < strip->to; row += CANDIDATE_ROWS) {
        uint32_t group = row / CANDIDATE_ROWS;
        candidates_ask_rows(self, group, self->candidates[group].lane[lane] | self->touched[group]);
    }
}

/* The place, in the strip's list of last week's JSA claimants, of the first who is at row `row` or after it; rows rise.
 */
static inline uint32_t clients_from(const struct strip *strip, uint32_t row)
{
    uint32_t low = 0, high = strip->n_clients;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strip->clients[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those of the strip's block, in order: CLIENTS(strip, row) statement */
#define CLIENTS(strip, row)                                                                                            \
    for (uint32_t row##_at = clients_from(strip, (strip)->from), row = 0;                                              \
         row##_at < (strip)->n_clients && (row = (strip)->clients[row##_at]) < (strip)->to; row##_at++)

/* The person's 32-bit draw for a lane this week. The lower half is drawn only if the upper one does not decide. */
struct lane_draw {
    const struct world *world;
    uint32_t row, upper, lower;
    enum lane lane;
};

#define LANE_DRAW_LOWER_OPEN UINT32_MAX

/* The screen's own draw is at hand in the phases that follow it on the same block. */
static inline struct lane_draw lane_draw(const struct world *world, const struct strip *strip, uint32_t row,
                                         enum lane lane)
{
    struct lane_draw draw = {world, row, 0, LANE_DRAW_LOWER_OPEN, lane};
    if (row >= strip->drawn_from && row < strip->drawn_to) {
        draw.upper = random_lane(&strip->draws[row - strip->drawn_from], lane);
    } else {
        struct random_block block = random_draw(world->key, world->persons.id[row], world->week, PURPOSE_SCREEN, 0);
        draw.upper = random_lane(&block, lane);
    }
    return draw;
}

/* Whether the draw is below a threshold, 2^32 = 1. Competing events take successive sums of their thresholds. */
static inline bool lane_below(struct lane_draw *self, uint64_t threshold)
{
    uint64_t decides = threshold >> 16;
    if (self->upper != decides)
        return self->upper < decides;
    if (self->lower == LANE_DRAW_LOWER_OPEN) {
        struct random_block block = random_draw(self->world->key, self->world->persons.id[self->row], self->world->week,
                                                PURPOSE_SCREEN_TAIL, 0);
        self->lower = random_lane(&block, self->lane);
    }
    return self->lower < (threshold & 0xffffu);
}

#endif
