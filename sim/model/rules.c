/* Regimes: areas and arms that the same changes ever cover share one struct rules, rewritten between weeks. */
#include "core/memory.h"
#include "model/internal.h"
#include <string.h>

#define MAX_SCOPES 64

static double *cell_of(struct rules *rules, const struct parameter *parameter, uint32_t cell)
{
    return (double *)(void *)((char *)rules + parameter->offset) + cell;
}

static bool covers(const struct plan_scope *scope, size_t area, size_t arm)
{
    return scope->areas[area] && (scope->share >= 1 || (arm >> scope->lottery & 1u));
}

/* The value of a path in a week: linear between the knots around it, constant outside them. */
static bool path_value(const struct plan *plan, uint32_t parameter, int32_t week, double *value)
{
    const struct plan_row *before = NULL, *after = NULL;
    for (size_t i = 0; i < plan->n_rows; i++) {
        const struct plan_row *row = &plan->rows[i];
        if (row->parameter != parameter || row->operation != PLAN_KNOT)
            continue;
        if (row->from_week <= week && (!before || row->from_week >= before->from_week))
            before = row;
        if (row->from_week > week && (!after || row->from_week < after->from_week))
            after = row;
    }
    if (!before && !after)
        return false;
    if (!before || !after) {
        *value = before ? before->value : after->value;
        return true;
    }
    double part = (double)(week - before->from_week) / (after->from_week - before->from_week);
    *value = before->value + part * (after->value - before->value);
    return true;
}

static void fill_base(const struct plan *plan, int32_t week, struct rules *out)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < all[i].count; c++)
            *cell_of(out, &all[i], c) = all[i].defaults[c];
        if (all[i].vary == BY_PATH)
            (void)path_value(plan, i, week, cell_of(out, &all[i], 0));
    }
}

static void apply(struct rules *rules, const struct plan_row *row)
{
    size_t count;
    const struct parameter *parameter = &parameters_all(&count)[row->parameter];
    uint32_t first = row->cell == PLAN_ALL_CELLS ? 0 : row->cell;
    uint32_t last = row->cell == PLAN_ALL_CELLS ? (uint32_t)parameter->count : row->cell + 1;
    for (uint32_t c = first; c < last; c++) {
        double *cell = cell_of(rules, parameter, c);
        *cell = row->operation == PLAN_SET ? row->value : *cell * row->value;
    }
}

static bool in_force(const struct plan_row *row, int32_t week, uint64_t scopes)
{
    return row->operation != PLAN_KNOT && (row->from_week == PLAN_ALWAYS_FROM || row->from_week <= week) &&
           week < row->until_week && (scopes >> row->scope & 1u);
}

static void apply_rows(const struct plan *plan, int32_t week, uint64_t scopes, struct rules *out)
{
    for (size_t i = 0; i < plan->n_rows; i++)
        if (in_force(&plan->rows[i], week, scopes))
            apply(out, &plan->rows[i]);
}

/* Those of one parameter. */
static void apply_rows_of(const struct plan *plan, uint32_t parameter, int32_t week, uint64_t scopes, struct rules *out)
{
    for (size_t i = 0; i < plan->n_rows; i++)
        if (plan->rows[i].parameter == parameter && in_force(&plan->rows[i], week, scopes))
            apply(out, &plan->rows[i]);
}

void plan_rules(const struct plan *self, int32_t week, uint64_t scopes, struct rules *out)
{
    fill_base(self, week, out);
    apply_rows(self, week, scopes, out);
}

uint64_t plan_scopes(const struct plan *self, size_t area, size_t arm)
{
    uint64_t bits = 1; /* scope 0 covers all */
    for (size_t s = 1; s < self->n_scopes; s++)
        bits |= (uint64_t)covers(&self->scopes[s], area, arm) << s;
    return bits;
}

static enum status check_lotteries(const struct plan *plan, struct error *error)
{
    if (plan->n_scopes > MAX_SCOPES)
        return error_set(error, STATUS_BAD_SCENARIO,
                         "%zu different areas and shares in changes; at most %d are allowed", plan->n_scopes,
                         MAX_SCOPES);
    for (size_t a = 0; a < plan->n_scopes; a++)
        for (size_t b = 0; b < a; b++)
            if (plan->scopes[a].share < 1 && plan->scopes[b].share < 1 &&
                plan->scopes[a].lottery == plan->scopes[b].lottery &&
                (plan->scopes[a].share < plan->scopes[b].share || plan->scopes[a].share > plan->scopes[b].share))
                return error_set(error, STATUS_BAD_SCENARIO,
                                 "lottery %u is drawn with a share of %g and of %g; use one share, or another lottery",
                                 (unsigned)plan->scopes[a].lottery, plan->scopes[b].share, plan->scopes[a].share);
    return STATUS_OK;
}

enum status rules_create(struct world *world, const struct plan *plan, struct error *error)
{
    size_t cells = world->n_areas * WORLD_ARMS;
    if (check_lotteries(plan, error) != STATUS_OK ||
        memory_new(&world->regime, cells, sizeof *world->regime, error) != STATUS_OK ||
        memory_new(&world->regime_scopes, cells, sizeof *world->regime_scopes, error) != STATUS_OK)
        return error->status;
    size_t count = 0;
    for (size_t area = 0; area < world->n_areas; area++)
        for (size_t arm = 0; arm < WORLD_ARMS; arm++) {
            uint64_t bits = plan_scopes(plan, area, arm);
            size_t kind = 0;
            while (kind < count && world->regime_scopes[kind] != bits)
                kind++;
            world->regime_scopes[kind] = bits;
            count += kind == count;
            world->regime[area * WORLD_ARMS + arm] = (uint16_t)kind;
        }
    world->n_regimes = count;
    if (memory_new(&world->rules_before, count, sizeof *world->rules_before, error) != STATUS_OK)
        return error->status;
    return memory_new(&world->rules, count, sizeof *world->rules, error);
}

uint8_t rules_arm(const struct world *world, const struct plan *plan, uint32_t id)
{
    uint8_t arm = 0;
    for (size_t s = 0; s < plan->n_scopes; s++) {
        const struct plan_scope *scope = &plan->scopes[s];
        if (scope->share < 1 && random_below(random_draw(world->key, id, 0, PURPOSE_LOTTERY, scope->lottery).word[0],
                                             threshold_from_share(scope->share)))
            arm |= (uint8_t)(1u << scope->lottery);
    }
    return arm;
}

/* Whether a dated change begins or ends this week. */
static bool has_edge(const struct plan *plan, int32_t week)
{
    for (size_t i = 0; i < plan->n_rows; i++)
        if (plan->rows[i].operation != PLAN_KNOT &&
            (plan->rows[i].from_week == week || plan->rows[i].until_week == week))
            return true;
    return false;
}

static void update_all(struct world *world, const struct plan *plan)
{
    struct rules base;
    memset(&base, 0, sizeof base);
    fill_base(plan, world->week, &base);
    for (size_t r = 0; r < world->n_regimes; r++) {
        world->rules[r] = base;
        apply_rows(plan, world->week, world->regime_scopes[r], &world->rules[r]);
    }
}

/* Paths go on between the dates at which anything else changes. */
static void update_paths(struct world *world, const struct plan *plan)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (uint32_t i = 0; i < count; i++) {
        double value;
        if (all[i].vary != BY_PATH || !path_value(plan, i, world->week, &value))
            continue;
        for (size_t r = 0; r < world->n_regimes; r++) {
            *cell_of(&world->rules[r], &all[i], 0) = value;
            apply_rows_of(plan, i, world->week, world->regime_scopes[r], &world->rules[r]);
        }
    }
}

void rules_update(struct world *world, const struct plan *plan)
{
    memcpy(world->rules_before, world->rules, world->n_regimes * sizeof *world->rules);
    if (world->rules_next != world->week || world->week == 0 || has_edge(plan, world->week))
        update_all(world, plan);
    else
        update_paths(world, plan);
    world->rules_next = world->week + 1;
}
