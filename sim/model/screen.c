/* One Philox block a person and week gives each process 16 bits, compared with an upper bound of its probability for
   the person's class. Only candidates are looked at exactly; results never depend on it. */
#include "model/internal.h"

void screen_strip(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    uint32_t last = strip->last < world->present ? strip->last : world->present;
    if (world->no_screen) {
        for (uint32_t row = strip->first; row < last; row++)
            p->candidate[row] = UINT8_MAX;
        return;
    }
    for (uint32_t row = strip->first; row < last; row++) {
        const uint32_t *bound = world->bound[class_of(p, row)];
        struct random_block block = random_draw(world->key, p->id[row], world->week, PURPOSE_SCREEN, 0);
        uint8_t candidate = 0;
        for (unsigned lane = 0; lane < LANES; lane++)
            candidate |= (uint8_t)((bound[lane] != 0 && random_lane(&block, lane) <= bound[lane] >> 16) << lane);
        p->candidate[row] = candidate;
    }
}
