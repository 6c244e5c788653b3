/* Confidence fades out of work and comes back in it; homes are lost and found; skills fade. */
#include "agents/candidates.h"
#include "processes/circumstances/circumstances.h"

void circumstances_barriers_fill(const struct world *world, struct circumstances_tables *tables,
                                 const struct circumstances_params *rules)
{
    const struct hazard_table *hazard = &world->hazard;
    tables->confidence_loss = hazard_threshold(hazard, hazard_from_rate(rules->confidence_loss));
    tables->confidence_regain = hazard_threshold(hazard, hazard_from_rate(rules->confidence_regain));
    double loss = rate_a_week(rules->housing_loss);
    tables->housing_loss[0] = hazard_threshold(hazard, hazard_from_rate(loss));
    tables->housing_loss[1] = hazard_threshold(hazard, hazard_from_rate(loss * rules->housing_out_of_work));
    tables->housing_recovery = hazard_threshold(hazard, hazard_from_rate(rules->housing_recovery));
    tables->skills_fade = hazard_threshold(hazard, hazard_from_rate(rules->skills_fade));
}

static uint32_t sum3(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t sum = (uint64_t)a + b + c;
    return sum < UINT32_MAX ? (uint32_t)sum : UINT32_MAX;
}

void circumstances_barriers_bounds(struct world *world, const struct circumstances_tables *t)
{
    for (int class = CLASS_PERMANENT; class < CLASSES; class ++) {
        bool works = class == CLASS_PERMANENT || class == CLASS_TEMPORARY || class == CLASS_STUDENT;
        uint32_t always = works ? t->housing_loss[0] : sum3(t->housing_loss[1], t->confidence_loss, t->skills_fade);
        uint32_t low = sum3(t->housing_recovery, works ? t->confidence_regain : 0, 0);
        for (int traits = 0; traits < TRAITS; traits++)
            threshold_raise(&world->bounds.lane[class][traits][LANE_BARRIERS], always, traits & TRAIT_LOW ? low : 0);
    }
}

static void raise_level(uint8_t *level, double step)
{
    uint32_t raised = *level + (uint32_t)(step * UINT8_MAX);
    *level = (uint8_t)(raised < UINT8_MAX ? raised : UINT8_MAX);
}

static void lose_home(const struct world *world, uint32_t row)
{
    const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
    struct random_block draw = random_draw(world->key, world->persons.id[row], world->week, PURPOSE_BARRIER, 0);
    double step = rules->housing_step * (0.5 + draw.word[0] / 4294967296.0);
    raise_level(&world->persons.housing[row], step);
}

static void find_home(const struct world *world, uint32_t row)
{
    world->persons.housing[row] /= 2;
    if (world->persons.activity[row] != ACTIVITY_EMPLOYED)
        candidates_add(world, row, LANE_SEARCH); /* who is housed better applies more */
}

void circumstances_barriers(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_BARRIERS, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        const struct circumstances_tables *t =
            (struct circumstances_tables *)world->tables[LANE_HEALTH] + regime_of(world, row);
        const struct circumstances_params *rules = &rules_of(world, row)->circumstances;
        bool works = p->activity[row] == ACTIVITY_EMPLOYED || p->activity[row] == ACTIVITY_STUDENT;
        uint64_t home = t->housing_loss[!works], found = home + (p->housing[row] > 0 ? t->housing_recovery : 0);
        uint64_t mood = found + (!works ? t->confidence_loss : p->confidence[row] > 0 ? t->confidence_regain : 0);
        uint64_t fade = mood + (works ? 0 : t->skills_fade);
        struct lane_draw draw = lane_draw(world, strip, row, LANE_BARRIERS);
        if (!lane_below(&draw, fade))
            continue;
        bool was_low = p->housing[row] > 0 || p->confidence[row] > 0;
        if (lane_below(&draw, home))
            lose_home(world, row);
        else if (lane_below(&draw, found))
            find_home(world, row);
        else if (lane_below(&draw, mood) && works)
            p->confidence[row] /= 2;
        else if (lane_below(&draw, mood))
            raise_level(&p->confidence[row], rules->confidence_step);
        else
            raise_level(&p->skills[row], rules->skills_step);
        if (!was_low)
            candidates_renew(world, row);
    }
}
