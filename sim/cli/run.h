/* Shared by the files of `routeway run` only. */
#ifndef ROUTEWAY_CLI_RUN_H
#define ROUTEWAY_CLI_RUN_H

#include "cli/profile.h"
#include "cli/progress.h"
#include "record/writer.h"
#include "scenario/scenario.h"
#include <stdbool.h>

#define RUN_MOST_SETTINGS 256
#define RUN_SETTING_SIZE 256
#define RUN_PATH_SIZE 4096

struct run_options {
    const char *scenario;
    char output[RUN_PATH_SIZE];
    char sugar[8][RUN_SETTING_SIZE]; /* --seed 3 becomes run.seed=3 */
    struct setting_override overrides[RUN_MOST_SETTINGS];
    size_t n_overrides, n_sugar;
    int threads;
    bool force, json, no_screen, profile, help;
};

/* STATUS_OK, or STATUS_USAGE after saying why; options->help when help was all that was wanted. */
int run_parse(struct run_options *options, int argc, char **argv);

/* The run as the plan and the trace describe it. */
struct run {
    const struct run_options *options;
    struct plan plan;
    struct scenario_trace *trace;
    struct result_parameter *parameters;
    char (*names)[RUN_SETTING_SIZE]; /* of the parameters */
    struct writer_head head;
    int32_t burn_in; /* weeks before the first that is recorded */
    int at_once;     /* replicates that are simulated at the same time */
    struct writer_summary summary;
    double seconds;
    double weeks_bytes; /* the program's peak when the first replicate's weeks were over, before it was written */
    struct profile profile;
};

enum status run_load(struct run *self, struct error *error) MUST_CHECK;
void run_clear(struct run *self);

double run_peak_bytes(void);                /* of the program's memory, so far */
double run_persons(const struct run *self); /* in a replicate */
/* Memory that a replicate takes while it is simulated. */
double run_replicate_bytes(const struct run *self);
void run_print_estimate(const struct run *self, FILE *out);
/* The last line, or JSON. */
enum status run_print_summary(const struct run *self, FILE *out, struct error *error) MUST_CHECK;

#endif
