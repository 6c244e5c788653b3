/* Tables of the gateway, starts. */
#include "processes/gateway/gateway.h"
#include "agents/counts.h"
#include "agents/funds.h"
#include "agents/handover.h"
#include "agents/lots.h"
#include "agents/schedule.h"
#include "agents/services.h"
#include "core/memory.h"
#include "processes/gateway/choose.h"
#include <string.h>

static void fill(const struct world *world, struct gateway_tables *self, const struct rules *all)
{
    const struct gateway_params *rules = &all->gateway;
    const struct integration_params *joined = &all->integration;
    double part = (int)joined->co_production == TOGGLE_ON ? joined->co_starts : 0;
    double give_up = rules->give_up_waiting * (1.0 - part) * (1.0 - joined->tracking);
    self->referral = hazard_threshold(&world->hazard, hazard_from_rate(rules->referral_rate));
    self->esa = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_referral_rate));
    self->ex_ib = hazard_threshold(&world->hazard, hazard_from_rate(rules->ex_ib_referral_rate));
    self->volunteer = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_volunteer_rate));
    self->attachment = hazard_threshold(&world->hazard, hazard_from_rate(rules->attachment_rate * (1.0 + part)));
    self->give_up = hazard_threshold(&world->hazard, hazard_from_rate(give_up));
    self->voucher_use = hazard_threshold(&world->hazard, hazard_from_rate(all->choice.voucher_use));
    for (int s = 0; s < STREAM_COUNT; s++)
        self->refer[s] = hazard_threshold(&world->hazard, hazard_from_rate(rules->refer_rate[s]));
}

/* What the streams have for claimants of other benefits than JSA. */
static void fill_others(const struct world *world, struct gateway_tables *self, const struct rules *all)
{
    static const enum stream streams[] = {STREAM_SKILLS, STREAM_SUPPORT};
    memset(self->come, 0, sizeof self->come);
    memset(self->come_most, 0, sizeof self->come_most);
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        enum stream s = streams[i];
        const double *benefits = s == STREAM_SKILLS ? all->funding.skills_benefits : all->funding.support_benefits;
        self->come[s] = hazard_threshold(&world->hazard, hazard_from_rate(all->funding.come_forward[s]));
        for (int claim = CLAIM_NONE + 1; claim < CLAIM_COUNT; claim++)
            if (!is_jsa((uint8_t)claim) && all->gateway.open[s] > 0 && benefits[claim] > 0)
                threshold_raise(&self->come_most[claim], self->come[s], 0);
    }
}

enum status gateway_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_GATEWAY];
    if (fresh &&
        memory_new(&world->tables[TABLE_GATEWAY], world->n_regimes, sizeof(struct gateway_tables), error) != STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + r;
        if (fresh || !RULES_STAY(world, r, gateway) || !RULES_STAY(world, r, integration) ||
            !RULES_STAY(world, r, choice))
            fill(world, tables, &world->rules[r]);
        if (fresh || !RULES_STAY(world, r, gateway) || !RULES_STAY(world, r, funding))
            fill_others(world, tables, &world->rules[r]);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->esa, tables->volunteer);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->ex_ib, tables->volunteer);
    }
    return schedules_prepare(world, error);
}

static void count_start(const struct world *world, struct strip *strip, const struct journey *journey)
{
    size_t area = world->persons.area[journey->row];
    count_weekly(world, strip, COUNT_journey_starts, area, journey->stream, 1, STREAM_COUNT);
    count_weekly(world, strip, COUNT_weeks_waited, area, journey->stream, world->week - journey->referred,
                 STREAM_COUNT);
    count_weekly(world, strip, COUNT_need_weeks_waited, 0, journey->stream,
                 (int64_t)journey->distance * (world->week - journey->referred), STREAM_COUNT);
    count_weekly(world, strip, COUNT_need_started, 0, journey->stream, journey->distance, STREAM_COUNT);
}

static bool is_subcontracted(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    double share = rules_of_area(world, p->area[row])->providers.subcontract_share;
    return share > 0 && random_below(random_draw(world->key, p->id[row], world->week, PURPOSE_PROVIDERS, 0).word[0],
                                     threshold_from_share(share));
}

/* The fee falls with the year of the contract; a record that does not arrive is made again. Who lost the contract since
   the referral gets neither client nor fee. */
static void attach(struct world *world, struct strip *strip, struct journey *journey, uint32_t draw)
{
    const struct rules *rules = rules_of(world, journey->row);
    size_t area = world->persons.area[journey->row];
    uint8_t known = handover_jobcentre_record(world, journey->row);
    bool arrives = handover_record(world, strip, journey, SEAM_TO_PROGRAMME, known, draw);
    journey->provider = (uint8_t)lot_successor(world, area, journey->stream, (enum provider)journey->provider);
    journey->stage = JOURNEY_ACTION_PLAN;
    journey->attached = journey->stage_since = (int16_t)world->week;
    schedule_begin(world, journey);
    lot_enter(world, journey);
    journey->subcontracted = is_subcontracted(world, journey->row);
    journey->record = arrives ? known : 0;
    count_start(world, strip, journey);
    choose_count_attached(world, strip, journey);
    count_weekly(world, strip, COUNT_assessments, area, 0, !arrives || !handover_is_common(rules), 1);
    count_weekly(world, strip, COUNT_assessments_repeated, area, 0, known > 0 && !arrives, 1);
    handover_assess(world, strip, journey, SEAM_TO_PROGRAMME, known, arrives);
    count_weekly(world, strip, COUNT_attached, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    count_cohort(world, strip, COUNT_cohort_attached, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    double fee = rules->contracts.attachment_fee[journey->group] * rules->contracts.attachment_share[journey->year];
    journey_pay(world, strip, journey, PAYMENT_ATTACHMENT, (int32_t)(fee + 0.5));
}

/* Money that was set aside for a service of someone who never came goes back. */
static void release(const struct world *world, struct strip *strip, const struct journey *journey)
{
    if (journey->admitted && !stream_is_programme(journey->stream))
        funds_return(world, strip, journey, journey->cost);
}

/* Whether a person who could start declines because of the price: the more the dearer. */
static bool declines(const struct world *world, const struct journey *journey)
{
    uint32_t row = journey->row;
    if (journey->co_funded == 0)
        return false;
    double effect = rules_of_area(world, world->persons.area[row])->funding.price_effect;
    double chance = journey->co_funded / 10000.0 * effect;
    uint32_t draw = random_draw(world->key, world->persons.id[row], world->week, PURPOSE_FUNDING, 0).word[0];
    return random_below(draw, threshold_from_share(chance < 1.0 ? chance : 1.0));
}

/* A stream's provider that puts records together sees better than the jobcentre did which of its services is needed:
   the person then waits for that one, and the money set aside goes back. Who holds a voucher keeps to the choice made.
 */
static bool is_corrected(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    uint32_t among = services_barriers_of(world, world->persons.area[journey->row], (enum stream)journey->stream);
    int32_t level;
    enum barrier barrier = services_main_barrier(world, journey->row, journey->record, among, &level);
    enum service service = services_for(&rules->provision, barrier, level);
    if (service == SERVICE_COUNT || service + 1 == journey->wanted || level < rules->gateway.refer_barrier * UINT8_MAX)
        return false;
    release(world, strip, journey);
    journey->admitted = 0;
    journey->delivery = DELIVERY_OWN;
    journey->fund = journey->stream;
    journey->cost = journey->co_funded = 0;
    journey->wanted = (uint8_t)(service + 1);
    return true;
}

/* At the stream's door: whether the record has come along, and the weeks until a service can begin. False when the
   person turns out to need another service of the stream. */
static bool arrive(const struct world *world, struct strip *strip, struct journey *journey, int32_t *later)
{
    const struct rules *rules = rules_of(world, journey->row);
    uint8_t known = handover_jobcentre_record(world, journey->row);
    uint32_t draw = handover_draw(world, journey->row, SEAM_TO_STREAM).word[0];
    bool arrives = handover_record(world, strip, journey, SEAM_TO_STREAM, known, draw);
    handover_assess(world, strip, journey, SEAM_TO_STREAM, known, arrives);
    *later = handover_weeks(rules, SEAM_TO_STREAM, arrives);
    uint8_t record = handover_assessed(rules, arrives ? known : 0);
    journey->record = record > 0 ? record : 1; /* seen: nobody arrives twice */
    return (int)rules->integration.combine_records != TOGGLE_ON || journey->voucher ||
           !is_corrected(world, strip, journey);
}

/* Whoever has to be assessed again takes the place at once, and begins the service when the assessment is done. */
static void start_service(struct world *world, struct strip *strip, struct journey *journey)
{
    enum service service = (enum service)(journey->wanted - 1);
    int32_t later = 0;
    if (journey->record == 0 && !arrive(world, strip, journey, &later)) {
        count_weekly(world, strip, COUNT_choices_corrected, 0, journey->stream, 1, STREAM_COUNT);
        return;
    }
    journey->stage = JOURNEY_SERVICES;
    journey->attached = journey->stage_since = (int16_t)world->week;
    schedule_begin(world, journey);
    count_start(world, strip, journey);
    handover_count_plan(world, strip, journey, later);
    services_begin(world, strip, journey, service);
    journey->service_until = (int16_t)(journey->service_until + later);
    journey_pay(world, strip, journey, PAYMENT_START, journey->paid);
    journey_pay(world, strip, journey, PAYMENT_CO_FUNDING, journey->co_funded);
    count_weekly(world, strip, COUNT_co_funding, world->persons.area[journey->row], journey->fund, journey->co_funded,
                 STREAM_COUNT);
}

bool gateway_meets(const struct world *world, uint32_t row, uint32_t draw)
{
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    return journey_is_settled(world, row) && (random_below(draw, tables->attachment) || handover_one_roof(world, row));
}

/* Whether the wait is over: a place with money, a place at a partner, or an appointment with a programme's provider. */
static bool starts(const struct world *world, struct journey *journey, uint32_t draw)
{
    if (journey->admitted || !journey_is_settled(world, journey->row))
        return journey->admitted;
    if (stream_is_programme(journey->stream))
        return !funds_limit(world, world->persons.area[journey->row], journey->stream) &&
               gateway_meets(world, journey->row, draw);
    if (!handover_finds_link(world, journey->row, (enum service)(journey->wanted - 1)))
        return false;
    journey->delivery = DELIVERY_LINK;
    return true;
}

static void engaged(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_JOURNEY, 0);
    bool programme = stream_is_programme(journey->stream);
    if (journey->admitted)
        count_weekly(world, strip, COUNT_committed, 0, journey->fund, journey->committed, STREAM_COUNT);
    if (p->claim[row] == CLAIM_NONE) {
        release(world, strip, journey);
        journey_end(world, strip, journey,
                    p->activity[row] == ACTIVITY_OUT ? JOURNEY_END_LEFT : JOURNEY_END_NOT_STARTED);
    } else if (journey->admitted && declines(world, journey)) {
        count_weekly(world, strip, COUNT_starts_declined, 0, journey->stream, 1, STREAM_COUNT);
        release(world, strip, journey);
        journey_end(world, strip, journey, JOURNEY_END_NOT_STARTED);
    } else if (starts(world, journey, draw.word[0])) {
        if (handover_loses(world, strip, row, programme ? SEAM_TO_PROGRAMME : SEAM_TO_STREAM)) {
            release(world, strip, journey);
            journey_end(world, strip, journey, JOURNEY_END_DROPPED);
        } else if (programme) {
            attach(world, strip, journey, draw.word[1]);
        } else {
            start_service(world, strip, journey);
        }
    } else if (journey->voucher &&
               world->week - journey->referred >= (int32_t)rules_of(world, row)->choice.voucher_weeks) {
        count_weekly(world, strip, COUNT_vouchers_lapsed, 0, journey->stream, 1, STREAM_COUNT);
        journey_end(world, strip, journey, JOURNEY_END_NOT_STARTED);
    } else if (!programme && random_below(draw.word[0], tables->give_up)) {
        count_weekly(world, strip, COUNT_handover_persons_lost, 0, SEAM_TO_STREAM, 1, SEAM_COUNT);
        journey_end(world, strip, journey, JOURNEY_END_DROPPED);
    }
}

void gateway_start(struct world *world, struct strip *strip)
{
    /* from the last to the first: a journey that ends is replaced by one that has been seen */
    for (uint32_t i = strip->n_journeys; i-- > 0;)
        if (strip->journeys[i].stage == JOURNEY_ENGAGED)
            engaged(world, strip, &strip->journeys[i]);
}
