/* Contracts: payments for what clients have reached, the programme's end, providers' staff and cash. */
#ifndef ROUTEWAY_PROCESSES_CONTRACTS_H
#define ROUTEWAY_PROCESSES_CONTRACTS_H

#include "agents/journeys.h"

/* The rule: what a week that ends in work or out of it brings about, for a client of the Work Programme. */
enum contracts_due { DUE_NOTHING, DUE_OUTCOME, DUE_SUSTAINMENT };
enum contracts_due contracts_due(const struct contracts_params *rules, const struct journey *journey);

/* The rule: what a bid is worth; quality and price in thousandths of what is usual. */
int64_t tender_score(const struct providers_params *rules, int64_t quality, int64_t price);

/* The rule: job outcomes a client-week, millionths; -1 when there were no clients. */
int64_t tender_rate(int64_t outcomes, int64_t client_weeks);

/* The rule: a bidder's quality against its rival's, thousandths of the mean of both; the fewer outcomes there have
   been, the less a difference says: with `half` of them, half. Who has no record yet is taken to be like the other. */
int64_t tender_quality(int64_t rate, int64_t rival, int64_t outcomes, int64_t half);

/* The rule: advisers who leave of their own accord, a week, with so many weeks left of the contract. */
double staff_quit_rate(const struct providers_params *rules, int32_t weeks_left);

/* Advisers of an office leave and are hired. */
void staff_settle(struct world *world, size_t area, size_t provider);

/* A share of an office's advisers leaves. */
void staff_leave(struct world *world, struct provider_office *office, size_t provider, double share);

/* Advisers join an office; whether they are new is the caller's to say. */
void staff_join(struct world *world, struct provider_office *office, size_t provider, double advisers);

/* Failures, awards and shifts of referrals in an area. */
void tender_area(struct world *world, size_t area);

/* Hands a client over to another provider, who has to begin with what is left of the record. */
void transfer_to(const struct world *world, struct strip *strip, struct journey *journey, enum provider provider);

/* The same for a client whose provider no longer holds the contract. */
void transfer_if_lost(const struct world *world, struct strip *strip, struct journey *journey);

enum status contracts_prepare(struct world *world, struct error *error) MUST_CHECK;
void contracts_events(struct world *world, struct strip *strip);
void contracts_offices(struct world *world);

#endif
