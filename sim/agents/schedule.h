/* Payment schedules: what the contract of a journey pays for, worked out from the rows of contracts and schedules. */
#ifndef ROUTEWAY_AGENTS_SCHEDULE_H
#define ROUTEWAY_AGENTS_SCHEDULE_H

#include "agents/world.h"

/* Shares in billionths: whatever the share, a fee of up to a million pounds comes to the right penny. */
#define SCHEDULE_SHARE_ONE INT64_C(1000000000)

#define FIELD(type, name, sentence) type name;
struct schedule {
#include "agents/schedule.fields.def"
};
#undef FIELD

/* Those of a regime this week: places in world->schedules. */
struct schedule_tables {
    uint32_t place[PAYMENT_GROUP_COUNT][CONTRACT_YEAR_COUNT];
    bool at_attachment; /* a journey keeps the schedule of its attachment */
};

/* The rule: the schedule of a payment group in a year of the contract. */
struct schedule schedule_from(const struct rules *rules, enum payment_group group, enum contract_year year);

/* The rule: year of the contract under which a stream pays on a day. Streams that sell services have one contract. */
enum contract_year schedule_year(const struct rules *rules, enum stream stream, int32_t day);

/* The schedules of the week. A schedule once made stays where it is for the journeys that keep it. */
enum status schedules_prepare(struct world *world, struct error *error) MUST_CHECK;

/* The journey's contract begins: its year, and the schedule of the day. */
void schedule_begin(const struct world *world, struct journey *journey);

/* What the journey's contract pays for. */
const struct schedule *schedule_of(const struct world *world, const struct journey *journey);

#endif
