/* What each process of the week costs: `run --profile`. */
#ifndef ROUTEWAY_CLI_PROFILE_H
#define ROUTEWAY_CLI_PROFILE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PROFILE_MOST 40

struct profile {
    double last;                  /* clock at the last mark */
    double seconds[PROFILE_MOST]; /* in the order of processes_all(), then what the model does between them */
    double population, results;   /* creating it; writing them */
    double total;                 /* of the run, from start to end */
    uint64_t person_weeks;
};

/* For model_options.profile; the context is a struct profile. */
void profile_mark(void *profile, size_t process);

/* A line a process: seconds, share of the run, nanoseconds a person-week, person-weeks a second. */
void profile_print(const struct profile *self, FILE *out);
/* A list of objects, or NULL. */
json_t *profile_json(const struct profile *self);

#endif
