#include "agents/schedule.h"
#include "core/memory.h"

static int64_t billionths(double share)
{
    return (int64_t)(share * (double)SCHEDULE_SHARE_ONE + 0.5);
}

static int32_t whole(double x)
{
    return (int32_t)(x + 0.5);
}

struct schedule schedule_from(const struct rules *rules, enum payment_group group, enum contract_year year)
{
    const struct contracts_params *c = &rules->contracts;
    const struct schedules_params *s = &rules->schedules;
    bool later = (int)year + 1 >= (int)s->later_from[group];
    double service = later ? s->later_service_share[group] : 1.0;
    double outcome = later ? s->later_outcome_share[group] : 1.0;
    return (struct schedule){
        .service_fee = whole(s->service_fee[group] * service),
        .service_fee_every = whole(s->service_fee_every[group]),
        .service_fee_weeks = whole(s->service_fee_weeks[group]),
        .engagement = whole(s->engagement_fee[group]),
        .job_start = whole(s->job_start_fee[group]),
        .job_start_most = whole(s->job_start_most[group]),
        .continuous = s->continuous[group] > 0,
        .outcome = whole(c->outcome_fee[group] * outcome),
        .outcome_weeks = (int32_t)c->outcome_weeks[group],
        .sustainment = whole(c->sustainment_fee[group] * outcome),
        .sustainment_weeks = (int32_t)c->sustainment_weeks[group],
        .sustainment_most = (int32_t)c->sustainment_most[group],
        .progression = whole(s->progression_fee[group]),
        .progression_gain = billionths(s->progression_gain[group]),
        .progression_weeks = whole(s->progression_weeks[group]),
        .validation_weeks = whole(s->validation_weeks[group]),
        .claw_back = billionths(s->claw_back[group]),
        .claw_back_weeks = whole(s->claw_back_weeks[group]),
    };
}

enum contract_year schedule_year(const struct rules *rules, enum stream stream, int32_t day)
{
    double start = stream == STREAM_FND ? rules->schedules.fnd_start : rules->contracts.start;
    double years = (day - start) / 365.25;
    if (years < 0 || stream == STREAM_SKILLS || stream == STREAM_SUPPORT)
        return CONTRACT_YEAR_FIRST;
    return years < CONTRACT_YEAR_COUNT ? (enum contract_year)years : CONTRACT_YEAR_LATER;
}

static bool equal(const struct schedule *a, const struct schedule *b)
{
#define FIELD(type, name, sentence)                                                                                    \
    if (a->name != b->name)                                                                                            \
        return false;
#include "agents/schedule.fields.def"
#undef FIELD
    return true;
}

/* Leaves the cell where it is while its schedule stays the same. */
static enum status put(struct world *world, uint32_t *place, const struct schedule *schedule, bool fresh,
                       struct error *error)
{
    if (!fresh && equal(&world->schedules[*place], schedule))
        return STATUS_OK;
    if (memory_grow(&world->schedules, &world->schedules_room, (size_t)world->n_schedules + 1, sizeof *world->schedules,
                    error) != STATUS_OK)
        return error->status;
    *place = world->n_schedules++;
    world->schedules[*place] = *schedule;
    return STATUS_OK;
}

static enum status fill(struct world *world, struct schedule_tables *self, const struct rules *rules, bool fresh,
                        struct error *error)
{
    self->at_attachment = (int)rules->schedules.terms_at_attachment == TOGGLE_ON;
    for (int group = 0; group < PAYMENT_GROUP_COUNT; group++)
        for (int year = 0; year < CONTRACT_YEAR_COUNT; year++) {
            struct schedule schedule = schedule_from(rules, (enum payment_group)group, (enum contract_year)year);
            if (put(world, &self->place[group][year], &schedule, fresh, error) != STATUS_OK)
                return error->status;
        }
    return STATUS_OK;
}

enum status schedules_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_SCHEDULES];
    if (fresh && memory_new(&world->tables[TABLE_SCHEDULES], world->n_regimes, sizeof(struct schedule_tables), error) !=
                     STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct schedule_tables *tables = (struct schedule_tables *)world->tables[TABLE_SCHEDULES] + r;
        bool stays = !fresh && RULES_STAY(world, r, contracts) && RULES_STAY(world, r, schedules);
        if (!stays && fill(world, tables, &world->rules[r], fresh, error) != STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

static const struct schedule_tables *tables_of(const struct world *world, const struct journey *journey)
{
    return (struct schedule_tables *)world->tables[TABLE_SCHEDULES] + regime_of(world, journey->row);
}

void schedule_begin(const struct world *world, struct journey *journey)
{
    int32_t day = world->start_day + 7 * world->week;
    journey->year = (uint8_t)schedule_year(rules_of(world, journey->row), (enum stream)journey->stream, day);
    journey->terms = tables_of(world, journey)->place[journey->group][journey->year];
}

const struct schedule *schedule_of(const struct world *world, const struct journey *journey)
{
    const struct schedule_tables *tables = tables_of(world, journey);
    return &world->schedules[tables->at_attachment ? journey->terms : tables->place[journey->group][journey->year]];
}
