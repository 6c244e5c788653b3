/* Tables of the gateway, starts. */
#include "processes/gateway/gateway.h"
#include "agents/counts.h"
#include "agents/funds.h"
#include "agents/lots.h"
#include "agents/schedule.h"
#include "agents/services.h"
#include "core/memory.h"
#include <string.h>

static void fill(const struct world *world, struct gateway_tables *self, const struct gateway_params *rules)
{
    self->referral = hazard_threshold(&world->hazard, hazard_from_rate(rules->referral_rate));
    self->esa = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_referral_rate));
    self->ex_ib = hazard_threshold(&world->hazard, hazard_from_rate(rules->ex_ib_referral_rate));
    self->volunteer = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_volunteer_rate));
    self->attachment = hazard_threshold(&world->hazard, hazard_from_rate(rules->attachment_rate));
    self->give_up = hazard_threshold(&world->hazard, hazard_from_rate(rules->give_up_waiting));
    for (int s = 0; s < STREAM_COUNT; s++)
        self->refer[s] = hazard_threshold(&world->hazard, hazard_from_rate(rules->refer_rate[s]));
}

enum status gateway_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_GATEWAY];
    if (fresh &&
        memory_new(&world->tables[TABLE_GATEWAY], world->n_regimes, sizeof(struct gateway_tables), error) != STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + r;
        if (fresh || !RULES_STAY(world, r, gateway))
            fill(world, tables, &world->rules[r].gateway);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->esa, tables->volunteer);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->ex_ib, tables->volunteer);
    }
    if (schedules_prepare(world, error) != STATUS_OK)
        return error->status;
    size_t waiting = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        waiting += world->strips[s].n_journeys + world->strips[s].n_clients;
    return memory_grow(&world->waiting, &world->waiting_room, waiting, sizeof *world->waiting, error);
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

/* The fee falls with the year of the contract; a record that does not arrive is made again. */
static void attach(struct world *world, struct strip *strip, struct journey *journey, uint32_t draw)
{
    const struct rules *rules = rules_of(world, journey->row);
    size_t area = world->persons.area[journey->row];
    bool shared = random_below(draw, threshold_from_share(rules->gateway.data_sharing));
    journey->stage = JOURNEY_ACTION_PLAN;
    journey->attached = journey->stage_since = (int16_t)world->week;
    schedule_begin(world, journey);
    lot_enter(world, journey);
    journey->subcontracted = is_subcontracted(world, journey->row);
    journey->record = shared ? (uint8_t)(rules->gateway.jobcentre_record * RECORD_COMPLETE) : 0;
    count_start(world, strip, journey);
    count_weekly(world, strip, COUNT_assessments, area, 0, 1, 1);
    count_weekly(world, strip, COUNT_assessments_repeated, area, 0, !shared, 1);
    count_weekly(world, strip, COUNT_attached, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    count_cohort(world, strip, COUNT_cohort_attached, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    double fee = rules->contracts.attachment_fee[journey->group] * rules->contracts.attachment_share[journey->year];
    journey_pay(world, strip, journey, PAYMENT_ATTACHMENT, (int32_t)(fee + 0.5));
}

static void start_service(struct world *world, struct strip *strip, struct journey *journey)
{
    enum service service = (enum service)(journey->wanted - 1);
    journey->stage = JOURNEY_SERVICES;
    journey->attached = journey->stage_since = (int16_t)world->week;
    schedule_begin(world, journey);
    count_start(world, strip, journey);
    services_begin(world, strip, journey, service);
    journey_pay(world, strip, journey, PAYMENT_START, journey->paid);
    journey_pay(world, strip, journey, PAYMENT_CO_FUNDING, journey->co_funded);
    count_weekly(world, strip, COUNT_co_funding, world->persons.area[journey->row], journey->fund, journey->co_funded,
                 STREAM_COUNT);
}

/* Money that was set aside for someone who never came goes back. */
static void release(const struct world *world, struct strip *strip, const struct journey *journey)
{
    if (journey->admitted)
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

static void engaged(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_JOURNEY, 0);
    bool programme = stream_is_programme(journey->stream);
    if (p->claim[row] == CLAIM_NONE) {
        release(world, strip, journey);
        journey_end(world, strip, journey,
                    p->activity[row] == ACTIVITY_OUT ? JOURNEY_END_LEFT : JOURNEY_END_NOT_STARTED);
    } else if (journey->admitted && declines(world, journey)) {
        count_weekly(world, strip, COUNT_starts_declined, 0, journey->stream, 1, STREAM_COUNT);
        release(world, strip, journey);
        journey_end(world, strip, journey, JOURNEY_END_NOT_STARTED);
    } else if (journey->admitted) {
        start_service(world, strip, journey);
    } else if (programme && journey_is_settled(world, row) && random_below(draw.word[0], tables->attachment)) {
        attach(world, strip, journey, draw.word[1]);
    } else if (!programme && random_below(draw.word[0], tables->give_up)) {
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
