/* What callers may ask of a model. */
#include "agents/identity.h"
#include "agents/journeys.h"
#include "agents/life.h"
#include "core/memory.h"
#include "model/internal.h"

int32_t model_week(const struct model *self)
{
    return self->world.week;
}

int32_t model_weeks(const struct model *self)
{
    return self->world.weeks;
}

int32_t model_report_from(const struct model *self)
{
    return self->report_from;
}

size_t model_persons(const struct model *self)
{
    return self->world.persons.count;
}

uint64_t model_person_weeks(const struct model *self)
{
    return self->world.person_weeks;
}

#define STOCK_CELLS 50.0   /* numbers an area that each strip keeps */
#define WEEKLY_CELLS 170.0 /* numbers an area that are counted each week */
#define WEEKS_AT_ONCE 70.0 /* of them in memory */

size_t model_bytes_estimate(const struct plan *plan)
{
    double residents = 0, years = (plan_at_start(plan, "run", "end") - plan_at_start(plan, "run", "start")) / 365.25;
    for (size_t a = 0; a < plan->region.n_areas; a++)
        residents += plan->region.areas[a].population_16_64;
    double rows = residents * plan_at_start(plan, "run", "scale") * (1.0 + years / (AGE_EXIT - AGE_ENTRY));
    double lists = sizeof(uint32_t) + sizeof(int32_t) + sizeof(uint8_t) + 8.0;
    double agencies = sizeof(struct jobcentre) + PROVIDER_COUNT * sizeof(struct share_histogram);
    double counts = sizeof(int64_t) * (STOCK_CELLS * WORLD_MAX_STRIPS + WEEKLY_CELLS * WEEKS_AT_ONCE);
    return (size_t)(rows * ((double)persons_bytes() + lists) + (double)plan->region.n_areas * (agencies + counts) +
                    4e6);
}

int32_t model_last_day(const struct model *self)
{
    return self->world.week > 0 ? self->world.start_day + 7 * (self->world.week - 1) : 0;
}

double model_share_in(const struct model *self, size_t state)
{
    const int64_t *persons = self->world.totals + self->world.count_offset[COUNT_persons];
    int64_t in_state = 0, present = 0;
    for (size_t area = 0; area < self->world.n_areas; area++)
        for (size_t s = STATE_OUT + 1; s < STATE_COUNT; s++) {
            present += persons[area * STATE_COUNT + s];
            in_state += s == state ? persons[area * STATE_COUNT + s] : 0;
        }
    return present > 0 ? (double)in_state / (double)present : 0;
}

int32_t model_block_first(const struct model *self)
{
    int32_t last = self->world.week - self->report_from - 1;
    return last > 0 ? last / self->weeks_kept * self->weeks_kept : 0;
}

struct numbers model_counts(const struct model *self, size_t measure)
{
    return (struct numbers){self->narrow[measure], self->wide[measure]};
}

size_t model_strips(const struct model *self)
{
    return self->world.n_strips;
}

enum status model_spells(struct model *self, size_t strip, const struct spell **spells, size_t *count,
                         struct error *error)
{
    const struct strip *from = &self->world.strips[strip];
    if (memory_grow(&self->spells, &self->spells_room, from->n_spells, sizeof *self->spells, error) != STATUS_OK)
        return error->status;
    for (size_t i = 0; i < from->n_spells; i++) {
        const struct spell_row *row = &from->spells[i];
        self->spells[i] = (struct spell){self->world.persons.id[row->row],
                                         row->row,
                                         row->start_week,
                                         row->end_week,
                                         row->area,
                                         row->work_area,
                                         row->wage,
                                         row->state,
                                         row->claim,
                                         row->open};
    }
    *spells = self->spells;
    *count = from->n_spells;
    return STATUS_OK;
}

void model_spells_forget(struct model *self)
{
    for (size_t s = 0; s < self->world.n_strips; s++) {
        struct strip *strip = &self->world.strips[s];
        strip->n_spells = 0;
        if (self->world.week < self->world.weeks)
            continue;
        memory_free(strip->spells);
        strip->spells = NULL;
        strip->spells_room = 0;
    }
}

enum status model_close_spells(struct model *self, size_t strip, struct error *error)
{
    struct world *world = &self->world;
    struct strip *closing = &world->strips[strip];
    uint32_t last = closing->last < world->present ? closing->last : world->present;
    for (uint32_t row = closing->first; row < last; row++)
        life_record_spell(world, closing, row, world->week, 1);
    for (uint32_t i = 0; i < closing->n_journeys; i++)
        journey_record(world, closing, &closing->journeys[i], JOURNEY_END_TIME, true);
    return closing->failed
               ? error_set(error, STATUS_FAILED, "not enough memory for spells; record a smaller run.spell_share")
               : STATUS_OK;
}

enum status model_payments(struct model *self, size_t strip, const struct payment **payments, size_t *count,
                           struct error *error)
{
    const struct strip *from = &self->world.strips[strip];
    if (memory_grow(&self->payments, &self->payments_room, from->n_payments, sizeof *self->payments, error) !=
        STATUS_OK)
        return error->status;
    *count = 0;
    for (size_t i = 0; i < from->n_payments; i++) {
        const struct payment_row *row = &from->payments[i];
        if (row->week >= self->report_from)
            self->payments[(*count)++] = (struct payment){self->world.persons.id[row->row],
                                                          row->contract,
                                                          row->week,
                                                          row->earned,
                                                          row->pence,
                                                          row->spell_start,
                                                          row->area,
                                                          row->stream,
                                                          row->provider,
                                                          row->group,
                                                          row->event,
                                                          row->state};
    }
    *payments = self->payments;
    return STATUS_OK;
}

enum status model_journeys(struct model *self, size_t strip, const struct journey_facts **journeys, size_t *count,
                           struct error *error)
{
    const struct strip *from = &self->world.strips[strip];
    if (memory_grow(&self->journeys, &self->journeys_room, from->n_ended, sizeof *self->journeys, error) != STATUS_OK)
        return error->status;
    for (size_t i = 0; i < from->n_ended; i++) {
        const struct journey *j = &from->ended[i].journey;
        self->journeys[i] = (struct journey_facts){.person = self->world.persons.id[j->row],
                                                   .referred = j->referred,
                                                   .attached = j->attached == WEEK_NONE ? INT32_MIN : j->attached,
                                                   .end_week = from->ended[i].end_week,
                                                   .weeks_worked = j->weeks_worked,
                                                   .distance = j->distance,
                                                   .distance_end = from->ended[i].distance_end,
                                                   .stream = j->stream,
                                                   .provider = j->provider,
                                                   .group = j->group,
                                                   .stage = j->stage,
                                                   .why = from->ended[i].why,
                                                   .open = from->ended[i].open,
                                                   .outcome = j->outcome,
                                                   .sustained = j->sustained};
    }
    *journeys = self->journeys;
    *count = from->n_ended;
    return STATUS_OK;
}

void model_journeys_forget(struct model *self)
{
    for (size_t s = 0; s < self->world.n_strips; s++)
        self->world.strips[s].n_ended = 0;
}

void model_payments_forget(struct model *self)
{
    for (size_t s = 0; s < self->world.n_strips; s++)
        self->world.strips[s].n_payments = 0;
}

size_t model_recorded_persons(const struct model *self)
{
    return self->n_recorded;
}

void model_person_facts(const struct model *self, size_t nth, struct person_facts *facts)
{
    const struct persons *p = &self->world.persons;
    uint32_t row = self->recorded[nth];
    *facts = (struct person_facts){p->id[row],
                                   self->world.start_day + 7 * p->birth_week[row],
                                   (uint16_t)identity_area(p->id[row]),
                                   p->sex[row],
                                   p->qualification[row],
                                   (p->flags[row] & PERSON_CONDITION) != 0};
}
