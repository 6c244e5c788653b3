/* Seekers look at vacancies and apply; each vacancy keeps its best applicant. */
#include "agents/candidates.h"
#include "agents/counts.h"
#include "core/random_many.h"
#include "processes/matching/matching.h"

#define RANK_MIDDLE 32768 /* of a score of 0 */
#define RANK_UNIT 8       /* for 1/32 standard deviation */

/* How many applications the person sends this week. */
static uint32_t applications(const struct world *world, const struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct matching_tables *tables = world->tables[TABLE_MATCHING];
    const struct search_tables *search = search_tables_of(world, row);
    int32_t rate = search_lifted(search, search_log_rate(search, p, row, world->week), p->contact[row]);
    if (rate <= HAZARD_LOWEST)
        return 0;
    struct lane_draw draw = lane_draw(world, strip, row, LANE_SEARCH);
    uint32_t count = 0;
    while (count < MATCHING_MOST && lane_below(&draw, hazard_threshold(&tables->at_least[count], rate)))
        count++;
    return count;
}

/* Applications that are made together: the draws of many are made at once, and places of the table of vacancies are
   asked for before they are looked at. What each does depends on nothing but its own draws. */
struct application {
    uint32_t row, number; /* of the person this week */
    uint32_t table, slot;
    uint16_t area;
};

struct batch {
    size_t count;
    struct application list[RANDOM_MANY];
    struct random_counters counters;
    struct random_block draws[RANDOM_MANY];
};

#define DRAWS_OF_ONE 32 /* indices that an application has for itself */

static void draw(const struct world *world, struct batch *batch, uint32_t index)
{
    for (size_t i = 0; i < batch->count; i++) {
        batch->counters.id[i] = world->persons.id[batch->list[i].row];
        batch->counters.week[i] = (uint32_t)world->week;
        batch->counters.index[i] = batch->list[i].number * DRAWS_OF_ONE + index;
    }
    random_each(world->key, PURPOSE_APPLY, &batch->counters, batch->count, batch->draws);
}

/* The area of work and the band. */
static void choose(const struct world *world, struct batch *batch)
{
    const struct persons *p = &world->persons;
    draw(world, batch, 0);
    for (size_t i = 0; i < batch->count; i++) {
        struct application *application = &batch->list[i];
        const uint32_t *words = batch->draws[i].word;
        uint32_t row = application->row, band = p->band[row];
        uint32_t lower = threshold_from_share(rules_of(world, row)->matching.lower_band);
        if (band > BAND_LOW && random_below(words[1], lower))
            band--;
        application->area = world_work_area(world, p->area[row], words[0]);
        application->table = (uint32_t)vacancies_table(application->area, band);
    }
}

#define PLACES_A_DRAW 4

static uint32_t place(const struct vacancies *v, uint32_t table, uint32_t word)
{
    return v->first[table] + random_choice(word, v->first[table + 1] - v->first[table]);
}

static void ask_for_places(const struct world *world, const struct batch *batch)
{
    const struct vacancies *v = &world->vacancies;
    for (size_t i = 0; i < batch->count; i++)
        for (int k = 0; k < PLACES_A_DRAW; k++) {
            uint32_t slot = place(v, batch->list[i].table, batch->draws[i].word[k]);
            __builtin_prefetch(&v->posted[slot]);
            __builtin_prefetch(&v->closes[slot]);
            __builtin_prefetch(&v->contract[slot]);
        }
}

/* Whether one of a draw's places holds a vacancy that still collects applications and suits. */
static bool look(const struct world *world, struct application *application, const struct random_block *draw,
                 uint32_t places)
{
    const struct vacancies *v = &world->vacancies;
    bool employed = world->persons.activity[application->row] == ACTIVITY_EMPLOYED;
    for (uint32_t k = 0; k < places && k < PLACES_A_DRAW; k++) {
        uint32_t slot = application->slot = place(v, application->table, draw->word[k]);
        if (vacancy_is_open(v, slot) && v->closes[slot] >= world->week &&
            !(employed && v->contract[slot] == CONTRACT_TEMPORARY))
            return true;
    }
    return false;
}

static uint32_t probes_of(const struct world *world, const struct application *application)
{
    const uint32_t *first = world->vacancies.first + application->table;
    return first[1] > first[0] ? (uint32_t)rules_of(world, application->row)->matching.probes : 0;
}

static void put_forward(struct world *world, const struct application *application, const struct random_block *draw)
{
    const struct persons *p = &world->persons;
    uint32_t row = application->row;
    const struct matching_params *rules = &rules_of(world, row)->matching;
    struct matching_applicant applicant = {persons_search(p, row), p->activity[row] == ACTIVITY_EMPLOYED,
                                           p->flags[row] & PERSON_CONDITION, p->flags[row] & PERSON_OFFENDER,
                                           world->week - p->out_of_work_since[row]};
    int32_t score =
        matching_score(search_tables_of(world, row), rules, &applicant, normal_draw(&world->normal, draw->word[0]));
    if (score < (int32_t)(rules->threshold * NORMAL_UNIT))
        return;
    int32_t middle = RANK_MIDDLE + score * RANK_UNIT;
    uint32_t rank16 = middle < 0 ? 0 : middle > UINT16_MAX ? UINT16_MAX : (uint32_t)middle;
    matching_put_forward(&world->vacancies, application->slot, rank16 << 16 | draw->word[1] >> 16, p->id[row]);
}

/* Employers rank those who have found a vacancy. */
static void rank(struct world *world, struct strip *strip, struct batch *found)
{
    const struct vacancies *v = &world->vacancies;
    for (size_t i = 0; i < found->count; i++) {
        const struct application *application = &found->list[i];
        found->counters.id[i] = world->persons.id[application->row];
        found->counters.week[i] = (uint32_t)v->posted[application->slot];
        found->counters.index[i] = application->slot;
        count_weekly(world, strip, COUNT_applications, application->area, 0, 1, 1);
    }
    random_each(world->key, PURPOSE_RANK, &found->counters, found->count, found->draws);
    for (size_t i = 0; i < found->count; i++)
        put_forward(world, &found->list[i], &found->draws[i]);
}

/* Each looks at some places of its table, then those who have found nothing at some more. */
static void apply(struct world *world, struct strip *strip, struct batch *seekers, struct batch *found)
{
    choose(world, seekers);
    found->count = 0;
    for (uint32_t looked = 0; seekers->count > 0; looked += PLACES_A_DRAW) {
        size_t left = 0;
        draw(world, seekers, 1 + looked / PLACES_A_DRAW);
        ask_for_places(world, seekers);
        for (size_t i = 0; i < seekers->count; i++) {
            struct application *application = &seekers->list[i];
            uint32_t probes = probes_of(world, application), places = probes > looked ? probes - looked : 0;
            if (look(world, application, &seekers->draws[i], places)) {
                __builtin_prefetch(&world->vacancies.best[application->slot], 1);
                found->list[found->count++] = *application;
            } else if (places > PLACES_A_DRAW) {
                seekers->list[left++] = *application;
            }
        }
        seekers->count = left;
    }
    rank(world, strip, found);
}

void matching_apply(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    struct batch seekers = {0}, found = {0};
    candidates_ask(world, strip, LANE_SEARCH);
    CANDIDATES(world, strip, LANE_SEARCH, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        uint32_t count = applications(world, strip, row);
        for (uint32_t number = 0; number < count; number++) {
            seekers.list[seekers.count++] = (struct application){row, number, 0, 0, 0};
            if (seekers.count == RANDOM_MANY)
                apply(world, strip, &seekers, &found);
        }
    }
    apply(world, strip, &seekers, &found);
}
