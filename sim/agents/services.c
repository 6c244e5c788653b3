#include "agents/services.h"
#include "agents/candidates.h"
#include "agents/counts.h"

enum barrier services_main_barrier(const struct world *world, uint32_t row, uint8_t record, int32_t *level)
{
    const struct persons *p = &world->persons;
    struct random_block draws[2] = {random_draw(world->key, p->id[row], world->week, PURPOSE_SERVICE, 0),
                                    random_draw(world->key, p->id[row], world->week, PURPOSE_SERVICE, 1)};
    const struct rules *rules = rules_of(world, row);
    double noise = rules->provision.record_noise * (1.0 - rules->choice.information);
    double blur = noise * (RECORD_COMPLETE - record) / NORMAL_UNIT;
    enum barrier main = BARRIER_HEALTH;
    for (int b = 0; b < BARRIER_COUNT; b++) {
        int32_t error = (int32_t)(blur * normal_draw(&world->normal, draws[b / 4].word[b % 4]));
        int32_t looks = journey_barrier(p, row, world->week, (enum barrier)b) + error;
        if (b > 0 && looks <= *level)
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

static void spend(const struct world *world, const struct journey *journey, int32_t pence)
{
    __atomic_fetch_add(&services_office(world, journey)->spent, pence, __ATOMIC_RELAXED);
}

void services_begin(struct world *world, struct strip *strip, struct journey *journey, enum service service)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    size_t area = p->area[row];
    const struct provision_params *rules = &rules_of(world, row)->provision;
    p->service[row] = (uint8_t)(service + 1);
    candidates_touch(world, row);
    journey->service_until = (int16_t)(world->week + (int32_t)rules->weeks[service]);
    count_weekly(world, strip, COUNT_services_started, area, service, 1, SERVICE_COUNT);
    bool wrong = (int)rules->barrier[service] != (int)largest_barrier(p, row, world->week);
    count_weekly(world, strip, COUNT_services_wrong, area, 0, wrong, 1);
    journey->cost = services_cost(world, area, service);
    journey->paid = (int32_t)(journey->cost * rules_of(world, row)->contracts.start_share + 0.5);
    spend(world, journey, journey->paid);
}

static uint8_t lowered(uint8_t level, double dose)
{
    double left = level * (1.0 - dose) + 0.5;
    return (uint8_t)(left > 0 ? left : 0);
}

double services_quality(const struct provision_params *rules, uint8_t provider, int barrier)
{
    switch (provider) {
    case PROVIDER_COLLEGE:
        return rules->quality_college[barrier];
    case PROVIDER_THIRD_SECTOR:
        return rules->quality_third_sector[barrier];
    default:
        return rules->quality_prime[barrier];
    }
}

static void act(const struct world *world, const struct journey *journey, enum service service)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct provision_params *rules = &rules_of(world, row)->provision;
    int barrier = (int)rules->barrier[service];
    double quality = services_quality(&rules_of_area(world, p->area[row])->provision, journey->provider, barrier);
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
    enum service service = (enum service)(p->service[row] - 1);
    p->service[row] = 0;
    candidates_touch(world, row);
    journey->service_until = WEEK_NONE;
    if (completed) {
        act(world, journey, service);
        spend(world, journey, journey->cost - journey->paid);
    }
    count_weekly(world, strip, completed ? COUNT_services_completed : COUNT_services_dropped, p->area[row], service, 1,
                 SERVICE_COUNT);
}
