#include "core/memory.h"
#include "scenario/build.h"
#include "scenario/cross.h"
#include "scenario/names.h"
#include "scenario/read.h"
#include "scenario/region_file.h"
#include <string.h>

#define SCOPES_MOST 64 /* as many as the model keeps apart */

/* The last file of the chain that names a region decides; the name is relative to that file. */
static config_setting_t *find_region(struct sources *sources, int32_t *file)
{
    for (size_t i = 0; i < sources->count; i++) {
        config_setting_t *setting = config_lookup(&sources->items[i].config, "region");
        *file = sources->items[i].file;
        if (setting)
            return setting;
    }
    return NULL;
}

static void load_region(struct reader *self, struct sources *sources, struct region *region)
{
    struct scenario_trace *trace = self->trace;
    int32_t file = 0;
    config_setting_t *setting = find_region(sources, &file);
    const char *name = setting ? config_setting_get_string(setting) : NULL;
    if (!setting && sources->broken) /* it may stand in the file that could not be read */
        return;
    self->file = setting ? file : 0;
    int32_t line = setting ? setting_line(setting) : 0;
    if (!name || !name[0]) {
        struct problem *problem =
            reader_complain(self, line, "region", setting ? "this is not a region" : "the scenario names no region");
        problem_allowed(problem, "a folder or a prefix of tables in double quotes, such as \"regions/scotland\"");
        return;
    }
    trace->region_origin = (struct origin){file, line, false};
    self->status = text_copy(&trace->region, name, self->error);
    if (self->status == STATUS_OK)
        self->status = path_beside(&trace->region_path, trace->files[file], name, self->error);
    if (self->status == STATUS_OK)
        self->status = region_load(region, trace->region_path, reader_place(self, line), self->problems, self->error);
}

static void read_all(struct reader *self, struct sources *sources, const struct setting_override *overrides, size_t n)
{
    for (size_t i = sources->count; i-- > 0 && self->status == STATUS_OK;) {
        self->file = sources->items[i].file;
        read_file(self, config_root_setting(&sources->items[i].config));
    }
    self->file = ORIGIN_COMMAND_LINE;
    for (size_t i = 0; i < n && self->status == STATUS_OK; i++)
        read_override(self, overrides[i].text);
}

/* A scenario without a title is known by its file's name. */
static void fill_texts(struct reader *self, const char *path)
{
    struct scenario_trace *trace = self->trace;
    const char *slash = strrchr(path, '/');
    if (!trace->title && self->status == STATUS_OK)
        self->status = text_copy(&trace->title, slash ? slash + 1 : path, self->error);
    if (!trace->description && self->status == STATUS_OK)
        self->status = text_copy(&trace->description, "", self->error);
}

static void check_all(struct reader *self, const struct sources *sources)
{
    if (self->status != STATUS_OK || sources->broken || !check_dates(self))
        return;
    check_scopes(self);
    check_products(self);
    check_meetings(self);
}

/* What stands in struct error when there are problems: the first of them. */
static enum status summarize(const struct problems *problems, struct error *error)
{
    char line[2200] = "the scenario has problems";
    for (size_t i = problems->count; i-- > 0;)
        if (!problems->items[i].warning)
            problem_line(&problems->items[i], line, sizeof line);
    enum status status = problems_status(problems);
    return problems->errors > 1 ? error_set(error, status, "%.900s (and %zu more)", line, problems->errors - 1)
                                : error_set(error, status, "%.990s", line);
}

/* Known only once the plan has been built. */
static enum status check_scope_count(struct reader *self, const struct plan *plan)
{
    if (plan->n_scopes <= SCOPES_MOST)
        return STATUS_OK;
    self->file = 0;
    struct problem *problem =
        reader_complain(self, 0, "changes", "the changes cover too many different sets of areas and shares");
    problem_found(problem, "%zu", plan->n_scopes - 1);
    problem_allowed(problem, "%d", SCOPES_MOST - 1);
    return summarize(self->problems, self->error);
}

enum status scenario_load(struct plan *out, struct scenario_trace **trace, const char *path,
                          const struct setting_override *overrides, size_t n_overrides, struct problems *problems,
                          struct error *error)
{
    struct reader reader = {.problems = problems, .error = error, .status = STATUS_OK};
    struct sources sources = {.count = 0};
    *trace = NULL;
    memset(out, 0, sizeof *out);
    reader.status = trace_create(&reader.trace, error);
    if (reader.status != STATUS_OK)
        return reader.status;
    reader.trace->areas = &out->region;
    sources_open(&sources, &reader, path);
    if (reader.status == STATUS_OK)
        load_region(&reader, &sources, &out->region);
    read_all(&reader, &sources, overrides, n_overrides);
    fill_texts(&reader, path);
    check_all(&reader, &sources);
    sources_close(&sources);
    if (reader.status == STATUS_OK && problems->errors)
        reader.status = summarize(problems, error);
    if (reader.status == STATUS_OK)
        reader.status = plan_build(out, reader.trace, error);
    if (reader.status == STATUS_OK)
        reader.status = check_scope_count(&reader, out);
    if (reader.status == STATUS_OK) {
        check_effects(&reader, out);
        reader.status = trace_resolve(reader.trace, error);
    }
    if (reader.status == STATUS_OK) {
        *trace = reader.trace;
    } else {
        plan_clear(out);
        scenario_trace_free(reader.trace);
    }
    return reader.status;
}
