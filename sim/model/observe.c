/* Counting at the end of the week. */
#include "agents/counts.h"
#include "agents/entitlement.h"
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

static bool in_group(const struct world *world, uint32_t row, enum group group, int32_t years)
{
    const struct persons *p = &world->persons;
    switch (group) {
    case GROUP_ALL:
        return true;
    case GROUP_YOUTH:
        return years < 25;
    case GROUP_OLDER:
        return years >= 50;
    case GROUP_WOMEN:
        return p->sex[row] == SEX_FEMALE;
    case GROUP_LOW_QUALIFIED:
        return p->qualification[row] == QUALIFICATION_NONE;
    case GROUP_DEGREE:
        return p->qualification[row] == QUALIFICATION_LEVEL4;
    case GROUP_DISABLED:
        return p->flags[row] & PERSON_CONDITION;
    case GROUP_LONE_PARENT:
        return (p->flags[row] & PERSON_CARER) && !(p->flags[row] & PERSON_PARTNER) &&
               p->child_birth_week[row] != WEEK_NONE && age_years(p->child_birth_week[row], world->week) < 16;
    case GROUP_RURAL:
        return world->region->areas[p->area[row]].rural_share > 0.4;
    default:
        return false;
    }
}

static void interview(struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    uint8_t before = p->survey_state[row], now = interview_state(p->activity[row]);
    p->survey_state[row] = now;
    if (now == INTERVIEW_NONE)
        return;
    if (before != INTERVIEW_NONE)
        count_weekly(world, strip, COUNT_survey_flows, 0, (size_t)(before - 1) * 3 + (size_t)(now - 1), 1, FLOW_COUNT);
    count_weekly(world, strip, COUNT_survey_conditionality, 0, conditionality_of(world, row), 1, CONDITIONALITY_COUNT);
    int32_t years = age_years(p->birth_week[row], world->week);
    for (int group = GROUP_ALL; group < GROUP_COUNT; group++) {
        if (!in_group(world, row, (enum group)group, years))
            continue;
        count_weekly(world, strip, COUNT_survey_persons, 0, (size_t)group, 1, GROUP_COUNT);
        count_weekly(world, strip, COUNT_survey_employed, 0, (size_t)group, now == INTERVIEW_EMPLOYED, GROUP_COUNT);
        count_weekly(world, strip, COUNT_survey_claimants, 0, (size_t)group, is_jsa(p->claim[row]), GROUP_COUNT);
    }
}

void observe_survey(struct world *world, struct strip *strip)
{
    uint32_t turn = (uint32_t)world->week % INTERVIEW_EVERY;
    uint32_t first = strip->from + (turn + INTERVIEW_EVERY - strip->from % INTERVIEW_EVERY) % INTERVIEW_EVERY;
    for (uint32_t row = first; row < strip->to; row += INTERVIEW_EVERY)
        interview(world, strip, row);
}

void observe_totals(struct world *world)
{
    memset(world->totals, 0, world->stock_cells * sizeof *world->totals);
    memset(world->last_week, 0, world->weekly_cells * sizeof *world->last_week);
    for (size_t s = 0; s < world->n_strips; s++) {
        struct strip *strip = &world->strips[s];
        for (size_t i = 0; i < world->stock_cells; i++)
            world->totals[i] += strip->stock[i];
        for (size_t i = 0; i < world->weekly_cells; i++)
            world->last_week[i] += strip->weekly[i];
        memset(strip->weekly, 0, world->weekly_cells * sizeof *strip->weekly);
    }
}

/* Cells of one week of a measure. */
static size_t width(const struct world *world, const struct measure *measure)
{
    return measure->cells * (measure->by_area ? world->n_areas : 1);
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
        memcpy(self->counts[m] + (size_t)(world->week - self->report_from) * cells, from + world->count_offset[m],
               cells * sizeof *from);
    }
}

void observe_cohorts(struct model *self)
{
    struct world *world = &self->world;
    size_t count;
    const struct measure *measures = measures_all(&count);
    for (size_t m = 0; m < count; m++) {
        if (measures[m].kind != MEASURE_COHORT)
            continue;
        size_t skipped = (size_t)self->report_from * measures[m].cells;
        size_t cells = (size_t)world->weeks * measures[m].cells;
        memset(self->counts[m], 0, (cells - skipped) * sizeof(int64_t));
        for (size_t s = 0; s < world->n_strips; s++)
            for (size_t i = skipped; i < cells; i++)
                self->counts[m][i - skipped] += world->strips[s].cohort[world->count_offset[m] + i];
    }
}
