#include "agents/vacancies.h"
#include "core/memory.h"
#include <string.h>

enum status vacancies_create(struct vacancies *self, size_t n_areas, const uint32_t *slots, struct error *error)
{
    memset(self, 0, sizeof *self);
    self->n_areas = n_areas;
    size_t tables = n_areas * BAND_COUNT;
    if (memory_new(&self->first, tables + 1, sizeof *self->first, error) != STATUS_OK)
        return error->status;
    for (size_t i = 0; i < tables; i++)
        self->first[i + 1] = self->first[i] + slots[i];
    size_t count = self->first[tables];
    if (memory_new(&self->posted, count, sizeof *self->posted, error) != STATUS_OK ||
        memory_new(&self->closes, count, sizeof *self->closes, error) != STATUS_OK ||
        memory_new(&self->sector, count, sizeof *self->sector, error) != STATUS_OK ||
        memory_new(&self->size, count, sizeof *self->size, error) != STATUS_OK ||
        memory_new(&self->contract, count, sizeof *self->contract, error) != STATUS_OK ||
        memory_new(&self->best, count, sizeof *self->best, error) != STATUS_OK ||
        memory_new(&self->open, n_areas * SECTOR_COUNT, sizeof *self->open, error) != STATUS_OK) {
        vacancies_free(self);
        return error->status;
    }
    for (size_t i = 0; i < count; i++)
        self->posted[i] = VACANCY_CLOSED;
    return STATUS_OK;
}

void vacancies_free(struct vacancies *self)
{
    memory_free(self->first);
    memory_free(self->posted);
    memory_free(self->closes);
    memory_free(self->sector);
    memory_free(self->size);
    memory_free(self->contract);
    memory_free(self->best);
    memory_free(self->open);
    memset(self, 0, sizeof *self);
}
