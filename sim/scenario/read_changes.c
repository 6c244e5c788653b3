#include "core/dates.h"
#include "core/memory.h"
#include "scenario/names.h"
#include "scenario/nearest.h"
#include "scenario/read.h"
#include <math.h>
#include <string.h>

/* Dates far outside any run; they also keep week numbers small. */
#define CHANGE_FIRST_YEAR 1900
#define CHANGE_LAST_YEAR 2200

static void read_date(struct reader *self, const char *prefix, config_setting_t *setting, int32_t *day)
{
    const char *text = config_setting_get_string(setting);
    int32_t days = 0;
    char name[SETTING_SIZE];
    (void)snprintf(name, sizeof name, "%s%s", prefix, config_setting_name(setting));
    bool good = config_setting_type(setting) == CONFIG_TYPE_STRING && text && date_parse(text, &days);
    if (good) {
        struct date date = date_from_days(days);
        good = date.year >= CHANGE_FIRST_YEAR && date.year <= CHANGE_LAST_YEAR;
    }
    if (good) {
        *day = days;
        return;
    }
    char found[120];
    setting_show(setting, found, sizeof found);
    struct problem *problem = reader_complain(self, setting_line(setting), name, "this is not a date");
    problem_found(problem, "%s", found);
    problem_allowed(problem, "\"YYYY-MM-DD\", a day of the calendar between %d and %d", CHANGE_FIRST_YEAR,
                    CHANGE_LAST_YEAR);
}

/* An area by name or GSS code; NAME_NONE after a problem. */
static size_t find_area(struct reader *self, const char *prefix, config_setting_t *setting)
{
    const struct region *region = self->trace->areas;
    const char *text = config_setting_get_string(setting);
    char found[120];
    struct nearest nearest = {.wanted = text ? text : ""};
    bool is_text = config_setting_type(setting) == CONFIG_TYPE_STRING && text;
    for (size_t i = 0; is_text && i < region->n_areas; i++) {
        if (strcmp(region->areas[i].name, text) == 0 || strcmp(region->areas[i].code, text) == 0)
            return i;
        nearest_offer(&nearest, region->areas[i].name);
        nearest_offer(&nearest, region->areas[i].code);
    }
    char name[SETTING_SIZE];
    (void)snprintf(name, sizeof name, "%sareas", prefix);
    setting_show(setting, found, sizeof found);
    struct problem *problem = reader_complain(self, setting_line(setting), name, "there is no such area in the region");
    problem_found(problem, "%s", found);
    problem_allowed(problem, "names or GSS codes of %s, or \"all\"", region->name);
    problem_nearest(problem, is_text ? nearest_name(&nearest) : NULL);
    return NAME_NONE;
}

static void mark_area(struct reader *self, const char *prefix, config_setting_t *setting, size_t first)
{
    size_t area = find_area(self, prefix, setting);
    if (area != NAME_NONE)
        self->trace->marks[first + area] = 1;
}

static bool is_all(const config_setting_t *setting)
{
    const char *text = config_setting_get_string(setting);
    return config_setting_type(setting) == CONFIG_TYPE_STRING && text && strcmp(text, "all") == 0;
}

static void read_areas(struct reader *self, const char *prefix, config_setting_t *setting, struct change *change)
{
    struct scenario_trace *trace = self->trace;
    int type = config_setting_type(setting);
    if (is_all(setting))
        return;
    change->everywhere = false;
    if (!trace->areas->n_areas) /* the region could not be read: nothing to compare with */
        return;
    change->first_area = trace->n_marks;
    self->status =
        memory_grow(&trace->marks, &trace->room_marks, trace->n_marks + trace->areas->n_areas, 1, self->error);
    if (self->status != STATUS_OK)
        return;
    memset(trace->marks + trace->n_marks, 0, trace->areas->n_areas);
    trace->n_marks += trace->areas->n_areas;
    bool list = type == CONFIG_TYPE_LIST || type == CONFIG_TYPE_ARRAY;
    if (!list)
        mark_area(self, prefix, setting, change->first_area);
    for (int i = 0; list && i < config_setting_length(setting); i++)
        mark_area(self, prefix, config_setting_get_elem(setting, (unsigned)i), change->first_area);
    if (list && config_setting_length(setting) == 0) {
        char name[SETTING_SIZE];
        (void)snprintf(name, sizeof name, "%sareas", prefix);
        problem_allowed(reader_complain(self, setting_line(setting), name, "the list names no area"),
                        "names or GSS codes; leave areas out for every area");
    }
}

static void read_share(struct reader *self, const char *prefix, config_setting_t *setting, struct change *change)
{
    bool lottery = strcmp(config_setting_name(setting), "lottery") == 0;
    double value = 0;
    bool number = setting_number(setting, &value);
    if (number && lottery && value >= 0 && value < PLAN_MAX_LOTTERIES && value == floor(value)) {
        change->lottery = (uint32_t)value;
    } else if (number && !lottery && value > 0 && value <= 1) {
        change->share = value;
    } else {
        char found[120];
        char name[SETTING_SIZE];
        (void)snprintf(name, sizeof name, "%s%s", prefix, config_setting_name(setting));
        setting_show(setting, found, sizeof found);
        struct problem *problem = reader_complain(self, setting_line(setting), name, "out of bounds");
        problem_found(problem, "%s", found);
        problem_allowed(problem, "%s",
                        lottery ? "0, 1 or 2; changes with the same lottery draw the same persons"
                                : "a number above 0 and up to 1");
    }
}

/* For what is wrong with a change as a whole: "changes[1]". */
static struct problem *complain_change(struct reader *self, int32_t line, int index, const char *text)
{
    char name[40];
    (void)snprintf(name, sizeof name, "changes[%d]", index);
    return reader_complain(self, line, name, text);
}

static void check_order(struct reader *self, int32_t line, int index, const struct change *change)
{
    char from[11];
    char until[11];
    if (change->until > change->from)
        return;
    date_print(change->from, from);
    date_print(change->until, until);
    struct problem *problem = complain_change(self, line, index, "this change ends before it begins");
    problem_found(problem, "from %s until %s", from, until);
    problem_allowed(problem, "until later than from");
}

/* Everything but set and multiply, which need the scope to be known. */
static void read_scope(struct reader *self, const char *prefix, config_setting_t *setting, struct change *change)
{
    const char *name = config_setting_name(setting);
    if (strcmp(name, "from") == 0)
        read_date(self, prefix, setting, &change->from);
    else if (strcmp(name, "until") == 0)
        read_date(self, prefix, setting, &change->until);
    else if (strcmp(name, "areas") == 0)
        read_areas(self, prefix, setting, change);
    else if (strcmp(name, "share") == 0 || strcmp(name, "lottery") == 0)
        read_share(self, prefix, setting, change);
    else if (strcmp(name, "set") != 0 && strcmp(name, "multiply") != 0) {
        static const char *const words[] = {"from", "until", "areas", "share", "lottery", "set", "multiply"};
        char full[SETTING_SIZE];
        struct nearest nearest = {.wanted = name};
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            nearest_offer(&nearest, words[i]);
        (void)snprintf(full, sizeof full, "%s%.100s", prefix, name);
        struct problem *problem = reader_complain(self, setting_line(setting), full, "a change has no such setting");
        problem_allowed(problem, "from, until, areas, share, lottery, set, multiply");
        problem_nearest(problem, module_exists(name) ? "set" : nearest_name(&nearest));
    }
}

static void read_operations(struct reader *self, const char *prefix, config_setting_t *setting, size_t change)
{
    char inner[64];
    bool multiply = strcmp(config_setting_name(setting), "multiply") == 0;
    (void)snprintf(inner, sizeof inner, "%.48s%s.", prefix, config_setting_name(setting));
    struct group_target group = {change, multiply ? PLAN_MULTIPLY : PLAN_SET, inner};
    if (config_setting_type(setting) != CONFIG_TYPE_GROUP) {
        inner[strlen(inner) - 1] = '\0';
        problem_allowed(reader_complain(self, setting_line(setting), inner, "a group is needed here"),
                        "{ MODULE = { NAME = VALUE; }; }");
        return;
    }
    for (int i = 0; i < config_setting_length(setting); i++) {
        config_setting_t *module = config_setting_get_elem(setting, (unsigned)i);
        const char *name = config_setting_name(module);
        char full[SETTING_SIZE];
        (void)snprintf(full, sizeof full, "%s%.90s", inner, name);
        if (module_exists(name))
            read_module(self, &group, module);
        else
            complain_unknown(self, setting_line(module), full, name, NULL);
    }
}

static void read_change(struct reader *self, config_setting_t *setting, int index)
{
    struct scenario_trace *trace = self->trace;
    char prefix[40];
    (void)snprintf(prefix, sizeof prefix, "changes[%d].", index);
    int32_t line = setting_line(setting);
    if (config_setting_type(setting) != CONFIG_TYPE_GROUP) {
        problem_allowed(complain_change(self, line, index, "a group is needed here"),
                        "{ from = \"YYYY-MM-DD\"; set = { MODULE = { NAME = VALUE; }; }; }");
        return;
    }
    struct change change = {DAY_NONE_FROM, DAY_NONE_UNTIL, true, 1, 0, 0, {self->file, line, false}};
    size_t errors = self->problems->errors;
    for (int i = 0; i < config_setting_length(setting) && self->status == STATUS_OK; i++)
        read_scope(self, prefix, config_setting_get_elem(setting, (unsigned)i), &change);
    check_order(self, line, index, &change);
    if (self->status == STATUS_OK)
        self->status = memory_grow(&trace->changes, &trace->room_changes, trace->n_changes + 1, sizeof *trace->changes,
                                   self->error);
    if (self->status != STATUS_OK)
        return;
    size_t number = trace->n_changes++;
    trace->changes[number] = change;
    size_t before = trace->n_operations;
    for (int i = 0; i < config_setting_length(setting); i++) {
        config_setting_t *part = config_setting_get_elem(setting, (unsigned)i);
        const char *name = config_setting_name(part);
        if (strcmp(name, "set") == 0 || strcmp(name, "multiply") == 0)
            read_operations(self, prefix, part, number);
    }
    if (trace->n_operations == before && errors == self->problems->errors)
        problem_allowed(complain_change(self, line, index, "this change does nothing"), "a set or a multiply in it");
}

void read_changes(struct reader *self, config_setting_t *changes)
{
    if (config_setting_type(changes) != CONFIG_TYPE_LIST) {
        problem_allowed(reader_complain(self, setting_line(changes), "changes", "a list is needed here"),
                        "changes = ( { from = \"YYYY-MM-DD\"; set = { MODULE = { NAME = VALUE; }; }; }, ... );");
        return;
    }
    for (int i = 0; i < config_setting_length(changes) && self->status == STATUS_OK; i++)
        read_change(self, config_setting_get_elem(changes, (unsigned)i), i + 1);
}
