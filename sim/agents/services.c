#include "agents/services.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/funds.h"

uint32_t services_barriers_of(const struct world *world, size_t area, enum stream stream)
{
    const struct funding_params *rules = &rules_of_area(world, area)->funding;
    const double *covers = stream == STREAM_SKILLS ? rules->skills_covers : rules->support_covers;
    uint32_t among = 0;
    for (int b = 0; b < BARRIER_COUNT; b++)
        among |= (uint32_t)(covers[b] > 0) << b;
    return stream_is_programme((uint8_t)stream) ? SERVICES_ALL_BARRIERS : among;
}

enum barrier services_main_barrier(const struct world *world, uint32_t row, uint8_t record, uint32_t among,
                                   int32_t *level)
{
    const struct persons *p = &world->persons;
    struct random_block draws[2] = {random_draw(world->key, p->id[row], world->week, PURPOSE_SERVICE, 0),
                                    random_draw(world->key, p->id[row], world->week, PURPOSE_SERVICE, 1)};
    const struct rules *rules = rules_of(world, row);
    double noise = rules->provision.record_noise * (1.0 - rules->choice.information);
    double blur = noise * (RECORD_COMPLETE - record) / NORMAL_UNIT;
    enum barrier main = BARRIER_COUNT;
    *level = 0;
    for (int b = 0; b < BARRIER_COUNT; b++) {
        if (!(among >> b & 1))
            continue;
        int32_t error = (int32_t)(blur * normal_draw(&world->normal, draws[b / 4].word[b % 4]));
        int32_t looks = journey_barrier(p, row, world->week, (enum barrier)b) + error;
        if (main != BARRIER_COUNT && looks <= *level)
            continue;
        *level = looks;
        main = (enum barrier)b;
    }
    return main;
}

enum service services_for(const struct provision_params *rules, enum barrier barrier, int32_t level)
{
    enum service found = SERVICE_COUNT;
    for (int service = 0; service < SERVICE_COUNT; service++)
        if ((int)rules->barrier[service] == (int)barrier && (found == SERVICE_COUNT || level <= UINT8_MAX / 2))
            found = (enum service)service;
    return found;
}

int32_t services_cost(const struct world *world, size_t area, enum service service)
{
    const struct provision_params *rules = &rules_of_area(world, area)->provision;
    double rural = 1.0 + (rules->rural_cost - 1.0) * world->region->areas[area].rural_share;
    return (int32_t)(rules->cost[service] * rural + 0.5);
}

/* The barrier that is largest in truth. */
static enum barrier largest_barrier(const struct persons *p, uint32_t row, int32_t week)
{
    int largest = 0;
    for (int b = 1; b < BARRIER_COUNT; b++)
        if (journey_barrier(p, row, week, (enum barrier)b) > journey_barrier(p, row, week, (enum barrier)largest))
            largest = b;
    return (enum barrier)largest;
}

/* Who delivers the client's services, and bears their cost. */
static uint8_t deliverer_of(const struct journey *journey)
{
    if (journey->delivery == DELIVERY_PARTNER)
        return (uint8_t)(journey->partner - 1);
    return journey->subcontracted ? PROVIDER_SPECIALIST : journey->provider;
}

/* What the service costs whoever gives it, but for an agency outside the field. */
static int32_t cost_of(const struct world *world, const struct journey *journey, enum service service)
{
    int32_t cost = services_cost(world, world->persons.area[journey->row], service);
    double funds = rules_of(world, journey->row)->integration.partner_funds;
    if (journey->delivery == DELIVERY_PARTNER)
        return (int32_t)(cost * (1.0 - funds) + 0.5);
    return journey->delivery == DELIVERY_LINK ? 0 : cost;
}

static void spend(const struct world *world, const struct journey *journey, int32_t pence)
{
    size_t area = world->persons.area[journey->row];
    __atomic_fetch_add(&world->offices[area * PROVIDER_COUNT + deliverer_of(journey)].spent, pence, __ATOMIC_RELAXED);
}

void services_begin(struct world *world, struct strip *strip, struct journey *journey, enum service service)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    size_t area = p->area[row];
    const struct provision_params *rules = &rules_of(world, row)->provision;
    p->service[row] = (uint8_t)(service + 1);
    candidates_touch(world, row);
    journey->served = 1;
    journey->service_until = (int16_t)(world->week + (int32_t)rules->weeks[service]);
    count_weekly(world, strip, COUNT_services_started, area, service, 1, SERVICE_COUNT);
    bool wrong = (int)rules->barrier[service] != (int)largest_barrier(p, row, world->week);
    count_weekly(world, strip, COUNT_services_wrong, area, 0, wrong, 1);
    count_weekly(world, strip, COUNT_links_used, 0, service, journey->delivery == DELIVERY_LINK, SERVICE_COUNT);
    int32_t cost = cost_of(world, journey, service);
    journey->co_funded = funds_learner_pays(&rules_of_area(world, area)->funding, journey->stream, cost);
    journey->cost = cost - journey->co_funded;
    journey->paid = (int32_t)(journey->cost * rules_of(world, row)->contracts.start_share + 0.5);
    spend(world, journey, journey->paid + journey->co_funded);
}

double services_quality(const struct world *world, const struct journey *journey, enum barrier barrier)
{
    return services_quality_of(rules_of_area(world, world->persons.area[journey->row]), deliverer_of(journey), barrier);
}

double services_quality_of(const struct rules *place, uint8_t provider, enum barrier barrier)
{
    const struct provision_params *rules = &place->provision;
    switch (provider) {
    case PROVIDER_SPECIALIST:
        return place->providers.quality_specialist[barrier];
    case PROVIDER_COLLEGE:
        return rules->quality_college[barrier];
    case PROVIDER_THIRD_SECTOR:
        return rules->quality_third_sector[barrier];
    case PROVIDER_LOCAL_AUTHORITY:
        return rules->quality_local_authority[barrier];
    case PROVIDER_CAREERS:
        return rules->quality_careers[barrier];
    default:
        return rules->quality_prime[barrier];
    }
}

static uint8_t lowered(uint8_t level, double dose)
{
    double left = level * (1.0 - dose) + 0.5;
    return (uint8_t)(left > 0 ? left : 0);
}

static void act(const struct world *world, const struct journey *journey, enum service service)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct provision_params *rules = &rules_of(world, row)->provision;
    int barrier = (int)rules->barrier[service];
    double quality = services_quality(world, journey, (enum barrier)barrier);
    double dose = rules->dose[service] * quality;
    uint8_t *const columns[BARRIER_COUNT] = {p->health, p->skills, p->housing, NULL, p->confidence};
    if (barrier == BARRIER_CARING)
        p->flags[row] |= PERSON_CHILDCARE;
    else
        columns[barrier][row] = lowered(columns[barrier][row], dose);
    double learned = p->learned[row] + rules->skill_gain[service] * quality * NORMAL_UNIT;
    p->learned[row] = (int8_t)(learned < LEARNED_MOST ? learned : LEARNED_MOST);
}

void services_end(struct world *world, struct strip *strip, struct journey *journey, bool completed)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    enum service service = services_of(p, row);
    p->service[row] = 0;
    candidates_touch(world, row);
    journey->service_until = WEEK_NONE;
    if (completed) {
        act(world, journey, service);
        spend(world, journey, journey->cost - journey->paid);
    }
    if (stream_is_programme(journey->stream)) /* a stream's journey has one service */
        journey->delivery = DELIVERY_OWN;
    count_weekly(world, strip, completed ? COUNT_services_completed : COUNT_services_dropped, p->area[row], service, 1,
                 SERVICE_COUNT);
}
