/* routeway inspect FILE: what a result holds. */
#include "cli/inspect.h"
#include "cli/commands.h"
#include <argp.h>
#include <errno.h>

struct inspect_options {
    const char *file, *measure;
    bool digest, targets, funnel, json, help;
};

enum { KEY_DIGEST = 256, KEY_TARGETS, KEY_FUNNEL, KEY_JSON, KEY_MEASURE, KEY_CSV };

static const struct argp_option inspect_rows[] = {
    {"digest", KEY_DIGEST, NULL, 0, "print the digest of the content alone", 0},
    {"targets", KEY_TARGETS, NULL, 0, "print published figures beside the model's, and whether they fit", 0},
    {"funnel", KEY_FUNNEL, NULL, 0, "print the way from referral to payment, beside published figures", 0},
    {"measure", KEY_MEASURE, "NAME", 0, "print a measure as CSV, one row a value", 0},
    {"csv", KEY_CSV, NULL, 0, "with --measure: the only format", 0},
    {"json", KEY_JSON, NULL, 0, "print the summary, the targets or the funnel as JSON", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {0},
};

static error_t inspect_option(int key, char *argument, struct argp_state *state)
{
    struct inspect_options *options = state->input;
    switch (key) {
    case KEY_DIGEST:
        options->digest = true;
        return 0;
    case KEY_TARGETS:
        options->targets = true;
        return 0;
    case KEY_FUNNEL:
        options->funnel = true;
        return 0;
    case KEY_MEASURE:
        options->measure = argument;
        return 0;
    case KEY_CSV:
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case '?':
        options->help = true;
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)(ARGP_HELP_EXIT_OK | ARGP_HELP_EXIT_ERR));
        return 0;
    case ARGP_KEY_ARG:
        if (options->file) {
            argp_error(state, "one file at a time, not '%s' as well", argument);
            return EINVAL;
        }
        options->file = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp inspect_argp = {
    inspect_rows,
    inspect_option,
    "FILE",
    "Show what a result file holds: its run, its extents, and the main series by year.\v"
    "Exit codes: 0 done, 2 usage, 4 no result or a damaged one, 5 the file cannot be read.",
    NULL,
    NULL,
    NULL,
};

static enum status inspect_file(const struct inspect_options *options, struct error *error)
{
    struct result *result = NULL;
    enum status status = result_open(&result, options->file, error);
    if (status != STATUS_OK)
        return status;
    if (options->digest)
        (void)printf("%s\n", result_text(result, RESULT_CONTENT_DIGEST));
    else if (options->measure)
        status = inspect_measure(result, options->measure, stdout, error);
    else if (options->targets)
        status = inspect_targets(result, options->json, stdout, error);
    else if (options->funnel)
        status = inspect_funnel(result, options->json, stdout, error);
    else
        status = inspect_summary(result, options->json, stdout, error);
    result_close(result);
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status = error_set(error, STATUS_STORAGE, "the output could not be written");
    return status;
}

int command_inspect(int argc, char **argv)
{
    struct inspect_options options = {.file = NULL};
    struct error error = {STATUS_OK, ""};
    error_t failed = argp_parse(&inspect_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options);
    if (options.help)
        return STATUS_OK;
    if (failed || !options.file) {
        if (!failed)
            argp_help(&inspect_argp, stderr, ARGP_HELP_STD_USAGE & ~(unsigned)ARGP_HELP_EXIT_ERR, argv[0]);
        return STATUS_USAGE;
    }
    enum status status = inspect_file(&options, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "routeway: %s\n", error.text);
    return (int)status;
}
