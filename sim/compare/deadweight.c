#include "compare/deadweight.h"
#include "agents/axes.h"
#include "compare/paired.h"
#include "core/memory.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define CHUNK 65536 /* rows of a table that are read at once */
#define COLUMNS 7
#define WEEK_DAYS 7

/* A person with a paid job outcome. Days since 1970-01-01. */
struct client {
    uint64_t key;        /* replicate and identity */
    int64_t from, until; /* the weeks of [from, until) */
    int64_t weeks, twin; /* weeks in work in them, in the run; days in work in the twin */
    uint32_t replicate, group;
    bool known; /* in the twin */
};

struct clients {
    struct client *items;
    size_t count, room;
    int64_t *columns; /* [COLUMNS][CHUNK] */
};

/* Rows of a table, some columns at a time; what is done with them. */
struct table_visit {
    const char *group;
    const char *columns[COLUMNS];
    enum status (*row)(struct clients *clients, const int64_t *cells, struct error *error);
};

static enum status visit_table(struct result *result, const struct table_visit *visit, struct clients *clients,
                               struct error *error)
{
    uint64_t rows = 0;
    enum status status = result_table_rows(result, visit->group, &rows, error);
    for (uint64_t first = 0; status == STATUS_OK && first < rows; first += CHUNK) {
        size_t count = rows - first < CHUNK ? (size_t)(rows - first) : CHUNK;
        for (size_t c = 0; status == STATUS_OK && c < COLUMNS && visit->columns[c]; c++)
            status = result_table_column(result, visit->group, visit->columns[c], first, count,
                                         clients->columns + c * CHUNK, error);
        for (size_t i = 0; status == STATUS_OK && i < count; i++)
            status = visit->row(clients, clients->columns + i, error);
    }
    return status;
}

static uint64_t key_of(const int64_t *cells)
{
    return (uint64_t)cells[0] << 32 | (uint64_t)cells[CHUNK];
}

enum { JOURNEY_GROUP = 2, JOURNEY_STARTED, JOURNEY_ENDED, JOURNEY_WEEKS, JOURNEY_PAID };

static enum status add_client(struct clients *clients, const int64_t *cells, struct error *error)
{
    int64_t group = cells[JOURNEY_GROUP * CHUNK];
    if (cells[JOURNEY_PAID * CHUNK] != TOGGLE_ON)
        return STATUS_OK;
    if (group < 0 || group >= PAYMENT_GROUP_COUNT)
        return error_set(error, STATUS_BAD_DATA, "a journey has the payment group %lld, which there is not",
                         (long long)group);
    if (memory_grow(&clients->items, &clients->room, clients->count + 1, sizeof *clients->items, error) != STATUS_OK)
        return error->status;
    clients->items[clients->count++] =
        (struct client){key_of(cells),
                        cells[JOURNEY_STARTED * CHUNK],
                        cells[JOURNEY_ENDED * CHUNK] + WEEK_DAYS, /* the week of the end has been counted */
                        cells[JOURNEY_WEEKS * CHUNK],
                        0,
                        (uint32_t)cells[0],
                        (uint32_t)group,
                        false};
    return STATUS_OK;
}

static int by_key(const void *left, const void *right)
{
    const struct client *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

/* The first client of a person, or the end. */
static size_t find(const struct clients *clients, uint64_t key)
{
    size_t low = 0, high = clients->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (clients->items[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum status know(struct clients *clients, const int64_t *cells, struct error *error)
{
    (void)error;
    uint64_t key = key_of(cells);
    for (size_t i = find(clients, key); i < clients->count && clients->items[i].key == key; i++)
        clients->items[i].known = true;
    return STATUS_OK;
}

enum { SPELL_STATE = 2, SPELL_START, SPELL_END };

static enum status add_work(struct clients *clients, const int64_t *cells, struct error *error)
{
    (void)error;
    uint64_t key = key_of(cells);
    if (cells[SPELL_STATE * CHUNK] != STATE_EMPLOYED)
        return STATUS_OK;
    for (size_t i = find(clients, key); i < clients->count && clients->items[i].key == key; i++) {
        struct client *client = &clients->items[i];
        int64_t start = cells[SPELL_START * CHUNK], end = cells[SPELL_END * CHUNK];
        start = start > client->from ? start : client->from;
        end = end < client->until ? end : client->until;
        client->twin += end > start ? end - start : 0;
    }
    return STATUS_OK;
}

static const struct table_visit journeys = {
    RESULT_GROUP_JOURNEYS,
    {"replicate", "person", "payment_group", "started", "end", "weeks_worked", "job_outcome"},
    add_client};
static const struct table_visit people = {RESULT_GROUP_PEOPLE, {"replicate", "person"}, know};
static const struct table_visit spells = {
    RESULT_GROUP_SPELLS, {"replicate", "person", "state", "start", "end"}, add_work};

/* Nobody starts provision in the twin. */
static enum status check_twin(struct result *twin, struct error *error)
{
    struct result_array starts = {0};
    double sum = 0;
    enum status status = result_measure(twin, "journey_starts", &starts, error);
    for (size_t i = 0; status == STATUS_OK && i < starts.count; i++)
        sum += starts.values[i];
    result_array_clear(&starts);
    if (status == STATUS_OK && sum > 0)
        return error_set(error, STATUS_BAD_DATA,
                         "%s has provision: %.0f persons start. Deadweight needs a twin without any, such as one of "
                         "scenarios/no-provision.cfg",
                         result_path(twin), sum);
    return status;
}

static enum status check_run(struct result *run, struct error *error)
{
    uint64_t persons = 0;
    enum status status = result_table_rows(run, RESULT_GROUP_PEOPLE, &persons, error);
    if (status == STATUS_OK && persons == 0)
        return error_set(error, STATUS_BAD_DATA, "%s records nobody's spells: run it with --spells 1",
                         result_path(run));
    return status;
}

static enum status load(struct result *run, struct result *twin, struct clients *clients, struct error *error)
{
    enum status status = check_run(run, error);
    if (status == STATUS_OK)
        status = check_twin(twin, error);
    if (status == STATUS_OK)
        status = memory_new(&clients->columns, (size_t)COLUMNS * CHUNK, sizeof *clients->columns, error);
    if (status == STATUS_OK)
        status = visit_table(run, &journeys, clients, error);
    if (status == STATUS_OK && clients->count > 1)
        qsort(clients->items, clients->count, sizeof *clients->items, by_key);
    if (status == STATUS_OK)
        status = visit_table(twin, &people, clients, error);
    if (status == STATUS_OK)
        status = visit_table(twin, &spells, clients, error);
    for (size_t i = 0; status == STATUS_OK && i < clients->count; i++)
        if (!clients->items[i].known || clients->items[i].replicate >= result_replicates(run))
            status =
                error_set(error, STATUS_BAD_DATA,
                          "person %u of replicate %u is not among the recorded persons of %s: run both with the "
                          "same --spells",
                          (unsigned)clients->items[i].key, (unsigned)clients->items[i].replicate, result_path(twin));
    return status;
}

static bool as_long(const struct client *client)
{
    return client->twin >= client->weeks * WEEK_DAYS;
}

/* Of one group, or of all. values: [3][replicates]: the shares of the replicates that have persons, nothing, scratch.
 */
static void sum_up(const struct clients *clients, size_t group, size_t replicates, double *values,
                   struct deadweight_row *row)
{
    size_t n = 0;
    for (size_t r = 0; r < replicates; r++) {
        uint64_t persons = 0, same = 0;
        for (size_t i = 0; i < clients->count; i++) {
            const struct client *client = &clients->items[i];
            if (client->replicate != r || (group < PAYMENT_GROUP_COUNT && client->group != group))
                continue;
            persons++;
            same += as_long(client);
        }
        row->persons += persons;
        values[replicates + r] = 0;
        if (persons > 0)
            values[n++] = (double)same / (double)persons;
    }
    row->share = row->low = row->high = NAN;
    if (n == 0)
        return;
    struct paired paired = paired_difference(values + replicates, values, values + 2 * replicates, n);
    row->share = paired.level_b;
    row->low = paired.low;
    row->high = paired.high;
}

enum status deadweight_rows(struct result *run, struct result *twin, struct deadweight_row **rows, size_t *count,
                            struct error *error)
{
    struct clients clients = {NULL, 0, 0, NULL};
    double *values = NULL;
    size_t replicates = result_replicates(run);
    enum status status = load(run, twin, &clients, error);
    if (status == STATUS_OK)
        status = memory_new(&values, 3 * replicates, sizeof *values, error);
    if (status == STATUS_OK)
        status = memory_new(rows, PAYMENT_GROUP_COUNT + 1, sizeof **rows, error);
    for (size_t g = 0; status == STATUS_OK && g <= PAYMENT_GROUP_COUNT; g++) {
        (*rows)[g].group = g < PAYMENT_GROUP_COUNT ? axis_payment_group.labels[g] : "all";
        sum_up(&clients, g, replicates, values, &(*rows)[g]);
    }
    *count = status == STATUS_OK ? PAYMENT_GROUP_COUNT + 1 : 0;
    memory_free(values);
    memory_free(clients.columns);
    memory_free(clients.items);
    return status;
}
