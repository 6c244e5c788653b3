/* The share-out of providers' contact time. */
#include "processes/provision/provision.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/handover.h"
#include "agents/services.h"
#include "core/math.h"
#include "core/memory.h"
#include <string.h>

#define LN_2_Q16 45426
#define RATE_STEP (HAZARD_ONE / 16)

double provision_value(const struct rules *rules, const struct schedule *terms, const struct journey *journey)
{
    int32_t sustained = journey->outcome ? journey->sustained : 0;
    double later = rules->provision.expected_sustainment * terms->sustainment * (terms->sustainment_most - sustained);
    double value =
        journey->outcome ? later > 0 ? later : 0 : rules->provision.expected_outcome * (terms->outcome + later);
    if (journey->job_starts < terms->job_start_most)
        value += terms->job_start;
    if (journey->wage_before > 0 && !(journey->done & JOURNEY_DONE_PROGRESSION))
        value += rules->schedules.expected_progression * terms->progression;
    return value;
}

double provision_entry(double r, double rho, double weeks)
{
    return weeks <= 0 ? 0 : r / (r + rho) * (1.0 - math_exp(-(r + rho) * weeks));
}

static int32_t q16(double x)
{
    return (int32_t)(x * HAZARD_ONE + (x >= 0 ? 0.5 : -0.5));
}

static void fill(const struct world *world, struct provision_tables *self, const struct rules *rules)
{
    const struct jobcentre_params *j = &rules->jobcentre;
    double mean_rate = rules->matching.application_rate * j->success;
    self->constant = hazard_from_rate(j->kappa) + (int32_t)((1.0 - j->alpha) * hazard_from_rate(mean_rate));
    self->alpha = q16(j->alpha);
    self->success = hazard_from_rate(j->success);
    for (int32_t w = 0; w < PROVISION_WEEKS; w++)
        for (int32_t i = 0; i < PROVISION_RATES; i++) {
            double r = math_exp2(-16.0 + i / 16.0);
            self->not_anyway[w][i] = hazard_from_rate(1.0 - provision_entry(r, j->rho, w * PROVISION_WEEKS_STEP));
        }
    double stay = handover_leavers(rules);
    for (int s = 0; s < SERVICE_COUNT; s++)
        self->drop_out[s] = hazard_threshold(&world->hazard, hazard_from_rate(rules->provision.drop_out[s] * stay));
    self->provision = rules->provision;
    self->jobcentre = rules->jobcentre;
    self->integration = rules->integration;
    self->application_rate = rules->matching.application_rate;
}

static bool is_filled(const struct provision_tables *self, const struct rules *rules)
{
    return memcmp(&self->provision, &rules->provision, sizeof self->provision) == 0 &&
           memcmp(&self->jobcentre, &rules->jobcentre, sizeof self->jobcentre) == 0 &&
           memcmp(&self->integration, &rules->integration, sizeof self->integration) == 0 &&
           memcmp(&self->application_rate, &rules->matching.application_rate, sizeof self->application_rate) == 0;
}

enum status provision_prepare(struct world *world, struct error *error)
{
    if (!world->tables[TABLE_PROVISION] && memory_new(&world->tables[TABLE_PROVISION], world->n_regimes,
                                                      sizeof(struct provision_tables), error) != STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct provision_tables *tables = (struct provision_tables *)world->tables[TABLE_PROVISION] + r;
        if (!is_filled(tables, &world->rules[r]))
            fill(world, tables, &world->rules[r]);
    }
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct rules *rules = rules_of_area(world, area);
        for (size_t k = 0; k < PROVIDER_COUNT; k++) {
            struct provider_office *office = &world->offices[area * PROVIDER_COUNT + k];
            double hours = rules->provision.contact_hours * (1.0 - rules->provision.administration);
            office->seconds = (double)(int64_t)(office->staff * hours * 3600.0);
            office->terms.maximum = rules->jobcentre.maximum_minutes * 60.0;
            double minimum = rules->provision.minimum_minutes * 60.0;
            office->terms.minimum[0] = minimum < office->terms.maximum ? minimum : office->terms.maximum;
            office->terms.h0 = rules->jobcentre.h0 * 60.0;
        }
    }
    return STATUS_OK;
}

int32_t provision_worth(const struct provision_tables *tables, int32_t value, int32_t log_rate, int32_t lifted,
                        int32_t weeks_left)
{
    if (log_rate <= HAZARD_LOWEST || weeks_left <= 0 || value <= HAZARD_LOWEST)
        return SHARE_NOTHING;
    int32_t cell = (lifted + tables->success + 16 * HAZARD_ONE) / RATE_STEP;
    cell = cell < 0 ? 0 : cell < PROVISION_RATES ? cell : PROVISION_RATES - 1;
    int32_t quarter = (weeks_left + PROVISION_WEEKS_STEP / 2) / PROVISION_WEEKS_STEP;
    quarter = quarter < PROVISION_WEEKS ? quarter : PROVISION_WEEKS - 1;
    int64_t worth = tables->constant + (int64_t)tables->alpha * (log_rate + tables->success) / HAZARD_ONE + value +
                    tables->not_anyway[quarter][cell];
    /* from binary logarithms to bins of natural ones */
    int64_t bin = (worth * LN_2_Q16 / HAZARD_ONE - (int64_t)SHARE_LOWEST * HAZARD_ONE) * SHARE_STEPS / HAZARD_ONE;
    return bin < 0 ? 0 : bin < SHARE_BINS ? (int32_t)bin : SHARE_BINS - 1;
}

/* In reach of the provider's advisers: attached, and not in work. */
static bool is_client(const struct world *world, const struct journey *journey)
{
    return journey_has_adviser(journey) && world->persons.activity[journey->row] != ACTIVITY_EMPLOYED &&
           world->persons.activity[journey->row] != ACTIVITY_OUT;
}

/* What cases need besides contact comes off the time to be shared out, as far as there is any. */
static void assign_time(struct world *world, size_t area, size_t provider)
{
    struct provider_office *office = &world->offices[area * PROVIDER_COUNT + provider];
    int64_t assigned = office->assigned < (int64_t)office->seconds ? office->assigned : (int64_t)office->seconds;
    office->seconds -= (double)assigned;
    office->assigned = 0;
    count_weekly(world, &world->strips[0], COUNT_provider_case_seconds, 0, provider, assigned, PROVIDER_COUNT);
}

void provision_collect(struct world *world)
{
    for (size_t k = 0; k < world->n_areas * PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[k];
        share_clear(&office->histogram);
        office->clients = 0;
    }
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (!is_client(world, journey))
                continue;
            struct provider_office *office = services_office(world, journey);
            office->clients++;
            office->assigned += handover_case_seconds(rules_of(world, journey->row));
            share_add(&office->histogram, 0, journey->bin);
        }
    for (size_t area = 0; area < world->n_areas; area++)
        for (size_t k = 0; k < PROVIDER_COUNT; k++)
            assign_time(world, area, k);
}

void provision_share(struct world *world, size_t area)
{
    for (size_t k = 0; k < PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[area * PROVIDER_COUNT + k];
        if (office->clients > 0)
            office->result = share_solve(&office->histogram, office->seconds, &office->terms);
    }
}

void provision_contact(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    for (uint32_t i = 0; i < strip->n_journeys; i++) {
        const struct journey *journey = &strip->journeys[i];
        if (!is_client(world, journey))
            continue;
        const struct provider_office *office = services_office(world, journey);
        uint32_t seconds = share_seconds(&office->result, &office->terms, 0, journey->bin);
        size_t area = p->area[journey->row];
        /* the key's bound of applications knows of contact for claimants and for those who had some before */
        if (!is_jsa(p->claim[journey->row]) && p->contact[journey->row] == 0)
            candidates_add(world, journey->row, LANE_SEARCH);
        p->contact[journey->row] = (uint16_t)(seconds < UINT16_MAX ? seconds : UINT16_MAX);
        count_weekly(world, strip, COUNT_provider_clients, area, journey->provider, 1, PROVIDER_COUNT);
        count_weekly(world, strip, COUNT_provider_contact, area, journey->provider, p->contact[journey->row],
                     PROVIDER_COUNT);
        count_weekly(world, strip, COUNT_provider_clients_at_minimum, area, journey->provider,
                     seconds <= (uint32_t)office->terms.minimum[0], PROVIDER_COUNT);
    }
}
