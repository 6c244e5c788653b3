/* What a week earns a provider under the schedule of a client's contract: the rule, without a world. */
#ifndef ROUTEWAY_PROCESSES_PAYMENTS_H
#define ROUTEWAY_PROCESSES_PAYMENTS_H

#include "agents/schedule.h"

/* A client's week. */
struct client_week {
    int32_t week;
    bool works;
    uint16_t wage;      /* pence an hour */
    int16_t job_since;  /* week */
    int32_t programme;  /* weeks that the programme lasts for a person who is not in work then */
    bool has_a_service; /* in progress */
};

struct earned {
    enum payment_event event;
    int32_t pence; /* negative when it goes back */
};
#define EARNED_MOST 6 /* in a week */
struct earnings {
    int n;
    struct earned of[EARNED_MOST];
};

/* Lets the week pass for a client of a programme, attached before: work adds up, the stage follows, events are earned.
 */
void payments_pass_week(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                        struct earnings *earnings);

/* The service fee of the weeks that have not been settled, when there are enough of them. */
void payments_service_fee(const struct schedule *terms, int32_t week, struct journey *journey,
                          struct earnings *earnings);

/* Whether the programme is over after this week, and why. */
bool payments_are_over(const struct schedule *terms, const struct client_week *now, const struct journey *journey,
                       enum journey_end *why);

#endif
