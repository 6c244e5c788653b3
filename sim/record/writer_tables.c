#include "agents/axes.h"
#include "core/memory.h"
#include "record/digest.h"
#include "record/writer_internal.h"
#include <inttypes.h>
#include <stdlib.h>

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
    enum status status = table_init(&self->people, self->path, self->file, self->packer, RESULT_GROUP_PEOPLE, people_columns,
                                    COUNT(people_columns), error);
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

/* A person's place in row order, found by identity. */
struct rank {
    uint32_t person;
    uint32_t place;
};

static int by_person(const void *a, const void *b)
{
    uint32_t left = ((const struct rank *)a)->person, right = ((const struct rank *)b)->person;
    return left < right ? -1 : left > right;
}

struct ranked {
    uint32_t place;
    struct spell spell;
};

#define ORDER(a, b)                                                                                                    \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

/* Every field takes part, so that the order never depends on the order of arrival. */
static int by_place(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    const struct spell *l = &left->spell, *r = &right->spell;
    ORDER(left->place, right->place);
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

static enum status rank_spells(const struct rank *ranks, size_t n_ranks, const struct spell *spells, size_t count,
                               struct ranked *out, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        struct rank key = {spells[i].person, 0};
        const struct rank *found = n_ranks ? bsearch(&key, ranks, n_ranks, sizeof *ranks, by_person) : NULL;
        if (!found)
            return error_set(error, STATUS_FAILED,
                             "a spell belongs to person %" PRIu32 ", who is not among those recorded",
                             spells[i].person);
        out[i] = (struct ranked){found->place, spells[i]};
    }
    return STATUS_OK;
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

/* One strip is in memory at a time; strips are runs of rows in order, so that the sorted strips make a sorted whole. */
static enum status put_strips(struct writer *self, const struct rank *ranks, const struct writer_replicate *numbers,
                              struct error *error)
{
    void *spells = NULL;
    struct ranked *ranked = NULL;
    size_t capacity = 0, ranked_capacity = 0;
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < numbers->strips; strip++) {
        size_t count = 0;
        status = spool_strip(&numbers->rows->spells, strip, &spells, &capacity, &count, error);
        if (status == STATUS_OK)
            status = memory_grow(&ranked, &ranked_capacity, count, sizeof *ranked, error);
        if (status == STATUS_OK)
            status = rank_spells(ranks, numbers->n_people, spells, count, ranked, error);
        if (status == STATUS_OK && count > 1)
            qsort(ranked, count, sizeof *ranked, by_place);
        for (size_t i = 0; status == STATUS_OK && i < count; i++)
            status = put_spell(self, &ranked[i].spell, error);
    }
    memory_free(spells);
    memory_free(ranked);
    return status;
}

enum status writer_put_spells(struct writer *self, const struct writer_replicate *numbers, struct error *error)
{
    struct rank *ranks = NULL;
    enum status status = memory_new(&ranks, numbers->n_people, sizeof *ranks, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < numbers->n_people; i++)
        ranks[i] = (struct rank){numbers->people[i].person, (uint32_t)i};
    qsort(ranks, numbers->n_people, sizeof *ranks, by_person);
    status = put_strips(self, ranks, numbers, error);
    memory_free(ranks);
    return status;
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
