#include "processes/demand/demand.h"
#include "agents/counts.h"
#include "core/math.h"
#include "core/memory.h"

#define PLACES_TRIED 32   /* slots that a new vacancy tries before it is given up */
#define MOST_POSTED 65536 /* vacancies of a sector, area and week that draws tell apart */
#define SMOOTHING 0.125   /* weight of the last week in the effective applications */

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

/* By regime: parts of the way that are gone in a week. */
struct demand_tables {
    double shed, adjusted;
};

static const struct demand_tables *tables_of_area(const struct world *world, size_t area)
{
    return (const struct demand_tables *)world->tables[TABLE_DEMAND] + world->regime[area * WORLD_ARMS];
}

static enum status fill_tables(struct world *world, struct error *error)
{
    struct demand_tables *tables = world->tables[TABLE_DEMAND];
    if (!tables && memory_new(&tables, world->n_regimes, sizeof *tables, error) != STATUS_OK)
        return error->status;
    world->tables[TABLE_DEMAND] = tables;
    for (size_t r = 0; r < world->n_regimes; r++) {
        const struct demand_params *rules = &world->rules[r].demand;
        tables[r] = (struct demand_tables){weekly_share(rules->excess_half_life), weekly_share(rules->half_life)};
    }
    return STATUS_OK;
}

enum status demand_prepare(struct world *world, struct error *error)
{
    if (fill_tables(world, error) != STATUS_OK)
        return error->status;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct demand_params *rules = &rules_of_area(world, area)->demand;
        double shed = tables_of_area(world, area)->shed;
        for (size_t sector = 0; sector < SECTOR_COUNT; sector++) {
            double jobs = filled(world, area, sector);
            double excess = jobs - slots(world, area, sector);
            double share = excess > 0 ? excess / jobs * shed : 0;
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

void demand_fill(struct world *world)
{
    for (uint32_t area = 0; area < world->n_areas; area++)
        for (uint32_t sector = 0; sector < SECTOR_COUNT; sector++)
            world->vacancy_rounding[area * SECTOR_COUNT + sector] =
                unit(random_draw(world->key, area, 0, PURPOSE_VACANCY_COUNT, sector).word[0]);
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
static bool find_place(const struct world *world, size_t table, uint32_t area, uint32_t index, uint32_t *slot)
{
    const struct vacancies *v = &world->vacancies;
    uint32_t size = v->first[table + 1] - v->first[table];
    struct random_block draw = {{0, 0, 0, 0}};
    for (uint32_t i = 0; size && i < PLACES_TRIED; i++) {
        if (i % 4 == 0)
            draw = random_draw(world->key, area, world->week, PURPOSE_VACANCY, index | (1 + i / 4));
        *slot = v->first[table] + random_choice(draw.word[i % 4], size);
        if (!vacancy_is_open(v, *slot))
            return true;
    }
    return false;
}

/* serial: among the sector's vacancies of this area and week. */
static void post(struct world *world, size_t area, uint8_t sector, uint32_t serial)
{
    struct vacancies *v = &world->vacancies;
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    uint32_t index = serial << 16 | (uint32_t)sector << 8;
    struct random_block draw = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY, index);
    uint8_t band = pick_band(rules, sector, draw.word[0]);
    uint32_t slot;
    if (!find_place(world, vacancies_table(area, band), (uint32_t)area, index, &slot))
        return;
    bool temporary = random_below(draw.word[2], threshold_from_share(rules->temporary_share));
    v->posted[slot] = (int16_t)world->week;
    v->closes[slot] = (int16_t)(world->week + (int32_t)rules->closing_weeks - 1);
    v->sector[slot] = sector;
    v->size[slot] = pick_size(rules, draw.word[1]);
    v->contract[slot] = temporary ? CONTRACT_TEMPORARY : CONTRACT_PERMANENT;
    v->best[slot] = 0;
    v->open[area * SECTOR_COUNT + sector]++;
    world->posted[area]++;
}

/* Each open vacancy of the sector is withdrawn with the same chance, by a draw that belongs to it. */
static void withdraw(struct world *world, size_t area, uint8_t sector, double share)
{
    struct vacancies *v = &world->vacancies;
    uint32_t threshold = threshold_from_share(share);
    uint32_t last = v->first[vacancies_table(area, BAND_COUNT)];
    for (uint32_t slot = v->first[vacancies_table(area, 0)]; slot < last; slot++) {
        if (!vacancy_is_open(v, slot) || v->sector[slot] != sector)
            continue;
        uint32_t draw =
            random_draw(world->key, slot, world->week, PURPOSE_VACANCY_CUT, (uint32_t)v->posted[slot]).word[0];
        if (!random_below(draw, threshold))
            continue;
        v->posted[slot] = VACANCY_CLOSED;
        v->open[area * SECTOR_COUNT + sector]--;
        world->withdrawn[area]++;
    }
}

/* How much the area's vacancies are above (or below) its unfilled slots: target over openings. */
static double pull(struct world *world, size_t area, double openings)
{
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    double applied = (double)world->last_week[world->count_offset[COUNT_applications] + area];
    double *smoothed = &world->effective_applications[area];
    *smoothed += SMOOTHING * (applied - *smoothed);
    double target = demand_target(openings, *smoothed, rules->applications_per_opening, rules->supply_response);
    return openings > 0 ? target / openings : 0;
}

/* The sector's vacancies move towards a whole number; the rounding belongs to area and sector, not to the week, so that
   a job that ends opens one vacancy in its own sector and changes no other. share: of the way to go in a week. */
static void adjust_sector(struct world *world, size_t area, uint8_t sector, double target, double share)
{
    double wanted = target + world->vacancy_rounding[area * SECTOR_COUNT + sector];
    uint32_t whole = wanted > 0 ? (uint32_t)wanted : 0;
    uint32_t open = world->vacancies.open[area * SECTOR_COUNT + sector];
    if (whole < open)
        withdraw(world, area, sector, (double)(open - whole) / open * share);
    if (whole <= open)
        return;
    struct random_block week = random_draw(world->key, (uint32_t)area, world->week, PURPOSE_VACANCY_COUNT, sector);
    uint32_t count = (uint32_t)((whole - open) * share + unit(week.word[1]));
    for (uint32_t serial = 0; serial < count && serial < MOST_POSTED; serial++)
        post(world, area, sector, serial);
}

void demand_vacancies(struct world *world, size_t area)
{
    double openings[SECTOR_COUNT], total = 0;
    for (size_t s = 0; s < SECTOR_COUNT; s++) {
        openings[s] = slots(world, area, s) - filled(world, area, s);
        total += openings[s] > 0 ? openings[s] : 0;
    }
    double factor = pull(world, area, total), share = tables_of_area(world, area)->adjusted;
    world->posted[area] = world->withdrawn[area] = 0;
    for (uint8_t s = 0; s < SECTOR_COUNT; s++)
        adjust_sector(world, area, s, openings[s] * factor, share);
}
