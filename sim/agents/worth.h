/* What an hour of an adviser's contact with a client is worth: one rule for jobcentres and providers (docs/odd.md,
   "Share-out of contact time"). Only values differ: V, what is counted as done anyway, and what barriers are worth. */
#ifndef ROUTEWAY_AGENTS_WORTH_H
#define ROUTEWAY_AGENTS_WORTH_H

#include "agents/world.h"

/* Parts of a weight are binary logarithms in Q16; this is the logarithm of a part that is not there. */
#define WORTH_NOTHING INT64_MIN

struct worth_terms {
    int32_t constant; /* kappa rbar^(1-alpha) */
    int32_t alpha;    /* Q16 */
    int32_t success;  /* from applications to the job-entry hazard */
    int32_t gamma;    /* log2 of the rise of ln r by a whole barrier less, as advisers reckon */
};

void worth_fill(struct worth_terms *self, const struct rules *rules);

/* The rule P: chance that a client with a weekly hazard r enters work within so many weeks, discounted at rho. */
double worth_chance(double r, double rho, double weeks);

/* The rule r dP/dr: how much more that chance is when ln r rises by one. */
double worth_slope(double r, double rho, double weeks);

/* The cell of a table over log2 r, from -16 upwards, with so many steps a doubling. */
int32_t worth_cell(const struct worth_terms *self, int32_t log_applications, int32_t steps, int32_t cells);

/* kappa r^alpha rbar^(1-alpha) V (1 - P): what a week of full contact adds by entries into work. */
int64_t worth_of_entry(const struct worth_terms *self, int32_t log_applications, int32_t log_value, int32_t not_anyway);

/* beta (f + gamma V r dP/dr): what it adds by lower barriers. relief: log2 of the barriers that full contact takes away
   in a week; fee: log2 of what is paid for a whole barrier. HAZARD_NEVER where there is none. */
int64_t worth_of_relief(const struct worth_terms *self, int32_t relief, int32_t fee, int32_t log_value, int32_t slope);

/* Logarithm of the sum of two parts. */
int64_t worth_sum(int64_t a, int64_t b);

/* From the logarithm of a weight to the bin of the share-out. */
int32_t worth_bin(int64_t weight);

/* What an adviser mistakes a client's log rate by, for a quarter, with a record that is so complete. */
int32_t worth_error(const struct world *world, uint32_t row, uint8_t record);

/* log2 of the barriers that full contact with an adviser of such quality takes away from a client in a week. */
int32_t worth_relief(const struct world *world, uint32_t row, double quality);

/* Contact does what worth_relief says, by its dose: it lowers a lack of confidence. */
void worth_relieve(const struct world *world, uint32_t row, double quality);

#endif
