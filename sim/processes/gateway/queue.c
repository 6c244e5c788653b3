/* Waiting lists of the areas, and who is let in. */
#include "agents/funds.h"
#include "agents/services.h"
#include "core/memory.h"
#include "processes/gateway/gateway.h"
#include <stdlib.h>
#include <string.h>

#define VOUCHER_DRAW 64 /* index: those below are tastes for providers */

/* Where a programme's money is limited, who meets its provider stands in the list until there is some. */
static bool waits_for_programme(const struct world *world, const struct journey *journey)
{
    uint32_t row = journey->row;
    return world->persons.claim[row] != CLAIM_NONE && funds_limit(world, world->persons.area[row], journey->stream) &&
           gateway_meets(world, row,
                         random_draw(world->key, world->persons.id[row], world->week, PURPOSE_JOURNEY, 0).word[0]);
}

/* Those who hold a voucher wait for no list before they come with it. */
static bool waits(const struct world *world, const struct journey *journey)
{
    const struct gateway_tables *tables =
        (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, journey->row);
    if (journey->stage != JOURNEY_ENGAGED)
        return false;
    if (stream_is_programme(journey->stream))
        return waits_for_programme(world, journey);
    return !journey->voucher || random_below(random_draw(world->key, world->persons.id[journey->row], world->week,
                                                         PURPOSE_CHOICE, VOUCHER_DRAW)
                                                 .word[0],
                                             tables->voucher_use);
}

static struct waiting waiting_entry(const struct world *world, const struct strip *strip, uint32_t place)
{
    const struct persons *p = &world->persons;
    uint32_t row = strip->journeys[place].row;
    uint32_t draw = random_draw(world->key, p->id[row], 0, PURPOSE_QUEUE, 0).word[0];
    return (struct waiting){journey_distance(p, row, world->week), draw, p->id[row], (uint32_t)(strip - world->strips),
                            place};
}

/* For as many as may wait; between weeks there is room for all but a rush of referrals. */
static bool make_room(struct world *world)
{
    struct error error;
    uint32_t journeys = 0;
    for (size_t s = 0; s < world->n_strips; s++) {
        world->strips[s].waiting_first = journeys;
        journeys += world->strips[s].n_journeys;
    }
    return memory_grow(&world->listed, &world->listed_room, journeys, sizeof *world->listed, &error) == STATUS_OK &&
           memory_grow(&world->waiting, &world->waiting_room, journeys, sizeof *world->waiting, &error) == STATUS_OK;
}

void gateway_open_lists(struct world *world)
{
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        world->funds[f].places = 0;
    memset(world->waiting_first, 0, (world->n_areas + 1) * sizeof *world->waiting_first);
    if (!make_room(world))
        world->strips[0].failed = 1;
}

void gateway_list(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    strip->n_waiting = 0;
    if (world->strips[0].failed)
        return;
    for (uint32_t i = 0; i < strip->n_journeys; i++) {
        const struct journey *journey = &strip->journeys[i];
        size_t area = p->area[journey->row];
        if (waits(world, journey)) {
            world->listed[strip->waiting_first + strip->n_waiting++] = waiting_entry(world, strip, i);
            (void)__atomic_add_fetch(&world->waiting_first[area + 1], 1, __ATOMIC_RELAXED);
        } else if (p->service[journey->row] && journey->delivery == DELIVERY_OWN) {
            (void)__atomic_add_fetch(&world->funds[area * STREAM_COUNT + journey->stream].places, 1, __ATOMIC_RELAXED);
        }
    }
}

void gateway_queue(struct world *world)
{
    /* from counts to first places: entry area + 1 holds where the area's list begins, and moves to its end as it fills
     */
    uint32_t before = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        uint32_t count = world->waiting_first[area + 1];
        world->waiting_first[area + 1] = before;
        before += count;
    }
    for (size_t s = 0; s < world->n_strips; s++) {
        const struct waiting *listed = world->listed + world->strips[s].waiting_first;
        for (uint32_t i = 0; i < world->strips[s].n_waiting; i++) {
            size_t area = world->persons.area[world->strips[s].journeys[listed[i].place].row];
            world->waiting[world->waiting_first[area + 1]++] = listed[i];
        }
    }
}

/* The neediest first, then by lot, the id last. */
static int compare_waiting(const void *left, const void *right)
{
    const struct waiting *a = left, *b = right;
    if (a->need != b->need)
        return a->need > b->need ? -1 : 1;
    if (a->draw != b->draw)
        return a->draw < b->draw ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static uint32_t places_of(const struct world *world, size_t area, size_t stream)
{
    const struct provision_params *rules = &rules_of_area(world, area)->provision;
    double residents = world->area_first[area + 1] - world->area_first[area];
    double rural = 1.0 - (1.0 - rules->rural_places) * world->region->areas[area].rural_share;
    return (uint32_t)(rules->places[stream] * residents / 1000.0 * rural + 0.5);
}

/* The fund that can pay for a start: the pot, the stream's own, or else an aligned one. STREAM_COUNT: all are spent. */
static size_t payer(const struct world *world, size_t area, uint8_t stream, int32_t charge)
{
    const struct fund *funds = &world->funds[area * STREAM_COUNT];
    size_t own = funds_are_pooled(world, area) ? FUNDS_POT : stream;
    if (funds[own].left >= charge)
        return own;
    if ((int)rules_of_area(world, area)->funding.align == TOGGLE_ON)
        for (size_t s = 0; s < STREAM_COUNT; s++)
            if (!stream_is_programme((uint8_t)s) && funds[s].left >= charge)
                return s;
    return STREAM_COUNT;
}

/* A programme has no places; it sets aside what an attachment is expected to cost. */
static void commit(struct world *world, size_t area, struct journey *journey)
{
    struct fund *fund = &world->funds[area * STREAM_COUNT + journey->stream];
    int32_t charge = (int32_t)(rules_of_area(world, area)->funding.commitment[journey->stream] + 0.5);
    if (fund->left < charge)
        return;
    fund->left -= charge;
    journey->fund_area = (uint16_t)area;
    journey->fund_year = fund->year;
    journey->committed = charge;
    journey->admitted = 1;
}

static void admit(struct world *world, size_t area, struct journey *journey)
{
    struct fund *place = &world->funds[area * STREAM_COUNT + journey->stream];
    int32_t cost = services_cost(world, area, (enum service)(journey->wanted - 1));
    int32_t charge = cost - funds_learner_pays(&rules_of_area(world, area)->funding, journey->stream, cost);
    size_t pays = payer(world, area, journey->stream, charge);
    if (!journey_is_settled(world, journey->row) || place->places >= places_of(world, area, journey->stream) ||
        pays == STREAM_COUNT)
        return;
    struct fund *fund = &world->funds[area * STREAM_COUNT + pays];
    place->places++;
    fund->left -= charge;
    journey->fund = (uint8_t)pays;
    journey->fund_area = (uint16_t)area;
    journey->fund_year = fund->year;
    journey->cost = charge;
    journey->co_funded = cost - charge;
    journey->admitted = 1;
}

void gateway_admit(struct world *world, size_t area)
{
    uint32_t first = world->waiting_first[area], last = world->waiting_first[area + 1];
    if (last - first > 1)
        qsort(world->waiting + first, last - first, sizeof *world->waiting, compare_waiting);
    for (uint32_t i = first; i < last; i++) {
        struct journey *journey = &world->strips[world->waiting[i].strip].journeys[world->waiting[i].place];
        if (stream_is_programme(journey->stream))
            commit(world, area, journey);
        else
            admit(world, area, journey);
    }
}
