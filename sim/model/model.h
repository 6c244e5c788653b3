/* The model: create it from a plan, step it week by week, read what it counted. No files, no printing, no clocks. */
#ifndef ROUTEWAY_MODEL_MODEL_H
#define ROUTEWAY_MODEL_MODEL_H

#include "agents/measures.h"
#include "core/error.h"
#include "model/plan.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct model;

struct model_options {
    uint32_t replicate;    /* 0, 1, ...: each has draws of its own */
    int threads;           /* at least 1; results do not depend on it */
    int32_t weeks_kept;    /* of the counts by area, at least 1; 0: all weeks that are recorded */
    bool no_screen;        /* handle every person in every process; same results, for tests */
    double (*clock)(void); /* seconds of a clock of the caller's, to tell what each process costs; NULL: nobody asks */
};

/* The plan must outlive the model. */
enum status model_create(struct model **out, const struct plan *plan, const struct model_options *options,
                         struct error *error) MUST_CHECK;
void model_free(struct model *self);

/* Simulates the next week. The caller stops at model_weeks(). In debug builds a broken conservation law is
 * STATUS_FAILED. */
enum status model_step(struct model *self, struct error *error) MUST_CHECK;

/* Weeks simulated so far; the number of weeks of the run, burn-in included; the first week that is recorded. */
int32_t model_week(const struct model *self);
int32_t model_weeks(const struct model *self);
int32_t model_report_from(const struct model *self);

/* Rows of persons, those who enter later included; bytes the model will need, known before it is created. */
size_t model_persons(const struct model *self);
size_t model_bytes_estimate(const struct plan *plan);
uint64_t model_person_weeks(const struct model *self); /* persons present, added up over the weeks simulated */

/* At the end of the last week simulated: its first day, and the part of the persons present who are in a labour state
   (enum labour_state of agents/axes.h). 0 before the first week. */
int32_t model_last_day(const struct model *self);
double model_share_in(const struct model *self, size_t state);

/* The counts of one measure, [recorded weeks][areas or 1][cells], row-major, zero for weeks not simulated yet. Measures
   by area, cohorts excepted, are kept for a block of options.weeks_kept weeks: they begin with recorded week
   model_block_first(), and the next block takes their place, week by week: for weeks not simulated yet they still hold
   those of the block before. */
struct numbers model_counts(const struct model *self, size_t measure);
int32_t model_block_first(const struct model *self);

/* A spell that has ended, or is open at the end of the run (end_week = weeks of the run). */
struct spell {
    uint32_t person;    /* stable id */
    uint32_t row;       /* rises in the order of persons */
    int32_t start_week; /* week of the run; may be negative for spells that began before it */
    int32_t end_week;
    uint16_t area;      /* of residence when it ended */
    uint16_t work_area; /* of the job; UINT16_MAX when there is none */
    uint16_t wage;      /* pence an hour at the end; 0 when there is no job */
    uint8_t state;      /* enum labour_state */
    uint8_t claim;      /* enum claim */
    uint8_t open;       /* 1 = cut off by the end of the run */
};

/* Hands over the spells that ended since the last call, strip by strip (strips are runs of rows, in order), and forgets
   them. A strip may hand over nothing. Within a strip, order is not promised. */
size_t model_strips(const struct model *self);
enum status model_spells(struct model *self, size_t strip, const struct spell **spells, size_t *count,
                         struct error *error) MUST_CHECK;
void model_spells_forget(struct model *self);
/* After the last week: closes a strip's spells and journeys that go on, so that they are handed over as open. */
enum status model_close_spells(struct model *self, size_t strip, struct error *error) MUST_CHECK;

/* After that: frees what only weeks need. Counts, and facts about persons, can still be asked for. */
void model_end_weeks(struct model *self);

/* A payment to a provider. The spell of (person, state, spell_start) earned it. */
struct payment {
    uint32_t person;   /* stable id */
    uint32_t contract; /* serial of area, provider, stream and year of the contract */
    int32_t week;      /* in which it is made */
    int32_t earned;    /* week in which it was earned */
    int32_t pence;
    int32_t spell_start; /* week; of the job, or of the state without one */
    uint16_t area;
    uint8_t stream, provider, group,
        event;     /* enum stream, provider, payment_group (of the Work Programme), payment_event */
    uint8_t state; /* enum labour_state of that spell */
};

/* Hands over the payments since the last call, strip by strip, and forgets them, as with spells. Those of weeks before
   the recorded ones are left out. */
enum status model_payments(struct model *self, size_t strip, const struct payment **payments, size_t *count,
                           struct error *error) MUST_CHECK;
void model_payments_forget(struct model *self);

/* A journey through provision of a person whose spells are recorded. Weeks of the run; attached: INT32_MIN for never.
 */
struct journey_facts {
    uint32_t person; /* stable id */
    int32_t referred, attached, end_week;
    uint16_t weeks_worked, distance, distance_end;
    uint8_t stream, provider, group, stage, why, open, outcome, sustained;
};

/* Hands over the journeys that ended since the last call, strip by strip, and forgets them, as with spells. */
enum status model_journeys(struct model *self, size_t strip, const struct journey_facts **journeys, size_t *count,
                           struct error *error) MUST_CHECK;
void model_journeys_forget(struct model *self);

/* Fixed facts about the persons whose spells are recorded, for the results. */
struct person_facts {
    uint32_t person;
    int32_t birth_day; /* days since 1970-01-01, to the week */
    uint16_t area;     /* at the first week or at entry */
    uint8_t sex, qualification, health_condition;
};
/* Facts of the n-th recorded person, n counted from 0 in row order; false when there are no more. */
size_t model_recorded_persons(const struct model *self);
void model_person_facts(const struct model *self, size_t nth, struct person_facts *facts);

/* One process of the week, for `run --profile` and documents. */
struct process_info {
    const char *name;
    const char *sentence;
};
const struct process_info *processes_all(size_t *count);

/* What the model does between processes, counted after them: rules and tables, screen, totals. */
enum model_part { MODEL_PART_RULES, MODEL_PART_SCREEN, MODEL_PART_TOTALS, MODEL_PARTS };

/* Adds to seconds[] what each process and part has taken so far, in the order of processes_all(); all threads'
   together. Nothing without model_options.clock. */
void model_profile(const struct model *self, double *seconds);

#endif
