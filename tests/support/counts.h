/* What a model has counted: measures summed over weeks, areas and cells of their axis. */
#ifndef ROUTEWAY_TESTS_SUPPORT_COUNTS_H
#define ROUTEWAY_TESTS_SUPPORT_COUNTS_H

#include "helpers.h"
#include "model/internal.h"

#define EVERY_CELL UINT32_MAX

/* Cells are bits of the axis; weeks [from, until). */
static inline int64_t total_between(const struct model *model, enum count measure, uint32_t cells, int32_t from,
                                    int32_t until)
{
    size_t count;
    const struct measure *about = &measures_all(&count)[measure];
    size_t width = about->cells * (about->by_area ? model->world.n_areas : 1);
    struct numbers counts = model_counts(model, measure);
    int64_t sum = 0;
    assert_true(about->cells <= 32); /* no more bits */
    for (size_t i = (size_t)from * width; i < (size_t)until * width; i++)
        if (cells >> i % about->cells & 1)
            sum += numbers_at(counts, i);
    return sum;
}

/* The same over all weeks that have been simulated. */
static inline int64_t total_among(const struct model *model, enum count measure, uint32_t cells)
{
    return total_between(model, measure, cells, 0, model->world.week);
}

static inline int64_t total_in(const struct model *model, enum count measure, size_t cell)
{
    return total_among(model, measure, 1U << cell);
}

static inline int64_t total(const struct model *model, enum count measure)
{
    return total_among(model, measure, EVERY_CELL);
}

static inline double ratio(const struct model *model, enum count numerator, enum count denominator)
{
    return (double)total(model, numerator) / (double)total(model, denominator);
}

#endif
