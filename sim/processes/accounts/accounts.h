/* Accounts: benefits, taxes and incomes by area are kept by change. Events of the week settle whom they touch
   (agents/life.h); this process settles what time alone changes, before the week's events. */
#ifndef ROUTEWAY_PROCESSES_ACCOUNTS_H
#define ROUTEWAY_PROCESSES_ACCOUNTS_H

#include "agents/world.h"

/* What the tables of the world hold: the rates that the accounts stand at. */
struct accounts_tables {
    struct accounts_params rates;
    bool changed; /* this week */
};

enum status accounts_prepare(struct world *world, struct error *error) MUST_CHECK;
void accounts_settle(struct world *world, struct strip *strip);

#endif
