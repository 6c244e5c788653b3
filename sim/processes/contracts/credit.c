/* Credit for job outcomes that is shared with agencies who served the person before; outcomes paid for twice. */
#include "agents/counts.h"
#include "agents/credits.h"
#include "agents/services.h"
#include "processes/contracts/contracts.h"

/* The payment names the spell that the person is in, as every other. */
static void pay(const struct world *world, struct strip *strip, const struct credit *credit, int32_t pence)
{
    struct journey of = {.row = credit->row,
                         .referred = credit->ended,
                         .attached = credit->ended,
                         .stream = credit->stream,
                         .fund = credit->stream,
                         .provider = credit->provider,
                         .group = credit->group};
    journey_pay(world, strip, &of, PAYMENT_CREDIT, pence);
    count_weekly(world, strip, COUNT_credited_outcomes, 0, credit->stream, 1, STREAM_COUNT);
    if (credit->stream == STREAM_SKILLS)
        count_weekly(world, strip, COUNT_course_fees, 0, credit->how, pence, COURSE_END_COUNT);
}

/* Whether another stream has been paid for an outcome in the person's present job. Of those credited in one week the
   lower code comes first. */
static bool is_paid(const struct world *world, const struct strip *strip, uint32_t row, uint8_t stream)
{
    int16_t spell = world->persons.job_since[row];
    const struct journey *journey = journey_of(world, row);
    if (journey && journey->stream != stream && journey->outcome_pence > 0 && journey->outcome_spell == spell)
        return true;
    for (uint32_t i = 0; i < strip->n_credits; i++) {
        const struct credit *other = &strip->credits[i];
        if (other->row == row && other->stream != stream && other->spell == spell &&
            (!other->due || other->stream < stream))
            return true;
    }
    return false;
}

static void count_twice(const struct world *world, struct strip *strip, uint32_t row, int32_t pence)
{
    bool again = false;
    for (uint32_t i = 0; i < strip->n_credits; i++)
        if (strip->credits[i].row == row) {
            again |= strip->credits[i].twice;
            strip->credits[i].twice = 1;
        }
    count_weekly(world, strip, COUNT_persons_paid_twice, 0, 0, !again, 1);
    count_weekly(world, strip, COUNT_outcomes_paid_twice, 0, 0, 1, 1);
    count_weekly(world, strip, COUNT_pence_paid_twice, 0, 0, pence, 1);
}

/* Together the shares take no more than the provider's own part of the fee. */
static void share_fee(const struct world *world, struct strip *strip, struct journey *journey, int32_t fee)
{
    const double *share = rules_of(world, journey->row)->credit.share;
    struct credit *earlier[STREAM_COUNT];
    int32_t own = fee - journey_partner_part(world, journey, fee);
    double sum = 0;
    for (int s = 0; s < STREAM_COUNT; s++) {
        earlier[s] = s == journey->stream ? NULL : credits_find(strip, journey->row, (uint8_t)s);
        if (earlier[s] && earlier[s]->paid)
            earlier[s] = NULL;
        sum += earlier[s] ? share[s] : 0;
    }
    for (int s = 0; s < STREAM_COUNT; s++) {
        int32_t part = earlier[s] ? (int32_t)(own * (share[s] / (sum > 1 ? sum : 1))) : 0;
        if (part == 0)
            continue;
        earlier[s]->paid = 1;
        journey_pay(world, strip, journey, PAYMENT_CREDIT, -part);
        pay(world, strip, earlier[s], part);
    }
}

void credit_outcome(const struct world *world, struct strip *strip, struct journey *journey, int32_t fee)
{
    uint32_t row = journey->row;
    if (fee == 0)
        return;
    if ((int)rules_of(world, row)->credit.funding == CREDIT_FUNDING_FROM_PROGRAMME)
        share_fee(world, strip, journey, fee);
    if (is_paid(world, strip, row, journey->stream))
        count_twice(world, strip, row, fee);
}

void credit_retention(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct credit_params *rules = &rules_of(world, row)->credit;
    if (journey->stream != STREAM_SKILLS || journey_is_elsewhere(journey) || !p->service[row] ||
        world->week - journey->attached != (int32_t)rules->retention_weeks)
        return;
    int32_t fee = (int32_t)(rules->retention_fee + 0.5);
    journey->fees += fee;
    journey_pay(world, strip, journey, PAYMENT_RETENTION, fee);
}

/* Pence of new money for an outcome that is complete this week. */
static int32_t new_money(const struct world *world, const struct credit *credit)
{
    const struct credit_params *rules = &rules_of(world, credit->row)->credit;
    if (credit->paid || (int)rules->funding != CREDIT_FUNDING_NEW_MONEY ||
        credit->weeks_worked < (int32_t)rules->outcome_weeks)
        return 0;
    return (int32_t)(rules->outcome_fee * rules->share[credit->stream] + 0.5);
}

/* A week of one who is followed. True when the agency is credited. */
static bool follow(const struct world *world, struct strip *strip, struct credit *credit)
{
    const struct persons *p = &world->persons;
    if (p->activity[credit->row] != ACTIVITY_EMPLOYED || world->week <= credit->ended)
        return false;
    credit->weeks_worked++;
    int32_t pence = new_money(world, credit);
    if (pence == 0)
        return false;
    credit->paid = credit->due = 1;
    credit->spell = p->job_since[credit->row];
    pay(world, strip, credit, pence);
    return true;
}

/* What was credited this week is compared when all of it is known. */
static void find_twice(const struct world *world, struct strip *strip)
{
    for (uint32_t i = 0; i < strip->n_credits; i++) {
        const struct credit *credit = &strip->credits[i];
        if (credit->due && is_paid(world, strip, credit->row, credit->stream)) {
            const struct credit_params *rules = &rules_of(world, credit->row)->credit;
            count_twice(world, strip, credit->row, (int32_t)(rules->outcome_fee * rules->share[credit->stream] + 0.5));
        }
    }
    for (uint32_t i = 0; i < strip->n_credits; i++)
        strip->credits[i].due = 0;
}

void credit_follow(const struct world *world, struct strip *strip)
{
    bool credited = false;
    /* from the last to the first: one that is forgotten is replaced by one that has been seen */
    for (uint32_t i = strip->n_credits; i-- > 0;) {
        struct credit *credit = &strip->credits[i];
        int32_t window = (int32_t)rules_of(world, credit->row)->credit.window_weeks;
        if (world->persons.activity[credit->row] == ACTIVITY_OUT || world->week - credit->ended > window)
            credits_forget(strip, credit);
        else
            credited |= follow(world, strip, credit);
    }
    if (credited)
        find_twice(world, strip);
}
