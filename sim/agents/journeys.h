/* Journeys through provision: one a person at a time, kept in a list of the person's strip. Their order says nothing:
   whatever is drawn or chosen is keyed by the person. */
#ifndef ROUTEWAY_AGENTS_JOURNEYS_H
#define ROUTEWAY_AGENTS_JOURNEYS_H

#include "agents/world.h"

/* What an agency believes when it knows nothing of a person beyond the age and the benefit. */
#define RECORD_COMPLETE 255

/* By whom a service is given: the provider, an agency outside the field, or a partner to whom the client was passed on.
 */
enum delivery { DELIVERY_OWN, DELIVERY_LINK, DELIVERY_PARTNER };

static inline struct journey *journey_of(const struct world *world, uint32_t row)
{
    uint32_t place = world->persons.journey[row];
    return place ? &world->strips[row / world->strip_rows].journeys[place - 1] : NULL;
}

/* A programme has advisers of its own and is paid by results; streams sell services. */
static inline bool stream_is_programme(uint8_t stream)
{
    return stream == STREAM_WORK_PROGRAMME || stream == STREAM_FND;
}

/* Whether an agency outside the field serves a stream's client: the stream's provider earns nothing by it. */
static inline bool journey_is_elsewhere(const struct journey *self)
{
    return !stream_is_programme(self->stream) && self->delivery == DELIVERY_LINK;
}

/* Whether a provider, rather than the jobcentre, gives the person contact time. */
static inline bool journey_has_adviser(const struct journey *self)
{
    return self && stream_is_programme(self->stream) && self->stage != JOURNEY_ENGAGED;
}

/* Whether the person's labour state has lasted since last week: what is paid for in a week names a spell of one week at
   least. */
static inline bool journey_is_settled(const struct world *world, uint32_t row)
{
    return world->persons.state_since[row] < world->week;
}

/* What is earned once (journey->done). */
enum { JOURNEY_DONE_ENGAGEMENT = 1, JOURNEY_DONE_PROGRESSION = 2, JOURNEY_DONE_CLAW_BACK = 4 };

/* A barrier of a person, 0..255. Caring binds for the main carer of a child under five without childcare. */
uint8_t journey_barrier(const struct persons *p, uint32_t row, int32_t week, enum barrier barrier);

/* The five barriers added up: how far from work the person is. */
uint32_t journey_distance(const struct persons *p, uint32_t row, int32_t week);

#define JOURNEY_DISTANCES (BARRIER_COUNT * UINT8_MAX + 1) /* numbers that a distance can be */

/* The fifth of this week's clients of all providers that the distance at the referral belongs to. */
enum distance_fifth journey_fifth(const struct world *world, const struct journey *self);

/* Refers a person, who has no journey, to a provider of a stream. NULL when memory runs out (the strip is marked). */
struct journey *journey_start(struct world *world, struct strip *strip, uint32_t row, enum stream stream,
                              enum provider provider);

/* Ends the journey and forgets it; the last journey of the strip takes its place in the list. */
void journey_end(struct world *world, struct strip *strip, struct journey *journey, enum journey_end why);

/* Records a journey of a person whose spells are recorded; open: cut off by the end of the run. */
void journey_record(const struct world *world, struct strip *strip, const struct journey *journey, enum journey_end why,
                    bool open);

/* Serial of the contract that a journey stands under: area of the person, provider, stream and year of the contract. */
uint32_t journey_contract(const struct journey *journey, size_t area);

/* What a contract pays of so many pence of published fees: programmes are let at a price. */
int32_t journey_priced(const struct journey *journey, int32_t pence);

/* Of a job outcome or a sustainment payment, what goes to the partner to whom the client was passed on. */
int32_t journey_partner_part(const struct world *world, const struct journey *journey, int32_t pence);

/* A provider has earned a payment for an event. It is made at once or, for work, when the weeks of validation are over,
   whatever has become of the person by then. The payment names the spell that the person is in, a claw-back the job
   that had earned the outcome. */
void journey_pay(const struct world *world, struct strip *strip, struct journey *journey, enum payment_event event,
                 int32_t pence);

/* Makes the payments of a strip that are due this week, and counts those that are still to come. */
void journeys_pay_due(const struct world *world, struct strip *strip);
void journeys_count_due(const struct world *world, struct strip *strip);

#endif
