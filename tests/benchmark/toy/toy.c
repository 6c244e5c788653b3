/* The toy's command line: simulated shares beside exact ones, and person-weeks per second, making the persons included.
 */
#include "core/vector.h"
#include "model.h"
#include <argp.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CHECKS 2
#define MOST_ERRORS 3    /* standard errors */
#define ROUNDING 0.00001 /* of the published shares */

/* Shares that were worked out elsewhere for the same hazards. */
static const struct {
    int32_t weeks;
    double shares[STATES];
} published[CHECKS] = {{104, {0.91131, 0.07358, 0.01511}}, {520, {0.91781, 0.06902, 0.01317}}};

struct settings {
    struct toy_options options;
    bool scalar, check, json;
};

enum { KEY_SEED = 256, KEY_SCALAR, KEY_CHECK, KEY_JSON };

static const struct argp_option rows[] = {
    {"persons", 'p', "N", 0, "persons (default: 1000000)", 0},
    {"weeks", 'w', "N", 0, "weeks (default: 520)", 0},
    {"threads", 't', "N", 0, "threads (default: 1); results do not depend on it", 0},
    {"seed", KEY_SEED, "N", 0, "seed of every random draw (default: 1)", 0},
    {"scalar", KEY_SCALAR, NULL, 0, "without vector code; results do not depend on it", 0},
    {"check", KEY_CHECK, NULL, 0, "exit code 1 if shares are not the exact ones", 0},
    {"json", KEY_JSON, NULL, 0, "print JSON", 0},
    {0},
};

static intmax_t number(const char *text, intmax_t low, intmax_t high, struct argp_state *state)
{
    char *end = NULL;
    intmax_t found = strtoimax(text, &end, 10);
    if (end == text || *end || found < low || found > high)
        argp_error(state, "'%s' is not a number from %jd to %jd", text, low, high);
    return found;
}

static error_t option(int key, char *argument, struct argp_state *state)
{
    struct settings *settings = state->input;
    switch (key) {
    case 'p':
        settings->options.persons = (uint32_t)number(argument, 1, 1000000000, state);
        return 0;
    case 'w':
        settings->options.weeks = (int32_t)number(argument, 1, TOY_MOST_WEEKS, state);
        return 0;
    case 't':
        settings->options.threads = (int)number(argument, 1, 4096, state);
        return 0;
    case KEY_SEED:
        settings->options.seed = (uint32_t)number(argument, 0, UINT32_MAX, state);
        return 0;
    case KEY_SCALAR:
        settings->scalar = true;
        return 0;
    case KEY_CHECK:
        settings->check = true;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case ARGP_KEY_END:
        if (settings->check && settings->options.weeks < published[CHECKS - 1].weeks)
            argp_error(state, "--check needs %d weeks", (int)published[CHECKS - 1].weeks);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {rows, option, "",  "A model of three states that runs on the core alone.",
                                 NULL, NULL,   NULL};

/* One line of the comparison. */
struct line {
    int32_t weeks;
    enum toy_state state;
    double simulated, exact;
    double errors;    /* standard errors of a share of so many persons, by which the simulated share is off */
    double published; /* or that of the recursion itself */
    bool ok;
};

static void compare_week(const struct toy *toy, const struct settings *settings, int32_t weeks,
                         struct line lines[STATES])
{
    double exact[STATES], persons = settings->options.persons;
    struct toy_counts counts = toy_counts_after(toy, weeks);
    toy_exact(weeks, exact);
    for (int state = 0; state < STATES; state++) {
        struct line *line = &lines[state];
        *line = (struct line){
            weeks, (enum toy_state)state, (double)counts.persons[state] / persons, exact[state], 0, exact[state],
            false};
        double off = line->simulated - line->exact, error = sqrt(line->exact * (1.0 - line->exact) / persons);
        line->errors = off == 0 ? 0 : off / error; /* nobody can be in provision in the first half year */
        for (int check = 0; check < CHECKS; check++)
            if (published[check].weeks == weeks)
                line->published = published[check].shares[state];
        line->ok = fabs(line->errors) <= MOST_ERRORS && fabs(line->exact - line->published) <= ROUNDING;
    }
}

static const char *const names[STATES] = {"employed", "unemployed", "in provision"};

static void print_lines(const struct line *lines, size_t count)
{
    (void)printf("%6s  %-13s %10s %10s %16s\n", "weeks", "state", "simulated", "exact", "standard errors");
    for (size_t i = 0; i < count; i++)
        (void)printf("%6d  %-13s %10.6f %10.6f %16.2f\n", (int)lines[i].weeks, names[lines[i].state],
                     lines[i].simulated, lines[i].exact, lines[i].errors);
}

static void print_json_lines(const struct line *lines, size_t count)
{
    (void)printf("\"shares\": [\n");
    for (size_t i = 0; i < count; i++)
        (void)printf("  {\"weeks\": %d, \"state\": \"%s\", \"simulated\": %.9g, \"exact\": %.9g, "
                     "\"standard_errors\": %.4g}%s\n",
                     (int)lines[i].weeks, names[lines[i].state], lines[i].simulated, lines[i].exact, lines[i].errors,
                     i + 1 < count ? "," : "");
    (void)printf("]}\n");
}

static void print_summary(const struct settings *settings, double seconds, uint64_t digest)
{
    const struct toy_options *options = &settings->options;
    double rate = (double)options->persons * options->weeks / seconds;
    const char *code = vector_code_used() ? "vector" : "scalar";
    if (settings->json)
        (void)printf("{\"persons\": %" PRIu32 ", \"weeks\": %d, \"threads\": %d, \"code\": \"%s\", \"seconds\": %.6f, "
                     "\"rate\": %.6g, \"digest\": \"%016" PRIx64 "\",\n",
                     options->persons, (int)options->weeks, options->threads, code, seconds, rate, digest);
    else
        (void)printf("%" PRIu32
                     " persons, %d weeks, %d thread%s, %s code: %.3f s, %.4g person-weeks/s\ndigest %016" PRIx64 "\n",
                     options->persons, (int)options->weeks, options->threads, options->threads > 1 ? "s" : "", code,
                     seconds, rate, digest);
}

/* False if a share is not what it should be. */
static bool report(const struct toy *toy, const struct settings *settings, double seconds)
{
    struct line lines[(CHECKS + 1) * STATES];
    size_t count = 0;
    bool ok = true;
    for (int check = 0; check < CHECKS; check++)
        if (published[check].weeks < settings->options.weeks)
            compare_week(toy, settings, published[check].weeks, lines + STATES * count++);
    compare_week(toy, settings, settings->options.weeks, lines + STATES * count++);
    print_summary(settings, seconds, toy_digest(toy));
    if (settings->json)
        print_json_lines(lines, count * STATES);
    else
        print_lines(lines, count * STATES);
    for (size_t i = 0; i < count * STATES; i++)
        ok = ok && lines[i].ok;
    return ok;
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    struct settings settings = {{1000000, 520, 1, 1}, false, false, false};
    struct toy *toy = NULL;
    struct error error;
    argp_err_exit_status = STATUS_USAGE;
    (void)argp_parse(&argp, argc, argv, 0, NULL, &settings);
    vector_code_use(!settings.scalar);
    double began = now();
    if (toy_new(&toy, &settings.options, &error) != STATUS_OK) {
        (void)fprintf(stderr, "toy: %s\n", error.text);
        return (int)error.status;
    }
    toy_run(toy);
    bool ok = report(toy, &settings, now() - began);
    toy_free(toy);
    if (ok || !settings.check)
        return STATUS_OK;
    (void)fprintf(stderr,
                  "toy: a share is more than %d standard errors off, or the exact shares are not the published "
                  "ones\n",
                  MOST_ERRORS);
    return STATUS_FAILED;
}
