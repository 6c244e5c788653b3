/* Provision: contracted providers share out contact time by what clients can still earn them; services act on barriers.
 */
#ifndef ROUTEWAY_PROCESSES_PROVISION_H
#define ROUTEWAY_PROCESSES_PROVISION_H

#include "agents/journeys.h"
#include "agents/search.h"
#include "agents/worth.h"

#define PROVISION_STEPS 16      /* cells a doubling of the hazard */
#define PROVISION_RATES 256     /* log2 of the hazard from -16 to 0 */
#define PROVISION_WEEKS_STEP 13 /* weeks left of the programme are told apart by quarters */
#define PROVISION_WEEKS 17
#define TENTHS 10
#define PROVISION_SUSTAINED 105 /* sustainment payments told apart */

struct provision_tables {
    struct worth_terms terms;
    /* log2 of the pence still to be earned from a job entry, Q16; [group][1 + sustainment payments made, or 0 before
     * the outcome] */
    int32_t value[PAYMENT_GROUP_COUNT][PROVISION_SUSTAINED + 1];
    int32_t not_anyway[PROVISION_WEEKS][PROVISION_RATES]; /* 1 - P */
    int32_t slope[PROVISION_WEEKS][PROVISION_RATES];      /* r dP/dr */
    uint32_t drop_out[SERVICE_COUNT];
    /* what the tables were made of: they are kept while it stays the same */
    struct provision_params provision;
    struct shareout_params shareout;
    struct contracts_params contracts;
    struct jobcentre_params jobcentre;
    double application_rate;
};

/* The rule: pence that an entry into work is worth to the provider, with what has been paid already. */
double provision_value(const struct rules *rules, enum payment_group group, bool outcome, int32_t sustained);

/* The rule: pence that is paid when a whole barrier of the client falls; nothing once the most has been paid. */
double provision_distance_fee(const struct shareout_params *rules, const struct journey *journey);

/* The rule: share of that value, 1/255, that so few weeks in work more would earn as a mere entry brings. */
uint8_t provision_pressure(const struct rules *rules, const struct journey *journey);

/* What the provider's adviser knows of a client; logarithms, HAZARD_NEVER where there is nothing. */
struct provision_client {
    int32_t log_rate, lifted; /* applications without contact, and with last week's */
    int32_t weeks_left;       /* in which an entry into work can earn something */
    int32_t relief;           /* of worth_relief */
    int32_t fee;              /* pence for a whole barrier */
    int32_t mission;          /* pence of the mission for the client's distance from work */
};

/* The rule: logarithm of what a week of full contact is worth. */
int64_t provision_weight(const struct provision_tables *tables, const struct journey *journey,
                         const struct provision_client *client);

/* The same as a bin, when entries into work alone count; SHARE_NOTHING when nothing can be earned. */
int32_t provision_worth(const struct provision_tables *tables, const struct journey *journey, int32_t log_rate,
                        int32_t lifted, int32_t weeks_left);

enum status provision_prepare(struct world *world, struct error *error) MUST_CHECK;
/* Action plans, services that begin and end, and what each client is worth. */
void provision_services(struct world *world, struct strip *strip);
void provision_collect(struct world *world);
void provision_share(struct world *world, size_t area);
void provision_contact(struct world *world, struct strip *strip);

#endif
