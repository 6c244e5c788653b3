/* Vacancies that close make offers; persons take the best one that is good enough. */
#include "agents/counts.h"
#include "agents/life.h"
#include "agents/terms.h"
#include "core/memory.h"
#include "processes/matching/matching.h"
#include <stdlib.h>
#include <string.h>

static struct random_block match_draw(const struct world *world, uint32_t row, uint32_t slot)
{
    return random_draw(world->key, world->persons.id[row], world->vacancies.posted[slot], PURPOSE_MATCH, slot);
}

static void reopen(struct world *world, size_t area, uint32_t slot)
{
    world->vacancies.best[slot] = 0;
    world->vacancies.closes[slot] = (int16_t)(world->week + (int32_t)rules_of_area(world, area)->demand.closing_weeks);
}

/* An applicant of earlier weeks may have left, stopped searching, or found a job that a temporary one does not beat. */
static bool is_available(const struct world *world, uint32_t row, uint32_t slot)
{
    const struct persons *p = &world->persons;
    if (p->activity[row] == ACTIVITY_OUT || p->activity[row] == ACTIVITY_STUDENT || (p->flags[row] & PERSON_CORE))
        return false;
    return p->activity[row] != ACTIVITY_EMPLOYED || world->vacancies.contract[slot] == CONTRACT_PERMANENT;
}

static void offer(struct world *world, size_t area, uint8_t band, uint32_t slot)
{
    uint32_t row = world_row(world, UINT32_MAX - (uint32_t)world->vacancies.best[slot]);
    if (!is_available(world, row, slot)) {
        reopen(world, area, slot);
        return;
    }
    struct random_block draw = match_draw(world, row, slot);
    int8_t match = (int8_t)normal_draw(&world->normal, draw.word[0]);
    struct offer *offers = world->offers + world->vacancies.first[vacancies_table(area, 0)];
    offers[world->n_offers[area]++] = (struct offer){row, slot, (uint16_t)area, band, match};
    count_weekly(world, &world->strips[0], COUNT_offers, area, 0, 1, 1);
}

static void close_vacancy(struct world *world, size_t area, uint8_t band, uint32_t slot)
{
    struct vacancies *v = &world->vacancies;
    const struct demand_params *rules = &rules_of_area(world, area)->demand;
    if (v->best[slot] != 0) {
        offer(world, area, band, slot);
    } else if (world->week - v->posted[slot] >= (int32_t)rules->expiry_weeks) {
        v->posted[slot] = VACANCY_CLOSED;
        v->open[area * SECTOR_COUNT + v->sector[slot]]--;
        count_weekly(world, &world->strips[0], COUNT_vacancies_withdrawn, area, 0, 1, 1);
    } else {
        reopen(world, area, slot);
    }
}

#define TOGETHER 64 /* vacancies that close, whose applicants are asked for before they are looked at */

static void close_some(struct world *world, size_t area, uint8_t band, const uint32_t *slots, size_t count)
{
    const struct persons *p = &world->persons;
    for (size_t i = 0; i < count; i++) {
        uint64_t best = world->vacancies.best[slots[i]];
        if (best == 0)
            continue;
        uint32_t row = world_row(world, UINT32_MAX - (uint32_t)best);
        __builtin_prefetch(&p->activity[row]);
        __builtin_prefetch(&p->flags[row]);
        __builtin_prefetch(&p->id[row]);
    }
    for (size_t i = 0; i < count; i++)
        close_vacancy(world, area, band, slots[i]);
}

void matching_offer(struct world *world, size_t area)
{
    const struct vacancies *v = &world->vacancies;
    world->n_offers[area] = 0;
    for (uint8_t band = 0; band < BAND_COUNT; band++) {
        uint32_t closing[TOGETHER], last = v->first[vacancies_table(area, band) + 1];
        size_t count = 0;
        for (uint32_t slot = v->first[vacancies_table(area, band)]; slot < last; slot++) {
            if (!vacancy_is_open(v, slot) || v->closes[slot] > world->week)
                continue;
            __builtin_prefetch(&v->best[slot]);
            closing[count++] = slot;
            if (count == TOGETHER) {
                close_some(world, area, band, closing, count);
                count = 0;
            }
        }
        close_some(world, area, band, closing, count);
    }
}

void matching_deal(struct world *world)
{
    uint32_t *first = world->dealt_first;
    memset(first, 0, (world->n_strips + 1) * sizeof *first);
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct offer *offers = world->offers + world->vacancies.first[vacancies_table(area, 0)];
        for (uint32_t i = 0; i < world->n_offers[area]; i++)
            first[offers[i].row / world->strip_rows + 1]++;
    }
    for (size_t strip = 0; strip < world->n_strips; strip++)
        first[strip + 1] += first[strip];
    for (size_t area = world->n_areas; area-- > 0;) {
        const struct offer *offers = world->offers + world->vacancies.first[vacancies_table(area, 0)];
        for (uint32_t i = world->n_offers[area]; i-- > 0;)
            world->dealt_offers[--first[offers[i].row / world->strip_rows + 1]] = offers[i];
    }
    /* each entry but the first now holds where its strip's offers begin, one place too far */
    memmove(first, first + 1, world->n_strips * sizeof *first);
    first[world->n_strips] = 0;
    for (size_t area = 0; area < world->n_areas; area++)
        first[world->n_strips] += world->n_offers[area];
}

/* By person, the best match first, the slot last: every comparison ends in something unique. */
static int compare_offers(const void *left, const void *right)
{
    const struct offer *a = left, *b = right;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->match != b->match)
        return a->match > b->match ? -1 : 1;
    return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static bool accepts(const struct world *world, const struct offer *offer)
{
    const struct persons *p = &world->persons;
    uint32_t row = offer->row;
    const struct search_tables *tables = search_tables_of(world, row);
    if (p->activity[row] == ACTIVITY_EMPLOYED)
        return offer->match > p->match[row] + (int32_t)(rules_of(world, row)->matching.mover_gain * NORMAL_UNIT);
    int32_t weeks = world->week - p->out_of_work_since[row];
    return offer->match > matching_reservation(tables, weeks, search_pressed(world, row)) +
                              matching_patience(tables, search_patient(world, row));
}

static void hire(struct world *world, struct strip *strip, const struct offer *offer)
{
    const struct persons *p = &world->persons;
    struct vacancies *v = &world->vacancies;
    const struct rules *rules = rules_of(world, offer->row);
    struct random_block draw = match_draw(world, offer->row, offer->slot);
    struct job job = {
        offer->area,
        v->sector[offer->slot],
        offer->band,
        v->size[offer->slot],
        v->contract[offer->slot],
        offer->match,
        terms_wage(world, rules, offer->area, offer->band, offer->match, draw.word[1]),
        terms_hours(rules, p->sex[offer->row], draw.word[2]),
    };
    life_hire(world, strip, offer->row, &job);
    count_weekly(world, strip, COUNT_vacancies_filled, offer->area, 0, 1, 1);
    count_weekly(world, strip, COUNT_weeks_to_fill, offer->area, 0, world->week - v->posted[offer->slot] + 1, 1);
    v->posted[offer->slot] = VACANCY_CLOSED;
    __atomic_fetch_sub(&v->open[(size_t)offer->area * SECTOR_COUNT + job.sector], 1, __ATOMIC_RELAXED);
}

void matching_accept(struct world *world, struct strip *strip)
{
    size_t index = (size_t)(strip - world->strips);
    struct offer *offers = world->dealt_offers + world->dealt_first[index];
    size_t count = world->dealt_first[index + 1] - world->dealt_first[index];
    if (count > 1)
        qsort(offers, count, sizeof *offers, compare_offers);
    for (size_t i = 0; i < count; i++)
        persons_ask(&world->persons, offers[i].row);
    for (size_t i = 0; i < count; i++) {
        bool best = i == 0 || offers[i - 1].row != offers[i].row;
        if (best && accepts(world, &offers[i]))
            hire(world, strip, &offers[i]);
        else
            reopen(world, offers[i].area, offers[i].slot);
    }
}

void matching_vacancies(struct world *world)
{
    for (size_t i = 0; i < world->n_areas * SECTOR_COUNT; i++)
        count_weekly(world, &world->strips[0], COUNT_vacancies, i / SECTOR_COUNT, 0, world->vacancies.open[i], 1);
}
