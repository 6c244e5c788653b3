#include "compare/outcomes.h"
#include "agents/axes.h"
#include "core/memory.h"
#include <math.h>

#define OUTCOME_WEEKS_A_YEAR (365.25 / 7.0)

static const struct outcome outcomes[] = {
#define OUTCOME(id, label, unit, form, numerator, cells, less, denominator, denominator_cells, factor, follow_up)      \
    {#id, label, unit, form, numerator, cells, less, denominator, denominator_cells, factor, follow_up},
#include "compare/outcomes.def"
#undef OUTCOME
};

const struct outcome *outcomes_all(size_t *count)
{
    *count = sizeof outcomes / sizeof outcomes[0];
    return outcomes;
}

/* Adds a measure over the window's weeks, areas and chosen cells to sums[replicate], with a sign. */
static enum status add(struct result *result, const char *name, uint32_t cells, const struct outcome_window *window,
                       double sign, double *sums, struct error *error)
{
    struct result_array array = {0};
    if (result_measure(result, name, &array, error) != STATUS_OK)
        return error->status;
    size_t weeks = array.shape[1];
    size_t areas = result_array_extent(&array, RESULT_DIM_AREA);
    size_t width = array.count / (array.shape[0] * weeks * areas);
    bool by_area = result_array_dim(&array, RESULT_DIM_AREA) < array.n_dims;
    enum status status = STATUS_OK;
    if (window->area != OUTCOME_ALL_AREAS && (!by_area || window->area >= areas))
        status = error_set(error, STATUS_BAD_DATA, "%s is not recorded by area", name);
    for (size_t r = 0; status == STATUS_OK && r < array.shape[0]; r++)
        for (size_t w = window->from; w < window->until && w < weeks; w++)
            for (size_t a = 0; a < areas; a++) {
                if (window->area != OUTCOME_ALL_AREAS && a != window->area)
                    continue;
                const double *row = array.values + ((r * weeks + w) * areas + a) * width;
                for (size_t c = 0; c < width; c++)
                    sums[r] += cells >> c & 1u ? sign * row[c] : 0;
            }
    result_array_clear(&array);
    return status;
}

static enum status numerator(const struct outcome *self, struct result *result, const struct outcome_window *window,
                             double *sums, struct error *error)
{
    if (add(result, self->numerator, self->cells, window, 1, sums, error) != STATUS_OK)
        return error->status;
    return self->less ? add(result, self->less, self->cells, window, -1, sums, error) : STATUS_OK;
}

enum status outcome_values(const struct outcome *self, struct result *result, const struct outcome_window *window,
                           double *values, struct error *error)
{
    struct outcome_window followed = *window;
    size_t last = result_weeks(result) > self->follow_up ? result_weeks(result) - self->follow_up : 0;
    followed.until = followed.until < last ? followed.until : last;
    if (followed.until <= followed.from)
        return error_set(error, STATUS_BAD_DATA, "%s needs %zu weeks after the compared ones", self->label,
                         self->follow_up);
    size_t replicates = result_replicates(result);
    double *denominators = NULL;
    for (size_t r = 0; r < replicates; r++)
        values[r] = 0;
    if (numerator(self, result, &followed, values, error) != STATUS_OK ||
        memory_new(&denominators, replicates, sizeof *denominators, error) != STATUS_OK)
        return error->status;
    enum status status = STATUS_OK;
    double weeks = (double)(followed.until - followed.from), scale = result_number(result, RESULT_SCALE);
    if (self->form == RATIO)
        status = add(result, self->denominator, self->denominator_cells, &followed, 1, denominators, error);
    for (size_t r = 0; r < replicates; r++) {
        double under = self->form == RATIO   ? denominators[r]
                       : self->form == LEVEL ? weeks * scale
                                             : weeks / OUTCOME_WEEKS_A_YEAR * scale;
        values[r] = under > 0 ? self->factor * values[r] / under : NAN;
    }
    memory_free(denominators);
    return status;
}
