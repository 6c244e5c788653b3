/* What the weekly screen goes by: lanes of draws, and keys of persons who share upper bounds of their hazards. */
#ifndef ROUTEWAY_AGENTS_SCREEN_KEYS_H
#define ROUTEWAY_AGENTS_SCREEN_KEYS_H

#include "core/hazard.h"
#include <stdint.h>

/* One process a lane: which 16 bits of the week's block it screens by. */
enum lane {
    LANE_HEALTH,
    LANE_FAMILY,
    LANE_MOVES,
    LANE_SEPARATION,
    LANE_CLAIM,
    LANE_SEARCH,
    LANE_PROGRESS,
    LANE_BARRIERS,
    LANES
};

enum screen_class {
    CLASS_OUT,
    CLASS_PERMANENT,
    CLASS_TEMPORARY,
    CLASS_CLAIMANT,
    CLASS_UNEMPLOYED,
    CLASS_SICK,
    CLASS_CARING,
    CLASS_OTHER,
    CLASS_STUDENT,
    CLASSES
};

/* Traits of a person, as bits: some hazards are nothing without them. */
enum screen_trait {
    TRAIT_ILL = 1 /* a health barrier */,
    TRAIT_LOW = 2 /* one of housing or confidence */,
    TRAITS = 4
};

/* Levels of the application rate above a class's base, and of a permanent job's ending above permanent_rate: upper
   edges as binary logarithms, Q16. Level 0 of search are those who do not search; the last levels have no edge of their
   own. They are set where persons are, so that most stand little below their edge; they only save time. */
#define SEARCH_LEVELS 8
#define SEPARATION_LEVELS 8
extern const int32_t search_edges[SEARCH_LEVELS - 2];         /* of levels 1, 2, ... */
extern const int32_t separation_edges[SEPARATION_LEVELS - 1]; /* of levels 0, 1, ... */

/* A key says class, traits and levels; permanent jobs take a row for each level of separation. */
#define SCREEN_KEYS ((CLASSES - 1 + SEPARATION_LEVELS) * TRAITS * SEARCH_LEVELS)

static inline uint16_t screen_key(enum screen_class class, unsigned traits, unsigned search, unsigned separation)
{
    unsigned kind = class == CLASS_PERMANENT ? CLASSES - 1 + separation : class > CLASS_PERMANENT ? class - 1u : 0u;
    return (uint16_t)((kind * TRAITS + traits) * SEARCH_LEVELS + search);
}

/* The level of an excess over the base: the first whose edge is not below it. */
static inline unsigned screen_level(const int32_t *edges, unsigned count, int32_t excess)
{
    unsigned level = 0;
    while (level < count && excess > edges[level])
        level++;
    return level;
}

/* Upper bounds of the weekly probabilities, as thresholds. A process fills its own lane; the lanes of search and
   separation are also told apart by level. */
struct screen_bounds {
    uint32_t lane[CLASSES][TRAITS][LANES];
    uint32_t search[CLASSES][SEARCH_LEVELS];
    uint32_t separation[SEPARATION_LEVELS]; /* of permanent jobs */
};

/* Sets one lane of a class to nothing, or raises it to the sum of two thresholds. */
static inline void screen_clear(struct screen_bounds *self, enum lane lane)
{
    for (int class = 0; class < CLASSES; class ++)
        for (int traits = 0; traits < TRAITS; traits++)
            self->lane[class][traits][lane] = 0;
}
static inline void screen_raise(struct screen_bounds *self, int class, enum lane lane, uint32_t first, uint32_t second)
{
    for (int traits = 0; traits < TRAITS; traits++)
        threshold_raise(&self->lane[class][traits][lane], first, second);
}

#endif
