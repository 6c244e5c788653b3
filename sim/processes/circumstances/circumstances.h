/* Health and caring: shocks, recoveries, births, the start and end of care. */
#ifndef ROUTEWAY_PROCESSES_CIRCUMSTANCES_H
#define ROUTEWAY_PROCESSES_CIRCUMSTANCES_H

#include "agents/world.h"

struct circumstances_tables {
    uint32_t shock[AGE_COUNT][2]; /* [age][out of work], weekly probability */
    uint32_t recovery;
    uint32_t birth;
    uint32_t care[AGE_COUNT][SEX_COUNT];
    uint32_t care_end[2];                        /* [has a child under five] */
    uint32_t confidence_loss, confidence_regain; /* out of work; in work */
    uint32_t housing_loss[2], housing_recovery;  /* [out of work] */
    uint32_t skills_fade;                        /* out of work */
};

enum status circumstances_prepare(struct world *world, struct error *error) MUST_CHECK;
void circumstances_health(struct world *world, struct strip *strip);
void circumstances_family(struct world *world, struct strip *strip);
/* barriers.c: confidence, housing and skills. */
void circumstances_barriers_fill(const struct world *world, struct circumstances_tables *tables,
                                 const struct circumstances_params *rules);
void circumstances_barriers_bounds(struct world *world, const struct circumstances_tables *tables);
void circumstances_barriers(struct world *world, struct strip *strip);

#endif
