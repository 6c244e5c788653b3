#include "processes/demography/demography.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "agents/life.h"
#include "agents/terms.h"
#include "core/memory.h"

#define WEEKS_OF(years) ((int32_t)((years)*WEEKS_A_YEAR))

static uint8_t pick_level(uint32_t draw, const double *shares)
{
    double left = draw / 4294967296.0;
    for (uint8_t level = 0; level + 1 < QUALIFICATION_COUNT; level++) {
        left -= shares[level];
        if (left < 0)
            return level;
    }
    return QUALIFICATION_COUNT - 1;
}

struct education demography_education(struct random_key key, uint32_t id, int32_t entry_week,
                                      const struct demography_params *rules)
{
    struct random_block draw = random_draw(key, id, 0, PURPOSE_EDUCATION, 0);
    double share = draw.word[0] / 4294967296.0;
    bool school = share < rules->leave_at_16 + rules->leave_at_18;
    int32_t from = share < rules->leave_at_16 ? 0 : school ? WEEKS_OF(1) : WEEKS_OF(4);
    int32_t span = share < rules->leave_at_16 ? WEEKS_OF(1) : school ? WEEKS_OF(1.5) : WEEKS_OF(3);
    struct education education = {
        entry_week + 1 + from + (int32_t)random_choice(draw.word[1], (uint32_t)span),
        pick_level(draw.word[2], school ? rules->school_qualification : rules->college_qualification),
    };
    return education;
}

static uint32_t weekly(const struct world *world, double rate_a_year)
{
    return hazard_threshold(&world->hazard, hazard_from_rate(rate_a_week(rate_a_year)));
}

enum status demography_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[LANE_MOVES];
    if (fresh &&
        memory_new(&world->tables[LANE_MOVES], world->n_regimes, sizeof(struct demography_tables), error) != STATUS_OK)
        return error->status;
    uint32_t retire = 0, move = 0;
    int32_t mobile = HAZARD_NEVER;
    for (size_t area = 0; area < world->n_areas; area++)
        mobile = world->mobility[area] > mobile ? world->mobility[area] : mobile;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct demography_tables *t = (struct demography_tables *)world->tables[LANE_MOVES] + r;
        if (fresh || !RULES_STAY(world, r, demography)) {
            t->retire[0] = weekly(world, world->rules[r].demography.retire_from_work);
            t->retire[1] = weekly(world, world->rules[r].demography.retire_from_search);
            t->move = hazard_from_rate(rate_a_week(world->rules[r].demography.move_rate));
        }
        uint32_t most = t->retire[0] > t->retire[1] ? t->retire[0] : t->retire[1];
        retire = most > retire ? most : retire;
        uint32_t away = hazard_threshold(&world->hazard, t->move + mobile);
        move = away > move ? away : move;
    }
    screen_clear(&world->bounds, LANE_MOVES);
    for (int class = CLASS_PERMANENT; class < CLASSES; class ++) {
        bool may_retire = class <= CLASS_UNEMPLOYED;
        screen_raise(&world->bounds, class, LANE_MOVES, may_retire ? retire : 0, move);
    }
    return STATUS_OK;
}

static void enter(const struct world *world, struct strip *strip, uint32_t row)
{
    life_change(world, strip, row, ACTIVITY_STUDENT, CLAIM_NONE, CLAIM_END_OTHER);
    count_weekly(world, strip, COUNT_entered, world->persons.area[row], 0, 1, 1);
}

static void leave_education(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    if (p->activity[row] != ACTIVITY_STUDENT)
        return;
    const struct demography_params *rules = &rules_of(world, row)->demography;
    p->qualification[row] = demography_education(world->key, p->id[row], 0, &world->rules[0].demography).qualification;
    struct random_block draw = random_draw(world->key, p->id[row], 0, PURPOSE_EDUCATION, 1);
    p->band[row] = terms_band(rules_of(world, row), p->qualification[row], draw.word[0]);
    p->out_of_work_since[row] = (int16_t)world->week;
    p->employed_since[row] = (int16_t)world->week;
    if (!random_below(draw.word[1], threshold_from_share(rules->leaver_searches))) {
        life_change(world, strip, row, ACTIVITY_OTHER, CLAIM_NONE, CLAIM_END_OTHER);
        return;
    }
    bool claims = jsa_age(world, row) && random_below(draw.word[2], threshold_from_share(rules->leaver_claims));
    life_change(world, strip, row, ACTIVITY_SEARCHING, claims ? CLAIM_JSA_INCOME : CLAIM_NONE, CLAIM_END_OTHER);
}

static void leave(const struct world *world, struct strip *strip, uint32_t row)
{
    count_weekly(world, strip, COUNT_left, world->persons.area[row], 0, 1, 1);
    life_exit(world, strip, row);
}

/* The week's entries of a strip stand in the order of rows. */
static uint32_t entries_from(const struct world *world, uint32_t first, uint32_t last, uint32_t row)
{
    while (first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (world->calendar[middle].row < row)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

void demography_calendar(struct world *world, struct strip *strip)
{
    size_t cell = (size_t)world->week * world->n_strips + (size_t)(strip - world->strips);
    uint32_t last = world->calendar_first[cell + 1];
    for (uint32_t i = entries_from(world, world->calendar_first[cell], last, strip->from);
         i < last && world->calendar[i].row < strip->to; i++) {
        const struct calendar_entry *entry = &world->calendar[i];
        if (entry->kind == CALENDAR_ENTER)
            enter(world, strip, entry->row);
        else if (entry->kind == CALENDAR_EDUCATION_END)
            leave_education(world, strip, entry->row);
        else
            leave(world, strip, entry->row);
    }
}

static void move_away(const struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    uint32_t draw = random_draw(world->key, p->id[row], world->week, PURPOSE_MOVE, 0).word[0];
    const uint32_t *weights = world->moving + (size_t)p->area[row] * world->n_areas;
    uint16_t to = 0;
    while (to + 1u < world->n_areas && draw >= weights[to])
        to++;
    if (to == p->area[row])
        return;
    count_weekly(world, strip, COUNT_moves, to, 0, 1, 1);
    life_move(world, strip, row, to);
}

void demography_hazards(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_MOVES, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        const struct demography_tables *t =
            (struct demography_tables *)world->tables[LANE_MOVES] + regime_of(world, row);
        bool works = p->activity[row] == ACTIVITY_EMPLOYED, searches = p->activity[row] == ACTIVITY_SEARCHING;
        bool old = age_years(p->birth_week[row], world->week) >= DEMOGRAPHY_RETIREMENT_AGE;
        uint32_t retires = old && (works || searches) ? t->retire[searches] : 0;
        uint32_t moves = hazard_threshold(&world->hazard, t->move + world->mobility[p->area[row]]);
        struct lane_draw draw = lane_draw(world, strip, row, LANE_MOVES);
        if (lane_below(&draw, retires)) {
            if (works)
                life_leave_job(world, strip, row, JOB_END_RETIREMENT, ACTIVITY_OTHER, CLAIM_NONE);
            else
                life_change(world, strip, row, ACTIVITY_OTHER, CLAIM_NONE, CLAIM_END_INACTIVE);
            p->flags[row] |= PERSON_CORE;
        } else if (lane_below(&draw, (uint64_t)retires + moves)) {
            move_away(world, strip, row);
        }
    }
}
