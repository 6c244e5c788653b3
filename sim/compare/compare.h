/* Two results side by side: may they be compared, from when do they differ, and by how much. */
#ifndef ROUTEWAY_COMPARE_COMPARE_H
#define ROUTEWAY_COMPARE_COMPARE_H

#include "compare/outcomes.h"
#include "compare/paired.h"
#include <stdbool.h>

struct comparison_row {
    const struct outcome *outcome;
    struct paired paired;
};

/* STATUS_BAD_DATA naming every point in which the two are not of the same people: region, scale, seed, replicates,
 * weeks. */
enum status comparison_check(struct result *a, struct result *b, struct error *error) MUST_CHECK;

/* The first recorded week in which any measure differs; the number of weeks when none does. */
enum status comparison_first_difference(struct result *a, struct result *b, size_t *week,
                                        struct error *error) MUST_CHECK;

/* Fills one row for each outcome that the window allows; rows has room for all outcomes. */
enum status comparison_rows(struct result *a, struct result *b, const struct outcome_window *window,
                            struct comparison_row *rows, size_t *count, struct error *error) MUST_CHECK;

/* One outcome, in one area or all. */
enum status comparison_outcome(struct result *a, struct result *b, const struct outcome *outcome,
                               const struct outcome_window *window, struct paired *out, struct error *error) MUST_CHECK;

/* What an interval says in words: "higher", "lower", "inside the noise", "the same" or "one replicate". */
const char *comparison_words(const struct paired *paired);

#endif
