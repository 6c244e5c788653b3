/* Services: how the main barrier is judged, what a service costs, its beginning and its end (rows: provision). */
#ifndef ROUTEWAY_AGENTS_SERVICES_H
#define ROUTEWAY_AGENTS_SERVICES_H

#include "agents/journeys.h"

/* The barrier that looks largest to an agency whose record is so complete (1/255), and how large it looks (1/255). An
   incomplete record blurs every barrier; the error is the person's and the week's. */
enum barrier services_main_barrier(const struct world *world, uint32_t row, uint8_t record, int32_t *level);

/* The service for a barrier that looks so large: the first listed that acts on it for a large one, else the last. */
enum service services_for(const struct provision_params *rules, enum barrier barrier, int32_t level);

/* Pence for a start in an area; more where the area is rural. */
int32_t services_cost(const struct world *world, size_t area, enum service service);

/* How good a provider is at services for a barrier against the standard: its specialism. */
double services_quality(const struct provision_params *rules, uint8_t provider, int barrier);

/* A journey's client begins a service. The provider bears its cost: a part now, the rest on completion. */
void services_begin(struct world *world, struct strip *strip, struct journey *journey, enum service service);

/* The service ends; completed, it acts on its barrier and on skills. */
void services_end(struct world *world, struct strip *strip, struct journey *journey, bool completed);

static inline struct provider_office *services_office(const struct world *world, const struct journey *journey)
{
    return &world->offices[(size_t)world->persons.area[journey->row] * PROVIDER_COUNT + journey->provider];
}

#endif
