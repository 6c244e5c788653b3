/* Contracts: payments for what clients have reached, the programme's end, providers' staff and cash. */
#ifndef ROUTEWAY_PROCESSES_CONTRACTS_H
#define ROUTEWAY_PROCESSES_CONTRACTS_H

#include "agents/journeys.h"

/* The rule: what a week that ends in work or out of it brings about, for a client of the Work Programme. */
enum contracts_due { DUE_NOTHING, DUE_OUTCOME, DUE_SUSTAINMENT };
enum contracts_due contracts_due(const struct contracts_params *rules, const struct journey *journey);

enum status contracts_prepare(struct world *world, struct error *error) MUST_CHECK;
void contracts_events(struct world *world, struct strip *strip);
void contracts_offices(struct world *world);

#endif
