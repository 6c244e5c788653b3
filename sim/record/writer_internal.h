/* Shared by the files of the writer only. */
#ifndef ROUTEWAY_RECORD_WRITER_INTERNAL_H
#define ROUTEWAY_RECORD_WRITER_INTERNAL_H

#include "record/hdf.h"
#include "record/spool.h"
#include "record/table.h"
#include "record/writer.h"

struct writer_rows {
    struct spool spells, journeys, payments;
};

struct writer {
    char *path;
    char *temporary;
    bool force, published;
    const struct writer_head *head;
    hid_t file;
    struct table people, spells, ledger, journeys;
    uint32_t replicate; /* the next one to be added */
    uint64_t digest, person_weeks, n_spells;
};

/* Coordinates and empty measures in the root group. */
enum status writer_make_root(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_measures(struct writer *self, const int64_t *const *counts, struct error *error) MUST_CHECK;

/* /people, /spells, /participations, /ledger and /scenario. */
enum status writer_make_tables(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_people(struct writer *self, const struct person_facts *people, size_t count,
                              struct error *error) MUST_CHECK;
enum status writer_put_spells(struct writer *self, const struct writer_replicate *numbers,
                              struct error *error) MUST_CHECK;
enum status writer_make_journeys(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_journeys(struct writer *self, struct spool *from, size_t strips, struct error *error) MUST_CHECK;
enum status writer_make_ledger(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_ledger(struct writer *self, struct spool *from, size_t strips, struct error *error) MUST_CHECK;
enum status writer_put_scenario(struct writer *self, struct error *error) MUST_CHECK;

#endif
