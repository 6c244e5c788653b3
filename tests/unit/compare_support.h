/* Made-up results whose outcomes can be worked out by hand, for the tests of comparisons. */
#ifndef ROUTEWAY_TESTS_COMPARE_SUPPORT_H
#define ROUTEWAY_TESTS_COMPARE_SUPPORT_H

#include "agents/axes.h"
#include "agents/measures.h"
#include "core/memory.h"
#include "helpers.h"
#include "record/reader.h"
#include "record/writer.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

static inline int64_t made_up_value(const struct made_up *self, size_t measure, int64_t replicate, int32_t week,
                                    size_t area, size_t cell)
{
    static const int64_t durations[] = {1000, 200, 30, 4}, ends[] = {7, 11, 13, 17};
    switch ((enum count)measure) {
    case COUNT_persons:
        return made_up_persons(self, week, replicate, area, cell);
    case COUNT_claimants_by_duration:
        return durations[cell];
    case COUNT_claim_starts:
        return 50;
    case COUNT_claim_starts_repeat:
        return 20;
    case COUNT_claim_ends:
        return ends[cell];
    case COUNT_low_paid:
        return area == 0 ? 10 : 40;
    case COUNT_earnings:
        return area == 0 ? 2800000 : 7200000;
    case COUNT_vacancies:
        return 9;
    case COUNT_temporary_jobs:
        return 5;
    case COUNT_hours_worked:
        return 3000;
    case COUNT_progressions:
        return (int64_t)cell + 1;
    case COUNT_job_ends:
        return cell == JOB_END_REDUNDANCY ? 8 : 1;
    case COUNT_referrals:
        return 30 - 10 * (int64_t)cell;
    case COUNT_journey_starts:
        return 15 - 5 * (int64_t)cell;
    case COUNT_weeks_waited:
        return 30 - 10 * (int64_t)cell;
    case COUNT_job_outcomes:
        return 1;
    case COUNT_attached:
        return 4;
    case COUNT_assessments_repeated:
        return 6;
    case COUNT_provider_clients_by_distance:
        return 50;
    case COUNT_provider_contact_by_distance:
        return 100 * (5 - (int64_t)cell);
    case COUNT_provider_at_minimum_by_distance:
        return 10 * ((int64_t)cell + 1);
    case COUNT_job_outcomes_by_distance:
        return 5 - (int64_t)cell;
    case COUNT_provider_staff:
        return 50000;
    case COUNT_staff_left:
        return 3000;
    case COUNT_provider_administration:
        return 7000;
    case COUNT_provider_clients:
        return 20;
    case COUNT_clients_handed_over:
        return 1;
    case COUNT_services_started:
        return 5;
    case COUNT_services_wrong:
        return 6;
    case COUNT_handovers:
        return 8;
    case COUNT_handover_persons_lost:
        return 3;
    case COUNT_handover_assessments:
        return 2;
    case COUNT_handover_weeks_lost:
        return 4;
    case COUNT_plans:
        return 5;
    case COUNT_weeks_to_plan:
        return 15;
    case COUNT_accounts:
        return (int64_t)(cell + 1) * 100000000;
    case COUNT_payments_by_stream:
        return MADE_UP_PAYMENT;
    case COUNT_payments:
    case COUNT_payments_by_provider:
        return cell == 0 ? (int64_t)STREAM_COUNT * MADE_UP_PAYMENT : 0;
    case COUNT_payments_by_group:
        return cell == 0 ? (int64_t)2 * STREAM_COUNT * MADE_UP_PAYMENT : 0;
    case COUNT_payments_made:
        return cell == 0 ? (int64_t)2 * STREAM_COUNT : 0;
    case COUNT_jobcentre_cost:
    case COUNT_unspent:
    case COUNT_carried_over:
        return 100000000;
    case COUNT_co_funding:
        return 50000000;
    case COUNT_need_waiting:
        return 30 * (int64_t)cell;
    case COUNT_need_referred:
    case COUNT_need_started:
        return 10 * (int64_t)cell;
    case COUNT_need_weeks_waited:
        return 40 * (int64_t)cell;
    case COUNT_survey_persons:
        return 100;
    case COUNT_survey_employed:
        return (int64_t)cell + 1;
    case COUNT_cohort_hired:
    case COUNT_cohort_hired_left_26:
        return made_up_cohort(self, week, (enum count)measure);
    default:
        return 0;
    }
}

/* The ledger of these series: one payment a week, area and stream, all for the first event, provider and group. */
static inline enum status made_up_payments(const struct made_up *self, struct writer_rows *rows, struct error *error)
{
    enum status status = STATUS_OK;
    for (int32_t i = 0; status == STATUS_OK && i < self->weeks * 2 * STREAM_COUNT; i++) {
        const struct payment payment = {.week = i / (2 * STREAM_COUNT),
                                        .area = (uint16_t)(i / STREAM_COUNT % 2),
                                        .stream = (uint8_t)(i % STREAM_COUNT),
                                        .pence = MADE_UP_PAYMENT};
        status = writer_add_payments(rows, 0, &payment, 1, error);
    }
    return status;
}

static inline enum status made_up_replicate(const struct made_up *self, struct writer *writer, int64_t replicate,
                                            struct error *error)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    struct numbers counts[COUNTS];
    struct writer_rows *rows = NULL;
    for (size_t m = 0; m < n_measures; m++) {
        size_t areas = measures[m].by_area ? 2 : 1, cells = measures[m].cells;
        size_t count = (size_t)self->weeks * areas * cells;
        bool is_wide = measure_is_wide(&measures[m]);
        int32_t *narrow = is_wide ? NULL : calloc(count, sizeof *narrow);
        int64_t *wide = is_wide ? calloc(count, sizeof *wide) : NULL;
        assert_true(narrow || wide);
        for (size_t i = 0; i < count; i++) {
            int32_t week = (int32_t)(i / (areas * cells));
            int64_t value = made_up_value(self, m, replicate, week, i / cells % areas, i % cells);
            if (is_wide)
                wide[i] = value;
            else
                narrow[i] = (int32_t)value;
        }
        counts[m] = (struct numbers){narrow, wide};
    }
    enum status status = writer_rows_create(&rows, writer, error);
    const struct writer_replicate numbers = {counts, NULL, 0, 1, 1, rows};
    if (status == STATUS_OK)
        status = made_up_payments(self, rows, error);
    if (status == STATUS_OK)
        status = writer_pack(rows, counts, 1, error);
    if (status == STATUS_OK)
        status = writer_add_replicate(writer, &numbers, error);
    writer_rows_free(rows);
    for (size_t m = 0; m < n_measures; m++) {
        free((void *)(uintptr_t)counts[m].narrow);
        free((void *)(uintptr_t)counts[m].wide);
    }
    return status;
}

static inline void made_up_write(const struct made_up *self, const char *path)
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
        status = made_up_replicate(self, writer, r, &error);
    if (status == STATUS_OK)
        status = writer_publish(writer, &summary, &error);
    writer_free(writer);
    if (status != STATUS_OK)
        fail_msg("%s", error.text);
}

static char made_up_folder[64];

static inline const char *made_up_place(const char *name)
{
    static char paths[4][384];
    static int next;
    next = (next + 1) % 4;
    (void)snprintf(paths[next], sizeof paths[next], "%s/%s", made_up_folder, name);
    return paths[next];
}

static inline int made_up_set_up(void **state)
{
    (void)state;
    (void)snprintf(made_up_folder, sizeof made_up_folder, "/tmp/routeway-test-XXXXXX");
    return mkdtemp(made_up_folder) ? 0 : -1;
}

static inline int made_up_tear_down(void **state)
{
    (void)state;
    DIR *list = opendir(made_up_folder);
    for (struct dirent *entry = list ? readdir(list) : NULL; entry; entry = readdir(list))
        (void)unlink(made_up_place(entry->d_name));
    if (list)
        (void)closedir(list);
    return rmdir(made_up_folder);
}

/* Writes a result and opens it. */
static inline struct result *made_up_result(const struct made_up *self, const char *name)
{
    struct result *result = NULL;
    struct error error = {STATUS_OK, ""};
    made_up_write(self, made_up_place(name));
    if (result_open(&result, made_up_place(name), &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return result;
}

#endif
