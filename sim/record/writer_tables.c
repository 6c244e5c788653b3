#include "agents/axes.h"
#include "core/memory.h"
#include "record/digest.h"
#include "record/writer_internal.h"
#include <inttypes.h>

#define NO_FLAGS NULL
#define DAYS "days since 1970-01-01"

static const struct table_column spell_columns[] = {
#define SPELL(name, unit, type, missing, flags, value, sentence) {#name, unit, type, missing, flags, sentence},
#include "record/spells.def"
#undef SPELL
};
static const struct table_column people_columns[] = {
#define PERSON(name, unit, type, flags, value, sentence) {#name, unit, type, 0, flags, sentence},
#include "record/people.def"
#undef PERSON
};
#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

enum status writer_make_tables(struct writer *self, struct error *error)
{
    enum status status = table_init(&self->people, self->path, self->file, self->packer, RESULT_GROUP_PEOPLE,
                                    people_columns, COUNT(people_columns), error);
    if (status == STATUS_OK)
        status = table_init(&self->spells, self->path, self->file, self->packer, RESULT_GROUP_SPELLS, spell_columns,
                            COUNT(spell_columns), error);
    if (status == STATUS_OK)
        status = writer_make_journeys(self, error);
    return status == STATUS_OK ? writer_make_ledger(self, error) : status;
}

enum status writer_put_people(struct writer *self, const struct person_facts *people, size_t count, struct error *error)
{
    int64_t replicate = self->replicate;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        const struct person_facts *person = &people[i];
        const int64_t row[] = {
#define PERSON(name, unit, type, flags, value, sentence) value,
#include "record/people.def"
#undef PERSON
        };
        status = table_add(&self->people, row, error);
    }
    return status;
}

#define ORDER(a, b)                                                                                                    \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

/* Every field takes part, so that the order never depends on the order of arrival. */
static int by_row(const void *left, const void *right)
{
    const struct spell *l = left, *r = right;
    ORDER(l->row, r->row);
    ORDER(l->start_week, r->start_week);
    ORDER(l->end_week, r->end_week);
    ORDER(l->state, r->state);
    ORDER(l->claim, r->claim);
    ORDER(l->area, r->area);
    ORDER(l->work_area, r->work_area);
    ORDER(l->wage, r->wage);
    ORDER(l->open, r->open);
    return 0;
}

static enum status put_spell(struct writer *self, const struct spell *spell, struct error *error)
{
    int64_t replicate = self->replicate, day0 = self->head->start_day;
    const int64_t row[] = {
#define SPELL(name, unit, type, missing, flags, value, sentence) value,
#include "record/spells.def"
#undef SPELL
    };
    self->digest = digest_numbers(self->digest, row, COUNT(row));
    self->n_spells++;
    return table_add(&self->spells, row, error);
}

/* Spells and persons come in the same order. */
struct spell_task {
    struct writer *writer;
    const struct person_facts *people;
    size_t n_people, person; /* the one whose spells come */
};

static enum status put_strip(void *context, const void *rows, size_t count, struct error *error)
{
    struct spell_task *task = context;
    const struct spell *spells = rows;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        while (task->person < task->n_people && task->people[task->person].person != spells[i].person)
            task->person++;
        if (task->person == task->n_people)
            return error_set(error, STATUS_FAILED,
                             "a spell belongs to person %" PRIu32 ", who is not among those recorded",
                             spells[i].person);
        status = put_spell(task->writer, &spells[i], error);
    }
    return status;
}

/* Strips are runs of rows in order, so that the sorted strips make a sorted whole. */
enum status writer_put_spells(struct writer *self, const struct writer_replicate *numbers, struct error *error)
{
    struct spell_task task = {self, numbers->people, numbers->n_people, 0};
    return spool_sorted(&numbers->rows->spells, numbers->strips, numbers->threads, by_row, put_strip, &task, error);
}

static enum status put_texts(struct writer *self, hid_t group, const char *name, const char *sentence,
                             const char *const *texts, struct error *error)
{
    struct hdf_field field = {.name = name,
                              .unit = "1",
                              .long_name = sentence,
                              .type = HDF_TEXT,
                              .n_dims = 1,
                              .dims = {self->head->n_parameters}};
    return hdf_store(self->path, group, &field, HDF_TEXT, texts, error);
}

static enum status put_values(struct writer *self, hid_t group, const char *name, const char *sentence,
                              const double *values, struct error *error)
{
    struct hdf_field field = {.name = name,
                              .unit = "1",
                              .long_name = sentence,
                              .type = H5T_IEEE_F64LE,
                              .n_dims = 1,
                              .dims = {self->head->n_parameters}};
    return hdf_store(self->path, group, &field, H5T_NATIVE_DOUBLE, values, error);
}

static enum status put_parameters(struct writer *self, hid_t group, const char **texts, double *values,
                                  struct error *error)
{
    const struct result_parameter *rows = self->head->parameters;
    size_t count = self->head->n_parameters;
    enum status status = STATUS_OK;
#define FILL(array, field)                                                                                             \
    for (size_t i = 0; i < count; i++)                                                                                 \
    (array)[i] = rows[i].field
#define TEXTS(field, sentence) NAMED(#field, field, sentence)
#define NAMED(name, field, sentence)                                                                                   \
    FILL(texts, field);                                                                                                \
    status = status == STATUS_OK ? put_texts(self, group, name, sentence, texts, error) : status
    TEXTS(name, "Module and name of the parameter");
    TEXTS(cell, "Cell of a table; empty for a single value");
    FILL(values, value);
    status =
        status == STATUS_OK ? put_values(self, group, "value", "Value at the start of the run", values, error) : status;
    NAMED("value_text", text, "Value as a scenario file gives it");
    TEXTS(unit, "Unit of the value");
    FILL(values, default_value);
    status =
        status == STATUS_OK ? put_values(self, group, "default", "Value when nothing sets it", values, error) : status;
    TEXTS(source, "Evidence for the default");
    TEXTS(origin, "Who set the value");
#undef TEXTS
#undef NAMED
#undef FILL
    return status;
}

enum status writer_put_scenario(struct writer *self, struct error *error)
{
    const char **texts = NULL;
    double *values = NULL;
    hid_t group = H5I_INVALID_HID;
    const char *resolved = self->head->scenario;
    struct hdf_field text = {
        .name = "text", .unit = "1", .long_name = "The scenario with all that it extends, resolved", .type = HDF_TEXT};
    enum status status = memory_new(&texts, self->head->n_parameters, sizeof *texts, error);
    if (status == STATUS_OK)
        status = memory_new(&values, self->head->n_parameters, sizeof *values, error);
    if (status == STATUS_OK)
        status = hdf_group(self->path, self->file, RESULT_GROUP_SCENARIO, &group, error);
    if (status == STATUS_OK)
        status = hdf_store(self->path, group, &text, HDF_TEXT, &resolved, error);
    if (status == STATUS_OK && self->head->n_parameters > 0)
        status = put_parameters(self, group, texts, values, error);
    memory_free(texts);
    memory_free(values);
    return hdf_close_after(self->path, &group, status, error);
}
