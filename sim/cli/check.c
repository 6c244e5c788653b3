/* routeway check FILE...: every problem of each scenario at once; runs nothing. */
#include "cli/commands.h"
#include "scenario/scenario.h"
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>

#define CHECK_MOST 256 /* files, and settings */

struct check_options {
    const char *files[CHECK_MOST];
    struct setting_override overrides[CHECK_MOST];
    size_t n_files, n_overrides;
    bool json, help;
};

#define OPTION_USAGE 256 /* beyond the characters: it has no short form */

static const struct argp_option check_rows[] = {
    {"set", 's', "MODULE.NAME=VALUE", 0, "check with this value instead of the file's (may be repeated)", 0},
    {"json", 'j', NULL, 0, "print the problems as JSON", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {"usage", OPTION_USAGE, NULL, OPTION_HIDDEN, "", -1},
    {0},
};

static error_t check_option(int key, char *argument, struct argp_state *state)
{
    struct check_options *options = state->input;
    switch (key) {
    case 's':
        if (options->n_overrides == CHECK_MOST) {
            argp_error(state, "more than %d settings", CHECK_MOST);
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
        if (options->n_files == CHECK_MOST) {
            argp_error(state, "more than %d files", CHECK_MOST);
            return EINVAL;
        }
        options->files[options->n_files++] = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp check_argp = {
    check_rows,
    check_option,
    "FILE...",
    "Check scenario files: every problem with its file, line, setting, the value found and what is allowed.\v"
    "Exit codes: 0 no problems (warnings apart), 2 usage, 3 bad scenario, 4 bad data of a region.",
    NULL,
    NULL,
    NULL,
};

static enum status print_file(const struct check_options *options, const char *file, const struct problems *problems,
                              bool first, struct error *error)
{
    if (options->json) {
        (void)printf("%s", first ? "" : ",\n");
        return problems_print_json(problems, file, stdout, error);
    }
    if (problems->errors + problems->warnings == 0)
        (void)printf("%s: no problems\n", file);
    problems_print(problems, stdout);
    if (problems->errors == 0 && problems->warnings > 0)
        (void)printf("%s: no problems, %zu warning%s\n", file, problems->warnings, problems->warnings > 1 ? "s" : "");
    return STATUS_OK;
}

/* Loads one file; the status is that of its problems, or what kept them from being found. */
static enum status check_file(const struct check_options *options, const char *file, bool first)
{
    struct plan plan;
    struct scenario_trace *trace = NULL;
    struct problems problems = {0};
    struct error error = {STATUS_OK, ""};
    enum status status =
        scenario_load(&plan, &trace, file, options->overrides, options->n_overrides, &problems, &error);
    if (status != STATUS_OK && problems.errors == 0)
        (void)fprintf(stderr, "routeway: %s: %s\n", file, error.text);
    else if (print_file(options, file, &problems, first, &error) != STATUS_OK) {
        (void)fprintf(stderr, "routeway: %s\n", error.text);
        status = error.status;
    }
    plan_clear(&plan);
    scenario_trace_free(trace);
    problems_clear(&problems);
    return status;
}

int command_check(int argc, char **argv)
{
    struct check_options options = {.n_files = 0};
    error_t failed = argp_parse(&check_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options);
    if (options.help)
        return STATUS_OK;
    if (failed || options.n_files == 0) {
        if (!failed)
            argp_help(&check_argp, stderr, ARGP_HELP_USAGE | ARGP_HELP_SEE, argv[0]);
        return STATUS_USAGE;
    }
    enum status worst = STATUS_OK;
    if (options.json)
        (void)printf("[");
    for (size_t i = 0; i < options.n_files; i++) {
        enum status status = check_file(&options, options.files[i], i == 0);
        if (worst == STATUS_OK || status == STATUS_BAD_SCENARIO)
            worst = status != STATUS_OK ? status : worst;
    }
    if (options.json)
        (void)printf("]\n");
    if (fflush(stdout) != 0 || ferror(stdout))
        return STATUS_STORAGE;
    return (int)worst;
}
