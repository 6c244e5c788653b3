#ifndef ROUTEWAY_PROCESSES_CONTRACTS_H
#define ROUTEWAY_PROCESSES_CONTRACTS_H

#include "agents/world.h"

enum status contracts_prepare(struct world *world, struct error *error) MUST_CHECK;

#endif
