/* Provision: contracted providers share out contact time by what clients can still earn them; services act on barriers.
 */
#ifndef ROUTEWAY_PROCESSES_PROVISION_H
#define ROUTEWAY_PROCESSES_PROVISION_H

#include "agents/journeys.h"
#include "agents/schedule.h"
#include "agents/search.h"
#include "agents/worth.h"

#define PROVISION_STEPS 16      /* cells a doubling of the hazard */
#define PROVISION_RATES 256     /* log2 of the hazard from -16 to 0 */
#define PROVISION_WEEKS_STEP 13 /* weeks left of the programme are told apart by quarters */
#define PROVISION_WEEKS 17
#define TENTHS 10

struct provision_tables {
    struct worth_terms terms;
    int32_t not_anyway[PROVISION_WEEKS][PROVISION_RATES]; /* 1 - P */
    int32_t slope[PROVISION_WEEKS][PROVISION_RATES];      /* r dP/dr */
    uint32_t drop_out[SERVICE_COUNT];
    /* what the tables were made of: they are kept while it stays the same */
    struct provision_params provision;
    struct shareout_params shareout;
    struct jobcentre_params jobcentre;
    struct integration_params integration;
    double application_rate;
};

/* The rule: pence that the client's entry into work is worth to the provider: all that it can still earn under the
   terms of the contract. */
double provision_value(const struct rules *rules, const struct schedule *terms, const struct journey *journey);

/* The rule: pence that is paid when a whole barrier of the client falls; nothing once the most has been paid. */
double provision_distance_fee(const struct shareout_params *rules, const struct journey *journey);

/* The rule: share of that value, 1/255, that so few weeks in work more would earn as a mere entry brings. */
uint8_t provision_pressure(const struct rules *rules, const struct schedule *terms, const struct journey *journey);

/* What the provider's adviser knows of a client; logarithms, HAZARD_NEVER where there is nothing. */
struct provision_client {
    int32_t value;            /* pence that an entry into work is worth */
    int32_t log_rate, lifted; /* applications without contact, and with last week's */
    int32_t weeks_left;       /* in which an entry into work can earn something */
    int32_t relief;           /* of worth_relief */
    int32_t fee;              /* pence for a whole barrier */
    int32_t mission;          /* pence of the mission for the client's distance from work */
};

/* The rule: logarithm of what a week of full contact is worth. */
int64_t provision_weight(const struct provision_tables *tables, const struct provision_client *client);

/* The rule: bin of what an hour for the client is worth; SHARE_NOTHING when nothing can be earned. value: log2 of the
   pence that an entry into work is worth, Q16. */
int32_t provision_worth(const struct provision_tables *tables, int32_t value, int32_t log_rate, int32_t lifted,
                        int32_t weeks_left);

/* What a college reckons with for a student of a course: pence still to come, and how the course may go on. */
struct college_prospect {
    double weeks, drop_out;      /* of the course that are left; leaving a week, work apart */
    double retention, retained;  /* fee, and weeks until it is earned */
    double qualification, later; /* fee times the chance to pass; chance of work after completion in time for credit */
    double credit;               /* for an entry into work */
};

/* The rule: pence that a student is worth who enters work at so high a weekly rate while the course lasts. */
double college_value(const struct college_prospect *self, double rate);

/* At a review the college passes the student on when it expects more from that. */
void college_review(struct world *world, struct strip *strip, struct journey *journey);
/* The course of a journey has ended: a qualification is gained or not, and the agency's credit begins. */
void college_end(struct world *world, struct strip *strip, struct journey *journey, enum course_end how);

enum status provision_prepare(struct world *world, struct error *error) MUST_CHECK;
/* Action plans, services that begin and end, and what each client is worth. */
void provision_services(struct world *world, struct strip *strip);
void provision_collect(struct world *world);
void provision_share(struct world *world, size_t area);
void provision_contact(struct world *world, struct strip *strip);

#endif
