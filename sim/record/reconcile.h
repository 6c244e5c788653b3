/* The ledger against the series of payments: what is counted must be in the ledger, to the penny, week by week. */
#ifndef ROUTEWAY_RECORD_RECONCILE_H
#define ROUTEWAY_RECORD_RECONCILE_H

#include "model/model.h"
#include "record/writer.h"

/* Payments by event, stream, provider and payment group, and their number by event. */
#define RECONCILE_SERIES 5

struct reconciliation {
    const struct writer_head *head;
    int32_t first;                    /* recorded week: those before it have been compared */
    int64_t *taken[RECONCILE_SERIES]; /* [weeks from the first on][areas or 1][cells] added up from payments */
    size_t room[RECONCILE_SERIES];
    uint64_t misplaced; /* payments of areas that are not recorded, or of weeks that are not or have been compared */
    const struct measure
        *differs; /* the first series found to differ from the ledger, or NULL; the week and the cell */
    int32_t week;
    size_t cell;
    int64_t difference;
};

/* Clear it also after a failure. */
void reconcile_begin(struct reconciliation *self, const struct writer_head *head);
enum status reconcile_take(struct reconciliation *self, const struct payment *payment, struct error *error) MUST_CHECK;
/* Compares with what was counted in these weeks, as writer_pack() gets it; all their payments have been taken. */
enum status reconcile_count(struct reconciliation *self, const struct numbers *counts, int32_t weeks,
                            struct error *error) MUST_CHECK;
/* Fails where anything differed. */
enum status reconcile_end(const struct reconciliation *self, uint32_t replicate, struct error *error) MUST_CHECK;
void reconcile_clear(struct reconciliation *self);

#endif
