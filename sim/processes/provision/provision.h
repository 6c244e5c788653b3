#ifndef ROUTEWAY_PROCESSES_PROVISION_H
#define ROUTEWAY_PROCESSES_PROVISION_H

#include "agents/world.h"

enum status provision_prepare(struct world *world, struct error *error) MUST_CHECK;

#endif
