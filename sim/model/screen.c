/* One Philox block a person and week gives each process 16 bits, compared with an upper bound of its probability for
   the person's class. Only candidates are looked at exactly; results never depend on it. */
#include "core/random_many.h"
#include "model/internal.h"

/* The upper 16 bits of the bounds of a class, and which of its lanes have a bound above nothing. */
struct limits {
    uint16_t lanes[RANDOM_LANES];
    uint8_t open;
};

static void fill_limits(struct limits limits[CLASSES], const struct world *world)
{
    for (int class = 0; class < CLASSES; class ++) {
        limits[class].open = 0;
        for (unsigned lane = 0; lane < LANES; lane++) {
            uint32_t bound = world->bound[class][lane];
            limits[class].lanes[lane] = (uint16_t)(bound >> 16);
            limits[class].open |= (uint8_t)((bound != 0) << lane);
        }
    }
}

static void screen_rows(const struct world *world, const struct limits *limits, uint32_t first, uint32_t count)
{
    const struct persons *p = &world->persons;
    struct random_block blocks[RANDOM_MANY];
    uint32_t ids[RANDOM_MANY] = {0};
    bool whole = count == RANDOM_MANY;
    for (uint32_t i = 0; !whole && i < count; i++)
        ids[i] = p->id[first + i];
    random_many(world->key, whole ? p->id + first : ids, world->week, PURPOSE_SCREEN, blocks);
    for (uint32_t i = 0; i < count; i++) {
        const struct limits *mine = &limits[class_of(p, first + i)];
        p->candidate[first + i] = random_lanes_within(&blocks[i], mine->lanes) & mine->open;
    }
}

void screen_strip(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    uint32_t last = strip->last < world->present ? strip->last : world->present;
    struct limits limits[CLASSES];
    if (world->no_screen) {
        for (uint32_t row = strip->first; row < last; row++)
            p->candidate[row] = UINT8_MAX;
        return;
    }
    fill_limits(limits, world);
    for (uint32_t row = strip->first; row < last; row += RANDOM_MANY)
        screen_rows(world, limits, row, last - row < RANDOM_MANY ? last - row : RANDOM_MANY);
}
