/* dump_week SCENARIO WEEK [--no-screen] [MODULE.NAME=VALUE...]: simulates WEEK weeks, and prints as JSON all that the
   next week starts from, then that week's rules and everything it leaves. Read by check_reference_week.py. */
#include "agents/schedule.h"
#include "agents/search.h"
#include "model/internal.h"
#include "processes/matching/matching.h"
#include "scenario/scenario.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OVERRIDES 32

static void name(const char *key)
{
    (void)printf("\"%s\": ", key);
}

/* Ends a list or an object, and goes on with the next member. */
static void more(void)
{
    (void)printf(",\n");
}

#define NUMBERS(key, format, type, count, value)                                                                       \
    do {                                                                                                               \
        name(key);                                                                                                     \
        (void)printf("[");                                                                                             \
        for (size_t i = 0; i < (count); i++)                                                                           \
            (void)printf("%s" format, i ? ", " : "", (type)(value));                                                   \
        (void)printf("]");                                                                                             \
        more();                                                                                                        \
    } while (0)
#define WHOLE(key, count, value) NUMBERS(key, "%" PRId64, int64_t, count, value)
#define REALS_OF(key, count, value) NUMBERS(key, "%.17g", double, count, value)

static void put_rules(const struct rules *rules)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    (void)printf("{");
    for (size_t k = 0; k < count; k++) {
        const double *cells = (const double *)(const void *)((const char *)rules + all[k].offset);
        (void)printf("%s\"%s.%s\": ", k ? ", " : "", all[k].module, all[k].name);
        if (!all[k].axis)
            (void)printf("%.17g", cells[0]);
        for (size_t c = 0; all[k].axis && c < all[k].count; c++)
            (void)printf("%s%.17g%s", c ? ", " : "[", cells[c], c + 1 < all[k].count ? "" : "]");
    }
    (void)printf("}");
}

/* All measures of a kind, by name: stocks and weekly counts from one array, cohorts from every thread's. */
static int64_t counted(const struct world *world, enum measure_kind kind, size_t cell)
{
    int64_t sum = 0;
    if (kind == MEASURE_COHORT)
        for (int t = 0; t < world->threads; t++)
            sum += world->tallies[t].cohort[cell];
    return kind == MEASURE_STOCK ? world->totals[cell] : kind == MEASURE_WEEKLY ? world->last_week[cell] : sum;
}

static void put_counts(const struct world *world, const char *key, enum measure_kind kind)
{
    size_t count;
    const struct measure *all = measures_all(&count);
    bool first = true;
    name(key);
    (void)printf("{");
    for (size_t m = 0; m < count; m++) {
        if (all[m].kind != kind)
            continue;
        size_t width = all[m].cells * (all[m].by_area ? world->n_areas : 1);
        width *= kind == MEASURE_COHORT ? (size_t)world->weeks : 1;
        (void)printf("%s\"%s\": [", first ? "" : ",\n", all[m].name);
        for (size_t i = 0; i < width; i++)
            (void)printf("%s%" PRId64, i ? ", " : "", counted(world, kind, world->count_offset[m] + i));
        (void)printf("]");
        first = false;
    }
    (void)printf("}");
    more();
}

static void put_persons(const struct persons *p)
{
    (void)printf("\"persons\": {\n");
#define COLUMN(type, column, unit, sentence) WHOLE(#column, p->count, p->column[i]);
#include "agents/person.columns.def"
#undef COLUMN
    (void)printf("\"rows\": %zu},\n", p->count);
}

static void put_vacancies(const struct vacancies *v)
{
    size_t slots = v->first[v->n_areas * BAND_COUNT];
    (void)printf("\"vacancies\": {\n");
    WHOLE("first", v->n_areas * BAND_COUNT + 1, v->first[i]);
    WHOLE("posted", slots, v->posted[i]);
    WHOLE("closes", slots, v->closes[i]);
    WHOLE("sector", slots, v->sector[i]);
    WHOLE("size", slots, v->size[i]);
    WHOLE("contract", slots, v->contract[i]);
    NUMBERS("best", "%" PRIu64, uint64_t, slots, v->best[i]);
    WHOLE("open", v->n_areas * SECTOR_COUNT, v->open[i]);
    (void)printf("\"slots\": %zu},\n", slots);
}

/* Members of a struct that last from week to week, by name. */
#define SCRATCH(type, field, sentence)
#define FIELD(type, field, sentence) put_member(#field, (double)self->field);

static bool first_member;

static void put_member(const char *key, double value)
{
    (void)printf("%s\"%s\": %.17g", first_member ? "" : ", ", key, value);
    first_member = false;
}

static void begin_object(bool first)
{
    (void)printf("%s{", first ? "" : ",\n");
    first_member = true;
}

static void put_journey(const struct journey *self)
{
#include "agents/journey.fields.def"
}

static void put_credit(const struct credit *self)
{
#include "agents/credit.fields.def"
}

static void put_office(const struct provider_office *self)
{
#include "agents/office.fields.def"
}

static void put_lot(const struct lot *self)
{
#include "agents/lot.fields.def"
}

static void put_partnership(const struct partnership *self)
{
#include "agents/partnership.fields.def"
}

static void put_fund(const struct fund *self)
{
#include "agents/fund.fields.def"
}

static void put_schedule(const struct schedule *self)
{
#include "agents/schedule.fields.def"
}
#undef FIELD
#undef SCRATCH

#define OBJECTS(key, count, put, of)                                                                                   \
    do {                                                                                                               \
        name(key);                                                                                                     \
        (void)printf("[");                                                                                             \
        for (size_t i = 0; i < (count); i++) {                                                                         \
            begin_object(i == 0);                                                                                      \
            put(of);                                                                                                   \
            (void)printf("}");                                                                                         \
        }                                                                                                              \
        (void)printf("]");                                                                                             \
        more();                                                                                                        \
    } while (0)

static void put_credits(const struct world *world)
{
    bool first = true;
    name("credits");
    (void)printf("[");
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_credits; i++) {
            begin_object(first);
            put_credit(&world->strips[s].credits[i]);
            (void)printf("}");
            first = false;
        }
    (void)printf("]");
    more();
}

static void put_provision(const struct world *world)
{
    bool first = true;
    name("journeys");
    (void)printf("[");
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            begin_object(first);
            put_journey(&world->strips[s].journeys[i]);
            (void)printf("}");
            first = false;
        }
    (void)printf("]");
    more();
    put_credits(world);
    OBJECTS("offices", world->n_areas * PROVIDER_COUNT, put_office, &world->offices[i]);
    OBJECTS("funds", world->n_areas * STREAM_COUNT, put_fund, &world->funds[i]);
    OBJECTS("lots", world->n_areas * STREAM_COUNT, put_lot, &world->lots[i]);
    OBJECTS("partners", world->n_areas, put_partnership, &world->partners[i]);
}

static void put_payment(const struct payment_row *row, bool first)
{
    (void)printf("%s[%u, %u, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d]", first ? "" : ",\n", (unsigned)row->row,
                 (unsigned)row->contract, (int)row->week, (int)row->earned, (int)row->pence, (int)row->spell_start,
                 row->area, row->stream, row->provider, row->group, row->event, row->state);
}

/* Made in the week; or earned and not made yet at its end. */
static void put_payments(const struct world *world, const char *key, bool due)
{
    bool first = true;
    name(key);
    (void)printf("[");
    for (size_t s = 0; s < world->n_strips; s++) {
        const struct strip *strip = &world->strips[s];
        for (size_t i = 0; i < (due ? strip->n_due : strip->n_payments); i++) {
            put_payment(due ? &strip->due[i] : &strip->payments[i], first);
            first = false;
        }
    }
    (void)printf("]");
    more();
}

/* All that journeys may stand under, and which of them is in force: [regime][group][year]. */
static void put_schedules(const struct world *world)
{
    const struct schedule_tables *tables = world->tables[TABLE_SCHEDULES];
    size_t a_regime = PAYMENT_GROUP_COUNT * CONTRACT_YEAR_COUNT;
    OBJECTS("schedules", world->n_schedules, put_schedule, &world->schedules[i]);
    WHOLE("schedules_now", world->n_regimes * a_regime,
          tables[i / a_regime].place[i % a_regime / CONTRACT_YEAR_COUNT][i % CONTRACT_YEAR_COUNT]);
}

/* What one week hands to the next. */
static void put_state(const struct world *world, const char *key)
{
    (void)printf("\"%s\": {\n", key);
    put_persons(&world->persons);
    put_vacancies(&world->vacancies);
    put_counts(world, "stocks", MEASURE_STOCK);
    put_counts(world, "weekly", MEASURE_WEEKLY);
    put_counts(world, "cohorts", MEASURE_COHORT);
    REALS_OF("effective_applications", world->n_areas, world->effective_applications[i]);
    put_provision(world);
    put_payments(world, "due", true);
    (void)printf("\"week\": %d},\n", (int)world->week);
}

static void put_cells(void)
{
    size_t count;
    const struct measure *all = measures_all(&count);
    name("cells");
    (void)printf("{");
    for (size_t m = 0; m < count; m++)
        (void)printf("%s\"%s\": %zu", m ? ", " : "", all[m].name, all[m].cells);
    (void)printf("}");
    more();
}

/* Facts that never change. */
static void put_world(const struct world *world)
{
    size_t n = world->n_areas;
    const struct area_facts *areas = world->region->areas;
    (void)printf("\"week\": %d,\n\"seed\": %u,\n\"replicate\": %u,\n\"areas\": %zu,\n", (int)world->week,
                 (unsigned)world->key.seed, (unsigned)world->key.replicate, n);
    (void)printf("\"start_day\": %d,\n", (int)world->start_day);
    put_cells();
    WHOLE("area_first", n + 1, world->area_first[i]);
    WHOLE("regime", n * WORLD_ARMS, world->regime[i]);
    REALS_OF("population_16_64", n, areas[i].population_16_64);
    REALS_OF("weekly_pay", n, areas[i].weekly_pay);
    REALS_OF("rural_share", n, areas[i].rural_share);
    REALS_OF("commuting", n * n, world->region->commuting[i]);
}

/* What the rules start from: the first week's rules, and who works where. */
static void put_start(const struct world *world)
{
    name("rules_at_start");
    put_rules(&world->rules[0]);
    more();
    put_counts(world, "stocks_at_start", MEASURE_STOCK);
}

static void put_jobcentres(const struct world *world)
{
    size_t n = world->n_areas;
    const struct jobcentre *centres = world->jobcentres;
    REALS_OF("seconds", n, centres[i].seconds);
    REALS_OF("minimum", n * STAGE_COUNT, centres[i / STAGE_COUNT].terms.minimum[i % STAGE_COUNT]);
    REALS_OF("maximum", n, centres[i].terms.maximum);
    REALS_OF("h0", n, centres[i].terms.h0);
    REALS_OF("theta", n, centres[i].result.theta);
    REALS_OF("equal", n, centres[i].result.equal);
    WHOLE("minimum_broken", n, centres[i].result.minimum_broken);
    WHOLE("spare", n, centres[i].result.spare);
}

/* What was prepared for the week. */
static void put_tables(const struct world *world)
{
    size_t n = world->n_areas;
    const struct matching_tables *matching = world->tables[TABLE_MATCHING];
    const struct search_tables *search = world->tables[LANE_SEARCH];
    (void)printf("\"tables\": {\n");
    WHOLE("hazard", HAZARD_CELLS + 1, world->hazard.threshold[i]);
    WHOLE("normal", NORMAL_CELLS, world->normal.value[i]);
    WHOLE("at_least_1", HAZARD_CELLS + 1, matching->at_least[0].threshold[i]);
    WHOLE("at_least_2", HAZARD_CELLS + 1, matching->at_least[1].threshold[i]);
    WHOLE("at_least_3", HAZARD_CELLS + 1, matching->at_least[2].threshold[i]);
    WHOLE("by_duration", SEARCH_WEEKS, search->by_duration[i]);
    WHOLE("dose", SEARCH_CONTACT_CELLS, search->dose[i]);
    WHOLE("commuting", n * n, world->commuting[i]);
    WHOLE("moving", n * n, world->moving[i]);
    WHOLE("mobility", n, world->mobility[i]);
    REALS_OF("pay_factor", n, world->pay_factor[i]);
    REALS_OF("slots_at_start", n * SECTOR_COUNT, world->slots_at_start[i]);
    WHOLE("redundancy", n * SECTOR_COUNT, world->redundancy[i]);
    put_jobcentres(world);
    (void)printf("\"regimes\": %zu},\n", world->n_regimes);
}

static void put_spells(const struct world *world)
{
    bool first = true;
    name("spells");
    (void)printf("[");
    for (size_t s = 0; s < world->n_strips; s++)
        for (size_t i = 0; i < world->strips[s].n_spells; i++) {
            const struct spell_row *spell = &world->strips[s].spells[i];
            (void)printf("%s[%u, %d, %d, %u, %u, %u, %u, %u, %u]", first ? "" : ",\n", (unsigned)spell->row,
                         (int)spell->start_week, (int)spell->end_week, (unsigned)spell->area,
                         (unsigned)spell->work_area, (unsigned)spell->wage, (unsigned)spell->state,
                         (unsigned)spell->claim, (unsigned)spell->open);
            first = false;
        }
    (void)printf("]");
    more();
}

static void put_after(const struct world *world)
{
    name("rules");
    (void)printf("[");
    for (size_t r = 0; r < world->n_regimes; r++) {
        (void)printf("%s", r ? ",\n" : "");
        put_rules(&world->rules[r]);
    }
    (void)printf("]");
    more();
    put_tables(world);
    put_spells(world);
    put_schedules(world);
    put_payments(world, "payments", false);
    put_state(world, "after");
}

static enum status dump(struct model *model, int32_t week, struct error *error)
{
    (void)printf("{");
    put_start(&model->world);
    while (model_week(model) < week)
        if (model_step(model, error) != STATUS_OK)
            return error->status;
    model_spells_forget(model);
    model_payments_forget(model);
    put_world(&model->world);
    put_state(&model->world, "before");
    if (model_step(model, error) != STATUS_OK)
        return error->status;
    put_after(&model->world);
    (void)printf("\"end\": 1}\n");
    if (fflush(stdout) != 0 || ferror(stdout))
        return error_set(error, STATUS_STORAGE, "cannot write to standard output");
    return STATUS_OK;
}

static enum status simulate(const struct plan *plan, const char *week_text, bool no_screen, struct error *error)
{
    struct model_options options = {.threads = 1, .no_screen = no_screen};
    struct model *model = NULL;
    char *end;
    long week = strtol(week_text, &end, 10);
    enum status status = model_create(&model, plan, &options, error);
    if (status != STATUS_OK)
        return status;
    if (*week_text == '\0' || *end != '\0' || week < 1 || week >= model_weeks(model))
        status = error_set(error, STATUS_USAGE, "WEEK must be a whole number from 1 to %d, not %s",
                           (int)model_weeks(model) - 1, week_text);
    else
        status = dump(model, (int32_t)week, error);
    model_free(model);
    return status;
}

int main(int argc, char **argv)
{
    struct setting_override overrides[MOST_OVERRIDES];
    size_t n_overrides = 0;
    bool no_screen = false;
    for (int i = 3; i < argc && n_overrides < MOST_OVERRIDES; i++) {
        if (strcmp(argv[i], "--no-screen") == 0)
            no_screen = true;
        else
            overrides[n_overrides++].text = argv[i];
    }
    if (argc < 3) {
        (void)fprintf(stderr, "usage: dump_week SCENARIO WEEK [--no-screen] [MODULE.NAME=VALUE...]\n");
        return STATUS_USAGE;
    }
    struct plan plan;
    struct scenario_trace *trace = NULL;
    struct problems problems = {0};
    struct error error = {STATUS_OK, ""};
    enum status status = scenario_load(&plan, &trace, argv[1], overrides, n_overrides, &problems, &error);
    if (status != STATUS_OK)
        problems_print(&problems, stderr);
    else
        status = simulate(&plan, argv[2], no_screen, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "dump_week: %s\n", error.text);
    plan_clear(&plan);
    scenario_trace_free(trace);
    problems_clear(&problems);
    return (int)status;
}
