#include "verify/synthetic.h"
#include "core/memory.h"
#include "model/internal.h"
#include <stdio.h>
#include <string.h>

#define START 13514 /* 2007-01-01 */

/* Areas that differ a little, so that a mistake of index shows. */
static void fill_area(struct area_facts *area, size_t index, double residents)
{
    static const double industry[SECTOR_COUNT] = {0.02, 0.03, 0.09, 0.08, 0.15, 0.05, 0.06,
                                                  0.03, 0.04, 0.13, 0.07, 0.08, 0.14, 0.03};
    double step = (double)(index % 4);
    (void)snprintf(area->code, sizeof area->code, "X%03zu", index % 1000);
    (void)snprintf(area->name, sizeof area->name, "Area %zu", index);
    area->population_16_64 = residents;
    area->population_16_24 = residents * (0.17 + 0.01 * step);
    area->employment_rate = 0.70 - 0.02 * step;
    area->unemployed_share = 0.055 + 0.005 * step;
    area->claimant_share = 0.022 + 0.004 * step;
    area->long_term_sick_share = 0.05 + 0.005 * step;
    area->no_qualifications_share = 0.24 + 0.02 * step;
    area->level4_plus_share = 0.28 - 0.02 * step;
    area->weekly_pay = 400 - 10 * step;
    area->rural_share = 0.2;
    area->deprived_share = 0.2;
    memcpy(area->industry, industry, sizeof industry);
}

static enum status region_create(struct region *region, const struct synthetic *facts, struct error *error)
{
    size_t n = facts->n_areas;
    if (memory_new(&region->areas, n, sizeof *region->areas, error) != STATUS_OK ||
        memory_new(&region->commuting, n * n, sizeof(double), error) != STATUS_OK)
        return error->status;
    region->n_areas = n;
    (void)snprintf(region->name, sizeof region->name, "made-up");
    for (size_t a = 0; a < n; a++) {
        fill_area(&region->areas[a], a, facts->residents);
        double workers = facts->residents * region->areas[a].employment_rate;
        for (size_t b = 0; b < n; b++)
            region->commuting[a * n + b] = workers * (a == b  ? facts->stays
                                                      : n > 1 ? (1.0 - facts->stays) / (double)(n - 1)
                                                              : 0);
    }
    return STATUS_OK;
}

static enum status set_run(struct plan *plan, const char *name, double value, struct error *error)
{
    struct plan_row row = {0, PLAN_ALL_CELLS, 0, PLAN_SET, PLAN_ALWAYS_FROM, PLAN_ALWAYS_UNTIL, value};
    return synthetic_row(plan, "run", name, row, error);
}

enum status synthetic_plan(struct plan *out, const struct synthetic *facts, struct error *error)
{
    uint32_t everyone = 0;
    memset(out, 0, sizeof *out);
    if (region_create(&out->region, facts, error) != STATUS_OK ||
        synthetic_scope(out, NULL, 1, 0, &everyone, error) != STATUS_OK ||
        set_run(out, "start", START, error) != STATUS_OK || set_run(out, "report_from", START, error) != STATUS_OK ||
        set_run(out, "end", START + 7 * facts->weeks, error) != STATUS_OK ||
        set_run(out, "scale", 1, error) != STATUS_OK || set_run(out, "spell_share", 0.1, error) != STATUS_OK) {
        plan_clear(out);
        return error->status;
    }
    return STATUS_OK;
}

enum status synthetic_row(struct plan *plan, const char *module, const char *name, struct plan_row row,
                          struct error *error)
{
    size_t count, room = plan->n_rows;
    const struct parameter *all = parameters_all(&count);
    row.parameter = 0;
    while (row.parameter < count &&
           (strcmp(all[row.parameter].module, module) != 0 || strcmp(all[row.parameter].name, name) != 0))
        row.parameter++;
    if (row.parameter == count)
        return error_set(error, STATUS_BAD_SCENARIO, "there is no parameter %s.%s", module, name);
    if (memory_grow(&plan->rows, &room, plan->n_rows + 1, sizeof *plan->rows, error) != STATUS_OK)
        return error->status;
    plan->rows[plan->n_rows++] = row;
    return STATUS_OK;
}

enum status synthetic_scope(struct plan *plan, const uint8_t *areas, double share, uint32_t lottery, uint32_t *scope,
                            struct error *error)
{
    struct plan_scope fresh = {NULL, share, lottery};
    size_t room = plan->n_scopes;
    if (memory_grow(&plan->scopes, &room, plan->n_scopes + 1, sizeof *plan->scopes, error) != STATUS_OK ||
        memory_new(&fresh.areas, plan->region.n_areas, 1, error) != STATUS_OK)
        return error->status;
    for (size_t a = 0; a < plan->region.n_areas; a++)
        fresh.areas[a] = areas ? areas[a] : 1;
    *scope = (uint32_t)plan->n_scopes;
    plan->scopes[plan->n_scopes++] = fresh;
    return STATUS_OK;
}

enum status synthetic_run(struct model **out, const struct plan *plan, const struct model_options *options,
                          int32_t weeks, struct error *error)
{
    enum status status = model_create(out, plan, options, error);
    for (int32_t week = 0; status == STATUS_OK && week < weeks; week++)
        status = model_step(*out, error);
    if (status != STATUS_OK) {
        model_free(*out);
        *out = NULL;
    }
    return status;
}

const struct persons *synthetic_persons(const struct model *model)
{
    return &model->world.persons;
}

bool synthetic_differs(const struct persons *a, const struct persons *b, size_t row, bool with_arm)
{
    size_t count;
    const struct column *columns = columns_all(&count);
    if ((a->journey[row] != 0) != (b->journey[row] != 0))
        return true;
    for (size_t c = 0; c < count; c++) {
        if (strcmp(columns[c].name, "key") == 0 || strcmp(columns[c].name, "journey") == 0 ||
            (!with_arm && strcmp(columns[c].name, "arm") == 0))
            continue;
        const char *left, *right;
        memcpy(&left, (const char *)a + columns[c].offset, sizeof left);
        memcpy(&right, (const char *)b + columns[c].offset, sizeof right);
        if (memcmp(left + row * columns[c].size, right + row * columns[c].size, columns[c].size) != 0)
            return true;
    }
    return false;
}

size_t synthetic_differences(const struct model *a, const struct model *b, bool with_arm)
{
    const struct persons *left = &a->world.persons, *right = &b->world.persons;
    if (left->count != right->count)
        return left->count > right->count ? left->count : right->count;
    size_t different = 0;
    for (size_t row = 0; row < left->count; row++)
        different += synthetic_differs(left, right, row, with_arm);
    return different;
}
