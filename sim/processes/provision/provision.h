/* Provision: contracted providers share out contact time by what clients can still earn them; services act on barriers.
 */
#ifndef ROUTEWAY_PROCESSES_PROVISION_H
#define ROUTEWAY_PROCESSES_PROVISION_H

#include "agents/journeys.h"
#include "agents/search.h"

#define PROVISION_RATES 256     /* log2 of the hazard from -16 to 0, in steps of 1/16 */
#define PROVISION_WEEKS_STEP 13 /* weeks left of the programme are told apart by quarters */
#define PROVISION_WEEKS 17
#define PROVISION_SUSTAINED 105 /* sustainment payments told apart */

struct provision_tables {
    int32_t constant; /* kappa rbar^(1-alpha), log2 in Q16 */
    int32_t alpha;    /* Q16 */
    int32_t success;  /* from applications to the job-entry hazard, log2 in Q16 */
    /* log2 of the pence still to be earned from a job entry, Q16; [group][1 + sustainment payments made, or 0 before
     * the outcome] */
    int32_t value[PAYMENT_GROUP_COUNT][PROVISION_SUSTAINED + 1];
    int32_t kept;                                         /* of it with a partner who has a share, log2 in Q16 */
    int32_t not_anyway[PROVISION_WEEKS][PROVISION_RATES]; /* 1 - r/(r+rho) (1 - exp(-(r+rho) T)) */
    uint32_t drop_out[SERVICE_COUNT];
    /* what the tables were made of: they are kept while it stays the same */
    struct provision_params provision;
    struct contracts_params contracts;
    struct jobcentre_params jobcentre;
    struct integration_params integration;
    double application_rate;
};

/* The rule: pence that an entry into work is worth to the provider, with what has been paid already. */
double provision_value(const struct rules *rules, enum payment_group group, bool outcome, int32_t sustained);

/* The rule: chance that a client with a weekly hazard r enters work within T weeks, discounted at rho. */
double provision_entry(double r, double rho, double weeks);

/* The rule: bin of what an hour for the client is worth; SHARE_NOTHING when nothing can be earned. */
int32_t provision_worth(const struct provision_tables *tables, const struct journey *journey, int32_t log_rate,
                        int32_t lifted, int32_t weeks_left);

enum status provision_prepare(struct world *world, struct error *error) MUST_CHECK;
/* Action plans, services that begin and end, and what each client is worth. */
void provision_services(struct world *world, struct strip *strip);
void provision_collect(struct world *world);
void provision_share(struct world *world, size_t area);
void provision_contact(struct world *world, struct strip *strip);

#endif
