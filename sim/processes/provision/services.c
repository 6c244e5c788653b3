/* Action plans, and services: when they begin, what they cost, how they end. */
#include "agents/services.h"
#include "agents/counts.h"
#include "agents/handover.h"
#include "core/math.h"
#include "processes/provision/provision.h"

/* A provider paid by results buys a service when it adds more to what the client will earn it than it costs. */
static bool is_worth_buying(const struct world *world, const struct journey *journey, enum service service,
                            enum barrier barrier, int32_t level, int32_t weeks_left)
{
    const struct rules *rules = rules_of(world, journey->row);
    const struct search_tables *search = search_tables_of(world, journey->row);
    double weeks = rules->provision.weeks[service], rho = rules->jobcentre.rho;
    int32_t log_rate = search_log_rate(search, &world->persons, journey->row, world->week);
    if (log_rate == HAZARD_NEVER)
        return false;
    double r = math_exp2((double)log_rate / HAZARD_ONE) * rules->jobcentre.success;
    double part = (level < UINT8_MAX ? level : UINT8_MAX) / (double)UINT8_MAX * rules->provision.dose[service];
    double lift = math_exp(-rules->matching.barrier_effect[barrier] * part +
                           rules->matching.search_effect * rules->provision.skill_gain[service]);
    double locked = weeks * (1.0 - rules->provision.lock_in[service]);
    double more = provision_entry(r * lift, rho, weeks_left - locked) - provision_entry(r, rho, weeks_left);
    return more * provision_value(rules, (enum payment_group)journey->group, journey->outcome, journey->sustained) >
           services_cost(world, world->persons.area[journey->row], service);
}

static int32_t weeks_left_of(const struct world *world, const struct journey *journey)
{
    return (int32_t)rules_of(world, journey->row)->provision.horizon - (world->week - journey->attached);
}

static void review(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct rules *rules = rules_of(world, journey->row);
    if ((world->week - journey->stage_since) % (int32_t)rules->provision.review_weeks != 0)
        return;
    int32_t level;
    enum barrier barrier = services_main_barrier(world, journey->row, journey->record, SERVICES_ALL_BARRIERS, &level);
    enum service service = services_for(&rules->provision, barrier, level);
    if (service == SERVICE_COUNT || level <= 0)
        return;
    bool bought = is_worth_buying(world, journey, service, barrier, level, weeks_left_of(world, journey));
    journey->linked = !bought && handover_finds_link(world, journey->row, service);
    if (bought || journey->linked)
        services_begin(world, strip, journey, service);
}

/* The rest of a stream's money is paid on completion, and goes back to the budget otherwise. */
static void settle(struct world *world, struct strip *strip, struct journey *journey, bool completed)
{
    int32_t rest = journey->cost - journey->paid;
    struct fund *fund = &world->funds[(size_t)world->persons.area[journey->row] * STREAM_COUNT + journey->stream];
    if (completed)
        journey_pay(world, strip, journey, PAYMENT_COMPLETION, rest);
    else
        __atomic_fetch_add(&fund->left, rest, __ATOMIC_RELAXED);
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
    if (!completed && !works && !out && draw >= tables->drop_out[p->service[row] - 1])
        return true;
    completed = completed && !out;
    services_end(world, strip, journey, completed);
    if (stream_is_programme(journey->stream))
        return true;
    settle(world, strip, journey, completed);
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
    const struct search_tables *search = search_tables_of(world, journey->row);
    const struct provision_tables *tables =
        (struct provision_tables *)world->tables[TABLE_PROVISION] + regime_of(world, journey->row);
    int32_t log_rate = search_log_rate(search, p, journey->row, world->week);
    int32_t lifted = search_lifted(search, log_rate, p->contact[journey->row]);
    journey->bin = provision_worth(tables, journey, log_rate, lifted, weeks_left_of(world, journey));
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
        reckon(world, journey);
    }
}
