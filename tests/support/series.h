/* Series of every measure for results that no model has made. */
#ifndef ROUTEWAY_TESTS_SUPPORT_SERIES_H
#define ROUTEWAY_TESTS_SUPPORT_SERIES_H

#include "agents/measures.h"
#include "helpers.h"
#include <stdlib.h>

/* The number at a place of a measure's series, [weeks][areas or 1][cells]; of: whatever it depends on. */
typedef int64_t (*series_number)(const void *of, size_t measure, size_t at);

static inline size_t series_length(const struct measure *measure, int32_t weeks, size_t areas)
{
    return (size_t)weeks * (measure->by_area ? areas : 1) * measure->cells;
}

static inline void series_make(struct numbers series[COUNTS], int32_t weeks, size_t areas, series_number number,
                               const void *of)
{
    size_t n_measures;
    const struct measure *measures = measures_all(&n_measures);
    for (size_t m = 0; m < n_measures; m++) {
        size_t length = series_length(&measures[m], weeks, areas);
        bool is_wide = measure_is_wide(&measures[m]);
        int32_t *narrow = is_wide ? NULL : calloc(length, sizeof *narrow);
        int64_t *wide = is_wide ? calloc(length, sizeof *wide) : NULL;
        assert_true(narrow || wide);
        for (size_t i = 0; i < length; i++) {
            if (is_wide)
                wide[i] = number(of, m, i);
            else
                narrow[i] = (int32_t)number(of, m, i);
        }
        series[m] = (struct numbers){narrow, wide};
    }
}

static inline void series_free(struct numbers series[COUNTS])
{
    for (size_t m = 0; m < COUNTS; m++) {
        free((void *)(uintptr_t)series[m].narrow);
        free((void *)(uintptr_t)series[m].wide);
    }
}

#endif
