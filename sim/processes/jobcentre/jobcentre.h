/* Jobcentres: advisers' finite contact time, shared out by what each client is worth under the objective. */
#ifndef ROUTEWAY_PROCESSES_JOBCENTRE_H
#define ROUTEWAY_PROCESSES_JOBCENTRE_H

#include "agents/world.h"

#define JOBCENTRE_CLAIMS 16 /* numbers of claims told apart */
#define JOBCENTRE_RATES 512 /* log2 of the hazard from -16 to 0, in steps of 1/32 */

/* ln w is a sum of terms: all binary logarithms in Q16. */
struct jobcentre_tables {
    int32_t constant;                    /* kappa rbar^(1-alpha) */
    int32_t alpha;                       /* Q16 */
    int32_t success;                     /* from applications to the job-entry hazard */
    int32_t value[JOBCENTRE_CLAIMS];     /* V by the number of claims made */
    int32_t not_anyway[JOBCENTRE_RATES]; /* 1 - r/(r+rho) (1 - exp(-(r+rho) T)) */
};

/* The rule: bin of what an hour for the client is worth. log_rate: applications without contact; lifted: with last
   week's contact. */
int32_t jobcentre_worth(const struct jobcentre_tables *tables, int32_t log_rate, int32_t lifted, uint8_t claims_made);

enum status jobcentre_prepare(struct world *world, struct error *error) MUST_CHECK;
void jobcentre_clients(struct world *world, struct strip *strip);
void jobcentre_collect(struct world *world);
void jobcentre_share(struct world *world, size_t area);
void jobcentre_contact(struct world *world, struct strip *strip);

#endif
