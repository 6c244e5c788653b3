#include "agents/life.h"
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "agents/income.h"
#include "core/memory.h"

void life_contribute_accounts(const struct world *self, struct strip *strip, uint32_t row, int32_t week, int sign)
{
    size_t area = self->persons.area[row];
    income_add(self, row, week, sign, strip->stock + self->count_offset[COUNT_accounts] + area * ACCOUNT_COUNT);
}

void life_contribute(const struct world *self, struct strip *strip, uint32_t row, int sign)
{
    const struct persons *p = &self->persons;
    size_t area = p->area[row];
    count_stock(self, strip, COUNT_persons, area, state_of(p->activity[row], p->claim[row]), sign, STATE_COUNT);
    count_stock(self, strip, COUNT_claims, area, p->claim[row], sign, CLAIM_COUNT);
    if (p->activity[row] != ACTIVITY_OUT)
        life_contribute_accounts(self, strip, row, self->week, sign);
    if (p->activity[row] != ACTIVITY_EMPLOYED)
        return;
    count_stock(self, strip, COUNT_jobs, p->job_area[row], p->job_sector[row], sign, SECTOR_COUNT);
    count_stock(self, strip, COUNT_temporary_jobs, p->job_area[row], 0,
                sign * (p->job_contract[row] == CONTRACT_TEMPORARY), 1);
    count_stock(self, strip, COUNT_hours_worked, area, 0, sign * (int64_t)p->job_hours[row], 1);
    count_stock(self, strip, COUNT_earnings, area, 0, sign * (int64_t)p->wage[row] * p->job_hours[row], 1);
    count_stock(self, strip, COUNT_low_paid, area, 0, sign * (p->wage[row] < self->rules[0].progression.low_pay_line),
                1);
}

enum claim_age claim_age_of(int32_t weeks)
{
    return weeks < 13 ? CLAIM_AGE_0_13 : weeks < 26 ? CLAIM_AGE_13_26 : weeks < 52 ? CLAIM_AGE_26_52 : CLAIM_AGE_52;
}

/* Keeps the claim's start, so that the person can be looked up after 13 to 104 weeks. */
static void follow_start(const struct world *self, struct strip *strip, uint32_t row)
{
    const struct persons *p = &self->persons;
    struct error error;
    if (memory_grow(&strip->starts, &strip->starts_room, strip->n_starts + 1, sizeof *strip->starts, &error) !=
        STATUS_OK) {
        strip->failed = 1;
        return;
    }
    strip->starts[strip->n_starts++] = (struct start){row, p->wage[row], p->claims_made[row]};
}

static void start_claim(const struct world *self, struct strip *strip, uint32_t row)
{
    const struct persons *p = &self->persons;
    p->claim_since[row] = (int16_t)self->week;
    if (p->claims_made[row] < UINT8_MAX)
        p->claims_made[row]++;
    count_weekly(self, strip, COUNT_claim_starts, p->area[row], 0, 1, 1);
    count_cohort(self, strip, COUNT_cohort_claims, self->week, 0, 1);
    follow_start(self, strip, row);
    if (!jsa_is_repeat(self, row))
        return;
    count_weekly(self, strip, COUNT_claim_starts_repeat, p->area[row], 0, 1, 1);
    count_cohort(self, strip, COUNT_cohort_repeat_claims, self->week, 0, 1);
}

static void end_claim(const struct world *self, struct strip *strip, uint32_t row, enum claim_end end)
{
    const struct persons *p = &self->persons;
    enum claim_age age = claim_age_of(self->week - p->claim_since[row]);
    count_weekly(self, strip, COUNT_claim_ends, p->area[row], end, 1, CLAIM_END_COUNT);
    count_cohort(self, strip, COUNT_cohort_claims_ended, p->claim_since[row], age, CLAIM_AGE_COUNT);
    if (jsa_is_repeat(self, row))
        count_cohort(self, strip, COUNT_cohort_repeat_claims_ended, p->claim_since[row], age, CLAIM_AGE_COUNT);
    p->claim_ended[row] = (int16_t)self->week;
    p->sanction_until[row] = WEEK_NONE;
    p->contact[row] = 0;
}

void life_record_spell(const struct world *self, struct strip *strip, uint32_t row, int32_t end_week, int open)
{
    const struct persons *p = &self->persons;
    bool employed = p->activity[row] == ACTIVITY_EMPLOYED;
    int32_t start = employed ? p->job_since[row] : p->state_since[row];
    if (!(p->flags[row] & PERSON_RECORDED) || p->activity[row] == ACTIVITY_OUT || (start >= end_week && !open))
        return;
    struct error error;
    if (memory_grow(&strip->spells, &strip->spells_room, strip->n_spells + 1, sizeof *strip->spells, &error) !=
        STATUS_OK) {
        strip->failed = 1;
        return;
    }
    strip->spells[strip->n_spells++] = (struct spell_row){
        row,
        start,
        end_week,
        p->area[row],
        employed ? p->job_area[row] : UINT16_MAX,
        employed ? p->wage[row] : 0,
        (uint8_t)state_of(p->activity[row], p->claim[row]),
        p->claim[row],
        (uint8_t)open,
    };
}

/* What follows when claim or activity become other ones; jobs are the callers' concern. */
static void set_state(const struct world *self, struct strip *strip, uint32_t row, enum activity activity,
                      enum claim claim, enum claim_end end)
{
    const struct persons *p = &self->persons;
    enum labour_state before = state_of(p->activity[row], p->claim[row]);
    enum labour_state after = state_of((uint8_t)activity, (uint8_t)claim);
    if (before != after)
        life_record_spell(self, strip, row, self->week, 0);
    if (is_jsa(p->claim[row]) && !is_jsa((uint8_t)claim))
        end_claim(self, strip, row, end);
    bool starts = !is_jsa(p->claim[row]) && is_jsa((uint8_t)claim);
    p->activity[row] = (uint8_t)activity;
    p->claim[row] = (uint8_t)claim;
    if (before != after)
        p->state_since[row] = (int16_t)self->week;
    if (starts)
        start_claim(self, strip, row);
    candidates_touch(self, row);
}

void life_change(const struct world *self, struct strip *strip, uint32_t row, enum activity activity, enum claim claim,
                 enum claim_end end)
{
    const struct persons *p = &self->persons;
    bool was_jsa = is_jsa(p->claim[row]);
    life_contribute(self, strip, row, -1);
    set_state(self, strip, row, activity, claim, end);
    life_contribute(self, strip, row, +1);
    if (!was_jsa && is_jsa((uint8_t)claim) && p->left_benefit[row]) {
        if (self->week - p->employed_since[row] < 13)
            count_cohort(self, strip, COUNT_cohort_hired_back_13, p->employed_since[row], 0, 1);
        p->left_benefit[row] = 0;
    }
}

static enum hire_from hired_from(const struct persons *p, uint32_t row)
{
    switch (state_of(p->activity[row], p->claim[row])) {
    case STATE_EMPLOYED:
        return HIRE_FROM_JOB;
    case STATE_CLAIMANT:
        return HIRE_FROM_CLAIMANT;
    case STATE_UNEMPLOYED:
        return HIRE_FROM_UNEMPLOYED;
    default:
        return HIRE_FROM_INACTIVE;
    }
}

static void take_job(const struct persons *p, uint32_t row, const struct job *job, int32_t week)
{
    p->job_area[row] = job->area;
    p->job_sector[row] = job->sector;
    p->job_band[row] = job->band;
    p->job_size[row] = job->size;
    p->job_contract[row] = job->contract;
    p->job_hours[row] = job->hours;
    p->match[row] = job->match;
    p->wage[row] = job->wage;
    p->job_since[row] = (int16_t)week;
}

void life_hire(const struct world *self, struct strip *strip, uint32_t row, const struct job *job)
{
    const struct persons *p = &self->persons;
    enum hire_from from = hired_from(p, row);
    count_weekly(self, strip, COUNT_hires, p->area[row], from, 1, HIRE_FROM_COUNT);
    life_contribute(self, strip, row, -1);
    if (from == HIRE_FROM_JOB) {
        life_record_spell(self, strip, row, self->week, 0);
        candidates_touch(self, row);
    } else {
        bool claimed = from == HIRE_FROM_CLAIMANT;
        set_state(self, strip, row, ACTIVITY_EMPLOYED, CLAIM_NONE, CLAIM_END_WORK);
        p->employed_since[row] = (int16_t)self->week;
        p->left_benefit[row] = claimed;
        p->flags[row] &= (uint8_t)~PERSON_CORE;
        if (claimed)
            count_cohort(self, strip, COUNT_cohort_hired, self->week, 0, 1);
    }
    take_job(p, row, job, self->week);
    life_contribute(self, strip, row, +1);
}

void life_leave_job(const struct world *self, struct strip *strip, uint32_t row, enum job_end why,
                    enum activity activity, enum claim claim)
{
    const struct persons *p = &self->persons;
    int32_t weeks = self->week - p->employed_since[row];
    count_weekly(self, strip, COUNT_job_ends, p->area[row], why, 1, JOB_END_COUNT);
    if (p->left_benefit[row] && weeks < 26)
        count_cohort(self, strip, COUNT_cohort_hired_left_26, p->employed_since[row], 0, 1);
    if (p->left_benefit[row] && weeks < 13)
        count_cohort(self, strip, COUNT_cohort_hired_left_13, p->employed_since[row], 0, 1);
    if (p->left_benefit[row] && weeks < 13 && is_jsa((uint8_t)claim))
        count_cohort(self, strip, COUNT_cohort_hired_back_13, p->employed_since[row], 0, 1);
    if (weeks >= 13 || is_jsa((uint8_t)claim))
        p->left_benefit[row] = 0;
    life_contribute(self, strip, row, -1);
    set_state(self, strip, row, activity, claim, CLAIM_END_WORK);
    p->out_of_work_since[row] = (int16_t)self->week;
    p->job_contract[row] = CONTRACT_PERMANENT;
    life_contribute(self, strip, row, +1);
}

void life_exit(const struct world *self, struct strip *strip, uint32_t row)
{
    const struct persons *p = &self->persons;
    if (p->activity[row] == ACTIVITY_EMPLOYED)
        life_leave_job(self, strip, row, JOB_END_RETIREMENT, ACTIVITY_OUT, CLAIM_NONE);
    else
        life_change(self, strip, row, ACTIVITY_OUT, CLAIM_NONE, CLAIM_END_OTHER);
}

void life_move(const struct world *self, struct strip *strip, uint32_t row, uint16_t area)
{
    life_contribute(self, strip, row, -1);
    self->persons.area[row] = area;
    life_contribute(self, strip, row, +1);
    candidates_touch(self, row);
}

void life_adjust_job(const struct world *self, struct strip *strip, uint32_t row, uint16_t wage, uint8_t hours,
                     uint8_t band, uint8_t contract)
{
    const struct persons *p = &self->persons;
    life_contribute(self, strip, row, -1);
    bool same_hazards = p->job_band[row] == band && p->job_contract[row] == contract;
    p->wage[row] = wage;
    p->job_hours[row] = hours;
    p->job_band[row] = band;
    p->job_contract[row] = contract;
    life_contribute(self, strip, row, +1);
    if (!same_hazards)
        candidates_touch(self, row);
}

void life_birth(const struct world *self, struct strip *strip, uint32_t row)
{
    const struct persons *p = &self->persons;
    life_contribute(self, strip, row, -1);
    p->child_birth_week[row] = (int16_t)self->week;
    p->flags[row] = (uint8_t)((p->flags[row] | PERSON_CARER) & ~PERSON_CHILDCARE);
    life_contribute(self, strip, row, +1);
    count_weekly(self, strip, COUNT_births, p->area[row], 0, 1, 1);
}

void life_sanction(const struct world *self, struct strip *strip, uint32_t row, int32_t until)
{
    const struct persons *p = &self->persons;
    life_contribute(self, strip, row, -1);
    p->sanction_until[row] = (int16_t)until;
    life_contribute(self, strip, row, +1);
    count_weekly(self, strip, COUNT_sanctions, p->area[row], 0, 1, 1);
    candidates_touch(self, row);
}
