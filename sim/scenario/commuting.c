#include "core/memory.h"
#include "scenario/nearest.h"
#include "scenario/region_parts.h"
#include <string.h>

/* Where people work who work in no area of the region, named without a code: at home, at no fixed place, offshore,
   abroad, elsewhere in the country. They are counted in the area where they live. */

static size_t find_area(const struct region *region, const char *code)
{
    size_t low = 0;
    size_t high = region->n_areas;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(region->areas[middle].code, code);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return CSV_NONE;
}

static bool find_columns(const struct csv *table, size_t columns[3], struct problems *problems)
{
    static const char *const names[3] = {"origin_code", "destination_code", "workers"};
    bool good = true;
    for (size_t i = 0; i < 3; i++) {
        columns[i] = csv_column(table, names[i]);
        if (columns[i] == CSV_NONE) {
            problem_allowed(csv_complain(table, problems, CSV_NONE, CSV_NONE, "a required column is missing"),
                            "a column named %s", names[i]);
            good = false;
        }
    }
    return good;
}

static size_t place_of(const struct region *region, const struct csv *table, size_t row, size_t column,
                       struct problems *problems)
{
    const char *code = csv_field(table, row, column);
    size_t area = find_area(region, code);
    if (area != CSV_NONE)
        return area;
    struct nearest nearest = {.wanted = code};
    for (size_t i = 0; i < region->n_areas; i++)
        nearest_offer(&nearest, region->areas[i].code);
    struct problem *problem = csv_complain(table, problems, row, column, "this is not an area of the region");
    problem_found(problem, "\"%s\"", code);
    problem_allowed(problem, "a code out of the table of areas; a destination outside the region has none");
    problem_nearest(problem, nearest_name(&nearest));
    return CSV_NONE;
}

static void read_pair(struct region *out, const struct csv *table, const size_t columns[3], size_t row, uint8_t *seen,
                      struct problems *problems)
{
    double workers = 0;
    const char *destination_code = csv_field(table, row, columns[1]);
    size_t origin = place_of(out, table, row, columns[0], problems);
    bool outside = !destination_code[0];
    size_t destination = outside ? origin : place_of(out, table, row, columns[1], problems);
    if (!csv_number(table, problems, row, columns[2], "this pair", 0, 5e7, &workers) || origin == CSV_NONE ||
        destination == CSV_NONE)
        return;
    size_t cell = origin * out->n_areas + destination;
    if (!outside && seen[cell]) {
        problem_found(csv_complain(table, problems, row, columns[1], "this pair of areas stands twice in the table"),
                      "%s to %s", out->areas[origin].code, out->areas[destination].code);
        return;
    }
    seen[cell] |= !outside;
    out->commuting[cell] += workers;
}

static void check_complete(const struct region *out, const struct csv *table, const uint8_t *seen,
                           struct problems *problems)
{
    for (size_t origin = 0; origin < out->n_areas; origin++) {
        size_t missing = 0;
        size_t first = 0;
        double sum = 0;
        for (size_t i = out->n_areas; i-- > 0;) {
            sum += out->commuting[origin * out->n_areas + i];
            first = seen[origin * out->n_areas + i] ? first : i;
            missing += !seen[origin * out->n_areas + i];
        }
        if (missing) {
            struct problem *problem =
                csv_complain(table, problems, CSV_NONE, CSV_NONE, "the table of commuting is not complete");
            problem->line = 0;
            problem_found(problem, "no row from %s (%s) to %s (%s), and %zu others missing", out->areas[origin].code,
                          out->areas[origin].name, out->areas[first].code, out->areas[first].name, missing - 1);
            problem_allowed(problem, "a row for every pair of areas, with 0 where nobody commutes");
        } else if (sum <= 0) {
            struct problem *problem = csv_complain(table, problems, CSV_NONE, CSV_NONE, "nobody who lives here works");
            problem->line = 0;
            problem_found(problem, "%s (%s)", out->areas[origin].code, out->areas[origin].name);
        }
    }
}

enum status commuting_fill(struct region *out, const struct csv *table, struct problems *problems, struct error *error)
{
    size_t columns[3];
    uint8_t *seen = NULL;
    size_t before = problems->errors;
    size_t cells = out->n_areas * out->n_areas;
    if (!find_columns(table, columns, problems))
        return STATUS_OK;
    enum status status = memory_new(&out->commuting, cells, sizeof *out->commuting, error);
    if (status == STATUS_OK)
        status = memory_new(&seen, cells, 1, error);
    if (status != STATUS_OK)
        return status;
    for (size_t row = 0; row < table->n_rows; row++)
        read_pair(out, table, columns, row, seen, problems);
    if (before == problems->errors)
        check_complete(out, table, seen, problems);
    memory_free(seen);
    return STATUS_OK;
}
