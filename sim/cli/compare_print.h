/* How a comparison is printed: for people, for machines, for spreadsheets. */
#ifndef ROUTEWAY_CLI_COMPARE_PRINT_H
#define ROUTEWAY_CLI_COMPARE_PRINT_H

#include "compare/compare.h"
#include <stdio.h>

struct comparison_view {
    struct result *a, *b;
    size_t differs_from; /* first week that differs; number of weeks if none does */
    struct outcome_window window;
    struct comparison_row *rows;
    size_t count;
    struct comparison_row *area_rows; /* NULL unless asked for */
    size_t area_count;
};

/* Sentences that a reader can take away: claimants first, then employment. */
#define COMPARE_HEADLINES 2
#define COMPARE_HEADLINE_SIZE 160
void compare_headline(const struct comparison_view *view, size_t nth, char *out, size_t size);

/* What the interval stands for, or why there is none. */
const char *compare_coverage(const struct comparison_view *view);

void compare_print_table(const struct comparison_view *view, FILE *out);
void compare_print_csv(const struct comparison_view *view, FILE *out);
enum status compare_print_json(const struct comparison_view *view, FILE *out, struct error *error) MUST_CHECK;

#endif
