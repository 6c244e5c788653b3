/* Budgets of the streams, waiting lists, and who is let in. */
#include "agents/counts.h"
#include "agents/services.h"
#include "core/dates.h"
#include "processes/gateway/gateway.h"
#include <stdlib.h>
#include <string.h>

#define NEW_YEAR_MONTH 4
#define NEW_YEAR_DAY 6

static int32_t financial_year(int32_t day)
{
    struct date date = date_from_days(day);
    bool before = date.month < NEW_YEAR_MONTH || (date.month == NEW_YEAR_MONTH && date.day < NEW_YEAR_DAY);
    return date.year - before;
}

/* What is left of a budget is carried over or lost; the run's first year has the part of a budget that is left of it.
 */
static void allot_budgets(struct world *world)
{
    int32_t day = world->start_day + 7 * world->week, year = financial_year(day);
    if (world->week > 0 && financial_year(day - 7) == year)
        return;
    int32_t begin = date_to_days((struct date){year, NEW_YEAR_MONTH, NEW_YEAR_DAY});
    double part = world->week > 0 ? 1.0 : 1.0 - (day - begin) / 365.25;
    for (size_t area = 0; area < world->n_areas; area++)
        for (size_t s = 0; s < STREAM_COUNT; s++) {
            const struct contracts_params *rules = &rules_of_area(world, area)->contracts;
            struct fund *fund = &world->funds[area * STREAM_COUNT + s];
            double residents = world->area_first[area + 1] - world->area_first[area];
            int64_t carried = (int64_t)((double)fund->left * rules->carry_over);
            if (!stream_is_programme((uint8_t)s))
                count_weekly(world, &world->strips[0], COUNT_unspent, area, s, fund->left - carried, STREAM_COUNT);
            fund->left = carried + (int64_t)(rules->budget[s] * residents * part);
        }
}

static bool waits(const struct journey *journey)
{
    return journey->stage == JOURNEY_ENGAGED && !stream_is_programme(journey->stream);
}

static struct waiting waiting_entry(const struct world *world, uint32_t strip, uint32_t place)
{
    const struct persons *p = &world->persons;
    uint32_t row = world->strips[strip].journeys[place].row;
    uint32_t draw = random_draw(world->key, p->id[row], 0, PURPOSE_QUEUE, 0).word[0];
    return (struct waiting){journey_distance(p, row, world->week), draw, p->id[row], strip, place};
}

/* Counts (fill false) or lists (fill true) those who wait, area by area. */
static void visit_waiting(struct world *world, bool fill_in)
{
    const struct persons *p = &world->persons;
    for (uint32_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            size_t area = p->area[journey->row];
            if (waits(journey)) {
                if (fill_in)
                    world->waiting[world->waiting_first[area + 1]] = waiting_entry(world, s, i);
                world->waiting_first[area + 1]++;
            } else if (!fill_in && p->service[journey->row]) {
                world->funds[area * STREAM_COUNT + journey->stream].places++;
            }
        }
}

void gateway_queue(struct world *world)
{
    allot_budgets(world);
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        world->funds[f].places = 0;
    memset(world->waiting_first, 0, (world->n_areas + 1) * sizeof *world->waiting_first);
    visit_waiting(world, false);
    /* from counts to first places: entry area + 1 holds where the area's list begins, and moves to its end as it fills
     */
    uint32_t before = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        uint32_t count = world->waiting_first[area + 1];
        world->waiting_first[area + 1] = before;
        before += count;
    }
    visit_waiting(world, true);
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

void gateway_admit(struct world *world, size_t area)
{
    uint32_t first = world->waiting_first[area], last = world->waiting_first[area + 1];
    if (last - first > 1)
        qsort(world->waiting + first, last - first, sizeof *world->waiting, compare_waiting);
    for (uint32_t i = first; i < last; i++) {
        const struct waiting *next = &world->waiting[i];
        struct journey *journey = &world->strips[next->strip].journeys[next->place];
        struct fund *fund = &world->funds[area * STREAM_COUNT + journey->stream];
        int32_t cost = services_cost(world, area, (enum service)(journey->wanted - 1));
        if (!journey_is_settled(world, journey->row) || fund->places >= places_of(world, area, journey->stream) ||
            fund->left < cost)
            continue;
        fund->places++;
        fund->left -= cost;
        journey->admitted = 1;
    }
}
