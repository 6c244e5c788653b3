#ifndef ROUTEWAY_PROCESSES_ACCOUNTS_H
#define ROUTEWAY_PROCESSES_ACCOUNTS_H

#include "agents/world.h"

enum status accounts_prepare(struct world *world, struct error *error) MUST_CHECK;

#endif
