/* Vacancies in fixed tables of slots, one table an area of work and band. A vacancy is found by probing slots with
   keyed draws, never by its position in a list, so that one more vacancy leaves all other choices as they were. */
#ifndef ROUTEWAY_AGENTS_VACANCIES_H
#define ROUTEWAY_AGENTS_VACANCIES_H

#include "agents/axes.h"
#include "core/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VACANCY_CLOSED INT16_MIN

struct vacancies {
    size_t n_areas;
    uint32_t *first; /* [areas x bands + 1] first slot of a table */
    int16_t *posted; /* week, or VACANCY_CLOSED for an empty slot; the other columns count only for open ones */
    int16_t *closes; /* week at whose end it offers the job */
    uint8_t *sector, *size, *contract;
    uint64_t *best; /* rank << 32 | (UINT32_MAX - person id) of the best applicant so far; 0 = none */
    uint32_t *open; /* [areas] open vacancies */
};

enum status vacancies_create(struct vacancies *self, size_t n_areas, const uint32_t *slots,
                             struct error *error) MUST_CHECK;
void vacancies_free(struct vacancies *self);

static inline size_t vacancies_table(size_t area, size_t band)
{
    return area * BAND_COUNT + band;
}

static inline bool vacancy_is_open(const struct vacancies *self, uint32_t slot)
{
    return self->posted[slot] != VACANCY_CLOSED;
}

#endif
