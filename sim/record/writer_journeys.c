#include "agents/axes.h"
#include "record/digest.h"
#include "record/writer_internal.h"

#define NO_FLAGS NULL
#define DAYS "days since 1970-01-01"

static const struct table_column journey_columns[] = {
#define JOURNEY_COLUMN(name, unit, type, missing, flags, value, sentence) {#name, unit, type, missing, flags, sentence},
#include "record/journeys.def"
#undef JOURNEY_COLUMN
};
#define COLUMNS (sizeof journey_columns / sizeof journey_columns[0])

enum status writer_make_journeys(struct writer *self, struct error *error)
{
    return table_init(&self->journeys, self->path, self->file, self->packer, RESULT_GROUP_JOURNEYS, journey_columns,
                      COLUMNS, error);
}

/* A person has one journey at a time: no two rows are alike in person and week of the referral, but for those that end
   and begin in one week. */
static int by_person(const void *a, const void *b)
{
    const struct journey_facts *l = a, *r = b;
    if (l->person != r->person)
        return l->person < r->person ? -1 : 1;
    if (l->referred != r->referred)
        return l->referred < r->referred ? -1 : 1;
    return l->end_week < r->end_week ? -1 : l->end_week > r->end_week;
}

static enum status put_journey(struct writer *self, const struct journey_facts *journey, struct error *error)
{
    int64_t replicate = self->replicate, day0 = self->head->start_day;
    const int64_t row[] = {
#define JOURNEY_COLUMN(name, unit, type, missing, flags, value, sentence) value,
#include "record/journeys.def"
#undef JOURNEY_COLUMN
    };
    self->digest = digest_numbers(self->digest, row, COLUMNS);
    return table_add(&self->journeys, row, error);
}

static enum status put_strip(void *context, const void *rows, size_t count, struct error *error)
{
    const struct journey_facts *journeys = rows;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = put_journey(context, &journeys[i], error);
    return status;
}

enum status writer_put_journeys(struct writer *self, const struct writer_replicate *numbers, struct error *error)
{
    return spool_sorted(&numbers->rows->journeys, numbers->strips, numbers->threads, by_person, put_strip, self, error);
}
