/* Made-up results whose outcomes can be worked out by hand, for the tests of comparisons. */
#ifndef ROUTEWAY_TESTS_COMPARE_SUPPORT_H
#define ROUTEWAY_TESTS_COMPARE_SUPPORT_H

#include "agents/axes.h"
#include "core/memory.h"
#include "record/reader.h"
#include "record/writer.h"
#include "support/folder.h"
#include "support/series.h"

#define MADE_UP_WEEKS 40
#define MADE_UP_MONDAY 13885 /* 2008-01-07 */

/* Two areas: in the first 100 residents, in the second 300. From the week of the reform on, replicate r has 2 + r more
   employed and 1 claimant fewer in the first area. */
struct made_up {
    const char *region;
    const char *second_area; /* its code */
    const char *start;       /* run.start, as a scenario gives it */
    uint32_t seed, replicates;
    double scale;
    int32_t weeks, first_day;
    int32_t reform;        /* week, or MADE_UP_WEEKS for none */
    int32_t cohort_reform; /* week from which one hired claimant more stays in work */
};

static const struct made_up usual = {"made up",      "S12000002",   "\"2007-01-01\"", 7, 2, 0.05, MADE_UP_WEEKS,
                                     MADE_UP_MONDAY, MADE_UP_WEEKS, MADE_UP_WEEKS};

static inline int64_t made_up_persons(const struct made_up *self, int32_t week, int64_t replicate, size_t area,
                                      size_t state)
{
    bool reformed = area == 0 && week >= self->reform;
    int64_t employed = (area == 0 ? 70 : 180) + 10 * replicate + (reformed ? 2 + replicate : 0);
    int64_t claimants = (area == 0 ? 5 : 21) - (reformed ? 1 : 0);
    int64_t unemployed = area == 0 ? 3 : 9;
    const int64_t rest = (area == 0 ? 100 : 300) - employed - claimants - unemployed;
    const int64_t persons[STATE_COUNT] = {[STATE_OUT] = 999,
                                          [STATE_EMPLOYED] = employed,
                                          [STATE_CLAIMANT] = claimants,
                                          [STATE_UNEMPLOYED] = unemployed,
                                          [STATE_SICK] = rest - 4,
                                          [STATE_CARING] = 3,
                                          [STATE_STUDENT] = 1};
    return persons[state];
}

/* Cohorts that the run does not follow for 26 weeks hold numbers that must not count. */
static inline int64_t made_up_cohort(const struct made_up *self, int32_t week, enum count measure)
{
    if (week + 26 >= self->weeks)
        return measure == COUNT_cohort_hired ? 1000 : 0;
    if (measure == COUNT_cohort_hired)
        return 40;
    return 10 - (week >= self->cohort_reform ? 1 : 0);
}

#define MADE_UP_PAYMENT 200000000 /* a week, area and stream */

/* Measures that are the same every week and in both areas: in the first cell, and more in each that follows. */
static const struct {
    int64_t first, more;
} made_up_steady[COUNTS] = {
    [COUNT_claim_starts] = {50, 0},
    [COUNT_claim_starts_repeat] = {20, 0},
    [COUNT_vacancies] = {9, 0},
    [COUNT_temporary_jobs] = {5, 0},
    [COUNT_hours_worked] = {3000, 0},
    [COUNT_progressions] = {1, 1},
    [COUNT_referrals] = {30, -10},
    [COUNT_journey_starts] = {15, -5},
    [COUNT_weeks_waited] = {30, -10},
    [COUNT_job_outcomes] = {1, 0},
    [COUNT_attached] = {4, 0},
    [COUNT_assessments_repeated] = {6, 0},
    [COUNT_provider_clients_by_distance] = {50, 0},
    [COUNT_provider_contact_by_distance] = {500, -100},
    [COUNT_provider_at_minimum_by_distance] = {10, 10},
    [COUNT_job_outcomes_by_distance] = {5, -1},
    [COUNT_provider_staff] = {50000, 0},
    [COUNT_staff_left] = {3000, 0},
    [COUNT_provider_administration] = {7000, 0},
    [COUNT_provider_clients] = {20, 0},
    [COUNT_clients_handed_over] = {1, 0},
    [COUNT_services_started] = {5, 0},
    [COUNT_services_wrong] = {6, 0},
    [COUNT_handovers] = {8, 0},
    [COUNT_handover_persons_lost] = {3, 0},
    [COUNT_handover_assessments] = {2, 0},
    [COUNT_handover_weeks_lost] = {4, 0},
    [COUNT_plans] = {5, 0},
    [COUNT_weeks_to_plan] = {15, 0},
    [COUNT_accounts] = {100000000, 100000000},
    [COUNT_payments_by_stream] = {MADE_UP_PAYMENT, 0},
    [COUNT_jobcentre_cost] = {100000000, 0},
    [COUNT_unspent] = {100000000, 0},
    [COUNT_carried_over] = {100000000, 0},
    [COUNT_moved] = {30000000, 0},
    [COUNT_returned] = {20000000, 0},
    [COUNT_co_funding] = {50000000, 0},
    [COUNT_need_waiting] = {0, 30},
    [COUNT_need_referred] = {0, 10},
    [COUNT_need_started] = {0, 10},
    [COUNT_need_weeks_waited] = {0, 40},
    [COUNT_survey_persons] = {100, 0},
    [COUNT_survey_employed] = {1, 1},
};

static inline int64_t made_up_value(const struct made_up *self, enum count measure, int64_t replicate, int32_t week,
                                    size_t area, size_t cell)
{
    static const int64_t durations[] = {1000, 200, 30, 4}, ends[] = {7, 11, 13, 17};
    switch (measure) {
    case COUNT_persons:
        return made_up_persons(self, week, replicate, area, cell);
    case COUNT_claimants_by_duration:
        return durations[cell];
    case COUNT_claim_ends:
        return ends[cell];
    case COUNT_low_paid:
        return area == 0 ? 10 : 40;
    case COUNT_earnings:
        return area == 0 ? 2800000 : 7200000;
    case COUNT_job_ends:
        return cell == JOB_END_REDUNDANCY ? 8 : 1;
    case COUNT_payments:
    case COUNT_payments_by_provider:
        return cell == 0 ? (int64_t)STREAM_COUNT * MADE_UP_PAYMENT : 0;
    case COUNT_payments_by_group:
        return cell == 0 ? (int64_t)2 * STREAM_COUNT * MADE_UP_PAYMENT : 0;
    case COUNT_payments_made:
        return cell == 0 ? (int64_t)2 * STREAM_COUNT : 0;
    case COUNT_cohort_hired:
    case COUNT_cohort_hired_left_26:
        return made_up_cohort(self, week, measure);
    default:
        return made_up_steady[measure].first + made_up_steady[measure].more * (int64_t)cell;
    }
}

/* What is written of one replicate. */
struct made_up_part {
    const struct made_up *self;
    int64_t replicate;
};

static inline int64_t made_up_number(const void *of, size_t measure, size_t at)
{
    const struct made_up_part *part = of;
    size_t n_measures;
    const struct measure *about = &measures_all(&n_measures)[measure];
    size_t areas = about->by_area ? 2 : 1;
    return made_up_value(part->self, (enum count)measure, part->replicate, (int32_t)(at / (areas * about->cells)),
                         at / about->cells % areas, at % about->cells);
}

/* The ledger of these series: one payment a week, area and stream, all for the first event, provider and group. */
static inline enum status made_up_payments(const void *of, struct writer_rows *rows, struct error *error)
{
    const struct made_up_part *part = of;
    enum status status = STATUS_OK;
    for (int32_t i = 0; status == STATUS_OK && i < part->self->weeks * 2 * STREAM_COUNT; i++) {
        const struct payment payment = {.week = i / (2 * STREAM_COUNT),
                                        .area = (uint16_t)(i / STREAM_COUNT % 2),
                                        .stream = (uint8_t)(i % STREAM_COUNT),
                                        .pence = MADE_UP_PAYMENT};
        status = writer_add_payments(rows, 0, &payment, 1, error);
    }
    return status;
}

/* A replicate's series, rows of tables and persons. */
struct made_up_content {
    const void *of; /* handed to both */
    series_number number;
    enum status (*add_rows)(const void *of, struct writer_rows *rows, struct error *error);
    const struct person_facts *people;
    size_t n_people;
};

static inline enum status made_up_add(struct writer *writer, int32_t weeks, const struct made_up_content *content,
                                      struct error *error)
{
    struct numbers series[COUNTS];
    struct writer_rows *rows = NULL;
    series_make(series, weeks, 2, content->number, content->of);
    enum status status = writer_rows_create(&rows, writer, error);
    const struct writer_replicate numbers = {content->people, content->n_people, 1, 1, 1, rows};
    if (status == STATUS_OK)
        status = content->add_rows(content->of, rows, error);
    if (status == STATUS_OK)
        status = writer_pack(rows, series, 0, weeks, 1, error);
    if (status == STATUS_OK)
        status = writer_add_replicate(writer, &numbers, error);
    writer_rows_free(rows);
    series_free(series);
    return status;
}

typedef enum status (*made_up_replicate)(struct writer *writer, const void *of, int64_t replicate, struct error *error);

/* A result of these facts, each replicate of which is added by a function of the test. */
static inline void made_up_write_by(const struct made_up *self, const char *path, made_up_replicate add, const void *of)
{
    struct area_facts areas[2] = {{.code = "S12000001", .name = "First"}, {.name = "Second, \"by the sea\""}};
    struct region region = {"", 2, areas, NULL};
    (void)snprintf(region.name, sizeof region.name, "%s", self->region);
    (void)snprintf(areas[1].code, sizeof areas[1].code, "%s", self->second_area);
    const struct result_parameter start = {"run.start", "", 13514, self->start, "", 13514, "assumption", "default"};
    const struct writer_head head = {"made up",   &region, self->seed,      self->replicates,
                                     self->scale, 1,       self->first_day, 0,
                                     self->weeks, "",      &start,          1};
    struct writer *writer = NULL;
    struct writer_summary summary;
    struct error error = {STATUS_OK, ""};
    enum status status = writer_create(&writer, path, true, &head, &error);
    for (uint32_t r = 0; status == STATUS_OK && r < self->replicates; r++)
        status = add(writer, of, r, &error);
    if (status == STATUS_OK)
        status = writer_publish(writer, &summary, &error);
    writer_free(writer);
    if (status != STATUS_OK)
        fail_msg("%s", error.text);
}

static inline enum status made_up_by_hand(struct writer *writer, const void *of, int64_t replicate, struct error *error)
{
    const struct made_up_part part = {of, replicate};
    const struct made_up_content content = {&part, made_up_number, made_up_payments, NULL, 0};
    return made_up_add(writer, part.self->weeks, &content, error);
}

static inline void made_up_write(const struct made_up *self, const char *path)
{
    made_up_write_by(self, path, made_up_by_hand, self);
}

static inline struct result *opened(const char *path)
{
    struct result *result = NULL;
    struct error error = {STATUS_OK, ""};
    if (result_open(&result, path, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return result;
}

/* Writes a result and opens it. */
static inline struct result *made_up_result(const struct made_up *self, const char *name)
{
    made_up_write(self, in_folder(name));
    return opened(in_folder(name));
}

#endif
