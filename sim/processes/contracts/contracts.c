#include "processes/contracts/contracts.h"
#include "agents/counts.h"
#include "agents/services.h"

enum contracts_due contracts_due(const struct contracts_params *rules, const struct journey *journey)
{
    int32_t needed = (int32_t)rules->outcome_weeks[journey->group];
    if (!journey->outcome)
        return journey->weeks_worked >= needed ? DUE_OUTCOME : DUE_NOTHING;
    int32_t next = needed + (journey->sustained + 1) * (int32_t)rules->sustainment_weeks;
    return journey->sustained < (int32_t)rules->sustainment_most[journey->group] && journey->weeks_worked >= next
               ? DUE_SUSTAINMENT
               : DUE_NOTHING;
}

enum status contracts_prepare(struct world *world, struct error *error)
{
    (void)world;
    (void)error;
    return STATUS_OK;
}

static void pay_outcome(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct contracts_params *rules = &rules_of(world, journey->row)->contracts;
    journey->outcome = 1;
    journey->stage = JOURNEY_AFTERCARE;
    journey->stage_since = (int16_t)world->week;
    count_weekly(world, strip, COUNT_job_outcomes, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    count_weekly(world, strip, COUNT_provider_outcomes, 0, journey->provider, 1, PROVIDER_COUNT);
    __atomic_fetch_add(&services_office(world, journey)->outcomes_now, 1, __ATOMIC_RELAXED);
    if (world->week - journey->referred < 52)
        count_cohort(world, strip, COUNT_cohort_outcome_52, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    if (world->week - journey->referred < 104)
        count_cohort(world, strip, COUNT_cohort_outcome_104, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    journey_pay(world, strip, journey, PAYMENT_JOB_OUTCOME, (int32_t)(rules->outcome_fee[journey->group] + 0.5));
}

static void pay_sustainment(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct contracts_params *rules = &rules_of(world, journey->row)->contracts;
    journey->sustained++;
    count_weekly(world, strip, COUNT_sustainments, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    journey_pay(world, strip, journey, PAYMENT_SUSTAINMENT, (int32_t)(rules->sustainment_fee[journey->group] + 0.5));
}

/* A week in work counts; a job lost brings the client back to services. */
static void follow(const struct world *world, struct strip *strip, struct journey *journey)
{
    size_t area = world->persons.area[journey->row];
    bool works = world->persons.activity[journey->row] == ACTIVITY_EMPLOYED;
    bool placed = journey->stage == JOURNEY_PLACEMENT || journey->stage == JOURNEY_AFTERCARE;
    if (works) {
        if (journey->weeks_worked < UINT16_MAX)
            journey->weeks_worked++;
        if (!placed)
            journey->stage = journey->outcome ? JOURNEY_AFTERCARE : JOURNEY_PLACEMENT;
    } else if (placed) {
        journey->stage = JOURNEY_SERVICES;
        count_weekly(world, strip, COUNT_re_engaged, area, 0, 1, 1);
    }
    if (works != placed)
        journey->stage_since = (int16_t)world->week;
}

static void on_programme(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct contracts_params *rules = &rules_of(world, journey->row)->contracts;
    bool works = world->persons.activity[journey->row] == ACTIVITY_EMPLOYED;
    follow(world, strip, journey);
    enum contracts_due due = works ? contracts_due(rules, journey) : DUE_NOTHING;
    if (due == DUE_OUTCOME)
        pay_outcome(world, strip, journey);
    else if (due == DUE_SUSTAINMENT)
        pay_sustainment(world, strip, journey);
    if (journey->outcome && journey->sustained >= (int32_t)rules->sustainment_most[journey->group])
        journey_end(world, strip, journey, JOURNEY_END_ALL_PAID);
    else if (!works && !world->persons.service[journey->row] &&
             world->week - journey->attached >= (int32_t)rules->programme_weeks)
        journey_end(world, strip, journey, JOURNEY_END_TIME);
}

static void in_stream(struct world *world, struct strip *strip, struct journey *journey)
{
    int32_t aftercare = (int32_t)rules_of(world, journey->row)->provision.aftercare_weeks;
    if (journey->stage == JOURNEY_AFTERCARE && world->week - journey->stage_since >= aftercare)
        journey_end(world, strip, journey, JOURNEY_END_AFTERCARE);
}

/* At 65 all ends, a service in progress too. */
static void leave(struct world *world, struct strip *strip, struct journey *journey)
{
    if (world->persons.service[journey->row])
        services_end(world, strip, journey, false);
    journey_end(world, strip, journey, JOURNEY_END_LEFT);
}

static void count_journeys(const struct world *world, struct strip *strip)
{
    for (uint32_t i = 0; i < strip->n_journeys; i++) {
        const struct journey *journey = &strip->journeys[i];
        size_t area = world->persons.area[journey->row];
        count_weekly(world, strip, COUNT_journeys, area, journey->stage, 1, JOURNEY_COUNT);
        count_weekly(world, strip, COUNT_journeys_by_stream, area, journey->stream, 1, STREAM_COUNT);
        count_weekly(world, strip, COUNT_waiting, area, journey->stream, journey->stage == JOURNEY_ENGAGED,
                     STREAM_COUNT);
    }
}

void contracts_events(struct world *world, struct strip *strip)
{
    /* from the last to the first: a journey that ends is replaced by one that has been seen */
    for (uint32_t i = strip->n_journeys; i-- > 0;) {
        struct journey *journey = &strip->journeys[i];
        if (journey->stage == JOURNEY_ENGAGED)
            continue;
        if (world->persons.activity[journey->row] == ACTIVITY_OUT)
            leave(world, strip, journey);
        else if (stream_is_programme(journey->stream))
            on_programme(world, strip, journey);
        else
            in_stream(world, strip, journey);
    }
    count_journeys(world, strip);
}

static int64_t received(const struct world *world, size_t office)
{
    int64_t sum = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        sum += world->strips[s].weekly[world->count_offset[COUNT_payments_by_provider] + office];
    return sum;
}

/* Advisers follow the caseload with a lag. A college's and the third sector's staff is part of the price of services.
 */
static void settle_office(struct world *world, size_t area, size_t provider)
{
    const struct rules *rules = rules_of_area(world, area);
    struct provider_office *office = &world->offices[area * PROVIDER_COUNT + provider];
    struct strip *strip = &world->strips[0];
    int64_t cost = office->spent + (int64_t)(office->staff * rules->contracts.adviser_cost);
    office->cash += received(world, area * PROVIDER_COUNT + provider) - cost;
    office->spent = 0;
    count_weekly(world, strip, COUNT_provider_seconds, area, provider, (int64_t)office->seconds, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_staff, area, provider, (int64_t)(office->staff * 1000.0), PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_cost, area, provider, cost, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_cash, area, provider, office->cash, PROVIDER_COUNT);
    double wanted = office->clients / rules->provision.caseload[provider];
    office->staff += rules->provision.staff_adjustment * (wanted - office->staff);
}

void contracts_offices(struct world *world)
{
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct rules *rules = rules_of_area(world, area);
        for (size_t provider = 0; provider < PROVIDER_COUNT; provider++)
            settle_office(world, area, provider);
        double minutes = world->jobcentres[area].seconds / 60.0;
        count_weekly(world, &world->strips[0], COUNT_jobcentre_cost, area, 0,
                     (int64_t)(minutes * rules->contracts.jobcentre_minute), 1);
    }
}
