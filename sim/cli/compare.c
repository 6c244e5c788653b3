/* routeway compare A B: the differences that a reform makes. */
#include "cli/commands.h"
#include "cli/compare_deadweight.h"
#include "cli/compare_print.h"
#include "core/dates.h"
#include "core/memory.h"
#include <argp.h>
#include <errno.h>
#include <stdio.h>

struct compare_options {
    const char *files[2];
    int n_files;
    int32_t from, until;
    bool has_from, has_until, json, csv, by_area, deadweight, help;
};

enum { KEY_FROM = 256, KEY_UNTIL, KEY_JSON, KEY_CSV, KEY_BY_AREA, KEY_DEADWEIGHT };

static const struct argp_option option_rows[] = {
    {"from", KEY_FROM, "DATE", 0,
     "first week compared (default: the first that differs, or the new financial year just before it)", 0},
    {"until", KEY_UNTIL, "DATE", 0, "compare weeks before this day (default: all)", 0},
    {"by-area", KEY_BY_AREA, NULL, 0, "also employment and claimants in each area", 0},
    {"deadweight", KEY_DEADWEIGHT, NULL, 0,
     "instead: persons with a paid job outcome in A who worked as long in B, a run without provision", 0},
    {"json", KEY_JSON, NULL, 0, "print the comparison as JSON", 0},
    {"csv", KEY_CSV, NULL, 0, "print one row an outcome as CSV", 0},
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
    case KEY_DEADWEIGHT:
        options->deadweight = true;
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
    option_rows,
    compare_option,
    "A.h5 B.h5",
    "Compares two runs of the same people: the level under each, the paired difference B - A with its 95% interval "
    "over "
    "replicates, and how much pairing narrowed the interval.\v"
    "Both runs must have the same region, dates, scale, seed and replicates.\n"
    "Exit codes: 0 done, 2 usage, 4 no result, a damaged one, or two that cannot be paired, 5 a file cannot be read.",
    NULL,
    NULL,
    NULL,
};

/* The weeks compared: as asked, or from the first that differs to the end. */
static enum status find_window(const struct compare_options *options, struct comparison_view *view, struct error *error)
{
    size_t weeks = result_weeks(view->a);
    const int32_t *days = result_days(view->a);
    struct outcome_window *window = &view->window;
    *window = (struct outcome_window){0, weeks};
    if (comparison_first_difference(view->a, view->b, &view->differs_from, error) != STATUS_OK)
        return error->status;
    while (options->has_until && window->until > 0 && days[window->until - 1] >= options->until)
        window->until--;
    while (options->has_from && window->from < weeks && days[window->from] < options->from)
        window->from++;
    if (!options->has_from && view->differs_from < window->until)
        window->from = comparison_new_year(days, view->differs_from);
    if (window->from >= window->until)
        return error_set(error, STATUS_USAGE, "no recorded week lies between --from and --until");
    return STATUS_OK;
}

static enum status compare_rows(const struct compare_options *options, struct comparison_view *view,
                                struct error *error)
{
    size_t outcomes, areas = result_areas(view->a);
    (void)outcomes_all(&outcomes);
    enum status status = memory_new(&view->rows, outcomes, sizeof *view->rows, error);
    if (status == STATUS_OK)
        status = comparison_rows(view->a, view->b, &view->window, view->rows, &view->count, error);
    if (status != STATUS_OK || !options->by_area)
        return status;
    status = memory_new(&view->area_rows, areas * COMPARISON_BY_AREA, sizeof *view->area_rows, error);
    if (status == STATUS_OK)
        status = comparison_area_rows(view->a, view->b, &view->window, view->area_rows, error);
    view->area_count = areas * COMPARISON_BY_AREA;
    return status;
}

/* Flushes what has been printed. */
static enum status finish(struct error *error)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        return error_set(error, STATUS_STORAGE, "the output could not be written");
    return STATUS_OK;
}

static enum status print_view(const struct compare_options *options, const struct comparison_view *view,
                              struct error *error)
{
    enum status status = STATUS_OK;
    if (options->json)
        status = compare_print_json(view, stdout, error);
    else if (options->csv)
        compare_print_csv(view, stdout);
    else
        compare_print_table(view, stdout);
    return status == STATUS_OK ? finish(error) : status;
}

static enum status compare_windows(const struct compare_options *options, struct comparison_view *view,
                                   struct error *error)
{
    enum status status = find_window(options, view, error);
    if (status == STATUS_OK)
        status = compare_rows(options, view, error);
    return status == STATUS_OK ? print_view(options, view, error) : status;
}

static enum status print_deadweight(const struct compare_options *options, const struct comparison_view *view,
                                    struct error *error)
{
    enum deadweight_format format = options->json ? DEADWEIGHT_JSON : options->csv ? DEADWEIGHT_CSV : DEADWEIGHT_TABLE;
    enum status status = compare_deadweight(view->a, view->b, format, stdout, error);
    return status == STATUS_OK ? finish(error) : status;
}

static enum status compare_files(const struct compare_options *options, struct error *error)
{
    struct comparison_view view = {NULL, NULL, 0, {0, 0}, NULL, 0, NULL, 0};
    enum status status = result_open(&view.a, options->files[0], error);
    if (status == STATUS_OK)
        status = result_open(&view.b, options->files[1], error);
    if (status == STATUS_OK)
        status = comparison_check(view.a, view.b, error);
    if (status == STATUS_OK)
        status = options->deadweight ? print_deadweight(options, &view, error) : compare_windows(options, &view, error);
    memory_free(view.area_rows);
    memory_free(view.rows);
    result_close(view.b);
    result_close(view.a);
    return status;
}

/* What argp cannot see: too few files, two formats at once. */
static const char *options_wrong(const struct compare_options *options)
{
    if (options->n_files != 2)
        return "two result files are needed";
    if (options->json && options->csv)
        return "--json and --csv cannot both be";
    if (options->deadweight && (options->by_area || options->has_from || options->has_until))
        return "--deadweight takes no --from, --until and --by-area: it goes over whole journeys";
    return NULL;
}

int command_compare(int argc, char **argv)
{
    struct compare_options options = {.n_files = 0};
    struct error error = {STATUS_OK, ""};
    error_t failed = argp_parse(&compare_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options);
    if (options.help)
        return STATUS_OK;
    if (failed)
        return STATUS_USAGE;
    if (options_wrong(&options)) {
        (void)fprintf(stderr, "routeway: %s; try 'routeway compare --help'\n", options_wrong(&options));
        return STATUS_USAGE;
    }
    enum status status = compare_files(&options, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "routeway: %s\n", error.text);
    return (int)status;
}
