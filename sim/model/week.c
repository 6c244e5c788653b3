/* The week: the schedule reads as section 3 of the model page does. */
#include "core/parallel_for.h"
#include "model/internal.h"
#include "processes/accounts/accounts.h"
#include "processes/circumstances/circumstances.h"
#include "processes/claims/claims.h"
#include "processes/contracts/contracts.h"
#include "processes/demand/demand.h"
#include "processes/demography/demography.h"
#include "processes/gateway/gateway.h"
#include "processes/jobcentre/jobcentre.h"
#include "processes/matching/matching.h"
#include "processes/progression/progression.h"
#include "processes/provision/provision.h"
#include "processes/separations/separations.h"

/* A phase is done block of rows by block, strip by strip, area by area, or once; all of it is done before the next
   begins, as far as a block or strip can see. */
struct phase {
    void (*rows)(struct world *, struct strip *); /* those of the strip's present block */
    void (*strips)(struct world *, struct strip *);
    void (*areas)(struct world *, size_t);
    void (*once)(struct world *);
};

#define MAX_PHASES 6

struct process {
    struct process_info info;
    const char *writes; /* columns of persons; debug builds check that it writes no other */
    enum status (*prepare)(struct world *, struct error *); /* rebuilds what depends on the rules and on last week */
    struct phase phases[MAX_PHASES];
};

#define ROWS(function)                                                                                                 \
    {                                                                                                                  \
        function, NULL, NULL, NULL                                                                                     \
    }
#define STRIPS(function)                                                                                               \
    {                                                                                                                  \
        NULL, function, NULL, NULL                                                                                     \
    }
#define AREAS(function)                                                                                                \
    {                                                                                                                  \
        NULL, NULL, function, NULL                                                                                     \
    }
#define ONCE(function)                                                                                                 \
    {                                                                                                                  \
        NULL, NULL, NULL, function                                                                                     \
    }

/* Columns that change with the events of life.h. */
#define CLAIMS "activity claim state_since claim_since claim_ended claims_made sanction_until contact left_benefit "
#define JOURNEY "journey journey_ended service contact "
#define JOB_END "out_of_work_since job_contract "
#define JOB "job_area job_sector job_band job_size job_contract job_hours job_since match wage "

static const struct process week[] = {
    {{"accounts", "Taxes and benefits are settled afresh where rates, ages or sanctions change; events do the rest"},
     "",
     accounts_prepare,
     {ROWS(accounts_settle)}},
    {{"demand", "Job slots follow their path; vacancies are posted and withdrawn"},
     "",
     demand_prepare,
     {AREAS(demand_vacancies)}},
    {{"demography", "Persons enter at 16, leave education, retire, move and leave at 65"},
     CLAIMS JOB_END "qualification band area flags employed_since ",
     demography_prepare,
     {STRIPS(demography_calendar), ROWS(demography_hazards)}},
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
     {STRIPS(claims_expiry), ROWS(claims_hazards)}},
    {{"gateway", "Persons are referred to provision, wait for places and money, and start"},
     JOURNEY,
     gateway_prepare,
     {STRIPS(gateway_refer_clients), ROWS(gateway_refer_sick), ONCE(gateway_queue), AREAS(gateway_admit),
      STRIPS(gateway_start)}},
    {{"jobcentre", "Advisers share out their contact time by what clients are worth"},
     "contact ",
     jobcentre_prepare,
     {ROWS(jobcentre_clients), ONCE(jobcentre_collect), AREAS(jobcentre_share), STRIPS(jobcentre_contact)}},
    {{"provision", "Providers share out their contact time; services begin, act on barriers and end"},
     JOURNEY "health skills housing confidence learned flags ",
     provision_prepare,
     {STRIPS(provision_services), ONCE(provision_collect), AREAS(provision_share), STRIPS(provision_contact)}},
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

const struct process_info *processes_all(size_t *count)
{
    static struct process_info infos[PROCESSES];
    for (size_t i = 0; i < PROCESSES; i++)
        infos[i] = week[i].info;
    *count = PROCESSES;
    return infos;
}

/* A phase of the week, and the process that it belongs to. */
struct step {
    size_t process;
    const struct phase *phase;
};

/* Consecutive steps over rows or strips: a strip does all of them before another is begun. */
struct task {
    struct world *world;
    const struct step *steps;
    size_t count;
};

/* The steps over rows that come first: block by block. Returns their number. */
static size_t do_blocks(const struct task *task, struct strip *strip, size_t first)
{
    struct world *world = task->world;
    size_t last = first;
    uint32_t end = strip->last < world->present ? strip->last : world->present;
    while (last < task->count && task->steps[last].phase->rows)
        last++;
    strip->to = strip->first;
    do {
        strip->from = strip->to;
        strip->to = end > strip->from + STRIP_BLOCK ? strip->from + STRIP_BLOCK : end > strip->from ? end : strip->from;
        for (size_t i = first; i < last; i++)
            task->steps[i].phase->rows(world, strip);
    } while (strip->to < end);
    return last - first;
}

static void do_strip(void *context, size_t index)
{
    const struct task *task = context;
    struct strip *strip = &task->world->strips[index];
    for (size_t i = 0; i < task->count;) {
        if (task->steps[i].phase->rows) {
            i += do_blocks(task, strip, i);
        } else {
            task->steps[i].phase->strips(task->world, strip);
            i++;
        }
    }
}

static void do_area(void *context, size_t index)
{
    const struct task *task = context;
    task->steps->phase->areas(task->world, index);
}

static bool over_strips(const struct phase *phase)
{
    return phase->rows || phase->strips;
}

/* Does the steps; returns their number. */
static size_t do_steps(struct world *world, const struct step *steps, size_t count)
{
    struct task task = {world, steps, 1};
    if (over_strips(steps->phase)) {
        while (task.count < count && over_strips(steps[task.count].phase))
            task.count++;
        parallel_for(world->threads, world->n_strips, do_strip, &task);
    } else if (steps->phase->areas) {
        parallel_for(world->threads, world->n_areas, do_area, &task);
    } else {
        steps->phase->once(world);
    }
    return task.count;
}

enum status week_prepare(struct world *world, struct error *error)
{
    for (size_t i = 0; i < PROCESSES; i++)
        if (week[i].prepare && week[i].prepare(world, error) != STATUS_OK)
            return error->status;
    return STATUS_OK;
}

static inline void profile(const struct model *self, size_t process)
{
    if (self->profile)
        self->profile(self->profile_context, process);
}

enum status week_step(struct model *self, struct error *error)
{
    static const struct phase screen = ROWS(screen_strip);
    struct world *world = &self->world;
    struct step steps[1 + PROCESSES * MAX_PHASES] = {{PROCESSES + 1, &screen}};
    size_t count = 1;
    for (size_t i = 0; i < PROCESSES; i++)
        for (size_t k = 0; k < MAX_PHASES; k++) {
            const struct phase *phase = &week[i].phases[k];
            if (over_strips(phase) || phase->areas || phase->once)
                steps[count++] = (struct step){i, phase};
        }
    rules_update(world, self->plan);
    world->present = world->entry_first[(size_t)(world->week + 1) * world->n_areas];
    if (week_prepare(world, error) != STATUS_OK)
        return error->status;
    screen_limits(world);
    for (size_t i = 0; i < count;)
        i += do_steps(world, steps + i, count - i);
    world->keys_stale = false;
    observe_week(self);
    return STATUS_OK;
}
