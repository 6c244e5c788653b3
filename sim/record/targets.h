/* What a result says about the published figures in targets.def. */
#ifndef ROUTEWAY_RECORD_TARGETS_H
#define ROUTEWAY_RECORD_TARGETS_H

#include "record/reader.h"
#include <stdbool.h>

struct target {
    const char *id; /* of the source */
    const char *what;
    int32_t first_year, last_year;
    const char *unit;
    double published, low, high; /* NAN: for information only */
    const char *verified;        /* "yes", "memory" or "" */
    const char *how;             /* the model's value is worked out */
};

const struct target *targets_all(size_t *count);

/* The model's value of each target, NAN where the result does not cover the years. values has room for all. */
enum status targets_compute(struct result *result, double *values, struct error *error) MUST_CHECK;

/* Whether a value lies within low and high. */
bool target_fits(const struct target *target, double value);

#endif
