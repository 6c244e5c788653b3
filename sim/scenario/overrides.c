#include "core/memory.h"
#include "scenario/names.h"
#include "scenario/read.h"
#include <string.h>

/* Splits "module.name.cell=value" in place. */
struct override {
    char *module, *name, *cell, *value;
};

static bool split(char *text, struct override *out)
{
    memset(out, 0, sizeof *out);
    char *equals = strchr(text, '=');
    char *dot = strchr(text, '.');
    if (!equals || !dot || dot > equals)
        return false;
    *equals = '\0';
    *dot = '\0';
    out->module = text;
    out->name = dot + 1;
    out->value = equals + 1;
    char *second = strchr(out->name, '.');
    if (second) {
        *second = '\0';
        out->cell = second + 1;
    }
    return out->module[0] && out->name[0] && out->value[0] && (!out->cell || out->cell[0]);
}

static void set_from_text(struct reader *self, const struct target *target, size_t cell, const char *text)
{
    double value = 0;
    struct target one = *target;
    setting_name(target->row, cell, one.setting, sizeof one.setting);
    if (value_from_text(self, &one, text, &value))
        trace_set(self, target->parameter, cell, value, 0);
    else
        self->trace->origins[self->trace->first[target->parameter] + cell].bad = true;
}

/* "0.42,0.13,0.45": exactly as many as the table has cells. */
static void set_table(struct reader *self, const struct target *target, char *text)
{
    const struct axis *axis = target->row->axis;
    size_t count = 1;
    for (const char *at = text; *at; at++)
        count += *at == ',';
    if (count != axis->count) {
        char keys[400];
        labels_print(axis, true, keys, sizeof keys);
        struct problem *problem = reader_complain(self, 0, target->setting, "the list has the wrong number of values");
        problem_found(problem, "%zu", count);
        problem_allowed(problem, "%zu, with commas between them; or %s.NAME=VALUE with a name out of %s", axis->count,
                        target->setting, keys);
        return;
    }
    for (size_t cell = 0; cell < count; cell++) {
        char *comma = strchr(text, ',');
        if (comma)
            *comma = '\0';
        set_from_text(self, target, cell, text);
        text = comma ? comma + 1 : text;
    }
}

static void set_cell(struct reader *self, const struct target *target, const struct override *override)
{
    const struct axis *axis = target->row->axis;
    size_t cell = axis ? cell_find(axis, override->cell) : NAME_NONE;
    if (cell != NAME_NONE) {
        set_from_text(self, target, cell, override->value);
        return;
    }
    struct problem *problem = reader_complain(self, 0, target->setting,
                                              axis ? "there is no such cell" : "this is a single value, without cells");
    problem_found(problem, "%s", override->cell);
    if (axis) {
        char keys[400];
        char nearest[CELL_KEY_SIZE];
        labels_print(axis, true, keys, sizeof keys);
        problem_allowed(problem, "%s", keys);
        problem_nearest(problem, nearest_cell(axis, override->cell, nearest, sizeof nearest));
    }
}

static void apply(struct reader *self, const struct override *override)
{
    struct target target = {.operation = PLAN_SET};
    target.parameter = parameter_find(override->module, override->name);
    (void)snprintf(target.setting, sizeof target.setting, "%.70s.%.80s", override->module, override->name);
    if (target.parameter == NAME_NONE) {
        complain_unknown(self, 0, target.setting, override->module, override->name);
        return;
    }
    target.row = &self->trace->parameters[target.parameter];
    if (override->cell) {
        set_cell(self, &target, override);
    } else if (target.row->axis) {
        set_table(self, &target, override->value);
    } else {
        trace_forget_path(self->trace, target.parameter);
        set_from_text(self, &target, 0, override->value);
    }
}

void read_override(struct reader *self, const char *text)
{
    char *copy = NULL;
    struct override override;
    if (self->status == STATUS_OK)
        self->status = text_copy(&copy, text, self->error);
    if (self->status != STATUS_OK)
        return;
    if (split(copy, &override)) {
        apply(self, &override);
    } else {
        struct problem *problem = reader_complain(self, 0, "", "this is not a setting");
        problem_found(problem, "%s", text);
        problem_allowed(problem, "module.name=value, or module.name.cell=value for a cell of a table");
    }
    memory_free(copy);
}
