#include "processes/circumstances/circumstances.h"
#include "agents/candidates.h"
#include "agents/entitlement.h"
#include "agents/life.h"
#include "core/memory.h"

#define BIRTH_AGE_FROM 18
#define BIRTH_AGE_TO 40

static uint32_t weekly(const struct world *world, double rate_a_year)
{
    return hazard_threshold(&world->hazard, hazard_from_rate(rate_a_week(rate_a_year)));
}

static void fill(const struct world *world, struct circumstances_tables *self, const struct circumstances_params *rules)
{
    for (int age = 0; age < AGE_COUNT; age++) {
        self->shock[age][0] = weekly(world, rules->health_shock[age]);
        self->shock[age][1] = weekly(world, rules->health_shock[age] * rules->shock_out_of_work);
        self->care[age][SEX_MALE] = weekly(world, rules->care_onset[age]);
        self->care[age][SEX_FEMALE] = weekly(world, 2 * rules->care_onset[age]);
    }
    self->recovery = hazard_threshold(&world->hazard, hazard_from_rate(rules->recovery));
    self->birth = weekly(world, rules->birth_rate);
    self->care_end[0] = weekly(world, rules->care_end);
    self->care_end[1] = weekly(world, rules->care_end_young_child);
}

static void raise_bounds(struct world *world, const struct circumstances_tables *t)
{
    struct screen_bounds *bounds = &world->bounds;
    for (int class = CLASS_PERMANENT; class < CLASSES; class ++)
        for (int age = 0; age < AGE_COUNT; age++) {
            uint32_t shock = t->shock[age][class != CLASS_PERMANENT && class != CLASS_TEMPORARY];
            for (int traits = 0; traits < TRAITS; traits++)
                threshold_raise(&bounds->lane[class][traits][LANE_HEALTH], shock, traits & TRAIT_ILL ? t->recovery : 0);
            screen_raise(bounds, class, LANE_FAMILY, t->birth, t->care[age][SEX_FEMALE]);
            screen_raise(bounds, class, LANE_FAMILY, t->birth, t->care[age][SEX_MALE]);
        }
    screen_raise(bounds, CLASS_CARING, LANE_FAMILY, t->birth, t->care_end[0]);
    screen_raise(bounds, CLASS_CARING, LANE_FAMILY, t->birth, t->care_end[1]);
}

enum status circumstances_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[LANE_HEALTH];
    if (fresh && memory_new(&world->tables[LANE_HEALTH], world->n_regimes, sizeof(struct circumstances_tables),
                            error) != STATUS_OK)
        return error->status;
    screen_clear(&world->bounds, LANE_HEALTH);
    screen_clear(&world->bounds, LANE_FAMILY);
    screen_clear(&world->bounds, LANE_BARRIERS);
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct circumstances_tables *tables = (struct circumstances_tables *)world->tables[LANE_HEALTH] + r;
        if (fresh || !RULES_STAY(world, r, circumstances)) {
            fill(world, tables, &world->rules[r].circumstances);
            circumstances_barriers_fill(world, tables, &world->rules[r].circumstances);
        }
        raise_bounds(world, tables);
        circumstances_barriers_bounds(world, tables);
    }
    return STATUS_OK;
}

/* Into inactivity, from work or not. */
static void stop(const struct world *world, struct strip *strip, uint32_t row, enum activity activity, enum claim claim)
{
    if (world->persons.activity[row] == ACTIVITY_EMPLOYED)
        life_leave_job(world, strip, row, activity == ACTIVITY_SICK ? JOB_END_HEALTH : JOB_END_CARING, activity, claim);
    else
        life_change(world, strip, row, activity, claim, claim == CLAIM_NONE ? CLAIM_END_INACTIVE : CLAIM_END_OTHER);
}

static void shock(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CIRCUMSTANCES, 0);
    uint32_t low = (uint32_t)(rules->shock_low * 255), high = (uint32_t)(rules->shock_high * 255);
    uint32_t health = p->health[row] + low + random_choice(draw.word[0], (high > low ? high - low : 0) + 1);
    p->health[row] = (uint8_t)(health < UINT8_MAX ? health : UINT8_MAX);
    candidates_add(world, row, LANE_SEPARATION);
    if (p->health[row] <= (uint32_t)(rules->sick_threshold * 255))
        return;
    bool works = p->activity[row] == ACTIVITY_EMPLOYED;
    if (!works && p->activity[row] != ACTIVITY_SEARCHING)
        return;
    if (!random_below(draw.word[1], threshold_from_share(works ? rules->sick_leaves_work : rules->sick_leaves_search)))
        return;
    bool claims = random_below(draw.word[2], threshold_from_share(rules->sick_claims));
    stop(world, strip, row, ACTIVITY_SICK, claims ? CLAIM_ESA : CLAIM_NONE);
    if (random_below(draw.word[3], threshold_from_share(rules->lasting_share)))
        p->flags[row] |= PERSON_CORE | PERSON_CONDITION;
}

static void recover(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
    p->health[row] /= 2;
    candidates_add(world, row, LANE_SEARCH);
    if (p->activity[row] != ACTIVITY_SICK || p->health[row] > (uint32_t)(rules->sick_threshold * 255))
        return;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CIRCUMSTANCES, 1);
    bool claims = jsa_age(world, row) && random_below(draw.word[0], threshold_from_share(rules->recovered_claims_jsa));
    life_change(world, strip, row, ACTIVITY_SEARCHING, claims ? CLAIM_JSA_INCOME : CLAIM_NONE, CLAIM_END_OTHER);
}

void circumstances_health(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_HEALTH, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        const struct circumstances_tables *t =
            (struct circumstances_tables *)world->tables[LANE_HEALTH] + regime_of(world, row);
        enum age_band age = age_band_of(age_years(p->birth_week[row], world->week));
        uint32_t falls_ill = t->shock[age][p->activity[row] != ACTIVITY_EMPLOYED];
        bool lasting = (p->flags[row] & PERSON_CORE) && p->activity[row] == ACTIVITY_SICK;
        uint32_t recovers = p->health[row] > 0 && !lasting ? t->recovery : 0;
        struct lane_draw draw = lane_draw(world, strip, row, LANE_HEALTH);
        if (lane_below(&draw, falls_ill))
            shock(world, strip, row);
        else if (lane_below(&draw, (uint64_t)falls_ill + recovers))
            recover(world, strip, row);
    }
}

static enum claim carer_claim(const struct world *world, uint32_t row, uint32_t draw)
{
    const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
    bool partner = world->persons.flags[row] & PERSON_PARTNER;
    return !partner && random_below(draw, threshold_from_share(rules->partner_income)) ? CLAIM_INCOME_SUPPORT
                                                                                       : CLAIM_NONE;
}

static void give_birth(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CIRCUMSTANCES, 2);
    life_birth(world, strip, row);
    double chance = p->activity[row] == ACTIVITY_EMPLOYED    ? rules->birth_leaves_work
                    : p->activity[row] == ACTIVITY_SEARCHING ? rules->birth_leaves_search
                                                             : 0;
    if (random_below(draw.word[0], threshold_from_share(chance)))
        stop(world, strip, row, ACTIVITY_CARING, carer_claim(world, row, draw.word[1]));
}

static void start_care(const struct world *world, struct strip *strip, uint32_t row)
{
    struct random_block draw = random_draw(world->key, world->persons.id[row], world->week, PURPOSE_CIRCUMSTANCES, 3);
    stop(world, strip, row, ACTIVITY_CARING, carer_claim(world, row, draw.word[0]));
}

static void end_care(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CIRCUMSTANCES, 4);
    bool claims = jsa_age(world, row) &&
                  random_below(draw.word[0], threshold_from_share(rules_of(world, row)->claims.inactive_claims));
    life_change(world, strip, row, ACTIVITY_SEARCHING, claims ? CLAIM_JSA_INCOME : CLAIM_NONE, CLAIM_END_OTHER);
}

void circumstances_family(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_FAMILY, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        const struct circumstances_tables *t =
            (struct circumstances_tables *)world->tables[LANE_HEALTH] + regime_of(world, row);
        int32_t years = age_years(p->birth_week[row], world->week);
        bool fertile = p->sex[row] == SEX_FEMALE && years >= BIRTH_AGE_FROM && years <= BIRTH_AGE_TO;
        uint32_t birth = fertile ? t->birth : 0;
        struct lane_draw draw = lane_draw(world, strip, row, LANE_FAMILY);
        bool young =
            p->child_birth_week[row] != WEEK_NONE && world->week - p->child_birth_week[row] < YOUNG_CHILD_WEEKS;
        if (lane_below(&draw, birth))
            give_birth(world, strip, row);
        else if (p->activity[row] == ACTIVITY_CARING && !(p->flags[row] & PERSON_CORE) &&
                 lane_below(&draw, (uint64_t)birth + t->care_end[young]))
            end_care(world, strip, row);
        else if ((p->activity[row] == ACTIVITY_EMPLOYED || p->activity[row] == ACTIVITY_SEARCHING) &&
                 lane_below(&draw, (uint64_t)birth + t->care[age_band_of(years)][p->sex[row]]))
            start_care(world, strip, row);
    }
}
