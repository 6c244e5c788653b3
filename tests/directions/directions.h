/* Directions that mechanisms imply, tested by paired runs: the same replicates, with the same draws, under two plans.
   Each assertion is a one-sided paired t-test at LEVEL, so that, were none of the mechanisms there, the whole suite
   would fail to notice with a chance of less than directions * LEVEL, which is held below one per cent. Where a reform
   acts through one mechanism alone, switching that off must leave both plans equal, number for number. */
#ifndef ROUTEWAY_TESTS_DIRECTIONS_H
#define ROUTEWAY_TESTS_DIRECTIONS_H

#include "support/counts.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

enum direction {
#define DIRECTION(name, sentence) DIRECTION_##name,
#include "directions.def"
#undef DIRECTION
    DIRECTIONS
};

static inline const char *direction_sentence(enum direction direction)
{
    static const char *const sentences[] = {
#define DIRECTION(name, sentence) sentence,
#include "directions.def"
#undef DIRECTION
        ""};
    return sentences[direction];
}

#define TESTS_A_FALSE_ALARM 2000 /* of one assertion */
#define LEVEL (1.0 / TESTS_A_FALSE_ALARM)
_Static_assert((int)DIRECTIONS * 100 < TESTS_A_FALSE_ALARM,
               "too many directions for a false-alarm rate of the suite below 1%");

#define DIRECTION_REPLICATES 8
#define DIRECTION_NUMBERS 16

/* What one plan gives: [number][replicate]. */
struct outcomes {
    double of[DIRECTION_NUMBERS][DIRECTION_REPLICATES];
};
/* Takes a model that has been run, and fills in its numbers. */
typedef void (*measure_outcomes)(const struct model *model, double numbers[DIRECTION_NUMBERS]);

/* Ends with the plan cleared. */
static inline struct outcomes outcomes_of(struct plan *plan, int32_t weeks, measure_outcomes measure)
{
    struct outcomes found = {{{0}}};
    for (uint32_t replicate = 0; replicate < DIRECTION_REPLICATES; replicate++) {
        struct model_options options = {.replicate = replicate, .threads = 2};
        struct model *model = run_for(plan, options, weeks);
        double numbers[DIRECTION_NUMBERS] = {0};
        measure(model, numbers);
        model_free(model);
        for (size_t n = 0; n < DIRECTION_NUMBERS; n++)
            found.of[n][replicate] = numbers[n];
    }
    plan_clear(plan);
    return found;
}

/* Mean difference over its standard error; infinite when all differences are equal and not 0. */
static inline double paired_t(const double *with, const double *without)
{
    double differences[DIRECTION_REPLICATES];
    for (size_t r = 0; r < DIRECTION_REPLICATES; r++)
        differences[r] = with[r] - without[r];
    double mean = gsl_stats_mean(differences, 1, DIRECTION_REPLICATES);
    double error = gsl_stats_sd(differences, 1, DIRECTION_REPLICATES) / sqrt((double)DIRECTION_REPLICATES);
    return error > 0 ? mean / error : mean > 0 ? INFINITY : mean < 0 ? -INFINITY : 0;
}

static inline bool rises(const double *with, const double *without)
{
    return paired_t(with, without) > gsl_cdf_tdist_Qinv(LEVEL, DIRECTION_REPLICATES - 1);
}

/* A number rises from the plan without to the plan with what is tested. */
static inline void assert_rises(enum direction direction, const double *with, const double *without)
{
    print_message("%s: %g against %g, t = %.1f\n", direction_sentence(direction),
                  gsl_stats_mean(with, 1, DIRECTION_REPLICATES), gsl_stats_mean(without, 1, DIRECTION_REPLICATES),
                  paired_t(with, without));
    if (!rises(with, without))
        fail_msg("not seen: %s", direction_sentence(direction));
}

static inline void assert_falls(enum direction direction, const double *with, const double *without)
{
    assert_rises(direction, without, with);
}

/* With the mechanism switched off: nothing that is measured differs. */
static inline void assert_no_difference(const struct outcomes *a, const struct outcomes *b)
{
    assert_memory_equal(a, b, sizeof *a);
}

/* A measure over weeks [from, until), areas and the cells chosen by bits. */
static inline double summed(const struct model *model, enum count measure, uint32_t cells, int32_t from, int32_t until)
{
    return (double)total_between(model, measure, cells, from, until);
}

#endif
