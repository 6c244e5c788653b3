/* Amounts are pence of the day, rounded to the nearest penny one by one. A partner's income is unknown: tax credits go
   to persons without a partner alone, and nobody's benefit is cut for a partner's pay. */
#include "agents/income.h"

#define WEEKS_OF_TAX 52
#define CHILD_AGE 16
#define CREDIT_HOURS 16
#define CREDIT_FULL_HOURS 30

static int64_t pence(double amount)
{
    return (int64_t)(amount + 0.5);
}

static double above(double amount, double threshold)
{
    return amount > threshold ? amount - threshold : 0;
}

static double up_to(double amount, double limit)
{
    return amount < limit ? amount : limit;
}

int64_t income_tax(const struct accounts_params *rates, int64_t gross)
{
    double taxable = above((double)gross, rates->personal_allowance / WEEKS_OF_TAX);
    double starting = rates->starting_band / WEEKS_OF_TAX, basic = rates->basic_band / WEEKS_OF_TAX;
    return pence(rates->starting_rate * up_to(taxable, starting) +
                 rates->basic_rate * above(up_to(taxable, basic), starting) +
                 rates->higher_rate * above(taxable, basic));
}

int64_t income_employee_ni(const struct accounts_params *rates, int64_t gross)
{
    double pay = (double)gross;
    return pence(rates->employee_rate * above(up_to(pay, rates->upper_limit), rates->employee_threshold) +
                 rates->employee_rate_above * above(pay, rates->upper_limit));
}

int64_t income_employer_ni(const struct accounts_params *rates, int64_t gross)
{
    return pence(rates->employer_rate * above((double)gross, rates->employer_threshold));
}

int64_t income_tax_credits(const struct accounts_params *rates, int64_t gross, int32_t hours, bool parent, bool adult)
{
    bool works = gross > 0 && (parent ? hours >= CREDIT_HOURS : adult && hours >= CREDIT_FULL_HOURS);
    double most = parent ? rates->child_tax_credit : 0;
    if (works)
        most += rates->working_tax_credit + (parent ? rates->lone_parent_credit : 0) +
                (hours >= CREDIT_FULL_HOURS ? rates->full_time_credit : 0);
    double cut = rates->credit_taper * above((double)gross * WEEKS_OF_TAX, rates->credit_threshold);
    return most > cut ? pence((most - cut) / WEEKS_OF_TAX) : 0;
}

static int64_t jsa(const struct accounts_params *rates, bool adult)
{
    return pence(adult ? rates->jsa_25 : rates->jsa_young);
}

/* The assessment phase pays what JSA does; then a component comes on top. Older claims are of incapacity benefit. */
static int64_t esa(const struct world *world, uint32_t row, int32_t week, bool adult)
{
    const struct persons *p = &world->persons;
    const struct accounts_params *rates = &world->rules[0].accounts;
    if (world->start_day + 7 * p->state_since[row] < (int32_t)world->rules[0].gateway.esa_replaces_ib)
        return pence(rates->incapacity);
    if (week - p->state_since[row] < INCOME_ESA_PHASE_WEEKS)
        return jsa(rates, adult);
    return pence(rates->jsa_25 + (p->flags[row] & PERSON_CORE ? rates->esa_support : rates->esa_activity));
}

/* What a claim brings. */
static int64_t claims(const struct world *world, uint32_t row, int32_t week, bool adult, int sign,
                      int64_t sums[ACCOUNT_COUNT])
{
    const struct persons *p = &world->persons;
    const struct accounts_params *rates = &world->rules[0].accounts;
    uint8_t claim = p->claim[row];
    bool means_tested = claim == CLAIM_JSA_INCOME || claim == CLAIM_ESA || claim == CLAIM_INCOME_SUPPORT;
    int64_t seekers = is_jsa(claim) && p->sanction_until[row] <= week ? jsa(rates, adult) : 0;
    int64_t sick = claim == CLAIM_ESA ? esa(world, row, week, adult) : 0;
    int64_t support = claim == CLAIM_INCOME_SUPPORT ? pence(rates->income_support) : 0;
    int64_t housing = means_tested ? pence(rates->housing_support) : 0;
    sums[ACCOUNT_JSA] += sign * seekers;
    sums[ACCOUNT_ESA] += sign * sick;
    sums[ACCOUNT_INCOME_SUPPORT] += sign * support;
    sums[ACCOUNT_HOUSING_SUPPORT] += sign * housing;
    return seekers + sick + support + housing;
}

/* One by one, each in a register: an array in between would be written in pieces and read whole, which stalls. */
void income_add(const struct world *world, uint32_t row, int32_t week, int sign, int64_t sums[ACCOUNT_COUNT])
{
    const struct persons *p = &world->persons;
    const struct accounts_params *rates = &world->rules[0].accounts;
    uint8_t claim = p->claim[row], flags = p->flags[row];
    int64_t net = 0, gross = 0;
    if (p->activity[row] == ACTIVITY_EMPLOYED) {
        gross = pence((double)p->wage[row] * p->job_hours[row] * rates->pay_level);
        int64_t tax = income_tax(rates, gross), insurance = income_employee_ni(rates, gross);
        net = gross - tax - insurance;
        sums[ACCOUNT_GROSS_PAY] += sign * gross;
        sums[ACCOUNT_INCOME_TAX] += sign * tax;
        sums[ACCOUNT_EMPLOYEE_NI] += sign * insurance;
        sums[ACCOUNT_EMPLOYER_NI] += sign * income_employer_ni(rates, gross);
    }
    bool adult = week - p->birth_week[row] >= INCOME_ADULT_WEEKS;
    if (claim != CLAIM_NONE)
        net += claims(world, row, week, adult, sign, sums);
    bool parent = (flags & PERSON_CARER) && p->child_birth_week[row] != WEEK_NONE &&
                  week - p->child_birth_week[row] < INCOME_CHILD_WEEKS;
    int64_t child = parent ? pence(rates->child_benefit) : 0;
    int64_t credits = flags & PERSON_PARTNER ? 0 : income_tax_credits(rates, gross, p->job_hours[row], parent, adult);
    sums[ACCOUNT_CHILD_BENEFIT] += sign * child;
    sums[ACCOUNT_TAX_CREDITS] += sign * credits;
    sums[ACCOUNT_NET_INCOME] += sign * (net + child + credits);
}
