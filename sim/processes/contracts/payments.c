#include "processes/contracts/payments.h"
#include "agents/journeys.h"

static void earn(struct earnings *earnings, enum payment_event event, int32_t pence)
{
    earnings->of[earnings->n++] = (struct earned){event, pence};
}

/* Weeks are settled once, whatever becomes of the interval. */
void payments_service_fee(const struct schedule *terms, int32_t week, struct journey *journey,
                          struct earnings *earnings)
{
    int32_t weeks = week - journey->attached, settled = journey->fee_weeks;
    if (weeks - settled < terms->service_fee_every)
        return;
    journey->fee_weeks = (int16_t)weeks;
    int32_t last = weeks < terms->service_fee_weeks ? weeks : terms->service_fee_weeks;
    if (terms->service_fee > 0 && last > settled)
        earn(earnings, PAYMENT_SERVICE_FEE, (last - settled) * terms->service_fee);
}

/* A plan that stood before a job began, or is made after one was lost. */
static void engage(const struct schedule *terms, struct journey *journey, struct earnings *earnings)
{
    if (journey->stage != JOURNEY_SERVICES || journey->done & JOURNEY_DONE_ENGAGEMENT)
        return;
    journey->done |= JOURNEY_DONE_ENGAGEMENT;
    earn(earnings, PAYMENT_ENGAGEMENT, terms->engagement);
}

static void begin_work(const struct schedule *terms, struct journey *journey, struct earnings *earnings)
{
    if (journey->stage == JOURNEY_ACTION_PLAN) /* no plan was needed */
        journey->done |= JOURNEY_DONE_ENGAGEMENT;
    journey->stage = journey->outcome ? JOURNEY_AFTERCARE : JOURNEY_PLACEMENT;
    if (journey->job_starts < UINT8_MAX)
        journey->job_starts++;
    if (journey->job_starts <= terms->job_start_most)
        earn(earnings, PAYMENT_JOB_START, terms->job_start);
}

static void lose_work(const struct schedule *terms, int32_t week, struct journey *journey, struct earnings *earnings)
{
    journey->stage = JOURNEY_SERVICES;
    bool early = journey->outcome && week - journey->outcome_week <= terms->claw_back_weeks;
    if (!early || journey->done & JOURNEY_DONE_CLAW_BACK)
        return;
    journey->done |= JOURNEY_DONE_CLAW_BACK;
    int64_t back = journey->outcome_pence * terms->claw_back;
    earn(earnings, PAYMENT_CLAW_BACK, -(int32_t)((back + SCHEDULE_SHARE_ONE / 2) / SCHEDULE_SHARE_ONE));
}

/* A week in work counts; a job lost brings the client back to services. */
static void follow(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                   struct earnings *earnings)
{
    bool placed = journey->stage == JOURNEY_PLACEMENT || journey->stage == JOURNEY_AFTERCARE;
    if (now->works && journey->weeks_worked < UINT16_MAX)
        journey->weeks_worked++;
    journey->weeks_running = now->works ? (uint16_t)(journey->weeks_running + 1) : 0;
    if (now->works && !placed)
        begin_work(terms, journey, earnings);
    else if (!now->works && placed)
        lose_work(terms, now->week, journey, earnings);
    if (now->works != placed)
        journey->stage_since = (int16_t)now->week;
}

static void outcome(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                    struct earnings *earnings)
{
    journey->outcome = 1;
    journey->outcome_week = journey->stage_since = (int16_t)now->week;
    journey->outcome_pence = terms->outcome;
    journey->outcome_spell = now->job_since;
    journey->stage = JOURNEY_AFTERCARE;
    earn(earnings, PAYMENT_JOB_OUTCOME, terms->outcome);
}

/* One of outcome and sustainment a week. */
static void weeks_in_work(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                          struct earnings *earnings)
{
    int32_t weeks = terms->continuous ? journey->weeks_running : journey->weeks_worked;
    int32_t next = terms->outcome_weeks + (journey->sustained + 1) * terms->sustainment_weeks;
    if (!journey->outcome && weeks >= terms->outcome_weeks) {
        outcome(terms, now, journey, earnings);
    } else if (journey->outcome && journey->sustained < terms->sustainment_most && weeks >= next) {
        journey->sustained++;
        earn(earnings, PAYMENT_SUSTAINMENT, terms->sustainment);
    }
}

static bool can_progress(const struct schedule *terms, const struct client_week *now, const struct journey *journey)
{
    return terms->progression > 0 && journey->wage_before > 0 && !(journey->done & JOURNEY_DONE_PROGRESSION) &&
           now->week - journey->attached < now->programme;
}

static void progress(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                     struct earnings *earnings)
{
    int64_t needed = journey->wage_before * (SCHEDULE_SHARE_ONE + terms->progression_gain);
    if (!can_progress(terms, now, journey) || journey->weeks_running < terms->progression_weeks ||
        now->wage * SCHEDULE_SHARE_ONE < needed)
        return;
    journey->done |= JOURNEY_DONE_PROGRESSION;
    earn(earnings, PAYMENT_PROGRESSION, terms->progression);
}

void payments_pass_week(const struct schedule *terms, const struct client_week *now, struct journey *journey,
                        struct earnings *earnings)
{
    payments_service_fee(terms, now->week, journey, earnings);
    engage(terms, journey, earnings);
    follow(terms, now, journey, earnings);
    if (!now->works)
        return;
    weeks_in_work(terms, now, journey, earnings);
    progress(terms, now, journey, earnings);
}

/* While something can still be taken back, or a rise of pay be earned, the provider stays with a client in work. */
bool payments_are_over(const struct schedule *terms, const struct client_week *now, const struct journey *journey,
                       enum journey_end *why)
{
    bool can_lose = now->works && terms->claw_back > 0 && !(journey->done & JOURNEY_DONE_CLAW_BACK) &&
                    journey->outcome && now->week - journey->outcome_week < terms->claw_back_weeks;
    bool paid = journey->outcome && journey->sustained >= terms->sustainment_most;
    *why = JOURNEY_END_ALL_PAID;
    if (paid && !can_lose && !can_progress(terms, now, journey))
        return true;
    *why = JOURNEY_END_TIME;
    return !now->works && !now->has_a_service && now->week - journey->attached >= now->programme;
}
