#include "core/memory.h"
#include "record/digest.h"
#include "record/writer_internal.h"

enum status writer_rows_create(struct writer_rows **out, const struct writer *writer, struct error *error)
{
    *out = NULL;
    enum status status = memory_new(out, 1, sizeof **out, error);
    if (status != STATUS_OK)
        return status;
    (*out)->writer = writer;
    for (size_t m = 0; m < COUNTS; m++)
        (*out)->digests[m] = DIGEST_START;
    spool_init(&(*out)->spells, writer->path, "spells", sizeof(struct spell));
    spool_init(&(*out)->journeys, writer->path, "journeys", sizeof(struct journey_facts));
    spool_init(&(*out)->payments, writer->path, "payments", sizeof(struct payment));
    reconcile_begin(&(*out)->series, writer->head);
    return STATUS_OK;
}

void writer_rows_free(struct writer_rows *self)
{
    if (!self)
        return;
    spool_clear(&self->spells);
    spool_clear(&self->journeys);
    spool_clear(&self->payments);
    for (size_t m = 0; m < COUNTS; m++)
        pack_clear(&self->packs[m]);
    for (int i = 0; i < self->n_packers; i++)
        packer_free(self->packers[i]);
    memory_free(self->packers);
    reconcile_clear(&self->series);
    memory_free(self);
}

enum status writer_add_spells(struct writer_rows *self, size_t strip, const struct spell *spells, size_t count,
                              struct error *error)
{
    return spool_add(&self->spells, strip, spells, count, error);
}

enum status writer_add_journeys(struct writer_rows *self, size_t strip, const struct journey_facts *journeys,
                                size_t count, struct error *error)
{
    return spool_add(&self->journeys, strip, journeys, count, error);
}

enum status writer_add_payments(struct writer_rows *self, size_t strip, const struct payment *payments, size_t count,
                                struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = reconcile_take(&self->series, &payments[i], error);
    return status == STATUS_OK ? spool_add(&self->payments, strip, payments, count, error) : status;
}
