/* One Philox block a person and week gives eight processes 16 bits each; they are compared with upper bounds that the
   person's key stands for. */
#ifndef ROUTEWAY_CORE_SCREEN_LANES_H
#define ROUTEWAY_CORE_SCREEN_LANES_H

#include "core/random_many.h"

#define SCREEN_ROWS RANDOM_MANY

/* out[lane]: bit i is set when that lane of random_draw(key, ids[i], week, purpose, 0) is at most
   limits[keys[i]][lane]. The draws are left in blocks. SCREEN_ROWS ids and keys are read. */
void screen_lanes(struct random_key key, const uint32_t ids[SCREEN_ROWS], int32_t week, enum purpose purpose,
                  const uint16_t keys[SCREEN_ROWS], const uint16_t (*limits)[RANDOM_LANES], uint64_t out[RANDOM_LANES],
                  struct random_block blocks[SCREEN_ROWS]);

/* The portable twin, for tests and other processors. */
void screen_lanes_scalar(struct random_key key, const uint32_t ids[SCREEN_ROWS], int32_t week, enum purpose purpose,
                         const uint16_t keys[SCREEN_ROWS], const uint16_t (*limits)[RANDOM_LANES],
                         uint64_t out[RANDOM_LANES], struct random_block blocks[SCREEN_ROWS]);

#endif
