/* The payments of a run in one list. */
#ifndef ROUTEWAY_TESTS_SUPPORT_LEDGER_H
#define ROUTEWAY_TESTS_SUPPORT_LEDGER_H

#include "helpers.h"
#include "model/internal.h"
#include <stdlib.h>

struct ledger {
    struct payment *payments; /* strip by strip; ends with free() */
    size_t count;
};

static inline struct ledger ledger_of(struct model *model)
{
    struct ledger ledger = {NULL, 0};
    struct error error;
    for (size_t s = 0; s < model_strips(model); s++) {
        const struct payment *payments;
        size_t count;
        assert_int_equal(model_payments(model, s, &payments, &count, &error), STATUS_OK);
        if (count == 0)
            continue;
        ledger.payments = realloc(ledger.payments, (ledger.count + count) * sizeof *payments);
        assert_non_null(ledger.payments);
        memcpy(&ledger.payments[ledger.count], payments, count * sizeof *payments);
        ledger.count += count;
    }
    return ledger;
}

#endif
