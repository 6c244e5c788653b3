/* Contracts: payments for what clients have reached, the programme's end, providers' staff and cash. */
#ifndef ROUTEWAY_PROCESSES_CONTRACTS_H
#define ROUTEWAY_PROCESSES_CONTRACTS_H

#include "agents/journeys.h"

enum status contracts_prepare(struct world *world, struct error *error) MUST_CHECK;
void contracts_events(struct world *world, struct strip *strip);
void contracts_offices(struct world *world);

#endif
