/* Contracts: payments for what clients have reached, the programme's end, providers' staff and cash. */
#ifndef ROUTEWAY_PROCESSES_CONTRACTS_H
#define ROUTEWAY_PROCESSES_CONTRACTS_H

#include "agents/journeys.h"

enum status contracts_prepare(struct world *world, struct error *error) MUST_CHECK;
void contracts_events(struct world *world, struct strip *strip);
void contracts_offices(struct world *world);

/* A programme has been paid for the job outcome of its client: earlier agencies have their share of it. */
void credit_outcome(const struct world *world, struct strip *strip, struct journey *journey, int32_t fee);
/* The retention fee of a student of the skills stream. */
void credit_retention(const struct world *world, struct strip *strip, struct journey *journey);
/* Another week of those who are followed after a journey or a course. */
void credit_follow(const struct world *world, struct strip *strip);

#endif
