/* Choice of provider by the person: what speaks for a provider, and a taste that belongs to person and provider. */
#ifndef ROUTEWAY_PROCESSES_CHOOSE_H
#define ROUTEWAY_PROCESSES_CHOOSE_H

#include "agents/world.h"

/* A provider that can be chosen, and what speaks for it: Q16 of a unit of taste. */
struct choice_option {
    enum provider provider;
    int32_t score;
};

/* The rule: of a list that is not empty, the provider of the highest score plus taste; the first by number among
   equals. Tastes are Gumbel distributed, so that shares are as exp(score); that for a provider depends on nothing else.
 */
enum provider choose_among(struct random_key key, uint32_t person, const struct choice_option *options, size_t count);

/* The rule: binary logarithm of the published performance, Q16. Outcomes for each of `of` - attachments, or the
   outcomes expected of them, in Q16 - drawn towards what is expected of a provider of which nothing is known. */
int32_t choose_performance(const struct choice_params *rules, int64_t outcomes, int64_t of_q16, bool adjusted);

/* The rule: chance of a job outcome, Q16, that is expected of a person who is attached in a payment group. */
int32_t choose_expected(const struct world *world, uint32_t row, enum payment_group group);

/* Of the programme's providers in the person's area, but for prime contractors without the contract. None where the
   rules let nobody choose: false. */
bool choose_programme_provider(const struct world *world, uint32_t row, enum stream stream, enum provider *chosen);

/* Of those that take vouchers in the person's area. */
bool choose_voucher_provider(const struct world *world, uint32_t row, enum barrier barrier, enum provider *chosen);

/* An attachment counts for the provider's performance, with what is expected of the person. */
void choose_count_attached(const struct world *world, struct strip *strip, const struct journey *journey);

/* At the end of a quarter: the figures of the quarter before it are published, those of a year ago forgotten. */
void choose_publish(struct world *world);

#endif
