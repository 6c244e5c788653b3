#include "core/memory.h"
#include "record/writer_internal.h"
#include <inttypes.h>

static enum status take_spells(struct writer_rows *self, struct model *model, struct error *error)
{
    size_t strips = model_strips(model);
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < strips; strip++) {
        size_t count = 0;
        const struct spell *spells = NULL;
        status = model_spells(model, strip, &spells, &count, error);
        if (status == STATUS_OK)
            status = writer_add_spells(self, strip, spells, count, error);
    }
    model_spells_forget(model);
    return status;
}

static enum status take_journeys(struct writer_rows *self, struct model *model, struct error *error)
{
    size_t strips = model_strips(model);
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < strips; strip++) {
        size_t count = 0;
        const struct journey_facts *journeys = NULL;
        status = model_journeys(model, strip, &journeys, &count, error);
        if (status == STATUS_OK)
            status = writer_add_journeys(self, strip, journeys, count, error);
    }
    model_journeys_forget(model);
    return status;
}

static enum status take_payments(struct writer_rows *self, struct model *model, struct error *error)
{
    size_t strips = model_strips(model);
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < strips; strip++) {
        size_t count = 0;
        const struct payment *payments = NULL;
        status = model_payments(model, strip, &payments, &count, error);
        if (status == STATUS_OK)
            status = writer_add_payments(self, strip, payments, count, error);
    }
    model_payments_forget(model);
    return status;
}

/* Those of a block of weeks, when all of it has been simulated. */
static enum status take_counts(struct writer_rows *self, const struct model *model, int threads, struct error *error)
{
    struct numbers counts[COUNTS];
    int32_t recorded = model_week(model) - model_report_from(model), first = model_block_first(model);
    bool whole = recorded > 0 && recorded % WRITER_BLOCK == 0;
    if (!whole && model_week(model) != model_weeks(model))
        return STATUS_OK;
    for (size_t m = 0; m < COUNTS; m++)
        counts[m] = model_counts(model, m);
    return writer_pack(self, counts, first, recorded - first, threads, error);
}

enum status writer_take_week(struct writer_rows *self, struct model *model, int threads, struct error *error)
{
    enum status status = take_spells(self, model, error);
    if (status == STATUS_OK)
        status = take_journeys(self, model, error);
    if (status == STATUS_OK)
        status = take_payments(self, model, error);
    return status == STATUS_OK ? take_counts(self, model, threads, error) : status;
}

/* Strip by strip: the spells that everyone is in take as much memory as all that came before. */
enum status writer_take_end(struct writer_rows *self, struct model *model, struct error *error)
{
    size_t strips = model_strips(model);
    enum status status = STATUS_OK;
    for (size_t strip = 0; status == STATUS_OK && strip < strips; strip++) {
        status = model_close_spells(model, strip, error);
        if (status == STATUS_OK)
            status = take_spells(self, model, error);
    }
    if (status == STATUS_OK)
        status = take_journeys(self, model, error);
    model_end_weeks(model);
    return status;
}

enum status writer_take_replicate(struct writer *self, struct writer_rows *rows, struct model *model, int threads,
                                  struct error *error)
{
    struct person_facts *people = NULL;
    size_t n_people = model_recorded_persons(model);
    int32_t weeks = model_weeks(model) - model_report_from(model);
    if (weeks != self->head->weeks)
        return error_set(error, STATUS_FAILED, "the model recorded %" PRId32 " weeks where %" PRId32 " were announced",
                         weeks, self->head->weeks);
    enum status status = memory_new(&people, n_people, sizeof *people, error);
    for (size_t i = 0; status == STATUS_OK && i < n_people; i++)
        model_person_facts(model, i, &people[i]);
    struct writer_replicate numbers = {people, n_people, model_strips(model), threads, model_person_weeks(model), rows};
    if (status == STATUS_OK)
        status = writer_add_replicate(self, &numbers, error);
    memory_free(people);
    return status;
}
