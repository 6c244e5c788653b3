/* What a person earns, pays and receives in a week, in pence of the day: a function of the person's columns and the
   rates in force alone. */
#ifndef ROUTEWAY_AGENTS_INCOME_H
#define ROUTEWAY_AGENTS_INCOME_H

#include "agents/world.h"

/* Ages at which amounts change, in weeks: the first in which age_years() is 25 and 16. And the phase of an ESA claim.
 */
#define INCOME_ADULT_WEEKS 1305
#define INCOME_CHILD_WEEKS 835
#define INCOME_ESA_PHASE_WEEKS 13

/* The rules, for a week's gross pay in pence (TAX01-TAX05, LEG04). Tax credits are those of a person without a partner;
   parent: of a child under 16; adult: 25 and over. */
int64_t income_tax(const struct accounts_params *rates, int64_t gross);
int64_t income_employee_ni(const struct accounts_params *rates, int64_t gross);
int64_t income_employer_ni(const struct accounts_params *rates, int64_t gross);
int64_t income_tax_credits(const struct accounts_params *rates, int64_t gross, int32_t hours, bool parent, bool adult);

/* Adds to sums (sign +1), or takes away (-1), the amounts of a person's week. Ages and sanctions count as they stand in
   that week. */
void income_add(const struct world *world, uint32_t row, int32_t week, int sign, int64_t sums[ACCOUNT_COUNT]);

#endif
