/* The main outcomes of a run, replicate by replicate, from its result file. */
#ifndef ROUTEWAY_COMPARE_OUTCOMES_H
#define ROUTEWAY_COMPARE_OUTCOMES_H

#include "core/error.h"
#include "record/reader.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum outcome_form { RATIO, LEVEL, A_YEAR, RELATIVE, BALANCE };

struct outcome {
    const char *id, *section, *label, *unit;
    enum outcome_form form;
    const char *numerator;   /* a measure; BALANCE: ids of outcomes, each after its sign */
    uint32_t cells;          /* bits of the numerator's axis */
    const char *less;        /* a measure taken off the numerator, or NULL */
    const char *denominator; /* RATIO and RELATIVE only */
    uint32_t denominator_cells;
    double factor;
    size_t follow_up; /* weeks that a cohort must have been followed */
};

const struct outcome *outcomes_all(size_t *count);
const struct outcome *outcome_find(const char *id); /* NULL if there is none */

/* Weeks [from, until) of the recorded ones. */
struct outcome_window {
    size_t from, until;
};

/* Whether any cohort that began in the window has been followed to the end of what the outcome asks. */
bool outcome_followed(const struct outcome *self, const struct result *result, const struct outcome_window *window);

/* Writes the outcome of each replicate to values, [replicates], or [replicates][areas] when it is wanted by area; NAN
   where it is not defined. STATUS_BAD_DATA when no cohort can be followed, or when an area is asked of a measure that
   has none. */
enum status outcome_values(const struct outcome *self, struct result *result, const struct outcome_window *window,
                           bool by_area, double *values, struct error *error) MUST_CHECK;

#endif
