/* routeway compare --deadweight: which job outcomes would have come without provision. */
#ifndef ROUTEWAY_CLI_COMPARE_DEADWEIGHT_H
#define ROUTEWAY_CLI_COMPARE_DEADWEIGHT_H

#include "core/error.h"
#include "record/reader.h"
#include <stdio.h>

enum deadweight_format { DEADWEIGHT_TABLE, DEADWEIGHT_CSV, DEADWEIGHT_JSON };

/* B is the twin of A without provision. */
enum status compare_deadweight(struct result *a, struct result *b, enum deadweight_format format, FILE *out,
                               struct error *error) MUST_CHECK;

#endif
