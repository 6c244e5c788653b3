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

enum status writer_take_week(struct writer_rows *self, struct model *model, struct error *error)
{
    enum status status = take_spells(self, model, error);
    if (status == STATUS_OK)
        status = take_journeys(self, model, error);
    return status == STATUS_OK ? take_payments(self, model, error) : status;
}

static enum status take_numbers(struct writer *self, struct writer_rows *rows, const struct model *model,
                                const int64_t **counts, struct person_facts *people, struct error *error)
{
    size_t n_measures;
    (void)measures_all(&n_measures);
    for (size_t i = 0; i < n_measures; i++)
        counts[i] = model_counts(model, i);
    size_t n_people = model_recorded_persons(model);
    for (size_t i = 0; i < n_people; i++)
        model_person_facts(model, i, &people[i]);
    struct writer_replicate numbers = {counts, people, n_people, model_strips(model), model_person_weeks(model), rows};
    return writer_add_replicate(self, &numbers, error);
}

enum status writer_take_replicate(struct writer *self, struct writer_rows *rows, struct model *model,
                                  struct error *error)
{
    const int64_t **counts = NULL;
    struct person_facts *people = NULL;
    size_t n_measures;
    (void)measures_all(&n_measures);
    int32_t weeks = model_weeks(model) - model_report_from(model);
    if (weeks != self->head->weeks)
        return error_set(error, STATUS_FAILED, "the model recorded %" PRId32 " weeks where %" PRId32 " were announced",
                         weeks, self->head->weeks);
    enum status status = model_close_spells(model, error);
    if (status == STATUS_OK)
        status = take_spells(rows, model, error);
    if (status == STATUS_OK)
        status = take_journeys(rows, model, error);
    if (status == STATUS_OK)
        status = memory_new(&counts, n_measures, sizeof *counts, error);
    if (status == STATUS_OK)
        status = memory_new(&people, model_recorded_persons(model), sizeof *people, error);
    if (status == STATUS_OK)
        status = take_numbers(self, rows, model, counts, people, error);
    memory_free(counts);
    memory_free(people);
    return status;
}
