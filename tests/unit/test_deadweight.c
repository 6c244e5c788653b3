/* Deadweight, on made-up results: who would have worked as long without provision is worked out by hand. */
#include "cli/commands.h"
#include "compare/deadweight.h"
#include "compare_support.h"
#include "support/command.h"
#include <math.h>

#define PERSONS 4

/* Person, group, weeks of the journey and weeks worked in it as the contract counts them. */
struct made_up_client {
    uint32_t person;
    enum payment_group group;
    int32_t from, until; /* until: the week in which it ended, which counts */
    uint16_t worked;
    uint8_t outcome;
};
static const struct made_up_client clients[] = {
    {0, PAYMENT_GROUP_JSA_18_24, 10, 19, 6, 1}, {1, PAYMENT_GROUP_JSA_18_24, 10, 19, 7, 1},
    {2, PAYMENT_GROUP_JSA_25, 5, 30, 13, 1},    {3, PAYMENT_GROUP_JSA_25, 5, 30, 0, 0}, /* no outcome */
    {0, PAYMENT_GROUP_JSA_25, 25, 30, 4, 1},                                            /* a second journey */
};

/* Spells in work in the twin, [start, end). Between weeks 10 and 19: person 0 works 4 + 2 weeks; person 1 works 6, as
   what lies before and after does not count. Person 0 works 4 weeks of the second journey. Person 2 works 12 weeks in
   the first replicate and 13 in the second. */
static const struct spell in_work[] = {
    {.person = 0, .start_week = -20, .end_week = 14}, {.person = 0, .start_week = 18, .end_week = 20},
    {.person = 0, .start_week = 27, .end_week = 40},  {.person = 1, .start_week = 2, .end_week = 16},
    {.person = 1, .start_week = 20, .end_week = 39},  {.person = 2, .start_week = 18, .end_week = 30},
};

/* A run with provision, or its twin without. */
struct deadweight_part {
    bool provision;
    uint32_t persons; /* whose spells are recorded: PERSONS or none */
    int64_t replicate;
};

static int64_t starts_with_provision(const void *of, size_t measure, size_t at)
{
    const struct deadweight_part *part = of;
    return measure == COUNT_journey_starts && at == 0 && part->provision;
}

static enum status add_spells(const struct deadweight_part *part, struct writer_rows *rows, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && !part->provision && i < sizeof in_work / sizeof in_work[0]; i++) {
        struct spell spell = in_work[i];
        spell.row = spell.person;
        spell.work_area = 0;
        spell.state = STATE_EMPLOYED;
        spell.end_week += spell.person == 2 && part->replicate == 1;
        status = writer_add_spells(rows, 0, &spell, 1, error);
    }
    /* out of work all the time: nothing to count */
    const struct spell claim = {.person = 3,
                                .row = 3,
                                .start_week = 0,
                                .end_week = MADE_UP_WEEKS,
                                .work_area = UINT16_MAX,
                                .state = STATE_CLAIMANT,
                                .open = 1};
    return status == STATUS_OK ? writer_add_spells(rows, 0, &claim, 1, error) : status;
}

static enum status add_rows(const void *of, struct writer_rows *rows, struct error *error)
{
    const struct deadweight_part *part = of;
    if (part->persons == 0)
        return STATUS_OK;
    enum status status = add_spells(part, rows, error);
    for (size_t i = 0; status == STATUS_OK && part->provision && i < sizeof clients / sizeof clients[0]; i++) {
        const struct journey_facts journey = {.person = clients[i].person,
                                              .referred = clients[i].from - 1,
                                              .attached = clients[i].from,
                                              .end_week = clients[i].until,
                                              .weeks_worked = clients[i].worked,
                                              .group = (uint8_t)clients[i].group,
                                              .outcome = clients[i].outcome};
        status = writer_add_journeys(rows, 0, &journey, 1, error);
    }
    return status;
}

static enum status add_replicate(struct writer *writer, const void *of, int64_t replicate, struct error *error)
{
    struct deadweight_part part = *(const struct deadweight_part *)of;
    struct person_facts people[PERSONS];
    for (uint32_t i = 0; i < PERSONS; i++)
        people[i] = (struct person_facts){.person = i};
    part.replicate = replicate;
    const struct made_up_content content = {&part, starts_with_provision, add_rows, people, part.persons};
    return made_up_add(writer, MADE_UP_WEEKS, &content, error);
}

static struct result *made_up_run(const char *name, bool provision, uint32_t persons)
{
    const struct deadweight_part part = {provision, persons, 0};
    made_up_write_by(&usual, in_folder(name), add_replicate, &part);
    return opened(in_folder(name));
}

/* First group: person 0 (6 of 6 weeks) but not person 1 (6 of 7). Second: person 2 (12 or 13 of 13), and person 0's
   second journey (4 of 4). */
static void worked_out_by_hand(void **state)
{
    (void)state;
    struct result *run = made_up_run("run.h5", true, PERSONS), *twin = made_up_run("twin.h5", false, PERSONS);
    struct deadweight_row *rows = NULL;
    size_t count = 0;
    struct error error = {STATUS_OK, ""};
    assert_int_equal(deadweight_rows(run, twin, &rows, &count, &error), STATUS_OK);
    assert_int_equal(count, PAYMENT_GROUP_COUNT + 1);
    const struct deadweight_row *young = &rows[PAYMENT_GROUP_JSA_18_24], *adult = &rows[PAYMENT_GROUP_JSA_25],
                                *all = &rows[PAYMENT_GROUP_COUNT];
    assert_int_equal(young->persons, 4);
    assert_within(young->share, 0.5, 1e-12);
    assert_within(young->low, 0.5, 1e-12);
    assert_int_equal(adult->persons, 4);
    assert_within(adult->share, 0.75, 1e-12); /* 0.5 and 1 */
    /* t of 0.975 with one degree of freedom is 12.706; the standard error of 0.5 and 1 is 0.25 */
    assert_within(adult->high, 0.75 + 0.25 * 12.7062, 1e-4);
    assert_int_equal(all->persons, 8);
    assert_within(all->share, 0.625, 1e-12); /* 0.5 and 0.75 */
    assert_string_equal(all->group, "all");
    assert_int_equal(rows[PAYMENT_GROUP_PRISON].persons, 0);
    assert_true(isnan(rows[PAYMENT_GROUP_PRISON].share) && isnan(rows[PAYMENT_GROUP_PRISON].low));
    memory_free(rows);
    result_close(run);
    result_close(twin);
}

static void what_is_no_twin(void **state)
{
    (void)state;
    struct result *run = made_up_run("run.h5", true, PERSONS), *twin = made_up_run("twin.h5", false, PERSONS),
                  *nobody = made_up_run("nobody.h5", false, 0);
    struct deadweight_row *rows = NULL;
    size_t count = 0;
    struct error error = {STATUS_OK, ""};
    assert_int_equal(deadweight_rows(run, run, &rows, &count, &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "has provision: 2 persons"));
    assert_int_equal(deadweight_rows(run, nobody, &rows, &count, &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "not among the recorded persons"));
    assert_int_equal(deadweight_rows(nobody, twin, &rows, &count, &error), STATUS_BAD_DATA);
    assert_non_null(strstr(error.text, "records nobody's spells"));
    assert_null(rows);
    assert_int_equal(count, 0);
    result_close(run);
    result_close(twin);
    result_close(nobody);
}

static int compare(int argc, const char *const *words)
{
    return run_command(command_compare, in_folder("out"), argc, words);
}

static void the_command_prints_it(void **state)
{
    (void)state;
    char a[384], b[384], line[200];
    int found = 0;
    result_close(made_up_run("run.h5", true, PERSONS));
    result_close(made_up_run("twin.h5", false, PERSONS));
    (void)snprintf(a, sizeof a, "%s", in_folder("run.h5"));
    (void)snprintf(b, sizeof b, "%s", in_folder("twin.h5"));
    assert_int_equal(compare(5, (const char *[]){"compare", a, b, "--deadweight", "--csv"}), STATUS_OK);
    FILE *file = fopen(in_folder("out"), "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        found += strcmp(line, "1 JSA 18-24,4,0.5,0.5,0.5\n") == 0 || strcmp(line, "9 JSA prison leavers,0,,,\n") == 0;
    (void)fclose(file);
    assert_int_equal(found, 2);
    assert_int_equal(compare(4, (const char *[]){"compare", a, b, "--deadweight"}), STATUS_OK);
    assert_int_equal(compare(5, (const char *[]){"compare", a, b, "--deadweight", "--json"}), STATUS_OK);
    assert_int_equal(compare(4, (const char *[]){"compare", b, a, "--deadweight"}), STATUS_BAD_DATA);
    assert_int_equal(compare(5, (const char *[]){"compare", a, b, "--deadweight", "--by-area"}), STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_out_by_hand),
        cmocka_unit_test(what_is_no_twin),
        cmocka_unit_test(the_command_prints_it),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
