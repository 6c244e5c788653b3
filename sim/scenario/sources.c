#include "scenario/sources.h"
#include "core/memory.h"
#include "scenario/text_check.h"
#include "scenario/text_file.h"
#include <string.h>
#include <sys/stat.h>

int32_t setting_line(const config_setting_t *setting)
{
    return (int32_t)config_setting_source_line(setting);
}

enum status path_beside(char **out, const char *file, const char *name, struct error *error)
{
    const char *slash = strrchr(file, '/');
    size_t folder = slash && name[0] != '/' ? (size_t)(slash - file) + 1 : 0;
    char *path = NULL;
    enum status status = memory_new(&path, folder + strlen(name) + 1, 1, error);
    if (status != STATUS_OK)
        return status;
    memcpy(path, file, folder);
    memcpy(path + folder, name, strlen(name) + 1);
    *out = path;
    return STATUS_OK;
}

/* Appends the path to the trace's files; false when memory runs out. */
static bool add_file(struct reader *reader, const char *path)
{
    struct scenario_trace *trace = reader->trace;
    reader->status =
        memory_grow(&trace->files, &trace->room_files, trace->n_files + 1, sizeof *trace->files, reader->error);
    if (reader->status != STATUS_OK)
        return false;
    trace->files[trace->n_files] = NULL;
    reader->status = text_copy(&trace->files[trace->n_files], path, reader->error);
    if (reader->status != STATUS_OK)
        return false;
    reader->file = (int32_t)trace->n_files++;
    return true;
}

static bool seen_before(struct sources *self, struct reader *reader, const char *path, struct place from)
{
    struct stat facts;
    if (stat(path, &facts) != 0)
        return false;
    for (size_t i = 0; i < self->count; i++)
        if (self->items[i].device == facts.st_dev && self->items[i].inode == facts.st_ino) {
            struct problem *problem = problems_add(reader->problems, STATUS_BAD_SCENARIO, from, "extends",
                                                   "the files extend each other in a circle");
            problem_found(problem, "%s", path);
            return true;
        }
    self->items[self->count].device = facts.st_dev;
    self->items[self->count].inode = facts.st_ino;
    return false;
}

/* libconfig's parser reads the text that text_check passed; an empty list is then the only thing it may still refuse.
 */
static bool parse(struct source *source, struct reader *reader, const char *path, struct place from)
{
    char *text = NULL;
    size_t size = 0;
    size_t before = reader->problems->errors;
    reader->status = text_file_read(&text, &size, path, SCENARIO_MOST_BYTES, STATUS_BAD_SCENARIO, from,
                                    reader->problems, reader->error);
    if (!text || !add_file(reader, path)) {
        memory_free(text);
        return false;
    }
    source->file = reader->file;
    text_check(path, text, size, reader->problems);
    bool good = reader->problems->errors == before;
    config_init(&source->config);
    if (good && config_read_string(&source->config, text) != CONFIG_TRUE) {
        const char *why = config_error_text(&source->config);
        (void)reader_complain(reader, config_error_line(&source->config), "",
                              why && strcmp(why, "syntax error") == 0
                                  ? "syntax error: something is missing or misplaced here or just before"
                              : why ? why
                                    : "this cannot be parsed");
        good = false;
    }
    if (!good)
        config_destroy(&source->config);
    memory_free(text);
    return good;
}

/* The path of the base, or NULL; *from is where it is named. */
static char *base_path(struct source *source, struct reader *reader, struct place *from)
{
    config_setting_t *extends = config_lookup(&source->config, "extends");
    char *path = NULL;
    if (!extends)
        return NULL;
    *from = reader_place(reader, setting_line(extends));
    const char *name = config_setting_get_string(extends);
    if (config_setting_type(extends) != CONFIG_TYPE_STRING || !name || !name[0]) {
        struct problem *problem = reader_complain(reader, setting_line(extends), "extends", "this is not a file name");
        problem_allowed(problem, "the name of a scenario file in double quotes, relative to this file");
        return NULL;
    }
    reader->status = path_beside(&path, reader->trace->files[source->file], name, reader->error);
    return path;
}

void sources_open(struct sources *self, struct reader *reader, const char *path)
{
    char *next = NULL;
    struct place from = {NULL, 0};
    reader->status = text_copy(&next, path, reader->error);
    while (next && reader->status == STATUS_OK) {
        if (self->count == SOURCES_MOST) {
            (void)problems_add(reader->problems, STATUS_BAD_SCENARIO, from, "extends",
                               "more than %d files extend each other", SOURCES_MOST);
            self->broken = true;
            break;
        }
        struct source *source = &self->items[self->count];
        if (seen_before(self, reader, next, from) || !parse(source, reader, next, from)) {
            self->broken = true;
            break;
        }
        self->count++;
        memory_free(next);
        next = base_path(source, reader, &from);
    }
    memory_free(next);
}

void sources_close(struct sources *self)
{
    for (size_t i = 0; i < self->count; i++)
        config_destroy(&self->items[i].config);
    self->count = 0;
}
