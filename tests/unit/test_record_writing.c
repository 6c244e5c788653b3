/* Writing of results: nothing is overwritten or half written, and what does not fit together is refused. */
#include "core/memory.h"
#include "record/spool.h"
#include "record_support.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* A penny in the ledger that is not in the series, or the other way round: no result. */
static void a_ledger_that_differs_is_refused(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    for (wrong_pence = -1; wrong_pence <= 1; wrong_pence += 2) {
        assert_int_equal(write_result(in_folder("a.h5"), "a", false, WEEKS, 0, &summary, &error), STATUS_FAILED);
        assert_non_null(strstr(error.text, "payments of 'start of a service' and the ledger differ by"));
        assert_int_equal(files_in_folder(), 0);
    }
    wrong_pence = 0;
    write_good(in_folder("a.h5"), "a", 0, &summary);
}

static void spells_of_strangers(void **state)
{
    (void)state;
    struct error error;
    struct writer_head head = head_of("x", WEEKS);
    struct writer *writer = NULL;
    struct writer_rows *rows = NULL;
    struct spell spell = {.person = 5};
    assert_int_equal(writer_create(&writer, in_folder("a.h5"), false, &head, &error), STATUS_OK);
    assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
    assert_int_equal(writer_add_spells(rows, 0, &spell, 1, &error), STATUS_OK);
    assert_int_equal(add_payments(rows, 0, &error), STATUS_OK);
    assert_int_equal(add_replicate(writer, rows, 0, WEEKS, &error), STATUS_FAILED);
    assert_null(strstr(error.text, "ledger"));
    writer_rows_free(rows);
    writer_free(writer);
}

static void nothing_is_overwritten(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    write_good(in_folder("a.h5"), "the first", 0, &summary);
    assert_int_equal(write_result(in_folder("a.h5"), "the second", false, WEEKS, 0, &summary, &error), STATUS_STORAGE);
    assert_non_null(strstr(error.text, "--force"));
    assert_int_equal(files_in_folder(), 1);
    assert_int_equal(write_result(in_folder("a.h5"), "the second", true, WEEKS, 0, &summary, &error), STATUS_OK);
    struct result *result = NULL;
    assert_int_equal(result_open(&result, in_folder("a.h5"), &error), STATUS_OK);
    assert_string_equal(result_text(result, RESULT_TITLE), "the second");
    result_close(result);
    assert_int_equal(write_result(in_folder("none/a.h5"), "x", false, WEEKS, 0, &summary, &error), STATUS_STORAGE);
    assert_int_equal(write_result(folder, "x", true, WEEKS, 0, &summary, &error), STATUS_STORAGE);
}

static void a_file_that_appears_meanwhile_is_kept(void **state)
{
    (void)state;
    struct error error;
    struct writer_summary summary;
    struct writer_head head = head_of("late", WEEKS);
    struct writer *writer = NULL;
    assert_int_equal(writer_create(&writer, in_folder("a.h5"), false, &head, &error), STATUS_OK);
    for (size_t replicate = 0; replicate < REPLICATES; replicate++) {
        struct writer_rows *rows = NULL;
        assert_int_equal(writer_rows_create(&rows, writer, &error), STATUS_OK);
        assert_int_equal(add_payments(rows, 0, &error), STATUS_OK);
        assert_int_equal(add_replicate(writer, rows, replicate, WEEKS, &error), STATUS_OK);
        writer_rows_free(rows);
    }
    FILE *other = fopen(in_folder("a.h5"), "w");
    assert_non_null(other);
    assert_int_equal(fclose(other), 0);
    assert_int_equal(writer_publish(writer, &summary, &error), STATUS_STORAGE);
    writer_free(writer);
    struct stat about;
    assert_int_equal(stat(in_folder("a.h5"), &about), 0);
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
    assert_int_equal(writer_create(&writer, in_folder("a.h5"), false, &head, &error), STATUS_OK);
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
        _exit((int)write_result(in_folder("full.h5"), "x", false, 2000, 0, &summary, &error));
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

/* By start, in each strip. */
static int by_start(const void *left, const void *right)
{
    int32_t l = ((const struct spell *)left)->start_week, r = ((const struct spell *)right)->start_week;
    return (l > r) - (l < r);
}

struct expected {
    uint32_t strip;
    size_t rows; /* of strips 0 and 2; the others have none */
};

static enum status expect_sorted(void *context, const void *rows, size_t count, struct error *error)
{
    struct expected *expected = context;
    const struct spell *spells = rows;
    (void)error;
    assert_int_equal(count, expected->strip % 2 ? 0 : expected->rows);
    for (size_t i = 0; i < count; i++)
        assert_true(spells[i].person == expected->strip && spells[i].start_week == (int32_t)i);
    expected->strip++;
    return STATUS_OK;
}

static void spool_gives_strips_back(void **state)
{
    (void)state;
    struct error error;
    struct spool spool;
    static struct spell many[1000];
    /* Few rows stay in memory, many go to the file. */
    for (uint32_t rows = 100; rows <= 1000; rows += 900) {
        spool_init(&spool, in_folder("a.h5"), "spells", sizeof(struct spell));
        for (uint32_t week = 100; week-- > 0;)
            for (uint32_t strip = 0; strip < 3; strip++) {
                for (uint32_t i = 0; i < rows; i++)
                    many[i] = (struct spell){.person = strip, .start_week = (int32_t)(week * rows + rows - 1 - i)};
                assert_int_equal(spool_add(&spool, strip, many, strip == 1 ? 0 : rows, &error), STATUS_OK);
            }
        for (int workers = 1; workers <= 3; workers += 2) {
            struct expected expected = {0, 100 * rows};
            assert_int_equal(spool_sorted(&spool, 4, workers, by_start, expect_sorted, &expected, &error), STATUS_OK);
            assert_int_equal(expected.strip, 4);
        }
        assert_int_equal(spool.descriptor >= 0, rows == 1000);
        assert_int_equal(files_in_folder(), 0); /* the file has no name */
        spool_clear(&spool);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_NEW_FOLDER(a_ledger_that_differs_is_refused), IN_NEW_FOLDER(spells_of_strangers),
        IN_NEW_FOLDER(nothing_is_overwritten),           IN_NEW_FOLDER(a_file_that_appears_meanwhile_is_kept),
        IN_NEW_FOLDER(an_abandoned_run_leaves_nothing),  IN_NEW_FOLDER(full_disk),
        IN_NEW_FOLDER(spool_gives_strips_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
