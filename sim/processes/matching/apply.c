/* Seekers look at vacancies and apply; each vacancy keeps its best applicant. */
#include "agents/candidates.h"
#include "agents/counts.h"
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

static void rank(struct world *world, uint32_t row, uint32_t slot)
{
    const struct persons *p = &world->persons;
    struct random_block draw = random_draw(world->key, p->id[row], world->vacancies.posted[slot], PURPOSE_RANK, slot);
    const struct matching_params *rules = &rules_of(world, row)->matching;
    struct matching_applicant applicant = {persons_search(p, row), p->activity[row] == ACTIVITY_EMPLOYED,
                                           p->flags[row] & PERSON_CONDITION, p->flags[row] & PERSON_OFFENDER,
                                           world->week - p->out_of_work_since[row]};
    int32_t score =
        matching_score(search_tables_of(world, row), rules, &applicant, normal_draw(&world->normal, draw.word[0]));
    if (score < (int32_t)(rules->threshold * NORMAL_UNIT))
        return;
    int32_t place = RANK_MIDDLE + score * RANK_UNIT;
    uint32_t rank16 = place < 0 ? 0 : place > UINT16_MAX ? UINT16_MAX : (uint32_t)place;
    matching_put_forward(&world->vacancies, slot, rank16 << 16 | draw.word[1] >> 16, p->id[row]);
}

/* Looks at places of the table until one holds a vacancy that still collects applications and suits. */
static bool find_vacancy(const struct world *world, uint32_t row, size_t table, uint32_t index, uint32_t *slot)
{
    const struct vacancies *v = &world->vacancies;
    uint32_t size = v->first[table + 1] - v->first[table];
    uint32_t probes = size ? (uint32_t)rules_of(world, row)->matching.probes : 0;
    bool employed = world->persons.activity[row] == ACTIVITY_EMPLOYED;
    struct random_block draw = {{0, 0, 0, 0}};
    for (uint32_t i = 0; i < probes; i++) {
        if (i % 4 == 0)
            draw = random_draw(world->key, world->persons.id[row], world->week, PURPOSE_APPLY, index + 1 + i / 4);
        *slot = v->first[table] + random_choice(draw.word[i % 4], size);
        if (vacancy_is_open(v, *slot) && v->closes[*slot] >= world->week &&
            !(employed && v->contract[*slot] == CONTRACT_TEMPORARY))
            return true;
    }
    return false;
}

static void apply_once(struct world *world, struct strip *strip, uint32_t row, uint32_t number)
{
    const struct persons *p = &world->persons;
    uint32_t index = number * 32;
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_APPLY, index);
    uint16_t area = world_work_area(world, p->area[row], draw.word[0]);
    uint32_t band = p->band[row];
    if (band > BAND_LOW && random_below(draw.word[1], threshold_from_share(rules_of(world, row)->matching.lower_band)))
        band--;
    uint32_t slot;
    if (!find_vacancy(world, row, vacancies_table(area, band), index, &slot))
        return;
    count_weekly(world, strip, COUNT_applications, area, 0, 1, 1);
    rank(world, row, slot);
}

void matching_apply(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_SEARCH, row)
    {
        if (p->activity[row] == ACTIVITY_OUT)
            continue;
        uint32_t count = applications(world, strip, row);
        for (uint32_t i = 0; i < count; i++)
            apply_once(world, strip, row, i);
    }
}
