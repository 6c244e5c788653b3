#include "cli/inspect.h"
#include "core/dates.h"
#include <inttypes.h>
#include <string.h>

/* RFC 4180: text with commas or quotes stands in quotes. */
static void print_field(FILE *out, const char *text)
{
    if (!strpbrk(text, ",\"\n\r")) {
        (void)fprintf(out, "%s", text);
        return;
    }
    (void)fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            (void)fputc('"', out);
        (void)fputc(*text, out);
    }
    (void)fputc('"', out);
}

/* Areas and labels; NULL where the measure has no such dimension. */
struct columns {
    const char *const *areas;
    const char *const *labels;
    const char *axis;
    size_t n_areas, n_labels;
};

static enum status find_columns(struct result *result, const struct result_array *array, struct columns *columns,
                                struct error *error)
{
    *columns = (struct columns){NULL, NULL, NULL, 1, 1};
    size_t place = 2;
    if (place < array->n_dims && strcmp(array->dims[place], RESULT_DIM_AREA) == 0) {
        columns->areas = result_area_codes(result);
        columns->n_areas = array->shape[place++];
    }
    if (place == array->n_dims)
        return STATUS_OK;
    columns->axis = array->dims[place];
    columns->n_labels = array->shape[place];
    size_t count = 0;
    enum status status = result_labels(result, columns->axis, &columns->labels, &count, error);
    if (status == STATUS_OK && (count != columns->n_labels || place + 1 != array->n_dims))
        return error_set(error, STATUS_BAD_DATA, "%s: the labels of %s do not fit the measure", result_path(result),
                         columns->axis);
    return status;
}

static void print_row(FILE *out, const struct columns *columns, size_t replicate, const char *day, size_t area,
                      size_t label, double value)
{
    (void)fprintf(out, "%zu,%s,", replicate, day);
    if (columns->areas) {
        print_field(out, columns->areas[area]);
        (void)fputc(',', out);
    }
    if (columns->labels) {
        print_field(out, columns->labels[label]);
        (void)fputc(',', out);
    }
    (void)fprintf(out, "%.15g\n", value);
}

enum status inspect_measure(struct result *result, const char *name, FILE *out, struct error *error)
{
    struct result_array array = {0};
    struct columns columns;
    char day[11];
    enum status status = result_measure(result, name, &array, error);
    if (status == STATUS_OK)
        status = find_columns(result, &array, &columns, error);
    if (status == STATUS_OK) {
        const double *value = array.values;
        (void)fprintf(out, "replicate,time,%s%s%s%s\n", columns.areas ? "area," : "", columns.axis ? columns.axis : "",
                      columns.axis ? "," : "", name);
        for (size_t r = 0; r < array.shape[0]; r++)
            for (size_t w = 0; w < array.shape[1]; w++) {
                date_print(result_days(result)[w], day);
                for (size_t a = 0; a < columns.n_areas; a++)
                    for (size_t c = 0; c < columns.n_labels; c++)
                        print_row(out, &columns, r, day, a, c, *value++);
            }
    }
    result_array_clear(&array);
    return status;
}
