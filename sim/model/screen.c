/* One Philox block a person and week gives each process 16 bits, compared with an upper bound of its probability for
   the person's key. Only candidates are looked at exactly; results never depend on it. */
#include "agents/candidates.h"
#include "agents/search.h"
#include "core/memory.h"
#include "core/screen_lanes.h"
#include "model/internal.h"
#include "processes/separations/separations.h"
#include <string.h>

_Static_assert(CANDIDATE_ROWS == SCREEN_ROWS && STRIP_BLOCK % CANDIDATE_ROWS == 0, "a group is screened at once");

enum status screen_create(struct world *world, struct error *error)
{
    size_t groups = (world->persons.count + CANDIDATE_ROWS - 1) / CANDIDATE_ROWS;
    if (memory_new(&world->candidates, groups, sizeof *world->candidates, error) != STATUS_OK ||
        memory_new(&world->touched, groups, sizeof *world->touched, error) != STATUS_OK ||
        memory_new(&world->renewed, groups, sizeof *world->renewed, error) != STATUS_OK)
        return error->status;
    return memory_new(&world->limits, SCREEN_KEYS, sizeof *world->limits, error);
}

static uint32_t bound_of(const struct screen_bounds *bounds, int class, unsigned traits, unsigned search,
                         unsigned separation, enum lane lane)
{
    if (lane == LANE_SEARCH)
        return bounds->search[class][search];
    if (lane == LANE_SEPARATION && class == CLASS_PERMANENT)
        return bounds->separation[separation];
    return bounds->lane[class][traits][lane];
}

void screen_limits(struct world *world)
{
    for (int class = 0; class < CLASSES; class ++)
        for (unsigned separation = 0; separation < (class == CLASS_PERMANENT ? SEPARATION_LEVELS : 1u); separation++)
            for (unsigned traits = 0; traits < TRAITS; traits++)
                for (unsigned search = 0; search < SEARCH_LEVELS; search++) {
                    uint16_t *limits = world->limits[screen_key((enum screen_class) class, traits, search, separation)];
                    for (int lane = 0; lane < LANES; lane++)
                        limits[lane] =
                            (uint16_t)(bound_of(&world->bounds, class, traits, search, separation, (enum lane)lane) >>
                                       16);
                }
}

static enum screen_class class_of(const struct persons *p, uint32_t row)
{
    static const uint8_t classes[ACTIVITY_COUNT] = {CLASS_OUT,    CLASS_PERMANENT, CLASS_UNEMPLOYED, CLASS_SICK,
                                                    CLASS_CARING, CLASS_OTHER,     CLASS_STUDENT};
    if (p->activity[row] == ACTIVITY_EMPLOYED && p->job_contract[row] == CONTRACT_TEMPORARY)
        return CLASS_TEMPORARY;
    if (p->activity[row] == ACTIVITY_SEARCHING && is_jsa(p->claim[row]))
        return CLASS_CLAIMANT;
    return (enum screen_class)classes[p->activity[row]];
}

uint16_t screen_key_of(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    enum screen_class class = class_of(p, row);
    if (class == CLASS_OUT)
        return 0;
    unsigned traits =
        (p->health[row] > 0 ? TRAIT_ILL : 0u) | (p->housing[row] > 0 || p->confidence[row] > 0 ? TRAIT_LOW : 0u);
    return screen_key(class, traits, search_level(search_tables_of(world, row), p, row, class, world->week),
                      class == CLASS_PERMANENT ? separations_level(world, row) : 0);
}

/* Persons whom last week has touched, and those whose tenure has grown since they were put into their level. */
static uint64_t due(const struct world *world, uint32_t group)
{
    return world->touched[group] | world->renewed[group] | world->candidates[group].lane[LANE_SEPARATION];
}

static void renew_keys(const struct world *world, uint32_t group, uint32_t last)
{
    uint64_t rows = due(world, group);
    for (rows = world->keys_stale ? UINT64_MAX : rows; rows; rows &= rows - 1) {
        uint32_t row = group * CANDIDATE_ROWS + (uint32_t)__builtin_ctzll(rows);
        if (row >= last)
            break;
        world->persons.key[row] = screen_key_of(world, row);
    }
    world->touched[group] = world->renewed[group] = 0;
}

/* The phases that follow the screen on the same rows will look at those. */
static void ask(const struct world *world, uint32_t group)
{
    const uint64_t *lane = world->candidates[group].lane;
    candidates_ask_rows(world, group,
                        lane[LANE_HEALTH] | lane[LANE_FAMILY] | lane[LANE_MOVES] | lane[LANE_SEPARATION] |
                            lane[LANE_CLAIM] | lane[LANE_BARRIERS]);
}

void screen_strip(struct world *world, struct strip *strip)
{
    uint32_t last = strip->to;
    for (uint32_t row = strip->from; row < last; row += CANDIDATE_ROWS) {
        uint32_t group = row / CANDIDATE_ROWS;
        if (row + CANDIDATE_ROWS < last)
            candidates_ask_rows(world, group + 1, due(world, group + 1));
        renew_keys(world, group, last);
        if (world->no_screen)
            memset(&world->candidates[group], UINT8_MAX, sizeof world->candidates[group]);
        else
            screen_lanes(world->key, world->persons.id + row, world->week, PURPOSE_SCREEN, world->persons.key + row,
                         (const uint16_t(*)[LANES])world->limits, world->candidates[group].lane,
                         strip->draws + (row - strip->from));
        ask(world, group);
    }
    strip->drawn_from = strip->from;
    strip->drawn_to = world->no_screen ? strip->from : last;
}

/* Whether the bounds that a key stands for hold for what the person is now. */
static bool is_covered(const struct world *world, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct search_tables *search = search_tables_of(world, row);
    const unsigned rows_of_kind = TRAITS * SEARCH_LEVELS;
    unsigned kept = p->key[row], now = screen_key_of(world, row);
    unsigned kind = kept / rows_of_kind, traits = kept / SEARCH_LEVELS % TRAITS, level = kept % SEARCH_LEVELS;
    unsigned permanent = CLASSES - 1; /* the first of those kinds */
    bool same_kind = kind == now / rows_of_kind || (now / rows_of_kind >= permanent && kind > now / rows_of_kind);
    int32_t rate = search_lifted(search, search_log_rate(search, p, row, world->week), p->contact[row]);
    return same_kind && (now / SEARCH_LEVELS % TRAITS & ~traits) == 0 &&
           rate <= search_bound(search, class_of(p, row), level);
}

#define KEYS_EVERY 4 /* weeks; it takes longer than the week itself */

enum status screen_check(const struct world *world, struct error *error)
{
    if (world->week % KEYS_EVERY != 0)
        return STATUS_OK;
    for (uint32_t row = 0; row < world->present; row++) {
        uint64_t renewed = world->touched[row / CANDIDATE_ROWS] | world->renewed[row / CANDIDATE_ROWS];
        if (!(renewed & candidates_bit(row)) && !is_covered(world, row))
            return error_set(error, STATUS_FAILED,
                             "week %d: person %u has key %u, which does not bound key %u; something changes hazards "
                             "without candidates_renew()",
                             (int)world->week, (unsigned)world->persons.id[row], (unsigned)world->persons.key[row],
                             (unsigned)screen_key_of(world, row));
    }
    return STATUS_OK;
}
