/* The simulated world: persons, vacancies, jobcentres, the rules in force, and what has been counted.
   Processes receive it and change the columns that their row in the schedule names. */
#ifndef ROUTEWAY_AGENTS_WORLD_H
#define ROUTEWAY_AGENTS_WORLD_H

#include "agents/measures.h"
#include "agents/persons.h"
#include "agents/region.h"
#include "agents/rules.h"
#include "agents/screen_keys.h"
#include "agents/vacancies.h"
#include "core/hazard.h"
#include "core/normal.h"
#include "core/random.h"
#include "core/share_out.h"
#include <string.h>

/* Tables of processes that have no lane of their own. */
enum table {
    TABLE_DEMAND = LANES,
    TABLE_JOBCENTRE,
    TABLE_MATCHING,
    TABLE_GATEWAY,
    TABLE_PROVISION,
    TABLE_ACCOUNTS,
    TABLE_SCHEDULES,
    TABLES
};

#define WORLD_ARMS 8 /* sets of lotteries that a person can be drawn by */
#define WORLD_MAX_STRIPS 64
#define STRIP_BLOCK 4096 /* rows whose columns fit a core's cache */

/* What a step of the calendar does on a known date. */
enum calendar_kind { CALENDAR_ENTER, CALENDAR_EDUCATION_END, CALENDAR_EXIT };
#define CALENDAR_ROWS 0x3FFFFFFFu /* most rows */
struct calendar_entry {
    uint32_t row : 30;
    uint32_t kind : 2; /* enum calendar_kind */
};

struct spell_row {
    uint32_t row;
    int32_t start_week, end_week;
    uint16_t area, work_area, wage;
    uint8_t state, claim, open;
};

#define FIELD(type, name, sentence) type name;
#define SCRATCH(type, name, sentence) type name;
/* One person's way through provision (agents/journeys.h). */
struct journey {
#include "agents/journey.fields.def"
};

/* A journey that has ended, or is cut off by the end of the run. */
struct journey_row {
    struct journey journey;
    int32_t end_week;
    uint16_t distance_end;
    uint8_t why, open;
};

/* A payment, as it stands in the ledger. */
struct payment_row {
    uint32_t row, contract;
    int32_t week, earned, pence, spell_start; /* week in which it is made, and in which it was earned */
    uint16_t area;
    uint8_t stream, provider, group, event, state;
};

struct provider_office {
#include "agents/office.fields.def"
    struct share_terms terms;
    struct share_result result;
    struct share_histogram *histogram; /* of its clients' worth: apart, so that offices lie close together */
};

struct fund {
#include "agents/fund.fields.def"
};

/* Agencies that served a person before (agents/credits.h). */
struct credit {
#include "agents/credit.fields.def"
};

struct lot {
#include "agents/lot.fields.def"
};

struct partnership {
#include "agents/partnership.fields.def"
};
#undef FIELD
#undef SCRATCH

/* A person in a waiting list. */
struct waiting {
    uint32_t need, draw, id;
    uint32_t strip, place; /* of the journey */
};

/* A claim that began, for what has become of the person after 13, 26, 52 and 104 weeks. */
struct start {
    uint32_t row;
    uint16_t wage;
    uint8_t claims_made;
};

struct offer {
    uint32_t row;
    uint32_t slot;
    uint16_t area;
    uint8_t band;
    int8_t match; /* match quality of the person in this job */
};

/* What a thread counts, for whichever strip: sums of integers over all threads do not tell who counted what. */
struct tally {
    int64_t *weekly; /* set to nothing each week */
    int64_t *cohort; /* [weeks] by week of beginning */
    struct random_block *draws;
};

/* A run of rows that one task handles. Their number depends on the population alone, never on threads. */
struct strip {
    uint32_t first, last;          /* rows [first, last) */
    uint32_t from, to;             /* the block of them that phases over rows now handle, of persons who have entered */
    struct tally *tally;           /* of the thread at work on the strip */
    uint32_t drawn_from, drawn_to; /* rows whose draws of this week are at hand */
    struct random_block *draws;    /* [STRIP_BLOCK] of those rows: its own if it has no more, else the tally's */
    int64_t *stock;                /* carried from week to week */
    uint32_t *clients;             /* rows of JSA claimants; room for every row of the strip */
    int32_t *bins;                 /* of the clients, in the same order: what they are worth in the share-out */
    uint8_t *stages;               /* of the clients: enum stage */
    uint32_t n_clients;
    struct spell_row *spells;
    size_t n_spells, spells_room;
    struct journey *journeys;
    size_t journeys_room;
    uint32_t n_journeys;
    uint32_t waiting_first, n_waiting; /* of the world's list: those of the strip */
    struct credit *credits;            /* at most one of a person and a stream */
    size_t credits_room;
    uint32_t n_credits;
    struct journey_row *ended; /* of persons who are recorded */
    size_t n_ended, ended_room;
    struct payment_row *payments;
    size_t n_payments, payments_room;
    struct payment_row *due; /* earned and not made yet, in no order */
    size_t n_due, due_room;
    struct start *starts; /* of claims, in the order of weeks */
    size_t n_starts, starts_room;
    uint32_t *starts_until;  /* [weeks] how many there had been at the end of each week */
    uint32_t starts_dropped; /* of those, no longer in the list */
    int failed;              /* ran out of memory for lists */
};

struct jobcentre {
    double seconds;   /* of contact time this week */
    int64_t assigned; /* seconds of it that go into common assessments */
    struct share_terms terms;
    struct share_result result;
    struct share_histogram histogram; /* of the clients' worth */
};

struct candidates;
struct schedule;

struct world {
    struct random_key key;
    int threads;
    bool no_screen;
    int32_t week, weeks;
    int32_t start_day;
    double scale;
    const struct region *region;
    size_t n_areas;

    struct persons persons;
    uint32_t present;      /* rows [0, present) have entered */
    uint32_t *area_first;  /* [areas + 1] rows of the first week's persons of an area */
    uint32_t *entry_first; /* [weeks x areas + 1] rows of the persons who enter in a week in an area */
    struct calendar_entry *calendar;
    uint32_t *calendar_first; /* [weeks x strips + 1] */

    int64_t *totals;    /* [stock_cells] the strips' stocks added up at the end of last week */
    int64_t *last_week; /* [weekly_cells] the same for the weekly counts */

    struct rules *rules;        /* [regimes] */
    struct rules *rules_before; /* [regimes] those of last week */
    int32_t rules_next;         /* the week after that of the rules */
    uint16_t *regime;           /* [areas x WORLD_ARMS] */
    size_t n_regimes;
    uint64_t *regime_scopes; /* [regimes] bit s: the plan's scope s covers it */
    void *tables[TABLES];    /* each process's tables, [regimes], built from the rules */

    struct vacancies vacancies;
    double *slots_at_start;          /* [areas x sectors] job slots of the first week */
    double job_slots_at_start;       /* demand.job_slots at the start */
    uint32_t *redundancy;            /* [areas x sectors] weekly probability, 2^32 = 1 */
    double *vacancy_rounding;        /* [areas x sectors] in [0, 1): belongs to area and sector */
    double *effective_applications;  /* [areas] smoothed */
    double *pay_factor;              /* [areas] pay over the mean of the region */
    uint32_t *commuting;             /* [areas x areas] cumulated, 2^32 = 1: where residents of a row work */
    uint16_t *commuting_guide;       /* [areas x COMMUTING_GUIDE] the first area that a draw can fall into */
    uint32_t *moving;                /* [areas x areas] cumulated: where those who move away from a row go */
    int32_t *mobility;               /* [areas] effect on the rate of moving away, Q16 binary logarithm */
    uint32_t *posted, *withdrawn;    /* [areas] vacancies of this week */
    struct offer *offers;            /* [slots] of this week: an area's begin at the place of its first slot */
    struct offer *dealt_offers;      /* [slots] the same, strip by strip */
    uint32_t *n_offers;              /* [areas] */
    uint32_t *dealt_first;           /* [strips + 1] */
    struct jobcentre *jobcentres;    /* [areas] */
    struct provider_office *offices; /* [areas x PROVIDER_COUNT] */
    struct share_histogram *shares;  /* [areas x PROVIDER_COUNT] theirs */
    struct fund *funds;              /* [areas x STREAM_COUNT] */
    struct lot *lots;                /* [areas x STREAM_COUNT] those of programmes are used */
    struct schedule *schedules;      /* every one that has been in force */
    size_t schedules_room;
    uint32_t n_schedules;
    struct partnership *partners; /* [areas] */
    struct waiting *listed;       /* who waits this week, strip by strip */
    struct waiting *waiting;      /* the same, area by area */
    size_t listed_room, waiting_room;
    uint32_t *waiting_first; /* [areas + 1] */
    /* distance from work at the referral up to which the first, second... fifth of this week's clients reaches */
    uint16_t distance_cuts[FIFTH_COUNT - 1];

    struct screen_bounds bounds;
    bool keys_stale;               /* rules have changed that keys depend on */
    struct candidates *candidates; /* [groups of rows] (agents/candidates.h) */
    uint64_t *touched;             /* [groups of rows] bit i: a candidate of every later process of the week */
    uint64_t *renewed;             /* [groups of rows] bit i: the key is made again before the next screen */
    uint16_t (*limits)[LANES];     /* [SCREEN_KEYS] upper 16 bits of the bounds */
    struct hazard_table hazard;
    struct normal_table normal;

    struct tally *tallies; /* [threads] */
    struct strip *strips;
    size_t n_strips;
    uint32_t strip_rows;         /* rows of every strip but the last */
    size_t count_offset[COUNTS]; /* into stock, weekly or cohort */
    size_t stock_cells, weekly_cells, cohort_cells;
    uint64_t person_weeks;
};

static inline size_t regime_of(const struct world *self, uint32_t row)
{
    if (self->n_regimes == 1)
        return 0;
    return self->regime[(size_t)self->persons.area[row] * WORLD_ARMS + self->persons.arm[row]];
}

static inline const struct rules *rules_of(const struct world *self, uint32_t row)
{
    return &self->rules[regime_of(self, row)];
}

/* The rules for everyone in an area who was drawn by no lottery: those of its employers and agencies. */
static inline const struct rules *rules_of_area(const struct world *self, size_t area)
{
    return &self->rules[self->regime[area * WORLD_ARMS]];
}

/* Weekly probability of an annual rate, and the other way round, are left to hazard.h: a year has 365.25 / 7 weeks. */
static inline double rate_a_week(double rate_a_year)
{
    return rate_a_year / WEEKS_A_YEAR;
}

/* Whether a module's parameters are what they were last week: tables made of them can stay. */
#define RULES_STAY(world, regime, module)                                                                              \
    (memcmp(&(world)->rules[regime].module, &(world)->rules_before[regime].module,                                     \
            sizeof(world)->rules[regime].module) == 0)

#define COMMUTING_GUIDE 64 /* equal parts of a draw */

/* The area of work that a draw chooses for someone who lives in an area. */
static inline uint16_t world_work_area(const struct world *self, size_t home, uint32_t draw)
{
    const uint32_t *weights = self->commuting + home * self->n_areas;
    uint16_t area = self->commuting_guide[home * COMMUTING_GUIDE + draw / (UINT32_MAX / COMMUTING_GUIDE + 1)];
    while (area + 1u < self->n_areas && draw >= weights[area])
        area++;
    return area;
}

static inline struct strip *strip_of(const struct world *self, uint32_t row)
{
    return &self->strips[row / self->strip_rows];
}

/* Row of a person id; ids name their area and serial (agents/identity.h). */
uint32_t world_row(const struct world *self, uint32_t id);

/* Frees what only weeks need: lists, vacancies, candidates. Persons and strips' number stay. */
void world_end_weeks(struct world *self);
void world_free(struct world *self);

#endif
