/* One person of the first week, or one who enters later, drawn by identity. */
#ifndef ROUTEWAY_MODEL_PEOPLE_H
#define ROUTEWAY_MODEL_PEOPLE_H

#include "model/internal.h"

/* Weeks of life at 16 and at 65. */
#define WEEKS_AT_ENTRY ((int32_t)(AGE_ENTRY * WEEKS_A_YEAR))
#define WEEKS_AT_EXIT ((int32_t)(AGE_EXIT * WEEKS_A_YEAR))

/* A resident of the first week; id and area are set already. */
void people_resident(struct world *world, uint32_t row, struct synthesis_cell cell);
/* A person who turns 16 in a week; id and area are set already. Stays out of the model until the calendar says so. */
void people_entrant(struct world *world, uint32_t row, int32_t entry_week);

#endif
