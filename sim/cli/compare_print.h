/* How a comparison is printed: for people, for machines, for spreadsheets. */
#ifndef ROUTEWAY_CLI_COMPARE_PRINT_H
#define ROUTEWAY_CLI_COMPARE_PRINT_H

#include "compare/compare.h"
#include <stdbool.h>
#include <stdio.h>

struct comparison_view {
    struct result *a, *b;
    size_t differs_from; /* first week that differs; number of weeks if none does */
    struct outcome_window window;
    struct comparison_row *rows;
    size_t count;
};

void compare_print_table(const struct comparison_view *view, FILE *out);
void compare_print_csv(const struct comparison_view *view, FILE *out);
enum status compare_print_json(const struct comparison_view *view, FILE *out, struct error *error) MUST_CHECK;
enum status compare_print_areas(const struct comparison_view *view, bool csv, FILE *out,
                                struct error *error) MUST_CHECK;

#endif
