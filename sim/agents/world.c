#include "agents/world.h"
#include "agents/identity.h"
#include "core/memory.h"
#include <string.h>

uint32_t world_row(const struct world *self, uint32_t id)
{
    uint32_t area = identity_area(id);
    uint32_t local = id & ((1u << IDENTITY_LOCAL_BITS) - 1u);
    if (!(local & IDENTITY_ENTRANT))
        return self->area_first[area] + local;
    local &= ~IDENTITY_ENTRANT;
    size_t cohort = (size_t)(local >> IDENTITY_COHORT_BITS) * self->n_areas + area;
    return self->entry_first[cohort] + (local & ((1u << IDENTITY_COHORT_BITS) - 1u));
}

static void strip_free(struct strip *self)
{
    if (self->draws != self->tally->draws)
        memory_free(self->draws);
    memory_free(self->stock);
    memory_free(self->clients);
    memory_free(self->bins);
    memory_free(self->stages);
    memory_free(self->spells);
    memory_free(self->journeys);
    memory_free(self->credits);
    memory_free(self->ended);
    memory_free(self->payments);
    memory_free(self->due);
    memory_free(self->starts);
    memory_free(self->starts_until);
}

/* Frees, and leaves nothing behind. */
#define FORGET(pointer) (memory_free(pointer), (pointer) = NULL)

void world_end_weeks(struct world *self)
{
    for (size_t i = 0; self->strips && i < self->n_strips; i++)
        strip_free(&self->strips[i]);
    for (int i = 0; self->tallies && i < self->threads; i++) {
        memory_free(self->tallies[i].weekly);
        memory_free(self->tallies[i].cohort);
        memory_free(self->tallies[i].draws);
    }
    FORGET(self->strips);
    FORGET(self->tallies);
    vacancies_free(&self->vacancies);
    FORGET(self->calendar);
    FORGET(self->candidates);
    FORGET(self->touched);
    FORGET(self->renewed);
    FORGET(self->offers);
    FORGET(self->dealt_offers);
    FORGET(self->listed);
    FORGET(self->waiting);
}

void world_free(struct world *self)
{
    world_end_weeks(self);
    persons_free(&self->persons);
    memory_free(self->area_first);
    memory_free(self->entry_first);
    memory_free(self->calendar_first);
    memory_free(self->rules);
    memory_free(self->rules_before);
    memory_free(self->regime);
    memory_free(self->regime_scopes);
    for (size_t i = 0; i < sizeof self->tables / sizeof self->tables[0]; i++)
        memory_free(self->tables[i]);
    memory_free(self->limits);
    memory_free(self->slots_at_start);
    memory_free(self->redundancy);
    memory_free(self->vacancy_rounding);
    memory_free(self->effective_applications);
    memory_free(self->totals);
    memory_free(self->last_week);
    memory_free(self->pay_factor);
    memory_free(self->posted);
    memory_free(self->withdrawn);
    memory_free(self->commuting);
    memory_free(self->commuting_guide);
    memory_free(self->moving);
    memory_free(self->mobility);
    memory_free(self->n_offers);
    memory_free(self->dealt_first);
    memory_free(self->jobcentres);
    memory_free(self->offices);
    memory_free(self->shares);
    memory_free(self->funds);
    memory_free(self->lots);
    memory_free(self->partners);
    memory_free(self->schedules);
    memory_free(self->waiting_first);
    memset(self, 0, sizeof *self);
}
