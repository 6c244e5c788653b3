/* Checks that need more than one setting, and the weeks of the run. Inside sim/scenario only. */
#ifndef ROUTEWAY_SCENARIO_CROSS_H
#define ROUTEWAY_SCENARIO_CROSS_H

#include "scenario/trace.h"

/* First week and the week after the last in which a change acts, as in struct plan_row. */
struct weeks {
    int32_t from, until;
};
struct weeks change_weeks(const struct scenario_trace *trace, const struct change *change);
int32_t run_start(const struct scenario_trace *trace);
int32_t run_weeks(const struct scenario_trace *trace);
bool change_covers(const struct scenario_trace *trace, const struct change *change, size_t area);

/* The dates of the run, paths, and changes that never act; false if the dates of the run are wrong. */
bool check_dates(struct reader *self);
/* Shares drawn by one lottery must be equal, and the number of different scopes is limited. */
void check_scopes(struct reader *self);
/* Values that multiply changes lead to, as far as they can be known. */
void check_products(struct reader *self);
/* Warns where two changes meet in one cell. */
void check_meetings(struct reader *self);
/* Warns of settings that do nothing as others stand. */
void check_effects(struct reader *self, const struct plan *plan);

#endif
