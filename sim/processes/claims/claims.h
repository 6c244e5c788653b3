/* Claims of benefit: ends other than work, returns, contributory rights, sanctions, lone parents. */
#ifndef ROUTEWAY_PROCESSES_CLAIMS_H
#define ROUTEWAY_PROCESSES_CLAIMS_H

#include "agents/world.h"

#define CLAIMS_WEEKS 256

struct claims_tables {
    int32_t off_flow[CLAIMS_WEEKS]; /* log rate by duration of the claim */
    int32_t stuck, sanctioned;      /* effects on it */
    int32_t pressure;               /* Q16: rise of the rate under full contact when only exits count */
    uint32_t sanction;              /* weekly probability */
    uint32_t start, give_up;        /* of the unemployed without a claim */
    uint32_t inactive_return;
    uint32_t lone_parent_review;
};

/* What decides the end of a claim other than by work. */
struct claims_case {
    int32_t weeks; /* of the claim */
    bool stuck, sanctioned;
    int32_t dose; /* 1 - exp(-h/h0) of last week's contact, Q16 */
};

/* The rule: log rate of the claim's end, work apart. */
int32_t claims_off_flow(const struct claims_tables *tables, const struct claims_case *claim);

enum status claims_prepare(struct world *world, struct error *error) MUST_CHECK;
/* Contributory claims whose right is spent; last week's clients are looked at. */
void claims_expiry(struct world *world, struct strip *strip);
/* Off-flow, sanctions, new claims of the unemployed, returns from inactivity. */
void claims_hazards(struct world *world, struct strip *strip);

#endif
