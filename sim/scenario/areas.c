#include "core/memory.h"
#include "scenario/nearest.h"
#include "scenario/region_parts.h"
#include <string.h>

/* The columns that are read. Percentages become shares; industries stand in the order of axis_sector. */
enum wanted {
    W_CODE,
    W_NAME,
    W_POPULATION,
    W_YOUNG,
    W_EMPLOYMENT,
    W_UNEMPLOYMENT,
    W_CLAIMANTS,
    W_SICK,
    W_NO_QUALIFICATIONS,
    W_LEVEL4,
    W_PAY,
    W_INDUSTRY,
    W_COUNT = W_INDUSTRY + SECTOR_COUNT
};

static const char *const names[W_COUNT] = {"gss_code",
                                           "name",
                                           "population_16_64",
                                           "population_16_24",
                                           "employment_rate_16_64_2011",
                                           "unemployment_rate_model_2011",
                                           "claimant_rate_16_64_2007",
                                           "census_long_term_sick_share",
                                           "no_qualifications_share",
                                           "level4_plus_share",
                                           "median_weekly_pay_2011",
                                           "ind_agriculture",
                                           "ind_mining_energy_water",
                                           "ind_manufacturing",
                                           "ind_construction",
                                           "ind_retail_wholesale",
                                           "ind_transport_storage",
                                           "ind_accommodation_food",
                                           "ind_information_comms",
                                           "ind_finance_insurance",
                                           "ind_property_professional_admin",
                                           "ind_public_admin_defence",
                                           "ind_education",
                                           "ind_health_social_work",
                                           "ind_arts_other"};

/* Scotland and England publish rurality and deprivation under different schemes: either will do. */
enum { RURAL_SCOTLAND_5, RURAL_SCOTLAND_6, URBAN_ENGLAND, DEPRIVED_SCOTLAND, DEPRIVED_ENGLAND, EITHER_COUNT };
static const char *const either_names[EITHER_COUNT] = {"urban_rural_6fold_5_pct", "urban_rural_6fold_6_pct",
                                                       "urban_share_lsoa_ruc2011", "simd2012_share_dz_20pct",
                                                       "imd2010_share_lsoa_20pct"};

struct columns {
    size_t wanted[W_COUNT];
    size_t either[EITHER_COUNT];
};

static void complain_missing(const struct csv *table, struct problems *problems, const char *name)
{
    struct nearest nearest = {.wanted = name};
    for (size_t i = 0; i < table->n_columns; i++)
        nearest_offer(&nearest, table->header[i]);
    struct problem *problem = csv_complain(table, problems, CSV_NONE, CSV_NONE, "a required column is missing");
    problem_allowed(problem, "a column named %s", name);
    problem_nearest(problem, nearest_name(&nearest));
}

static bool find_columns(const struct csv *table, struct columns *columns, struct problems *problems)
{
    size_t before = problems->errors;
    for (size_t i = 0; i < W_COUNT; i++) {
        columns->wanted[i] = csv_column(table, names[i]);
        if (columns->wanted[i] == CSV_NONE)
            complain_missing(table, problems, names[i]);
    }
    for (size_t i = 0; i < EITHER_COUNT; i++)
        columns->either[i] = csv_column(table, either_names[i]);
    const size_t *either = columns->either;
    if ((either[RURAL_SCOTLAND_5] == CSV_NONE || either[RURAL_SCOTLAND_6] == CSV_NONE) &&
        either[URBAN_ENGLAND] == CSV_NONE)
        complain_missing(table, problems,
                         "urban_rural_6fold_5_pct (with urban_rural_6fold_6_pct) or urban_share_lsoa_ruc2011");
    if (either[DEPRIVED_SCOTLAND] == CSV_NONE && either[DEPRIVED_ENGLAND] == CSV_NONE)
        complain_missing(table, problems, "simd2012_share_dz_20pct or imd2010_share_lsoa_20pct");
    return before == problems->errors;
}

/* One row being read. */
struct row_reader {
    const struct csv *table;
    const struct columns *columns;
    struct problems *problems;
    size_t row;
    const char *who;
};

static double number(const struct row_reader *self, size_t column, double low, double high)
{
    double value = 0;
    return csv_number(self->table, self->problems, self->row, column, self->who, low, high, &value) ? value : 0;
}

static double share(const struct row_reader *self, size_t column)
{
    return number(self, column, 0, 100) / 100;
}

static void copy_text(const struct row_reader *self, enum wanted which, char *out, size_t size)
{
    size_t column = self->columns->wanted[which];
    const char *text = csv_field(self->table, self->row, column);
    if (!text[0] || strlen(text) >= size) {
        struct problem *problem = csv_complain(self->table, self->problems, self->row, column,
                                               text[0] ? "this text is too long" : "the area has no code or no name");
        problem_found(problem, "\"%s\"", text);
        problem_allowed(problem, "1 to %zu bytes", size - 1);
    }
    (void)snprintf(out, size, "%s", text);
}

static void read_industries(const struct row_reader *self, struct area_facts *area)
{
    double sum = 0;
    size_t before = self->problems->errors;
    for (size_t i = 0; i < SECTOR_COUNT; i++) {
        area->industry[i] = number(self, self->columns->wanted[W_INDUSTRY + i], 0, 100);
        sum += area->industry[i];
    }
    if (before != self->problems->errors)
        return;
    if (sum < 99 || sum > 101) { /* shares published to one decimal add up to 100 within their rounding */
        char what[160];
        (void)snprintf(what, sizeof what, "the industries of %.64s do not add up to 100", self->who);
        problem_found(csv_complain(self->table, self->problems, self->row, self->columns->wanted[W_INDUSTRY], what),
                      "%.1f", sum);
        return;
    }
    for (size_t i = 0; i < SECTOR_COUNT; i++)
        area->industry[i] /= sum;
}

static void read_rates(const struct row_reader *self, struct area_facts *area)
{
    const size_t *wanted = self->columns->wanted;
    area->employment_rate = share(self, wanted[W_EMPLOYMENT]);
    /* The published rate u is of the active: U / (E + U) = u, so U = E u / (1 - u). */
    double rate = number(self, wanted[W_UNEMPLOYMENT], 0, 60) / 100;
    area->unemployed_share = area->employment_rate * rate / (1 - rate);
    area->claimant_share = share(self, wanted[W_CLAIMANTS]);
    area->long_term_sick_share = share(self, wanted[W_SICK]);
    area->no_qualifications_share = share(self, wanted[W_NO_QUALIFICATIONS]);
    area->level4_plus_share = share(self, wanted[W_LEVEL4]);
    if (area->employment_rate + area->unemployed_share > 1) {
        char what[160];
        (void)snprintf(what, sizeof what, "more than all residents of %.64s would be in work or unemployed", self->who);
        (void)csv_complain(self->table, self->problems, self->row, wanted[W_UNEMPLOYMENT], what);
    }
    if (area->no_qualifications_share + area->level4_plus_share > 1) {
        char what[160];
        (void)snprintf(what, sizeof what, "the qualifications of %.64s add up to more than 100", self->who);
        (void)csv_complain(self->table, self->problems, self->row, wanted[W_LEVEL4], what);
    }
}

static void read_place(const struct row_reader *self, struct area_facts *area)
{
    const size_t *either = self->columns->either;
    if (either[RURAL_SCOTLAND_5] != CSV_NONE && either[RURAL_SCOTLAND_6] != CSV_NONE)
        area->rural_share = share(self, either[RURAL_SCOTLAND_5]) + share(self, either[RURAL_SCOTLAND_6]);
    else
        area->rural_share = 1 - share(self, either[URBAN_ENGLAND]);
    if (area->rural_share > 1) /* two rounded percentages */
        area->rural_share = 1;
    size_t deprived = either[DEPRIVED_SCOTLAND] != CSV_NONE ? DEPRIVED_SCOTLAND : DEPRIVED_ENGLAND;
    area->deprived_share = share(self, either[deprived]);
}

static void read_area(struct row_reader *self, struct area_facts *area)
{
    const size_t *wanted = self->columns->wanted;
    copy_text(self, W_CODE, area->code, sizeof area->code);
    copy_text(self, W_NAME, area->name, sizeof area->name);
    self->who = area->name;
    area->population_16_64 = number(self, wanted[W_POPULATION], 100, 5e7);
    area->population_16_24 = number(self, wanted[W_YOUNG], 1, 5e7);
    if (area->population_16_24 > area->population_16_64 && area->population_16_64 > 0)
        problem_found(csv_complain(self->table, self->problems, self->row, wanted[W_YOUNG],
                                   "there are more residents aged 16-24 than aged 16-64"),
                      "%.0f", area->population_16_24);
    area->weekly_pay = number(self, wanted[W_PAY], 20, 10000);
    read_rates(self, area);
    read_place(self, area);
    read_industries(self, area);
}

enum status areas_fill(struct region *out, const struct csv *table, struct problems *problems, struct error *error)
{
    struct columns columns;
    if (!find_columns(table, &columns, problems))
        return STATUS_OK;
    if (table->n_rows == 0 || table->n_rows > REGION_MAX_AREAS) {
        struct problem *problem =
            csv_complain(table, problems, CSV_NONE, CSV_NONE, "the region has no areas, or too many");
        problem_found(problem, "%zu", table->n_rows);
        problem_allowed(problem, "1 to %d areas", REGION_MAX_AREAS);
        return STATUS_OK;
    }
    enum status status = memory_new(&out->areas, table->n_rows, sizeof *out->areas, error);
    if (status != STATUS_OK)
        return status;
    out->n_areas = table->n_rows;
    for (size_t row = 0; row < table->n_rows; row++) {
        struct row_reader reader = {table, &columns, problems, row, ""};
        read_area(&reader, &out->areas[row]);
    }
    return STATUS_OK;
}
