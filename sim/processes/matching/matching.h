/* Search and matching: applications, ranking, offers, acceptance, hires. */
#ifndef ROUTEWAY_PROCESSES_MATCHING_H
#define ROUTEWAY_PROCESSES_MATCHING_H

#include "agents/search.h"
#include "agents/world.h"

#define MATCHING_MOST 3 /* applications of a person in a week */

/* P(at least k applications) by log rate, k = 1..MATCHING_MOST: a Poisson number, drawn by the lane's draw. */
struct matching_tables {
    struct hazard_table at_least[MATCHING_MOST];
};

/* What an employer sees of an applicant. */
struct matching_applicant {
    int32_t search; /* 1/32 standard deviation: fixed effect and what was learned */
    bool employed, condition, offender;
    int32_t weeks_out; /* of work */
};

/* The rule: an employer's opinion, 1/32 standard deviation of its noise. */
int32_t matching_score(const struct search_tables *tables, const struct matching_params *rules,
                       const struct matching_applicant *applicant, int32_t noise);

/* The rule: match quality below which a person out of work declines an offer, 1/32 standard deviation. */
int32_t matching_reservation(const struct search_tables *tables, int32_t weeks_out, int32_t dose);

/* The rule: what that quality rises by under contact with an adviser who is paid for lasting work. */
int32_t matching_patience(const struct search_tables *tables, int32_t dose);

/* Puts an applicant forward for a vacancy; the best so far stays. Safe from several threads, whatever the order. */
void matching_put_forward(struct vacancies *vacancies, uint32_t slot, uint32_t rank, uint32_t id);

enum status matching_prepare(struct world *world, struct error *error) MUST_CHECK;
void matching_apply(struct world *world, struct strip *strip);
void matching_offer(struct world *world, size_t area);
void matching_deal(struct world *world); /* offers to the strips of those who get them */
void matching_accept(struct world *world, struct strip *strip);
void matching_vacancies(struct world *world); /* counts those that are left */

#endif
