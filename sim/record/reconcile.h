/* The ledger against the series of payments: what is counted must be in the ledger, to the penny, week by week. */
#ifndef ROUTEWAY_RECORD_RECONCILE_H
#define ROUTEWAY_RECORD_RECONCILE_H

#include "model/model.h"
#include "record/writer.h"

/* Payments by event, stream, provider and payment group, and their number by event. */
#define RECONCILE_SERIES 5

struct reconciliation {
    const struct writer_head *head;
    int64_t *left[RECONCILE_SERIES]; /* of what is counted, when the payments taken are subtracted */
    uint64_t misplaced;              /* payments of weeks or areas that are not recorded */
};

/* Clear it also after a failure. */
enum status reconcile_begin(struct reconciliation *self, const struct writer_head *head,
                            struct error *error) MUST_CHECK;
/* What was counted in these weeks, as writer_pack() gets it. */
void reconcile_count(struct reconciliation *self, const struct numbers *counts, int32_t first, int32_t weeks);
void reconcile_take(struct reconciliation *self, const struct payment *payment);
/* Fails where anything is left. */
enum status reconcile_end(const struct reconciliation *self, uint32_t replicate, struct error *error) MUST_CHECK;
void reconcile_clear(struct reconciliation *self);

#endif
