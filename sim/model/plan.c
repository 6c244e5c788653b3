#include "model/plan.h"
#include "core/memory.h"
#include <string.h>

static const struct parameter *find(const char *module, const char *name, uint32_t *index)
{
    size_t count;
    const struct parameter *all = parameters_all(&count);
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(all[i].module, module) == 0 && strcmp(all[i].name, name) == 0) {
            *index = i;
            return &all[i];
        }
    return NULL;
}

double plan_at_start(const struct plan *self, const char *module, const char *name)
{
    uint32_t index = 0;
    const struct parameter *parameter = find(module, name, &index);
    double value = parameter ? parameter->defaults[0] : 0;
    for (size_t i = 0; i < self->n_rows; i++)
        if (parameter && self->rows[i].parameter == index && self->rows[i].operation == PLAN_SET)
            value = self->rows[i].value;
    return value;
}

void plan_clear(struct plan *self)
{
    memory_free(self->title);
    memory_free(self->rows);
    for (size_t i = 0; i < self->n_scopes; i++)
        memory_free(self->scopes[i].areas);
    memory_free(self->scopes);
    region_clear(&self->region);
    memset(self, 0, sizeof *self);
}
