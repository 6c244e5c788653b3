/* The main outcomes of a run, replicate by replicate, from its result file. */
#ifndef ROUTEWAY_COMPARE_OUTCOMES_H
#define ROUTEWAY_COMPARE_OUTCOMES_H

#include "core/error.h"
#include "record/reader.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum outcome_form { RATIO, LEVEL, A_YEAR };

struct outcome {
    const char *id, *label, *unit;
    enum outcome_form form;
    const char *numerator;
    uint32_t cells;          /* bits of the numerator's axis */
    const char *less;        /* a measure taken off the numerator, or NULL */
    const char *denominator; /* RATIO only */
    uint32_t denominator_cells;
    double factor;
    size_t follow_up; /* weeks that a cohort must have been followed */
};

const struct outcome *outcomes_all(size_t *count);

/* Weeks [from, until) of the recorded ones, and an area or all of them. */
#define OUTCOME_ALL_AREAS SIZE_MAX
struct outcome_window {
    size_t from, until;
    size_t area;
};

/* Writes the outcome of each replicate to values. STATUS_BAD_DATA when a cohort cannot be followed inside the window,
   or an area is asked of a measure that has none. */
enum status outcome_values(const struct outcome *self, struct result *result, const struct outcome_window *window,
                           double *values, struct error *error) MUST_CHECK;

#endif
