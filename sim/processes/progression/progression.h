/* Work and progression: contracts, pay, hours, promotion; and the terms of a new job. */
#ifndef ROUTEWAY_PROCESSES_PROGRESSION_H
#define ROUTEWAY_PROCESSES_PROGRESSION_H

#include "agents/world.h"

struct progression_tables {
    uint32_t to_permanent, raise, promotion, hours; /* weekly probabilities */
    uint32_t training[QUALIFICATION_COUNT][2];      /* [employer under 50 staff] */
};

enum status progression_prepare(struct world *world, struct error *error) MUST_CHECK;
void progression_step(struct world *world, struct strip *strip);

#endif
