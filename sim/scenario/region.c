#include "core/memory.h"
#include "scenario/csv.h"
#include "scenario/nearest.h"
#include "scenario/region_file.h"
#include "scenario/region_parts.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The two paths of a region: in a folder, or beside each other with a prefix. */
static enum status make_paths(const char *path, char **areas, char **commuting, struct error *error)
{
    struct stat facts;
    size_t length = strlen(path);
    bool folder = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
    const char *slash = strrchr(path, '/');
    int before = slash ? (int)(slash - path) + 1 : 0;
    enum status status = memory_new(areas, length + 32, 1, error);
    if (status == STATUS_OK)
        status = memory_new(commuting, length + 32, 1, error);
    if (status != STATUS_OK)
        return status;
    if (folder) {
        (void)snprintf(*areas, length + 32, "%s/areas.csv", path);
        (void)snprintf(*commuting, length + 32, "%s/commuting.csv", path);
    } else {
        (void)snprintf(*areas, length + 32, "%s.csv", path);
        (void)snprintf(*commuting, length + 32, "%.*scommuting_%s.csv", before, path, path + before);
    }
    return STATUS_OK;
}

static void name_region(struct region *out, const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    size_t from = length;
    while (from > 0 && path[from - 1] != '/')
        from--;
    (void)snprintf(out->name, sizeof out->name, "%.*s", (int)(length - from), path + from);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct area_facts *)a)->code, ((const struct area_facts *)b)->code);
}

/* Areas in the order of their codes, whatever the order of the rows; each code and name once. */
static void sort_areas(struct region *out, const struct csv *table, struct problems *problems)
{
    qsort(out->areas, out->n_areas, sizeof *out->areas, by_code);
    for (size_t i = 0; i < out->n_areas; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(out->areas[i].code, out->areas[j].code) == 0 ||
                strcmp(out->areas[i].name, out->areas[j].name) == 0) {
                struct problem *problem = problems_add(problems, STATUS_BAD_DATA, (struct place){table->path, 0},
                                                       "gss_code", "two areas have one code or one name");
                problem_found(problem, "%s %s", out->areas[i].code, out->areas[i].name);
            }
}

static enum status read_tables(struct region *out, const char *areas, const char *commuting, struct place place,
                               struct problems *problems, struct error *error)
{
    struct csv table;
    struct csv flows;
    size_t before = problems->errors;
    enum status status = csv_read(&table, areas, place, problems, error);
    if (status == STATUS_OK && table.n_columns)
        status = areas_fill(out, &table, problems, error);
    if (status == STATUS_OK && problems->errors == before)
        sort_areas(out, &table, problems);
    csv_clear(&table);
    if (status != STATUS_OK || problems->errors != before)
        return status;
    status = csv_read(&flows, commuting, place, problems, error);
    if (status == STATUS_OK && flows.n_columns)
        status = commuting_fill(out, &flows, problems, error);
    csv_clear(&flows);
    return status;
}

enum status region_load(struct region *out, const char *path, struct place place, struct problems *problems,
                        struct error *error)
{
    char *areas = NULL;
    char *commuting = NULL;
    size_t before = problems->errors;
    memset(out, 0, sizeof *out);
    enum status status = make_paths(path, &areas, &commuting, error);
    if (status == STATUS_OK)
        status = read_tables(out, areas, commuting, place, problems, error);
    memory_free(areas);
    memory_free(commuting);
    if (status != STATUS_OK || problems->errors != before)
        region_clear(out);
    name_region(out, path);
    return status;
}
