#include "compare/outcomes.h"
#include "agents/axes.h"
#include "agents/measures.h"
#include "core/memory.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define OUTCOME_WEEKS_A_YEAR (365.25 / 7.0)

static const struct outcome outcomes[] = {
#define OUTCOME(id, label, unit, form, numerator, cells, less, denominator, denominator_cells, factor, follow_up)      \
    {#id, SECTION, label, unit, form, numerator, cells, less, denominator, denominator_cells, factor, follow_up},
#include "compare/outcomes.def"
#undef OUTCOME
};

const struct outcome *outcomes_all(size_t *count)
{
    *count = sizeof outcomes / sizeof outcomes[0];
    return outcomes;
}

const struct outcome *outcome_find(const char *id)
{
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++)
        if (strcmp(outcomes[i].id, id) == 0)
            return &outcomes[i];
    return NULL;
}

/* A measure read for one outcome, and where its sums go: one for each replicate, or for each replicate and area. */
struct sums {
    double *values;
    size_t places; /* areas, or 1 */
};

/* The cells are bits of the axis as this program declares it: a file with another axis would be misread. */
static enum status read_measure(struct result *result, const char *name, struct result_array *array, bool by_area,
                                struct error *error)
{
    size_t count;
    const struct measure *all = measures_all(&count);
    if (result_measure(result, name, array, error) != STATUS_OK)
        return error->status;
    size_t areas = result_array_extent(array, RESULT_DIM_AREA);
    size_t strips = array->shape[0] * array->shape[1] * areas;
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, name) == 0 && (strips == 0 || array->count / strips != all[i].cells))
            return error_set(error, STATUS_BAD_DATA, "%s: the measure %s does not have the %zu cells that it has here",
                             result_path(result), name, all[i].cells);
    if (by_area && result_array_dim(array, RESULT_DIM_AREA) == array->n_dims)
        return error_set(error, STATUS_BAD_DATA, "%s: %s is not recorded by area", result_path(result), name);
    return STATUS_OK;
}

static double pick(const double *row, size_t width, uint32_t cells)
{
    double sum = 0;
    for (size_t c = 0; c < width && c < 32; c++)
        if (cells >> c & 1u)
            sum += row[c];
    return sum;
}

/* Adds a measure over the window's weeks and the chosen cells, with a sign. */
static enum status add(struct result *result, const char *name, uint32_t cells, const struct outcome_window *window,
                       double sign, struct sums sums, struct error *error)
{
    struct result_array array = {0};
    enum status status = read_measure(result, name, &array, sums.places > 1, error);
    if (status == STATUS_OK) {
        size_t weeks = array.shape[1], areas = result_array_extent(&array, RESULT_DIM_AREA);
        size_t width = array.count / (array.shape[0] * weeks * areas);
        for (size_t r = 0; r < array.shape[0]; r++)
            for (size_t w = window->from; w < window->until && w < weeks; w++)
                for (size_t a = 0; a < areas; a++) {
                    const double *row = array.values + ((r * weeks + w) * areas + a) * width;
                    sums.values[r * sums.places + (sums.places > 1 ? a : 0)] += sign * pick(row, width, cells);
                }
    }
    result_array_clear(&array);
    return status;
}

/* The window without the cohorts whose follow-up the run does not reach. */
static struct outcome_window followed_part(const struct outcome *self, const struct result *result,
                                           const struct outcome_window *window)
{
    size_t weeks = result_weeks(result);
    size_t last = weeks > self->follow_up ? weeks - self->follow_up : 0;
    return (struct outcome_window){window->from, window->until < last ? window->until : last};
}

bool outcome_followed(const struct outcome *self, const struct result *result, const struct outcome_window *window)
{
    struct outcome_window part = followed_part(self, result, window);
    return part.from < part.until;
}

/* Turns sums over the weeks into the outcome, in place. */
static void settle(const struct outcome *self, const struct result *result, const struct outcome_window *window,
                   double *values, const double *denominators, size_t count)
{
    double weeks = (double)(window->until - window->from), scale = result_number(result, RESULT_SCALE);
    for (size_t i = 0; i < count; i++) {
        double under = self->form == RATIO   ? denominators[i]
                       : self->form == LEVEL ? weeks * scale
                                             : weeks / OUTCOME_WEEKS_A_YEAR * scale;
        values[i] = under > 0 ? self->factor * values[i] / under : NAN;
    }
}

/* Adds up the outcomes that a balance names. */
static enum status balance(const struct outcome *self, struct result *result, const struct outcome_window *window,
                           bool by_area, double *values, size_t count, struct error *error)
{
    double *part = NULL;
    enum status status = memory_new(&part, count, sizeof *part, error);
    for (size_t k = 0; k < count; k++)
        values[k] = 0;
    for (const char *at = self->numerator; status == STATUS_OK && *at;) {
        char id[64];
        double sign = *at == '-' ? -1 : 1;
        size_t length = strcspn(++at, " ");
        (void)snprintf(id, sizeof id, "%.*s", (int)length, at);
        status = outcome_values(outcome_find(id), result, window, by_area, part, error);
        for (size_t k = 0; status == STATUS_OK && k < count; k++)
            values[k] += sign * part[k];
        at += length + strspn(at + length, " ");
    }
    memory_free(part);
    return status;
}

/* A ratio of the chosen cells over that of all cells. */
static enum status relative(const struct outcome *self, struct result *result, const struct outcome_window *window,
                            bool by_area, double *values, size_t count, struct error *error)
{
    struct outcome chosen = *self, all = *self;
    double *means = NULL;
    chosen.form = all.form = RATIO;
    all.cells = all.denominator_cells = UINT32_MAX;
    all.factor = 1;
    enum status status = memory_new(&means, count, sizeof *means, error);
    if (status == STATUS_OK)
        status = outcome_values(&all, result, window, by_area, means, error);
    if (status == STATUS_OK)
        status = outcome_values(&chosen, result, window, by_area, values, error);
    for (size_t k = 0; status == STATUS_OK && k < count; k++)
        values[k] = means[k] > 0 ? values[k] / means[k] : NAN;
    memory_free(means);
    return status;
}

enum status outcome_values(const struct outcome *self, struct result *result, const struct outcome_window *window,
                           bool by_area, double *values, struct error *error)
{
    struct outcome_window part = followed_part(self, result, window);
    if (part.until <= part.from)
        return error_set(error, STATUS_BAD_DATA, "%s: '%s' needs %zu recorded weeks after the compared ones",
                         result_path(result), self->label, self->follow_up);
    size_t places = by_area ? result_areas(result) : 1;
    size_t count = result_replicates(result) * places;
    if (self->form == BALANCE)
        return balance(self, result, window, by_area, values, count, error);
    if (self->form == RELATIVE)
        return relative(self, result, window, by_area, values, count, error);
    double *denominators = NULL;
    enum status status = memory_new(&denominators, count, sizeof *denominators, error);
    for (size_t i = 0; i < count; i++)
        values[i] = 0;
    if (status == STATUS_OK)
        status = add(result, self->numerator, self->cells, &part, 1, (struct sums){values, places}, error);
    if (status == STATUS_OK && self->less)
        status = add(result, self->less, self->cells, &part, -1, (struct sums){values, places}, error);
    if (status == STATUS_OK && self->form == RATIO)
        status = add(result, self->denominator, self->denominator_cells, &part, 1, (struct sums){denominators, places},
                     error);
    if (status == STATUS_OK)
        settle(self, result, &part, values, denominators, count);
    memory_free(denominators);
    return status;
}
