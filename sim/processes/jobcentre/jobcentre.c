#include "processes/jobcentre/jobcentre.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "agents/journeys.h"
#include "agents/life.h"
#include "agents/search.h"
#include "core/masks.h"
#include "core/math.h"
#include "core/memory.h"

#define ELSEWHERE (SHARE_NOTHING - 1) /* bin of a claimant whom a provider advises */

static void fill(struct jobcentre_tables *self, const struct rules *rules)
{
    const struct jobcentre_params *j = &rules->jobcentre;
    worth_fill(&self->terms, rules);
    for (int32_t c = 0; c < JOBCENTRE_CLAIMS; c++) {
        double lasts =
            math_pow(1.0 - j->claim_discount * (j->sustained_weeks / 26.0 < 1 ? j->sustained_weeks / 26.0 : 1), c);
        self->value[c] = (int)j->objective == OBJECTIVE_SUSTAINED ? hazard_from_rate(lasts) : 0;
    }
    for (int32_t i = 0; i < JOBCENTRE_RATES; i++) {
        double r = math_exp2(-16.0 + i / (double)JOBCENTRE_STEPS);
        self->not_anyway[i] = hazard_from_rate(1.0 - worth_chance(r, j->rho, j->horizon));
        self->slope[i] = hazard_from_rate(worth_slope(r, j->rho, j->horizon));
    }
}

int32_t jobcentre_worth(const struct jobcentre_tables *tables, int32_t log_rate, int32_t lifted, int32_t relief,
                        uint8_t claims_made)
{
    int32_t value = tables->value[claims_made < JOBCENTRE_CLAIMS ? claims_made : JOBCENTRE_CLAIMS - 1];
    int32_t cell = worth_cell(&tables->terms, lifted, JOBCENTRE_STEPS, JOBCENTRE_RATES);
    int64_t by_entry = worth_of_entry(&tables->terms, log_rate, value, tables->not_anyway[cell]);
    int32_t slope = log_rate > HAZARD_LOWEST ? tables->slope[cell] : HAZARD_NEVER;
    return worth_bin(worth_sum(by_entry, worth_of_relief(&tables->terms, relief, HAZARD_NEVER, value, slope)));
}

enum status jobcentre_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_JOBCENTRE];
    if (fresh && memory_new(&world->tables[TABLE_JOBCENTRE], world->n_regimes, sizeof(struct jobcentre_tables),
                            error) != STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++)
        if (fresh || !RULES_STAY(world, r, jobcentre) || !RULES_STAY(world, r, matching) ||
            !RULES_STAY(world, r, shareout))
            fill((struct jobcentre_tables *)world->tables[TABLE_JOBCENTRE] + r, &world->rules[r]);
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct jobcentre_params *j = &rules_of_area(world, area)->jobcentre;
        struct jobcentre *centre = &world->jobcentres[area];
        double residents = world->area_first[area + 1] - world->area_first[area];
        centre->seconds = (double)(int64_t)(j->adviser_minutes * 60.0 * residents);
        centre->terms.maximum = j->maximum_minutes * 60.0;
        for (size_t s = 0; s < STAGE_COUNT; s++) {
            double minimum = j->minimum_minutes[s] * 60.0;
            centre->terms.minimum[s] = minimum < centre->terms.maximum ? minimum : centre->terms.maximum;
        }
        centre->terms.h0 = j->h0 * 60.0;
        share_clear(&centre->histogram);
    }
    return STATUS_OK;
}

static enum stage stage_of(const struct world *world, uint32_t row, bool repeat)
{
    int32_t weeks = world->week - world->persons.claim_since[row];
    if (repeat && (int)rules_of(world, row)->jobcentre.repeat_early == TOGGLE_ON)
        return STAGE_THIRD;
    return weeks < 13 ? STAGE_FIRST : weeks < 26 ? STAGE_SECOND : STAGE_THIRD;
}

static int32_t error_about(const struct world *world, uint32_t row)
{
    return worth_error(world, row, (uint8_t)(rules_of(world, row)->gateway.jobcentre_record * RECORD_COMPLETE));
}

static int32_t bin_of(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct search_tables *search = search_tables_of(world, row);
    const struct jobcentre_tables *tables =
        (struct jobcentre_tables *)world->tables[TABLE_JOBCENTRE] + regime_of(world, row);
    if (journey_has_adviser(journey_of(world, row)))
        return ELSEWHERE;
    int32_t log_rate = search_log_rate(search, p, row, world->week);
    int32_t lifted = search_lifted(search, log_rate, p->contact[row]), error = error_about(world, row);
    if (log_rate != HAZARD_NEVER) {
        log_rate += error;
        lifted += error;
    }
    return jobcentre_worth(tables, log_rate, lifted, worth_relief(world, row, 1), p->claims_made[row]);
}

static void add_client(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    bool repeat = jsa_is_repeat(world, row);
    int32_t bin = bin_of(world, row);
    size_t area = p->area[row];
    enum stage stage = stage_of(world, row, repeat);
    strip->bins[strip->n_clients] = bin;
    strip->stages[strip->n_clients] = (uint8_t)stage;
    strip->clients[strip->n_clients++] = row;
    if (bin != ELSEWHERE)
        share_add(&world->jobcentres[area].histogram, stage, bin);
    count_weekly(world, strip, COUNT_claimants_by_duration, area, claim_age_of(world->week - p->claim_since[row]), 1,
                 CLAIM_AGE_COUNT);
    count_weekly(world, strip, COUNT_repeat_claimants, area, 0, repeat, 1);
    count_weekly(world, strip, COUNT_sanctioned, area, 0, p->sanction_until[row] > world->week, 1);
}

_Static_assert(MASK_ROWS == CANDIDATE_ROWS, "a mask is of one group");

void jobcentre_clients(struct world *world, struct strip *strip)
{
    const uint8_t *claim = world->persons.claim;
    if (strip->from == strip->first)
        strip->n_clients = 0;
    for (uint32_t row = strip->from; row < strip->to; row += MASK_ROWS)
        candidates_ask_rows(world, row / MASK_ROWS,
                            mask_between(claim + row, CLAIM_JSA_CONTRIBUTORY, CLAIM_JSA_INCOME));
    for (uint32_t row = strip->from; row < strip->to; row += MASK_ROWS)
        for (uint64_t found = mask_between(claim + row, CLAIM_JSA_CONTRIBUTORY, CLAIM_JSA_INCOME); found;
             found &= found - 1)
            add_client(world, strip, row + (uint32_t)__builtin_ctzll(found));
}

void jobcentre_collect(struct world *world)
{
    for (size_t area = 0; area < world->n_areas; area++) {
        struct jobcentre *centre = &world->jobcentres[area];
        int64_t assigned = centre->assigned < (int64_t)centre->seconds ? centre->assigned : (int64_t)centre->seconds;
        centre->seconds -= (double)assigned; /* common assessments come first */
        centre->assigned = 0;
        count_weekly(world, &world->strips[0], COUNT_jobcentre_case_seconds, 0, 0, assigned, 1);
        count_weekly(world, &world->strips[0], COUNT_adviser_seconds, area, 0, (int64_t)centre->seconds, 1);
    }
}

void jobcentre_share(struct world *world, size_t area)
{
    struct jobcentre *centre = &world->jobcentres[area];
    centre->result = share_solve(&centre->histogram, centre->seconds, &centre->terms);
}

void jobcentre_contact(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    for (uint32_t i = 0; i < strip->n_clients; i++) {
        uint32_t row = strip->clients[i];
        if (strip->bins[i] == ELSEWHERE)
            continue;
        size_t area = p->area[row];
        const struct jobcentre *centre = &world->jobcentres[area];
        uint32_t seconds = share_seconds(&centre->result, &centre->terms, strip->stages[i], strip->bins[i]);
        uint32_t minimum = (uint32_t)centre->terms.minimum[strip->stages[i]];
        p->contact[row] = (uint16_t)(seconds < UINT16_MAX ? seconds : UINT16_MAX);
        worth_relieve(world, row, 1);
        count_weekly(world, strip, COUNT_contact_seconds, area, 0, p->contact[row], 1);
        count_weekly(world, strip, COUNT_clients_at_minimum, area, 0, seconds <= minimum, 1);
        count_weekly(world, strip, COUNT_clients_below_minimum, area, 0, seconds < minimum, 1);
    }
}
