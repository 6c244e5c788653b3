/* routeway explain FILE [NAME...]: what each parameter is, what it is set to, by whom, and how it changes. */
#include "cli/commands.h"
#include "scenario/scenario.h"
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#define EXPLAIN_MOST 256 /* names, and settings */

struct explain_options {
    const char *file;
    const char *names[EXPLAIN_MOST];
    struct setting_override overrides[EXPLAIN_MOST];
    size_t n_names, n_overrides;
    bool json, help;
};

#define OPTION_USAGE 256 /* beyond the characters: it has no short form */

static const struct argp_option explain_rows[] = {
    {"set", 's', "MODULE.NAME=VALUE", 0, "explain with this value instead of the file's (may be repeated)", 0},
    {"json", 'j', NULL, 0, "print JSON", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {"usage", OPTION_USAGE, NULL, OPTION_HIDDEN, "", -1},
    {0},
};

static error_t take_argument(struct explain_options *options, const char *argument, struct argp_state *state)
{
    if (!options->file) {
        options->file = argument;
        return 0;
    }
    if (options->n_names == EXPLAIN_MOST) {
        argp_error(state, "more than %d names", EXPLAIN_MOST);
        return EINVAL;
    }
    options->names[options->n_names++] = argument;
    return 0;
}

static error_t explain_option(int key, char *argument, struct argp_state *state)
{
    struct explain_options *options = state->input;
    switch (key) {
    case 's':
        if (options->n_overrides == EXPLAIN_MOST) {
            argp_error(state, "more than %d settings", EXPLAIN_MOST);
            return EINVAL;
        }
        options->overrides[options->n_overrides++].text = argument;
        return 0;
    case 'j':
        options->json = true;
        return 0;
    case '?':
    case OPTION_USAGE:
        options->help = true;
        argp_state_help(state, stdout,
                        key == OPTION_USAGE ? ARGP_HELP_USAGE : ARGP_HELP_LONG | ARGP_HELP_USAGE | ARGP_HELP_DOC);
        return 0;
    case ARGP_KEY_ARG:
        return take_argument(options, argument, state);
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp explain_argp = {
    explain_rows,
    explain_option,
    "FILE [MODULE | MODULE.NAME]...",
    "Explain a scenario: each parameter (or those named) with its value, unit, bounds, source, who set it and where, "
    "and its dated changes.\v"
    "Exit codes: 0 done, 2 usage, 3 bad scenario, 4 bad data of a region.",
    NULL,
    NULL,
    NULL,
};

static enum status explain_file(const struct explain_options *options)
{
    struct plan plan;
    struct scenario_trace *trace = NULL;
    struct problems problems = {0};
    struct error error = {STATUS_OK, ""};
    enum status status =
        scenario_load(&plan, &trace, options->file, options->overrides, options->n_overrides, &problems, &error);
    problems_print(&problems, stderr);
    bool said = status != STATUS_OK && problems.errors > 0;
    if (status == STATUS_OK)
        status = scenario_explain(stdout, &plan, trace, options->names, options->n_names, options->json, &error);
    if (status != STATUS_OK && !said)
        (void)fprintf(stderr, "routeway: %s: %s\n", options->file, error.text);
    plan_clear(&plan);
    scenario_trace_free(trace);
    problems_clear(&problems);
    return status;
}

int command_explain(int argc, char **argv)
{
    struct explain_options options = {.n_names = 0};
    error_t failed = argp_parse(&explain_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options);
    if (options.help)
        return STATUS_OK;
    if (failed || !options.file) {
        if (!failed)
            argp_help(&explain_argp, stderr, ARGP_HELP_USAGE | ARGP_HELP_SEE, argv[0]);
        return STATUS_USAGE;
    }
    enum status status = explain_file(&options);
    if (fflush(stdout) != 0 || ferror(stdout))
        return STATUS_STORAGE;
    return (int)status;
}
