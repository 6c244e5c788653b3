#include "processes/accounts/accounts.h"
#include "agents/income.h"
#include "agents/life.h"
#include "core/masks.h"
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

/* Bit i: for the i-th person a birthday counts, or a sanction or the first phase of an ESA claim ends. */
static uint64_t time_changes(const struct persons *p, uint32_t first, int32_t week)
{
    uint64_t ages = mask_equal(p->birth_week + first, (int16_t)(week - INCOME_ADULT_WEEKS)) |
                    mask_equal(p->child_birth_week + first, (int16_t)(week - INCOME_CHILD_WEEKS));
    uint64_t phase = mask_equal(p->state_since + first, (int16_t)(week - INCOME_ESA_PHASE_WEEKS)) &
                     mask_between(p->claim + first, CLAIM_ESA, CLAIM_ESA);
    return ages | phase | mask_equal(p->sanction_until + first, (int16_t)week);
}

static void settle(const struct world *world, struct strip *strip, uint32_t row)
{
    if (world->persons.activity[row] == ACTIVITY_OUT)
        return;
    life_contribute_accounts(world, strip, row, world->week - 1, -1);
    life_contribute_accounts(world, strip, row, world->week, +1);
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
    /* Persons who have not entered are out: whole groups can be looked at. */
    for (uint32_t first = strip->from; first < strip->to; first += MASK_ROWS)
        for (uint64_t found = time_changes(p, first, world->week); found; found &= found - 1)
            settle(world, strip, first + (uint32_t)__builtin_ctzll(found));
}
