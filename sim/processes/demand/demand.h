/* Demand: job slots, vacancies posted and withdrawn, redundancies. */
#ifndef ROUTEWAY_PROCESSES_DEMAND_H
#define ROUTEWAY_PROCESSES_DEMAND_H

#include "agents/world.h"

/* The rule: target vacancies of an area, openings^(1-eta) x (applications/theta)^eta. */
double demand_target(double openings, double applications, double applications_per_opening, double supply_response);

/* Sets redundancy probabilities from filled jobs and slots, before the separations' bounds are prepared. */
enum status demand_prepare(struct world *world, struct error *error) MUST_CHECK;
/* Draws how the vacancies of each area and sector are rounded, once. */
void demand_fill(struct world *world);
/* Posts and withdraws the vacancies of an area. */
void demand_vacancies(struct world *world, size_t area);

#endif
