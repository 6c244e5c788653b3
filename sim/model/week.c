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

/* A phase is done strip by strip, area by area, or once; all of it is done before the next begins. */
struct phase {
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

#define STRIPS(function)                                                                                               \
    {                                                                                                                  \
        function, NULL, NULL                                                                                           \
    }
#define AREAS(function)                                                                                                \
    {                                                                                                                  \
        NULL, function, NULL                                                                                           \
    }
#define ONCE(function)                                                                                                 \
    {                                                                                                                  \
        NULL, NULL, function                                                                                           \
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
     {STRIPS(accounts_settle)}},
    {{"demand", "Job slots follow their path; vacancies are posted and withdrawn"},
     "",
     demand_prepare,
     {AREAS(demand_vacancies)}},
    {{"demography", "Persons enter at 16, leave education, retire, move and leave at 65"},
     CLAIMS JOB_END "qualification band area flags employed_since ",
     demography_prepare,
     {STRIPS(demography_calendar), STRIPS(demography_hazards)}},
    {{"circumstances", "Health shocks and recoveries, births, the start and end of care"},
     CLAIMS JOB_END "health child_birth_week flags skills housing confidence ",
     circumstances_prepare,
     {STRIPS(circumstances_health), STRIPS(circumstances_family), STRIPS(circumstances_barriers)}},
    {{"separations", "Jobs end, by tenure, contract, match quality and redundancy"},
     CLAIMS JOB_END,
     separations_prepare,
     {STRIPS(separations_step)}},
    {{"claims", "Contributory rights run out; claims end without work; new claims; sanctions"},
     CLAIMS "flags ",
     claims_prepare,
     {STRIPS(claims_expiry), STRIPS(claims_hazards)}},
    {{"gateway", "Persons are referred to provision, wait for places and money, and start"},
     JOURNEY,
     gateway_prepare,
     {STRIPS(gateway_refer), ONCE(gateway_queue), AREAS(gateway_admit), STRIPS(gateway_start)}},
    {{"jobcentre", "Advisers share out their contact time by what clients are worth"},
     "contact ",
     jobcentre_prepare,
     {STRIPS(jobcentre_clients), ONCE(jobcentre_collect), AREAS(jobcentre_share), STRIPS(jobcentre_contact)}},
    {{"provision", "Providers share out their contact time; services begin, act on barriers and end"},
     JOURNEY "health skills housing confidence learned flags ",
     provision_prepare,
     {STRIPS(provision_services), ONCE(provision_collect), AREAS(provision_share), STRIPS(provision_contact)}},
    {{"matching", "Seekers apply, vacancies rank and offer, persons accept"},
     CLAIMS JOB "employed_since flags ",
     matching_prepare,
     {STRIPS(matching_apply), ONCE(matching_offer), ONCE(matching_accept)}},
    {{"progression", "Contracts, pay, hours and bands change in work; employers train"},
     "wage job_hours job_band job_contract band skills ",
     progression_prepare,
     {STRIPS(progression_step)}},
    {{"contracts", "Providers are paid for what their clients have reached; budgets, staff and cash follow"},
     JOURNEY,
     contracts_prepare,
     {STRIPS(contracts_events), ONCE(contracts_offices)}},
    {{"observe",
      "A thirteenth of all persons is interviewed; those who began a claim 13 to 104 weeks ago are looked up"},
     "survey_state ",
     NULL,
     {STRIPS(observe_survey), STRIPS(observe_cohort_outcomes)}},
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

struct task {
    struct world *world;
    const struct phase *phase;
};

static void do_strip(void *context, size_t index)
{
    const struct task *task = context;
    task->phase->strips(task->world, &task->world->strips[index]);
}

static void do_area(void *context, size_t index)
{
    const struct task *task = context;
    task->phase->areas(task->world, index);
}

static void do_phase(struct world *world, const struct phase *phase)
{
    struct task task = {world, phase};
    if (phase->strips)
        parallel_for(world->threads, world->n_strips, do_strip, &task);
    else if (phase->areas)
        parallel_for(world->threads, world->n_areas, do_area, &task);
    else if (phase->once)
        phase->once(world);
}

enum status week_prepare(struct world *world, struct error *error)
{
    for (size_t i = 0; i < PROCESSES; i++)
        if (week[i].prepare && week[i].prepare(world, error) != STATUS_OK)
            return error->status;
    return STATUS_OK;
}

static void profile(const struct model *self, size_t process)
{
    if (self->profile)
        self->profile(self->profile_context, process);
}

enum status week_step(struct model *self, struct error *error)
{
    static const struct phase screen = STRIPS(screen_strip);
    struct world *world = &self->world;
    profile(self, SIZE_MAX);
    rules_update(world, self->plan);
    world->present = world->entry_first[(size_t)(world->week + 1) * world->n_areas];
    if (week_prepare(world, error) != STATUS_OK)
        return error->status;
    screen_limits(world);
    profile(self, PROCESSES);
    do_phase(world, &screen);
    world->keys_stale = false;
    profile(self, PROCESSES + 1);
    for (size_t i = 0; i < PROCESSES; i++) {
#ifdef ROUTEWAY_CHECKS
        check_columns_before(self);
#endif
        for (size_t k = 0; k < MAX_PHASES; k++)
            do_phase(world, &week[i].phases[k]);
        profile(self, i);
#ifdef ROUTEWAY_CHECKS
        if (check_columns_after(self, week[i].info.name, week[i].writes, error) != STATUS_OK)
            return error->status;
#endif
    }
    observe_week(self);
    profile(self, PROCESSES + 2);
    return STATUS_OK;
}
