#include "scenario/read.h"
#include "core/dates.h"
#include "scenario/names.h"
#include <string.h>

void complain_unknown(struct reader *self, int32_t line, const char *setting, const char *module, const char *name)
{
    char buffer[160];
    if (name) {
        struct problem *problem = reader_complain(self, line, setting, "there is no such setting");
        problem_nearest(problem, nearest_parameter(module, name, buffer, sizeof buffer));
    } else {
        struct problem *problem = reader_complain(self, line, setting, "there is no such setting");
        const char *nearest = nearest_parameter("", module, buffer, sizeof buffer);
        problem_nearest(problem, nearest ? nearest : nearest_module(module));
    }
}

static void accept(struct reader *self, const struct group_target *group, const struct target *target, size_t cell,
                   double value, int32_t line)
{
    if (group->change == NAME_NONE) {
        trace_set(self, target->parameter, cell, value, line);
        return;
    }
    struct operation operation = {group->change, target->parameter,        cell, group->operation,
                                  value,         {self->file, line, false}};
    trace_add_operation(self, &operation);
}

/* A refused base value is remembered, so that checks across settings do not build on the value it failed to replace. */
static void mark_bad(struct reader *self, const struct group_target *group, const struct target *target, size_t cell)
{
    if (group->change == NAME_NONE)
        self->trace->origins[self->trace->first[target->parameter] + cell].bad = true;
}

static void read_cell(struct reader *self, const struct group_target *group, const struct target *target, size_t cell,
                      config_setting_t *setting)
{
    double value = 0;
    struct target one = *target;
    if (target->row->axis) {
        char key[CELL_KEY_SIZE];
        cell_key(target->row->axis, cell, key);
        (void)snprintf(one.setting, sizeof one.setting, "%.70s.%.79s", target->setting, key);
    }
    if (value_from_setting(self, &one, setting, &value))
        accept(self, group, target, cell, value, setting_line(setting));
    else
        mark_bad(self, group, target, cell);
}

static void read_table_list(struct reader *self, const struct group_target *group, const struct target *target,
                            config_setting_t *list)
{
    const struct axis *axis = target->row->axis;
    int length = config_setting_length(list);
    if ((size_t)length != axis->count) {
        char keys[400];
        labels_print(axis, true, keys, sizeof keys);
        struct problem *problem =
            reader_complain(self, setting_line(list), target->setting, "the list has the wrong number of values");
        problem_found(problem, "%d", length);
        problem_allowed(problem, "%zu, in this order: %s; or a group { NAME = VALUE; } of some of them", axis->count,
                        keys);
        return;
    }
    for (int i = 0; i < length; i++)
        read_cell(self, group, target, (size_t)i, config_setting_get_elem(list, (unsigned)i));
}

static void read_table_group(struct reader *self, const struct group_target *group, const struct target *target,
                             config_setting_t *cells)
{
    const struct axis *axis = target->row->axis;
    for (int i = 0; i < config_setting_length(cells); i++) {
        config_setting_t *cell = config_setting_get_elem(cells, (unsigned)i);
        const char *name = config_setting_name(cell);
        size_t index = cell_find(axis, name);
        if (index != NAME_NONE) {
            read_cell(self, group, target, index, cell);
            continue;
        }
        char keys[400];
        char nearest[CELL_KEY_SIZE];
        char setting[SETTING_SIZE];
        labels_print(axis, true, keys, sizeof keys);
        (void)snprintf(setting, sizeof setting, "%.80s.%.70s", target->setting, name);
        struct problem *problem = reader_complain(self, setting_line(cell), setting, "there is no such cell");
        problem_allowed(problem, "%s", keys);
        problem_nearest(problem, nearest_cell(axis, name, nearest, sizeof nearest));
    }
}

static void read_table(struct reader *self, const struct group_target *group, const struct target *target,
                       config_setting_t *setting)
{
    int type = config_setting_type(setting);
    double factor = 0;
    if (type == CONFIG_TYPE_LIST || type == CONFIG_TYPE_ARRAY) {
        read_table_list(self, group, target, setting);
    } else if (type == CONFIG_TYPE_GROUP) {
        read_table_group(self, group, target, setting);
    } else if (group->operation == PLAN_MULTIPLY && setting_number(setting, &factor)) {
        for (size_t cell = 0; cell < target->row->count; cell++) /* one factor for every cell */
            read_cell(self, group, target, cell, setting);
    } else {
        char keys[400];
        char found[120];
        labels_print(target->row->axis, true, keys, sizeof keys);
        setting_show(setting, found, sizeof found);
        struct problem *problem =
            reader_complain(self, setting_line(setting), target->setting, "a table of values is needed here");
        problem_found(problem, "%s", found);
        problem_allowed(problem, "a list ( ) of %zu numbers, or a group { NAME = VALUE; } with names out of %s",
                        target->row->axis->count, keys);
    }
}

/* One element { date = "..."; value = ...; } of a path. */
static bool read_knot(struct reader *self, const struct target *target, config_setting_t *knot, int32_t *day,
                      double *value)
{
    config_setting_t *date = NULL;
    config_setting_t *number = NULL;
    bool strange = config_setting_type(knot) != CONFIG_TYPE_GROUP;
    for (int i = 0; !strange && i < config_setting_length(knot); i++) {
        config_setting_t *member = config_setting_get_elem(knot, (unsigned)i);
        if (strcmp(config_setting_name(member), "date") == 0)
            date = member;
        else if (strcmp(config_setting_name(member), "value") == 0)
            number = member;
        else
            strange = true;
    }
    const char *text = date ? config_setting_get_string(date) : NULL;
    if (strange || !number || !text || !date_parse(text, day)) {
        struct problem *problem =
            reader_complain(self, setting_line(knot), target->setting, "this is not a point of a path");
        if (text)
            problem_found(problem, "\"%s\"", text);
        problem_allowed(problem, "{ date = \"YYYY-MM-DD\"; value = NUMBER; }");
        return false;
    }
    return value_from_setting(self, target, number, value);
}

static void read_path(struct reader *self, const struct target *target, config_setting_t *list)
{
    trace_forget_path(self->trace, target->parameter);
    self->trace->origins[self->trace->first[target->parameter]] =
        (struct origin){self->file, setting_line(list), false};
    int32_t last = INT32_MIN;
    for (int i = 0; i < config_setting_length(list); i++) {
        config_setting_t *knot = config_setting_get_elem(list, (unsigned)i);
        int32_t day = 0;
        double value = 0;
        if (!read_knot(self, target, knot, &day, &value))
            continue;
        if (day <= last)
            (void)reader_complain(self, setting_line(knot), target->setting, "the dates of a path must rise");
        last = day;
        trace_add_knot(self, target->parameter, day, value, setting_line(knot));
    }
    if (config_setting_length(list) == 0)
        (void)reader_complain(self, setting_line(list), target->setting, "a path needs at least one point");
}

static bool may_change(struct reader *self, const struct group_target *group, const struct target *target, int32_t line)
{
    if (group->change == NAME_NONE)
        return true;
    const struct parameter *row = target->row;
    const struct change *change = &self->trace->changes[group->change];
    const char *why = NULL;
    if (row->vary == AT_START)
        why = "this is fixed at the start and cannot stand in a change; set it in its module at the top of the file";
    else if (row->vary == BY_PLACE_AND_DATE && change->share < 1)
        why = "this is a rule of the area, for all its persons; leave out share, or put it into a change of its own";
    else if (row->vary != BY_AREA_AND_DATE && row->vary != BY_PLACE_AND_DATE &&
             (!change->everywhere || change->share < 1))
        why = "this cannot differ between areas or persons; leave out areas and share, or put it into a change of its "
              "own";
    else if (group->operation == PLAN_MULTIPLY && row->type != TYPE_REAL)
        why = "only real numbers can be multiplied; use set";
    if (why)
        (void)reader_complain(self, line, target->setting, why);
    return !why;
}

static void read_parameter(struct reader *self, const struct group_target *group, size_t parameter,
                           config_setting_t *setting)
{
    const struct parameter *row = &self->trace->parameters[parameter];
    struct target target = {.parameter = parameter, .row = row, .operation = group->operation};
    (void)snprintf(target.setting, sizeof target.setting, "%.60s%s.%s", group->prefix, row->module, row->name);
    int type = config_setting_type(setting);
    if (!may_change(self, group, &target, setting_line(setting)))
        return;
    if (row->axis) {
        read_table(self, group, &target, setting);
    } else if (row->vary == BY_PATH && group->change == NAME_NONE &&
               (type == CONFIG_TYPE_LIST || type == CONFIG_TYPE_ARRAY)) {
        target.operation = PLAN_KNOT;
        read_path(self, &target, setting);
    } else {
        if (row->vary == BY_PATH && group->change == NAME_NONE)
            trace_forget_path(self->trace, parameter);
        read_cell(self, group, &target, 0, setting);
    }
}

void read_module(struct reader *self, const struct group_target *group, config_setting_t *module)
{
    const char *name = config_setting_name(module);
    if (config_setting_type(module) != CONFIG_TYPE_GROUP) {
        char setting[SETTING_SIZE];
        (void)snprintf(setting, sizeof setting, "%.70s%.80s", group->prefix, name);
        struct problem *problem = reader_complain(self, setting_line(module), setting, "a group is needed here");
        problem_allowed(problem, "%s = { NAME = VALUE; ... };", name);
        return;
    }
    for (int i = 0; i < config_setting_length(module); i++) {
        config_setting_t *setting = config_setting_get_elem(module, (unsigned)i);
        size_t parameter = parameter_find(name, config_setting_name(setting));
        if (parameter != NAME_NONE) {
            read_parameter(self, group, parameter, setting);
            continue;
        }
        char full[SETTING_SIZE];
        (void)snprintf(full, sizeof full, "%.60s%.40s.%.50s", group->prefix, name, config_setting_name(setting));
        complain_unknown(self, setting_line(setting), full, name, config_setting_name(setting));
    }
}
