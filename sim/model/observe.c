/* Counting at the end of the week. */
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "core/parallel_for.h"
#include "model/internal.h"
#include <string.h>

#define INTERVIEW_EVERY 13 /* weeks; a thirteenth of all persons is interviewed each week */

enum { INTERVIEW_NONE, INTERVIEW_EMPLOYED, INTERVIEW_UNEMPLOYED, INTERVIEW_INACTIVE };

static uint8_t interview_state(uint8_t activity)
{
    switch (activity) {
    case ACTIVITY_OUT:
        return INTERVIEW_NONE;
    case ACTIVITY_EMPLOYED:
        return INTERVIEW_EMPLOYED;
    case ACTIVITY_SEARCHING:
        return INTERVIEW_UNEMPLOYED;
    default:
        return INTERVIEW_INACTIVE;
    }
}

static bool is_lone_parent(const struct persons *p, uint32_t row, int32_t week)
{
    return (p->flags[row] & (PERSON_CARER | PERSON_PARTNER)) == PERSON_CARER && p->child_birth_week[row] != WEEK_NONE &&
           age_years(p->child_birth_week[row], week) < 16;
}

/* Bit g: the person is in that group. */
static uint32_t groups_of(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    int32_t years = age_years(p->birth_week[row], world->week);
    bool rural = world->region->areas[p->area[row]].rural_share > 0.4;
    return 1u << GROUP_ALL | (uint32_t)(years < 25) << GROUP_YOUTH | (uint32_t)(years >= 50) << GROUP_OLDER |
           (uint32_t)(p->sex[row] == SEX_FEMALE) << GROUP_WOMEN |
           (uint32_t)(p->qualification[row] == QUALIFICATION_NONE) << GROUP_LOW_QUALIFIED |
           (uint32_t)(p->qualification[row] == QUALIFICATION_LEVEL4) << GROUP_DEGREE |
           (uint32_t)((p->flags[row] & PERSON_CONDITION) != 0) << GROUP_DISABLED |
           (uint32_t)is_lone_parent(p, row, world->week) << GROUP_LONE_PARENT | (uint32_t)rural << GROUP_RURAL;
}

/* Answers of a block's interviews. */
struct survey {
    int64_t flows[FLOW_COUNT], conditionality[CONDITIONALITY_COUNT];
    int64_t persons[GROUP_COUNT], employed[GROUP_COUNT], claimants[GROUP_COUNT];
};

static void interview(const struct world *world, struct survey *survey, uint32_t row)
{
    const struct persons *p = &world->persons;
    uint8_t before = p->survey_state[row], now = interview_state(p->activity[row]);
    p->survey_state[row] = now;
    if (now == INTERVIEW_NONE)
        return;
    if (before != INTERVIEW_NONE)
        survey->flows[(before - 1) * 3 + (now - 1)]++;
    survey->conditionality[conditionality_of(world, row)]++;
    bool employed = now == INTERVIEW_EMPLOYED, claims = is_jsa(p->claim[row]);
    for (uint32_t groups = groups_of(world, row); groups; groups &= groups - 1) {
        int group = __builtin_ctz(groups);
        survey->persons[group]++;
        survey->employed[group] += employed;
        survey->claimants[group] += claims;
    }
}

static void add_answers(const struct world *world, struct strip *strip, enum count count, const int64_t *answers,
                        size_t cells)
{
    for (size_t cell = 0; cell < cells; cell++)
        count_weekly(world, strip, count, 0, cell, answers[cell], cells);
}

void observe_survey(struct world *world, struct strip *strip)
{
    struct survey survey;
    memset(&survey, 0, sizeof survey);
    uint32_t turn = (uint32_t)world->week % INTERVIEW_EVERY;
    uint32_t first = strip->from + (turn + INTERVIEW_EVERY - strip->from % INTERVIEW_EVERY) % INTERVIEW_EVERY;
    for (uint32_t row = first; row < strip->to; row += INTERVIEW_EVERY)
        interview(world, &survey, row);
    add_answers(world, strip, COUNT_survey_flows, survey.flows, FLOW_COUNT);
    add_answers(world, strip, COUNT_survey_conditionality, survey.conditionality, CONDITIONALITY_COUNT);
    add_answers(world, strip, COUNT_survey_persons, survey.persons, GROUP_COUNT);
    add_answers(world, strip, COUNT_survey_employed, survey.employed, GROUP_COUNT);
    add_answers(world, strip, COUNT_survey_claimants, survey.claimants, GROUP_COUNT);
}

/* A task adds up a piece of the cells over all strips: the order of integer sums does not matter. */
#define CELLS_A_TASK 512

static void add_stocks(void *context, size_t task)
{
    struct world *world = context;
    size_t first = task * CELLS_A_TASK, last = first + CELLS_A_TASK;
    last = last < world->stock_cells ? last : world->stock_cells;
    memcpy(world->totals + first, world->strips[0].stock + first, (last - first) * sizeof *world->totals);
    for (size_t s = 1; s < world->n_strips; s++)
        for (size_t i = first; i < last; i++)
            world->totals[i] += world->strips[s].stock[i];
}

static void add_weekly(void *context, size_t task)
{
    struct world *world = context;
    size_t first = task * CELLS_A_TASK, last = first + CELLS_A_TASK;
    last = last < world->weekly_cells ? last : world->weekly_cells;
    int64_t *restrict sums = world->last_week;
    memcpy(sums + first, world->tallies[0].weekly + first, (last - first) * sizeof *sums);
    for (int t = 0; t < world->threads; t++) {
        int64_t *restrict weekly = world->tallies[t].weekly;
        for (size_t i = first; t > 0 && i < last; i++)
            sums[i] += weekly[i];
        memset(weekly + first, 0, (last - first) * sizeof *weekly);
    }
}

void observe_totals(struct world *world)
{
    parallel_for(world->threads, (world->stock_cells + CELLS_A_TASK - 1) / CELLS_A_TASK, add_stocks, world);
    parallel_for(world->threads, (world->weekly_cells + CELLS_A_TASK - 1) / CELLS_A_TASK, add_weekly, world);
}

/* Cells of one week of a measure. */
static size_t width(const struct world *world, const struct measure *measure)
{
    return measure->cells * (measure->by_area ? world->n_areas : 1);
}

/* Keeps sums of a measure from a place on. */
static void keep(struct model *self, size_t m, const struct measure *measure, size_t place, const int64_t *sums,
                 size_t count)
{
    if (self->wide[m]) {
        memcpy(self->wide[m] + place, sums, count * sizeof *sums);
        return;
    }
    int32_t *to = self->narrow[m] + place;
    int64_t lost = 0;
    for (size_t i = 0; i < count; i++) {
        to[i] = (int32_t)sums[i];
        lost |= to[i] ^ sums[i];
    }
    if (lost)
        self->overflown = measure;
}

void observe_week(struct model *self)
{
    struct world *world = &self->world;
    for (size_t area = 0; area < world->n_areas; area++) {
        count_weekly(world, &world->strips[0], COUNT_vacancies_posted, area, 0, world->posted[area], 1);
        count_weekly(world, &world->strips[0], COUNT_vacancies_withdrawn, area, 0, world->withdrawn[area], 1);
    }
    observe_totals(world);
    if (world->week < self->report_from)
        return;
    size_t count;
    const struct measure *measures = measures_all(&count);
    for (size_t m = 0; m < count; m++) {
        if (measures[m].kind == MEASURE_COHORT)
            continue;
        const int64_t *from = measures[m].kind == MEASURE_STOCK ? world->totals : world->last_week;
        size_t cells = width(world, &measures[m]);
        int32_t week = world->week - self->report_from;
        week = measure_is_in_blocks(&measures[m]) ? week % self->weeks_kept : week;
        keep(self, m, &measures[m], (size_t)week * cells, from + world->count_offset[m], cells);
    }
}

static void add_cohorts(struct model *self, size_t m, const struct measure *measure)
{
    const struct world *world = &self->world;
    size_t skipped = (size_t)self->report_from * measure->cells, cells = (size_t)world->weeks * measure->cells;
    for (size_t i = skipped; i < cells; i++) {
        int64_t sum = 0;
        for (int t = 0; t < world->threads; t++)
            sum += world->tallies[t].cohort[world->count_offset[m] + i];
        keep(self, m, measure, i - skipped, &sum, 1);
    }
}

void observe_cohorts(struct model *self)
{
    size_t count;
    const struct measure *measures = measures_all(&count);
    for (size_t m = 0; m < count; m++)
        if (measures[m].kind == MEASURE_COHORT)
            add_cohorts(self, m, &measures[m]);
}
