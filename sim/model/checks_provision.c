/* Journeys, payments and providers' cash, recounted. Slow: for debug builds and tests. */
#include "core/memory.h"
#include "model/internal.h"

/* Every journey belongs to the person who names it, and to no other. */
static enum status check_journeys(const struct world *world, struct error *error)
{
    const struct persons *p = &world->persons;
    size_t listed = 0, named = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++)
            listed += p->journey[world->strips[s].journeys[i].row] == i + 1;
    size_t journeys = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        journeys += world->strips[s].n_journeys;
    for (uint32_t row = 0; row < world->present; row++)
        named += p->journey[row] != 0;
    if (listed != journeys || named != journeys)
        return error_set(error, STATUS_FAILED,
                         "week %d: %zu journeys, of which %zu are named by their person; %zu persons name one",
                         (int)world->week, journeys, listed, named);
    return STATUS_OK;
}

/* The ledger's rows of the week add up to the series, to the penny. */
static enum status check_ledger(const struct world *world, struct error *error)
{
    int64_t streams[STREAM_COUNT] = {0}, providers[PROVIDER_COUNT] = {0}, events[PAYMENT_COUNT] = {0};
    for (size_t s = 0; s < world->n_strips; s++)
        for (size_t i = 0; i < world->strips[s].n_payments; i++) {
            const struct payment_row *row = &world->strips[s].payments[i];
            if (row->week != world->week)
                continue;
            streams[row->stream] += row->pence;
            providers[row->provider] += row->pence;
            events[row->event] += row->pence;
        }
    const int64_t *week = world->last_week;
    for (size_t area = 0; area < world->n_areas; area++) {
        for (size_t k = 0; k < STREAM_COUNT; k++)
            streams[k] -= week[world->count_offset[COUNT_payments_by_stream] + area * STREAM_COUNT + k];
        for (size_t k = 0; k < PROVIDER_COUNT; k++)
            providers[k] -= week[world->count_offset[COUNT_payments_by_provider] + area * PROVIDER_COUNT + k];
        for (size_t k = 0; k < PAYMENT_COUNT; k++)
            events[k] -= week[world->count_offset[COUNT_payments] + area * PAYMENT_COUNT + k];
    }
    int64_t off = 0;
    for (size_t k = 0; k < STREAM_COUNT; k++)
        off = streams[k] ? streams[k] : off;
    for (size_t k = 0; k < PROVIDER_COUNT; k++)
        off = providers[k] ? providers[k] : off;
    for (size_t k = 0; k < PAYMENT_COUNT; k++)
        off = events[k] ? events[k] : off;
    return off == 0 ? STATUS_OK
                    : error_set(error, STATUS_FAILED,
                                "week %d: the ledger differs from the series of payments by %lld pence",
                                (int)world->week, (long long)off);
}

/* Cash changes by what was paid in less what was spent; budgets are never overdrawn. */
static enum status check_cash(struct model *self, struct error *error)
{
    const struct world *world = &self->world;
    size_t offices = world->n_areas * PROVIDER_COUNT;
    int64_t passed_on = 0;
    if (!self->cash_before && memory_new(&self->cash_before, offices, sizeof(int64_t), error) != STATUS_OK)
        return error->status;
    for (size_t k = 0; k < offices; k++) {
        int64_t change = world->offices[k].cash - self->cash_before[k];
        int64_t paid = world->last_week[world->count_offset[COUNT_payments_by_provider] + k];
        int64_t spent = world->last_week[world->count_offset[COUNT_provider_cost] + k];
        int64_t passed = world->last_week[world->count_offset[COUNT_subcontracted] + k];
        if (change != paid + passed - spent)
            return error_set(error, STATUS_FAILED,
                             "week %d: provider %zu was paid %lld pence, got %lld from others and spent %lld, but its "
                             "cash changed by "
                             "%lld",
                             (int)world->week, k, (long long)paid, (long long)passed, (long long)spent,
                             (long long)change);
        passed_on += passed;
        self->cash_before[k] = world->offices[k].cash;
    }
    if (passed_on != 0)
        return error_set(error, STATUS_FAILED, "week %d: providers passed on %lld pence that none of them received",
                         (int)world->week, (long long)-passed_on);
    for (size_t k = 0; k < world->n_areas * STREAM_COUNT; k++)
        if (world->funds[k].left < 0)
            return error_set(error, STATUS_FAILED, "week %d: budget %zu is overdrawn by %lld pence", (int)world->week,
                             k, (long long)-world->funds[k].left);
    return STATUS_OK;
}

enum status check_provision(struct model *self, struct error *error)
{
    if (check_journeys(&self->world, error) != STATUS_OK || check_ledger(&self->world, error) != STATUS_OK)
        return error->status;
    return check_cash(self, error);
}
