/* Where a person passes from one agency to another: whether the person and the record arrive, and what it costs in
   weeks and adviser time when they do not (rows: integration, gateway). One set of rules for every seam. */
#ifndef ROUTEWAY_AGENTS_HANDOVER_H
#define ROUTEWAY_AGENTS_HANDOVER_H

#include "agents/journeys.h"

/* The rule: completeness of two agencies' records put together, 1 - (1 - a)(1 - b). */
uint8_t handover_combined(uint8_t a, uint8_t b);

/* Whether the jobcentre assesses in a form that all agencies use. */
static inline bool handover_is_common(const struct rules *rules)
{
    return (int)rules->integration.common_assessment == TOGGLE_ON;
}

/* The jobcentre's record of a person, with the assessments that it made or got back from a programme's provider. */
uint8_t handover_jobcentre_record(const struct world *world, uint32_t row);

/* The rule: the provider's record once the action plan stands. arrived: the record that came along, or 0. */
uint8_t handover_assessed(const struct rules *rules, uint8_t arrived);

/* The rule: weeks that an assessment on arrival takes. */
int32_t handover_weeks(const struct rules *rules, enum seam seam, bool arrives);

/* The rule: seconds that it takes, when so much is recorded already. */
int64_t handover_seconds(const struct rules *rules, uint8_t known, bool arrives);

/* The rule: seconds a week that a client of a programme takes besides contact. */
int64_t handover_case_seconds(const struct rules *rules);

/* The rule: persons who drop out of a service, against those who do without key workers and co-production. */
double handover_leavers(const struct rules *rules);

/* The person's draw at a seam: word 0 of the record, 1 of the person. */
struct random_block handover_draw(const struct world *world, uint32_t row, enum seam seam);

/* Whether the agencies that the person meets are under one roof: settled once for each person. */
bool handover_one_roof(const struct world *world, uint32_t row);

/* Whether prison and probation services pass the person on to the jobcentre: settled once for each person. */
bool handover_from_justice(const struct world *world, uint32_t row);

/* Whether a partner has the service for the person this week. */
bool handover_finds_link(const struct world *world, uint32_t row, enum service service);

/* How much the agencies of an area rely on each other, 0..1: 1 where trust has no weight. */
double handover_reliance(const struct world *world, size_t area);

/* Whether the person is lost at the seam; counted. */
bool handover_loses(const struct world *world, struct strip *strip, uint32_t row, enum seam seam);

/* A person arrives: counts, and says whether what the last agency knows arrives too. draw: decides of the record. */
bool handover_record(const struct world *world, struct strip *strip, const struct journey *journey, enum seam seam,
                     uint8_t known, uint32_t draw);

/* The assessment on arrival: the time of a programme's advisers, and what is lost when it has been made before. */
void handover_assess(const struct world *world, struct strip *strip, const struct journey *journey, enum seam seam,
                     uint8_t known, bool arrives);

/* The jobcentre's assessment at a referral, where it is common to all agencies. */
void handover_assess_in_common(const struct world *world, uint32_t row);

/* A person whose time on a programme is over goes back to the jobcentre. */
void handover_to_jobcentre(const struct world *world, struct strip *strip, const struct journey *journey);

/* It is settled what is done for the person; the service begins so many weeks later. */
void handover_count_plan(const struct world *world, struct strip *strip, const struct journey *journey, int32_t later);

#endif
