/* Loading scenarios for tests: a folder of their own, and what was said about them. */
#ifndef ROUTEWAY_TESTS_UNIT_SCENARIO_SUPPORT_H
#define ROUTEWAY_TESTS_UNIT_SCENARIO_SUPPORT_H

#include "scenario/names.h"
#include "scenario/scenario.h"
#include "support/folder.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A scenario loaded for a test. */
struct loaded {
    struct plan plan;
    struct scenario_trace *trace;
    struct problems problems;
    struct error error;
    enum status status;
};

static inline void load_with(struct loaded *self, const char *path, const char *const *settings, size_t n)
{
    struct setting_override overrides[8];
    memset(self, 0, sizeof *self);
    for (size_t i = 0; i < n; i++)
        overrides[i].text = settings[i];
    self->status = scenario_load(&self->plan, &self->trace, path, overrides, n, &self->problems, &self->error);
}

static inline void load(struct loaded *self, const char *path)
{
    load_with(self, path, NULL, 0);
}

static inline void unload(struct loaded *self)
{
    plan_clear(&self->plan);
    scenario_trace_free(self->trace);
    problems_clear(&self->problems);
}

/* Some problem's line holds all the parts (up to a NULL). */
static inline bool says(const struct problems *problems, const char *const *parts)
{
    char line[2400];
    for (size_t i = 0; i < problems->count; i++) {
        size_t found = 0;
        problem_line(&problems->items[i], line, sizeof line);
        while (parts[found] && strstr(line, parts[found]))
            found++;
        if (!parts[found])
            return true;
    }
    return false;
}

static inline void assert_says(const struct loaded *self, const char *const *parts)
{
    if (says(&self->problems, parts))
        return;
    problems_print(&self->problems, stderr);
    fail_msg("no problem says %s (and what follows it)", parts[0]);
}

#define HEAD "region = \"regions/scotland\";\n"

/* The text after the region's line is a bad scenario, and the parts are said. */
static inline void assert_refused(const char *text, const char *const *parts)
{
    char whole[4000];
    struct loaded self;
    (void)snprintf(whole, sizeof whole, HEAD "%s", text);
    write_file("bad.cfg", whole);
    load(&self, in_folder("bad.cfg"));
    if (self.status != STATUS_BAD_SCENARIO)
        fail_msg("accepted: %s", text);
    assert_says(&self, parts);
    assert_null(self.trace);
    assert_int_equal(self.plan.n_rows, 0);
    unload(&self);
}
#define REFUSED(text, ...) assert_refused(text, (const char *const[]){__VA_ARGS__, NULL})

static inline void assert_accepted(struct loaded *self, const char *text)
{
    char whole[8000];
    (void)snprintf(whole, sizeof whole, HEAD "%s", text);
    write_file("good.cfg", whole);
    load(self, in_folder("good.cfg"));
    if (self->status != STATUS_OK)
        problems_print(&self->problems, stderr);
    assert_int_equal(self->status, STATUS_OK);
}

/* The n-th row of the plan for a parameter, or NULL. */
static inline const struct plan_row *row_of(const struct plan *plan, const char *module, const char *name, size_t nth)
{
    size_t parameter = parameter_find(module, name);
    for (size_t i = 0; i < plan->n_rows; i++)
        if (plan->rows[i].parameter == parameter && nth-- == 0)
            return &plan->rows[i];
    return NULL;
}

static inline void assert_row(const struct loaded *self, const char *module, const char *name, size_t nth,
                              uint32_t cell, double value)
{
    const struct plan_row *row = row_of(&self->plan, module, name, nth);
    assert_non_null(row);
    assert_int_equal(row->cell, cell);
    assert_true(row->value >= value && row->value <= value);
}

/* With the regions beside the scenarios. */
static inline int make_scenario_folder(void **state)
{
    char regions[400];
    (void)snprintf(regions, sizeof regions, "%s/scenarios/regions", SOURCE_DIR);
    return make_folder(state) == 0 && symlink(regions, in_folder("regions")) == 0 ? 0 : -1;
}

#endif
