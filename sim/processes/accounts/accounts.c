#include "processes/accounts/accounts.h"
#include "agents/income.h"
#include "agents/life.h"
#include "core/memory.h"
#include <string.h>

enum status accounts_prepare(struct world *world, struct error *error)
{
    struct accounts_tables *tables = world->tables[TABLE_ACCOUNTS];
    const struct accounts_params *rates = &world->rules[0].accounts;
    if (!tables) {
        if (memory_new(&tables, 1, sizeof *tables, error) != STATUS_OK)
            return error->status;
        world->tables[TABLE_ACCOUNTS] = tables;
        tables->rates = *rates;
    }
    tables->changed = memcmp(&tables->rates, rates, sizeof *rates) != 0;
    tables->rates = *rates;
    return STATUS_OK;
}

/* New rates: everybody's accounts from nothing. */
static void settle_all(const struct world *world, struct strip *strip)
{
    if (strip->from == strip->first)
        memset(strip->stock + world->count_offset[COUNT_accounts], 0,
               world->n_areas * ACCOUNT_COUNT * sizeof *strip->stock);
    for (uint32_t row = strip->from; row < strip->to; row++)
        if (world->persons.activity[row] != ACTIVITY_OUT)
            life_contribute_accounts(world, strip, row, world->week, +1);
}

/* A birthday that counts, the end of a sanction, or of the first phase of an ESA claim. */
static bool time_changes(const struct persons *p, uint32_t row, int32_t week)
{
    return (week - p->birth_week[row] == INCOME_ADULT_WEEKS) | (week - p->child_birth_week[row] == INCOME_CHILD_WEEKS) |
           (p->sanction_until[row] == week) | (week - p->state_since[row] == INCOME_ESA_PHASE_WEEKS);
}

#define LOOK_ROWS 64

/* One pass without branches over 16-bit numbers, which compilers turn into vector code. */
static bool any_time_changes(const struct persons *p, uint32_t first, uint32_t last, int32_t week)
{
    const int16_t *birth = p->birth_week + first, *child = p->child_birth_week + first;
    const int16_t *sanction = p->sanction_until + first, *state = p->state_since + first;
    const int16_t adult = (int16_t)(week - INCOME_ADULT_WEEKS), grown = (int16_t)(week - INCOME_CHILD_WEEKS);
    const int16_t phase = (int16_t)(week - INCOME_ESA_PHASE_WEEKS), now = (int16_t)week;
    int16_t any = 0;
    for (uint32_t i = 0; i < last - first; i++) {
        int16_t ages = (int16_t)((birth[i] == adult ? -1 : 0) | (child[i] == grown ? -1 : 0));
        int16_t ends = (int16_t)((sanction[i] == now ? -1 : 0) | (state[i] == phase ? -1 : 0));
        any = (int16_t)(any | ages | ends);
    }
    return any != 0;
}

static void settle_some(const struct world *world, struct strip *strip, uint32_t first, uint32_t last)
{
    const struct persons *p = &world->persons;
    for (uint32_t row = first; row < last; row++)
        if (time_changes(p, row, world->week) && p->activity[row] != ACTIVITY_OUT) {
            life_contribute_accounts(world, strip, row, world->week - 1, -1);
            life_contribute_accounts(world, strip, row, world->week, +1);
        }
}

void accounts_settle(struct world *world, struct strip *strip)
{
    const struct accounts_tables *tables = world->tables[TABLE_ACCOUNTS];
    const struct persons *p = &world->persons;
    if (tables->changed) {
        settle_all(world, strip);
        return;
    }
    if (world->week == 0)
        return;
    for (uint32_t row = strip->from; row < strip->to; row += LOOK_ROWS) {
        uint32_t last = strip->to - row < LOOK_ROWS ? strip->to : row + LOOK_ROWS;
        if (any_time_changes(p, row, last, world->week))
            settle_some(world, strip, row, last);
    }
}
