/* Action plans, and services: when they begin, what they cost, how they end. */
#include "agents/services.h"
#include "agents/counts.h"
#include "agents/funds.h"
#include "agents/handover.h"
#include "agents/lots.h"
#include "core/math.h"
#include "processes/provision/provision.h"

/* The part of the published fees that whoever buys a service for the client gets. */
static double earned_share(const struct world *world, const struct journey *journey)
{
    double price = journey->price / (double)LOT_PUBLISHED;
    if (!journey->subcontracted)
        return price;
    return price * (1.0 - rules_of_area(world, world->persons.area[journey->row])->providers.margin);
}

/* The largest barrier, as known, and the service for it. */
struct need {
    enum service service;
    enum barrier barrier;
    int32_t level, weeks_left;
};

/* Chance that the client enters work in the time left, discounted, without a service and with one of a quality. */
struct chances {
    double without, with;
};

static struct chances chances_of(const struct world *world, const struct journey *journey, const struct need *need,
                                 double quality)
{
    const struct rules *rules = rules_of(world, journey->row);
    const struct search_tables *search = search_tables_of(world, journey->row);
    double weeks = rules->provision.weeks[need->service], rho = rules->jobcentre.rho;
    int32_t log_rate = search_log_rate(search, &world->persons, journey->row, world->week);
    if (log_rate == HAZARD_NEVER)
        return (struct chances){0, 0};
    double r = math_exp2((double)log_rate / HAZARD_ONE) * rules->jobcentre.success;
    double part = (need->level < UINT8_MAX ? need->level : UINT8_MAX) / (double)UINT8_MAX *
                  rules->provision.dose[need->service] * quality;
    double lift = math_exp(-rules->matching.barrier_effect[need->barrier] * part +
                           rules->matching.search_effect * rules->provision.skill_gain[need->service] * quality);
    double locked = weeks * (1.0 - rules->provision.lock_in[need->service]);
    return (struct chances){worth_chance(r, rho, need->weeks_left),
                            worth_chance(r * lift, rho, need->weeks_left - locked)};
}

/* Pence of published fees that a client who enters work still earns; the provider's own part of it. */
static double value_of(const struct world *world, const struct journey *journey)
{
    return provision_value(rules_of(world, journey->row), schedule_of(world, journey), journey);
}

static double own_value(const struct world *world, const struct journey *journey)
{
    double value = value_of(world, journey);
    return journey->partner ? value * (1.0 - rules_of(world, journey->row)->integration.partner_share) : value;
}

/* A provider paid by results buys a service when it adds more to what the client will earn it than it costs. */
static bool is_worth_buying(const struct world *world, const struct journey *journey, const struct need *need)
{
    const struct rules *rules = rules_of(world, journey->row);
    struct chances chances = chances_of(world, journey, need, 1.0);
    double more = chances.with - chances.without;
    double part =
        (need->level < UINT8_MAX ? need->level : UINT8_MAX) / (double)UINT8_MAX * rules->provision.dose[need->service];
    double travelled = provision_distance_fee(&rules->shareout, journey) * part;
    return (more * own_value(world, journey) + travelled) * earned_share(world, journey) >
           services_cost(world, world->persons.area[journey->row], need->service);
}

/* The partner, 1 + enum provider, to whom it pays to pass the client on: the provider earns more by the partner's
   better service, less the partner's share, than by a service of its own or by none; and the partner earns what it
   spends. What a partner adds counts as far as the agencies rely on each other. 0: none. */
static uint8_t partner_for(const struct world *world, const struct journey *journey, const struct need *need)
{
    static const uint8_t partners[] = {PROVIDER_COLLEGE, PROVIDER_THIRD_SECTOR};
    const struct rules *rules = rules_of(world, journey->row);
    size_t area = world->persons.area[journey->row];
    const struct rules *local = rules_of_area(world, area);
    double share = rules->integration.partner_share, reliance = handover_reliance(world, area);
    if (share <= 0)
        return 0;
    int32_t cost = services_cost(world, area, need->service);
    double price = earned_share(world, journey);
    double value = value_of(world, journey) * price, own = own_value(world, journey) * price;
    struct chances alone =
        chances_of(world, journey, need, services_quality_of(local, journey->provider, need->barrier));
    double best = alone.without * own;
    best = alone.with * own - cost > best ? alone.with * own - cost : best;
    uint8_t found = 0;
    for (size_t k = 0; k < sizeof partners; k++) {
        double after = chances_of(world, journey, need, services_quality_of(local, partners[k], need->barrier)).with;
        double earned = (alone.without + (after - alone.without) * reliance) * value * (1.0 - share);
        if (after * value * share <= cost * (1.0 - rules->integration.partner_funds) || earned <= best)
            continue;
        best = earned;
        found = (uint8_t)(partners[k] + 1);
    }
    return found;
}

static int32_t weeks_left_of(const struct world *world, const struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    double programme = rules->contracts.programme_weeks[journey->group], horizon = rules->provision.horizon;
    return (int32_t)(horizon < programme ? horizon : programme) - (world->week - journey->attached);
}

/* Services can be prescribed: the first then begins in time, whether or not it pays. */
static bool must_buy(const struct world *world, const struct journey *journey)
{
    const struct providers_params *rules = &rules_of(world, journey->row)->providers;
    return (int)rules->prescription == TOGGLE_ON && !journey->served &&
           world->week - journey->attached >= (int32_t)rules->prescribed_weeks;
}

static void pass_on(struct world *world, struct strip *strip, struct journey *journey, enum service service,
                    uint8_t partner)
{
    const struct rules *rules = rules_of(world, journey->row);
    uint32_t draw = handover_draw(world, journey->row, SEAM_TO_PARTNER).word[0];
    if (handover_loses(world, strip, journey->row, SEAM_TO_PARTNER))
        return;
    bool arrives = handover_record(world, strip, journey, SEAM_TO_PARTNER, journey->record, draw);
    handover_assess(world, strip, journey, SEAM_TO_PARTNER, journey->record, arrives);
    journey->partner = partner;
    journey->delivery = DELIVERY_PARTNER;
    count_weekly(world, strip, COUNT_passed_on, 0, (size_t)partner - 1, 1, PROVIDER_COUNT);
    services_begin(world, strip, journey, service);
    journey->service_until = (int16_t)(journey->service_until + handover_weeks(rules, SEAM_TO_PARTNER, arrives));
}

static void review(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    bool must = must_buy(world, journey);
    if (!must && (world->week - journey->stage_since) % (int32_t)rules->provision.review_weeks != 0)
        return;
    struct need need = {.weeks_left = weeks_left_of(world, journey)};
    need.barrier = services_main_barrier(world, journey->row, journey->record, SERVICES_ALL_BARRIERS, &need.level);
    need.service = services_for(&rules->provision, need.barrier, need.level);
    if (need.service == SERVICE_COUNT || need.level <= 0)
        return;
    uint8_t partner = must ? 0 : partner_for(world, journey, &need);
    bool bought = !partner && (must || is_worth_buying(world, journey, &need));
    if (partner) {
        pass_on(world, strip, journey, need.service, partner);
    } else if (bought || handover_finds_link(world, journey->row, need.service)) {
        journey->delivery = bought ? DELIVERY_OWN : DELIVERY_LINK;
        services_begin(world, strip, journey, need.service);
    }
}

/* The rest of a stream's money is paid on completion, and goes back to the fund otherwise. */
static void settle(struct world *world, struct strip *strip, struct journey *journey, bool completed)
{
    int32_t rest = journey->cost - journey->paid;
    if (completed)
        journey_pay(world, strip, journey, PAYMENT_COMPLETION, rest);
    else
        funds_return(world, strip, journey, rest);
}

/* False when the journey is over. */
static bool in_service(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct provision_tables *tables =
        (struct provision_tables *)world->tables[TABLE_PROVISION] + regime_of(world, row);
    bool works = p->activity[row] == ACTIVITY_EMPLOYED, out = p->activity[row] == ACTIVITY_OUT;
    bool completed = world->week >= journey->service_until && (works || journey_is_settled(world, row));
    uint32_t draw = random_draw(world->key, p->id[row], world->week, PURPOSE_JOURNEY, 1).word[0];
    if (!completed && !works && !out && draw >= tables->drop_out[services_of(p, row)]) {
        college_review(world, strip, journey);
        return true;
    }
    completed = completed && !out;
    services_end(world, strip, journey, completed);
    if (stream_is_programme(journey->stream))
        return true;
    settle(world, strip, journey, completed);
    if (!out)
        college_end(world, strip, journey,
                    completed ? COURSE_END_COMPLETED
                    : works   ? COURSE_END_FOR_WORK
                              : COURSE_END_DROPPED);
    if (completed || works) {
        journey->stage = JOURNEY_AFTERCARE;
        journey->stage_since = (int16_t)world->week;
        return true;
    }
    journey_end(world, strip, journey, out ? JOURNEY_END_LEFT : JOURNEY_END_DROPPED);
    return false;
}

/* An assessment takes its weeks, unless the jobcentre's record has come along. */
static void plan_action(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    if (world->week - journey->stage_since < handover_weeks(rules, SEAM_TO_PROGRAMME, journey->record > 0))
        return;
    journey->record = handover_assessed(rules, journey->record);
    journey->stage = JOURNEY_SERVICES;
    journey->stage_since = (int16_t)world->week;
    handover_count_plan(world, strip, journey, 0);
}

static void reckon(const struct world *world, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct rules *rules = rules_of(world, row);
    const struct search_tables *search = search_tables_of(world, row);
    const struct provision_tables *tables =
        (struct provision_tables *)world->tables[TABLE_PROVISION] + regime_of(world, row);
    double mission = rules_of_area(world, p->area[row])->shareout.mission[journey->provider];
    double fee = provision_distance_fee(&rules->shareout, journey);
    int32_t log_rate = search_log_rate(search, p, row, world->week);
    int32_t error = log_rate == HAZARD_NEVER ? 0 : worth_error(world, row, journey->record);
    double value = own_value(world, journey);
    const struct provision_client client = {
        .value = hazard_from_rate(value),
        .log_rate = log_rate + error,
        .lifted = search_lifted(search, log_rate, p->contact[row]) + error,
        .weeks_left = weeks_left_of(world, journey),
        .relief = worth_relief(world, row, services_quality(world, journey, BARRIER_CONFIDENCE)),
        .fee = fee > 0 ? hazard_from_rate(fee) : HAZARD_NEVER,
        .mission =
            mission > 0 ? hazard_from_rate(mission * journey_distance(p, row, world->week) / UINT8_MAX) : HAZARD_NEVER,
    };
    journey->bin = worth_bin(provision_weight(tables, &client));
    if (search->by_schedule)
        journey->pressure = provision_pressure(rules, schedule_of(world, journey), journey);
}

/* Pays at reviews for barriers that have fallen below the last level paid for, down to the most that is paid. */
static void pay_distance(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    int32_t weeks = world->week - journey->attached;
    if (weeks == 0 || weeks % (int32_t)rules->provision.review_weeks != 0 || !journey_is_settled(world, journey->row))
        return;
    int32_t lowest = journey->distance - (int32_t)(rules->shareout.distance_most * UINT8_MAX / TENTHS);
    int32_t level = (int32_t)journey_distance(&world->persons, journey->row, world->week);
    level = level > lowest ? level : lowest;
    if (level >= journey->distance_paid)
        return;
    double pence = rules->shareout.distance_fee[journey->group] * TENTHS * (journey->distance_paid - level) / UINT8_MAX;
    journey->distance_paid = (uint16_t)level;
    journey_pay(world, strip, journey, PAYMENT_DISTANCE, (int32_t)(pence + 0.5));
}

void provision_services(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    /* from the last to the first: a journey that ends is replaced by one that has been seen */
    for (uint32_t i = strip->n_journeys; i-- > 0;) {
        struct journey *journey = &strip->journeys[i];
        if (p->service[journey->row] && !in_service(world, strip, journey))
            continue;
        if (!journey_has_adviser(journey) || p->activity[journey->row] == ACTIVITY_EMPLOYED ||
            p->activity[journey->row] == ACTIVITY_OUT)
            continue;
        if (journey->stage == JOURNEY_ACTION_PLAN)
            plan_action(world, strip, journey);
        if (journey->stage == JOURNEY_SERVICES && !p->service[journey->row])
            review(world, strip, journey);
        pay_distance(world, strip, journey);
        reckon(world, journey);
    }
}
