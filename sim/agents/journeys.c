#include "agents/journeys.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/credits.h"
#include "agents/funds.h"
#include "agents/handover.h"
#include "agents/lots.h"
#include "agents/schedule.h"
#include "core/memory.h"

uint8_t journey_barrier(const struct persons *p, uint32_t row, int32_t week, enum barrier barrier)
{
    switch (barrier) {
    case BARRIER_HEALTH:
        return p->health[row];
    case BARRIER_SKILLS:
        return p->skills[row];
    case BARRIER_HOUSING:
        return p->housing[row];
    case BARRIER_CARING:
        return persons_caring_binds(p, row, week) ? UINT8_MAX : 0;
    default:
        return p->confidence[row];
    }
}

uint32_t journey_distance(const struct persons *p, uint32_t row, int32_t week)
{
    uint32_t sum = 0;
    for (int barrier = 0; barrier < BARRIER_COUNT; barrier++)
        sum += journey_barrier(p, row, week, (enum barrier)barrier);
    return sum;
}

enum distance_fifth journey_fifth(const struct world *world, const struct journey *self)
{
    int fifth = 0;
    while (fifth < FIFTH_COUNT - 1 && self->distance > world->distance_cuts[fifth])
        fifth++;
    return (enum distance_fifth)fifth;
}

struct journey *journey_start(struct world *world, struct strip *strip, uint32_t row, enum stream stream,
                              enum provider provider)
{
    struct persons *p = &world->persons;
    struct error error;
    if (memory_grow(&strip->journeys, &strip->journeys_room, (size_t)strip->n_journeys + 1, sizeof *strip->journeys,
                    &error) != STATUS_OK) {
        strip->failed = 1;
        return NULL;
    }
    struct journey *journey = &strip->journeys[strip->n_journeys++];
    *journey = (struct journey){.row = row,
                                .stream = (uint8_t)stream,
                                .fund = (uint8_t)stream,
                                .fund_area = p->area[row],
                                .provider = (uint8_t)provider,
                                .stage = JOURNEY_ENGAGED,
                                .referred = (int16_t)world->week,
                                .attached = WEEK_NONE,
                                .stage_since = (int16_t)world->week,
                                .service_until = WEEK_NONE,
                                .outcome_week = WEEK_NONE,
                                .outcome_spell = WEEK_NONE,
                                .wage_before = p->wage[row],
                                .price = LOT_PUBLISHED,
                                .distance = (uint16_t)journey_distance(p, row, world->week)};
    journey->distance_paid = journey->distance;
    p->journey[row] = strip->n_journeys;
    count_weekly(world, strip, COUNT_referrals, p->area[row], stream, 1, STREAM_COUNT);
    count_weekly(world, strip, COUNT_need_referred, 0, stream, journey->distance, STREAM_COUNT);
    return journey;
}

void journey_record(const struct world *world, struct strip *strip, const struct journey *journey, enum journey_end why,
                    bool open)
{
    struct error error;
    if (!(world->persons.flags[journey->row] & PERSON_RECORDED))
        return;
    if (memory_grow(&strip->ended, &strip->ended_room, strip->n_ended + 1, sizeof *strip->ended, &error) != STATUS_OK) {
        strip->failed = 1;
        return;
    }
    uint32_t distance = journey_distance(&world->persons, journey->row, world->week);
    strip->ended[strip->n_ended++] =
        (struct journey_row){*journey, world->week, (uint16_t)distance, (uint8_t)why, (uint8_t)open};
}

void journey_end(struct world *world, struct strip *strip, struct journey *journey, enum journey_end why)
{
    struct persons *p = &world->persons;
    uint32_t row = journey->row;
    journey_record(world, strip, journey, why, false);
    funds_release_commitment(world, strip, journey);
    count_weekly(world, strip, COUNT_journey_ends, p->area[row], why, 1, JOURNEY_END_COUNT);
    if (journey->attached != WEEK_NONE)
        count_weekly(world, strip, COUNT_distance_travelled, p->area[row], 0,
                     (int64_t)journey->distance - journey_distance(p, row, world->week), 1);
    if (why == JOURNEY_END_TIME)
        handover_to_jobcentre(world, strip, journey);
    if (stream_is_programme(journey->stream) && journey->attached != WEEK_NONE) {
        p->journey_ended[row] = (int16_t)world->week;
        credits_begin(world, strip, journey, COURSE_END_DROPPED);
        count_weekly(world, strip, COUNT_journeys_handed_over, 0, 0, journey->handed_over > 0, 1);
    }
    if (journey_has_adviser(journey))
        p->contact[row] = 0;
    p->journey[row] = 0;
    p->service[row] = 0;
    candidates_touch(world, row);
    struct journey *last = &strip->journeys[--strip->n_journeys];
    if (journey != last) {
        *journey = *last;
        p->journey[journey->row] = (uint32_t)(journey - strip->journeys) + 1;
    }
}

uint32_t journey_contract(const struct journey *journey, size_t area)
{
    size_t office = area * PROVIDER_COUNT + journey->provider;
    return (uint32_t)((office * STREAM_COUNT + journey->stream) * CONTRACT_YEAR_COUNT + journey->year);
}

/* A subcontractor gets its part of what the prime contractor earns with a client of both. */
static void pass_on(const struct world *world, struct strip *strip, const struct journey *journey, int32_t pence)
{
    size_t area = world->persons.area[journey->row];
    int32_t part = (int32_t)(pence * (1.0 - rules_of_area(world, area)->providers.margin));
    if (!journey->subcontracted)
        return;
    count_weekly(world, strip, COUNT_subcontracted, area, journey->provider, -part, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_subcontracted, area, PROVIDER_SPECIALIST, part, PROVIDER_COUNT);
}

int32_t journey_priced(const struct journey *journey, int32_t pence)
{
    return stream_is_programme(journey->stream) ? (int32_t)((int64_t)pence * journey->price / LOT_PUBLISHED) : pence;
}

static void make_payment(const struct world *world, struct strip *strip, const struct payment_row *payment)
{
    struct error error;
    if (memory_grow(&strip->payments, &strip->payments_room, strip->n_payments + 1, sizeof *strip->payments, &error) !=
        STATUS_OK) {
        strip->failed = 1;
        return;
    }
    strip->payments[strip->n_payments++] = *payment;
    int64_t pence = payment->pence;
    size_t area = payment->area;
    count_weekly(world, strip, COUNT_payments, area, payment->event, pence, PAYMENT_COUNT);
    count_weekly(world, strip, COUNT_payments_by_stream, area, payment->stream, pence, STREAM_COUNT);
    count_weekly(world, strip, COUNT_payments_by_provider, area, payment->provider, pence, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_payments_by_group, 0, payment->group, pence, PAYMENT_GROUP_COUNT);
    count_weekly(world, strip, COUNT_payments_made, 0, payment->event, 1, PAYMENT_COUNT);
}

static void keep_payment(struct strip *strip, const struct payment_row *payment)
{
    struct error error;
    if (memory_grow(&strip->due, &strip->due_room, strip->n_due + 1, sizeof *strip->due, &error) != STATUS_OK)
        strip->failed = 1;
    else
        strip->due[strip->n_due++] = *payment;
}

/* Work has to be proved to the payer; what an agency does itself has not. */
static bool is_validated(enum payment_event event)
{
    return event == PAYMENT_JOB_START || event == PAYMENT_JOB_OUTCOME || event == PAYMENT_SUSTAINMENT ||
           event == PAYMENT_PROGRESSION || event == PAYMENT_CLAW_BACK;
}

/* Pays the journey's provider, so many weeks from now. */
static void pay_later(const struct world *world, struct strip *strip, const struct journey *journey,
                      enum payment_event event, int32_t pence, int32_t lag)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    if (pence == 0)
        return;
    bool back = event == PAYMENT_CLAW_BACK, employed = p->activity[row] == ACTIVITY_EMPLOYED;
    struct payment_row payment = {
        .row = row,
        .contract = journey_contract(journey, p->area[row]),
        .week = world->week + lag,
        .earned = world->week,
        .pence = pence,
        .spell_start = back       ? journey->outcome_spell
                       : employed ? p->job_since[row]
                                  : p->state_since[row],
        .area = p->area[row],
        .stream = journey->fund,
        .provider = journey->provider,
        .group = journey->group,
        .event = (uint8_t)event,
        .state = (uint8_t)(back ? STATE_EMPLOYED : state_of(p->activity[row], p->claim[row])),
    };
    if (lag > 0)
        keep_payment(strip, &payment);
    else
        make_payment(world, strip, &payment);
}

int32_t journey_partner_part(const struct world *world, const struct journey *journey, int32_t pence)
{
    return journey->partner ? (int32_t)(pence * rules_of(world, journey->row)->integration.partner_share + 0.5) : 0;
}

void journey_pay(const struct world *world, struct strip *strip, struct journey *journey, enum payment_event event,
                 int32_t pence)
{
    if (event != PAYMENT_CREDIT) /* which is a part of what has been priced */
        pence = journey_priced(journey, pence);
    funds_use_commitment(journey, pence);
    int32_t lag = is_validated(event) ? schedule_of(world, journey)->validation_weeks : 0;
    /* a partner has its share when the provider is paid; what is clawed back is the provider's alone, who has the
       contract */
    if (journey->partner && (event == PAYMENT_JOB_OUTCOME || event == PAYMENT_SUSTAINMENT)) {
        struct journey shared = *journey;
        shared.provider = (uint8_t)(journey->partner - 1);
        int32_t part = journey_partner_part(world, journey, pence);
        pay_later(world, strip, &shared, PAYMENT_CREDIT, part, lag);
        pence -= part;
    }
    pass_on(world, strip, journey, pence);
    pay_later(world, strip, journey, event, pence, lag);
}

void journeys_pay_due(const struct world *world, struct strip *strip)
{
    /* from the last to the first: a payment that is made is replaced by one that has been seen */
    for (size_t i = strip->n_due; i-- > 0;)
        if (strip->due[i].week <= world->week) {
            make_payment(world, strip, &strip->due[i]);
            strip->due[i] = strip->due[--strip->n_due];
        }
}

void journeys_count_due(const struct world *world, struct strip *strip)
{
    for (size_t i = 0; i < strip->n_due; i++)
        count_weekly(world, strip, COUNT_payments_due, 0, strip->due[i].event, strip->due[i].pence, PAYMENT_COUNT);
}
