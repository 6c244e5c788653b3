#include "scenario/build.h"
#include "core/dates.h"
#include "core/memory.h"
#include "scenario/cross.h"
#include <string.h>

static void add_row(struct plan *plan, size_t parameter, size_t cell, enum plan_operation operation, double value)
{
    plan->rows[plan->n_rows++] = (struct plan_row){(uint32_t)parameter, (uint32_t)cell,    0,    operation,
                                                   PLAN_ALWAYS_FROM,    PLAN_ALWAYS_UNTIL, value};
}

static void add_values(struct plan *plan, const struct scenario_trace *trace)
{
    for (size_t i = 0; i < trace->n_parameters; i++) {
        const struct parameter *row = &trace->parameters[i];
        for (size_t cell = 0; cell < row->count && !trace_knots(trace, i); cell++) {
            double value = trace->values[trace->first[i] + cell];
            if (value < row->defaults[cell] || value > row->defaults[cell])
                add_row(plan, i, cell, PLAN_SET, value);
        }
        for (size_t k = 0; k < trace->n_knots; k++)
            if (trace->knots[k].parameter == i) {
                add_row(plan, i, 0, PLAN_KNOT, trace->knots[k].value);
                plan->rows[plan->n_rows - 1].from_week = week_of_day(run_start(trace), trace->knots[k].day);
            }
    }
}

static bool same_scope(const struct plan *plan, const struct plan_scope *a, const struct plan_scope *b)
{
    return a->share >= b->share && a->share <= b->share && a->lottery == b->lottery &&
           memcmp(a->areas, b->areas, plan->region.n_areas) == 0;
}

/* Adds the scope unless there is one like it; everyone's lottery does not matter. */
static enum status add_scope(struct plan *plan, const struct scenario_trace *trace, const struct change *change,
                             uint32_t *index, struct error *error)
{
    struct plan_scope *scope = &plan->scopes[plan->n_scopes];
    enum status status = memory_new(&scope->areas, plan->region.n_areas, 1, error);
    if (status != STATUS_OK)
        return status;
    for (size_t area = 0; area < plan->region.n_areas; area++)
        scope->areas[area] = !change || change_covers(trace, change, area);
    scope->share = change ? change->share : 1;
    scope->lottery = change && change->share < 1 ? change->lottery : 0;
    for (size_t i = 0; i < plan->n_scopes; i++)
        if (same_scope(plan, &plan->scopes[i], scope)) {
            memory_free(scope->areas);
            scope->areas = NULL;
            *index = (uint32_t)i;
            return STATUS_OK;
        }
    *index = (uint32_t)plan->n_scopes++;
    return STATUS_OK;
}

static enum status add_changes(struct plan *plan, const struct scenario_trace *trace, struct error *error)
{
    for (size_t c = 0; c < trace->n_changes; c++) {
        uint32_t scope = 0;
        enum status status = add_scope(plan, trace, &trace->changes[c], &scope, error);
        if (status != STATUS_OK)
            return status;
        struct weeks weeks = change_weeks(trace, &trace->changes[c]);
        for (size_t i = 0; i < trace->n_operations; i++) {
            const struct operation *operation = &trace->operations[i];
            if (operation->change != c)
                continue;
            add_row(plan, operation->parameter, operation->cell, operation->operation, operation->value);
            struct plan_row *row = &plan->rows[plan->n_rows - 1];
            row->scope = scope;
            row->from_week = weeks.from;
            row->until_week = weeks.until;
        }
    }
    return STATUS_OK;
}

enum status plan_build(struct plan *out, const struct scenario_trace *trace, struct error *error)
{
    uint32_t everyone = 0;
    size_t most = trace->n_values + trace->n_knots + trace->n_operations;
    enum status status = memory_new(&out->rows, most, sizeof *out->rows, error);
    if (status == STATUS_OK)
        status = memory_new(&out->scopes, trace->n_changes + 2, sizeof *out->scopes, error);
    if (status == STATUS_OK)
        status = text_copy(&out->title, trace->title, error);
    if (status == STATUS_OK)
        status = add_scope(out, trace, NULL, &everyone, error);
    if (status != STATUS_OK)
        return status;
    add_values(out, trace);
    return add_changes(out, trace, error);
}
