/* Ageing, school leavers and graduates, early retirement, exits at 65, moves between areas. */
#ifndef ROUTEWAY_PROCESSES_DEMOGRAPHY_H
#define ROUTEWAY_PROCESSES_DEMOGRAPHY_H

#include "agents/world.h"

#define DEMOGRAPHY_RETIREMENT_AGE 58

struct demography_tables {
    uint32_t retire[2]; /* [searching], weekly probability at 58 and over */
    int32_t move;       /* log rate */
};

/* Week in which someone who enters at 16 in entry_week leaves education, and the qualification then. Keyed by identity.
 */
struct education {
    int32_t end_week;
    uint8_t qualification;
};
struct education demography_education(struct random_key key, uint32_t id, int32_t entry_week,
                                      const struct demography_params *rules);

enum status demography_prepare(struct world *world, struct error *error) MUST_CHECK;
/* What the calendar holds for the strip this week. */
void demography_calendar(struct world *world, struct strip *strip);
/* Early retirement and moves. */
void demography_hazards(struct world *world, struct strip *strip);

#endif
