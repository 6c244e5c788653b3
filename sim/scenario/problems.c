#include "scenario/problems.h"
#include "core/memory.h"
#include "scenario/text_file.h"
#include <jansson.h>
#include <stdarg.h>
#include <string.h>

void problems_clear(struct problems *self)
{
    memory_free(self->items);
    memset(self, 0, sizeof *self);
}

/* Text from a file may hold anything; a report stays on its line and on the reader's terminal. */
static void make_printable(char *text)
{
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = ' ';
}

/* A cut in the middle of a character would leave bytes that are not UTF-8. */
static void trim_broken_end(char *text)
{
    size_t length = strlen(text);
    size_t back = 0;
    while (back < length && back < 3 && ((unsigned char)text[length - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == length)
        return;
    unsigned char lead = (unsigned char)text[length - 1 - back];
    size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (wanted > back)
        text[length - 1 - back] = '\0';
}

/* Names of files and arguments of the command line may be in any encoding: what is not UTF-8 becomes a question mark.
 */
static void replace_broken(char *text)
{
    while (text_bad_line(text, strlen(text)))
        for (size_t i = 0; text[i]; i++)
            if ((unsigned char)text[i] >= 0x80)
                text[i] = '?';
}

static void tidy(char *text)
{
    make_printable(text);
    trim_broken_end(text);
    replace_broken(text);
}

static void set_text(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text);
    tidy(out);
}

static struct problem *next_problem(struct problems *self, struct place place, const char *setting)
{
    struct problem *problem = &self->spare;
    struct error ignored; /* a problem that finds no room is still counted */
    if (self->count < PROBLEMS_MOST &&
        memory_grow(&self->items, &self->capacity, self->count + 1, sizeof *self->items, &ignored) == STATUS_OK)
        problem = &self->items[self->count++];
    memset(problem, 0, sizeof *problem);
    problem->line = place.line;
    set_text(problem->file, sizeof problem->file, place.file ? place.file : "");
    set_text(problem->setting, sizeof problem->setting, setting ? setting : "");
    return problem;
}

struct problem *problems_add(struct problems *self, enum status status, struct place place, const char *setting,
                             const char *format, ...)
{
    struct problem *problem = next_problem(self, place, setting);
    problem->status = status;
    self->errors++;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    tidy(problem->text);
    return problem;
}

struct problem *problems_warn(struct problems *self, struct place place, const char *setting, const char *format, ...)
{
    struct problem *problem = next_problem(self, place, setting);
    problem->status = STATUS_BAD_SCENARIO;
    problem->warning = true;
    self->warnings++;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    tidy(problem->text);
    return problem;
}

void problem_found(struct problem *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(self->found, sizeof self->found, format, arguments);
    va_end(arguments);
    tidy(self->found);
}

void problem_allowed(struct problem *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(self->allowed, sizeof self->allowed, format, arguments);
    va_end(arguments);
    tidy(self->allowed);
}

void problem_nearest(struct problem *self, const char *name)
{
    set_text(self->nearest, sizeof self->nearest, name ? name : "");
}

enum status problems_status(const struct problems *self)
{
    enum status status = self->errors ? STATUS_BAD_SCENARIO : STATUS_OK;
    bool data = false;
    bool scenario = false;
    for (size_t i = 0; i < self->count; i++) {
        data |= !self->items[i].warning && self->items[i].status == STATUS_BAD_DATA;
        scenario |= !self->items[i].warning && self->items[i].status != STATUS_BAD_DATA;
    }
    return data && !scenario ? STATUS_BAD_DATA : status;
}

void problem_line(const struct problem *self, char *out, size_t size)
{
    char where[320] = "";
    if (self->line && self->column)
        (void)snprintf(where, sizeof where, "%s:%d:%d: ", self->file, self->line, self->column);
    else if (self->line)
        (void)snprintf(where, sizeof where, "%s:%d: ", self->file, self->line);
    else if (self->file[0])
        (void)snprintf(where, sizeof where, "%s: ", self->file);
    char expected[700] = "";
    if (self->found[0] && self->allowed[0])
        (void)snprintf(expected, sizeof expected, ": found %s, allowed %s", self->found, self->allowed);
    else if (self->found[0])
        (void)snprintf(expected, sizeof expected, ": found %s", self->found);
    else if (self->allowed[0])
        (void)snprintf(expected, sizeof expected, ": allowed %s", self->allowed);
    char advice[200] = "";
    if (self->nearest[0])
        (void)snprintf(advice, sizeof advice, "; did you mean %s?", self->nearest);
    (void)snprintf(out, size, "%s%s%s%s%s%s%s", where, self->warning ? "warning: " : "", self->setting,
                   self->setting[0] ? ": " : "", self->text, expected, advice);
}

void problems_print(const struct problems *self, FILE *out)
{
    char line[2200];
    for (size_t i = 0; i < self->count; i++) {
        problem_line(&self->items[i], line, sizeof line);
        (void)fprintf(out, "%s\n", line);
    }
    size_t kept_out = self->errors + self->warnings - self->count;
    if (kept_out)
        (void)fprintf(out, "and %zu more\n", kept_out);
}

static json_t *problem_json(const struct problem *self)
{
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "severity",
                     self->warning ? "warning" : "error", "kind", self->status == STATUS_BAD_DATA ? "data" : "scenario",
                     "file", self->file, "line", self->line, "column", self->column, "setting", self->setting, "text",
                     self->text, "found", self->found, "allowed", self->allowed, "nearest", self->nearest);
}

enum status problems_print_json(const struct problems *self, const char *file, FILE *out, struct error *error)
{
    char name[256]; /* a name on disk need not be UTF-8; JSON must be */
    set_text(name, sizeof name, file);
    json_t *list = json_array();
    for (size_t i = 0; list && i < self->count; i++)
        (void)json_array_append_new(list, problem_json(&self->items[i]));
    json_t *root = json_pack("{s:s, s:i, s:o}", "file", name, "status", (int)problems_status(self), "problems", list);
    int failed = root ? json_dumpf(root, out, JSON_INDENT(1)) : -1;
    json_decref(root);
    if (failed)
        return error_set(error, STATUS_STORAGE, "the problems could not be written");
    return STATUS_OK;
}
