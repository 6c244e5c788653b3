/* Which unemployment benefit a person can claim. */
#ifndef ROUTEWAY_AGENTS_ENTITLEMENT_H
#define ROUTEWAY_AGENTS_ENTITLEMENT_H

#include "agents/world.h"

#define AGE_JSA 18

/* Contributory JSA after a long enough job that ended within half a year, income-based JSA otherwise. Call it before
   the job's columns are overwritten. */
static inline enum claim jsa_kind(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    int32_t left = p->activity[row] == ACTIVITY_EMPLOYED ? world->week : p->out_of_work_since[row];
    int32_t worked = left - p->employed_since[row];
    bool recent = world->week - left < 26;
    return recent && worked >= (int32_t)rules_of(world, row)->claims.contribution_weeks ? CLAIM_JSA_CONTRIBUTORY
                                                                                        : CLAIM_JSA_INCOME;
}

/* Whether the present JSA claim is a repeat: the last one ended fewer than claims.repeat_weeks before it. */
static inline bool jsa_is_repeat(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    return p->claim_ended[row] != WEEK_NONE &&
           p->claim_since[row] - p->claim_ended[row] < (int32_t)world->rules[0].claims.repeat_weeks;
}

/* Who may claim JSA at all. */
static inline bool jsa_age(const struct world *world, uint32_t row)
{
    return age_years(world->persons.birth_week[row], world->week) >= AGE_JSA;
}

/* Conditionality group: what a claimant must do for the benefit. */
static inline enum conditionality conditionality_of(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    switch (p->claim[row]) {
    case CLAIM_NONE:
        return CONDITIONALITY_OFF_BENEFIT;
    case CLAIM_ESA:
        return p->flags[row] & PERSON_CORE ? CONDITIONALITY_NO_CONDITIONALITY : CONDITIONALITY_PROGRESSION;
    case CLAIM_INCOME_SUPPORT: {
        int32_t age = p->child_birth_week[row] == WEEK_NONE ? 0 : age_years(p->child_birth_week[row], world->week);
        return age < 1 ? CONDITIONALITY_NO_CONDITIONALITY : CONDITIONALITY_PROGRESSION;
    }
    default:
        return CONDITIONALITY_WORK_READY;
    }
}

#endif
