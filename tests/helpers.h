/* What several test programs need. cmocka's headers, and made-up plans (sim/verify/synthetic.h) without error handling.
 */
#ifndef ROUTEWAY_TESTS_HELPERS_H
#define ROUTEWAY_TESTS_HELPERS_H

#include "agents/rules.h"
#include "model/plan.h"
#include "verify/synthetic.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ALWAYS PLAN_ALWAYS_FROM, PLAN_ALWAYS_UNTIL

/* assert that two doubles differ by no more than a tolerance; says which, and by how much. */
#define assert_within(found, expected, tolerance)                                                                      \
    assert_within_((found), (expected), (tolerance), #found, __FILE__, __LINE__)
static inline void assert_within_(double found, double expected, double tolerance, const char *what, const char *file,
                                  int line)
{
    double off = found > expected ? found - expected : expected - found;
    if (!(off <= tolerance)) {
        print_error("%s: found %.17g, expected %.17g, tolerance %.3g\n", what, found, expected, tolerance);
        _fail(file, line);
    }
}

/* Every cell at its default. */
static inline void default_rules(struct rules *rules)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    memset(rules, 0, sizeof *rules);
    for (size_t i = 0; i < count; i++)
        memcpy((char *)rules + all[i].offset, all[i].defaults, all[i].count * sizeof(double));
}

static inline struct plan made_up_plan(size_t n_areas, double residents, double stays, int32_t weeks)
{
    struct plan plan;
    struct error error = {STATUS_OK, ""};
    const struct synthetic facts = {n_areas, residents, stays, weeks};
    if (synthetic_plan(&plan, &facts, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return plan;
}

/* Sets, multiplies or adds a knot; the row's parameter is found by name. */
static inline void change(struct plan *plan, const char *module, const char *name, struct plan_row row)
{
    struct error error = {STATUS_OK, ""};
    if (synthetic_row(plan, module, name, row, &error) != STATUS_OK)
        fail_msg("%s", error.text);
}

static inline void set(struct plan *plan, const char *module, const char *name, double value)
{
    change(plan, module, name, (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, ALWAYS, value});
}

static inline void set_cell(struct plan *plan, const char *module, const char *name, uint32_t cell, double value)
{
    change(plan, module, name, (struct plan_row){0, cell, 0, PLAN_SET, ALWAYS, value});
}

static inline void set_from(struct plan *plan, const char *module, const char *name, int32_t week, double value)
{
    change(plan, module, name, (struct plan_row){0, PLAN_ALL_CELLS, 0, PLAN_SET, week, PLAN_ALWAYS_UNTIL, value});
}

static inline uint32_t scope(struct plan *plan, const uint8_t *areas, double share, uint32_t lottery)
{
    uint32_t index = 0;
    struct error error = {STATUS_OK, ""};
    if (synthetic_scope(plan, areas, share, lottery, &index, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return index;
}

static inline struct model *run_for(const struct plan *plan, struct model_options options, int32_t weeks)
{
    struct model *model = NULL;
    struct error error = {STATUS_OK, ""};
    if (synthetic_run(&model, plan, &options, weeks, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return model;
}

static inline struct model *run_and_clear(struct plan *plan, struct model_options options, int32_t weeks)
{
    struct model *model = run_for(plan, options, weeks);
    plan_clear(plan);
    return model;
}

/* How many persons two plans leave different. */
static inline size_t persons_differing(const struct plan *a, const struct plan *b, struct model_options options,
                                       int32_t weeks)
{
    struct model *first = run_for(a, options, weeks), *second = run_for(b, options, weeks);
    size_t different = synthetic_differences(first, second, true);
    model_free(first);
    model_free(second);
    return different;
}

/* The same pseudo-random numbers every time; not the simulator's. */
static inline uint32_t next_number(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(*state >> 32);
}
static inline double next_share(uint64_t *state)
{
    return next_number(state) / 4294967296.0;
}

#endif
