/* The same draws as random.h for many identities at once, by vector code where the processor has it. */
#ifndef ROUTEWAY_CORE_RANDOM_MANY_H
#define ROUTEWAY_CORE_RANDOM_MANY_H

#include "core/random.h"
#include <stddef.h>

#define RANDOM_MANY 64 /* identities of one call */

/* out[i] is random_draw(key, ids[i], week, purpose, 0). All RANDOM_MANY are drawn. */
void random_many(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                 struct random_block out[RANDOM_MANY]);

/* The portable twin, for tests and other processors. */
void random_many_scalar(struct random_key key, const uint32_t ids[RANDOM_MANY], int32_t week, enum purpose purpose,
                        struct random_block out[RANDOM_MANY]);

/* Who, when and for the how-manieth time. */
struct random_counters {
    uint32_t id[RANDOM_MANY], week[RANDOM_MANY], index[RANDOM_MANY];
};

/* out[i] is random_draw(key, id[i], week[i], purpose, index[i]), i < count <= RANDOM_MANY. Up to seven more counters
   are read and blocks written. */
void random_each(struct random_key key, enum purpose purpose, const struct random_counters *counters, size_t count,
                 struct random_block out[RANDOM_MANY]);

/* Its portable twin. */
void random_each_scalar(struct random_key key, enum purpose purpose, const struct random_counters *counters,
                        size_t count, struct random_block out[RANDOM_MANY]);

#endif
