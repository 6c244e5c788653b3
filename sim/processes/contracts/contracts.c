#include "processes/contracts/contracts.h"
#include "agents/counts.h"
#include "agents/funds.h"
#include "agents/offices.h"
#include "agents/services.h"
#include "processes/contracts/payments.h"

enum status contracts_prepare(struct world *world, struct error *error)
{
    (void)world;
    (void)error;
    return STATUS_OK;
}

static void count_outcome(const struct world *world, struct strip *strip, const struct journey *journey)
{
    count_weekly(world, strip, COUNT_provider_outcomes, world->persons.area[journey->row], journey->provider, 1,
                 PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_job_outcomes, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    count_weekly(world, strip, COUNT_job_outcomes_by_distance, 0, journey_fifth(world, journey), 1, FIFTH_COUNT);
    __atomic_fetch_add(&services_office(world, journey)->outcomes_now, 1, __ATOMIC_RELAXED);
    if (world->week - journey->referred < 52)
        count_cohort(world, strip, COUNT_cohort_outcome_52, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    if (world->week - journey->referred < 104)
        count_cohort(world, strip, COUNT_cohort_outcome_104, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
}

/* Outcomes and sustainment are counted whatever is paid for them. */
static void pay(const struct world *world, struct strip *strip, struct journey *journey,
                const struct earnings *earnings)
{
    for (int i = 0; i < earnings->n; i++) {
        const struct earned *earned = &earnings->of[i];
        if (earned->event == PAYMENT_JOB_OUTCOME)
            count_outcome(world, strip, journey);
        if (earned->event == PAYMENT_SUSTAINMENT)
            count_weekly(world, strip, COUNT_sustainments, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
        journey_pay(world, strip, journey, earned->event, earned->pence);
        if (earned->event == PAYMENT_JOB_OUTCOME)
            credit_outcome(world, strip, journey, journey_priced(journey, earned->pence));
    }
}

static void on_programme(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct schedule *terms = schedule_of(world, journey);
    const struct client_week now = {
        .week = world->week,
        .works = p->activity[row] == ACTIVITY_EMPLOYED,
        .wage = p->wage[row],
        .job_since = p->job_since[row],
        .programme = (int32_t)rules_of(world, row)->contracts.programme_weeks[journey->group],
        .has_a_service = p->service[row] != 0,
    };
    struct earnings earnings = {0};
    bool placed = journey->stage == JOURNEY_PLACEMENT || journey->stage == JOURNEY_AFTERCARE;
    payments_pass_week(terms, &now, journey, &earnings);
    count_weekly(world, strip, COUNT_re_engaged, p->area[row], 0, placed && !now.works, 1);
    pay(world, strip, journey, &earnings);
    enum journey_end why;
    if (payments_are_over(terms, &now, journey, &why))
        journey_end(world, strip, journey, why);
}

static void in_stream(struct world *world, struct strip *strip, struct journey *journey)
{
    credit_retention(world, strip, journey);
    int32_t aftercare = (int32_t)rules_of(world, journey->row)->provision.aftercare_weeks;
    struct earnings earnings = {0};
    if (!journey_is_elsewhere(journey))
        payments_service_fee(schedule_of(world, journey), world->week, journey, &earnings);
    pay(world, strip, journey, &earnings);
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
        count_weekly(world, strip, COUNT_budgets_left, 0, journey->fund, funds_set_aside(world, journey), STREAM_COUNT);
        if (journey->stage == JOURNEY_ENGAGED)
            count_weekly(world, strip, COUNT_need_waiting, 0, journey->stream, journey->distance, STREAM_COUNT);
    }
}

void contracts_events(struct world *world, struct strip *strip)
{
    journeys_pay_due(world, strip);
    /* from the last to the first: a journey that ends is replaced by one that has been seen */
    for (uint32_t i = strip->n_journeys; i-- > 0;) {
        struct journey *journey = &strip->journeys[i];
        if (stream_is_programme(journey->stream))
            transfer_if_lost(world, strip, journey);
        if (journey->stage == JOURNEY_ENGAGED)
            continue;
        if (world->persons.activity[journey->row] == ACTIVITY_OUT)
            leave(world, strip, journey);
        else if (stream_is_programme(journey->stream))
            on_programme(world, strip, journey);
        else
            in_stream(world, strip, journey);
    }
    credit_follow(world, strip);
    count_journeys(world, strip);
    journeys_count_due(world, strip);
}

/* What has been counted of an office this week. */
static int64_t counted(const struct world *world, enum count count, size_t office)
{
    int64_t sum = 0;
    for (int t = 0; t < world->threads; t++)
        sum += world->tallies[t].weekly[world->count_offset[count] + office];
    return sum;
}

static int64_t staff_cost(const struct world *world, size_t area, size_t provider)
{
    return (int64_t)(world->offices[area * PROVIDER_COUNT + provider].staff *
                     rules_of_area(world, area)->contracts.adviser_cost);
}

/* The subcontractor pays for the advisers of its clients, by their share of the office's. */
static int64_t charged_on(const struct world *world, size_t area, size_t provider)
{
    const struct provider_office *office = &world->offices[area * PROVIDER_COUNT + provider];
    return office->clients > 0 ? staff_cost(world, area, provider) * office->subcontracted / office->clients : 0;
}

/* Before advisers come and go. */
static void charge_subcontractor(struct world *world, size_t area)
{
    struct provider_office *offices = &world->offices[area * PROVIDER_COUNT];
    for (size_t provider = 0; provider < PROVIDER_COUNT; provider++) {
        int64_t pence = charged_on(world, area, provider);
        offices[provider].spent -= pence;
        offices[PROVIDER_SPECIALIST].spent += pence;
    }
}

static void settle_office(struct world *world, size_t area, size_t provider)
{
    const struct rules *rules = rules_of_area(world, area);
    struct provider_office *office = &world->offices[area * PROVIDER_COUNT + provider];
    struct strip *strip = &world->strips[0];
    int64_t cost = office->spent + staff_cost(world, area, provider);
    size_t place = area * PROVIDER_COUNT + provider;
    office->cash +=
        counted(world, COUNT_payments_by_provider, place) + counted(world, COUNT_subcontracted, place) - cost;
    office->client_weeks += office->clients;
    office->outcomes += counted(world, COUNT_provider_outcomes, place);
    office->spent = 0;
    count_weekly(world, strip, COUNT_provider_administration, 0, provider,
                 (int64_t)(office->staff * office_administration(rules, provider) * 1000.0 + 0.5), PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_seconds, area, provider, (int64_t)office->seconds, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_staff, area, provider, (int64_t)(office->staff * 1000.0), PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_cost, area, provider, cost, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_cash, area, provider, office->cash, PROVIDER_COUNT);
    staff_settle(world, area, provider);
}

void contracts_offices(struct world *world)
{
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct rules *rules = rules_of_area(world, area);
        charge_subcontractor(world, area);
        for (size_t provider = 0; provider < PROVIDER_COUNT; provider++)
            settle_office(world, area, provider);
        double minutes = world->jobcentres[area].seconds / 60.0;
        count_weekly(world, &world->strips[0], COUNT_jobcentre_cost, area, 0,
                     (int64_t)(minutes * rules->contracts.jobcentre_minute), 1);
    }
    /* what providers have achieved in all areas is known only now */
    for (size_t area = 0; area < world->n_areas; area++)
        tender_area(world, area);
    funds_count_left(world);
    funds_close_run(world);
}
