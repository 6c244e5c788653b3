/* The week: the schedule reads as section 3 of the model page does. */
#include "core/parallel_for.h"
#include "model/internal.h"
#include "processes/accounts/accounts.h"
#include "processes/circumstances/circumstances.h"
#include "processes/claims/claims.h"
#include "processes/contracts/contracts.h"
#include "processes/demand/demand.h"
#include "processes/demography/demography.h"
#include "processes/gateway/choose.h"
#include "processes/gateway/gateway.h"
#include "processes/jobcentre/jobcentre.h"
#include "processes/matching/matching.h"
#include "processes/progression/progression.h"
#include "processes/provision/provision.h"
#include "processes/separations/separations.h"

/* A phase is done block of rows by block, strip by strip, area by area (by all threads, or by one), or once; all of it
   is done before the next begins, as far as a block or strip can see. */
struct phase {
    void (*rows)(struct world *, struct strip *); /* those of the strip's present block */
    void (*strips)(struct world *, struct strip *);
    void (*areas)(struct world *, size_t);
    void (*few)(struct world *, size_t); /* areas, one after the other: too little to do to wake other threads for it */
    void (*once)(struct world *);
};

#define MAX_PHASES 12

struct process {
    struct process_info info;
    const char *writes; /* columns of persons; debug builds check that it writes no other */
    enum status (*prepare)(struct world *, struct error *); /* rebuilds what depends on the rules and on last week */
    struct phase phases[MAX_PHASES];
};

/* clang-format off */
#define ROWS(function)   {.rows = function}
#define STRIPS(function) {.strips = function}
#define AREAS(function)  {.areas = function}
#define FEW(function)    {.few = function}
#define ONCE(function)   {.once = function}
/* clang-format on */

/* Columns that change with the events of life.h. */
#define CLAIMS "activity claim state_since claim_since claim_ended claims_made sanction_until contact left_benefit "
#define JOURNEY "journey journey_ended service contact "
#define JOB_END "out_of_work_since job_contract "
#define JOB "job_area job_sector job_band job_size job_contract job_hours job_since match wage "

static const struct process week[] = {
    {{"demand", "Job slots follow their path; vacancies are posted and withdrawn"},
     "",
     demand_prepare,
     {AREAS(demand_vacancies)}},
    {{"accounts", "Taxes and benefits are settled afresh where rates, ages or sanctions change; events do the rest"},
     "",
     accounts_prepare,
     {ROWS(accounts_settle)}},
    {{"demography", "Persons enter at 16, leave education, retire, move and leave at 65"},
     CLAIMS JOB_END "qualification band area flags employed_since ",
     demography_prepare,
     {ROWS(demography_calendar), ROWS(demography_hazards)}},
    {{"circumstances", "Health shocks and recoveries, births, the start and end of care"},
     CLAIMS JOB_END "health child_birth_week flags skills housing confidence ",
     circumstances_prepare,
     {ROWS(circumstances_health), ROWS(circumstances_family), ROWS(circumstances_barriers)}},
    {{"separations", "Jobs end, by tenure, contract, match quality and redundancy"},
     CLAIMS JOB_END,
     separations_prepare,
     {ROWS(separations_step)}},
    {{"claims", "Contributory rights run out; claims end without work; new claims; sanctions"},
     CLAIMS "flags ",
     claims_prepare,
     {ROWS(claims_expiry), ROWS(claims_hazards)}},
    {{"gateway", "Persons are referred to provision, wait for places and money, and start"},
     JOURNEY,
     gateway_prepare,
     {ROWS(gateway_refer_clients), ROWS(gateway_refer_sick), ROWS(gateway_refer_others), ONCE(gateway_trust),
      ONCE(gateway_budgets), ONCE(choose_publish), ONCE(gateway_open_lists), STRIPS(gateway_list), ONCE(gateway_queue),
      ONCE(gateway_move_money), FEW(gateway_admit), STRIPS(gateway_start)}},
    {{"jobcentre", "Advisers share out their contact time by what clients are worth"},
     "contact confidence ",
     jobcentre_prepare,
     {ROWS(jobcentre_clients), ONCE(jobcentre_collect), FEW(jobcentre_share), STRIPS(jobcentre_contact)}},
    {{"provision", "Providers share out their contact time; services begin, act on barriers and end"},
     JOURNEY "health skills housing confidence learned flags ",
     provision_prepare,
     {STRIPS(provision_services), ONCE(provision_collect), FEW(provision_share), STRIPS(provision_contact)}},
    {{"matching", "Seekers apply, vacancies rank and offer, persons accept"},
     CLAIMS JOB "employed_since flags ",
     matching_prepare,
     {ROWS(matching_apply), AREAS(matching_offer), ONCE(matching_deal), STRIPS(matching_accept),
      ONCE(matching_vacancies)}},
    {{"progression", "Contracts, pay, hours and bands change in work; employers train"},
     "wage job_hours job_band job_contract band skills ",
     progression_prepare,
     {ROWS(progression_step)}},
    {{"contracts", "Providers are paid for what their clients have reached; budgets, staff and cash follow"},
     JOURNEY,
     contracts_prepare,
     {STRIPS(contracts_events), ONCE(contracts_offices)}},
    {{"observe",
      "A thirteenth of all persons is interviewed; those who began a claim 13 to 104 weeks ago are looked up"},
     "survey_state ",
     NULL,
     {ROWS(observe_survey), STRIPS(observe_cohort_outcomes)}},
};

#define PROCESSES (sizeof week / sizeof week[0])
_Static_assert(PROCESSES + MODEL_PARTS <= MODEL_CLOCKED, "room for every process's time");

#ifdef ROUTEWAY_CHECKS
#define CHECKED true
#else
#define CHECKED false
#endif

const struct process_info *processes_all(size_t *count)
{
    static struct process_info infos[PROCESSES];
    for (size_t i = 0; i < PROCESSES; i++)
        infos[i] = week[i].info;
    *count = PROCESSES;
    return infos;
}

/* A phase of the week, and the process (or part of the model) that it belongs to. */
struct step {
    size_t process;
    const struct phase *phase;
};

/* Consecutive steps over rows or strips: a strip does all of them before another is begun. */
struct task {
    struct model *model;
    const struct step *steps;
    size_t count;
};

static double now(const struct model *self)
{
    return self->clock ? self->clock() : 0;
}

/* Adds the time since `before` to a process; place: the strip or area that took it. Returns the time. */
static double add_time(struct model *self, size_t place, size_t process, double before)
{
    double after = now(self);
    self->clocked[place][process] += after - before;
    return after;
}

/* The steps over rows that come first: block by block. Returns their number. */
static size_t do_blocks(const struct task *task, size_t index, size_t first)
{
    struct world *world = &task->model->world;
    struct strip *strip = &world->strips[index];
    size_t last = first;
    uint32_t end = strip->last < world->present ? strip->last : world->present;
    while (last < task->count && task->steps[last].phase->rows)
        last++;
    strip->to = strip->first;
    do {
        double time = now(task->model);
        strip->from = strip->to;
        strip->to = end > strip->from + STRIP_BLOCK ? strip->from + STRIP_BLOCK : end > strip->from ? end : strip->from;
        for (size_t i = first; i < last; i++) {
            task->steps[i].phase->rows(world, strip);
            time = add_time(task->model, index, task->steps[i].process, time);
        }
    } while (strip->to < end);
    return last - first;
}

static void take_up(struct world *world, struct strip *strip)
{
    strip->tally = &world->tallies[parallel_worker()];
    if (world->strip_rows <= STRIP_BLOCK)
        return;
    strip->draws = strip->tally->draws;
    strip->drawn_from = strip->drawn_to = 0;
}

static void do_strip(void *context, size_t index)
{
    const struct task *task = context;
    struct world *world = &task->model->world;
    take_up(world, &world->strips[index]);
    for (size_t i = 0; i < task->count;) {
        double time = now(task->model);
        if (task->steps[i].phase->rows) {
            i += do_blocks(task, index, i);
        } else {
            task->steps[i].phase->strips(world, &world->strips[index]);
            (void)add_time(task->model, index, task->steps[i].process, time);
            i++;
        }
    }
}

static void do_area(void *context, size_t index)
{
    const struct task *task = context;
    double time = now(task->model);
    task->steps->phase->areas(&task->model->world, index);
    (void)add_time(task->model, task->model->world.n_strips + index, task->steps->process, time);
}

static bool over_strips(const struct phase *phase)
{
    return phase->rows || phase->strips;
}

/* How many steps can be done together. In weeks in which the columns are looked at after each process, one. */
static size_t steps_together(const struct step *steps, size_t count, bool apart)
{
    size_t together = 1;
    while (!apart && over_strips(steps->phase) && together < count && over_strips(steps[together].phase))
        together++;
    return together;
}

static void do_steps(struct model *self, const struct step *steps, size_t count)
{
    struct world *world = &self->world;
    struct task task = {self, steps, count};
    double time = now(self);
    if (over_strips(steps->phase)) {
        parallel_for(world->threads, world->n_strips, do_strip, &task);
    } else if (steps->phase->areas) {
        parallel_for(world->threads, world->n_areas, do_area, &task);
    } else {
        for (size_t area = 0; steps->phase->few && area < world->n_areas; area++)
            steps->phase->few(world, area);
        if (steps->phase->once)
            steps->phase->once(world);
        (void)add_time(self, 0, steps->process, time);
    }
}

void model_profile(const struct model *self, double *seconds)
{
    for (size_t place = 0; place < self->world.n_strips + self->world.n_areas; place++)
        for (size_t i = 0; i < PROCESSES + MODEL_PARTS; i++)
            seconds[i] += self->clocked[place][i];
}

enum status week_prepare(struct world *world, struct error *error)
{
    for (size_t i = 0; i < PROCESSES; i++)
        if (week[i].prepare && week[i].prepare(world, error) != STATUS_OK)
            return error->status;
    return STATUS_OK;
}

/* The first processes look at nobody by draws: the screen comes after them, so that its draws are at hand for the next.
 */
#define UNSCREENED 2 /* demand, accounts */

/* The screen and the phases of all processes, in order. Returns their number. */
static size_t list_steps(struct step steps[1 + PROCESSES * MAX_PHASES])
{
    static const struct phase screen = ROWS(screen_strip);
    size_t count = 0;
    for (size_t i = 0; i < PROCESSES; i++) {
        if (i == UNSCREENED)
            steps[count++] = (struct step){PROCESSES + MODEL_PART_SCREEN, &screen};
        for (size_t k = 0; k < MAX_PHASES; k++) {
            const struct phase *phase = &week[i].phases[k];
            if (over_strips(phase) || phase->areas || phase->few || phase->once)
                steps[count++] = (struct step){i, phase};
        }
    }
    return count;
}

/* Whether a step is the first, or the last, of its process. */
static bool begins(const struct step *steps, size_t i)
{
    return steps[i].process < PROCESSES && (i == 0 || steps[i - 1].process != steps[i].process);
}

static bool ends(const struct step *steps, size_t count, size_t i)
{
    return steps[i].process < PROCESSES && (i + 1 == count || steps[i + 1].process != steps[i].process);
}

static enum status do_week(struct model *self, struct error *error)
{
    struct step steps[1 + PROCESSES * MAX_PHASES];
    size_t count = list_steps(steps);
    bool apart = CHECKED && check_columns_due(self);
    for (size_t i = 0, together = 0; i < count; i += together) {
        together = steps_together(steps + i, count - i, apart);
        if (apart && begins(steps, i))
            check_columns_before(self);
        do_steps(self, steps + i, together);
        if (apart && ends(steps, count, i) &&
            check_columns_after(self, week[steps[i].process].info.name, week[steps[i].process].writes, error) !=
                STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

enum status week_step(struct model *self, struct error *error)
{
    struct world *world = &self->world;
    double time = now(self);
    rules_update(world, self->plan);
    world->present = world->entry_first[(size_t)(world->week + 1) * world->n_areas];
    if (week_prepare(world, error) != STATUS_OK)
        return error->status;
    screen_limits(world);
    (void)add_time(self, 0, PROCESSES + MODEL_PART_RULES, time);
    if (do_week(self, error) != STATUS_OK)
        return error->status;
    world->keys_stale = false;
    time = now(self);
    observe_week(self);
    (void)add_time(self, 0, PROCESSES + MODEL_PART_TOTALS, time);
    return STATUS_OK;
}
