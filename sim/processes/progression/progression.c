#include "processes/progression/progression.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/life.h"
#include "agents/terms.h"
#include "core/memory.h"

static uint32_t weekly(const struct world *world, double rate)
{
    return hazard_threshold(&world->hazard, hazard_from_rate(rate));
}

static void fill(const struct world *world, struct progression_tables *t, const struct progression_params *rules)
{
    t->to_permanent = weekly(world, rules->to_permanent);
    t->raise = weekly(world, rate_a_week(rules->raise_rate));
    t->promotion = weekly(world, rate_a_week(rules->promotion_rate));
    t->hours = weekly(world, rate_a_week(rules->hours_rate));
    for (int q = 0; q < QUALIFICATION_COUNT; q++)
        for (int small = 0; small < 2; small++) {
            double rate = rules->training_rate[q] * (small ? rules->training_small : 1.0);
            t->training[q][small] = weekly(world, rate_a_week(rate));
        }
}

static uint32_t capped(uint64_t threshold)
{
    return threshold > UINT32_MAX ? UINT32_MAX : (uint32_t)threshold;
}

static void raise_bounds(struct screen_bounds *bounds, const struct progression_tables *t)
{
    uint32_t training = 0;
    for (int q = 0; q < QUALIFICATION_COUNT; q++)
        for (int small = 0; small < 2; small++)
            training = t->training[q][small] > training ? t->training[q][small] : training;
    uint32_t most = capped((uint64_t)t->raise + t->promotion + t->hours + training);
    screen_raise(bounds, CLASS_PERMANENT, LANE_PROGRESS, most, 0);
    screen_raise(bounds, CLASS_TEMPORARY, LANE_PROGRESS, most, t->to_permanent);
}

enum status progression_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[LANE_PROGRESS];
    if (fresh && memory_new(&world->tables[LANE_PROGRESS], world->n_regimes, sizeof(struct progression_tables),
                            error) != STATUS_OK)
        return error->status;
    screen_clear(&world->bounds, LANE_PROGRESS);
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct progression_tables *t = (struct progression_tables *)world->tables[LANE_PROGRESS] + r;
        if (fresh || !RULES_STAY(world, r, progression))
            fill(world, t, &world->rules[r].progression);
        raise_bounds(&world->bounds, t);
    }
    return STATUS_OK;
}

static uint16_t raised(uint16_t wage, double share)
{
    double more = wage * (1.0 + share) + 0.5;
    return more < UINT16_MAX ? (uint16_t)more : UINT16_MAX;
}

static void promote(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    uint8_t band = (uint8_t)(p->job_band[row] + 1);
    p->band[row] = band > p->band[row] ? band : p->band[row];
    uint16_t wage = raised(p->wage[row], rules_of(world, row)->progression.promotion_raise);
    life_adjust_job(world, strip, row, wage, p->job_hours[row], band, p->job_contract[row]);
}

static void change_hours(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    uint32_t draw = random_draw(world->key, p->id[row], world->week, PURPOSE_PROGRESS, 0).word[0];
    uint8_t hours = terms_hours(rules_of(world, row), p->sex[row], draw);
    life_adjust_job(world, strip, row, p->wage[row], hours, p->job_band[row], p->job_contract[row]);
}

/* Training makes good a part of missing skills, and pay follows a little. */
static void train(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct progression_params *rules = &rules_of(world, row)->progression;
    p->skills[row] = (uint8_t)(p->skills[row] * (1.0 - rules->training_dose) + 0.5);
    life_adjust_job(world, strip, row, raised(p->wage[row], rules->training_raise), p->job_hours[row], p->job_band[row],
                    p->job_contract[row]);
}

static void progress(const struct world *world, struct strip *strip, uint32_t row, enum progress_event event)
{
    const struct persons *p = &world->persons;
    count_weekly(world, strip, COUNT_progressions, p->area[row], event, 1, PROGRESS_COUNT);
    switch (event) {
    case PROGRESS_RAISE:
        life_adjust_job(world, strip, row, raised(p->wage[row], rules_of(world, row)->progression.raise_size),
                        p->job_hours[row], p->job_band[row], p->job_contract[row]);
        break;
    case PROGRESS_PROMOTION:
        promote(world, strip, row);
        break;
    case PROGRESS_HOURS:
        change_hours(world, strip, row);
        break;
    case PROGRESS_PERMANENT:
        life_adjust_job(world, strip, row, p->wage[row], p->job_hours[row], p->job_band[row], CONTRACT_PERMANENT);
        break;
    default:
        train(world, strip, row);
    }
}

void progression_step(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    candidates_ask(world, strip, LANE_PROGRESS);
    CANDIDATES(world, strip, LANE_PROGRESS, row)
    {
        if (p->activity[row] != ACTIVITY_EMPLOYED || p->job_since[row] == world->week)
            continue;
        const struct progression_tables *t =
            (struct progression_tables *)world->tables[LANE_PROGRESS] + regime_of(world, row);
        bool small = p->job_size[row] == SIZE_MICRO_SMALL, temporary = p->job_contract[row] == CONTRACT_TEMPORARY;
        bool top = p->job_band[row] + 1 >= BAND_COUNT;
        const uint32_t chances[PROGRESS_COUNT] = {t->raise, top ? 0 : t->promotion, t->hours,
                                                  temporary ? t->to_permanent : 0,
                                                  t->training[p->qualification[row]][small]};
        struct lane_draw draw = lane_draw(world, strip, row, LANE_PROGRESS);
        uint64_t below = 0;
        for (int event = 0; event < PROGRESS_COUNT; event++) {
            below += chances[event];
            if (lane_below(&draw, below)) {
                progress(world, strip, row, (enum progress_event)event);
                break;
            }
        }
    }
}
