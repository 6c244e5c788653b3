/* routeway compare A B: the differences that a reform makes. */
#include "compare/compare.h"
#include "cli/commands.h"
#include "cli/compare_print.h"
#include "core/dates.h"
#include "core/memory.h"
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct compare_options {
    const char *files[2];
    int n_files;
    int32_t from, until;
    bool has_from, has_until, json, csv, by_area, help;
};

enum { KEY_FROM = 256, KEY_UNTIL, KEY_JSON, KEY_CSV, KEY_BY_AREA };

static const struct argp_option compare_rows[] = {
    {"from", KEY_FROM, "DATE", 0, "first week compared (default: the first that differs)", 0},
    {"until", KEY_UNTIL, "DATE", 0, "compare weeks before this day (default: all)", 0},
    {"by-area", KEY_BY_AREA, NULL, 0, "also employment and claimants by area", 0},
    {"json", KEY_JSON, NULL, 0, "print JSON", 0},
    {"csv", KEY_CSV, NULL, 0, "print CSV", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {0},
};

static error_t compare_option(int key, char *argument, struct argp_state *state)
{
    struct compare_options *options = state->input;
    switch (key) {
    case KEY_FROM:
    case KEY_UNTIL:
        if (!date_parse(argument, key == KEY_FROM ? &options->from : &options->until)) {
            argp_error(state, "'%s' is not a date such as 2009-04-06", argument);
            return EINVAL;
        }
        options->has_from |= key == KEY_FROM;
        options->has_until |= key == KEY_UNTIL;
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case KEY_CSV:
        options->csv = true;
        return 0;
    case KEY_BY_AREA:
        options->by_area = true;
        return 0;
    case '?':
        options->help = true;
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)(ARGP_HELP_EXIT_OK | ARGP_HELP_EXIT_ERR));
        return 0;
    case ARGP_KEY_ARG:
        if (options->n_files == 2) {
            argp_error(state, "two files are compared, not '%s' as well", argument);
            return EINVAL;
        }
        options->files[options->n_files++] = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp compare_argp = {
    compare_rows,
    compare_option,
    "A.h5 B.h5",
    "Compares two runs of the same people: the level under each, the paired difference B - A with its 95% interval "
    "over "
    "replicates, and how much pairing narrowed the interval.",
    NULL,
    NULL,
    NULL,
};

/* The weeks compared: as asked, or from the first that differs to the end. */
static enum status find_window(struct result *a, struct result *b, const struct compare_options *options,
                               struct comparison_view *view, struct error *error)
{
    size_t weeks = result_weeks(a);
    if (comparison_first_difference(a, b, &view->differs_from, error) != STATUS_OK)
        return error->status;
    view->window =
        (struct outcome_window){view->differs_from < weeks ? view->differs_from : 0, weeks, OUTCOME_ALL_AREAS};
    const int32_t *days = result_days(a);
    if (options->has_from)
        for (view->window.from = 0; view->window.from < weeks && days[view->window.from] < options->from;)
            view->window.from++;
    if (options->has_until)
        while (view->window.until > 0 && days[view->window.until - 1] >= options->until)
            view->window.until--;
    if (view->window.from >= view->window.until)
        return error_set(error, STATUS_USAGE, "no recorded week lies between --from and --until");
    return STATUS_OK;
}

static enum status compare_and_print(struct result *a, struct result *b, const struct compare_options *options,
                                     struct error *error)
{
    struct comparison_view view = {a, b, 0, {0, 0, 0}, NULL, 0};
    size_t outcomes;
    (void)outcomes_all(&outcomes);
    if (comparison_check(a, b, error) != STATUS_OK || find_window(a, b, options, &view, error) != STATUS_OK ||
        memory_new(&view.rows, outcomes, sizeof *view.rows, error) != STATUS_OK)
        return error->status;
    enum status status = comparison_rows(a, b, &view.window, view.rows, &view.count, error);
    if (status == STATUS_OK) {
        if (options->json)
            status = compare_print_json(&view, stdout, error);
        else if (options->csv)
            compare_print_csv(&view, stdout);
        else
            compare_print_table(&view, stdout);
    }
    if (status == STATUS_OK && options->by_area && !options->json)
        status = compare_print_areas(&view, options->csv, stdout, error);
    memory_free(view.rows);
    return status;
}

int command_compare(int argc, char **argv)
{
    struct compare_options options = {{NULL, NULL}, 0, 0, 0, false, false, false, false, false, false};
    if (argp_parse(&compare_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options) != 0)
        return STATUS_USAGE;
    if (options.help)
        return STATUS_OK;
    if (options.n_files != 2) {
        fprintf(stderr, "routeway compare: two result files are needed; try 'routeway compare --help'\n");
        return STATUS_USAGE;
    }
    struct error error = {STATUS_OK, ""};
    struct result *a = NULL, *b = NULL;
    enum status status = result_open(&a, options.files[0], &error);
    if (status == STATUS_OK)
        status = result_open(&b, options.files[1], &error);
    if (status == STATUS_OK)
        status = compare_and_print(a, b, &options, &error);
    result_close(b);
    result_close(a);
    if (status != STATUS_OK)
        fprintf(stderr, "routeway compare: %s\n", error.text);
    return (int)status;
}
