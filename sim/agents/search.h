/* How hard a person searches: the log rate of suitable applications a week. Advisers estimate it (jobcentre), and
   seekers act on it (matching). Q16 binary logarithms throughout (core/hazard.h). */
#ifndef ROUTEWAY_AGENTS_SEARCH_H
#define ROUTEWAY_AGENTS_SEARCH_H

#include "agents/world.h"

#define SEARCH_WEEKS 256       /* durations are told apart up to here */
#define SEARCH_CONTACT_STEP 16 /* seconds */
#define SEARCH_CONTACT_CELLS 512
#define SEARCH_SOFTPLUS_CELLS 1025 /* log2(1 + 2^v), v from -16 to 16 in steps of 1/32 */

struct search_tables {
    int32_t base[ACTIVITY_COUNT][2]; /* [activity][has a JSA claim] */
    int32_t by_search;               /* of 1/32 standard deviation of the fixed effect */
    int32_t stuck, caring, sanction;
    int32_t barrier[BARRIER_COUNT];         /* of 1/255 of a barrier */
    int32_t lock_in[2 * SERVICE_COUNT + 1]; /* [service column]: nothing for those passed on */
    int32_t by_duration[SEARCH_WEEKS];
    int32_t dose[SEARCH_CONTACT_CELLS]; /* 1 - exp(-h/h0), Q16 */
    int32_t log_dose[SEARCH_CONTACT_CELLS];
    int32_t log_kappa, log_mean_rate; /* of the lift; mean rate of applications */
    int32_t one_less_alpha;           /* Q16 */
    int32_t softplus[SEARCH_SOFTPLUS_CELLS];
    int32_t stigma[SEARCH_WEEKS];      /* 1/32 standard deviation of an employer's noise */
    int32_t reservation[SEARCH_WEEKS]; /* 1/32 standard deviation of match quality */
    int32_t pressure_reservation;      /* Q16 of 1/32: fall under full contact when entry alone counts */
    int32_t patience;                  /* Q16 of 1/32: rise under full contact when lasting work alone is paid for */
    bool entry_only;                   /* the jobcentre's objective counts exits alone */
    bool by_schedule;                  /* clients of a programme are pressed by what its payer pays */
};

void search_tables_fill(struct search_tables *self, const struct rules *rules);

/* The tables in force for a person. */
static inline const struct search_tables *search_tables_of(const struct world *world, uint32_t row)
{
    return (const struct search_tables *)world->tables[LANE_SEARCH] + regime_of(world, row);
}

static inline int32_t weeks_capped(int32_t weeks)
{
    return weeks < 0 ? 0 : weeks < SEARCH_WEEKS ? weeks : SEARCH_WEEKS - 1;
}

static inline int32_t contact_cell(uint16_t seconds)
{
    int32_t cell = seconds / SEARCH_CONTACT_STEP;
    return cell < SEARCH_CONTACT_CELLS ? cell : SEARCH_CONTACT_CELLS - 1;
}

/* log2(1 + 2^v) */
int32_t search_softplus(const struct search_tables *self, int32_t v);

/* Log rate of applications without any contact; HAZARD_NEVER for those who do not search. */
int32_t search_log_rate(const struct search_tables *self, const struct persons *p, uint32_t row, int32_t week);

/* The same with last week's contact: r(h) = r + kappa r^alpha rbar^(1-alpha) (1 - exp(-h/h0)). */
int32_t search_lifted(const struct search_tables *self, int32_t log_rate, uint16_t contact);

/* The part of last week's contact that presses the person into any job, Q16 of full contact; and into none but a good
   one. */
int32_t search_pressed(const struct world *world, uint32_t row);
int32_t search_patient(const struct world *world, uint32_t row);

/* Upper bound of the log rate for anyone of a class and level. */
int32_t search_bound(const struct search_tables *self, enum screen_class class, unsigned level);

/* The level that the screen counts a person to: it holds until the person is touched or renewed. Contact with an
   adviser changes without that: it is counted at its most, for claimants and for those who have some (provision adds
   the others). What only lowers the rate for a time is left out, as are those barriers in work that fade there: skills,
   housing and confidence. */
unsigned search_level(const struct search_tables *self, const struct persons *p, uint32_t row, enum screen_class class,
                      int32_t week);

#endif
