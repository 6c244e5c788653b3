/* Shared by the files of `routeway inspect` only. */
#ifndef ROUTEWAY_CLI_INSPECT_H
#define ROUTEWAY_CLI_INSPECT_H

#include "record/reader.h"
#include <stdbool.h>
#include <stdio.h>

/* Each prints one view of a result. */
enum status inspect_summary(struct result *result, bool json, FILE *out, struct error *error) MUST_CHECK;
enum status inspect_funnel(struct result *result, bool json, FILE *out, struct error *error) MUST_CHECK;
enum status inspect_targets(struct result *result, bool json, FILE *out, struct error *error) MUST_CHECK;
/* Long form: replicate, week, area, label of the axis, value. */
enum status inspect_measure(struct result *result, const char *name, FILE *out, struct error *error) MUST_CHECK;

#endif
