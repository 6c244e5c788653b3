/* Shared by the files of the writer only. */
#ifndef ROUTEWAY_RECORD_WRITER_INTERNAL_H
#define ROUTEWAY_RECORD_WRITER_INTERNAL_H

#include "record/hdf.h"
#include "record/pack.h"
#include "record/reconcile.h"
#include "record/spool.h"
#include "record/table.h"
#include "record/writer.h"

struct writer_rows {
    const struct writer *writer;
    struct spool spells, journeys, payments;
    struct pack packs[COUNTS];
    struct packer **packers; /* one a thread */
    int n_packers;
    uint64_t digests[COUNTS]; /* of the numbers packed so far */
    struct reconciliation series;
};

/* A coordinate, and the dimensions of datasets that stand on it: as the file has them. */
struct writer_scale_user {
    hobj_ref_t dataset;
    int dimension;
};
struct writer_scale {
    const char *name;
    hobj_ref_t itself;
    struct writer_scale_user *users;
    size_t n_users, users_room;
};
#define WRITER_MOST_SCALES 64

struct writer {
    char *path;
    char *temporary;
    bool force, published;
    const struct writer_head *head;
    hid_t file;
    hid_t measures[COUNTS];
    struct writer_scale scales[WRITER_MOST_SCALES];
    size_t n_scales;
    struct packer *packer;
    struct table people, spells, ledger, journeys;
    uint32_t replicate; /* the next one to be added */
    uint64_t digest, person_weeks, n_spells;
};

/* Makes the measures with the first replicate, and closes them after the last. */
enum status writer_put_measures(struct writer *self, const struct writer_rows *rows, struct error *error) MUST_CHECK;

/* First the coordinates; then each dataset says which ones its dimensions stand on; then the coordinates list them. */
enum status writer_make_scales(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_on_scales(struct writer *self, hid_t dataset, const char *name, int n_dims,
                                 const char *const *dims, struct error *error) MUST_CHECK;
enum status writer_finish_scales(struct writer *self, struct error *error) MUST_CHECK;

/* /people, /spells, /participations, /ledger and /scenario. */
enum status writer_make_tables(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_people(struct writer *self, const struct person_facts *people, size_t count,
                              struct error *error) MUST_CHECK;
enum status writer_put_spells(struct writer *self, const struct writer_replicate *numbers,
                              struct error *error) MUST_CHECK;
enum status writer_make_journeys(struct writer *self, struct error *error) MUST_CHECK;
enum status writer_put_journeys(struct writer *self, const struct writer_replicate *numbers,
                                struct error *error) MUST_CHECK;
enum status writer_make_ledger(struct writer *self, struct error *error) MUST_CHECK;
/* Fails where the ledger's sums are not those of the counts, so that such a result is never published. */
enum status writer_put_ledger(struct writer *self, const struct writer_replicate *numbers,
                              struct error *error) MUST_CHECK;
enum status writer_put_scenario(struct writer *self, struct error *error) MUST_CHECK;

#endif
