/* Results: what is written is read back, nothing is overwritten or half written, and damaged files are refused. */
#include "core/memory.h"
#include "record/digest.h"
#include "record/reader.h"
#include "record/spool.h"
#include "record/writer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define AREAS 3
#define WEEKS 5
#define MANY_WEEKS 3000
#define PEOPLE 40
#define STRIPS 4
#define REPLICATES 2
#define WEEKS_BEFORE 2

static char folder[64];

/* Places of files in the test's own folder. */
static const char *place(const char *name)
{
    static char paths[4][384];
    static int next;
    next = (next + 1) % 4;
    (void)snprintf(paths[next], sizeof paths[next], "%s/%s", folder, name);
    return paths[next];
}

static int files_in_folder(void)
{
    int count = 0;
    DIR *list = opendir(folder);
    assert_non_null(list);
    for (struct dirent *entry = readdir(list); entry; entry = readdir(list))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    (void)closedir(list);
    return count;
}

static int set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/routeway-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    DIR *list = opendir(folder);
    for (struct dirent *entry = list ? readdir(list) : NULL; entry; entry = readdir(list))
        (void)unlink(place(entry->d_name));
    if (list)
        (void)closedir(list);
    return rmdir(folder);
}

static struct area_facts areas[AREAS] = {{.code = "S12000033", .name = "Aberdeen City"},
                                         {.code = "S12000013", .name = "Na h-Eileanan Siar"},
                                         {.code = "S12000049", .name = "Glaschú"}};
static struct region region = {"test", AREAS, areas, NULL};
static const struct result_parameter parameters[] = {
    {"run.scale", "", 0.05, "0.05", "", 0.05, "assumption", "default"},
    {"claims.off_flow", "16-24", 0.1, "0.1", "a week", 0.2, "SEED01", "reform.cfg:3"}};

static struct writer_head head_of(const char *title, int32_t weeks)
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
static struct payment payment_of(uint32_t k)
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
static int64_t paid(const struct measure *measure, size_t at)
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
static int64_t number(size_t measure, size_t replicate, size_t at)
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

static size_t cells_of(const struct measure *measure, int32_t weeks)
{
    return (size_t)weeks * (measure->by_area ? AREAS : 1) * measure->cells;
}

/* Spells of person p: three, given in an order that depends on the seed. */
static struct spell spell_of(uint32_t p, int32_t k)
{
    return (struct spell){.person = 1000 - p,
                          .start_week = k * 2 - 1,
                          .end_week = k * 2 + 1,
                          .area = (uint16_t)(p % AREAS),
                          .work_area = k == 1 ? UINT16_MAX : (uint16_t)k,
                          .wage = (uint16_t)(k == 1 ? 0 : 60000),
                          .state = (uint8_t)(k + 1),
                          .claim = 0,
                          .open = k == 2};
}

static enum status add_spells(struct writer_rows *rows, unsigned order, struct error *error)
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

static enum status add_payments(struct writer_rows *rows, unsigned order, struct error *error)
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

static enum status add_replicate(struct writer *writer, struct writer_rows *rows, size_t replicate, int32_t weeks,
                                 struct error *error)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    struct numbers *counts = calloc(n_measures, sizeof *counts);
    int32_t **narrow = calloc(n_measures, sizeof *narrow);
    int64_t **wide = calloc(n_measures, sizeof *wide);
    struct person_facts people[PEOPLE];
    for (size_t m = 0; m < n_measures; m++) {
        size_t count = cells_of(&measures[m], weeks);
        bool is_wide = measure_is_wide(&measures[m]);
        narrow[m] = is_wide ? NULL : calloc(count, sizeof **narrow);
        wide[m] = is_wide ? calloc(count, sizeof **wide) : NULL;
        for (size_t i = 0; i < count; i++) {
            if (is_wide)
                wide[m][i] = number(m, replicate, i);
            else
                narrow[m][i] = (int32_t)number(m, replicate, i);
        }
        counts[m] = (struct numbers){narrow[m], wide[m]};
    }
    for (uint32_t p = 0; p < PEOPLE; p++)
        people[p] = (struct person_facts){1000 - p, (int32_t)p - 20, (uint16_t)(p % AREAS), (uint8_t)(p % 2), 3, 1};
    struct writer_replicate numbers = {counts, people, PEOPLE, STRIPS, 50, rows};
    enum status status = writer_pack(rows, counts, 1, error);
    if (status == STATUS_OK)
        status = writer_add_replicate(writer, &numbers, error);
    for (size_t m = 0; m < n_measures; m++) {
        free(narrow[m]);
        free(wide[m]);
    }
    free(narrow);
    free(wide);
    free(counts);
    return status;
}

static enum status write_result(const char *path, const char *title, bool force, int32_t weeks, unsigned order,
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

static void write_good(const char *path, const char *title, unsigned order, struct writer_summary *summary)
{
    struct error error = {STATUS_OK, ""};
    if (write_result(path, title, false, WEEKS, order, summary, &error) != STATUS_OK)
        fail_msg("%s", error.text);
}

static void check_measures(struct result *result, int32_t weeks)
{
    struct error error;
    struct result_array array = {0};
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    assert_int_equal(result_measures(result), n_measures);
    for (size_t m = 0; m < n_measures; m++) {
        assert_string_equal(result_measure_name(result, m), measures[m].name);
        assert_int_equal(result_measure(result, measures[m].name, &array, &error), STATUS_OK);
        size_t cells = cells_of(&measures[m], weeks);
        assert_int_equal(array.count, REPLICATES * cells);
        assert_int_equal(array.n_dims, 2 + (measures[m].by_area != 0) + (measures[m].axis != NULL));
        assert_string_equal(array.long_name, measures[m].sentence);
        if (measures[m].axis)
            assert_string_equal(array.dims[array.n_dims - 1], measures[m].axis->name);
        for (size_t i = 0; i < array.count; i++)
            assert_true((int64_t)array.values[i] == number(m, i / cells, i % cells));
    }
    result_array_clear(&array);
}

static void check_tables(struct result *result)
{
    struct error error;
    int64_t person[PEOPLE * 3], start[PEOPLE * 3], work[PEOPLE * 3], birth[PEOPLE];
    uint64_t rows = 0;
    assert_int_equal(result_table_rows(result, "spells", &rows, &error), STATUS_OK);
    assert_int_equal(rows, REPLICATES * PEOPLE * 3);
    assert_int_equal(result_table_column(result, "spells", "person", PEOPLE * 3, PEOPLE * 3, person, &error),
                     STATUS_OK);
    assert_int_equal(result_table_column(result, "spells", "start", PEOPLE * 3, PEOPLE * 3, start, &error), STATUS_OK);
    assert_int_equal(result_table_column(result, "spells", "work_area", PEOPLE * 3, PEOPLE * 3, work, &error),
                     STATUS_OK);
    for (int i = 0; i < PEOPLE * 3; i++) {
        assert_int_equal(person[i], 1000 - i / 3); /* row order, which here is not that of the ids */
        assert_int_equal(start[i], 13514 + 7 * (i % 3 * 2 - 1));
        assert_int_equal(work[i], i % 3 == 1 ? -1 : i % 3);
    }
    assert_int_equal(result_table_column(result, "people", "birth", 0, PEOPLE, birth, &error), STATUS_OK);
    assert_int_equal(birth[0], -20);
    assert_int_equal(result_table_column(result, "people", "birth", PEOPLE * REPLICATES, 1, birth, &error),
                     STATUS_BAD_DATA);
}

#define LEDGER_ROWS (REPLICATES * PAYMENTS)

static void ledger_column(struct result *result, const char *name, int64_t out[LEDGER_ROWS])
{
    struct error error = {STATUS_OK, ""};
    if (result_table_column(result, "ledger", name, 0, LEDGER_ROWS, out, &error) != STATUS_OK)
        fail_msg("%s", error.text);
}

/* By replicate, person and week: the order of k. */
static void check_ledger(struct result *result)
{
    struct error error;
    int64_t replicate[LEDGER_ROWS], week[LEDGER_ROWS], person[LEDGER_ROWS], pence[LEDGER_ROWS], group[LEDGER_ROWS];
    int64_t start[LEDGER_ROWS], state[LEDGER_ROWS], earned[LEDGER_ROWS], contract[LEDGER_ROWS];
    uint64_t rows = 0;
    assert_int_equal(result_table_rows(result, "ledger", &rows, &error), STATUS_OK);
    assert_int_equal(rows, LEDGER_ROWS);
    ledger_column(result, "replicate", replicate);
    ledger_column(result, "week", week);
    ledger_column(result, "person", person);
    ledger_column(result, "pence", pence);
    ledger_column(result, "earned", earned);
    ledger_column(result, "contract", contract);
    ledger_column(result, "payment_group", group);
    ledger_column(result, "spell_start", start);
    ledger_column(result, "spell_state", state);
    for (int i = 0; i < LEDGER_ROWS; i++) {
        int k = i % PAYMENTS;
        assert_int_equal(replicate[i], i / PAYMENTS);
        assert_int_equal(week[i], 13514 + 7 * (WEEKS_BEFORE + k % 4));
        assert_int_equal(earned[i], week[i] - 7);
        assert_int_equal(contract[i], 7 + k);
        assert_int_equal(person[i], 2000 + k / 4);
        assert_int_equal(pence[i], (k == 7 ? -40000 : 40000) + k); /* money can go back */
        assert_int_equal(group[i], k % 2 ? PAYMENT_GROUP_SUPPORT : PAYMENT_GROUP_JSA_25);
        assert_int_equal(start[i], 13514 + 7 * (k - 9));
        assert_int_equal(state[i], k % 2 ? STATE_CLAIMANT : STATE_EMPLOYED);
    }
}

static void round_trip(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    struct result *result = NULL;
    const char *const *labels;
    const char *text;
    const struct result_parameter *items;
    size_t count;
    write_good(place("a.h5"), "a title, é", 0, &summary);
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(summary.spells, REPLICATES * PEOPLE * 3);
    assert_int_equal(result_open(&result, place("a.h5"), &error), STATUS_OK);
    assert_string_equal(result_text(result, RESULT_TITLE), "a title, é");
    assert_string_equal(result_text(result, RESULT_SCENARIO_DIGEST), "abcdef0123456789");
    assert_true(result_number(result, RESULT_PERSON_WEEKS) == 100);
    assert_int_equal(result_replicates(result), REPLICATES);
    assert_int_equal(result_weeks(result), WEEKS);
    assert_int_equal(result_days(result)[1], 13514 + 7 * (WEEKS_BEFORE + 1));
    assert_string_equal(result_area_names(result)[2], "Glaschú");
    assert_int_equal(result_labels(result, "labour_state", &labels, &count, &error), STATUS_OK);
    assert_int_equal(count, STATE_COUNT);
    assert_string_equal(labels[STATE_EMPLOYED], "employed");
    check_measures(result, WEEKS);
    check_tables(result);
    check_ledger(result);
    assert_int_equal(result_scenario(result, &text, &error), STATUS_OK);
    assert_string_equal(text, "title = \"é\";\n");
    assert_int_equal(result_parameters(result, &items, &count, &error), STATUS_OK);
    assert_int_equal(count, 2);
    assert_string_equal(items[1].origin, "reform.cfg:3");
    assert_true(items[1].default_value > 0.19 && items[1].value < 0.11);
    result_close(result);
}

/* So many weeks that measures take several chunks, the last of them in part. */
static void long_runs_take_several_chunks(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct writer_summary summary;
    struct result *result = NULL;
    assert_int_equal(write_result(place("a.h5"), "long", false, MANY_WEEKS, 0, &summary, &error), STATUS_OK);
    assert_int_equal(result_open(&result, place("a.h5"), &error), STATUS_OK);
    check_measures(result, MANY_WEEKS);
    result_close(result);
}

static void missing_measure(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    struct result *result = NULL;
    struct result_array array = {0};
    write_good(place("a.h5"), "a", 0, &summary);
    assert_int_equal(result_open(&result, place("a.h5"), &error), STATUS_OK);
    assert_int_equal(result_measure(result, "person", &array, &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "no measure 'person'"));
    assert_int_equal(result_measure(result, "time", &array, &error), STATUS_BAD_DATA);
    result_close(result);
}

/* FNV-1a as published, a byte at a time. */
static uint64_t digest_slowly(uint64_t digest, int64_t value)
{
    for (int byte = 0; byte < 8; byte++)
        digest = (digest ^ ((uint64_t)value >> (8 * byte) & 0xFF)) * 0x100000001B3u;
    return digest;
}

static void digest_is_fnv(void **state)
{
    (void)state;
    uint64_t digest = DIGEST_START, slowly = DIGEST_START;
    for (int bit = 0; bit < 64; bit++)
        for (int64_t more = -3; more <= 3; more++) {
            int64_t value = (int64_t)((UINT64_C(1) << bit) + (uint64_t)more);
            digest = digest_number(digest, value);
            slowly = digest_slowly(slowly, value);
            assert_true(digest == slowly);
        }
}

static void digest_is_of_the_content(void **state)
{
    (void)state;
    struct writer_summary first, second;
    write_good(place("a.h5"), "a", 0, &first);
    write_good(place("b.h5"), "another title", 11, &second); /* spells and payments in another order */
    assert_true(first.content_digest == second.content_digest);
    assert_true(digest_number(DIGEST_START, 0) != digest_number(DIGEST_START, 1));
    struct error error;
    struct writer_summary longer;
    assert_int_equal(write_result(place("c.h5"), "a", false, WEEKS + 1, 0, &longer, &error), STATUS_OK);
    assert_true(longer.content_digest != first.content_digest);
}

static void digest_counts_every_payment(void **state)
{
    (void)state;
    struct writer_summary first, second;
    write_good(place("a.h5"), "a", 0, &first);
    more_pence = 1;
    write_good(place("b.h5"), "a", 0, &second);
    more_pence = 0;
    assert_true(first.content_digest != second.content_digest);
}

/* A penny in the ledger that is not in the series, or the other way round: no result. */
static void a_ledger_that_differs_is_refused(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    for (wrong_pence = -1; wrong_pence <= 1; wrong_pence += 2) {
        assert_int_equal(write_result(place("a.h5"), "a", false, WEEKS, 0, &summary, &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "payments of 'start of a service' and the ledger differ by"));
        assert_int_equal(files_in_folder(), 0);
    }
    wrong_pence = 0;
    write_good(place("a.h5"), "a", 0, &summary);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    write_good(place("a.h5"), "the first", 0, &summary);
    assert_int_equal(write_result(place("a.h5"), "the second", false, WEEKS, 0, &summary, &error), STATUS_STORAGE);
    assert_non_null(strstr(error.text, "--force"));
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(write_result(place("a.h5"), "the second", true, WEEKS, 0, &summary, &error), STATUS_OK);
    struct result *result = NULL;
    assert_int_equal(result_open(&result, place("a.h5"), &error), STATUS_OK);
    assert_string_equal(result_text(result, RESULT_TITLE), "the second");
    result_close(result);
    assert_int_equal(write_result(place("none/a.h5"), "x", false, WEEKS, 0, &summary, &error), STATUS_STORAGE);
    assert_int_equal(write_result(folder, "x", true, WEEKS, 0, &summary, &error), STATUS_STORAGE);
}

static void a_file_that_appears_meanwhile_is_kept(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    struct writer_head head = head_of("late", WEEKS);
    struct writer *writer = NULL;
    assert_int_equal(writer_create(&writer, place("a.h5"), false, &head, &error), STATUS_OK);
    for (size_t replicate = 0; replicate < REPLICATES; replicate++) {
        struct writer_rows *rows = NULL;
        assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
        assert_int_equal(add_payments(rows, 0, &error), STATUS_OK);
        assert_int_equal(add_replicate(writer, rows, replicate, WEEKS, &error), STATUS_OK);
        writer_rows_free(rows);
    }
    FILE *other = fopen(place("a.h5"), "w");
    assert_non_null(other);
    assert_int_equal(fclose(other), 0);
    assert_int_equal(writer_publish(writer, &summary, &error), STATUS_STORAGE);
    writer_free(writer);
    struct stat about;
    assert_int_equal(stat(place("a.h5"), &about), 0);
    assert_int_equal(about.st_size, 0);
    assert_int_equal(files_in_folder(), 1);
}

static void an_abandoned_run_leaves_nothing(void **state)
{
    (void)state;
    struct error error;
    struct writer_head head = head_of("stopped", WEEKS);
    struct writer *writer = NULL;
    struct writer_rows *rows = NULL;
    assert_int_equal(writer_create(&writer, place("a.h5"), false, &head, &error), STATUS_OK);
    assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
    assert_int_equal(add_spells(rows, 0, &error), STATUS_OK);
    assert_int_equal(add_payments(rows, 0, &error), STATUS_OK);
    assert_int_equal(add_replicate(writer, rows, 0, WEEKS, &error), STATUS_OK);
    writer_rows_free(rows);
    writer_free(writer);
    assert_int_equal(files_in_folder(), 0);
}

/* In a child: a limit on the size of files stands for a full disk. The run must end by itself, with the right status,
   and leave nothing. Limits grow until the file fits, so that every part of the writing fails once. */
static enum status write_with_limit(rlim_t limit)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit most = {limit, limit};
        struct error error = {STATUS_OK, ""};
        struct writer_summary summary;
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &most);
        _exit((int)write_result(place("full.h5"), "x", false, 2000, 0, &summary, &error));
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    return (enum status)WEXITSTATUS(how);
}

static void full_disk(void **state)
{
    (void)state;
    int failures = 0;
    rlim_t limit = 1000;
    for (; write_with_limit(limit) != STATUS_OK && limit < 100000000; limit += limit / 4 + 1) {
        assert_int_equal(write_with_limit(limit), STATUS_STORAGE);
        assert_int_equal(files_in_folder(), 0);
        failures++;
    }
    assert_true(failures > 10);
    assert_int_equal(files_in_folder(), 1);
}

static size_t read_bytes(const char *path, unsigned char **out)
{
    struct stat about;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &about), 0);
    *out = malloc((size_t)about.st_size);
    assert_int_equal(fread(*out, 1, (size_t)about.st_size, file), about.st_size);
    (void)fclose(file);
    return (size_t)about.st_size;
}

static void write_bytes(const char *path, const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Reads all that can be read; the status of the first failure. */
static enum status read_all(const char *path, struct error *error)
{
    struct result *result = NULL;
    struct result_array array = {0};
    const struct result_parameter *items;
    size_t count;
    enum status status = result_open(&result, path, error);
    for (size_t i = 0; status == STATUS_OK && i < result_measures(result); i++)
        status = result_measure(result, result_measure_name(result, i), &array, error);
    if (status == STATUS_OK)
        status = result_parameters(result, &items, &count, error);
    result_array_clear(&array);
    result_close(result);
    return status;
}

static void truncated_files(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    unsigned char *bytes;
    write_good(place("a.h5"), "a", 0, &summary);
    size_t size = read_bytes(place("a.h5"), &bytes);
    for (size_t cut = 0; cut < size; cut += size / 50) {
        write_bytes(place("cut.h5"), bytes, cut);
        assert_int_equal(read_all(place("cut.h5"), &error), STATUS_BAD_DATA);
    }
    free(bytes);
}

static void other_files(void **state)
{
    (void)state;
    struct error error;
    write_bytes(place("text.h5"), (const unsigned char *)"not a result", 12);
    assert_int_equal(read_all(place("text.h5"), &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "no HDF5 file"));
    assert_int_equal(read_all(folder, &error), STATUS_BAD_DATA);
    assert_int_equal(read_all(place("none.h5"), &error), STATUS_STORAGE);
}

/* Bytes changed at random, each file read in a child, as the command line does: HDF5 1.10 itself dies of some damage to
   its heap of texts. Most damage must come back as an error, and none may hang. */
static void hostile_files(void **state)
{
    (void)state;
    struct writer_summary summary;
    unsigned char *bytes;
    uint32_t random = 12345;
    int crashes = 0;
    write_good(place("a.h5"), "a", 0, &summary);
    size_t size = read_bytes(place("a.h5"), &bytes);
    for (int mutant = 0; mutant < 150; mutant++) {
        unsigned char *copy = malloc(size);
        memcpy(copy, bytes, size);
        for (int change = 0; change < 1 + mutant % 8; change++) {
            random = random * 1664525u + 1013904223u;
            copy[random % size] = (unsigned char)(random >> 24);
        }
        write_bytes(place("mutant.h5"), copy, size);
        free(copy);
        pid_t child = fork();
        if (child == 0) {
            struct error error;
            const int deaths[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
            for (size_t i = 0; i < sizeof deaths / sizeof deaths[0]; i++)
                (void)signal(deaths[i], SIG_DFL); /* cmocka would go on with the next test */
            (void)alarm(60);
            if (!freopen("/dev/null", "w", stderr))
                _exit(99);
            _exit((int)read_all(place("mutant.h5"), &error));
        }
        int how = 0;
        assert_int_equal(waitpid(child, &how, 0), child);
        crashes += WIFSIGNALED(how) && WTERMSIG(how) != SIGALRM;
        assert_false(WIFSIGNALED(how) && WTERMSIG(how) == SIGALRM);
        int code = WIFEXITED(how) ? WEXITSTATUS(how) : 0;
        assert_true(code == 0 || code == STATUS_FAILED || code == STATUS_BAD_DATA || code == STATUS_STORAGE);
    }
    free(bytes);
    assert_true(crashes <= 30); /* all of them inside the library; 6 to 22 with other seeds */
}

static void spool_gives_strips_back(void **state)
{
    (void)state;
    struct error error;
    struct spool spool;
    void *out = NULL;
    size_t capacity = 0, count = 0;
    static struct spell many[1000];
    /* Few rows stay in memory, many go to the file. */
    for (uint32_t rows = 100; rows <= 1000; rows += 900) {
        spool_init(&spool, place("a.h5"), "spells", sizeof(struct spell));
        for (uint32_t week = 0; week < 100; week++)
            for (uint32_t strip = 0; strip < 3; strip++) {
                for (uint32_t i = 0; i < rows; i++)
                    many[i] = (struct spell){.person = strip, .start_week = (int32_t)(week * rows + i)};
                assert_int_equal(spool_add(&spool, strip, many, strip == 1 ? 0 : rows, &error), STATUS_OK);
            }
        for (uint32_t strip = 0; strip < 4; strip++) {
            assert_int_equal(spool_strip(&spool, strip, &out, &capacity, &count, &error), STATUS_OK);
            assert_int_equal(count, strip % 2 ? 0 : 100 * rows);
            for (size_t i = 0; i < count; i++)
                assert_true(((struct spell *)out)[i].person == strip &&
                            ((struct spell *)out)[i].start_week == (int32_t)i);
        }
        assert_int_equal(spool.descriptor >= 0, rows == 1000);
        assert_int_equal(files_in_folder(), 0); /* the file has no name */
        spool_clear(&spool);
    }
    memory_free(out);
}

static void spells_of_strangers(void **state)
{
    (void)state;
    struct error error;
    struct writer_head head = head_of("x", WEEKS);
    struct writer *writer = NULL;
    struct writer_rows *rows = NULL;
    struct spell spell = {.person = 5};
    assert_int_equal(writer_create(&writer, place("a.h5"), false, &head, &error), STATUS_OK);
    assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
    assert_int_equal(writer_add_spells(rows, 0, &spell, 1, &error), STATUS_OK);
    assert_int_equal(add_payments(rows, 0, &error), STATUS_OK);
    assert_int_equal(add_replicate(writer, rows, 0, WEEKS, &error), STATUS_FAILED);
    assert_null(strstr(error.text, "ledger"));
    writer_rows_free(rows);
    writer_free(writer);
}

#define CHECK(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {CHECK(round_trip),
                                       CHECK(long_runs_take_several_chunks),
                                       CHECK(missing_measure),
                                       CHECK(digest_is_fnv),
                                       CHECK(digest_is_of_the_content),
                                       CHECK(digest_counts_every_payment),
                                       CHECK(a_ledger_that_differs_is_refused),
                                       CHECK(nothing_is_overwritten),
                                       CHECK(a_file_that_appears_meanwhile_is_kept),
                                       CHECK(an_abandoned_run_leaves_nothing),
                                       CHECK(full_disk),
                                       CHECK(truncated_files),
                                       CHECK(other_files),
                                       CHECK(hostile_files),
                                       CHECK(spool_gives_strips_back),
                                       CHECK(spells_of_strangers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
