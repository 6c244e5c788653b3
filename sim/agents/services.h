/* Services: how the main barrier is judged, what a service costs, its beginning and its end (rows: provision). */
#ifndef ROUTEWAY_AGENTS_SERVICES_H
#define ROUTEWAY_AGENTS_SERVICES_H

#include "agents/journeys.h"

#define SERVICES_ALL_BARRIERS ((1u << BARRIER_COUNT) - 1)

/* The barriers that a stream may act on, as bits. */
uint32_t services_barriers_of(const struct world *world, size_t area, enum stream stream);

/* The barrier that looks largest, among those of the bits (none: BARRIER_COUNT), to an agency whose record is so
   complete (1/255), and how large it looks (1/255). An incomplete record blurs every barrier; the error is the person's
   and the week's. */
enum barrier services_main_barrier(const struct world *world, uint32_t row, uint8_t record, uint32_t among,
                                   int32_t *level);

/* The service for a barrier that looks so large: the first listed that acts on it for a large one, else the last. */
enum service services_for(const struct provision_params *rules, enum barrier barrier, int32_t level);

/* Pence for a start in an area; more where the area is rural. */
int32_t services_cost(const struct world *world, size_t area, enum service service);

/* A journey's client begins a service. The provider bears its cost: a part now and what the learner pays, the rest on
 * completion. */
void services_begin(struct world *world, struct strip *strip, struct journey *journey, enum service service);

/* The service ends; completed, it acts on its barrier and on skills. */
void services_end(struct world *world, struct strip *strip, struct journey *journey, bool completed);

/* How good whoever gives the client's services is at a barrier: the specialism. */
double services_quality(const struct world *world, const struct journey *journey, enum barrier barrier);
/* The same of any provider, by the rules of the place. */
double services_quality_of(const struct rules *place, uint8_t provider, enum barrier barrier);

/* The service in progress of a person who has one. */
static inline enum service services_of(const struct persons *p, uint32_t row)
{
    return (enum service)((p->service[row] - 1) % SERVICE_COUNT);
}

/* A college that passes a student on tells of vacancies and helps with applications: the course no longer keeps the
   student from applying. */
static inline bool services_passed_on(const struct persons *p, uint32_t row)
{
    return p->service[row] > SERVICE_COUNT;
}
static inline void services_pass_on(const struct persons *p, uint32_t row)
{
    p->service[row] = (uint8_t)(p->service[row] + SERVICE_COUNT);
}

/* The office that gives the client contact time, if any does. */
static inline struct provider_office *services_office(const struct world *world, const struct journey *journey)
{
    return &world->offices[(size_t)world->persons.area[journey->row] * PROVIDER_COUNT + journey->provider];
}

#endif
