/* What the files of the toy share. */
#ifndef ROUTEWAY_TOY_INTERNAL_H
#define ROUTEWAY_TOY_INTERNAL_H

#include "model.h"

/* A class is 4 band + skill. Hazards of employed persons fall with time, so those who stay have a band, and a bound,
   of their own. */
enum toy_band { BAND_NEW_JOB, BAND_JOB, BAND_UNEMPLOYED, BAND_PROVISION, BANDS };
#define BAND_JOB_FROM 52 /* weeks */

#define DURATIONS 1024 /* weeks of the tables; hazards no longer change after it */

/* Thresholds of the first exit, and of the first or the second. */
struct toy_tables {
    uint32_t first[STATES][DURATIONS][SKILLS], either[STATES][DURATIONS][SKILLS];
    struct screen_limits limits; /* the highest of each class */
};
void toy_tables_init(struct toy_tables *self);

/* Columns of persons: row and identity are the same. */
struct toy_persons {
    uint8_t *class;
    int16_t *entry; /* first week in the state; those to whom nothing happens are only read */
};

/* What the processes of a week see: some rows, and whom the screen found among them. */
struct toy_strip {
    struct toy_persons persons;
    const struct toy_tables *tables;
    struct toy_counts change; /* of persons by state */
    struct screen_draw draw;
    uint32_t first; /* row */
    size_t words;
    struct screen_found found;
};

/* One candidate: a bit of the screen. */
void toy_employed(struct toy_strip *strip, uint32_t offset);
void toy_out_of_work(struct toy_strip *strip, uint32_t offset);

/* All candidates of the strip. */
void toy_exits_of_week(struct toy_strip *strip);

#endif
