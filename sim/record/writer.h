/* Writes the result of a run: beside its place, replicate by replicate, and published whole or not at all. */
#ifndef ROUTEWAY_RECORD_WRITER_H
#define ROUTEWAY_RECORD_WRITER_H

#include "core/error.h"
#include "model/model.h"
#include "record/layout.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct writer;

/* What is known before the run. All of it must outlive the writer. */
struct writer_head {
    const char *title;
    const struct region *region;
    uint32_t seed;
    uint32_t replicates;
    double scale;
    uint64_t scenario_digest;
    int32_t start_day;    /* of week 0, days since 1970-01-01 */
    int32_t first_week;   /* that is recorded */
    int32_t weeks;        /* that are recorded */
    const char *scenario; /* resolved text */
    const struct result_parameter *parameters;
    size_t n_parameters;
};

/* Refuses an existing file (unless force) and makes the temporary one, so that a run that cannot be kept never begins.
 */
enum status writer_create(struct writer **out, const char *path, bool force, const struct writer_head *head,
                          struct error *error) MUST_CHECK;

/* Spells, journeys and payments of one replicate, kept until it ends. Several may fill at once, each in a thread of its
   own; the writer, which must outlive them, takes them one after the other. */
struct writer_rows;
enum status writer_rows_create(struct writer_rows **out, const struct writer *writer, struct error *error) MUST_CHECK;
void writer_rows_free(struct writer_rows *self);

enum status writer_add_spells(struct writer_rows *self, size_t strip, const struct spell *spells, size_t count,
                              struct error *error) MUST_CHECK;
enum status writer_add_journeys(struct writer_rows *self, size_t strip, const struct journey_facts *journeys,
                                size_t count, struct error *error) MUST_CHECK;
enum status writer_add_payments(struct writer_rows *self, size_t strip, const struct payment *payments, size_t count,
                                struct error *error) MUST_CHECK;

#define WRITER_BLOCK 64 /* weeks */

/* Compresses so many recorded weeks of the counts, one a measure, as model_counts() gives them: those of measures in
   blocks begin with the first of these weeks. It is a multiple of WRITER_BLOCK; with the last weeks of all come the
   other measures, whole. */
enum status writer_pack(struct writer_rows *self, const struct numbers *counts, int32_t first, int32_t weeks,
                        int threads, struct error *error) MUST_CHECK;

/* A replicate that has ended. */
struct writer_replicate {
    const struct person_facts *people; /* in row order */
    size_t n_people;
    size_t strips;
    int threads; /* that sort the rows of tables */
    uint64_t person_weeks;
    struct writer_rows *rows; /* with the counts of all weeks packed */
};
/* Replicates come in order. */
enum status writer_add_replicate(struct writer *self, const struct writer_replicate *numbers,
                                 struct error *error) MUST_CHECK;

/* The same from a model whose options.weeks_kept is WRITER_BLOCK: every week; after the last one, still in a thread of
 * the replicate's own; and in order. */
enum status writer_take_week(struct writer_rows *self, struct model *model, int threads,
                             struct error *error) MUST_CHECK;
enum status writer_take_end(struct writer_rows *self, struct model *model, struct error *error) MUST_CHECK;
enum status writer_take_replicate(struct writer *self, struct writer_rows *rows, struct model *model, int threads,
                                  struct error *error) MUST_CHECK;

struct writer_summary {
    uint64_t content_digest;
    uint64_t person_weeks;
    uint64_t spells;
    uint64_t bytes; /* of the file */
};
/* Completes the file, syncs it and gives it its name. */
enum status writer_publish(struct writer *self, struct writer_summary *summary, struct error *error) MUST_CHECK;

/* Removes the temporary if it was not published. */
void writer_free(struct writer *self);

/* Bytes that the measures of one replicate take before compression; of n spells, after it. */
uint64_t writer_measure_bytes(size_t areas, int32_t weeks);

/* Names of the version and commit that results are marked with. */
const char *record_version(void);
const char *record_commit(void);

#endif
