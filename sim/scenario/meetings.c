#include "core/dates.h"
#include "scenario/cross.h"
#include "scenario/names.h"

static bool weeks_overlap(struct weeks a, struct weeks b)
{
    return a.from < b.until && b.from < a.until;
}

static bool scopes_overlap(const struct scenario_trace *trace, const struct change *a, const struct change *b)
{
    for (size_t area = 0; area < trace->areas->n_areas; area++)
        if (change_covers(trace, a, area) && change_covers(trace, b, area))
            return true;
    return false;
}

static bool same_cell(const struct operation *a, const struct operation *b)
{
    return a->parameter == b->parameter && a->cell == b->cell;
}

static void warn_meeting(struct reader *self, const struct operation *earlier, const struct operation *later)
{
    struct scenario_trace *trace = self->trace;
    char setting[160];
    char where[300];
    setting_name(&trace->parameters[later->parameter], later->cell, setting, sizeof setting);
    origin_print(trace, earlier->origin, true, where, sizeof where);
    (void)problems_warn(self->problems, origin_place(trace, later->origin), setting,
                        "this change meets the one at %s in some areas and weeks; %s", where,
                        later->operation == PLAN_SET ? "this one, which comes later, decides there"
                                                     : "this one multiplies what that one leaves");
}

/* One warning a pair of changes and parameter is enough. */
static bool said_before(const struct scenario_trace *trace, size_t i, size_t j)
{
    const struct operation *a = &trace->operations[i];
    const struct operation *b = &trace->operations[j];
    return i > 0 && j > 0 && trace->operations[i - 1].change == a->change &&
           trace->operations[j - 1].change == b->change && trace->operations[i - 1].parameter == a->parameter &&
           same_cell(&trace->operations[i - 1], &trace->operations[j - 1]);
}

/* A value for everyone that a later date replaces with another for everyone: steps of a series, not a meeting. */
static bool is_step(const struct operation *a, const struct operation *b, const struct change *first,
                    const struct change *second)
{
    return a->operation == PLAN_SET && b->operation == PLAN_SET && first->from < second->from &&
           second->until == first->until && first->everywhere && second->everywhere && first->share >= 1 &&
           second->share >= 1;
}

void check_meetings(struct reader *self)
{
    const struct scenario_trace *trace = self->trace;
    for (size_t j = 1; j < trace->n_operations; j++)
        for (size_t i = 0; i < j; i++) {
            const struct operation *a = &trace->operations[i];
            const struct operation *b = &trace->operations[j];
            if (!same_cell(a, b) || said_before(trace, i, j))
                continue;
            const struct change *first = &trace->changes[a->change];
            const struct change *second = &trace->changes[b->change];
            bool empty = first->until <= first->from || second->until <= second->from; /* said before */
            if (!empty && !is_step(a, b, first, second) &&
                weeks_overlap(change_weeks(trace, first), change_weeks(trace, second)) &&
                scopes_overlap(trace, first, second))
                warn_meeting(self, a, b);
        }
}

/* The value before any change: of a path, the two extremes of its points. */
static void base_bounds(const struct scenario_trace *trace, const struct operation *operation, double bounds[2])
{
    bounds[0] = bounds[1] = trace->values[trace->first[operation->parameter] + operation->cell];
    bool first = true;
    for (size_t i = 0; i < trace->n_knots; i++) {
        const struct knot *knot = &trace->knots[i];
        if (knot->parameter != operation->parameter)
            continue;
        bounds[0] = first || knot->value < bounds[0] ? knot->value : bounds[0];
        bounds[1] = first || knot->value > bounds[1] ? knot->value : bounds[1];
        first = false;
    }
}

/* Whether a change surely acts on someone of the area in that week, when `focus` does. */
static bool acts_with(const struct scenario_trace *trace, const struct change *change, const struct change *focus,
                      size_t area, int32_t week)
{
    struct weeks weeks = change_weeks(trace, change);
    if (week < weeks.from || week >= weeks.until || !change_covers(trace, change, area))
        return false;
    return change->share >= 1 || (change->lottery == focus->lottery && change->share >= focus->share);
}

/* The operations on one cell, in order. With more than fit, products are not checked: the model bounds values anyway.
 */
#define CELL_OPERATIONS 64
struct cell_operations {
    const struct operation *items[CELL_OPERATIONS];
    size_t count;
};

static bool collect(const struct scenario_trace *trace, const struct operation *focus, struct cell_operations *out)
{
    out->count = 0;
    for (size_t i = 0; i < trace->n_operations; i++) {
        if (!same_cell(&trace->operations[i], focus))
            continue;
        if (out->count == CELL_OPERATIONS)
            return false;
        out->items[out->count++] = &trace->operations[i];
    }
    return true;
}

/* Applies, in order, everything that acts on the cell in that area and week; true if it leaves the bounds. */
static bool leaves_bounds(const struct scenario_trace *trace, const struct cell_operations *cell,
                          const struct operation *focus, size_t area, int32_t week, double *value)
{
    const struct parameter *row = &trace->parameters[focus->parameter];
    double bounds[2];
    base_bounds(trace, focus, bounds);
    for (size_t i = 0; i < cell->count; i++) {
        const struct operation *at = cell->items[i];
        if (!acts_with(trace, &trace->changes[at->change], &trace->changes[focus->change], area, week))
            continue;
        for (int end = 0; end < 2; end++)
            bounds[end] = at->operation == PLAN_SET ? at->value : bounds[end] * at->value;
    }
    for (int end = 0; end < 2; end++)
        if (bounds[end] < row->low || bounds[end] > row->high) {
            *value = bounds[end];
            return true;
        }
    return false;
}

static void complain_product(struct reader *self, const struct operation *operation, double value, int32_t week)
{
    const struct parameter *row = &self->trace->parameters[operation->parameter];
    char setting[160];
    char number[NUMBER_SIZE];
    char low[NUMBER_SIZE];
    char high[NUMBER_SIZE];
    char date[11] = "the start";
    if (week >= 0)
        date_print(run_start(self->trace) + 7 * week, date);
    number_print(value, number);
    number_print(row->low, low);
    number_print(row->high, high);
    setting_name(row, operation->cell, setting, sizeof setting);
    struct problem *problem =
        problems_add(self->problems, STATUS_BAD_SCENARIO, origin_place(self->trace, operation->origin), setting,
                     "multiplied by this factor the value leaves its bounds from %s on", date);
    problem_found(problem, "%s", number);
    problem_allowed(problem, "%s to %s", low, high);
}

/* Values change only where a change begins or ends, so these weeks are enough. */
static bool check_operation(struct reader *self, const struct cell_operations *cell, const struct operation *focus,
                            size_t area)
{
    const struct scenario_trace *trace = self->trace;
    const struct change *change = &trace->changes[focus->change];
    double value = 0;
    for (size_t i = 0; i < cell->count; i++) {
        struct weeks weeks = change_weeks(trace, &trace->changes[cell->items[i]->change]);
        int32_t edges[2] = {weeks.from, weeks.until};
        for (int edge = 0; edge < 2; edge++)
            if (acts_with(trace, change, change, area, edges[edge]) &&
                leaves_bounds(trace, cell, focus, area, edges[edge], &value)) {
                complain_product(self, focus, value, edges[edge]);
                return false;
            }
    }
    return true;
}

void check_products(struct reader *self)
{
    const struct scenario_trace *trace = self->trace;
    struct cell_operations cell;
    for (size_t i = 0; i < trace->n_operations; i++) {
        const struct operation *focus = &trace->operations[i];
        if (focus->operation != PLAN_MULTIPLY || !collect(trace, focus, &cell))
            continue;
        for (size_t area = 0; area < trace->areas->n_areas; area++)
            if (change_covers(trace, &trace->changes[focus->change], area) &&
                !check_operation(self, &cell, focus, area))
                break;
    }
}
