/* Funding streams' money: financial years and cycles, what a learner pays, and what becomes of money that comes back or
   is left (rows: funding, contracts.budget). */
#ifndef ROUTEWAY_AGENTS_FUNDS_H
#define ROUTEWAY_AGENTS_FUNDS_H

#include "agents/journeys.h"

/* Where budgets are pooled, the pot stands in the place of this stream's fund. */
#define FUNDS_POT STREAM_SKILLS

struct financial_year {
    int32_t year;
    double gone; /* the part of it that is over, 0..1 */
};

/* The financial year, from 6 April, that a day lies in. */
struct financial_year funds_year(int32_t day);

/* The rule: first financial year of the cycle that a year lies in. */
int32_t funds_cycle(const struct funding_params *rules, size_t stream, int32_t year);

/* The rule: pence of a service's cost that the learner or the employer pays. */
int32_t funds_learner_pays(const struct funding_params *rules, uint8_t stream, int32_t cost);

/* What is left when a cycle's budget ends: the carried part, in pence, is returned; the rest is lost, and counted so.
 */
int64_t funds_lapse(const struct world *world, struct strip *strip, size_t area, size_t stream, int64_t pence);

/* Money that was set aside for a journey comes back to the fund that it came from. When that budget has ended by then,
   the rule for what is left applies. */
void funds_return(const struct world *world, struct strip *strip, const struct journey *journey, int32_t pence);

/* What the client has earned the provider comes from the money set aside, as far as it goes; what is clawed back later
   does not go back to it. */
void funds_use_commitment(struct journey *journey, int32_t pence);

/* At the end of the journey: the rest of the money set aside comes back. */
void funds_release_commitment(const struct world *world, struct strip *strip, struct journey *journey);

/* Pence of a budget that are set aside for what is still to be paid of a journey's service, or for a programme's fees.
 */
int64_t funds_set_aside(const struct world *world, const struct journey *journey);

/* What the funds hold at the end of the week, parts of a year's budget that are still to be released included. */
void funds_count_left(const struct world *world);

/* In the run's last week: what the open year has left beyond the budget of its remaining weeks is counted as if the
   year ended. */
void funds_close_run(const struct world *world);

static inline bool funds_are_pooled(const struct world *world, size_t area)
{
    return (int)rules_of_area(world, area)->funding.pool == TOGGLE_ON;
}

/* Whether a stream starts no more people than there is money for: a programme does when its attachments are charged. */
static inline bool funds_limit(const struct world *world, size_t area, size_t stream)
{
    return !stream_is_programme((uint8_t)stream) || rules_of_area(world, area)->funding.commitment[stream] > 0;
}

/* Whether the fund has a budget of its own: a programme's has one while the programme is open, too. */
static inline bool funds_have_budget(const struct world *world, size_t area, size_t stream)
{
    return funds_limit(world, area, stream) &&
           (!stream_is_programme((uint8_t)stream) || rules_of_area(world, area)->gateway.open[stream] > 0);
}

#endif
