/* Provision as several tests need it: few streams, hurried programmes, no limits. */
#ifndef ROUTEWAY_TESTS_SUPPORT_PROVISION_H
#define ROUTEWAY_TESTS_SUPPORT_PROVISION_H

#include "helpers.h"

/* One stream from a week on, and no other. */
static inline void open_alone(struct plan *plan, enum stream stream, int32_t from)
{
    set(plan, "gateway", "open", 0);
    change(plan, "gateway", "open", (struct plan_row){0, stream, 0, PLAN_SET, from, PLAN_ALWAYS_UNTIL, 1});
}

/* A programme alone that is in full swing within a year: it takes persons soon, has staff for them, and is paid soon.
 */
static inline void open_hurried_programme(struct plan *plan, enum stream stream, int32_t from)
{
    open_alone(plan, stream, from);
    set(plan, "gateway", "referral_weeks", 8);
    set(plan, "contracts", "outcome_weeks", 8);
    set(plan, "contracts", "sustainment_weeks", 2);
    set(plan, "provision", "staff_adjustment", 0.5);
}

/* Streams take claimants from the first week and whatever the barrier, and have places and money for all. */
static inline void lift_stream_limits(struct plan *plan)
{
    set(plan, "gateway", "stream_weeks", 0);
    set(plan, "gateway", "refer_barrier", 0);
    set(plan, "provision", "places", 1000);
    set(plan, "contracts", "budget", 1e7);
}

#endif
