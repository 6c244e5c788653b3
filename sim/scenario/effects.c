/* Warns of settings that do nothing as others stand: the rows of effects.def, looked at in every week in which
   something changes and for everyone whom a set of changes covers. */
#include "agents/world.h"
#include "scenario/cross.h"
#include "scenario/names.h"

#define EDGES_MOST 200     /* nothing is said of a scenario in which rules change in more weeks */
#define BUDGET_MOST 100000 /* pence a resident: with more, as by default, no programme could spend it */

#define ANY(cells) is_any(cells, sizeof(cells) / sizeof(cells)[0])

static bool is_any(const double *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i] > 0)
            return true;
    return false;
}

static bool has_claims(const double benefits[CLAIM_COUNT])
{
    return is_any(benefits + CLAIM_NONE + 1, CLAIM_COUNT - 1);
}

static bool is_new_money(const struct rules *r)
{
    return r->credit.window_weeks >= 1 && (int)r->credit.funding == CREDIT_FUNDING_NEW_MONEY && ANY(r->credit.share);
}

static bool has_vouchers(const struct rules *r, enum stream stream)
{
    return r->gateway.open[stream] > 0 && r->choice.voucher[stream] > 0;
}

/* By the agency, not with a voucher. */
static bool is_referred(const struct rules *r, enum stream stream)
{
    return r->gateway.open[stream] > 0 && r->choice.voucher[stream] <= 0;
}

#define EFFECT(id, module, name, cell, needs_module, needs_name, idle, acts, text)                                     \
    static bool idle_##id(const struct rules *r)                                                                       \
    {                                                                                                                  \
        return idle;                                                                                                   \
    }                                                                                                                  \
    static bool acts_##id(const struct rules *r)                                                                       \
    {                                                                                                                  \
        (void)r;                                                                                                       \
        return acts;                                                                                                   \
    }
#include "scenario/effects.def"
#undef EFFECT

static const struct effect {
    const char *module, *name, *cell, *needs_module, *needs_name;
    bool (*idle)(const struct rules *r), (*acts)(const struct rules *r);
    const char *text;
} effects[] = {
#define EFFECT(id, module, name, cell, needs_module, needs_name, idle, acts, text)                                     \
    {module, name, cell, needs_module, needs_name, idle_##id, acts_##id, text},
#include "scenario/effects.def"
#undef EFFECT
};
#define EFFECTS (sizeof effects / sizeof effects[0])

/* Where a setting was last written in the files; a default has no file. */
static struct origin written(const struct scenario_trace *trace, size_t parameter, size_t cell)
{
    const struct parameter *row = &trace->parameters[parameter];
    struct origin found = {.file = ORIGIN_DEFAULT};
    for (size_t c = 0; c < row->count; c++)
        if ((cell == NAME_NONE || c == cell) && trace->origins[trace->first[parameter] + c].file != ORIGIN_DEFAULT)
            found = trace->origins[trace->first[parameter] + c];
    for (size_t i = 0; i < trace->n_operations; i++)
        if (trace->operations[i].parameter == parameter && (cell == NAME_NONE || trace->operations[i].cell == cell))
            found = trace->operations[i].origin;
    return found;
}

static void warn(struct reader *self, const struct effect *effect)
{
    char setting[160];
    size_t parameter = parameter_find(effect->module, effect->name);
    const struct parameter *row = &self->trace->parameters[parameter];
    size_t cell = effect->cell ? cell_find(row->axis, effect->cell) : NAME_NONE;
    struct origin origin = written(self->trace, parameter, cell);
    if (origin.file == ORIGIN_DEFAULT)
        origin = written(self->trace, parameter_find(effect->needs_module, effect->needs_name), NAME_NONE);
    if (effect->cell)
        setting_name(row, cell, setting, sizeof setting);
    else
        (void)snprintf(setting, sizeof setting, "%s.%s", row->module, row->name);
    (void)problems_warn(self->problems, origin_place(self->trace, origin), setting, "%s", effect->text);
}

/* Weeks of the run in which a row begins or ends, the first week among them; none when there are too many. */
static size_t collect_edges(const struct plan *plan, int32_t weeks, int32_t edges[EDGES_MOST])
{
    size_t count = 1;
    edges[0] = 0;
    for (size_t i = 0; i < 2 * plan->n_rows; i++) {
        const struct plan_row *row = &plan->rows[i / 2];
        int32_t week = i % 2 ? row->until_week : row->from_week;
        size_t k = 0;
        while (k < count && edges[k] != week)
            k++;
        if (k < count || week < 0 || week >= weeks || row->operation == PLAN_KNOT)
            continue;
        if (count == EDGES_MOST)
            return 0;
        edges[count++] = week;
    }
    return count;
}

struct seen {
    bool idle[EFFECTS], acts[EFFECTS];
};

static void look(const struct plan *plan, const int32_t *edges, size_t n_edges, uint64_t scopes, struct seen *seen)
{
    for (size_t k = 0; k < n_edges; k++) {
        struct rules rules;
        plan_rules(plan, edges[k], scopes, &rules);
        for (size_t e = 0; e < EFFECTS; e++) {
            seen->idle[e] |= effects[e].idle(&rules);
            seen->acts[e] |= effects[e].acts(&rules);
        }
    }
}

void check_effects(struct reader *self, const struct plan *plan)
{
    int32_t edges[EDGES_MOST];
    uint64_t done[REGION_MAX_AREAS * WORLD_ARMS];
    struct seen seen = {{false}, {false}};
    size_t n_edges = collect_edges(plan, run_weeks(self->trace), edges), n_done = 0;
    for (size_t cell = 0; cell < plan->region.n_areas * WORLD_ARMS; cell++) {
        uint64_t scopes = plan_scopes(plan, cell / WORLD_ARMS, cell % WORLD_ARMS);
        size_t k = 0;
        while (k < n_done && done[k] != scopes)
            k++;
        if (k < n_done)
            continue;
        done[n_done++] = scopes;
        look(plan, edges, n_edges, scopes, &seen);
    }
    for (size_t e = 0; e < EFFECTS; e++)
        if (seen.idle[e] && !seen.acts[e])
            warn(self, &effects[e]);
}
