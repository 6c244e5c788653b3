/* What the files of model/ share. */
#ifndef ROUTEWAY_MODEL_INTERNAL_H
#define ROUTEWAY_MODEL_INTERNAL_H

#include "agents/world.h"
#include "model/model.h"

#define MODEL_CLOCKED 32 /* at least processes and parts */

struct model {
    struct world world;
    const struct plan *plan;
    int32_t report_from;
    int32_t weeks_kept; /* of measures in blocks */
    int64_t *counts;    /* room for the next two */
    /* [recorded weeks, or those kept][areas or 1][cells]; of a measure one of the two */
    int32_t *narrow[COUNTS];
    int64_t *wide[COUNTS];
    size_t allocations;              /* within weeks so far, the first week's tables included */
    const struct measure *overflown; /* one whose values were too large, or NULL */
    struct spell *spells;            /* of the strip asked for last */
    size_t spells_room;
    struct payment *payments; /* of the strip asked for last */
    size_t payments_room;
    struct journey_facts *journeys; /* of the strip asked for last */
    size_t journeys_room;
    double (*clock)(void);
    double (*clocked)[MODEL_CLOCKED]; /* [strips + areas] seconds of processes, then of parts; each by its own task */
    int64_t *cash_before;             /* of the providers last week, in builds with checks */
    uint64_t column_sums[64];         /* of person columns before a process, in builds with checks */
    uint32_t *recorded;               /* rows of the persons whose spells are recorded */
    size_t n_recorded;
};

/* rules.c: who falls under which rules, and the rules of a week. */
enum status rules_create(struct world *world, const struct plan *plan, struct error *error) MUST_CHECK;
void rules_update(struct world *world, const struct plan *plan);
uint8_t rules_arm(const struct world *world, const struct plan *plan, uint32_t id);

/* synthesis.c: joint distribution of the first week's residents of an area. */
#define SYNTHESIS_CELLS (STATE_COUNT * AGE_COUNT * SEX_COUNT * QUALIFICATION_COUNT)
struct synthesis_margins {
    double state[STATE_COUNT], age[AGE_COUNT], sex[SEX_COUNT], qualification[QUALIFICATION_COUNT]; /* shares */
};
struct synthesis_cell {
    uint8_t state, age, sex, qualification;
};
enum status synthesis_margins(struct synthesis_margins *self, const struct area_facts *area,
                              const struct population_params *rules, struct error *error) MUST_CHECK;
/* Iterative proportional fitting; shares add up to 1, state-major. Returns the largest deviation from a margin. */
double synthesis_fit(double shares[SYNTHESIS_CELLS], const struct synthesis_margins *margins,
                     const struct population_params *rules);
struct synthesis_cell synthesis_cell(size_t index);

/* population.c: rows, identities, the first week's persons, the calendar. */
enum status population_create(struct world *world, const struct plan *plan, struct error *error) MUST_CHECK;

/* screen.c: candidates of the week. */
enum status screen_create(struct world *world, struct error *error) MUST_CHECK;
void screen_limits(struct world *world); /* from the bounds that the processes have prepared */
uint16_t screen_key_of(const struct world *world, uint32_t row);
void screen_strip(struct world *world, struct strip *strip);
enum status screen_check(const struct world *world, struct error *error) MUST_CHECK; /* keys bound what they must */

/* reserve.c: before the first week, and after each one. */
enum status reserve_lists(struct world *world, struct error *error) MUST_CHECK;

/* observe.c, checks.c, week.c */
void observe_survey(struct world *world, struct strip *strip);
void observe_cohort_outcomes(struct world *world, struct strip *strip); /* cohorts.c */
void observe_week(struct model *self);
void observe_cohorts(struct model *self);
void observe_totals(struct world *world);
enum status week_step(struct model *self, struct error *error) MUST_CHECK;
enum status week_prepare(struct world *world, struct error *error) MUST_CHECK;
bool check_columns_due(const struct model *self); /* whether columns are looked at this week */
void check_columns_before(struct model *self);
enum status check_columns_after(const struct model *self, const char *process, const char *writes,
                                struct error *error) MUST_CHECK;
enum status check_conservation(const struct model *self, struct error *error) MUST_CHECK;
enum status check_provision(struct model *self, struct error *error) MUST_CHECK; /* checks_provision.c */

#endif
