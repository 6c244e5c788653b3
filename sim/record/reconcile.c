#include "record/reconcile.h"
#include "core/memory.h"
#include <inttypes.h>
#include <string.h>

static const enum count series[RECONCILE_SERIES] = {
    COUNT_payments, COUNT_payments_by_stream, COUNT_payments_by_provider, COUNT_payments_by_group, COUNT_payments_made};

static const struct measure *about(int which)
{
    size_t count;
    return &measures_all(&count)[series[which]];
}

static size_t cells_a_week(const struct reconciliation *self, int which)
{
    return about(which)->cells * (about(which)->by_area ? self->head->region->n_areas : 1);
}

void reconcile_begin(struct reconciliation *self, const struct writer_head *head)
{
    *self = (struct reconciliation){.head = head};
}

static enum status make_room(struct reconciliation *self, int which, int32_t weeks, struct error *error)
{
    return memory_grow(&self->taken[which], &self->room[which], (size_t)weeks * cells_a_week(self, which),
                       sizeof(int64_t), error);
}

enum status reconcile_take(struct reconciliation *self, const struct payment *payment, struct error *error)
{
    const uint8_t codes[RECONCILE_SERIES] = {payment->event, payment->stream, payment->provider, payment->group,
                                             payment->event};
    int32_t week = payment->week - self->head->first_week - self->first;
    if (week < 0 || week >= self->head->weeks - self->first || payment->area >= self->head->region->n_areas) {
        self->misplaced++;
        return STATUS_OK;
    }
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        if (make_room(self, which, week + 1, error) != STATUS_OK)
            return error->status;
        size_t area = about(which)->by_area ? payment->area : 0;
        size_t cell = (size_t)week * cells_a_week(self, which) + area * about(which)->cells + codes[which];
        self->taken[which][cell] += series[which] == COUNT_payments_made ? 1 : payment->pence;
    }
    return STATUS_OK;
}

/* Remembers the first difference, and forgets the weeks. */
static void compare(struct reconciliation *self, int which, struct numbers counts, int32_t weeks)
{
    size_t a_week = cells_a_week(self, which), cells = (size_t)weeks * a_week;
    size_t from = measure_is_in_blocks(about(which)) ? 0 : (size_t)self->first * a_week;
    int64_t *taken = self->taken[which];
    for (size_t i = 0; i < cells; i++) {
        int64_t difference = numbers_at(counts, from + i) - taken[i];
        if (difference == 0 || self->differs)
            continue;
        self->differs = about(which);
        self->week = self->first + (int32_t)(i / a_week);
        self->cell = i % about(which)->cells;
        self->difference = difference;
    }
    memmove(taken, taken + cells, (self->room[which] - cells) * sizeof *taken);
    memset(taken + self->room[which] - cells, 0, cells * sizeof *taken);
}

enum status reconcile_count(struct reconciliation *self, const struct numbers *counts, int32_t weeks,
                            struct error *error)
{
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        if (make_room(self, which, weeks, error) != STATUS_OK)
            return error->status;
        compare(self, which, counts[series[which]], weeks);
    }
    self->first += weeks;
    return STATUS_OK;
}

enum status reconcile_end(const struct reconciliation *self, uint32_t replicate, struct error *error)
{
    if (self->misplaced > 0)
        return error_set(error, STATUS_FAILED,
                         "replicate %" PRIu32 ": %" PRIu64
                         " payments are of no recorded week and area; this is an error "
                         "of Routeway",
                         replicate, self->misplaced);
    if (self->differs)
        return error_set(error, STATUS_FAILED,
                         "replicate %" PRIu32 ", recorded week %" PRId32
                         ": %s of '%s' and the ledger differ by %" PRId64 " %s; this is an error of Routeway",
                         replicate, self->week, self->differs->name, self->differs->axis->labels[self->cell],
                         self->difference, self->differs->unit);
    return STATUS_OK;
}

void reconcile_clear(struct reconciliation *self)
{
    for (int which = 0; which < RECONCILE_SERIES; which++)
        memory_free(self->taken[which]);
}
