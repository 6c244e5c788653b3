#include "processes/demand/demand.h"
#include "agents/counts.h"
#include "core/math.h"

#define PLACES_TRIED 32 /* slots that a new vacancy tries before it is given up */

double demand_target(double openings, double applications, double applications_per_opening, double supply_response)
{
    if (openings <= 0)
        return 0;
    double supported = applications / applications_per_opening;
    return math_pow(openings, 1.0 - supply_response) *
           (supply_response > 0 ? math_pow(supported, supply_response) : 1.0);
}

/* Job slots of a sector in an area this week. */
static double slots(const struct world *world, size_t area, size_t sector)
{
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    return world->slots_at_start[area * SECTOR_COUNT + sector] * rules->job_slots / world->job_slots_at_start *
           rules->sector_slots[sector];
}

static double filled(const struct world *world, size_t area, size_t sector)
{
    return (double)world->totals[world->count_offset[COUNT_jobs] + area * SECTOR_COUNT + sector];
}

static double weekly_share(double half_life)
{
    return half_life > 0 ? 1.0 - math_exp2(-1.0 / half_life) : 1.0;
}

enum status demand_prepare(struct world *world, struct error *error)
{
    (void)error;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct demand_params *rules = &rules_of_area(world, area)->demand;
        for (size_t sector = 0; sector < SECTOR_COUNT; sector++) {
            double jobs = filled(world, area, sector);
            double excess = jobs - slots(world, area, sector);
            double share = excess > 0 ? excess / jobs * weekly_share(rules->excess_half_life) : 0;
            world->redundancy[area * SECTOR_COUNT + sector] = threshold_from_share(rules->redundancy_rate + share);
        }
    }
    return STATUS_OK;
}

/* A double in [0, 1) from 32 bits. */
static double unit(uint32_t draw)
{
    return draw / 4294967296.0;
}

static uint8_t pick_sector(const double *openings, double total, uint32_t draw)
{
    double left = unit(draw) * total;
    for (uint8_t s = 0; s + 1 < SECTOR_COUNT; s++) {
        left -= openings[s];
        if (left < 0)
            return s;
    }
    return SECTOR_COUNT - 1;
}

static uint8_t pick_band(const struct demand_params *rules, uint8_t sector, uint32_t draw)
{
    double share = unit(draw);
    if (share < rules->band_low[sector])
        return BAND_LOW;
    return share >= 1.0 - rules->band_high[sector] ? BAND_HIGH : BAND_MIDDLE;
}

static uint8_t pick_size(const struct demand_params *rules, uint32_t draw)
{
    double share = unit(draw);
    if (share < rules->size_share[SIZE_MICRO_SMALL])
        return SIZE_MICRO_SMALL;
    return share < rules->size_share[SIZE_MICRO_SMALL] + rules->size_share[SIZE_MEDIUM] ? SIZE_MEDIUM : SIZE_LARGE;
}

/* A free slot of the table, tried in an order that belongs to the vacancy alone; false if none of those tried is free.
 */
static bool find_place(const struct world *world, size_t area, size_t table, uint32_t serial, uint32_t *slot)
{
    const struct vacancies *v = &world->vacancies;
    uint32_t size = v->first[table + 1] - v->first[table];
    struct random_block draw = {{0, 0, 0, 0}};
    for (uint32_t i = 0; size && i < PLACES_TRIED; i++) {
        if (i % 4 == 0)
            draw = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY, serial << 8 | (2 + i / 4));
        *slot = v->first[table] + random_choice(draw.word[i % 4], size);
        if (!vacancy_is_open(v, *slot))
            return true;
    }
    return false;
}

static void post(struct world *world, size_t area, const double *openings, double total, uint32_t serial)
{
    struct vacancies *v = &world->vacancies;
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    struct random_block draw = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY, serial << 8);
    struct random_block kind = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY, serial << 8 | 1);
    uint8_t sector = pick_sector(openings, total, draw.word[0]);
    uint8_t band = pick_band(rules, sector, draw.word[1]);
    uint32_t slot;
    if (!find_place(world, area, vacancies_table(area, band), serial, &slot))
        return;
    v->posted[slot] = (int16_t)world->week;
    v->closes[slot] = (int16_t)(world->week + (int32_t)rules->closing_weeks - 1);
    v->serial[slot] = (uint16_t)serial;
    v->sector[slot] = sector;
    v->size[slot] = pick_size(rules, draw.word[2]);
    v->contract[slot] = random_below(kind.word[0], threshold_from_share(rules->temporary_share)) ? CONTRACT_TEMPORARY
                                                                                                 : CONTRACT_PERMANENT;
    v->best[slot] = 0;
    v->open[area]++;
    world->posted[area]++;
}

/* Each open vacancy is withdrawn with the same chance, by a draw that belongs to it. */
static void withdraw(struct world *world, size_t area, double share)
{
    struct vacancies *v = &world->vacancies;
    uint32_t threshold = threshold_from_share(share);
    uint32_t last = v->first[vacancies_table(area, BAND_COUNT)];
    for (uint32_t slot = v->first[vacancies_table(area, 0)]; slot < last; slot++) {
        if (!vacancy_is_open(v, slot))
            continue;
        uint32_t draw =
            random_draw(world->key, slot, world->week, PURPOSE_VACANCY_CUT, (uint32_t)v->posted[slot]).word[0];
        if (!random_below(draw, threshold))
            continue;
        v->posted[slot] = VACANCY_CLOSED;
        v->open[area]--;
        world->withdrawn[area]++;
    }
}

void demand_vacancies(struct world *world, size_t area)
{
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    double openings[SECTOR_COUNT], total = 0, level = 0;
    for (size_t s = 0; s < SECTOR_COUNT; s++) {
        double gap = slots(world, area, s) - filled(world, area, s);
        openings[s] = gap > 0 ? gap : 0;
        total += openings[s];
        level += gap;
    }
    double applied = (double)world->last_week[world->count_offset[COUNT_applications] + area];
    world->effective_applications[area] += 0.125 * (applied - world->effective_applications[area]);
    double target = demand_target(level, world->effective_applications[area], rules->applications_per_opening,
                                  rules->supply_response);
    double open = world->vacancies.open[area];
    double change = (target - open) * weekly_share(rules->half_life);
    world->posted[area] = world->withdrawn[area] = 0;
    if (change < 0) {
        withdraw(world, area, -change / open);
        return;
    }
    uint32_t draw = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY_COUNT, 0).word[0];
    uint32_t count = (uint32_t)(change + unit(draw));
    for (uint32_t serial = 0; serial < count && total > 0 && serial < UINT16_MAX; serial++)
        post(world, area, openings, total, serial);
}
