/* Two results side by side: may they be compared, from when do they differ, and by how much. */
#ifndef ROUTEWAY_COMPARE_COMPARE_H
#define ROUTEWAY_COMPARE_COMPARE_H

#include "compare/outcomes.h"
#include "compare/paired.h"

#define COMPARISON_ALL_AREAS SIZE_MAX
struct comparison_row {
    const struct outcome *outcome;
    size_t area; /* place in the results' areas, or COMPARISON_ALL_AREAS */
    struct paired paired;
};

/* STATUS_BAD_DATA naming every point in which the two are not of the same people: region, areas, scale, seed,
   replicates, weeks, and the day on which the run began (draws count weeks from there). */
enum status comparison_check(struct result *a, struct result *b, struct error *error) MUST_CHECK;

/* The first recorded week in which any stock or weekly measure differs; the number of weeks when none does. Cohorts are
   left out: they differ from the week in which their spells began, before anything has happened to them. */
enum status comparison_first_difference(struct result *a, struct result *b, size_t *week,
                                        struct error *error) MUST_CHECK;

/* The week with which the financial year of week `first` began, where that lies within the 13 weeks before, else
   `first`: budgets are allotted and lapse once a year, and a comparison that begins just behind that would count a year
   too few of them. days: of each recorded week, since 1970-01-01. */
size_t comparison_new_year(const int32_t *days, size_t first);

/* Fills one row for each outcome that the window allows; rows has room for all outcomes. */
enum status comparison_rows(struct result *a, struct result *b, const struct outcome_window *window,
                            struct comparison_row *rows, size_t *count, struct error *error) MUST_CHECK;

/* Employment and claimants in each area: rows has room for COMPARISON_BY_AREA rows an area, which stand together. */
#define COMPARISON_BY_AREA 2
enum status comparison_area_rows(struct result *a, struct result *b, const struct outcome_window *window,
                                 struct comparison_row *rows, struct error *error) MUST_CHECK;

/* What an interval says: "higher", "lower", "inside the noise", "the same", "one replicate" or "not defined". */
const char *comparison_words(const struct paired *paired);

#endif
