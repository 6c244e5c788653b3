#include "processes/separations/separations.h"
#include "agents/candidates.h"
#include "agents/entitlement.h"
#include "agents/journeys.h"
#include "agents/life.h"
#include "core/math.h"
#include "core/memory.h"

static void fill(struct separations_tables *self, const struct rules *all)
{
    const struct separations_params *rules = &all->separations;
    for (int band = 0; band < BAND_COUNT; band++)
        for (int size = 0; size < SIZE_COUNT; size++)
            self->permanent[band][size] =
                hazard_from_rate(rules->permanent_rate) +
                hazard_from_effect(rules->band_effect[band] +
                                   (size == SIZE_MICRO_SMALL ? rules->small_employer_effect : 0));
    self->level = hazard_from_rate(rules->permanent_rate);
    self->temporary = hazard_from_rate(rules->temporary_rate);
    self->supported = hazard_from_rate(all->provision.in_work_support);
    self->by_instability = hazard_from_effect(rules->instability_effect / NORMAL_UNIT);
    self->by_match = hazard_from_effect(rules->match_effect / NORMAL_UNIT);
    self->by_health = hazard_from_effect(rules->health_effect / 255.0);
    for (int32_t w = 0; w < SEPARATIONS_TENURES; w++)
        self->by_tenure[w] = hazard_from_rate(1.0 + rules->early_excess * math_exp(-w / rules->early_weeks));
}

int32_t separations_log_rate(const struct separations_tables *tables, const struct separations_case *job)
{
    int32_t supported = job->supported ? tables->supported : 0;
    if (job->contract == CONTRACT_TEMPORARY)
        return tables->temporary + supported;
    int32_t tenure = job->tenure < SEPARATIONS_TENURES ? job->tenure : SEPARATIONS_TENURES - 1;
    return tables->permanent[job->band][job->size] + tables->by_instability * job->instability +
           tables->by_match * job->match + tables->by_health * job->health +
           tables->by_tenure[tenure < 0 ? 0 : tenure] + supported;
}

static struct separations_case case_of(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    return (struct separations_case){p->job_contract[row],
                                     p->job_band[row],
                                     p->job_size[row],
                                     p->health[row],
                                     p->instability[row],
                                     p->match[row],
                                     world->week - p->job_since[row],
                                     journey_has_adviser(journey_of(world, row))};
}

static void refill(struct world *world, struct separations_tables *self, const struct rules *rules)
{
    fill(self, rules);
    world->keys_stale = true;
}

/* Support only lowers a rate as far as bounds are concerned: it can end without the person being touched. */
static void raise_bounds(struct world *world, const struct separations_tables *t, uint32_t redundant)
{
    const int32_t last = SEPARATION_LEVELS - 1;
    int32_t supported = t->supported > 0 ? t->supported : 0, worst = HAZARD_NEVER;
    for (int band = 0; band < BAND_COUNT; band++)
        for (int size = 0; size < SIZE_COUNT; size++)
            worst = t->permanent[band][size] > worst ? t->permanent[band][size] : worst;
    worst += t->by_instability * INT8_MAX - t->by_match * INT8_MAX + t->by_health * UINT8_MAX + t->by_tenure[0];
    for (int32_t level = 0; level <= last; level++) {
        int32_t edge = level < last ? t->level + separation_edges[level] : worst;
        threshold_raise(&world->bounds.separation[level], hazard_threshold(&world->hazard, edge + supported),
                        redundant);
    }
    screen_raise(&world->bounds, CLASS_TEMPORARY, LANE_SEPARATION,
                 hazard_threshold(&world->hazard, t->temporary + supported), redundant);
}

unsigned separations_level(const struct world *world, uint32_t row)
{
    const struct separations_tables *tables =
        (struct separations_tables *)world->tables[LANE_SEPARATION] + regime_of(world, row);
    struct separations_case job = case_of(world, row);
    job.supported = false;
    return screen_level(separation_edges, SEPARATION_LEVELS - 1, separations_log_rate(tables, &job) - tables->level);
}

enum status separations_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[LANE_SEPARATION];
    if (fresh && memory_new(&world->tables[LANE_SEPARATION], world->n_regimes, sizeof(struct separations_tables),
                            error) != STATUS_OK)
        return error->status;
    struct screen_bounds *bounds = &world->bounds;
    uint32_t redundant = 0;
    for (size_t i = 0; i < world->n_areas * SECTOR_COUNT; i++)
        redundant = world->redundancy[i] > redundant ? world->redundancy[i] : redundant;
    screen_clear(bounds, LANE_SEPARATION);
    for (int level = 0; level < SEPARATION_LEVELS; level++)
        bounds->separation[level] = 0;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct separations_tables *tables = (struct separations_tables *)world->tables[LANE_SEPARATION] + r;
        if (fresh || !RULES_STAY(world, r, separations) || !RULES_STAY(world, r, provision))
            refill(world, tables, &world->rules[r]);
        raise_bounds(world, tables, redundant);
    }
    return STATUS_OK;
}

/* Claim, search without a claim, or inactivity. */
static void after_job(const struct world *world, struct strip *strip, uint32_t row, enum job_end why)
{
    const struct persons *p = &world->persons;
    const struct separations_params *rules = &rules_of(world, row)->separations;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_JOB_END, 0);
    double chance = rules->claims + rules->claims_instability * p->instability[row] / NORMAL_UNIT;
    if (jsa_age(world, row) && random_below(draw.word[0], threshold_from_share(chance)))
        life_leave_job(world, strip, row, why, ACTIVITY_SEARCHING, jsa_kind(world, row));
    else if (random_below(draw.word[1], threshold_from_share(rules->searches)))
        life_leave_job(world, strip, row, why, ACTIVITY_SEARCHING, CLAIM_NONE);
    else
        life_leave_job(world, strip, row, why, ACTIVITY_OTHER, CLAIM_NONE);
}

void separations_step(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    const struct separations_tables *tables = world->tables[LANE_SEPARATION];
    CANDIDATES(world, strip, LANE_SEPARATION, row)
    {
        if (p->activity[row] != ACTIVITY_EMPLOYED)
            continue;
        struct separations_case job = case_of(world, row);
        int32_t log_rate = separations_log_rate(&tables[regime_of(world, row)], &job);
        uint32_t ends = hazard_threshold(&world->hazard, log_rate);
        uint32_t redundant = world->redundancy[(size_t)p->job_area[row] * SECTOR_COUNT + p->job_sector[row]];
        struct lane_draw draw = lane_draw(world, strip, row, LANE_SEPARATION);
        if (lane_below(&draw, ends))
            after_job(world, strip, row, JOB_END_SEPARATION);
        else if (lane_below(&draw, (uint64_t)ends + redundant))
            after_job(world, strip, row, JOB_END_REDUNDANCY);
    }
}
