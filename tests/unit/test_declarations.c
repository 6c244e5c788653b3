/* Declared parameters, measures and columns: complete, consistent, and with sources that exist. */
#include "agents/measures.h"
#include "agents/persons.h"
#include "agents/rules.h"
#include "helpers.h"
#include <stdio.h>

#define EVIDENCE_MOST 1000

static char evidence[EVIDENCE_MOST][16]; /* ids */
static size_t n_evidence;

/* The first field of every line is the id; no field holds a line break (checked). */
static int read_evidence(void **state)
{
    (void)state;
    char line[4000];
    FILE *file = fopen(SOURCE_DIR "/docs/evidence.csv", "r");
    if (!file)
        return -1;
    while (fgets(line, sizeof line, file)) {
        char *end = line[0] == '"' ? strchr(line + 1, '"') : NULL;
        if (!end || end - line - 1 > 15 || n_evidence == EVIDENCE_MOST || !strchr(line, '\n'))
            return -1;
        memcpy(evidence[n_evidence++], line + 1, (size_t)(end - line - 1));
    }
    return fclose(file);
}

static bool is_evidence(const char *id)
{
    for (size_t i = 1; i < n_evidence; i++)
        if (strcmp(evidence[i], id) == 0)
            return true;
    return false;
}

static void evidence_ids_are_unique(void **state)
{
    (void)state;
    assert_string_equal(evidence[0], "id");
    assert_true(n_evidence > 300);
    for (size_t a = 0; a < n_evidence; a++)
        for (size_t b = 0; b < a; b++)
            assert_string_not_equal(evidence[a], evidence[b]);
}

static bool whole(double x)
{
    return x == (double)(int64_t)x;
}

static void values_lie_in_their_bounds(void **state)
{
    (void)state;
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < all[i].count; c++) {
            double value = all[i].defaults[c];
            if (!(all[i].low <= value && value <= all[i].high))
                fail_msg("%s.%s, cell %zu: %g is not within %g and %g", all[i].module, all[i].name, c, value,
                         all[i].low, all[i].high);
            if (all[i].type != TYPE_REAL && !(whole(value) && whole(all[i].low) && whole(all[i].high)))
                fail_msg("%s.%s is not whole", all[i].module, all[i].name);
        }
}

static void cells_and_choices_have_labels(void **state)
{
    (void)state;
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(all[i].count, all[i].axis ? all[i].axis->count : 1);
        assert_int_equal(all[i].type == TYPE_CHOICE, all[i].choices != NULL);
        if (all[i].choices)
            assert_true(all[i].low == 0 && all[i].high == (double)(all[i].choices->count - 1));
        /* a path has one value */
        assert_true(all[i].vary != BY_PATH || (all[i].count == 1 && all[i].type == TYPE_REAL));
    }
}

static void rows_say_what_they_are_and_where_from(void **state)
{
    (void)state;
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(all[i].sentence) < 5)
            fail_msg("%s.%s has no sentence", all[i].module, all[i].name);
        if (strcmp(all[i].source, "assumption") != 0 && !is_evidence(all[i].source))
            fail_msg("%s.%s: source '%s' is not in docs/evidence.csv", all[i].module, all[i].name, all[i].source);
        assert_non_null(all[i].unit);
        for (size_t k = 0; k < i; k++)
            if (strcmp(all[i].module, all[k].module) == 0 && strcmp(all[i].name, all[k].name) == 0)
                fail_msg("%s.%s is declared twice", all[i].module, all[i].name);
    }
}

/* Every double of struct rules belongs to one cell of one parameter. */
static void offsets_cover_the_rules_once(void **state)
{
    (void)state;
    uint8_t used[sizeof(struct rules) / sizeof(double)] = {0};
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(all[i].offset % sizeof(double), 0);
        for (size_t c = 0; c < all[i].count; c++) {
            size_t place = all[i].offset / sizeof(double) + c;
            assert_true(place < sizeof used);
            used[place]++;
        }
    }
    for (size_t place = 0; place < sizeof used; place++)
        assert_int_equal(used[place], 1);
}

static void fields_are_where_the_offsets_say(void **state)
{
    (void)state;
    size_t count;
    struct rules rules;
    const struct parameter *all = parameters_all(&count);
    default_rules(&rules);
    assert_true(rules.run.scale == 0.05 && rules.claims.contributory_weeks == 26 &&
                rules.jobcentre.minimum_minutes[2] == 8);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].module, "matching") == 0 && strcmp(all[i].name, "search_effect") == 0)
            assert_int_equal(all[i].offset, offsetof(struct rules, matching.search_effect));
}

static void measures_are_described(void **state)
{
    (void)state;
    size_t count;
    const struct measure *all = measures_all(&count);
    assert_int_equal(count, COUNTS);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(all[i].sentence) > 5 && strlen(all[i].unit) > 0 && strlen(all[i].name) > 0);
        assert_int_equal(all[i].cells, all[i].axis ? all[i].axis->count : 1);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(all[i].name, all[k].name);
    }
}

static void columns_are_described(void **state)
{
    (void)state;
    size_t count, bytes = 0;
    const struct column *all = columns_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(strlen(all[i].sentence) > 5 && strlen(all[i].name) > 0 && all[i].unit != NULL);
        assert_true(all[i].offset + sizeof(void *) <= sizeof(struct persons));
        bytes += all[i].size;
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(all[i].name, all[k].name);
            assert_int_not_equal(all[i].offset, all[k].offset);
        }
    }
    assert_int_equal(bytes, persons_bytes());
}

static void processes_are_described(void **state)
{
    (void)state;
    size_t count;
    const struct process_info *all = processes_all(&count);
    assert_true(count > 5);
    for (size_t i = 0; i < count; i++)
        assert_true(strlen(all[i].name) > 0 && strlen(all[i].sentence) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_ids_are_unique),       cmocka_unit_test(values_lie_in_their_bounds),
        cmocka_unit_test(cells_and_choices_have_labels), cmocka_unit_test(rows_say_what_they_are_and_where_from),
        cmocka_unit_test(offsets_cover_the_rules_once),  cmocka_unit_test(fields_are_where_the_offsets_say),
        cmocka_unit_test(measures_are_described),        cmocka_unit_test(columns_are_described),
        cmocka_unit_test(processes_are_described),
    };
    return cmocka_run_group_tests(tests, read_evidence, NULL);
}
