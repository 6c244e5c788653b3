/* Simulates the replicates of a run, several at once, and hands them to the writer in order. */
#ifndef ROUTEWAY_CLI_ENSEMBLE_H
#define ROUTEWAY_CLI_ENSEMBLE_H

#include "cli/run.h"

/* As many as there are threads, or fewer where there are fewer replicates or where they would take too much of the
   machine's memory. Threads left over work inside the replicates. */
int ensemble_at_once(const struct run *run);

enum status ensemble_run(struct run *run, struct writer *writer, struct progress *progress,
                         struct error *error) MUST_CHECK;

#endif
