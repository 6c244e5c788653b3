/* Streams that buy many services with little money, and the account of it: every pound allotted is found again. */
#ifndef ROUTEWAY_TESTS_SUPPORT_FUNDING_H
#define ROUTEWAY_TESTS_SUPPORT_FUNDING_H

#include "agents/funds.h"
#include "support/counts.h"

#define WEEKS 130 /* the run ends before its plan does: no year is closed for its end */
#define STREAMS (1U << STREAM_SKILLS | 1U << STREAM_SUPPORT)

static const struct model_options plain = {.threads = 2};

/* Residents of each area: enough for every kind of payment, and enough to count starts. */
#define FEW 1500
#define MANY 4000

static inline struct plan busy_plan(double residents)
{
    struct plan plan = made_up_plan(4, residents, 0.8, WEEKS + 10);
    set(&plan, "gateway", "stream_weeks", 2);
    set(&plan, "gateway", "refer_rate", 0.05);
    set(&plan, "contracts", "budget", 300);
    set(&plan, "demography", "move_rate", 0.5); /* refunds for persons who live elsewhere by then */
    return plan;
}

static inline int64_t of_streams(const struct model *model, enum count measure)
{
    return total_among(model, measure, STREAMS);
}

/* In funds, to be released, and set aside for what is paid on completion. */
static inline int64_t held(const struct model *model)
{
    const struct world *world = &model->world;
    int64_t sum = 0;
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        if (!stream_is_programme((uint8_t)(f % STREAM_COUNT)))
            sum += world->funds[f].left + world->funds[f].held;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (world->persons.service[journey->row] && !stream_is_programme(journey->stream))
                sum += journey->cost - journey->paid;
        }
    return sum;
}

static inline void assert_found_again(const struct model *model)
{
    int64_t public = of_streams(model, COUNT_payments_by_stream) - of_streams(model, COUNT_co_funding);
    assert_int_equal(of_streams(model, COUNT_allotted),
                     public + of_streams(model, COUNT_unspent) + total(model, COUNT_accountability_cost) + held(model));
    int32_t week = model->world.week;
    assert_int_equal(total_between(model, COUNT_budgets_left, STREAMS, week - 1, week), held(model));
    assert_true(public > 0);
    assert_int_equal(total_in(model, COUNT_payments, PAYMENT_CO_FUNDING), of_streams(model, COUNT_co_funding));
}

#endif
