/* Jobcentres: advisers' finite contact time, shared out by what each client is worth under the objective. */
#ifndef ROUTEWAY_PROCESSES_JOBCENTRE_H
#define ROUTEWAY_PROCESSES_JOBCENTRE_H

#include "agents/worth.h"

#define JOBCENTRE_CLAIMS 16 /* numbers of claims told apart */
#define JOBCENTRE_STEPS 32  /* cells a doubling of the hazard */
#define JOBCENTRE_RATES 512 /* log2 of the hazard from -16 to 0 */

/* ln w is a sum of terms: all binary logarithms in Q16. */
struct jobcentre_tables {
    struct worth_terms terms;
    int32_t value[JOBCENTRE_CLAIMS];     /* V by the number of claims made */
    int32_t not_anyway[JOBCENTRE_RATES]; /* 1 - P */
    int32_t slope[JOBCENTRE_RATES];      /* r dP/dr */
};

/* The rule: bin of what an hour for the client is worth. log_rate: applications without contact; lifted: with last
   week's contact; relief: of worth_relief. */
int32_t jobcentre_worth(const struct jobcentre_tables *tables, int32_t log_rate, int32_t lifted, int32_t relief,
                        uint8_t claims_made);

enum status jobcentre_prepare(struct world *world, struct error *error) MUST_CHECK;
void jobcentre_clients(struct world *world, struct strip *strip);
void jobcentre_collect(struct world *world);
void jobcentre_share(struct world *world, size_t area);
void jobcentre_contact(struct world *world, struct strip *strip);

#endif
