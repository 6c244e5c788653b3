/* Separations: why and when jobs end, and what people do next. */
#ifndef ROUTEWAY_PROCESSES_SEPARATIONS_H
#define ROUTEWAY_PROCESSES_SEPARATIONS_H

#include "agents/world.h"

#define SEPARATIONS_TENURES 256 /* weeks of tenure told apart */

struct separations_tables {
    int32_t permanent[BAND_COUNT][SIZE_COUNT]; /* log rate of a long-held job */
    int32_t temporary;
    int32_t by_instability, by_match; /* of 1/32 standard deviation */
    int32_t by_health;                /* of 1/255 */
    int32_t supported;                /* by in-work support */
    int32_t by_tenure[SEPARATIONS_TENURES];
    int32_t level; /* of permanent_rate: what levels of the screen count from */
};

/* What decides the end of a job. */
struct separations_case {
    uint8_t contract, band, size, health;
    int8_t instability, match;
    int32_t tenure; /* weeks */
    bool supported; /* in work on a programme */
};

/* The rule: log rate of the job's end, redundancy apart. */
int32_t separations_log_rate(const struct separations_tables *tables, const struct separations_case *job);

/* The level that the screen counts a permanent job to: it holds until the person is touched, since tenure only lowers
   the rate. */
unsigned separations_level(const struct world *world, uint32_t row);

enum status separations_prepare(struct world *world, struct error *error) MUST_CHECK;
void separations_step(struct world *world, struct strip *strip);

#endif
