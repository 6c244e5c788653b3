#include "record/reconcile.h"
#include "core/memory.h"
#include <inttypes.h>

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

enum status reconcile_begin(struct reconciliation *self, const struct writer_head *head, struct error *error)
{
    *self = (struct reconciliation){.head = head};
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        size_t cells = (size_t)head->weeks * cells_a_week(self, which);
        if (memory_new(&self->left[which], cells, sizeof(int64_t), error) != STATUS_OK)
            return error->status;
    }
    return STATUS_OK;
}

void reconcile_count(struct reconciliation *self, const struct numbers *counts, int32_t first, int32_t weeks)
{
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        size_t cells = cells_a_week(self, which), place = (size_t)first * cells;
        size_t from = measure_is_in_blocks(about(which)) ? 0 : place;
        for (size_t i = 0; i < (size_t)weeks * cells; i++)
            self->left[which][place + i] += numbers_at(counts[series[which]], from + i);
    }
}

void reconcile_take(struct reconciliation *self, const struct payment *payment)
{
    const uint8_t codes[RECONCILE_SERIES] = {payment->event, payment->stream, payment->provider, payment->group,
                                             payment->event};
    int32_t week = payment->week - self->head->first_week;
    if (week < 0 || week >= self->head->weeks || payment->area >= self->head->region->n_areas) {
        self->misplaced++;
        return;
    }
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        size_t area = about(which)->by_area ? payment->area : 0;
        size_t cell = (size_t)week * cells_a_week(self, which) + area * about(which)->cells + codes[which];
        self->left[which][cell] -= series[which] == COUNT_payments_made ? 1 : payment->pence;
    }
}

enum status reconcile_end(const struct reconciliation *self, uint32_t replicate, struct error *error)
{
    if (self->misplaced > 0)
        return error_set(error, STATUS_FAILED,
                         "replicate %" PRIu32 ": %" PRIu64
                         " payments are of no recorded week and area; this is an error "
                         "of Routeway",
                         replicate, self->misplaced);
    for (int which = 0; which < RECONCILE_SERIES; which++) {
        size_t a_week = cells_a_week(self, which);
        for (size_t i = 0; i < (size_t)self->head->weeks * a_week; i++)
            if (self->left[which][i] != 0)
                return error_set(
                    error, STATUS_FAILED,
                    "replicate %" PRIu32 ", recorded week %zu: %s of '%s' and the ledger differ by %" PRId64
                    " %s; this is an error of Routeway",
                    replicate, i / a_week, about(which)->name, about(which)->axis->labels[i % about(which)->cells],
                    self->left[which][i], about(which)->unit);
    }
    return STATUS_OK;
}

void reconcile_clear(struct reconciliation *self)
{
    for (int which = 0; which < RECONCILE_SERIES; which++)
        memory_free(self->left[which]);
}
