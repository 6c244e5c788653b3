#include "cli/run.h"
#include "core/vector.h"
#include <argp.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_SEED = 256, KEY_SCALE, KEY_FORCE, KEY_JSON, KEY_NO_SCREEN, KEY_SCALAR, KEY_SPELLS, KEY_PROFILE };

static const struct argp_option run_rows[] = {
    {"output", 'o', "FILE", 0, "result file (default: name of the scenario with .h5, in this folder)", 0},
    {"threads", 't', "N", 0, "threads (default: one for each processor); results do not depend on it", 0},
    {"replicates", 'r', "N", 0, "independent repetitions: --set run.replicates=N", 0},
    {"seed", KEY_SEED, "N", 0, "seed of every random draw: --set run.seed=N", 0},
    {"scale", KEY_SCALE, "X", 0, "share of the population that is simulated: --set run.scale=X", 0},
    {"spells", KEY_SPELLS, "SHARE", 0, "share of persons whose spells are recorded: --set run.spell_share=SHARE", 0},
    {"set", 's', "MODULE.NAME=VALUE", 0, "use this value instead of the file's (may be repeated)", 0},
    {"force", KEY_FORCE, NULL, 0, "replace the result file if it exists", 0},
    {"json", KEY_JSON, NULL, 0, "print the summary as JSON", 0},
    {"profile", KEY_PROFILE, NULL, 0, "also print what each process of the week costs", 0},
    {"no-screen", KEY_NO_SCREEN, NULL, OPTION_HIDDEN, "handle every person in every process", 0},
    {"scalar", KEY_SCALAR, NULL, OPTION_HIDDEN, "use no vector code", 0},
    {"help", '?', NULL, 0, "show this help", -1},
    {0},
};

static error_t add_setting(struct run_options *options, const char *text, struct argp_state *state)
{
    if (options->n_overrides == RUN_MOST_SETTINGS) {
        argp_error(state, "more than %d settings", RUN_MOST_SETTINGS);
        return EINVAL;
    }
    options->overrides[options->n_overrides++].text = text;
    return 0;
}

/* The scenario's reader checks the value, and says what is allowed. */
static error_t add_sugar(struct run_options *options, const char *name, const char *value, struct argp_state *state)
{
    if (options->n_sugar == sizeof options->sugar / sizeof options->sugar[0]) {
        argp_error(state, "%s is given too often", name);
        return EINVAL;
    }
    char *text = options->sugar[options->n_sugar++];
    (void)snprintf(text, RUN_SETTING_SIZE, "run.%s=%s", name, value);
    return add_setting(options, text, state);
}

static error_t set_threads(struct run_options *options, const char *text, struct argp_state *state)
{
    char *end = NULL;
    intmax_t number = strtoimax(text, &end, 10);
    if (end == text || *end || number < 1 || number > 4096) {
        argp_error(state, "--threads takes a number from 1 to 4096, not '%s'", text);
        return EINVAL;
    }
    options->threads = (int)number;
    return 0;
}

static error_t set_output(struct run_options *options, const char *text, struct argp_state *state)
{
    if ((size_t)snprintf(options->output, sizeof options->output, "%s", text) < sizeof options->output)
        return 0;
    argp_error(state, "the name of the result file is too long");
    return EINVAL;
}

static error_t take_scenario(struct run_options *options, const char *text, struct argp_state *state)
{
    if (options->scenario) {
        argp_error(state, "one scenario at a time, not '%s' as well", text);
        return EINVAL;
    }
    options->scenario = text;
    return 0;
}

static error_t run_flag(int key, struct run_options *options, struct argp_state *state)
{
    switch (key) {
    case KEY_FORCE:
        options->force = true;
        return 0;
    case KEY_JSON:
        options->json = true;
        return 0;
    case KEY_NO_SCREEN:
        options->no_screen = true;
        return 0;
    case KEY_SCALAR:
        vector_code_use(false);
        return 0;
    case KEY_PROFILE:
        options->profile = true;
        return 0;
    case '?':
        options->help = true;
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)(ARGP_HELP_EXIT_OK | ARGP_HELP_EXIT_ERR));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t run_option(int key, char *argument, struct argp_state *state)
{
    struct run_options *options = state->input;
    switch (key) {
    case 'o':
        return set_output(options, argument, state);
    case 't':
        return set_threads(options, argument, state);
    case 'r':
        return add_sugar(options, "replicates", argument, state);
    case KEY_SEED:
        return add_sugar(options, "seed", argument, state);
    case KEY_SCALE:
        return add_sugar(options, "scale", argument, state);
    case KEY_SPELLS:
        return add_sugar(options, "spell_share", argument, state);
    case 's':
        return add_setting(options, argument, state);
    case ARGP_KEY_ARG:
        return take_scenario(options, argument, state);
    default:
        return run_flag(key, options, state);
    }
}

static const struct argp run_argp = {
    run_rows,
    run_option,
    "SCENARIO",
    "Simulate a scenario and write its result file, which appears only when the run has ended.\v"
    "Progress goes to stderr, the summary to stdout. Ctrl-C stops after the week at hand and leaves no file.\n"
    "Exit codes: 0 done, 1 failed, 2 usage, 3 bad scenario, 4 bad data of a region, 5 storage, 130 interrupted.",
    NULL,
    NULL,
    NULL,
};

/* scenarios/reform.cfg gives reform.h5. */
static void default_output(struct run_options *options)
{
    const char *slash = strrchr(options->scenario, '/');
    const char *name = slash ? slash + 1 : options->scenario;
    const char *dot = strrchr(name, '.');
    int length = dot && dot != name ? (int)(dot - name) : (int)strlen(name);
    (void)snprintf(options->output, sizeof options->output, "%.*s.h5", length < 4000 ? length : 4000, name);
}

int run_parse(struct run_options *options, int argc, char **argv)
{
    memset(options, 0, sizeof *options);
    error_t failed = argp_parse(&run_argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, options);
    if (options->help)
        return STATUS_OK;
    if (failed || !options->scenario) {
        if (!failed)
            argp_help(&run_argp, stderr, ARGP_HELP_STD_USAGE & ~(unsigned)ARGP_HELP_EXIT_ERR, argv[0]);
        return STATUS_USAGE;
    }
    if (!options->output[0])
        default_output(options);
    if (options->threads == 0) {
        int64_t processors = sysconf(_SC_NPROCESSORS_ONLN);
        options->threads = processors < 1 ? 1 : processors > 4096 ? 4096 : (int)processors;
    }
    return STATUS_OK;
}
