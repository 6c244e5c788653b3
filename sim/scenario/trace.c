#include "scenario/trace.h"
#include "core/memory.h"
#include <string.h>

enum status text_copy(char **out, const char *text, struct error *error)
{
    char *fresh = NULL;
    size_t size = strlen(text) + 1;
    enum status status = memory_new(&fresh, size, 1, error);
    if (status != STATUS_OK)
        return status;
    memcpy(fresh, text, size);
    memory_free(*out);
    *out = fresh;
    return STATUS_OK;
}

static enum status allocate_values(struct scenario_trace *self, struct error *error)
{
    enum status status = memory_new(&self->first, self->n_parameters, sizeof *self->first, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < self->n_parameters; i++) {
        self->first[i] = self->n_values;
        self->n_values += self->parameters[i].count;
    }
    status = memory_new(&self->values, self->n_values, sizeof *self->values, error);
    if (status == STATUS_OK)
        status = memory_new(&self->origins, self->n_values, sizeof *self->origins, error);
    return status;
}

enum status trace_create(struct scenario_trace **out, struct error *error)
{
    struct scenario_trace *self = NULL;
    enum status status = memory_new(&self, 1, sizeof *self, error);
    if (status != STATUS_OK)
        return status;
    self->parameters = parameters_all(&self->n_parameters);
    status = allocate_values(self, error);
    if (status != STATUS_OK) {
        scenario_trace_free(self);
        return status;
    }
    for (size_t i = 0; i < self->n_parameters; i++)
        for (size_t cell = 0; cell < self->parameters[i].count; cell++) {
            self->values[self->first[i] + cell] = self->parameters[i].defaults[cell];
            self->origins[self->first[i] + cell].file = ORIGIN_DEFAULT;
        }
    *out = self;
    return STATUS_OK;
}

void scenario_trace_free(struct scenario_trace *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->n_files; i++)
        memory_free(self->files[i]);
    void *parts[] = {self->first, self->values,      self->origins, self->knots,    self->changes,
                     self->marks, self->operations,  self->files,   self->title,    self->description,
                     self->text,  self->region_path, self->region,  self->resolved, self->resolved_texts};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        memory_free(parts[i]);
    memory_free(self);
}

const char *scenario_title(const struct scenario_trace *self)
{
    return self->title;
}

const char *scenario_description(const struct scenario_trace *self)
{
    return self->description;
}

const struct resolved_parameter *scenario_resolved(const struct scenario_trace *self, size_t *count)
{
    *count = self->n_resolved;
    return self->resolved;
}

const char *scenario_text(const struct scenario_trace *self)
{
    return self->text;
}

struct place reader_place(const struct reader *self, int32_t line)
{
    return origin_place(self->trace, (struct origin){self->file, line, false});
}

struct problem *reader_complain(struct reader *self, int32_t line, const char *setting, const char *text)
{
    return problems_add(self->problems, STATUS_BAD_SCENARIO, reader_place(self, line), setting, "%s", text);
}

void trace_set(struct reader *self, size_t parameter, size_t cell, double value, int32_t line)
{
    size_t at = self->trace->first[parameter] + cell;
    self->trace->values[at] = value;
    self->trace->origins[at] = (struct origin){self->file, line, false};
}

void trace_forget_path(struct scenario_trace *self, size_t parameter)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->n_knots; i++)
        if (self->knots[i].parameter != parameter)
            self->knots[kept++] = self->knots[i];
    self->n_knots = kept;
}

/* Room for one more element; false (and the reader's status) when there is none. */
static bool make_room(struct reader *self, void *array, size_t *room, size_t count, size_t size)
{
    if (self->status == STATUS_OK)
        self->status = memory_grow(array, room, count + 1, size, self->error);
    return self->status == STATUS_OK;
}

void trace_add_knot(struct reader *self, size_t parameter, int32_t day, double value, int32_t line)
{
    struct scenario_trace *trace = self->trace;
    if (make_room(self, &trace->knots, &trace->room_knots, trace->n_knots, sizeof *trace->knots))
        trace->knots[trace->n_knots++] = (struct knot){parameter, day, value, {self->file, line, false}};
}

void trace_add_operation(struct reader *self, const struct operation *operation)
{
    struct scenario_trace *trace = self->trace;
    if (make_room(self, &trace->operations, &trace->room_operations, trace->n_operations, sizeof *trace->operations))
        trace->operations[trace->n_operations++] = *operation;
}

double trace_value(const struct scenario_trace *self, size_t parameter)
{
    return self->values[self->first[parameter]];
}

size_t trace_knots(const struct scenario_trace *self, size_t parameter)
{
    size_t count = 0;
    for (size_t i = 0; i < self->n_knots; i++)
        count += self->knots[i].parameter == parameter;
    return count;
}

void origin_print(const struct scenario_trace *self, struct origin origin, bool whole, char *out, size_t size)
{
    if (origin.file < 0) {
        (void)snprintf(out, size, "%s", origin.file == ORIGIN_DEFAULT ? "default" : "command line");
        return;
    }
    const char *path = self->files[origin.file];
    const char *slash = whole ? NULL : strrchr(path, '/');
    (void)snprintf(out, size, "%s:%d", slash ? slash + 1 : path, origin.line);
}

struct place origin_place(const struct scenario_trace *self, struct origin origin)
{
    if (origin.file == ORIGIN_COMMAND_LINE)
        return (struct place){"--set", 0};
    return (struct place){origin.file >= 0 ? self->files[origin.file] : NULL, origin.file >= 0 ? origin.line : 0};
}
