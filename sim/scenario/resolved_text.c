#include "core/dates.h"
#include "core/memory.h"
#include "scenario/names.h"
#include "scenario/trace.h"
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 160

/* A text between double quotes, as libconfig reads it. */
static void write_quoted(FILE *out, const char *text)
{
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            (void)fputc('\\', out);
        if (*text == '\n')
            (void)fputs("\\n", out);
        else if (*text == '\t')
            (void)fputs("\\t", out);
        else if (*text == '\r')
            (void)fputs("\\r", out);
        else if (*text == '\f')
            (void)fputs("\\f", out);
        else
            (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

/* Whole numbers beyond 32 bits need the L, and numbers with an exponent a point. */
static void write_value(FILE *out, const struct parameter *row, double value)
{
    char text[TEXT_SIZE];
    value_print(row, value, text, sizeof text);
    if (row->type == TYPE_CHOICE || row->type == TYPE_DATE)
        write_quoted(out, text);
    else if (!strpbrk(text, ".e") && (value > INT32_MAX || value < INT32_MIN))
        (void)fprintf(out, "%sL", text);
    else
        (void)fputs(text, out);
}

static void write_origin(FILE *out, const struct scenario_trace *self, struct origin origin)
{
    char text[TEXT_SIZE];
    origin_print(self, origin, false, text, sizeof text);
    (void)fprintf(out, " // %s\n", text);
}

static void write_path(FILE *out, const struct scenario_trace *self, size_t parameter)
{
    const char *before = "";
    for (size_t i = 0; i < self->n_knots; i++) {
        const struct knot *knot = &self->knots[i];
        char date[11];
        if (knot->parameter != parameter)
            continue;
        date_print(knot->day, date);
        (void)fprintf(out, "%s        { date = \"%s\"; value = ", before, date);
        write_value(out, &self->parameters[parameter], knot->value);
        (void)fputs("; }", out);
        before = ",\n";
    }
}

static void write_parameter(FILE *out, const struct scenario_trace *self, size_t parameter)
{
    const struct parameter *row = &self->parameters[parameter];
    size_t first = self->first[parameter];
    (void)fprintf(out, "    %s = ", row->name);
    if (trace_knots(self, parameter)) {
        (void)fputs("(\n", out);
        write_path(out, self, parameter);
        (void)fputs("\n    );", out);
        write_origin(out, self, self->origins[first]);
        return;
    }
    if (!row->axis) {
        write_value(out, row, self->values[first]);
        (void)fputc(';', out);
        write_origin(out, self, self->origins[first]);
        return;
    }
    (void)fputs("{\n", out);
    for (size_t cell = 0; cell < row->count; cell++) {
        char key[CELL_KEY_SIZE];
        cell_key(row->axis, cell, key);
        (void)fprintf(out, "        %s = ", key);
        write_value(out, row, self->values[first + cell]);
        (void)fputc(';', out);
        write_origin(out, self, self->origins[first + cell]);
    }
    (void)fputs("    };\n", out);
}

static void write_scope(FILE *out, const struct scenario_trace *self, const struct change *change)
{
    char date[11];
    char number[NUMBER_SIZE];
    if (change->from != DAY_NONE_FROM) {
        date_print(change->from, date);
        (void)fprintf(out, "    from = \"%s\";\n", date);
    }
    if (change->until != DAY_NONE_UNTIL) {
        date_print(change->until, date);
        (void)fprintf(out, "    until = \"%s\";\n", date);
    }
    if (!change->everywhere) {
        const char *before = "    areas = ( ";
        for (size_t area = 0; area < self->areas->n_areas; area++)
            if (self->marks[change->first_area + area]) {
                (void)fputs(before, out);
                write_quoted(out, self->areas->areas[area].code);
                before = ", ";
            }
        (void)fputs(" );\n", out);
    }
    if (change->share < 1) {
        number_print(change->share, number);
        (void)fprintf(out, "    share = %s;\n    lottery = %u;\n", number, change->lottery);
    }
}

static bool same_parameter(const struct operation *a, const struct operation *b)
{
    return a && b && a->operation == b->operation && a->parameter == b->parameter;
}

static bool same_module(const struct scenario_trace *self, const struct operation *a, const struct operation *b)
{
    return a && b && a->operation == b->operation &&
           strcmp(self->parameters[a->parameter].module, self->parameters[b->parameter].module) == 0;
}

/* Closes the groups in which `last` stands and `next` (or NULL) does not. */
static void close_groups(FILE *out, const struct scenario_trace *self, const struct operation *last,
                         const struct operation *next)
{
    if (last && self->parameters[last->parameter].axis && !same_parameter(last, next))
        (void)fputs("            };\n", out);
    if (last && !same_module(self, last, next))
        (void)fputs("        };\n", out);
    if (last && (!next || next->operation != last->operation))
        (void)fputs("    };\n", out);
}

/* Opens the groups in which `next` stands and `last` (or NULL) does not. */
static void open_groups(FILE *out, const struct scenario_trace *self, const struct operation *last,
                        const struct operation *next)
{
    const struct parameter *row = &self->parameters[next->parameter];
    if (!last || last->operation != next->operation)
        (void)fprintf(out, "    %s = {\n", next->operation == PLAN_SET ? "set" : "multiply");
    if (!same_module(self, last, next))
        (void)fprintf(out, "        %s = {\n", row->module);
    if (row->axis && !same_parameter(last, next))
        (void)fprintf(out, "            %s = {\n", row->name);
}

/* The operations of a change stand together by kind, module and parameter, as they did in the file. */
static void write_operations(FILE *out, const struct scenario_trace *self, size_t change)
{
    const struct operation *last = NULL;
    for (size_t i = 0; i < self->n_operations; i++) {
        const struct operation *next = &self->operations[i];
        if (next->change != change)
            continue;
        const struct parameter *row = &self->parameters[next->parameter];
        char key[CELL_KEY_SIZE];
        close_groups(out, self, last, next);
        open_groups(out, self, last, next);
        if (row->axis)
            cell_key(row->axis, next->cell, key);
        (void)fprintf(out, "%s%s = ", row->axis ? "                " : "            ", row->axis ? key : row->name);
        write_value(out, row, next->value);
        (void)fputc(';', out);
        write_origin(out, self, next->origin);
        last = next;
    }
    close_groups(out, self, last, NULL);
}

static void write_changes(FILE *out, const struct scenario_trace *self)
{
    for (size_t i = 0; i < self->n_changes; i++) {
        (void)fputs(i ? ", {" : "changes = ( {", out);
        write_origin(out, self, self->changes[i].origin);
        write_scope(out, self, &self->changes[i]);
        write_operations(out, self, i);
        (void)fputs(i + 1 < self->n_changes ? "}" : "} );\n", out);
    }
}

static void write_scenario(FILE *out, const struct scenario_trace *self)
{
    (void)fputs("title = ", out);
    write_quoted(out, self->title);
    (void)fputs(";\ndescription = ", out);
    write_quoted(out, self->description);
    (void)fputs(";\nregion = ", out);
    write_quoted(out, self->region);
    (void)fputs(";", out);
    write_origin(out, self, self->region_origin);
    const char *module = "";
    for (size_t i = 0; i < self->n_parameters; i++) {
        if (strcmp(module, self->parameters[i].module) != 0) {
            (void)fprintf(out, "%s%s = {\n", module[0] ? "};\n" : "", self->parameters[i].module);
            module = self->parameters[i].module;
        }
        write_parameter(out, self, i);
    }
    (void)fputs("};\n", out);
    write_changes(out, self);
}

enum status trace_write_text(struct scenario_trace *self, struct error *error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return error_set(error, STATUS_FAILED, "not enough memory to write down the scenario");
    write_scenario(out, self);
    bool good = !ferror(out);
    good = fclose(out) == 0 && good;
    enum status status = good ? text_copy(&self->text, text, error)
                              : error_set(error, STATUS_FAILED, "not enough memory to write down the scenario");
    free(text);
    return status;
}
