#include "agents/axes.h"
#include "record/digest.h"
#include "record/writer_internal.h"

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
    return table_init(&self->ledger, self->path, self->file, self->packer, RESULT_GROUP_LEDGER, ledger_columns, COLUMNS,
                      error);
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

static enum status put_strip(void *context, const void *rows, size_t count, struct error *error)
{
    const struct payment *payments = rows;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = put_payment(context, &payments[i], error);
    return status;
}

enum status writer_put_ledger(struct writer *self, const struct writer_replicate *numbers, struct error *error)
{
    struct writer_rows *rows = numbers->rows;
    enum status status =
        spool_sorted(&rows->payments, numbers->strips, numbers->threads, by_person, put_strip, self, error);
    return status == STATUS_OK ? reconcile_end(&rows->series, self->replicate, error) : status;
}
