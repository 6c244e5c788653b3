/* What a person earns, pays and receives in a week, in pence of the day: a function of the person's columns and the
   rates in force alone. */
#ifndef ROUTEWAY_AGENTS_INCOME_H
#define ROUTEWAY_AGENTS_INCOME_H

#include "agents/world.h"

/* Fills amounts[ACCOUNT_COUNT] for a week, all zero or above. Ages and sanctions count as they stand in that week. */
void income_of(const struct world *world, uint32_t row, int32_t week, int64_t amounts[ACCOUNT_COUNT]);

#endif
