#ifndef ROUTEWAY_PROCESSES_GATEWAY_H
#define ROUTEWAY_PROCESSES_GATEWAY_H

#include "agents/world.h"

enum status gateway_prepare(struct world *world, struct error *error) MUST_CHECK;

#endif
