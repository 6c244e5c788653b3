/* Rows and identities: the first week's residents area by area, then the persons who turn 16, week by week. */
#include "agents/candidates.h"
#include "agents/identity.h"
#include "agents/life.h"
#include "core/memory.h"
#include "model/internal.h"
#include "model/people.h"
#include "processes/demography/demography.h"

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

/* Residents take cells at even steps through the fitted distribution: each state's number is right to one person. */
static enum status residents_fill(struct world *world, struct error *error)
{
    static const double nothing = 1e-9;
    for (size_t area = 0; area < world->n_areas; area++) {
        struct synthesis_margins margins;
        double shares[SYNTHESIS_CELLS];
        if (synthesis_margins(&margins, &world->region->areas[area], &world->rules[0].population, error) != STATUS_OK)
            return error->status;
        if (synthesis_fit(shares, &margins, &world->rules[0].population) > nothing)
            return error_set(error, STATUS_BAD_DATA, "%s: its margins cannot be fitted together",
                             world->region->areas[area].name);
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
    return STATUS_OK;
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
    return persons_grow(&world->persons, world->entry_first[cohorts], error);
}

static void entrants_fill(struct world *world)
{
    size_t cohorts = (size_t)world->weeks * world->n_areas;
    for (size_t c = 0; c < cohorts; c++)
        for (uint32_t row = world->entry_first[c]; row < world->entry_first[c + 1]; row++) {
            uint32_t area = (uint32_t)(c % world->n_areas), week = (uint32_t)(c / world->n_areas);
            world->persons.id[row] = identity_entrant(area, week, row - world->entry_first[c]);
            world->persons.area[row] = (uint16_t)area;
            people_entrant(world, row, (int32_t)week);
        }
}

static enum status strips_create(struct world *world, struct error *error)
{
    size_t rows = world->persons.count;
    size_t count = rows / ROWS_A_STRIP;
    count = count < 1 ? 1 : count > WORLD_MAX_STRIPS ? WORLD_MAX_STRIPS : count;
    world->strip_rows = (uint32_t)((rows + count - 1) / count + CANDIDATE_ROWS - 1) / CANDIDATE_ROWS * CANDIDATE_ROWS;
    world->n_strips = (rows + world->strip_rows - 1) / world->strip_rows;
    if (memory_new(&world->strips, world->n_strips, sizeof *world->strips, error) != STATUS_OK)
        return error->status;
    for (size_t s = 0; s < world->n_strips; s++) {
        struct strip *strip = &world->strips[s];
        strip->first = (uint32_t)s * world->strip_rows;
        strip->last = strip->first + world->strip_rows < rows ? strip->first + world->strip_rows : (uint32_t)rows;
        size_t room = strip->last - strip->first;
        if (memory_new(&strip->draws, STRIP_BLOCK, sizeof *strip->draws, error) != STATUS_OK ||
            memory_new(&strip->stock, world->stock_cells, sizeof(int64_t), error) != STATUS_OK ||
            memory_new(&strip->weekly, world->weekly_cells, sizeof(int64_t), error) != STATUS_OK ||
            memory_new(&strip->cohort, world->cohort_cells, sizeof(int64_t), error) != STATUS_OK ||
            memory_new(&strip->clients, room, sizeof *strip->clients, error) != STATUS_OK ||
            memory_new(&strip->bins, room, sizeof *strip->bins, error) != STATUS_OK ||
            memory_new(&strip->stages, room, sizeof *strip->stages, error) != STATUS_OK ||
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

/* Calls for every known date of every person within the run; counts when entries is NULL. */
static void calendar_visit(struct world *world, uint32_t *cells, struct calendar_entry *entries)
{
    uint32_t residents = world->area_first[world->n_areas];
    for (uint32_t row = 0; row < world->persons.count; row++) {
        bool entrant = row >= residents;
        int32_t dates[] = {entrant ? world->persons.birth_week[row] + WEEKS_AT_ENTRY : -1,
                           education_end(world, row, entrant), exit_week(world, row)};
        for (int kind = CALENDAR_ENTER; kind <= CALENDAR_EXIT; kind++) {
            if (dates[kind] < 0 || dates[kind] >= world->weeks)
                continue;
            size_t cell = (size_t)dates[kind] * world->n_strips + row / world->strip_rows;
            if (entries)
                entries[cells[cell]++] = (struct calendar_entry){row, (enum calendar_kind)kind};
            else
                cells[cell + 1]++;
        }
    }
}

static enum status calendar_create(struct world *world, struct error *error)
{
    size_t cells = (size_t)world->weeks * world->n_strips;
    uint32_t *next = NULL;
    if (memory_new(&world->calendar_first, cells + 1, sizeof(uint32_t), error) != STATUS_OK ||
        memory_new(&next, cells + 1, sizeof(uint32_t), error) != STATUS_OK)
        return error->status;
    calendar_visit(world, world->calendar_first, NULL);
    for (size_t c = 0; c < cells; c++)
        world->calendar_first[c + 1] += world->calendar_first[c];
    for (size_t c = 0; c <= cells; c++)
        next[c] = world->calendar_first[c];
    enum status status = memory_new(&world->calendar, world->calendar_first[cells], sizeof *world->calendar, error);
    if (status == STATUS_OK)
        calendar_visit(world, next, world->calendar);
    memory_free(next);
    return status;
}

static void persons_finish(struct world *world, const struct plan *plan)
{
    const struct persons *p = &world->persons;
    uint32_t recorded = threshold_from_share(plan_at_start(plan, "run", "spell_share"));
    bool all = recorded == UINT32_MAX;
    for (uint32_t row = 0; row < p->count; row++) {
        p->arm[row] = rules_arm(world, plan, p->id[row]);
        if (all || random_below(random_draw(world->key, p->id[row], 0, PURPOSE_RECORDED, 0).word[0], recorded))
            p->flags[row] |= PERSON_RECORDED;
        life_contribute(world, strip_of(world, row), row, +1);
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
    entrants_fill(world);
    if (strips_create(world, error) != STATUS_OK || screen_create(world, error) != STATUS_OK ||
        calendar_create(world, error) != STATUS_OK)
        return error->status;
    persons_finish(world, plan);
    return STATUS_OK;
}
