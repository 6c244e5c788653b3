/* Persons as a structure of arrays, derived from person.columns.def. Rows never move; links store ids or rows, never
 * pointers. */
#ifndef ROUTEWAY_AGENTS_PERSONS_H
#define ROUTEWAY_AGENTS_PERSONS_H

#include "agents/axes.h"
#include "core/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WEEK_NONE INT16_MIN
#define LEARNED_MOST 64 /* two standard deviations */
#define AGE_ENTRY 16
#define AGE_EXIT 65

/* Weeks of a number of years. */
#define WEEKS_A_YEAR (365.25 / 7.0)

enum person_flag {
    PERSON_CORE = 1,      /* does not look for work while the present inactivity lasts */
    PERSON_STUCK = 2,     /* applies less, and ends claims less often */
    PERSON_CONDITION = 4, /* has a lasting health condition */
    PERSON_PARTNER = 8,
    PERSON_CARER = 16,     /* the main carer of the child */
    PERSON_RECORDED = 32,  /* spells are recorded */
    PERSON_CHILDCARE = 64, /* childcare is arranged: the caring barrier does not bind */
    PERSON_OFFENDER = 128, /* has left prison */
};

struct persons {
    size_t count;
#define COLUMN(type, name, unit, sentence) type *name;
#include "agents/person.columns.def"
#undef COLUMN
};

#define PERSONS_GROUP 64 /* columns are readable, zero, up to a multiple of so many rows */

enum status persons_create(struct persons *self, size_t count, struct error *error) MUST_CHECK;
/* Makes room for more persons; what is there stays. */
enum status persons_grow(struct persons *self, size_t count, struct error *error) MUST_CHECK;
void persons_free(struct persons *self);
/* Bytes of all columns for one person. */
size_t persons_bytes(void);

struct column {
    const char *name;
    const char *unit;
    const char *sentence;
    size_t size;
    size_t offset; /* of the pointer, in struct persons */
};
const struct column *columns_all(size_t *count);

/* Asks for a person's columns ahead of their use: who is looked at is scattered, so each line would be waited for. */
static inline void persons_ask(const struct persons *p, uint32_t row)
{
#define COLUMN(type, name, unit, sentence) __builtin_prefetch(&p->name[row], 1);
#include "agents/person.columns.def"
#undef COLUMN
}

/* The reported state, derived from activity and claim. */
static inline enum labour_state state_of(uint8_t activity, uint8_t claim)
{
    if (activity == ACTIVITY_SEARCHING)
        return claim == CLAIM_JSA_CONTRIBUTORY || claim == CLAIM_JSA_INCOME ? STATE_CLAIMANT : STATE_UNEMPLOYED;
    return activity >= ACTIVITY_SICK ? (enum labour_state)(activity + 1) : (enum labour_state)activity;
}

static inline bool is_jsa(uint8_t claim)
{
    return claim == CLAIM_JSA_CONTRIBUTORY || claim == CLAIM_JSA_INCOME;
}

#define YOUNG_CHILD_WEEKS 261

/* What the person brings to search and to employers: the fixed effect and what was learned. */
static inline int32_t persons_search(const struct persons *p, uint32_t row)
{
    return p->search[row] + p->learned[row];
}

/* The main carer of a child under five without childcare. */
static inline bool persons_caring_binds(const struct persons *p, uint32_t row, int32_t week)
{
    return (p->flags[row] & (PERSON_CARER | PERSON_CHILDCARE)) == PERSON_CARER &&
           p->child_birth_week[row] != WEEK_NONE && week - p->child_birth_week[row] < YOUNG_CHILD_WEEKS;
}

/* Completed years of 365.25 days. */
static inline int32_t age_years(int32_t birth_week, int32_t week)
{
    return (week - birth_week) * 28 / 1461;
}

static inline enum age_band age_band_of(int32_t years)
{
    return years < 25 ? AGE_16_24 : years < 35 ? AGE_25_34 : years < 50 ? AGE_35_49 : AGE_50_64;
}

#endif
