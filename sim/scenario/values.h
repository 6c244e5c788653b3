/* One value of a parameter, from libconfig or from the command line, checked against its declaration. */
#ifndef ROUTEWAY_SCENARIO_VALUES_H
#define ROUTEWAY_SCENARIO_VALUES_H

#include "scenario/sources.h"
#include "scenario/trace.h"

#define SETTING_SIZE 160

/* What a value is for: a parameter's base value, or the operation of a change. */
struct target {
    size_t parameter;
    const struct parameter *row;
    enum plan_operation operation; /* PLAN_SET, PLAN_MULTIPLY, or PLAN_KNOT */
    char setting[SETTING_SIZE];    /* for messages */
};

/* Both return false after adding a problem. */
bool value_from_setting(struct reader *self, const struct target *target, config_setting_t *setting, double *value);
bool value_from_text(struct reader *self, const struct target *target, const char *text, double *value);

/* "0 to 1", "off_flow, sustained", "a date from 2000-01-03 to 2040-01-01". */
void value_allowed(const struct parameter *row, char *out, size_t size);

/* Any finite number of a setting; false (and no problem) for other types. */
bool setting_number(const config_setting_t *setting, double *value);
/* What stands there, for messages. */
void setting_show(const config_setting_t *setting, char *out, size_t size);

#endif
