/* Budgets of the streams, waiting lists, and who is let in. */
#include "agents/funds.h"
#include "agents/counts.h"
#include "agents/services.h"
#include "core/memory.h"
#include "processes/gateway/choose.h"
#include "processes/gateway/gateway.h"
#include <stdlib.h>
#include <string.h>

#define WEEKS_A_QUARTER 13

/* Parts of a sum by weights that add up to something; what rounding leaves goes to the first of the largest. */
static void deal(int64_t sum, const int64_t *weights, size_t n, int64_t *parts)
{
    int64_t all = 0, rest = sum;
    size_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        all += weights[i];
        largest = weights[i] > weights[largest] ? i : largest;
    }
    for (size_t i = 0; i < n; i++) {
        parts[i] = all > 0 ? (int64_t)((double)sum * ((double)weights[i] / (double)all)) : 0;
        rest -= parts[i];
    }
    parts[largest] += rest;
}

static int64_t residents_of(const struct world *world, size_t area)
{
    return world->area_first[area + 1] - world->area_first[area];
}

/* What is left at a cycle's end is lost or carried over; within a cycle it stays. */
static void end_year(struct world *world, size_t area, size_t s, int32_t year)
{
    struct fund *fund = &world->funds[area * STREAM_COUNT + s];
    struct strip *strip = &world->strips[0];
    int32_t cycle = funds_cycle(&rules_of_area(world, area)->funding, s, year);
    if (cycle != fund->year) {
        fund->left = funds_lapse(world, strip, area, s, fund->left);
        fund->year = (int16_t)cycle;
    } else {
        count_weekly(world, strip, COUNT_carried_over, 0, s, fund->left, STREAM_COUNT);
    }
}

/* The parts of the year's budget still to come, this week's included; the first of them is released at once. */
static void allot(struct world *world, size_t area, size_t s, double gone)
{
    if (!funds_have_budget(world, area, s))
        return;
    const struct rules *rules = rules_of_area(world, area);
    struct fund *fund = &world->funds[area * STREAM_COUNT + s];
    double residents = (double)residents_of(world, area);
    int64_t amount = (int64_t)(rules->contracts.budget[s] * residents * (1.0 - gone));
    int64_t accounting = 0;
    count_weekly(world, &world->strips[0], COUNT_allotted, 0, s, amount, STREAM_COUNT);
    if (!stream_is_programme((uint8_t)s)) {
        accounting = funds_are_pooled(world, area) ? (int64_t)((double)amount * rules->funding.accountability) : 0;
        count_weekly(world, &world->strips[0], COUNT_accountability_cost, 0, 0, accounting, 1);
    }
    int64_t parts = (int64_t)rules->funding.instalments[s], past = (int64_t)(gone * (double)parts);
    int64_t first = (amount - accounting) / (parts - past);
    fund->left += first;
    fund->held = amount - accounting - first;
}

/* A new financial year; the run's first year has the part of a budget that is left of it. */
static void begin_year(struct world *world, struct financial_year now)
{
    double gone = world->week > 0 ? 0.0 : now.gone;
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++) {
        end_year(world, f / STREAM_COUNT, f % STREAM_COUNT, now.year);
        allot(world, f / STREAM_COUNT, f % STREAM_COUNT, gone);
    }
}

/* The next part of a year's budget, when its date has come since last week. */
static void release_part(struct world *world, size_t area, size_t s, double gone, double gone_before)
{
    int64_t parts = (int64_t)rules_of_area(world, area)->funding.instalments[s];
    int64_t past = (int64_t)(gone * (double)parts);
    struct fund *fund = &world->funds[area * STREAM_COUNT + s];
    /* all of it when no part is to come, in the middle of a year too in which there come to be fewer */
    if (past == (int64_t)(gone_before * (double)parts) && parts - past > 1)
        return;
    int64_t part = fund->held / (parts - past);
    fund->left += part;
    fund->held -= part;
}

/* A pot that is pooled no longer goes back to its streams in the proportion of their budgets. */
static void dissolve_pot(struct world *world, size_t area)
{
    struct fund *funds = &world->funds[area * STREAM_COUNT];
    if (!funds[FUNDS_POT].pooled || funds_are_pooled(world, area))
        return;
    int64_t budgets[STREAM_COUNT] = {0}, parts[STREAM_COUNT];
    for (size_t s = 0; s < STREAM_COUNT; s++)
        if (!stream_is_programme((uint8_t)s))
            budgets[s] = (int64_t)(rules_of_area(world, area)->contracts.budget[s] * (double)residents_of(world, area));
    funds[FUNDS_POT].pooled = 0;
    if (budgets[STREAM_SKILLS] + budgets[STREAM_SUPPORT] == 0)
        return;
    deal(funds[FUNDS_POT].left, budgets, STREAM_COUNT, parts);
    funds[FUNDS_POT].left = 0;
    for (size_t s = 0; s < STREAM_COUNT; s++)
        funds[s].left += parts[s];
}

/* Where a programme closes or is charged no more, what it has left is lost; where it opens or begins to be charged it
   gets the rest of the year's budget. */
static void end_budget(struct world *world, size_t area, size_t s)
{
    struct fund *fund = &world->funds[area * STREAM_COUNT + s];
    if (!fund->budgeted || funds_have_budget(world, area, s))
        return;
    (void)funds_lapse(world, &world->strips[0], area, s, fund->left + fund->held);
    fund->left = fund->held = 0;
}

static void begin_budget(struct world *world, size_t area, size_t s, double gone, bool allotted)
{
    struct fund *fund = &world->funds[area * STREAM_COUNT + s];
    bool has = funds_have_budget(world, area, s);
    if (has && !fund->budgeted && !allotted)
        allot(world, area, s, gone);
    fund->budgeted = has;
}

/* All money of a pot's streams is in the pot: budgets, and what has come back to a stream's fund since. */
static void fill_pot(struct world *world, size_t area)
{
    struct fund *funds = &world->funds[area * STREAM_COUNT];
    if (!funds_are_pooled(world, area))
        return;
    funds[FUNDS_POT].pooled = 1;
    for (size_t s = 0; s < STREAM_COUNT; s++)
        if (s != FUNDS_POT && !stream_is_programme((uint8_t)s)) {
            funds[FUNDS_POT].left += funds[s].left;
            funds[s].left = 0;
        }
}

static void allot_budgets(struct world *world)
{
    int32_t day = world->start_day + 7 * world->week;
    struct financial_year now = funds_year(day), before = funds_year(day - 7);
    for (size_t area = 0; area < world->n_areas; area++)
        dissolve_pot(world, area);
    bool new_year = world->week == 0 || before.year != now.year;
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        end_budget(world, f / STREAM_COUNT, f % STREAM_COUNT);
    if (new_year)
        begin_year(world, now);
    else
        for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
            release_part(world, f / STREAM_COUNT, f % STREAM_COUNT, now.gone, before.gone);
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        begin_budget(world, f / STREAM_COUNT, f % STREAM_COUNT, now.gone, new_year);
    for (size_t area = 0; area < world->n_areas; area++)
        fill_pot(world, area);
}

/* Local control: a part of the area's money is dealt out among its streams by the need of those who wait for them. */
static void move_to_need(struct world *world, size_t area)
{
    const struct funding_params *rules = &rules_of_area(world, area)->funding;
    struct fund *funds = &world->funds[area * STREAM_COUNT];
    int64_t needs[STREAM_COUNT] = {0}, taken[STREAM_COUNT] = {0}, parts[STREAM_COUNT], sum = 0, all = 0;
    uint32_t first = world->waiting_first[area], last = world->waiting_first[area + 1];
    if ((int)rules->control != CONTROL_LOCAL || funds_are_pooled(world, area))
        return;
    for (uint32_t i = first; i < last; i++) {
        const struct waiting *who = &world->waiting[i];
        uint8_t stream = world->strips[who->strip].journeys[who->place].stream;
        needs[stream] += stream_is_programme(stream) ? 0 : who->need;
        all += needs[stream];
    }
    if (all == 0)
        return;
    for (size_t s = 0; s < STREAM_COUNT; s++)
        if (!stream_is_programme((uint8_t)s)) {
            taken[s] = (int64_t)((double)funds[s].left * rules->shift);
            sum += taken[s];
        }
    deal(sum, needs, STREAM_COUNT, parts);
    for (size_t s = 0; s < STREAM_COUNT; s++) {
        funds[s].left += parts[s] - taken[s];
        if (parts[s] > taken[s])
            count_weekly(world, &world->strips[0], COUNT_moved, 0, s, parts[s] - taken[s], STREAM_COUNT);
    }
}

/* Central control: a part of what the areas have left of a stream is allotted again among them, by population. */
static void move_by_population(struct world *world, size_t s)
{
    int64_t residents[REGION_MAX_AREAS], taken[REGION_MAX_AREAS], parts[REGION_MAX_AREAS], sum = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct funding_params *rules = &rules_of_area(world, area)->funding;
        bool central = (int)rules->control == CONTROL_CENTRAL && !funds_are_pooled(world, area);
        residents[area] = central ? residents_of(world, area) : 0;
        taken[area] = central ? (int64_t)((double)world->funds[area * STREAM_COUNT + s].left * rules->shift) : 0;
        sum += taken[area];
    }
    if (sum == 0)
        return; /* nobody is in central control, or nothing is left */
    deal(sum, residents, world->n_areas, parts);
    for (size_t area = 0; area < world->n_areas; area++) {
        world->funds[area * STREAM_COUNT + s].left += parts[area] - taken[area];
        if (taken[area] > parts[area])
            count_weekly(world, &world->strips[0], COUNT_returned, 0, s, taken[area] - parts[area], STREAM_COUNT);
    }
}

static void move_money(struct world *world)
{
    if (world->week % WEEKS_A_QUARTER != 0)
        return;
    for (size_t area = 0; area < world->n_areas; area++)
        move_to_need(world, area);
    for (size_t s = 0; s < STREAM_COUNT; s++)
        if (!stream_is_programme((uint8_t)s))
            move_by_population(world, s);
}

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

void gateway_budgets(struct world *world)
{
    allot_budgets(world);
    choose_publish(world);
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
    move_money(world);
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
