/* routeway verify: the built-in checks on this machine, without any file. */
#include "verify/verify.h"
#include "cli/commands.h"
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

struct verify_options {
    bool json, help;
};

static const struct argp_option verify_rows[] = {
    {"json", 'j', NULL, 0, "print the checks as JSON", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {0},
};

static error_t verify_option(int key, char *argument, struct argp_state *state)
{
    struct verify_options *options = state->input;
    (void)argument;
    switch (key) {
    case 'j':
        options->json = true;
        return 0;
    case '?':
        options->help = true;
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)(ARGP_HELP_EXIT_OK | ARGP_HELP_EXIT_ERR));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp verify_argp = {
    verify_rows,
    verify_option,
    "",
    "Check on this machine that random numbers, hazards, matches and the share-out of contact time give what is known "
    "in "
    "closed form, and that threads and the screen change nobody in a small run. Needs no files.\v"
    "Means over random draws may lie 4 standard errors off. Exit codes: 0 all right, 1 a check failed, 2 usage.",
    NULL,
    NULL,
    NULL,
};

static void print_json(const struct verify_list *list)
{
    (void)printf("{\"failed\": %zu, \"checks\": [\n", list->failed);
    for (size_t i = 0; i < list->count; i++) {
        const struct verify_result *result = &list->results[i];
        (void)printf("  {\"name\": \"%s\", \"expected\": %.17g, \"found\": %.17g, \"standard_error\": %.17g, "
                     "\"tolerance\": %.17g, "
                     "\"ok\": %s}%s\n",
                     result->name, result->expected, result->found, result->standard_error, result->tolerance,
                     result->ok ? "true" : "false", i + 1 < list->count ? "," : "");
    }
    (void)printf("]}\n");
}

static void print_table(const struct verify_list *list)
{
    (void)printf("%-64s %14s %14s %10s\n", "check", "expected", "found", "tolerance");
    for (size_t i = 0; i < list->count; i++) {
        const struct verify_result *result = &list->results[i];
        (void)printf("%-64s %14.8g %14.8g %10.3g  %s\n", result->name, result->expected, result->found,
                     result->tolerance, result->ok ? "ok" : "FAILED");
    }
    (void)printf("%zu checks, %zu failed\n", list->count, list->failed);
}

int command_verify(int argc, char **argv)
{
    struct verify_options options = {false, false};
    struct verify_list list;
    struct error error;
    error_t failed = argp_parse(&verify_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &options);
    if (options.help)
        return STATUS_OK;
    if (failed)
        return STATUS_USAGE;
    if (verify_all(&list, &error) != STATUS_OK) {
        (void)fprintf(stderr, "routeway: %s\n", error.text);
        return (int)error.status;
    }
    if (options.json)
        print_json(&list);
    else
        print_table(&list);
    if (fflush(stdout) != 0 || ferror(stdout))
        return STATUS_STORAGE;
    return list.failed ? STATUS_FAILED : STATUS_OK;
}
