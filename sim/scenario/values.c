#include "scenario/values.h"
#include "core/dates.h"
#include "scenario/names.h"
#include "scenario/nearest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool setting_number(const config_setting_t *setting, double *value)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        *value = config_setting_get_int(setting);
        return true;
    case CONFIG_TYPE_INT64:
        *value = (double)config_setting_get_int64(setting);
        return true;
    case CONFIG_TYPE_FLOAT:
        *value = config_setting_get_float(setting);
        return isfinite(*value) != 0;
    default:
        return false;
    }
}

void setting_show(const config_setting_t *setting, char *out, size_t size)
{
    double value = 0;
    char number[NUMBER_SIZE];
    const char *text = config_setting_get_string(setting);
    if (setting_number(setting, &value)) {
        number_print(value, number);
        (void)snprintf(out, size, "%s", number);
        return;
    }
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_STRING:
        (void)snprintf(out, size, "\"%s\"", text ? text : "");
        return;
    case CONFIG_TYPE_BOOL:
        (void)snprintf(out, size, "%s", config_setting_get_bool(setting) ? "true" : "false");
        return;
    case CONFIG_TYPE_GROUP:
        (void)snprintf(out, size, "a group");
        return;
    default:
        (void)snprintf(out, size, "a list of %d", config_setting_length(setting));
    }
}

void value_allowed(const struct parameter *row, char *out, size_t size)
{
    char low[NUMBER_SIZE];
    char high[NUMBER_SIZE];
    if (row->type == TYPE_CHOICE) {
        char labels[400];
        labels_print(row->choices, false, labels, sizeof labels);
        (void)snprintf(out, size, "one of %s, in double quotes", labels);
        return;
    }
    value_print(row, row->low, low, sizeof low);
    value_print(row, row->high, high, sizeof high);
    if (row->type == TYPE_DATE)
        (void)snprintf(out, size, "a date \"YYYY-MM-DD\" from %s to %s", low, high);
    else
        (void)snprintf(out, size, "%s from %s to %s%s%s", row->type == TYPE_INTEGER ? "a whole number" : "a number",
                       low, high, row->unit[0] ? " " : "", row->unit);
}

static struct problem *refuse(struct reader *self, const struct target *target, int32_t line, const char *text,
                              const char *found)
{
    char allowed[480];
    struct problem *problem = reader_complain(self, line, target->setting, text);
    if (found)
        problem_found(problem, "%s", found);
    value_allowed(target->row, allowed, sizeof allowed);
    problem_allowed(problem, "%s", allowed);
    return problem;
}

/* The text of a choice or a date as a number. */
static bool read_word(struct reader *self, const struct target *target, int32_t line, const char *text, double *value)
{
    const struct parameter *row = target->row;
    char found[120];
    (void)snprintf(found, sizeof found, "\"%s\"", text);
    if (row->type == TYPE_CHOICE) {
        size_t choice = choice_find(row->choices, text);
        if (choice == NAME_NONE) {
            struct nearest nearest = {.wanted = text};
            for (size_t i = 0; i < row->choices->count; i++)
                nearest_offer(&nearest, row->choices->labels[i]);
            problem_nearest(refuse(self, target, line, "no such choice", found), nearest_name(&nearest));
            return false;
        }
        *value = (double)choice;
        return true;
    }
    int32_t days = 0;
    if (!date_parse(text, &days)) {
        (void)refuse(self, target, line, "this is not a day of the calendar", found);
        return false;
    }
    *value = days;
    if (*value >= row->low && *value <= row->high)
        return true;
    (void)refuse(self, target, line, "out of bounds", found);
    return false;
}

static bool check_number(struct reader *self, const struct target *target, int32_t line, double value)
{
    const struct parameter *row = target->row;
    char found[NUMBER_SIZE];
    number_print(value, found);
    if (target->operation == PLAN_MULTIPLY) {
        if (value >= 0)
            return true;
        struct problem *problem = reader_complain(self, line, target->setting, "a factor cannot be negative");
        problem_found(problem, "%s", found);
        return false;
    }
    if (row->type == TYPE_INTEGER && value != floor(value)) {
        (void)refuse(self, target, line, "a fraction where a whole number is needed", found);
        return false;
    }
    if (value < row->low || value > row->high) {
        (void)refuse(self, target, line, "out of bounds", found);
        return false;
    }
    return true;
}

static bool takes_word(const struct parameter *row)
{
    return row->type == TYPE_CHOICE || row->type == TYPE_DATE;
}

bool value_from_setting(struct reader *self, const struct target *target, config_setting_t *setting, double *value)
{
    int32_t line = setting_line(setting);
    bool is_text = config_setting_type(setting) == CONFIG_TYPE_STRING;
    const char *text = config_setting_get_string(setting);
    if (takes_word(target->row) && is_text && text)
        return read_word(self, target, line, text, value);
    if (!takes_word(target->row) && setting_number(setting, value))
        return check_number(self, target, line, *value);
    char found[120];
    setting_show(setting, found, sizeof found);
    (void)refuse(self, target, line, takes_word(target->row) ? "a text is needed here" : "a number is needed here",
                 found);
    return false;
}

/* Decimal digits only: strtod alone would take "inf", "nan" and hexadecimal. */
static bool number_from_text(const char *text, double *value)
{
    char *end = NULL;
    if (!text[0] || strspn(text, "0123456789+-.eE") != strlen(text))
        return false;
    *value = strtod(text, &end);
    return *end == '\0' && isfinite(*value);
}

bool value_from_text(struct reader *self, const struct target *target, const char *text, double *value)
{
    if (takes_word(target->row))
        return read_word(self, target, 0, text, value);
    if (number_from_text(text, value))
        return check_number(self, target, 0, *value);
    (void)refuse(self, target, 0, "this is not a number", text);
    return false;
}
