/* What each process of the week costs: `run --profile`. */
#ifndef ROUTEWAY_CLI_PROFILE_H
#define ROUTEWAY_CLI_PROFILE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PROFILE_MOST 40

struct profile {
    double seconds[PROFILE_MOST]; /* of all threads, as model_profile() gives them */
    int threads;
    double population, results; /* creating it; writing them */
    double total;               /* of the run, from start to end */
    uint64_t person_weeks;
};

/* A line a process: seconds of all threads, share of the run's, nanoseconds a person-week, person-weeks a second of one
   thread. */
void profile_print(const struct profile *self, FILE *out);
/* Share of the weeks' time, waiting left out, that incentives, integration and funding take: gateway, jobcentre,
   provision and contracts. */
double profile_levers_share(const struct profile *self);
/* A list of objects, or NULL. */
json_t *profile_json(const struct profile *self);

#endif
