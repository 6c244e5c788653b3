/* routeway schema: every declared parameter and measure as JSON, for tools and pages. */
#include "cli/commands.h"
#include "scenario/scenario.h"
#include <argp.h>
#include <stdbool.h>
#include <stdio.h>

#define OPTION_USAGE 256 /* beyond the characters: it has no short form */

static const struct argp_option schema_rows[] = {
    {"json", 'j', NULL, 0, "print JSON (the only format)", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {"usage", OPTION_USAGE, NULL, OPTION_HIDDEN, "", -1},
    {0},
};

static error_t schema_option(int key, char *argument, struct argp_state *state)
{
    bool *help = state->input;
    (void)argument;
    if (key == 'j')
        return 0;
    if (key != '?' && key != OPTION_USAGE)
        return ARGP_ERR_UNKNOWN;
    *help = true;
    argp_state_help(state, stdout,
                    key == OPTION_USAGE ? ARGP_HELP_USAGE : ARGP_HELP_LONG | ARGP_HELP_USAGE | ARGP_HELP_DOC);
    return 0;
}

static const struct argp schema_argp = {
    schema_rows,
    schema_option,
    "",
    "Print every declared parameter and measure as JSON: names, types, units, defaults, bounds, sources, labels.",
    NULL,
    NULL,
    NULL,
};

int command_schema(int argc, char **argv)
{
    bool help = false;
    struct error error;
    if (argp_parse(&schema_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &help) != 0)
        return help ? STATUS_OK : STATUS_USAGE;
    if (help)
        return STATUS_OK;
    enum status status = scenario_schema(stdout, &error);
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status = error_set(&error, STATUS_STORAGE, "the schema could not be written");
    if (status != STATUS_OK)
        (void)fprintf(stderr, "routeway: %s\n", error.text);
    return (int)status;
}
