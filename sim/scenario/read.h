/* Walks the settings of a parsed file against the declared tables and merges them into the trace. */
#ifndef ROUTEWAY_SCENARIO_READ_H
#define ROUTEWAY_SCENARIO_READ_H

#include "scenario/values.h"

/* One file; the files of a chain are read base first. */
void read_file(struct reader *self, config_setting_t *root);

/* One module group, in the file itself or in the set or multiply of a change (change: its index, or NAME_NONE).
   prefix goes before the names in messages. */
struct group_target {
    size_t change;
    enum plan_operation operation;
    const char *prefix;
};
void read_module(struct reader *self, const struct group_target *group, config_setting_t *module);

/* read_changes.c: the list `changes`. */
void read_changes(struct reader *self, config_setting_t *changes);

/* overrides.c */
void read_override(struct reader *self, const char *text);

/* Adds the problem of an unknown module or parameter. */
void complain_unknown(struct reader *self, int32_t line, const char *setting, const char *module, const char *name);

#endif
