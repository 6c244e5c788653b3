#include "agents/axes.h"
#include "core/memory.h"
#include "record/digest.h"
#include "record/writer_internal.h"
#include <stdlib.h>

#define NO_FLAGS NULL
#define DAYS "days since 1970-01-01"

static const struct table_column ledger_columns[] = {
#define LEDGER(name, unit, type, missing, flags, value, sentence) {#name, unit, type, missing, flags, sentence},
#include "record/ledger.def"
#undef LEDGER
};
#define COLUMNS (sizeof ledger_columns / sizeof ledger_columns[0])

enum status writer_make_ledger(struct writer *self, struct error *error)
{
    return table_init(&self->ledger, self->path, self->file, self->packer, RESULT_GROUP_LEDGER, ledger_columns, COLUMNS, error);
}

#define ORDER(a, b)                                                                                                    \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

/* Every field takes part, so that the order never depends on the order of arrival. */
static int by_person(const void *a, const void *b)
{
    const struct payment *l = a, *r = b;
    ORDER(l->person, r->person);
    ORDER(l->week, r->week);
    ORDER(l->event, r->event);
    ORDER(l->pence, r->pence);
    ORDER(l->stream, r->stream);
    ORDER(l->provider, r->provider);
    ORDER(l->group, r->group);
    ORDER(l->area, r->area);
    ORDER(l->state, r->state);
    ORDER(l->spell_start, r->spell_start);
    ORDER(l->earned, r->earned);
    ORDER(l->contract, r->contract);
    return 0;
}

static enum status put_payment(struct writer *self, const struct payment *payment, struct error *error)
{
    int64_t replicate = self->replicate, day0 = self->head->start_day;
    const int64_t row[] = {
#define LEDGER(name, unit, type, missing, flags, value, sentence) value,
#include "record/ledger.def"
#undef LEDGER
    };
    self->digest = digest_numbers(self->digest, row, COLUMNS);
    return table_add(&self->ledger, row, error);
}

/* One strip is in memory at a time. */
static enum status put_strips(struct writer *self, struct spool *from, size_t strips, struct error *error)
{
    void *payments = NULL;
    size_t capacity = 0;
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < strips; strip++) {
        size_t count = 0;
        status = spool_strip(from, strip, &payments, &capacity, &count, error);
        if (status == STATUS_OK && count > 1)
            qsort(payments, count, sizeof(struct payment), by_person);
        for (size_t i = 0; status == STATUS_OK && i < count; i++)
            status = put_payment(self, (const struct payment *)payments + i, error);
    }
    memory_free(payments);
    return status;
}

enum status writer_put_ledger(struct writer *self, struct writer_rows *rows, size_t strips, struct error *error)
{
    enum status status = put_strips(self, &rows->payments, strips, error);
    return status == STATUS_OK ? reconcile_end(&rows->series, self->replicate, error) : status;
}
