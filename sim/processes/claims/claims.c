#include "processes/claims/claims.h"
#include "agents/candidates.h"
#include "agents/entitlement.h"
#include "agents/life.h"
#include "agents/search.h"
#include "core/math.h"
#include "core/memory.h"

static void fill(const struct world *world, struct claims_tables *self, const struct rules *rules)
{
    const struct claims_params *c = &rules->claims;
    for (int32_t w = 0; w < CLAIMS_WEEKS; w++)
        self->off_flow[w] = hazard_from_rate(c->off_flow * (1.0 - c->off_flow_decline * (1.0 - math_exp(-w / 52.0))));
    self->stuck = hazard_from_rate(c->stuck_factor);
    self->sanctioned = hazard_from_rate(c->sanction_off_flow);
    bool pressed =
        (int)rules->jobcentre.objective == OBJECTIVE_OFF_FLOW || (int)rules->shareout.pressure_by_schedule == TOGGLE_ON;
    self->pressure = pressed ? (int32_t)(math_log2(1.0 + rules->jobcentre.pressure_off_flow) * HAZARD_ONE) : 0;
    self->sanction = hazard_threshold(&world->hazard, hazard_from_rate(c->sanction_rate));
    self->start = hazard_threshold(&world->hazard, hazard_from_rate(c->break_return));
    self->give_up = hazard_threshold(&world->hazard, hazard_from_rate(c->give_up));
    self->inactive_return = hazard_threshold(&world->hazard, hazard_from_rate(c->inactive_return));
    self->lone_parent_review = hazard_threshold(&world->hazard, hazard_from_rate(c->lone_parent_review));
}

int32_t claims_off_flow(const struct claims_tables *tables, const struct claims_case *claim)
{
    int32_t weeks = claim->weeks < 0 ? 0 : claim->weeks < CLAIMS_WEEKS ? claim->weeks : CLAIMS_WEEKS - 1;
    int32_t rate = tables->off_flow[weeks];
    if (claim->stuck)
        rate += tables->stuck;
    if (claim->sanctioned)
        rate += tables->sanctioned;
    return rate + (int32_t)((int64_t)tables->pressure * claim->dose / HAZARD_ONE);
}

enum status claims_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[LANE_CLAIM];
    if (fresh &&
        memory_new(&world->tables[LANE_CLAIM], world->n_regimes, sizeof(struct claims_tables), error) != STATUS_OK)
        return error->status;
    screen_clear(&world->bounds, LANE_CLAIM);
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct claims_tables *t = (struct claims_tables *)world->tables[LANE_CLAIM] + r;
        if (fresh || !RULES_STAY(world, r, claims) || !RULES_STAY(world, r, jobcentre) ||
            !RULES_STAY(world, r, shareout))
            fill(world, t, &world->rules[r]);
        for (int sanctioned = 0; sanctioned < 2; sanctioned++) {
            struct claims_case worst = {0, false, sanctioned, HAZARD_ONE};
            screen_raise(&world->bounds, CLASS_CLAIMANT, LANE_CLAIM,
                         hazard_threshold(&world->hazard, claims_off_flow(t, &worst) + HAZARD_ONE / 16), t->sanction);
        }
        screen_raise(&world->bounds, CLASS_UNEMPLOYED, LANE_CLAIM, t->start, t->give_up);
        screen_raise(&world->bounds, CLASS_OTHER, LANE_CLAIM, t->inactive_return, 0);
        screen_raise(&world->bounds, CLASS_CARING, LANE_CLAIM, t->lone_parent_review, 0);
    }
    return STATUS_OK;
}

void claims_expiry(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CLIENTS(strip, row)
    {
        const struct claims_params *rules = &rules_of(world, row)->claims;
        if (p->claim[row] != CLAIM_JSA_CONTRIBUTORY ||
            world->week - p->claim_since[row] < (int32_t)rules->contributory_weeks)
            continue;
        struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CLAIM_EVENT, 1);
        double chance = p->flags[row] & PERSON_PARTNER ? rules->income_based_after * 0.8 : rules->income_based_after;
        bool goes_on = random_below(draw.word[0], threshold_from_share(chance));
        life_change(world, strip, row, ACTIVITY_SEARCHING, goes_on ? CLAIM_JSA_INCOME : CLAIM_NONE, CLAIM_END_BREAK);
    }
}

/* A claim ends without work: a break, another benefit when ill, or inactivity. */
static void sign_off(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct rules *rules = rules_of(world, row);
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CLAIM_EVENT, 0);
    if (p->health[row] > (uint32_t)(rules->circumstances.sick_threshold * 255))
        life_change(world, strip, row, ACTIVITY_SICK, CLAIM_ESA, CLAIM_END_OTHER);
    else if (random_below(draw.word[0], threshold_from_share(rules->claims.break_share)))
        life_change(world, strip, row, ACTIVITY_SEARCHING, CLAIM_NONE, CLAIM_END_BREAK);
    else
        life_change(world, strip, row, ACTIVITY_OTHER, CLAIM_NONE, CLAIM_END_INACTIVE);
}

static void claimant(const struct world *world, struct strip *strip, uint32_t row, const struct claims_tables *t)
{
    const struct persons *p = &world->persons;
    bool sanctioned = p->sanction_until[row] > world->week;
    struct claims_case claim = {world->week - p->claim_since[row], p->flags[row] & PERSON_STUCK, sanctioned,
                                search_pressed(world, row)};
    uint32_t ends = hazard_threshold(&world->hazard, claims_off_flow(t, &claim));
    struct lane_draw draw = lane_draw(world, strip, row, LANE_CLAIM);
    if (lane_below(&draw, ends)) {
        sign_off(world, strip, row);
    } else if (!sanctioned && lane_below(&draw, (uint64_t)ends + t->sanction)) {
        life_sanction(world, strip, row, world->week + (int32_t)rules_of(world, row)->claims.sanction_weeks);
    }
}

static void unemployed(const struct world *world, struct strip *strip, uint32_t row, const struct claims_tables *t)
{
    struct lane_draw draw = lane_draw(world, strip, row, LANE_CLAIM);
    uint32_t start = jsa_age(world, row) ? t->start : 0;
    if (lane_below(&draw, start))
        life_change(world, strip, row, ACTIVITY_SEARCHING, jsa_kind(world, row), CLAIM_END_OTHER);
    else if (lane_below(&draw, (uint64_t)start + t->give_up))
        life_change(world, strip, row, ACTIVITY_OTHER, CLAIM_NONE, CLAIM_END_OTHER);
}

static void inactive(const struct world *world, struct strip *strip, uint32_t row, const struct claims_tables *t)
{
    const struct persons *p = &world->persons;
    struct lane_draw returns = lane_draw(world, strip, row, LANE_CLAIM);
    if ((p->flags[row] & PERSON_CORE) || !lane_below(&returns, t->inactive_return))
        return;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CLAIM_EVENT, 2);
    bool claims = jsa_age(world, row) &&
                  random_below(draw.word[0], threshold_from_share(rules_of(world, row)->claims.inactive_claims));
    life_change(world, strip, row, ACTIVITY_SEARCHING, claims ? CLAIM_JSA_INCOME : CLAIM_NONE, CLAIM_END_OTHER);
}

/* A lone parent whose youngest child has reached the age of the rule must look for work. */
static void lone_parent(const struct world *world, struct strip *strip, uint32_t row, const struct claims_tables *t)
{
    const struct persons *p = &world->persons;
    if (p->claim[row] != CLAIM_INCOME_SUPPORT || p->child_birth_week[row] == WEEK_NONE)
        return;
    double age = (world->week - p->child_birth_week[row]) / WEEKS_A_YEAR;
    struct lane_draw draw = lane_draw(world, strip, row, LANE_CLAIM);
    if (age < rules_of(world, row)->claims.lone_parent_child_age || !lane_below(&draw, t->lone_parent_review))
        return;
    p->flags[row] &= (uint8_t)~PERSON_CORE;
    life_change(world, strip, row, ACTIVITY_SEARCHING, CLAIM_JSA_INCOME, CLAIM_END_OTHER);
}

void claims_hazards(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_CLAIM, row)
    {
        const struct claims_tables *t = (struct claims_tables *)world->tables[LANE_CLAIM] + regime_of(world, row);
        switch (state_of(p->activity[row], p->claim[row])) {
        case STATE_CLAIMANT:
            claimant(world, strip, row, t);
            break;
        case STATE_UNEMPLOYED:
            unemployed(world, strip, row, t);
            break;
        case STATE_OTHER:
            inactive(world, strip, row, t);
            break;
        case STATE_CARING:
            lone_parent(world, strip, row, t);
            break;
        default:
            break;
        }
    }
}
