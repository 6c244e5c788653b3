/* Results: what is written is read back, and the digest is of all that is in them. */
#include "record/digest.h"
#include "record_support.h"

#define MANY_WEEKS 3000

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
        size_t cells = series_length(&measures[m], weeks, AREAS);
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
    write_good(in_folder("a.h5"), "a title, é", 0, &summary);
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(summary.spells, REPLICATES * PEOPLE * 3);
    assert_int_equal(result_open(&result, in_folder("a.h5"), &error), STATUS_OK);
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
    assert_int_equal(write_result(in_folder("a.h5"), "long", false, MANY_WEEKS, 0, &summary, &error), STATUS_OK);
    assert_int_equal(result_open(&result, in_folder("a.h5"), &error), STATUS_OK);
    check_measures(result, MANY_WEEKS);
    result_close(result);
}

/* And so do several threads, and rows in another order. */
static void blocks_make_the_same_result(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct writer_summary whole, blocks;
    struct result *result = NULL;
    int32_t weeks = 2 * WRITER_BLOCK + 3;
    assert_int_equal(write_result(in_folder("a.h5"), "a", false, weeks, 0, &whole, &error), STATUS_OK);
    in_blocks = true;
    threads = 3;
    assert_int_equal(write_result(in_folder("b.h5"), "b", false, weeks, 11, &blocks, &error), STATUS_OK);
    in_blocks = false;
    threads = 1;
    assert_true(whole.content_digest == blocks.content_digest);
    assert_int_equal(result_open(&result, in_folder("b.h5"), &error), STATUS_OK);
    check_measures(result, weeks);
    result_close(result);
}

#define MANY_AREAS 400
#define CHUNKED_WEEKS (WRITER_BLOCK + 1)

static int64_t number_by_place(const void *unused, size_t measure, size_t at)
{
    (void)unused;
    bool of_ledger = measure == COUNT_payments || measure == COUNT_payments_by_stream ||
                     measure == COUNT_payments_by_provider || measure == COUNT_payments_by_group ||
                     measure == COUNT_payments_made;
    int64_t small = (int64_t)(at % 10007 + measure);
    switch (of_ledger ? 0 : at / 777 % 4) {
    case 0:
        return 0; /* for so long that bytes of a whole stretch are zeros */
    case 1:
        return small;
    case 2:
        return at % 5 == 0 ? -small : small * 200000;
    default:
        return small % 100;
    }
}

static void write_wide(const char *path)
{
    static struct area_facts many[MANY_AREAS];
    static const struct region wide = {"wide", MANY_AREAS, many, NULL};
    struct error error = {STATUS_OK, ""};
    struct writer_head head = head_of("wide", CHUNKED_WEEKS);
    struct writer *writer = NULL;
    struct writer_rows *rows = NULL;
    struct writer_summary summary;
    struct numbers series[COUNTS];
    head.region = &wide;
    head.replicates = 1;
    for (size_t a = 0; a < MANY_AREAS; a++)
        (void)snprintf(many[a].code, sizeof many[a].code, "A%zu", a);
    series_make(series, CHUNKED_WEEKS, MANY_AREAS, number_by_place, NULL);
    assert_int_equal(writer_create(&writer, path, false, &head, &error), STATUS_OK);
    assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
    assert_int_equal(writer_pack(rows, series, 0, CHUNKED_WEEKS, 1, &error), STATUS_OK);
    const struct writer_replicate numbers = {NULL, 0, 1, 1, 1, rows};
    assert_int_equal(writer_add_replicate(writer, &numbers, &error), STATUS_OK);
    assert_int_equal(writer_publish(writer, &summary, &error), STATUS_OK);
    writer_rows_free(rows);
    writer_free(writer);
    series_free(series);
}

/* So many areas that a block of weeks takes several chunks. */
static void wide_results_are_read_back(void **state)
{
    (void)state;
    static const enum count some[] = {COUNT_persons, COUNT_accounts, COUNT_claim_starts, COUNT_survey_persons};
    struct error error = {STATUS_OK, ""};
    struct result *result = NULL;
    struct result_array array = {0};
    size_t n_measures;
    write_wide(in_folder("a.h5"));
    assert_int_equal(result_open(&result, in_folder("a.h5"), &error), STATUS_OK);
    for (size_t k = 0; k < sizeof some / sizeof some[0]; k++) {
        const struct measure *measure = &measures_all(&n_measures)[some[k]];
        assert_int_equal(result_measure(result, measure->name, &array, &error), STATUS_OK);
        assert_int_equal(array.count, series_length(measure, CHUNKED_WEEKS, MANY_AREAS));
        for (size_t i = 0; i < array.count; i++)
            assert_true((int64_t)array.values[i] == number_by_place(NULL, some[k], i));
    }
    result_array_clear(&array);
    result_close(result);
}

static void missing_measure(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    struct result *result = NULL;
    struct result_array array = {0};
    write_good(in_folder("a.h5"), "a", 0, &summary);
    assert_int_equal(result_open(&result, in_folder("a.h5"), &error), STATUS_OK);
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

/* Zeros in runs of any length, at any place, among numbers of both signs. */
static void digest_of_a_measure_is_fnv(void **state)
{
    (void)state;
    int64_t wide[48];
    int32_t narrow[48];
    for (size_t zeros = 0; zeros < 30; zeros++)
        for (size_t first = 0; first < 10; first++)
            for (size_t count = 0; count <= 48; count++) {
                uint64_t slowly = DIGEST_START;
                for (size_t i = 0; i < count; i++) {
                    wide[i] = narrow[i] = i >= first && i < first + zeros ? 0 : i % 2 ? -(int32_t)i : 1 << i % 31;
                    slowly = digest_slowly(slowly, wide[i]);
                }
                assert_true(digest_measure(DIGEST_START, (struct numbers){.wide = wide}, count) == slowly);
                assert_true(digest_measure(DIGEST_START, (struct numbers){.narrow = narrow}, count) == slowly);
            }
    for (size_t k = 0; k < 8; k++) {
        int64_t far[8] = {0};
        uint64_t slowly = DIGEST_START;
        far[k] = k % 2 ? INT64_MIN : INT64_C(1) << 40;
        for (size_t i = 0; i < 8; i++)
            slowly = digest_slowly(slowly, far[i]);
        assert_true(digest_measure(DIGEST_START, (struct numbers){.wide = far}, 8) == slowly);
    }
}

static void digest_is_of_the_content(void **state)
{
    (void)state;
    struct writer_summary first, second;
    write_good(in_folder("a.h5"), "a", 0, &first);
    write_good(in_folder("b.h5"), "another title", 11, &second); /* spells and payments in another order */
    assert_true(first.content_digest == second.content_digest);
    assert_true(digest_number(DIGEST_START, 0) != digest_number(DIGEST_START, 1));
    struct error error;
    struct writer_summary longer;
    assert_int_equal(write_result(in_folder("c.h5"), "a", false, WEEKS + 1, 0, &longer, &error), STATUS_OK);
    assert_true(longer.content_digest != first.content_digest);
}

static void digest_counts_every_payment(void **state)
{
    (void)state;
    struct writer_summary first, second;
    write_good(in_folder("a.h5"), "a", 0, &first);
    more_pence = 1;
    write_good(in_folder("b.h5"), "a", 0, &second);
    more_pence = 0;
    assert_true(first.content_digest != second.content_digest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_NEW_FOLDER(round_trip),
        IN_NEW_FOLDER(long_runs_take_several_chunks),
        IN_NEW_FOLDER(wide_results_are_read_back),
        IN_NEW_FOLDER(blocks_make_the_same_result),
        IN_NEW_FOLDER(missing_measure),
        IN_NEW_FOLDER(digest_is_fnv),
        IN_NEW_FOLDER(digest_of_a_measure_is_fnv),
        IN_NEW_FOLDER(digest_is_of_the_content),
        IN_NEW_FOLDER(digest_counts_every_payment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
