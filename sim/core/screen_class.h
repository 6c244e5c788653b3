/* One hazard a week for many identities in a row, by an upper bound for each of 16 classes. An identity has one draw of
   32 bits: the upper 16 are a lane of a Philox block that serves eight identities (counter identity / 8, lane
   identity % 8), the lower 16 the same lane of a block of another purpose, drawn only when they decide. The screen
   compares the upper halves with the bounds; candidates are then settled exactly by screen_below.
   Results never depend on the bounds, as long as they are bounds. */
#ifndef ROUTEWAY_CORE_SCREEN_CLASS_H
#define ROUTEWAY_CORE_SCREEN_CLASS_H

#include "core/random.h"
#include <stdbool.h>
#include <stddef.h>

#define SCREEN_CLASSES 16
#define SCREEN_WORD 64                           /* identities of one word of bits */
#define SCREEN_WORDS 64                          /* most words of one call */
#define SCREEN_MOST (SCREEN_WORD * SCREEN_WORDS) /* identities */
#define SCREEN_NOBODY 0x80u                      /* class of a row without a person: never a candidate */

/* Which draw. One that has the same key, week and purposes elsewhere is the same draw: give the screens of a model
   purposes of their own. */
struct screen_draw {
    struct random_key key;
    int32_t week;
    enum purpose purpose; /* of the upper halves */
    enum purpose tail;    /* of the lower halves */
};

/* Bounds as the vector code looks them up, one byte a class. */
struct screen_limits {
    uint8_t low[SCREEN_CLASSES], high[SCREEN_CLASSES]; /* of the upper 16 bits */
    uint8_t open[SCREEN_CLASSES];                      /* 0xff where the bound is not 0 */
};

/* What one call finds. */
struct screen_found {
    uint64_t candidates[SCREEN_WORDS]; /* bit i of word w: identity first + 64 w + i */
    uint16_t upper[SCREEN_MOST];       /* upper half of the draw of identity first + i */
};

/* bounds[c]: no threshold of a person of class c may be above it. 0: nothing can happen; UINT32_MAX: all of the class
   are candidates. */
void screen_limits_set(struct screen_limits *self, const uint32_t bounds[SCREEN_CLASSES]);

/* Finds the candidates among identities first .. first + 64 words - 1: those whose upper half is at most that of the
   bound of their class, which is not 0. first is a multiple of 64. The lowest four bits of a class count, and
   SCREEN_NOBODY. */
void screen_class(const struct screen_draw *draw, uint32_t first, size_t words, const uint8_t *classes,
                  const struct screen_limits *limits, struct screen_found *found);

/* The 16 bits of an identity's lane. */
uint32_t screen_upper(const struct screen_draw *draw, uint32_t identity);
uint32_t screen_tail(const struct screen_draw *draw, uint32_t identity);

/* Whether the whole draw, whose upper half is known, is below a threshold: true with probability threshold / 2^32.
   Competing outcomes share the draw: the first if it is below the first threshold, the second if below the sum. */
static inline bool screen_below(const struct screen_draw *draw, uint32_t identity, uint32_t upper, uint32_t threshold)
{
    if (upper != threshold >> 16)
        return upper < threshold >> 16;
    return random_below(upper << 16 | screen_tail(draw, identity), threshold);
}

#endif
