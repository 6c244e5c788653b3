#include "agents/lots.h"

void lots_init(struct world *world)
{
    for (size_t i = 0; i < world->n_areas * STREAM_COUNT; i++)
        world->lots[i] = (struct lot){
            .share = LOT_BY_RULE, .begun = WEEK_NONE, .price_first = LOT_PUBLISHED, .price_second = LOT_PUBLISHED};
}

double lot_share(const struct world *world, size_t area, size_t stream)
{
    int32_t share = lot_of(world, area, stream)->share;
    return share == LOT_BY_RULE ? rules_of_area(world, area)->gateway.prime_a_share : share / (double)LOT_WHOLE;
}

bool lot_is_held(const struct world *world, size_t area, size_t stream, enum provider provider)
{
    double share = lot_share(world, area, stream);
    return provider == PROVIDER_PRIME_A ? share > 0 : provider == PROVIDER_PRIME_B && share < 1;
}

enum provider lot_successor(const struct world *world, size_t area, size_t stream, enum provider provider)
{
    int32_t share = lot_of(world, area, stream)->share;
    if (share == 0 && provider == PROVIDER_PRIME_A)
        return PROVIDER_PRIME_B;
    return share == LOT_WHOLE && provider == PROVIDER_PRIME_B ? PROVIDER_PRIME_A : provider;
}

int32_t lots_weeks_left(const struct world *world, size_t area, enum provider provider)
{
    int32_t cycle = (int32_t)rules_of_area(world, area)->providers.cycle_weeks, least = LOT_NO_END;
    for (uint8_t stream = 0; cycle > 0 && stream < STREAM_COUNT; stream++) {
        const struct lot *lot = lot_of(world, area, stream);
        bool takes = rules_of_area(world, area)->gateway.open[stream] > 0; /* a closed one is not let again */
        if (!stream_is_programme(stream) || !takes || lot->begun == WEEK_NONE ||
            !lot_is_held(world, area, stream, provider))
            continue;
        int32_t left = lot->begun + cycle - world->week;
        least = left < least ? left : least;
    }
    return least;
}

void lot_enter(const struct world *world, struct journey *journey)
{
    const struct lot *lot = lot_of(world, world->persons.area[journey->row], journey->stream);
    journey->price = (uint16_t)(journey->provider == PROVIDER_PRIME_A   ? lot->price_first
                                : journey->provider == PROVIDER_PRIME_B ? lot->price_second
                                                                        : LOT_PUBLISHED);
}
