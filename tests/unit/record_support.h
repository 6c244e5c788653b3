/* A result whose every number can be foretold, for the tests of what is written and read. */
#ifndef ROUTEWAY_TESTS_UNIT_RECORD_SUPPORT_H
#define ROUTEWAY_TESTS_UNIT_RECORD_SUPPORT_H

#include "record/reader.h"
#include "record/writer.h"
#include "support/folder.h"
#include "support/series.h"

#define AREAS 3
#define WEEKS 5
#define PEOPLE 40
#define STRIPS 4
#define REPLICATES 2
#define WEEKS_BEFORE 2

static struct area_facts areas[AREAS] = {{.code = "S12000033", .name = "Aberdeen City"},
                                         {.code = "S12000013", .name = "Na h-Eileanan Siar"},
                                         {.code = "S12000049", .name = "Glaschú"}};
static struct region region = {"test", AREAS, areas, NULL};
static const struct result_parameter parameters[] = {
    {"run.scale", "", 0.05, "0.05", "", 0.05, "assumption", "default"},
    {"claims.off_flow", "16-24", 0.1, "0.1", "a week", 0.2, "SEED01", "reform.cfg:3"}};

static inline struct writer_head head_of(const char *title, int32_t weeks)
{
    return (struct writer_head){.title = title,
                                .region = &region,
                                .seed = 7,
                                .replicates = REPLICATES,
                                .scale = 0.05,
                                .scenario_digest = 0xABCDEF0123456789u,
                                .start_day = 13514,
                                .first_week = WEEKS_BEFORE,
                                .weeks = weeks,
                                .scenario = "title = \"é\";\n",
                                .parameters = parameters,
                                .n_parameters = 2};
}

#define PAYERS 12 /* persons with payments, of whom no spells are recorded */
#define PAYMENTS (4 * PAYERS)
#define PAYMENTS_CELLS ((size_t)4 * AREAS * PAYMENT_COUNT) /* no series of payments has more in four weeks */
static int32_t more_pence, wrong_pence; /* in one payment: in the series too, and in the ledger alone */

/* The kth payment is for person 2000 + k / 4, in recorded week k % 4, earned the week before. */
static inline struct payment payment_of(uint32_t k)
{
    bool programme = k % 2 == 0;
    return (struct payment){.person = 2000 + k / 4,
                            .contract = 7 + k,
                            .week = WEEKS_BEFORE + (int32_t)(k % 4),
                            .earned = WEEKS_BEFORE + (int32_t)(k % 4) - 1,
                            .pence = (k == 7 ? -40000 : 40000) + (int32_t)k + (k == 5 ? more_pence : 0),
                            .spell_start = (int32_t)k - 9,
                            .area = (uint16_t)(k % AREAS),
                            .stream = programme ? STREAM_WORK_PROGRAMME : STREAM_SUPPORT,
                            .provider = programme ? PROVIDER_PRIME_B : PROVIDER_THIRD_SECTOR,
                            .group = programme ? PAYMENT_GROUP_JSA_25 : PAYMENT_GROUP_SUPPORT,
                            .event = programme ? PAYMENT_JOB_OUTCOME : PAYMENT_START,
                            .state = programme ? STATE_EMPLOYED : STATE_CLAIMANT};
}

/* What a cell of a series of payments must hold: their sum, or their number. */
static inline int64_t paid(const struct measure *measure, size_t at)
{
    bool streams = measure->axis == &axis_stream, providers = measure->axis == &axis_provider;
    bool groups = measure->axis == &axis_payment_group, counts = strcmp(measure->name, "payments_made") == 0;
    size_t areas_or_one = measure->by_area ? AREAS : 1;
    int64_t sum = 0;
    for (uint32_t k = 0; k < PAYMENTS; k++) {
        struct payment p = payment_of(k);
        size_t code = streams ? p.stream : providers ? p.provider : groups ? p.group : p.event;
        size_t area = measure->by_area ? p.area : 0;
        size_t cell = ((size_t)(p.week - WEEKS_BEFORE) * areas_or_one + area) * measure->cells + code;
        sum += cell != at ? 0 : counts ? 1 : p.pence;
    }
    return sum;
}

/* Numbers that any reader of the file can foretell. */
static inline int64_t number(size_t measure, size_t replicate, size_t at)
{
    if (measure == COUNT_payments || measure == COUNT_payments_by_stream || measure == COUNT_payments_by_provider ||
        measure == COUNT_payments_by_group || measure == COUNT_payments_made) {
        size_t count;
        return at < PAYMENTS_CELLS ? paid(&measures_all(&count)[measure], at) : 0;
    }
    size_t n_measures;
    int64_t value = (int64_t)(measure * 1000 + replicate * 100 + at % 97) - 500;
    return measure_is_wide(&measures_all(&n_measures)[measure]) ? value * 3000000019 : value;
}

/* Spells of person p: three, given in an order that depends on the seed. */
static inline struct spell spell_of(uint32_t p, int32_t k)
{
    return (struct spell){.person = 1000 - p,
                          .row = p,
                          .start_week = k * 2 - 1,
                          .end_week = k * 2 + 1,
                          .area = (uint16_t)(p % AREAS),
                          .work_area = k == 1 ? UINT16_MAX : (uint16_t)k,
                          .wage = (uint16_t)(k == 1 ? 0 : 60000),
                          .state = (uint8_t)(k + 1),
                          .claim = 0,
                          .open = k == 2};
}

static inline enum status add_spells(struct writer_rows *rows, unsigned order, struct error *error)
{
    for (unsigned i = 0; i < PEOPLE * 3; i++) {
        unsigned n = order ? (i * 7 + order) % (PEOPLE * 3) : i; /* 7 and 120 have no common divisor */
        struct spell spell = spell_of(n / 3, (int32_t)(n % 3));
        enum status status = writer_add_spells(rows, n / 3 / (PEOPLE / STRIPS), &spell, 1, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static inline enum status add_payments(struct writer_rows *rows, unsigned order, struct error *error)
{
    for (unsigned i = 0; i < PAYMENTS; i++) {
        unsigned k = (i * 5 + order) % PAYMENTS; /* 5 and 48 share no divisor */
        struct payment payment = payment_of(k);
        payment.pence += k == 9 ? wrong_pence : 0;
        enum status status = writer_add_payments(rows, k / 4 / (PAYERS / STRIPS), &payment, 1, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static int threads = 1; /* a child that is forked cannot use more */

/* Whether measures come block by block, as from a model, or in one piece. */
static bool in_blocks;

static inline enum status pack_all(struct writer_rows *rows, const struct numbers *series, int32_t weeks,
                                   struct error *error)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    enum status status = STATUS_OK;
    for (int32_t first = 0; status == STATUS_OK && first < weeks; first += in_blocks ? WRITER_BLOCK : weeks) {
        struct numbers block[COUNTS];
        int32_t here = in_blocks && weeks - first > WRITER_BLOCK ? WRITER_BLOCK : weeks - first;
        for (size_t m = 0; m < COUNTS; m++) {
            size_t skipped = measure_is_in_blocks(&measures[m]) ? series_length(&measures[m], first, AREAS) : 0;
            block[m].narrow = series[m].narrow ? series[m].narrow + skipped : NULL;
            block[m].wide = series[m].wide ? series[m].wide + skipped : NULL;
        }
        status = writer_pack(rows, block, first, here, threads, error);
    }
    return status;
}

static inline int64_t number_of_replicate(const void *replicate, size_t measure, size_t at)
{
    return number(measure, *(const size_t *)replicate, at);
}

static inline enum status add_replicate(struct writer *writer, struct writer_rows *rows, size_t replicate,
                                        int32_t weeks, struct error *error)
{
    struct numbers series[COUNTS];
    struct person_facts people[PEOPLE];
    series_make(series, weeks, AREAS, number_of_replicate, &replicate);
    for (uint32_t p = 0; p < PEOPLE; p++)
        people[p] = (struct person_facts){1000 - p, (int32_t)p - 20, (uint16_t)(p % AREAS), (uint8_t)(p % 2), 3, 1};
    struct writer_replicate numbers = {people, PEOPLE, STRIPS, threads, 50, rows};
    enum status status = pack_all(rows, series, weeks, error);
    if (status == STATUS_OK)
        status = writer_add_replicate(writer, &numbers, error);
    series_free(series);
    return status;
}

static inline enum status write_result(const char *path, const char *title, bool force, int32_t weeks, unsigned order,
                                       struct writer_summary *summary, struct error *error)
{
    struct writer_head head = head_of(title, weeks);
    struct writer *writer = NULL;
    enum status status = writer_create(&writer, path, force, &head, error);
    for (size_t replicate = 0; status == STATUS_OK && replicate < REPLICATES; replicate++) {
        struct writer_rows *rows = NULL;
        status = writer_rows_create(&rows, writer, error);
        if (status == STATUS_OK)
            status = add_spells(rows, order, error);
        if (status == STATUS_OK)
            status = add_payments(rows, order, error);
        if (status == STATUS_OK)
            status = add_replicate(writer, rows, replicate, weeks, error);
        writer_rows_free(rows);
    }
    if (status == STATUS_OK)
        status = writer_publish(writer, summary, error);
    writer_free(writer);
    return status;
}

static inline void write_good(const char *path, const char *title, unsigned order, struct writer_summary *summary)
{
    struct error error = {STATUS_OK, ""};
    if (write_result(path, title, false, WEEKS, order, summary, &error) != STATUS_OK)
        fail_msg("%s", error.text);
}

#define IN_NEW_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

#endif
