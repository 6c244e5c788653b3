/* routeway inspect FILE --funnel: from referral to payment, by payment group, stream, service and provider. */
#include "agents/axes.h"
#include "cli/inspect.h"
#include "core/memory.h"
#include "record/targets.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

#define MOST_CELLS 16
#define PENCE_A_MILLION 1e8
#define PROGRAMME_IDS "WP" /* sources of the Work Programme's figures */

/* A column of a table: a measure over weeks, or that measure over another, or both together. */
struct funnel_column {
    const char *title;
    const char *measure, *over, *plus; /* NULL for none */
    double factor;
    size_t follow_up; /* weeks that must have been recorded after a cohort's */
    int decimals;
};

struct funnel_table {
    const char *name, *heading;
    const struct axis *axis;
    const struct funnel_column *columns;
    size_t n_columns;
};

static const struct funnel_column group_columns[] = {
    {"referred", "cohort_referred", NULL, NULL, 1, 0, 0},
    {"attached %", "cohort_attached", "cohort_referred", NULL, 100, 0, 1},
    {"outcome by 52 wk %", "cohort_outcome_52", "cohort_referred", NULL, 100, 52, 1},
    {"by 104 wk %", "cohort_outcome_104", "cohort_referred", NULL, 100, 104, 1},
    {"outcomes", "job_outcomes", NULL, NULL, 1, 0, 0},
    {"sustainments", "sustainments", NULL, NULL, 1, 0, 0},
    {"paid GBP m", "payments_by_group", NULL, NULL, 1 / PENCE_A_MILLION, 0, 1},
};
static const struct funnel_column stream_columns[] = {
    {"referred", "referrals", NULL, NULL, 1, 0, 0},
    {"started", "journey_starts", NULL, NULL, 1, 0, 0},
    {"weeks waited", "weeks_waited", "journey_starts", NULL, 1, 0, 1},
    {"paid GBP m", "payments_by_stream", NULL, NULL, 1 / PENCE_A_MILLION, 0, 1},
    {"unspent GBP m", "unspent", NULL, NULL, 1 / PENCE_A_MILLION, 0, 1},
};
static const struct funnel_column service_columns[] = {
    {"started", "services_started", NULL, NULL, 1, 0, 0},
    {"completed", "services_completed", NULL, NULL, 1, 0, 0},
    {"dropped", "services_dropped", NULL, NULL, 1, 0, 0},
};
static const struct funnel_column provider_columns[] = {
    {"paid GBP m", "payments_by_provider", NULL, NULL, 1 / PENCE_A_MILLION, 0, 1},
    {"kept GBP m", "payments_by_provider", NULL, "subcontracted", 1 / PENCE_A_MILLION, 0, 1},
    {"spent GBP m", "provider_cost", NULL, NULL, 1 / PENCE_A_MILLION, 0, 1},
    {"minutes a client", "provider_contact", "provider_clients", NULL, 1 / 60.0, 0, 1},
    {"at minimum %", "provider_clients_at_minimum", "provider_clients", NULL, 100, 0, 1},
};
static const struct funnel_column end_columns[] = {{"journeys", "journey_ends", NULL, NULL, 1, 0, 0}};

#define TABLE(name, heading, axis, columns)                                                                            \
    {                                                                                                                  \
        name, heading, &axis, columns, sizeof columns / sizeof columns[0]                                              \
    }
static const struct funnel_table tables[] = {
    TABLE("payment_groups", "Work Programme", axis_payment_group, group_columns),
    TABLE("streams", "funding stream", axis_stream, stream_columns),
    TABLE("services", "service", axis_service, service_columns),
    TABLE("providers", "provider", axis_provider, provider_columns),
    TABLE("journey_ends", "end of journeys", axis_journey_end, end_columns),
};
#define TABLES (sizeof tables / sizeof tables[0])

/* Sums by cell over areas and weeks, of real persons or pounds; the mean of the replicates. */
static enum status sum_up(struct result *result, const char *name, size_t follow_up, size_t cells,
                          double sums[MOST_CELLS], struct error *error)
{
    struct result_array array = {0};
    enum status status = result_measure(result, name, &array, error);
    for (size_t c = 0; c < MOST_CELLS; c++)
        sums[c] = 0;
    size_t weeks = result_weeks(result), areas = result_array_extent(&array, RESULT_DIM_AREA);
    size_t replicates = result_replicates(result);
    if (status == STATUS_OK && array.count != replicates * weeks * areas * cells)
        status = error_set(error, STATUS_BAD_DATA, "%s: %s has other cells than this program knows",
                           result_path(result), name);
    double whole = (double)replicates * result_number(result, RESULT_SCALE);
    for (size_t i = 0; status == STATUS_OK && i < array.count; i++)
        if (i / (areas * cells) % weeks + follow_up < weeks)
            sums[i % cells] += array.values[i] / whole;
    result_array_clear(&array);
    return status;
}

/* values: [columns][cells]; NAN where there is nothing to divide by. */
static enum status fill(struct result *result, const struct funnel_table *table, double values[][MOST_CELLS],
                        struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t k = 0; status == STATUS_OK && k < table->n_columns; k++) {
        const struct funnel_column *column = &table->columns[k];
        double over[MOST_CELLS] = {0}, plus[MOST_CELLS] = {0};
        status = sum_up(result, column->measure, column->follow_up, table->axis->count, values[k], error);
        if (status == STATUS_OK && column->over)
            status = sum_up(result, column->over, column->follow_up, table->axis->count, over, error);
        if (status == STATUS_OK && column->plus)
            status = sum_up(result, column->plus, column->follow_up, table->axis->count, plus, error);
        for (size_t c = 0; status == STATUS_OK && c < table->axis->count; c++) {
            values[k][c] = (values[k][c] + plus[c]) * column->factor;
            if (column->over)
                values[k][c] = over[c] > 0 ? values[k][c] / over[c] : (double)NAN;
        }
    }
    return status;
}

static void print_table(const struct funnel_table *table, double values[][MOST_CELLS], FILE *out)
{
    (void)fprintf(out, "%-32s", table->heading);
    for (size_t k = 0; k < table->n_columns; k++)
        (void)fprintf(out, " %18s", table->columns[k].title);
    (void)fprintf(out, "\n");
    for (size_t c = 0; c < table->axis->count; c++) {
        (void)fprintf(out, "%-32s", table->axis->labels[c]);
        for (size_t k = 0; k < table->n_columns; k++)
            if (isnan(values[k][c]))
                (void)fprintf(out, " %18s", "-");
            else
                (void)fprintf(out, " %18.*f", table->columns[k].decimals, values[k][c]);
        (void)fprintf(out, "\n");
    }
    (void)fprintf(out, "\n");
}

static json_t *table_json(const struct funnel_table *table, double values[][MOST_CELLS])
{
    json_t *rows = json_array();
    for (size_t c = 0; rows && c < table->axis->count; c++) {
        json_t *row = json_pack("{s:s}", "label", table->axis->labels[c]);
        for (size_t k = 0; row && k < table->n_columns; k++)
            (void)json_object_set_new(row, table->columns[k].title,
                                      isnan(values[k][c]) ? json_null() : json_real(values[k][c]));
        (void)json_array_append_new(rows, row);
    }
    return rows;
}

/* The published figures of the programme beside the model's. */
static enum status print_published(struct result *result, FILE *out, json_t *root, struct error *error)
{
    size_t count;
    double *values = NULL;
    const struct target *targets = targets_all(&count);
    enum status status = memory_new(&values, count, sizeof *values, error);
    if (status == STATUS_OK)
        status = targets_compute(result, values, error);
    json_t *rows = root ? json_array() : NULL;
    if (status == STATUS_OK && !root)
        (void)fprintf(out, "%-7s %-56s %12s %12s\n", "source", "published figure", "published", "model");
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        if (strncmp(targets[i].id, PROGRAMME_IDS, strlen(PROGRAMME_IDS)) != 0)
            continue;
        json_t *model = isnan(values[i]) ? json_null() : json_real(values[i]);
        if (rows)
            (void)json_array_append_new(rows,
                                        json_pack("{s:s, s:s, s:f, s:O}", "source", targets[i].id, "what",
                                                  targets[i].what, "published", targets[i].published, "model", model));
        else
            (void)fprintf(out, "%-7s %-56s %12.1f %12.1f\n", targets[i].id, targets[i].what, targets[i].published,
                          values[i]);
        json_decref(model);
    }
    if (rows)
        (void)json_object_set_new(root, "published", rows);
    memory_free(values);
    return status;
}

enum status inspect_funnel(struct result *result, bool json, FILE *out, struct error *error)
{
    double values[MOST_CELLS][MOST_CELLS];
    json_t *root = json ? json_object() : NULL;
    enum status status = STATUS_OK;
    for (size_t t = 0; status == STATUS_OK && t < TABLES; t++) {
        status = fill(result, &tables[t], values, error);
        if (status == STATUS_OK && root)
            (void)json_object_set_new(root, tables[t].name, table_json(&tables[t], values));
        else if (status == STATUS_OK)
            print_table(&tables[t], values, out);
    }
    if (status == STATUS_OK)
        status = print_published(result, out, root, error);
    if (status == STATUS_OK && root &&
        (json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) != 0 || fputc('\n', out) == EOF))
        status = error_set(error, STATUS_STORAGE, "the output could not be written");
    json_decref(root);
    return status;
}
