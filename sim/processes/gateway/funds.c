/* Budgets of the streams: the year's, its parts, and money that moves between streams and areas. */
#include "agents/funds.h"
#include "agents/counts.h"
#include "processes/gateway/gateway.h"
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

void gateway_budgets(struct world *world)
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

void gateway_move_money(struct world *world)
{
    if (world->week % WEEKS_A_QUARTER != 0)
        return;
    for (size_t area = 0; area < world->n_areas; area++)
        move_to_need(world, area);
    for (size_t s = 0; s < STREAM_COUNT; s++)
        if (!stream_is_programme((uint8_t)s))
            move_by_population(world, s);
}
