/* Rows and identities: the first week's residents area by area, then the persons who turn 16, week by week. */
#include "agents/candidates.h"
#include "agents/identity.h"
#include "agents/life.h"
#include "core/memory.h"
#include "core/parallel_for.h"
#include "model/internal.h"
#include "model/people.h"
#include "processes/demography/demography.h"
#include <string.h>

#define ROWS_A_STRIP 4096 /* fewer rows make fewer strips */

static enum status residents_count(struct world *world, struct error *error)
{
    if (memory_new(&world->area_first, world->n_areas + 1, sizeof(uint32_t), error) != STATUS_OK)
        return error->status;
    double carried = 0; /* so that the total is right however small the areas */
    for (size_t area = 0; area < world->n_areas; area++) {
        carried += world->region->areas[area].population_16_64 * world->scale;
        uint32_t count = (uint32_t)(carried + 0.5);
        carried -= count;
        if (count >= IDENTITY_ENTRANT)
            return error_set(error, STATUS_BAD_DATA, "%s has %u residents; an area can have at most %u",
                             world->region->areas[area].name, (unsigned)count, (unsigned)IDENTITY_ENTRANT);
        world->area_first[area + 1] = world->area_first[area] + count;
    }
    if (world->area_first[world->n_areas] == 0)
        return error_set(error, STATUS_BAD_SCENARIO, "run.scale %g leaves no persons at all", world->scale);
    return STATUS_OK;
}

/* Each area's distribution over the cells. */
static enum status residents_fit(const struct world *world, double (*shares)[SYNTHESIS_CELLS], struct error *error)
{
    static const double nothing = 1e-9;
    for (size_t area = 0; area < world->n_areas; area++) {
        struct synthesis_margins margins;
        const struct population_params *rules = &world->rules[0].population;
        if (synthesis_margins(&margins, &world->region->areas[area], rules, error) != STATUS_OK)
            return error->status;
        if (synthesis_fit(shares[area], &margins, rules) > nothing)
            return error_set(error, STATUS_BAD_DATA, "%s: its margins cannot be fitted together",
                             world->region->areas[area].name);
    }
    return STATUS_OK;
}

struct residents_task {
    struct world *world;
    double (*shares)[SYNTHESIS_CELLS];
};

/* Residents take cells at even steps through the fitted distribution: each state's number is right to one person. */
static void fill_area(void *context, size_t area)
{
    const struct residents_task *task = context;
    struct world *world = task->world;
    const double *shares = task->shares[area];
    uint32_t first = world->area_first[area], count = world->area_first[area + 1] - first;
    size_t cell = 0;
    double passed = shares[0];
    for (uint32_t k = 0; k < count; k++) {
        double position = (k + 0.5) / count;
        while (position > passed && cell + 1 < SYNTHESIS_CELLS)
            passed += shares[++cell];
        world->persons.id[first + k] = identity_first((uint32_t)area, k);
        world->persons.area[first + k] = (uint16_t)area;
        people_resident(world, first + k, synthesis_cell(cell));
    }
}

static enum status residents_fill(struct world *world, struct error *error)
{
    struct residents_task task = {world, NULL};
    enum status status = memory_new(&task.shares, world->n_areas, sizeof *task.shares, error);
    if (status == STATUS_OK)
        status = residents_fit(world, task.shares, error);
    if (status == STATUS_OK)
        parallel_for(world->threads, world->n_areas, fill_area, &task);
    memory_free(task.shares);
    return status;
}

static int32_t exit_week(const struct world *world, uint32_t row)
{
    return world->persons.birth_week[row] + WEEKS_AT_EXIT;
}

/* As many persons turn 16 in a week and area as turn 65 there, so that the population keeps its size. */
static enum status entrants_count(struct world *world, uint32_t residents, struct error *error)
{
    size_t cohorts = (size_t)world->weeks * world->n_areas;
    if (memory_new(&world->entry_first, cohorts + 1, sizeof(uint32_t), error) != STATUS_OK)
        return error->status;
    for (uint32_t row = 0; row < residents; row++) {
        int32_t week = exit_week(world, row);
        if (week < world->weeks)
            world->entry_first[(size_t)week * world->n_areas + world->persons.area[row] + 1]++;
    }
    world->entry_first[0] = residents;
    for (size_t c = 0; c < cohorts; c++) {
        if (world->entry_first[c + 1] >= 1u << IDENTITY_COHORT_BITS)
            return error_set(error, STATUS_BAD_DATA, "%u persons enter %s in one week; at most %u can",
                             (unsigned)world->entry_first[c + 1], world->region->areas[c % world->n_areas].name,
                             (1u << IDENTITY_COHORT_BITS) - 1);
        world->entry_first[c + 1] += world->entry_first[c];
    }
    if (world->entry_first[cohorts] > CALENDAR_ROWS)
        return error_set(error, STATUS_BAD_SCENARIO, "the run would hold %u persons; at most %u can",
                         (unsigned)world->entry_first[cohorts], (unsigned)CALENDAR_ROWS);
    return persons_grow(&world->persons, world->entry_first[cohorts], error);
}

/* Those who enter in a week. */
static void fill_entrants(void *context, size_t week)
{
    struct world *world = context;
    for (size_t area = 0; area < world->n_areas; area++) {
        const uint32_t *first = world->entry_first + week * world->n_areas + area;
        for (uint32_t row = first[0]; row < first[1]; row++) {
            world->persons.id[row] = identity_entrant((uint32_t)area, (uint32_t)week, row - first[0]);
            world->persons.area[row] = (uint16_t)area;
            people_entrant(world, row, (int32_t)week);
        }
    }
}

static enum status tallies_create(struct world *world, struct error *error)
{
    if (memory_new(&world->tallies, (size_t)world->threads, sizeof *world->tallies, error) != STATUS_OK)
        return error->status;
    for (int i = 0; i < world->threads; i++) {
        struct tally *tally = &world->tallies[i];
        if (memory_new(&tally->weekly, world->weekly_cells, sizeof *tally->weekly, error) != STATUS_OK ||
            memory_new(&tally->cohort, world->cohort_cells, sizeof *tally->cohort, error) != STATUS_OK ||
            memory_new(&tally->draws, STRIP_BLOCK, sizeof *tally->draws, error) != STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

static enum status strips_create(struct world *world, struct error *error)
{
    size_t rows = world->persons.count;
    size_t count = rows / ROWS_A_STRIP;
    count = count < 1 ? 1 : count > WORLD_MAX_STRIPS ? WORLD_MAX_STRIPS : count;
    world->strip_rows = (uint32_t)((rows + count - 1) / count + CANDIDATE_ROWS - 1) / CANDIDATE_ROWS * CANDIDATE_ROWS;
    world->n_strips = (rows + world->strip_rows - 1) / world->strip_rows;
    if (tallies_create(world, error) != STATUS_OK ||
        memory_new(&world->strips, world->n_strips, sizeof *world->strips, error) != STATUS_OK)
        return error->status;
    for (size_t s = 0; s < world->n_strips; s++) {
        world->strips[s].tally = &world->tallies[0];
        world->strips[s].draws = world->tallies[0].draws;
    }
    for (size_t s = 0; s < world->n_strips; s++) {
        struct strip *strip = &world->strips[s];
        strip->first = (uint32_t)s * world->strip_rows;
        strip->last = strip->first + world->strip_rows < rows ? strip->first + world->strip_rows : (uint32_t)rows;
        size_t room = strip->last - strip->first;
        if (world->strip_rows <= STRIP_BLOCK &&
            memory_new(&strip->draws, STRIP_BLOCK, sizeof *strip->draws, error) != STATUS_OK)
            return error->status;
        if (memory_new(&strip->stock, world->stock_cells, sizeof(int64_t), error) != STATUS_OK ||
            memory_room(&strip->clients, room, sizeof *strip->clients, error) != STATUS_OK ||
            memory_room(&strip->bins, room, sizeof *strip->bins, error) != STATUS_OK ||
            memory_room(&strip->stages, room, sizeof *strip->stages, error) != STATUS_OK ||
            memory_new(&strip->starts_until, (size_t)world->weeks, sizeof(uint32_t), error) != STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

/* The week in which the person leaves education, if that is on the calendar. */
static int32_t education_end(const struct world *world, uint32_t row, bool entrant)
{
    const struct persons *p = &world->persons;
    if (!entrant && p->activity[row] != ACTIVITY_STUDENT)
        return -1;
    int32_t entry = p->birth_week[row] + WEEKS_AT_ENTRY;
    struct education end = demography_education(world->key, p->id[row], entry, &world->rules[0].demography);
    if (end.end_week >= 0)
        return end.end_week;
    /* a student who is older than the model's ends of education: some time within four years */
    uint32_t draw = random_draw(world->key, p->id[row], 0, PURPOSE_EDUCATION, 2).word[0];
    return (int32_t)random_choice(draw, 208);
}

struct calendar_task {
    struct world *world;
    uint32_t *next; /* [weeks x strips] place of the next entry; NULL: entries are counted only */
};

/* Every known date of a strip's persons within the run; a strip has cells of its own. */
static void visit_dates(void *context, size_t index)
{
    const struct calendar_task *task = context;
    struct world *world = task->world;
    uint32_t residents = world->area_first[world->n_areas];
    for (uint32_t row = world->strips[index].first; row < world->strips[index].last; row++) {
        bool entrant = row >= residents;
        int32_t dates[] = {entrant ? world->persons.birth_week[row] + WEEKS_AT_ENTRY : -1,
                           education_end(world, row, entrant), exit_week(world, row)};
        for (int kind = CALENDAR_ENTER; kind <= CALENDAR_EXIT; kind++) {
            if (dates[kind] < 0 || dates[kind] >= world->weeks)
                continue;
            size_t cell = (size_t)dates[kind] * world->n_strips + index;
            if (task->next)
                world->calendar[task->next[cell]++] = (struct calendar_entry){row & CALENDAR_ROWS, (unsigned)kind & 3};
            else
                world->calendar_first[cell + 1]++;
        }
    }
}

static enum status calendar_create(struct world *world, struct error *error)
{
    size_t cells = (size_t)world->weeks * world->n_strips;
    struct calendar_task task = {world, NULL};
    if (memory_new(&world->calendar_first, cells + 1, sizeof(uint32_t), error) != STATUS_OK)
        return error->status;
    parallel_for(world->threads, world->n_strips, visit_dates, &task);
    for (size_t c = 0; c < cells; c++)
        world->calendar_first[c + 1] += world->calendar_first[c];
    enum status status = memory_new(&world->calendar, world->calendar_first[cells], sizeof *world->calendar, error);
    if (status == STATUS_OK)
        status = memory_new(&task.next, cells, sizeof(uint32_t), error);
    if (status == STATUS_OK) {
        memcpy(task.next, world->calendar_first, cells * sizeof(uint32_t));
        parallel_for(world->threads, world->n_strips, visit_dates, &task);
    }
    memory_free(task.next);
    return status;
}

struct finish_task {
    struct world *world;
    const struct plan *plan;
    uint32_t recorded; /* threshold of the share of persons whose spells are recorded */
};

static void finish_strip(void *context, size_t index)
{
    const struct finish_task *task = context;
    struct world *world = task->world;
    struct strip *strip = &world->strips[index];
    const struct persons *p = &world->persons;
    bool all = task->recorded == UINT32_MAX;
    for (uint32_t row = strip->first; row < strip->last; row++) {
        p->arm[row] = rules_arm(world, task->plan, p->id[row]);
        if (all || random_below(random_draw(world->key, p->id[row], 0, PURPOSE_RECORDED, 0).word[0], task->recorded))
            p->flags[row] |= PERSON_RECORDED;
        life_contribute(world, strip, row, +1);
    }
}

enum status population_create(struct world *world, const struct plan *plan, struct error *error)
{
    if (residents_count(world, error) != STATUS_OK)
        return error->status;
    uint32_t residents = world->area_first[world->n_areas];
    if (persons_create(&world->persons, residents, error) != STATUS_OK || residents_fill(world, error) != STATUS_OK ||
        entrants_count(world, residents, error) != STATUS_OK)
        return error->status;
    parallel_for(world->threads, (size_t)world->weeks, fill_entrants, world);
    if (strips_create(world, error) != STATUS_OK || screen_create(world, error) != STATUS_OK ||
        calendar_create(world, error) != STATUS_OK)
        return error->status;
    struct finish_task task = {world, plan, threshold_from_share(plan_at_start(plan, "run", "spell_share"))};
    parallel_for(world->threads, world->n_strips, finish_strip, &task);
    return STATUS_OK;
}
