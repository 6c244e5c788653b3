/* Files that are no results, or no longer: each is refused. */
#include "record_support.h"
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

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
    write_good(in_folder("a.h5"), "a", 0, &summary);
    size_t size = read_bytes(in_folder("a.h5"), &bytes);
    for (size_t cut = 0; cut < size; cut += size / 50) {
        write_bytes("cut.h5", bytes, cut);
        assert_int_equal(read_all(in_folder("cut.h5"), &error), STATUS_BAD_DATA);
    }
    free(bytes);
}

static void other_files(void **state)
{
    (void)state;
    struct error error;
    write_bytes("text.h5", "not a result", 12);
    assert_int_equal(read_all(in_folder("text.h5"), &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "no HDF5 file"));
    assert_int_equal(read_all(folder, &error), STATUS_BAD_DATA);
    assert_int_equal(read_all(in_folder("none.h5"), &error), STATUS_STORAGE);
}

/* In a child, as the command line does: HDF5 1.10 itself dies of some damage to its heap of texts. How it ended, which
   must be in time. */
static int read_in_child(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        struct error error;
        const int deaths[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
        for (size_t i = 0; i < sizeof deaths / sizeof deaths[0]; i++)
            (void)signal(deaths[i], SIG_DFL); /* cmocka would go on with the next test */
        (void)alarm(60);
        if (!freopen("/dev/null", "w", stderr))
            _exit(99);
        _exit((int)read_all(path, &error));
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_false(WIFSIGNALED(how) && WTERMSIG(how) == SIGALRM);
    return how;
}

static void write_damaged(const char *name, const unsigned char *bytes, size_t size, int changes, uint32_t *random)
{
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    for (int i = 0; i < changes; i++) {
        *random = *random * 1664525u + 1013904223u;
        copy[*random % size] = (unsigned char)(*random >> 24);
    }
    write_bytes(name, copy, size);
    free(copy);
}

/* Bytes changed at random: most damage must come back as an error. */
static void hostile_files(void **state)
{
    (void)state;
    struct writer_summary summary;
    unsigned char *bytes;
    uint32_t random = 12345;
    int crashes = 0;
    write_good(in_folder("a.h5"), "a", 0, &summary);
    size_t size = read_bytes(in_folder("a.h5"), &bytes);
    for (int mutant = 0; mutant < 150; mutant++) {
        write_damaged("mutant.h5", bytes, size, 1 + mutant % 8, &random);
        int how = read_in_child(in_folder("mutant.h5"));
        int code = WIFEXITED(how) ? WEXITSTATUS(how) : 0;
        crashes += WIFSIGNALED(how);
        assert_true(code == 0 || code == STATUS_FAILED || code == STATUS_BAD_DATA || code == STATUS_STORAGE);
    }
    free(bytes);
    assert_true(crashes <= 30); /* all of them inside the library; 6 to 22 with other seeds */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_NEW_FOLDER(truncated_files),
        IN_NEW_FOLDER(other_files),
        IN_NEW_FOLDER(hostile_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
