#include "agents/persons.h"
#include "core/memory.h"
#include <string.h>

static const struct column columns[] = {
#define COLUMN(type, name, unit, sentence) {#name, unit, sentence, sizeof(type), offsetof(struct persons, name)},
#include "agents/person.columns.def"
#undef COLUMN
};

const struct column *columns_all(size_t *count)
{
    *count = sizeof columns / sizeof columns[0];
    return columns;
}

size_t persons_bytes(void)
{
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        bytes += columns[i].size;
    return bytes;
}

static size_t whole_groups(size_t count)
{
    return (count + PERSONS_GROUP - 1) / PERSONS_GROUP * PERSONS_GROUP;
}

enum status persons_create(struct persons *self, size_t count, struct error *error)
{
    memset(self, 0, sizeof *self);
    self->count = count;
    enum status status = STATUS_OK;
#define COLUMN(type, name, unit, sentence)                                                                             \
    if (status == STATUS_OK)                                                                                           \
        status = memory_new(&self->name, whole_groups(count), sizeof(type), error);
#include "agents/person.columns.def"
#undef COLUMN
    if (status != STATUS_OK)
        persons_free(self);
    return status;
}

enum status persons_grow(struct persons *self, size_t count, struct error *error)
{
    enum status status = STATUS_OK;
#define COLUMN(type, name, unit, sentence)                                                                             \
    if (status == STATUS_OK)                                                                                           \
        status = memory_extend(&self->name, whole_groups(self->count), whole_groups(count), sizeof(type), error);
#include "agents/person.columns.def"
#undef COLUMN
    if (status == STATUS_OK)
        self->count = count;
    return status;
}

void persons_free(struct persons *self)
{
#define COLUMN(type, name, unit, sentence) memory_free(self->name);
#include "agents/person.columns.def"
#undef COLUMN
    memset(self, 0, sizeof *self);
}
