/* routeway compare: what it prints for machines and people, and its exit codes. */
#include "cli/commands.h"
#include "compare_support.h"
#include "support/command.h"
#include <jansson.h>

#define ROUNDING 1e-9

static int compare(const char *output, int argc, const char *const *words)
{
    return run_command(command_compare, in_folder(output), argc, words);
}

static void write_pair(uint32_t replicates, char a[384], char b[384])
{
    struct made_up first = usual, second = usual;
    first.replicates = second.replicates = replicates;
    second.reform = 10;
    (void)snprintf(a, 384, "%s", in_folder("a.h5"));
    (void)snprintf(b, 384, "%s", in_folder("b.h5"));
    made_up_write(&first, a);
    made_up_write(&second, b);
}

static void json_says_the_same(void **state)
{
    (void)state;
    char a[384], b[384];
    const char *text = NULL;
    write_pair(2, a, b);
    assert_int_equal(compare("out.json", 5, (const char *[]){"compare", a, b, "--json", "--by-area"}), STATUS_OK);
    json_t *root = json_load_file(in_folder("out.json"), 0, NULL);
    assert_non_null(root);
    json_t *row = json_array_get(json_object_get(root, "outcomes"), 1);
    assert_string_equal(json_string_value(json_object_get(row, "outcome")), "employed");
    assert_within(json_number_value(json_object_get(row, "difference")), 50, ROUNDING);
    assert_string_equal(json_string_value(json_object_get(root, "first_week")), "2008-03-17");
    assert_int_equal(json_array_size(json_object_get(root, "areas")), 4);
    text = json_string_value(json_array_get(json_object_get(root, "headlines"), 0));
    assert_string_equal(text, "Under B, claimants are 20 lower (95% interval 20 to 20).");
    json_decref(root);
}

static void one_replicate_is_said(void **state)
{
    (void)state;
    char a[384], b[384], line[200];
    int said = 0, intervals = 0;
    write_pair(1, a, b);
    assert_int_equal(compare("out.json", 4, (const char *[]){"compare", a, b, "--json"}), STATUS_OK);
    json_t *root = json_load_file(in_folder("out.json"), 0, NULL);
    json_t *row = json_array_get(json_object_get(root, "outcomes"), 1);
    assert_true(json_is_null(json_object_get(row, "low")) && json_is_null(json_object_get(row, "standard_error")));
    assert_within(json_number_value(json_object_get(row, "difference")), 40, ROUNDING);
    json_decref(root);
    assert_int_equal(compare("out.txt", 3, (const char *[]){"compare", a, b}), STATUS_OK);
    FILE *file = fopen(in_folder("out.txt"), "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        said |= strstr(line, "With one replicate there is no interval") != NULL;
        intervals |= strstr(line, "95%") != NULL || strstr(line, "nan") != NULL;
    }
    (void)fclose(file);
    assert_true(said && !intervals);
}

static void exit_codes(void **state)
{
    (void)state;
    char a[384], b[384];
    struct made_up other = usual;
    other.seed = 8;
    write_pair(2, a, b);
    made_up_write(&other, in_folder("other.h5"));
    assert_int_equal(compare("out", 3, (const char *[]){"compare", a, b}), STATUS_OK);
    assert_int_equal(compare("out", 3, (const char *[]){"compare", a, in_folder("other.h5")}), STATUS_BAD_DATA);
    assert_int_equal(compare("out", 3, (const char *[]){"compare", a, in_folder("none.h5")}), STATUS_STORAGE);
    assert_int_equal(compare("out", 2, (const char *[]){"compare", a}), STATUS_USAGE);
    assert_int_equal(compare("out", 4, (const char *[]){"compare", a, b, b}), STATUS_USAGE);
    assert_int_equal(compare("out", 5, (const char *[]){"compare", a, b, "--json", "--csv"}), STATUS_USAGE);
    assert_int_equal(compare("out", 4, (const char *[]){"compare", a, b, "--from=2008-02-30"}), STATUS_USAGE);
    assert_int_equal(compare("out", 4, (const char *[]){"compare", a, b, "--from=2030-01-01"}), STATUS_USAGE);
    /* before the two differ there are weeks to compare all the same */
    assert_int_equal(compare("out", 4, (const char *[]){"compare", a, b, "--until=2008-02-01"}), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_the_same),
        cmocka_unit_test(one_replicate_is_said),
        cmocka_unit_test(exit_codes),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
