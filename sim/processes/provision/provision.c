/* The share-out of providers' contact time. */
#include "processes/provision/provision.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/handover.h"
#include "agents/offices.h"
#include "agents/services.h"
#include "core/math.h"
#include "core/memory.h"
#include <string.h>

#define VALUE_OF_MINIMUM 1e6 /* pence a second */

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

uint8_t provision_pressure(const struct rules *rules, const struct schedule *terms, const struct journey *journey)
{
    int32_t worked = terms->continuous ? journey->weeks_running : journey->weeks_worked;
    int32_t beyond = worked + (int32_t)rules->shareout.entry_weeks - terms->outcome_weeks;
    double value = provision_value(rules, terms, journey), soon = 0;
    if (beyond >= 0) {
        int32_t sustained = beyond / terms->sustainment_weeks;
        sustained = sustained < terms->sustainment_most ? sustained : terms->sustainment_most;
        soon = rules->provision.expected_sustainment * terms->sustainment *
               (sustained > journey->sustained ? sustained - journey->sustained : 0);
        if (!journey->outcome)
            soon = rules->provision.expected_outcome * (terms->outcome + soon);
    }
    if (journey->job_starts < terms->job_start_most)
        soon += terms->job_start;
    if (value <= 0 || soon <= 0)
        return 0;
    return (uint8_t)(soon < value ? soon / value * UINT8_MAX + 0.5 : UINT8_MAX);
}

double provision_distance_fee(const struct shareout_params *rules, const struct journey *journey)
{
    double paid = journey->distance - journey->distance_paid;
    return paid < rules->distance_most * UINT8_MAX / TENTHS ? rules->distance_fee[journey->group] * TENTHS : 0;
}

static void fill(const struct world *world, struct provision_tables *self, const struct rules *rules)
{
    double rho = rules->jobcentre.rho;
    worth_fill(&self->terms, rules);
    for (int32_t w = 0; w < PROVISION_WEEKS; w++)
        for (int32_t i = 0; i < PROVISION_RATES; i++) {
            double r = math_exp2(-16.0 + i / (double)PROVISION_STEPS), weeks = w * PROVISION_WEEKS_STEP;
            self->not_anyway[w][i] = hazard_from_rate(1.0 - worth_chance(r, rho, weeks));
            self->slope[w][i] = hazard_from_rate(worth_slope(r, rho, weeks));
        }
    double stay = handover_leavers(rules);
    for (int s = 0; s < SERVICE_COUNT; s++)
        self->drop_out[s] = hazard_threshold(&world->hazard, hazard_from_rate(rules->provision.drop_out[s] * stay));
    self->provision = rules->provision;
    self->shareout = rules->shareout;
    self->jobcentre = rules->jobcentre;
    self->integration = rules->integration;
    self->application_rate = rules->matching.application_rate;
}

static bool is_filled(const struct provision_tables *self, const struct rules *rules)
{
    return memcmp(&self->provision, &rules->provision, sizeof self->provision) == 0 &&
           memcmp(&self->shareout, &rules->shareout, sizeof self->shareout) == 0 &&
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
            double hours = rules->provision.contact_hours * (1.0 - office_administration(rules, k));
            office->seconds = (double)(int64_t)(office_effective_staff(rules, office) * hours * 3600.0);
            office->terms.maximum = rules->jobcentre.maximum_minutes * 60.0;
            double minimum = rules->provision.minimum_minutes * 60.0;
            office->terms.minimum[0] = minimum < office->terms.maximum ? minimum : office->terms.maximum;
            office->terms.h0 = rules->jobcentre.h0 * 60.0;
        }
    }
    return STATUS_OK;
}

int64_t provision_weight(const struct provision_tables *tables, const struct provision_client *client)
{
    int32_t weeks_left = client->weeks_left > 0 ? client->weeks_left : 0;
    int32_t cell = worth_cell(&tables->terms, client->lifted, PROVISION_STEPS, PROVISION_RATES);
    int32_t quarter = (weeks_left + PROVISION_WEEKS_STEP / 2) / PROVISION_WEEKS_STEP;
    quarter = quarter < PROVISION_WEEKS ? quarter : PROVISION_WEEKS - 1;
    int32_t log_rate = weeks_left > 0 ? client->log_rate : HAZARD_NEVER;
    int32_t slope = log_rate > HAZARD_LOWEST ? tables->slope[quarter][cell] : HAZARD_NEVER;
    int64_t by_entry = worth_of_entry(&tables->terms, log_rate, client->value, tables->not_anyway[quarter][cell]);
    int64_t by_relief = worth_of_relief(&tables->terms, client->relief, client->fee, client->value, slope);
    int64_t by_mission = client->mission > HAZARD_LOWEST ? client->mission : WORTH_NOTHING;
    return worth_sum(worth_sum(by_entry, by_relief), by_mission);
}

int32_t provision_worth(const struct provision_tables *tables, int32_t value, int32_t log_rate, int32_t lifted,
                        int32_t weeks_left)
{
    const struct provision_client client = {value,        log_rate,     lifted,      weeks_left,
                                            HAZARD_NEVER, HAZARD_NEVER, HAZARD_NEVER};
    return worth_bin(provision_weight(tables, &client));
}

/* In reach of the provider's advisers: attached, and not in work. */
static bool is_client(const struct world *world, const struct journey *journey)
{
    return journey_has_adviser(journey) && world->persons.activity[journey->row] != ACTIVITY_EMPLOYED &&
           world->persons.activity[journey->row] != ACTIVITY_OUT;
}

/* Fifths of clients by the distance at the referral; those at a cut belong to the nearer one. */
static void cut_fifths(struct world *world, const uint32_t distances[JOURNEY_DISTANCES])
{
    uint64_t clients = 0, below = 0;
    int fifth = 0;
    for (int d = 0; d < JOURNEY_DISTANCES; d++)
        clients += distances[d];
    for (int d = 0; d < JOURNEY_DISTANCES; d++) {
        below += distances[d];
        while (fifth < FIFTH_COUNT - 1 && below * FIFTH_COUNT >= clients * (uint64_t)(fifth + 1))
            world->distance_cuts[fifth++] = (uint16_t)d;
    }
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
    uint32_t distances[JOURNEY_DISTANCES] = {0};
    for (size_t k = 0; k < world->n_areas * PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[k];
        share_clear(office->histogram);
        office->clients = office->subcontracted = 0;
    }
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (!is_client(world, journey))
                continue;
            struct provider_office *office = services_office(world, journey);
            office->clients++;
            office->subcontracted += journey->subcontracted;
            distances[journey->distance]++;
            office->assigned += handover_case_seconds(rules_of(world, journey->row));
            share_add(office->histogram, 0, journey->bin);
        }
    cut_fifths(world, distances);
    for (size_t area = 0; area < world->n_areas; area++)
        for (size_t k = 0; k < PROVIDER_COUNT; k++)
            assign_time(world, area, k);
}

/* Pence that another second would earn: lambda. More than it can cost where there is too little time for the minimum.
 */
static double value_of_second(const struct provider_office *office)
{
    if (office->clients == 0)
        return 0;
    if (office->result.equal >= 0)
        return office->result.minimum_broken ? VALUE_OF_MINIMUM : 0;
    return math_exp(office->result.theta) / office->terms.h0;
}

void provision_share(struct world *world, size_t area)
{
    for (size_t k = 0; k < PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[area * PROVIDER_COUNT + k];
        if (office->clients > 0)
            office->result = share_solve(office->histogram, office->seconds, &office->terms);
        office->value = value_of_second(office);
    }
}

static void count_contact(const struct world *world, struct strip *strip, const struct journey *journey,
                          uint32_t seconds, uint32_t minimum)
{
    uint32_t row = journey->row;
    size_t area = world->persons.area[row], fifth = journey_fifth(world, journey);
    uint16_t contact = world->persons.contact[row];
    count_weekly(world, strip, COUNT_provider_clients, area, journey->provider, 1, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_contact, area, journey->provider, contact, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_clients_at_minimum, area, journey->provider, seconds <= minimum,
                 PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_clients_below_minimum, 0, journey->provider, seconds < minimum,
                 PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_clients_by_distance, 0, fifth, 1, FIFTH_COUNT);
    count_weekly(world, strip, COUNT_provider_contact_by_distance, 0, fifth, contact, FIFTH_COUNT);
    count_weekly(world, strip, COUNT_provider_at_minimum_by_distance, 0, fifth, seconds <= minimum, FIFTH_COUNT);
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
        /* the key's bound of applications knows of contact for claimants and for those who had some before */
        if (!is_jsa(p->claim[journey->row]) && p->contact[journey->row] == 0)
            candidates_add(world, journey->row, LANE_SEARCH);
        p->contact[journey->row] = (uint16_t)(seconds < UINT16_MAX ? seconds : UINT16_MAX);
        worth_relieve(world, journey->row, services_quality(world, journey, BARRIER_CONFIDENCE));
        count_contact(world, strip, journey, seconds, (uint32_t)office->terms.minimum[0]);
    }
}
