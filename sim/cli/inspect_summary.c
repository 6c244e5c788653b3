#include "agents/axes.h"
#include "agents/measures.h"
#include "cli/inspect.h"
#include "cli/progress.h"
#include "core/dates.h"
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#define MOST_YEARS 200

/* Means over the weeks of a year, areas and replicates added up or averaged. */
struct year {
    int32_t year;
    size_t weeks;
    double states[STATE_COUNT]; /* simulated persons */
    double jsa, vacancies, weekly_earnings;
};

struct series {
    struct year years[MOST_YEARS];
    size_t n_years;
};

static enum status add_measure(struct result *result, enum count measure, size_t cells, struct result_array *array,
                               struct error *error)
{
    size_t count;
    const char *name = measures_all(&count)[measure].name;
    enum status status = result_measure(result, name, array, error);
    if (status == STATUS_OK && (array->n_dims != (cells > 1 ? 4 : 3) || strcmp(array->dims[2], RESULT_DIM_AREA) != 0 ||
                                (cells > 1 && array->shape[3] != cells)))
        status = error_set(error, STATUS_BAD_DATA, "%s: %s does not have the labels that this program knows",
                           result_path(result), name);
    return status;
}

/* Mean over replicates of the sum over areas, of one week and cell. */
static double at(const struct result_array *array, size_t week, size_t cells, size_t cell)
{
    double sum = 0;
    size_t replicates = array->shape[0], weeks = array->shape[1], areas = array->shape[2];
    for (size_t r = 0; r < replicates; r++)
        for (size_t a = 0; a < areas; a++)
            sum += array->values[((r * weeks + week) * areas + a) * cells + cell];
    return sum / (double)replicates;
}

static struct year *year_of(struct series *self, int32_t day)
{
    int32_t year = date_from_days(day).year;
    for (size_t i = 0; i < self->n_years; i++)
        if (self->years[i].year == year)
            return &self->years[i];
    size_t place = self->n_years < MOST_YEARS ? self->n_years++ : MOST_YEARS - 1;
    self->years[place].year = year;
    return &self->years[place];
}

static void add_weeks(const struct result *result, const struct result_array *arrays, struct series *series)
{
    for (size_t w = 0; w < result_weeks(result); w++) {
        struct year *year = year_of(series, result_days(result)[w]);
        year->weeks++;
        for (size_t s = 0; s < STATE_COUNT; s++)
            year->states[s] += at(&arrays[0], w, STATE_COUNT, s);
        year->jsa +=
            at(&arrays[1], w, CLAIM_COUNT, CLAIM_JSA_CONTRIBUTORY) + at(&arrays[1], w, CLAIM_COUNT, CLAIM_JSA_INCOME);
        year->vacancies += at(&arrays[2], w, 1, 0);
        year->weekly_earnings += at(&arrays[3], w, 1, 0);
    }
}

static enum status make_series(struct result *result, struct series *series, struct error *error)
{
    struct result_array arrays[4];
    memset(arrays, 0, sizeof arrays);
    memset(series, 0, sizeof *series);
    enum status status = add_measure(result, COUNT_persons, STATE_COUNT, &arrays[0], error);
    if (status == STATUS_OK)
        status = add_measure(result, COUNT_claims, CLAIM_COUNT, &arrays[1], error);
    if (status == STATUS_OK)
        status = add_measure(result, COUNT_vacancies, 1, &arrays[2], error);
    if (status == STATUS_OK)
        status = add_measure(result, COUNT_earnings, 1, &arrays[3], error);
    if (status == STATUS_OK)
        add_weeks(result, arrays, series);
    for (size_t i = 0; i < 4; i++)
        result_array_clear(&arrays[i]);
    return status;
}

/* The main figures of a year. */
struct figures {
    double persons, employment, unemployment, claimants, sick, vacancies_per_unemployed, weekly_pay;
};

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

static struct figures figures_of(const struct year *year)
{
    double all = 0, employed = year->states[STATE_EMPLOYED];
    double unemployed = year->states[STATE_CLAIMANT] + year->states[STATE_UNEMPLOYED];
    for (size_t s = STATE_OUT + 1; s < STATE_COUNT; s++)
        all += year->states[s];
    return (struct figures){all / (double)year->weeks,
                            100 * ratio(employed, all),
                            100 * ratio(unemployed, unemployed + employed),
                            100 * ratio(year->jsa, all),
                            100 * ratio(year->states[STATE_SICK], all),
                            ratio(year->vacancies, unemployed),
                            ratio(year->weekly_earnings / 100, employed)};
}

static enum status print_text(struct result *result, const struct series *series, FILE *out)
{
    char first[11], last[11], weeks[40];
    size_t n_weeks = result_weeks(result);
    date_print(result_days(result)[0], first);
    date_print(result_days(result)[n_weeks - 1], last);
    print_thousands(result_number(result, RESULT_PERSON_WEEKS), weeks, sizeof weeks);
    (void)fprintf(out, "title            %s\nregion           %s, %zu areas\nweeks            %zu, %s to %s\n",
                  result_text(result, RESULT_TITLE), result_text(result, RESULT_REGION), result_areas(result), n_weeks,
                  first, last);
    (void)fprintf(out, "replicates       %zu, seed %.0f\nscale            %g of the population\nperson-weeks     %s\n",
                  result_replicates(result), result_number(result, RESULT_SEED), result_number(result, RESULT_SCALE),
                  weeks);
    (void)fprintf(out,
                  "written by       routeway %s %s\nscenario digest  %s\ncontent digest   %s\nmeasures         %zu\n\n",
                  result_text(result, RESULT_CODE_VERSION), result_text(result, RESULT_CODE_COMMIT),
                  result_text(result, RESULT_SCENARIO_DIGEST), result_text(result, RESULT_CONTENT_DIGEST),
                  result_measures(result));
    (void)fprintf(
        out,
        "year  weeks    persons  employed %%  unemployed %%  on JSA %%  sick %%  vacancies/unemployed  pay GBP/week\n");
    for (size_t i = 0; i < series->n_years; i++) {
        struct figures f = figures_of(&series->years[i]);
        (void)fprintf(out, "%4" PRId32 "  %5zu %10.0f %11.2f %13.2f %9.2f %7.2f %21.3f %13.2f\n", series->years[i].year,
                      series->years[i].weeks, f.persons, f.employment, f.unemployment, f.claimants, f.sick,
                      f.vacancies_per_unemployed, f.weekly_pay);
    }
    return STATUS_OK;
}

static json_t *real_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *whole_or_null(double value)
{
    return isfinite(value) && fabs(value) < 9e18 ? json_integer((json_int_t)value) : json_null();
}

static json_t *years_json(const struct series *series)
{
    json_t *years = json_array();
    for (size_t i = 0; i < series->n_years; i++) {
        struct figures f = figures_of(&series->years[i]);
        (void)json_array_append_new(
            years,
            json_pack("{s:i, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "year", (int)series->years[i].year, "weeks",
                      (json_int_t)series->years[i].weeks, "persons", real_or_null(f.persons), "employed_percent",
                      real_or_null(f.employment), "unemployed_percent", real_or_null(f.unemployment), "jsa_percent",
                      real_or_null(f.claimants), "sick_percent", real_or_null(f.sick), "vacancies_per_unemployed",
                      real_or_null(f.vacancies_per_unemployed), "weekly_pay_gbp", real_or_null(f.weekly_pay)));
    }
    return years;
}

static json_t *attributes_json(const struct result *result)
{
    static const char *const texts[] = {RESULT_TITLE,       RESULT_REGION,          RESULT_CODE_VERSION,
                                        RESULT_CODE_COMMIT, RESULT_SCENARIO_DIGEST, RESULT_CONTENT_DIGEST,
                                        RESULT_STATE,       RESULT_CONVENTIONS};
    static const char *const numbers[] = {RESULT_SCHEMA, RESULT_SEED, RESULT_REPLICATES};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        (void)json_object_set_new(object, texts[i], json_string(result_text(result, texts[i])));
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        (void)json_object_set_new(object, numbers[i], whole_or_null(result_number(result, numbers[i])));
    (void)json_object_set_new(object, RESULT_SCALE, real_or_null(result_number(result, RESULT_SCALE)));
    return object;
}

static json_t *measures_json(struct result *result, enum status *status, struct error *error)
{
    json_t *list = json_array();
    struct result_array array = {0};
    for (size_t i = 0; *status == STATUS_OK && i < result_measures(result); i++) {
        const char *name = result_measure_name(result, i);
        *status = result_measure(result, name, &array, error);
        if (*status != STATUS_OK)
            break;
        json_t *dims = json_array(), *shape = json_array();
        for (size_t d = 0; d < array.n_dims; d++) {
            (void)json_array_append_new(dims, json_string(array.dims[d]));
            (void)json_array_append_new(shape, json_integer((json_int_t)array.shape[d]));
        }
        (void)json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "name", name, "units", array.unit,
                                                    "long_name", array.long_name, "kind", array.kind, "dims", dims,
                                                    "shape", shape));
    }
    result_array_clear(&array);
    return list;
}

static enum status print_json(struct result *result, const struct series *series, FILE *out, struct error *error)
{
    char first[11], last[11];
    enum status status = STATUS_OK;
    date_print(result_days(result)[0], first);
    date_print(result_days(result)[result_weeks(result) - 1], last);
    json_t *measures = measures_json(result, &status, error);
    json_t *object =
        json_pack("{s:s, s:o, s:o, s:I, s:s, s:s, s:I, s:o, s:o}", "file", result_path(result), "attributes",
                  attributes_json(result), "person_weeks", whole_or_null(result_number(result, RESULT_PERSON_WEEKS)),
                  "weeks", (json_int_t)result_weeks(result), "first_week", first, "last_week", last, "areas",
                  (json_int_t)result_areas(result), "years", years_json(series), "measures", measures);
    if (status == STATUS_OK && !object)
        status =
            error_set(error, STATUS_FAILED, "%s: not enough memory, or a text that is no UTF-8", result_path(result));
    if (status == STATUS_OK &&
        (json_dumpf(object, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) != 0 || fputc('\n', out) == EOF))
        status = error_set(error, STATUS_STORAGE, "the output could not be written");
    json_decref(object);
    return status;
}

enum status inspect_summary(struct result *result, bool json, FILE *out, struct error *error)
{
    struct series series;
    enum status status = make_series(result, &series, error);
    if (status != STATUS_OK)
        return status;
    return json ? print_json(result, &series, out, error) : print_text(result, &series, out);
}
