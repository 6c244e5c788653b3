#include "scenario/csv.h"
#include "core/memory.h"
#include "scenario/nearest.h"
#include "scenario/text_file.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void csv_clear(struct csv *self)
{
    memory_free(self->text);
    memory_free(self->fields);
    memory_free(self->lines);
    memory_free(self->header);
    memory_free(self->path);
    memset(self, 0, sizeof *self);
}

struct problem *csv_complain(const struct csv *self, struct problems *problems, size_t row, size_t column,
                             const char *text)
{
    struct place place = {self->path, row == CSV_NONE ? 1 : self->lines[row]};
    struct problem *problem =
        problems_add(problems, STATUS_BAD_DATA, place, column == CSV_NONE ? "" : self->header[column], "%s", text);
    problem->column = column == CSV_NONE ? 0 : (int32_t)column + 1;
    return problem;
}

/* Reads one field in place and ends it with a 0; returns the character after it (',', '\n' or '\0'). */
static char take_field(char **at, char **field, int32_t *line, bool *broken)
{
    char *from = *at;
    char *to = from;
    *field = to;
    if (*from == '"') {
        for (from++; *from && !(from[0] == '"' && from[1] != '"'); from++) {
            from += *from == '"';
            *line += *from == '\n';
            *to++ = *from;
        }
        *broken |= *from != '"';
        from += *from == '"';
    }
    while (*from && *from != ',' && *from != '\n') {
        *broken |= *from == '"';
        *to++ = *from++;
    }
    char end = *from;
    if (to > *field && to[-1] == '\r' && end != ',')
        to--;
    *at = end ? from + 1 : from;
    *to = '\0';
    return end;
}

static bool is_blank(const char *at)
{
    return at[0] == '\n' || (at[0] == '\r' && at[1] == '\n');
}

/* One line into fields; false after a problem. */
static enum status take_row(struct csv *self, char **at, int32_t *line, struct problems *problems, bool *good,
                            struct error *error)
{
    size_t first = self->n_columns ? self->n_rows * self->n_columns : 0;
    size_t n = 0;
    bool broken = false;
    int32_t begun = *line;
    char end = ',';
    while (end == ',') {
        enum status status = memory_grow(&self->fields, &self->room_fields, first + n + 1, sizeof *self->fields, error);
        if (status != STATUS_OK)
            return status;
        end = take_field(at, &self->fields[first + n++], line, &broken);
    }
    *line += end == '\n';
    *good = !broken && (!self->n_columns || n == self->n_columns);
    if (!*good) {
        struct place place = {self->path, begun};
        struct problem *problem = problems_add(problems, STATUS_BAD_DATA, place, "", "%s",
                                               broken ? "a quoted field is not closed, or text follows its end"
                                                      : "the row has not as many fields as the header");
        if (!broken) {
            problem_found(problem, "%zu", n);
            problem_allowed(problem, "%zu", self->n_columns);
        }
        return STATUS_OK;
    }
    if (!self->n_columns) {
        self->n_columns = n;
        return STATUS_OK;
    }
    enum status status = memory_grow(&self->lines, &self->room_lines, self->n_rows + 1, sizeof *self->lines, error);
    if (status == STATUS_OK)
        self->lines[self->n_rows++] = begun;
    return status;
}

/* The first row is the header: it becomes an array of its own. */
static enum status take_header(struct csv *self, char **at, int32_t *line, struct problems *problems, bool *good,
                               struct error *error)
{
    enum status status = take_row(self, at, line, problems, good, error);
    if (status != STATUS_OK || !*good)
        return status;
    status = memory_new(&self->header, self->n_columns, sizeof *self->header, error);
    if (status != STATUS_OK)
        return status;
    memcpy(self->header, self->fields, self->n_columns * sizeof *self->header);
    for (size_t i = 0; i < self->n_columns; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(self->header[i], self->header[j]) == 0) {
                problem_found(csv_complain(self, problems, CSV_NONE, i, "two columns have one name"), "%s",
                              self->header[i]);
                *good = false;
                return STATUS_OK;
            }
    return STATUS_OK;
}

static enum status parse(struct csv *self, size_t size, struct problems *problems, struct error *error)
{
    char *at = self->text;
    int32_t line = text_bad_line(self->text, size);
    if (line || size == 0) {
        (void)problems_add(problems, STATUS_BAD_DATA, (struct place){self->path, line}, "", "%s",
                           line ? "this line holds a byte that is not text in UTF-8" : "the table is empty");
        return STATUS_OK;
    }
    if (size >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) /* spreadsheets put it there */
        at += 3;
    line = 1;
    bool good = false;
    enum status status = take_header(self, &at, &line, problems, &good, error);
    while (status == STATUS_OK && good && *at) {
        bool row_good = true;
        if (is_blank(at)) {
            at += *at == '\r' ? 2 : 1;
            line++;
        } else {
            status = take_row(self, &at, &line, problems, &row_good, error);
        }
    }
    return status;
}

enum status csv_read(struct csv *self, const char *path, struct place place, struct problems *problems,
                     struct error *error)
{
    size_t size = 0;
    size_t before = problems->errors;
    memset(self, 0, sizeof *self);
    enum status status = memory_new(&self->path, strlen(path) + 1, 1, error);
    if (status != STATUS_OK)
        return status;
    memcpy(self->path, path, strlen(path) + 1);
    status = text_file_read(&self->text, &size, path, TABLE_MOST_BYTES, STATUS_BAD_DATA, place, problems, error);
    if (status == STATUS_OK && self->text)
        status = parse(self, size, problems, error);
    if (status != STATUS_OK || before != problems->errors)
        csv_clear(self);
    return status;
}

size_t csv_column(const struct csv *self, const char *name)
{
    for (size_t i = 0; i < self->n_columns; i++)
        if (strcmp(self->header[i], name) == 0)
            return i;
    return CSV_NONE;
}

const char *csv_field(const struct csv *self, size_t row, size_t column)
{
    return self->fields[row * self->n_columns + column];
}

bool csv_number(const struct csv *self, struct problems *problems, size_t row, size_t column, const char *who,
                double low, double high, double *value)
{
    const char *text = csv_field(self, row, column);
    char *end = NULL;
    char what[200];
    if (!text[0]) {
        (void)snprintf(what, sizeof what, "%.64s has no value here, and none is made up", who);
        problem_allowed(csv_complain(self, problems, row, column, what), "a number from %g to %g", low, high);
        return false;
    }
    bool plain = strspn(text, "0123456789+-.eE") == strlen(text);
    *value = plain ? strtod(text, &end) : 0;
    if (plain && *end == '\0' && isfinite(*value) && *value >= low && *value <= high)
        return true;
    (void)snprintf(what, sizeof what, "the value of %.64s is %s", who,
                   plain && *end == '\0' ? "out of bounds" : "not a number");
    struct problem *problem = csv_complain(self, problems, row, column, what);
    problem_found(problem, "\"%s\"", text);
    problem_allowed(problem, "a number from %g to %g", low, high);
    return false;
}
