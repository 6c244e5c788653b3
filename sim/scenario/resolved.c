#include "core/dates.h"
#include "core/memory.h"
#include "scenario/names.h"
#include "scenario/trace.h"

#define TEXT_VALUE 40
#define TEXT_CELL 12
#define TEXT_ORIGIN 120
#define TEXT_SIZE (TEXT_VALUE + TEXT_CELL + TEXT_ORIGIN)

static struct resolved_parameter *next_entry(struct scenario_trace *self, size_t parameter, double value,
                                             struct origin origin)
{
    const struct parameter *row = &self->parameters[parameter];
    char *text = self->resolved_texts + self->n_resolved * TEXT_SIZE;
    struct resolved_parameter *entry = &self->resolved[self->n_resolved++];
    value_print(row, value, text, TEXT_VALUE);
    origin_print(self, origin, false, text + TEXT_VALUE + TEXT_CELL, TEXT_ORIGIN);
    *entry = (struct resolved_parameter){row->module, row->name,        "",
                                         value,       row->defaults[0], text,
                                         row->unit,   row->source,      text + TEXT_VALUE + TEXT_CELL};
    return entry;
}

static void add_parameter(struct scenario_trace *self, size_t parameter)
{
    const struct parameter *row = &self->parameters[parameter];
    if (trace_knots(self, parameter)) {
        for (size_t i = 0; i < self->n_knots; i++) {
            const struct knot *knot = &self->knots[i];
            if (knot->parameter != parameter)
                continue;
            char *date = self->resolved_texts + self->n_resolved * TEXT_SIZE + TEXT_VALUE;
            date_print(knot->day, date);
            next_entry(self, parameter, knot->value, knot->origin)->cell = date;
        }
        return;
    }
    for (size_t cell = 0; cell < row->count; cell++) {
        size_t at = self->first[parameter] + cell;
        struct resolved_parameter *entry = next_entry(self, parameter, self->values[at], self->origins[at]);
        entry->default_value = row->defaults[cell];
        entry->cell = row->axis ? row->axis->labels[cell] : "";
    }
}

enum status trace_resolve(struct scenario_trace *self, struct error *error)
{
    size_t most = self->n_values + self->n_knots;
    enum status status = memory_new(&self->resolved, most, sizeof *self->resolved, error);
    if (status == STATUS_OK)
        status = memory_new(&self->resolved_texts, most, TEXT_SIZE, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < self->n_parameters; i++)
        add_parameter(self, i);
    return trace_write_text(self, error);
}
