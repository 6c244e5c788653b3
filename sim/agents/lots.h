/* Lots: who holds the contract for a programme in an area, at which share and price (rows: providers). */
#ifndef ROUTEWAY_AGENTS_LOTS_H
#define ROUTEWAY_AGENTS_LOTS_H

#include "agents/journeys.h"

#define LOT_BY_RULE (-1)
#define LOT_WHOLE 65536
#define LOT_PUBLISHED 1000 /* price: the published fees */
#define LOT_NO_END INT32_MAX

static inline struct lot *lot_of(const struct world *world, size_t area, size_t stream)
{
    return &world->lots[area * STREAM_COUNT + stream];
}

static inline enum provider lot_rival(enum provider prime)
{
    return prime == PROVIDER_PRIME_A ? PROVIDER_PRIME_B : PROVIDER_PRIME_A;
}

void lots_init(struct world *world);

/* Share of the referrals that the first of the two prime contractors gets. */
double lot_share(const struct world *world, size_t area, size_t stream);

/* Whether a provider holds a part of the lot. */
bool lot_is_held(const struct world *world, size_t area, size_t stream, enum provider provider);

/* The provider of a client whose provider may have lost the lot: that one, or the one who holds it now. */
enum provider lot_successor(const struct world *world, size_t area, size_t stream, enum provider provider);

/* Weeks until the first contract of a provider in an area ends; LOT_NO_END when none does. */
int32_t lots_weeks_left(const struct world *world, size_t area, enum provider provider);

/* What the contract says of a client who comes to a provider: at which price. */
void lot_enter(const struct world *world, struct journey *journey);

#endif
