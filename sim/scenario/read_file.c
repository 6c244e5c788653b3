#include "core/memory.h"
#include "scenario/names.h"
#include "scenario/read.h"
#include <string.h>

/* A text at the top of the file, copied into *out. */
static void read_text(struct reader *self, config_setting_t *setting, char **out)
{
    const char *text = config_setting_get_string(setting);
    if (config_setting_type(setting) != CONFIG_TYPE_STRING || !text) {
        char found[120];
        setting_show(setting, found, sizeof found);
        struct problem *problem =
            reader_complain(self, setting_line(setting), config_setting_name(setting), "a text is needed here");
        problem_found(problem, "%s", found);
        problem_allowed(problem, "a text in double quotes");
    } else if (self->status == STATUS_OK) {
        self->status = text_copy(out, text, self->error);
    }
}

static void read_top(struct reader *self, config_setting_t *setting)
{
    static const struct group_target base = {NAME_NONE, PLAN_SET, ""};
    struct scenario_trace *trace = self->trace;
    const char *name = config_setting_name(setting);
    if (strcmp(name, "title") == 0)
        read_text(self, setting, &trace->title);
    else if (strcmp(name, "description") == 0)
        read_text(self, setting, &trace->description);
    else if (strcmp(name, "changes") == 0)
        read_changes(self, setting);
    else if (module_exists(name))
        read_module(self, &base, setting);
    else if (strcmp(name, "extends") != 0 && strcmp(name, "region") != 0) /* both are read before */
        complain_unknown(self, setting_line(setting), name, name, NULL);
}

void read_file(struct reader *self, config_setting_t *root)
{
    for (int i = 0; i < config_setting_length(root); i++)
        read_top(self, config_setting_get_elem(root, (unsigned)i));
}
