/* Gateway: who is referred to provision and when, waiting for a place and for money, the start. */
#ifndef ROUTEWAY_PROCESSES_GATEWAY_H
#define ROUTEWAY_PROCESSES_GATEWAY_H

#include "agents/journeys.h"

struct gateway_tables {
    uint32_t referral;              /* weekly probability of a JSA claimant who has reached the duration */
    uint32_t esa, ex_ib, volunteer; /* of the sick */
    uint32_t attachment, give_up, voucher_use;
    uint32_t refer[STREAM_COUNT];
    uint32_t come[STREAM_COUNT];     /* of claimants of other benefits than JSA */
    uint32_t come_most[CLAIM_COUNT]; /* to any of the streams that are open and for the benefit; 0 for JSA */
};

/* The rule: payment group of a JSA claimant. early: has early access to the programme. */
enum payment_group gateway_group(bool offender, bool early, int32_t years);

/* The rule: payment group of a client so far from work (the barriers added up, 1/255). */
enum payment_group gateway_distance_group(const struct gateway_params *rules, int32_t distance);

/* The rule: weeks of the claim from which a person of the group is referred; repeat claimants by the rule for them. */
int32_t gateway_threshold(const struct gateway_params *rules, enum payment_group group, bool repeat);

/* The rule: whether the skills or the support stream is for claimants of the benefit at that age. */
bool gateway_is_for(const struct funding_params *funding, enum stream stream, enum claim claim, enum age_band age);

/* The rule: the open stream that covers a barrier and is for such persons; STREAM_COUNT when none is. */
enum stream gateway_stream(const struct rules *rules, const struct funding_params *funding, enum barrier barrier,
                           enum claim claim, enum age_band age);

/* Whether a person referred to a programme, by this draw, meets its provider this week. */
bool gateway_meets(const struct world *world, uint32_t row, uint32_t draw);

enum status gateway_prepare(struct world *world, struct error *error) MUST_CHECK;
/* New referrals. Last week's JSA claimants are looked at. */
void gateway_refer_clients(struct world *world, struct strip *strip);
void gateway_refer_sick(struct world *world, struct strip *strip);
/* Claimants of other benefits than JSA who come to a stream of their own accord. */
void gateway_refer_others(struct world *world, struct strip *strip);
/* Trust of an area's agencies: grows while they work together, is lost when their staff changes. */
void gateway_trust(struct world *world);
/* Budgets of a new financial year, and the parts of the year's that are released. */
void gateway_budgets(struct world *world);
/* Room for this week's waiting lists. */
void gateway_open_lists(struct world *world);
/* Those of the strip who wait, and the places that are taken. */
void gateway_list(struct world *world, struct strip *strip);
/* Those of all strips, area by area. */
void gateway_queue(struct world *world);
/* Each quarter, where money is controlled by areas or a centre: it goes where persons wait, or by population. */
void gateway_move_money(struct world *world);
/* The neediest of an area are let in as long as there are places and money. */
void gateway_admit(struct world *world, size_t area);
/* Attachments, starts of services, and those who give up waiting. */
void gateway_start(struct world *world, struct strip *strip);

#endif
