#include "model/model.h"
#include "agents/life.h"
#include "agents/lots.h"
#include "core/dates.h"
#include "core/memory.h"
#include "model/internal.h"
#include "processes/demand/demand.h"
#include <string.h>

#define SLOTS_A_JOB                                                                                                    \
    0.05 /* places for vacancies, over the first week's jobs; far above any number of vacancies seen                   \
          */

static void counts_layout(struct world *world)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    for (size_t m = 0; m < count; m++) {
        size_t *cells = measures[m].kind == MEASURE_STOCK    ? &world->stock_cells
                        : measures[m].kind == MEASURE_WEEKLY ? &world->weekly_cells
                                                             : &world->cohort_cells;
        size_t width = measures[m].cells * (measures[m].by_area ? world->n_areas : 1);
        world->count_offset[m] = *cells;
        *cells += measures[m].kind == MEASURE_COHORT ? width * (size_t)world->weeks : width;
    }
}

/* All in one piece, each measure from a whole number of 64 bits on. */
static enum status counts_create(struct model *self, struct error *error)
{
    size_t count, places[COUNTS], size = 0;
    const struct measure *measures = measures_all(&count);
    size_t recorded = (size_t)(self->world.weeks - self->report_from);
    for (size_t m = 0; m < count; m++) {
        size_t weeks = measure_is_in_blocks(&measures[m]) ? (size_t)self->weeks_kept : recorded;
        size_t numbers = weeks * measures[m].cells * (measures[m].by_area ? self->world.n_areas : 1);
        places[m] = size;
        size += measure_is_wide(&measures[m]) ? numbers : (numbers + 1) / 2;
    }
    enum status status = memory_new(&self->counts, size, sizeof *self->counts, error);
    for (size_t m = 0; status == STATUS_OK && m < count; m++)
        if (measure_is_wide(&measures[m]))
            self->wide[m] = self->counts + places[m];
        else
            self->narrow[m] = (int32_t *)(self->counts + places[m]);
    return status;
}

/* Cumulated weights of a row as thresholds; the last is never reached, so it needs no rounding up. */
static void cumulate(uint32_t *out, const double *weights, size_t count)
{
    double total = 0, sum = 0;
    for (size_t i = 0; i < count; i++)
        total += weights[i];
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
        out[i] = threshold_from_share(total > 0 ? sum / total : 1);
    }
}

/* Moves follow commuting in both directions alike, scaled so that what leaves an area for another also comes back. */
static void fill_moves(struct world *world, double *weights)
{
    size_t n = world->n_areas;
    const double *commuting = world->region->commuting;
    double everyone = 0, movers = 0;
    for (size_t a = 0; a < n; a++)
        everyone += world->region->areas[a].population_16_64;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t a = 0; a < n; a++) {
            double away = 0;
            for (size_t b = 0; b < n; b++) {
                weights[b] = a == b ? 0 : commuting[a * n + b] + commuting[b * n + a];
                away += weights[b];
            }
            if (pass == 0) {
                movers += away;
                continue;
            }
            cumulate(world->moving + a * n, weights, n);
            double factor = movers > 0 ? away / world->region->areas[a].population_16_64 / (movers / everyone) : 0;
            world->mobility[a] =
                hazard_from_rate((double)(uint32_t)(factor < 60000 ? factor * 65536.0 : 60000 * 65536.0) / 65536.0);
        }
}

static void fill_guide(uint16_t guide[COMMUTING_GUIDE], const uint32_t *cumulated, size_t count)
{
    uint16_t area = 0;
    for (uint32_t part = 0; part < COMMUTING_GUIDE; part++) {
        while (area + 1u < count && part * (UINT32_MAX / COMMUTING_GUIDE + 1) >= cumulated[area])
            area++;
        guide[part] = area;
    }
}

static void fill_commuting(struct world *world, double *weights)
{
    size_t n = world->n_areas;
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++)
            weights[b] = world->region->commuting[a * n + b] * (a == b ? world->rules[0].matching.own_area_bonus : 1.0);
        cumulate(world->commuting + a * n, weights, n);
        fill_guide(world->commuting_guide + a * COMMUTING_GUIDE, world->commuting + a * n, n);
    }
}

static void fill_pay(struct world *world)
{
    double sum = 0, weight = 0;
    for (size_t a = 0; a < world->n_areas; a++) {
        const struct area_facts *area = &world->region->areas[a];
        sum += area->weekly_pay * area->population_16_64;
        weight += area->population_16_64;
    }
    for (size_t a = 0; a < world->n_areas; a++)
        world->pay_factor[a] = world->region->areas[a].weekly_pay * weight / sum;
}

static enum status areas_create(struct world *world, struct error *error)
{
    size_t n = world->n_areas;
    double *weights = NULL;
    if (memory_new(&world->commuting, n * n, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->commuting_guide, n * COMMUTING_GUIDE, sizeof(uint16_t), error) != STATUS_OK ||
        memory_new(&world->n_offers, n, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->moving, n * n, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->mobility, n, sizeof(int32_t), error) != STATUS_OK ||
        memory_new(&world->pay_factor, n, sizeof(double), error) != STATUS_OK ||
        memory_new(&world->slots_at_start, n * SECTOR_COUNT, sizeof(double), error) != STATUS_OK ||
        memory_new(&world->redundancy, n * SECTOR_COUNT, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->vacancy_rounding, n * SECTOR_COUNT, sizeof(double), error) != STATUS_OK ||
        memory_new(&world->effective_applications, n, sizeof(double), error) != STATUS_OK ||
        memory_new(&world->posted, n, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->withdrawn, n, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->jobcentres, n, sizeof *world->jobcentres, error) != STATUS_OK ||
        memory_new(&world->offices, n * PROVIDER_COUNT, sizeof *world->offices, error) != STATUS_OK ||
        memory_room(&world->shares, n * PROVIDER_COUNT, sizeof *world->shares, error) != STATUS_OK ||
        memory_new(&world->funds, n * STREAM_COUNT, sizeof *world->funds, error) != STATUS_OK ||
        memory_new(&world->lots, n * STREAM_COUNT, sizeof *world->lots, error) != STATUS_OK ||
        memory_new(&world->partners, n, sizeof *world->partners, error) != STATUS_OK ||
        memory_new(&world->waiting_first, n + 1, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&world->totals, world->stock_cells, sizeof(int64_t), error) != STATUS_OK ||
        memory_new(&world->last_week, world->weekly_cells, sizeof(int64_t), error) != STATUS_OK ||
        memory_new(&weights, n, sizeof(double), error) != STATUS_OK)
        return error->status;
    for (size_t k = 0; k < n * PROVIDER_COUNT; k++)
        world->offices[k].histogram = &world->shares[k];
    lots_init(world);
    fill_moves(world, weights);
    fill_commuting(world, weights);
    fill_pay(world);
    demand_fill(world);
    memory_free(weights);
    return STATUS_OK;
}

/* The first week's jobs set the level of job slots, and the room for vacancies by the bands of their sectors. */
static enum status demand_create(struct world *world, struct error *error)
{
    const struct demand_params *rules = &world->rules[0].demand;
    uint32_t *slots = NULL;
    if (memory_new(&slots, world->n_areas * BAND_COUNT, sizeof *slots, error) != STATUS_OK)
        return error->status;
    uint32_t most = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        double bands[BAND_COUNT] = {0};
        for (size_t s = 0; s < SECTOR_COUNT; s++) {
            double jobs = (double)world->totals[world->count_offset[COUNT_jobs] + area * SECTOR_COUNT + s];
            world->slots_at_start[area * SECTOR_COUNT + s] = jobs * (1.0 + rules->unfilled_at_start);
            bands[BAND_LOW] += jobs * rules->band_low[s];
            bands[BAND_HIGH] += jobs * rules->band_high[s];
            bands[BAND_MIDDLE] += jobs * (1.0 - rules->band_low[s] - rules->band_high[s]);
            world->effective_applications[area] += jobs * rules->unfilled_at_start * rules->applications_per_opening;
        }
        for (size_t b = 0; b < BAND_COUNT; b++) {
            double room = bands[b] * SLOTS_A_JOB;
            slots[area * BAND_COUNT + b] = room < 1 ? 1 : (uint32_t)(room + 0.5);
            most += slots[area * BAND_COUNT + b];
        }
    }
    world->job_slots_at_start = rules->job_slots;
    enum status status = memory_new(&world->offers, most, sizeof *world->offers, error);
    if (status == STATUS_OK)
        status = memory_new(&world->dealt_offers, most, sizeof *world->dealt_offers, error);
    if (status == STATUS_OK)
        status = memory_new(&world->dealt_first, world->n_strips + 1, sizeof *world->dealt_first, error);
    if (status == STATUS_OK)
        status = vacancies_create(&world->vacancies, world->n_areas, slots, error);
    memory_free(slots);
    return status;
}

static enum status list_recorded(struct model *self, struct error *error)
{
    const struct persons *p = &self->world.persons;
    size_t count = 0;
    for (size_t row = 0; row < p->count; row++)
        count += (p->flags[row] & PERSON_RECORDED) != 0;
    if (memory_new(&self->recorded, count, sizeof *self->recorded, error) != STATUS_OK)
        return error->status;
    for (uint32_t row = 0; row < p->count; row++)
        if (p->flags[row] & PERSON_RECORDED)
            self->recorded[self->n_recorded++] = row;
    return STATUS_OK;
}

static enum status build(struct model *self, struct error *error)
{
    struct world *world = &self->world;
    hazard_table_init(&world->hazard);
    normal_table_init(&world->normal);
    counts_layout(world);
    if (rules_create(world, self->plan, error) != STATUS_OK)
        return error->status;
    rules_update(world, self->plan);
    if (areas_create(world, error) != STATUS_OK || population_create(world, self->plan, error) != STATUS_OK)
        return error->status;
    observe_totals(world);
    if (demand_create(world, error) != STATUS_OK || counts_create(self, error) != STATUS_OK)
        return error->status;
    if (memory_new(&self->clocked, world->n_strips + world->n_areas, sizeof *self->clocked, error) != STATUS_OK)
        return error->status;
    return reserve_lists(world, error) == STATUS_OK ? list_recorded(self, error) : error->status;
}

static enum status read_run(struct model *self, const struct plan *plan, const struct model_options *options,
                            struct error *error)
{
    struct world *world = &self->world;
    int32_t start = (int32_t)plan_at_start(plan, "run", "start");
    world->start_day = start;
    world->weeks = week_of_day(start, (int32_t)plan_at_start(plan, "run", "end"));
    self->report_from = week_of_day(start, (int32_t)plan_at_start(plan, "run", "report_from"));
    world->scale = plan_at_start(plan, "run", "scale");
    world->key = (struct random_key){(uint32_t)plan_at_start(plan, "run", "seed"), options->replicate};
    world->threads = options->threads;
    world->no_screen = options->no_screen;
    world->region = &plan->region;
    world->n_areas = plan->region.n_areas;
    int32_t recorded = world->weeks - self->report_from;
    self->weeks_kept = options->weeks_kept > 0 && options->weeks_kept < recorded ? options->weeks_kept : recorded;
    if (self->report_from < 0 || world->weeks <= self->report_from || world->weeks > 60 * 53)
        return error_set(
            error, STATUS_BAD_SCENARIO,
            "the run has %d weeks and is recorded from week %d; run.end must lie after run.report_from, and "
            "that not before run.start",
            (int)world->weeks, (int)self->report_from);
    if (world->n_areas == 0 || world->n_areas > REGION_MAX_AREAS)
        return error_set(error, STATUS_BAD_DATA, "the region has %zu areas; 1 to %d are allowed", world->n_areas,
                         REGION_MAX_AREAS);
    return STATUS_OK;
}

enum status model_create(struct model **out, const struct plan *plan, const struct model_options *options,
                         struct error *error)
{
    struct model *self = NULL;
    *out = NULL;
    if (memory_new(&self, 1, sizeof *self, error) != STATUS_OK)
        return error->status;
    self->plan = plan;
    self->clock = options->clock;
    if (read_run(self, plan, options, error) != STATUS_OK || build(self, error) != STATUS_OK) {
        model_free(self);
        return error->status;
    }
    *out = self;
    return STATUS_OK;
}

void model_end_weeks(struct model *self)
{
    world_end_weeks(&self->world);
}

void model_free(struct model *self)
{
    if (!self)
        return;
    world_free(&self->world);
    memory_free(self->counts);
    memory_free(self->spells);
    memory_free(self->payments);
    memory_free(self->cash_before);
    memory_free(self->journeys);
    memory_free(self->recorded);
    memory_free(self->clocked);
    memory_free(self);
}

enum status model_step(struct model *self, struct error *error)
{
    size_t before = memory_count();
    if (week_step(self, error) != STATUS_OK)
        return error->status;
    self->allocations += memory_count() - before;
    if (reserve_lists(&self->world, error) != STATUS_OK)
        return error->status;
#ifdef ROUTEWAY_CHECKS
    if (check_conservation(self, error) != STATUS_OK || check_provision(self, error) != STATUS_OK ||
        screen_check(&self->world, error) != STATUS_OK)
        return error->status;
#endif
    for (size_t s = 0; s < self->world.n_strips; s++)
        if (self->world.strips[s].failed)
            return error_set(error, STATUS_FAILED,
                             "not enough memory for the lists of spells, claims and journeys; simulate a smaller "
                             "run.scale, or record a smaller run.spell_share");
    self->world.week++;
    self->world.person_weeks += self->world.area_first[self->world.n_areas];
    if (self->world.week == self->world.weeks)
        observe_cohorts(self);
    if (self->overflown)
        return error_set(error, STATUS_FAILED, "%s has a value that is too large for its 32 bits in the results",
                         self->overflown->name);
    return STATUS_OK;
}
