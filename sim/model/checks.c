/* Conservation laws, recounted from the persons themselves. Slow: for debug builds and tests. */
#include "agents/life.h"
#include "core/memory.h"
#include "model/internal.h"
#include <string.h>

static enum status check_persons(const struct model *self, struct error *error)
{
    const struct world *world = &self->world;
    const struct persons *p = &world->persons;
    int64_t inside = 0, jobs = 0, employed = 0;
    for (uint32_t row = 0; row < world->present; row++) {
        inside += p->activity[row] != ACTIVITY_OUT;
        employed += p->activity[row] == ACTIVITY_EMPLOYED;
    }
    for (size_t i = 0; i < world->n_areas * SECTOR_COUNT; i++)
        jobs += world->totals[world->count_offset[COUNT_jobs] + i];
    int64_t expected = world->area_first[world->n_areas];
    if (inside != expected)
        return error_set(error, STATUS_FAILED, "week %d: %lld persons of 16-64, %lld expected", (int)world->week,
                         (long long)inside, (long long)expected);
    if (jobs != employed)
        return error_set(error, STATUS_FAILED, "week %d: %lld filled jobs, %lld employed persons", (int)world->week,
                         (long long)jobs, (long long)employed);
    return STATUS_OK;
}

/* Every stock recounted from the columns must equal the one kept by changes. */
static enum status check_stocks(const struct model *self, struct error *error)
{
    const struct world *world = &self->world;
    struct strip scratch;
    memset(&scratch, 0, sizeof scratch);
    if (memory_new(&scratch.stock, world->stock_cells, sizeof(int64_t), error) != STATUS_OK)
        return error->status;
    for (uint32_t row = 0; row < world->persons.count; row++)
        life_contribute(world, &scratch, row, +1);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < world->stock_cells && status == STATUS_OK; i++)
        if (scratch.stock[i] != world->totals[i])
            status = error_set(error, STATUS_FAILED, "week %d: stock cell %zu is %lld by changes, %lld recounted",
                               (int)world->week, i, (long long)world->totals[i], (long long)scratch.stock[i]);
    memory_free(scratch.stock);
    return status;
}

/* In every area what persons have is what they earn less what they pay, and what they are given. */
static enum status check_incomes(const struct model *self, struct error *error)
{
    const struct world *world = &self->world;
    for (size_t area = 0; area < world->n_areas; area++) {
        const int64_t *money = world->totals + world->count_offset[COUNT_accounts] + area * ACCOUNT_COUNT;
        int64_t net = money[ACCOUNT_GROSS_PAY] - money[ACCOUNT_INCOME_TAX] - money[ACCOUNT_EMPLOYEE_NI];
        for (int account = ACCOUNT_JSA; account < ACCOUNT_NET_INCOME; account++)
            net += money[account];
        if (net != money[ACCOUNT_NET_INCOME])
            return error_set(error, STATUS_FAILED,
                             "week %d: %s has net incomes of %lld pence; pay, taxes and benefits make %lld",
                             (int)world->week, world->region->areas[area].name, (long long)money[ACCOUNT_NET_INCOME],
                             (long long)net);
    }
    return STATUS_OK;
}

/* Those among whom time was shared out. */
static int64_t sharers(const struct share_histogram *histogram)
{
    int64_t count = 0;
    for (size_t g = 0; g < SHARE_GROUPS; g++) {
        count += histogram->worthless[g];
        for (size_t b = 0; b < SHARE_BINS; b++)
            count += histogram->clients[g][b];
    }
    return count;
}

/* Vacancies: opened less filled and withdrawn; hires equal filled vacancies; contact time given out is what there was,
   but for less than a second a client, or every client is at a bound. */
static enum status check_flows(const struct model *self, struct error *error)
{
    const struct world *world = &self->world;
    const int64_t *week = world->last_week;
    int64_t open = 0, filled = 0, hires = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct jobcentre *centre = &world->jobcentres[area];
        for (size_t k = 0; k < SECTOR_COUNT; k++)
            open += world->vacancies.open[area * SECTOR_COUNT + k];
        filled += week[world->count_offset[COUNT_vacancies_filled] + area];
        for (size_t k = 0; k < HIRE_FROM_COUNT; k++)
            hires += week[world->count_offset[COUNT_hires] + area * HIRE_FROM_COUNT + k];
        int64_t clients = sharers(&centre->histogram);
        int64_t had = week[world->count_offset[COUNT_adviser_seconds] + area];
        int64_t gave = week[world->count_offset[COUNT_contact_seconds] + area];
        bool spare = clients == 0 || centre->result.spare;
        if (gave > had || (!spare && had - gave > clients))
            return error_set(
                error, STATUS_FAILED, "week %d: %s had %lld seconds of contact time for %lld clients and gave %lld",
                (int)world->week, world->region->areas[area].name, (long long)had, (long long)clients, (long long)gave);
    }
    int64_t slots = 0;
    for (uint32_t i = 0; i < world->vacancies.first[world->n_areas * BAND_COUNT]; i++)
        slots += vacancy_is_open(&world->vacancies, i);
    if (open != slots || filled != hires)
        return error_set(error, STATUS_FAILED,
                         "week %d: %lld open vacancies counted, %lld found; %lld vacancies filled, %lld persons hired",
                         (int)world->week, (long long)open, (long long)slots, (long long)filled, (long long)hires);
    return STATUS_OK;
}

enum status check_conservation(const struct model *self, struct error *error)
{
    if (check_persons(self, error) != STATUS_OK || check_stocks(self, error) != STATUS_OK ||
        check_incomes(self, error) != STATUS_OK)
        return error->status;
    return check_flows(self, error);
}

/* Columns are looked at every so many weeks, since it takes longer than the week itself. */
#define COLUMNS_EVERY 8

/* FNV-1a over the words of a column; columns end with whole groups of rows. */
static uint64_t column_sum(const struct world *world, const struct column *column)
{
    const char *bytes;
    memcpy(&bytes, (const char *)&world->persons + column->offset, sizeof bytes);
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < world->persons.count * column->size; i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        sum = (sum ^ word) * 1099511628211u;
    }
    return sum;
}

bool check_columns_due(const struct model *self)
{
    return self->world.week % COLUMNS_EVERY == 0;
}

void check_columns_before(struct model *self)
{
    size_t count;
    const struct column *columns = columns_all(&count);
    for (size_t i = 0; i < count; i++)
        self->column_sums[i] = column_sum(&self->world, &columns[i]);
}

static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(list, name); at; at = strstr(at + 1, name))
        if ((at == list || at[-1] == ' ') && at[length] == ' ')
            return true;
    return false;
}

enum status check_columns_after(const struct model *self, const char *process, const char *writes, struct error *error)
{
    size_t count;
    const struct column *columns = columns_all(&count);
    for (size_t i = 0; i < count; i++)
        if (!is_listed(writes, columns[i].name) && column_sum(&self->world, &columns[i]) != self->column_sums[i])
            return error_set(error, STATUS_FAILED,
                             "week %d: %s wrote the column %s, which its row in the schedule does not name",
                             (int)self->world.week, process, columns[i].name);
    return STATUS_OK;
}
