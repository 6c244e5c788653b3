#include "record/targets.h"
#include "agents/axes.h"
#include "agents/measures.h"
#include "core/dates.h"
#include "core/memory.h"
#include <math.h>
#include <string.h>

/* Every measure added up over replicates and areas: [weeks][cells]. */
struct totals {
    size_t weeks;
    const int32_t *days;
    double *sums[COUNTS]; /* NULL until asked for */
    size_t cells[COUNTS];
    struct result *result;
    struct error *error;
    enum status status;
};

/* Years, months from `month` on, weeks that leave `ahead` weeks until the end, up to a month of the last year. */
struct span {
    int32_t first_year, last_year, month;
    size_t ahead;
    int32_t last_month; /* of the last year; 0 for all */
};

static double *add_up(const struct result_array *array, size_t weeks, size_t cells, struct error *error)
{
    double *sums = NULL;
    size_t replicates = array->shape[0], areas = result_array_extent(array, RESULT_DIM_AREA);
    if (memory_new(&sums, weeks * cells, sizeof *sums, error) != STATUS_OK)
        return NULL;
    for (size_t r = 0; r < replicates; r++)
        for (size_t w = 0; w < weeks; w++)
            for (size_t a = 0; a < areas; a++)
                for (size_t c = 0; c < cells; c++)
                    sums[w * cells + c] += array->values[((r * weeks + w) * areas + a) * cells + c];
    return sums;
}

/* NULL, with self->status set, when the file has not got it. */
static const double *sums_of(struct totals *self, enum count measure)
{
    size_t n_measures;
    const struct measure *about = &measures_all(&n_measures)[measure];
    struct result_array array = {0};
    if (self->sums[measure] || self->status != STATUS_OK)
        return self->sums[measure];
    self->status = result_measure(self->result, about->name, &array, self->error);
    if (self->status == STATUS_OK) {
        size_t cells = array.count / array.shape[0] / array.shape[1] / result_array_extent(&array, RESULT_DIM_AREA);
        if (cells != about->cells)
            self->status = error_set(self->error, STATUS_BAD_DATA, "%s: %s has %zu cells where this program knows %zu",
                                     result_path(self->result), about->name, cells, about->cells);
    }
    if (self->status == STATUS_OK) {
        self->cells[measure] = about->cells;
        self->sums[measure] = add_up(&array, self->weeks, about->cells, self->error);
        if (!self->sums[measure])
            self->status = STATUS_FAILED;
    }
    result_array_clear(&array);
    return self->sums[measure];
}

static bool in_span(const struct totals *self, const struct span *span, size_t week)
{
    struct date date = date_from_days(self->days[week]);
    return date.year >= span->first_year && date.year <= span->last_year && date.month >= span->month &&
           week + span->ahead < self->weeks &&
           !(span->last_month && date.year == span->last_year && date.month > span->last_month);
}

/* Sum of cells first..last over the weeks of the span. */
static double sum(struct totals *self, enum count measure, size_t first, size_t last, const struct span *span)
{
    const double *sums = sums_of(self, measure);
    double total = 0;
    for (size_t w = 0; sums && w < self->weeks; w++)
        for (size_t c = first; in_span(self, span, w) && c <= last; c++)
            total += sums[w * self->cells[measure] + c];
    return total;
}

static double single(struct totals *self, enum count measure, const struct span *span)
{
    return sum(self, measure, 0, 0, span);
}

static double persons(struct totals *self, enum labour_state first, enum labour_state last, const struct span *span)
{
    return sum(self, COUNT_persons, first, last, span);
}

/* A span without weeks gives 0 / 0, which is NAN: not covered. */
static double percent(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : (double)NAN;
}

static double state_share(struct totals *self, const struct span *span, double state)
{
    enum labour_state only = (enum labour_state)state;
    return percent(persons(self, only, only, span), persons(self, STATE_OUT + 1, STATE_COUNT - 1, span));
}

static double claimant_share(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    return percent(sum(self, COUNT_claims, CLAIM_JSA_CONTRIBUTORY, CLAIM_JSA_INCOME, span),
                   persons(self, STATE_OUT + 1, STATE_COUNT - 1, span));
}

static double unemployment_rate(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    double unemployed = persons(self, STATE_CLAIMANT, STATE_UNEMPLOYED, span);
    return percent(unemployed, unemployed + persons(self, STATE_EMPLOYED, STATE_EMPLOYED, span));
}

static double change(struct totals *self, const struct span *span, double published,
                     double (*level)(struct totals *, const struct span *, double), double argument)
{
    struct span first = *span, last = *span;
    first.last_year = span->first_year;
    last.first_year = span->last_year;
    double difference = level(self, &last, argument) - level(self, &first, argument);
    return published < 0 || published > 0 ? difference / published : difference;
}

static double employment_change(struct totals *self, const struct span *span, double published)
{
    return change(self, span, published, state_share, STATE_EMPLOYED);
}

static double claimant_change(struct totals *self, const struct span *span, double published)
{
    return change(self, span, published, claimant_share, 0);
}

/* The three flows out of one state stand together. */
static double survey_share(struct totals *self, const struct span *span, double flow)
{
    size_t cell = (size_t)flow, first = cell / 3 * 3;
    return percent(sum(self, COUNT_survey_flows, cell, cell, span),
                   sum(self, COUNT_survey_flows, first, first + 2, span));
}

static double ended_within(struct totals *self, const struct span *span, double weeks, enum count ended,
                           enum count begun)
{
    struct span followed = *span;
    followed.ahead = (size_t)weeks;
    size_t last = weeks > 26 ? CLAIM_AGE_26_52 : weeks > 13 ? CLAIM_AGE_13_26 : CLAIM_AGE_0_13;
    return percent(sum(self, ended, 0, last, &followed), single(self, begun, &followed));
}

static double claims_ended(struct totals *self, const struct span *span, double weeks)
{
    return ended_within(self, span, weeks, COUNT_cohort_claims_ended, COUNT_cohort_claims);
}

static double repeats_ended(struct totals *self, const struct span *span, double weeks)
{
    return ended_within(self, span, weeks, COUNT_cohort_repeat_claims_ended, COUNT_cohort_repeat_claims);
}

static double repeats_lasting(struct totals *self, const struct span *span, double weeks)
{
    return 100 - repeats_ended(self, span, weeks);
}

static double repeat_share(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    return percent(single(self, COUNT_claim_starts_repeat, span), single(self, COUNT_claim_starts, span));
}

static double duration_share(struct totals *self, const struct span *span, double from)
{
    return percent(sum(self, COUNT_claimants_by_duration, (size_t)from, CLAIM_AGE_COUNT - 1, span),
                   sum(self, COUNT_claimants_by_duration, 0, CLAIM_AGE_COUNT - 1, span));
}

static double longest_share(struct totals *self, const struct span *span, double argument)
{
    const double *sums = sums_of(self, COUNT_claimants_by_duration);
    double highest = (double)NAN, over = 0, all = 0;
    size_t run = 0;
    (void)argument;
    for (size_t w = 0; sums && w < self->weeks; w++) {
        if (!in_span(self, span, w))
            continue;
        const double *now = sums + w * CLAIM_AGE_COUNT;
        over += now[CLAIM_AGE_26_52] + now[CLAIM_AGE_52];
        all += now[CLAIM_AGE_0_13] + now[CLAIM_AGE_13_26] + now[CLAIM_AGE_26_52] + now[CLAIM_AGE_52];
        if (++run < 13)
            continue;
        double share = percent(over, all);
        highest = share > highest || isnan(highest) ? share : highest;
        run = 0;
        over = all = 0;
    }
    return highest;
}

static double tightness(struct totals *self, const struct span *span, double month)
{
    struct span quarter = *span;
    quarter.month = (int32_t)month;
    return percent(single(self, COUNT_vacancies, &quarter), persons(self, STATE_CLAIMANT, STATE_UNEMPLOYED, &quarter)) /
           100;
}

static double weeks_to_fill(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    return percent(single(self, COUNT_weeks_to_fill, span), single(self, COUNT_vacancies_filled, span)) / 100;
}

static double job_moves(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    return percent(13 * sum(self, COUNT_hires, HIRE_FROM_JOB, HIRE_FROM_JOB, span),
                   persons(self, STATE_EMPLOYED, STATE_EMPLOYED, span));
}

static double hired_back(struct totals *self, const struct span *span, double argument)
{
    struct span followed = *span;
    (void)argument;
    followed.ahead = 13;
    return percent(single(self, COUNT_cohort_hired_back_13, &followed), single(self, COUNT_cohort_hired, &followed));
}

static double ends_in_work(struct totals *self, const struct span *span, double known_only)
{
    double all = sum(self, COUNT_claim_ends, 0, CLAIM_END_COUNT - 1, span);
    double unknown = known_only > 0 ? sum(self, COUNT_claim_ends, CLAIM_END_BREAK, CLAIM_END_BREAK, span) : 0;
    return percent(sum(self, COUNT_claim_ends, CLAIM_END_WORK, CLAIM_END_WORK, span), all - unknown);
}

static double programme_rate(struct totals *self, const struct span *span, size_t first, size_t last)
{
    return percent(sum(self, COUNT_job_outcomes, first, last, span),
                   sum(self, COUNT_cohort_referred, first, last, span));
}

static double programme_to_june(struct totals *self, const struct span *span, double argument)
{
    struct span to_june = *span;
    (void)argument;
    to_june.last_month = 6;
    return programme_rate(self, &to_june, 0, PAYMENT_GROUP_COUNT - 1);
}

static double programme_year(struct totals *self, const struct span *span, double group)
{
    struct span from_april = *span;
    from_april.month = 4;
    return programme_rate(self, &from_april, (size_t)group, (size_t)group);
}

static double programme_share(struct totals *self, const struct span *span, double group)
{
    return percent(sum(self, COUNT_job_outcomes, (size_t)group, (size_t)group, span),
                   sum(self, COUNT_job_outcomes, 0, PAYMENT_GROUP_COUNT - 1, span));
}

static double low_paid_share(struct totals *self, const struct span *span, double argument)
{
    (void)argument;
    return percent(single(self, COUNT_low_paid, span), persons(self, STATE_EMPLOYED, STATE_EMPLOYED, span));
}

#define TARGET(id, what, first, last, unit, published, low, high, verified, function, argument, how)                   \
    {id, what, first, last, unit, published, low, high, verified, how},
static const struct target targets[] = {
#include "record/targets.def"
};
#undef TARGET

static const struct {
    double (*function)(struct totals *, const struct span *, double);
    double argument;
} rules[] = {
#define TARGET(id, what, first, last, unit, published, low, high, verified, function, argument, how)                   \
    {function, argument},
#include "record/targets.def"
#undef TARGET
};

const struct target *targets_all(size_t *count)
{
    *count = sizeof targets / sizeof targets[0];
    return targets;
}

bool target_fits(const struct target *target, double value)
{
    return value >= target->low && value <= target->high;
}

enum status targets_compute(struct result *result, double *values, struct error *error)
{
    struct totals totals = {
        .weeks = result_weeks(result), .days = result_days(result), .result = result, .error = error};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        struct span span = {targets[i].first_year, targets[i].last_year, 1, 0, 0};
        values[i] = rules[i].function(&totals, &span, rules[i].argument);
    }
    for (size_t i = 0; i < COUNTS; i++)
        memory_free(totals.sums[i]);
    return totals.status;
}
