/* Progress of a run on stderr: one line redrawn on a terminal, now and then a plain line elsewhere. */
#ifndef ROUTEWAY_CLI_PROGRESS_H
#define ROUTEWAY_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
    FILE *out;
    bool terminal, drawn;
    double started, last; /* seconds of the clock that never goes back */
    uint64_t weeks;       /* of all replicates */
};

double clock_seconds(void);

void progress_begin(struct progress *self, FILE *out, uint64_t weeks);
bool progress_is_due(const struct progress *self);
/* weeks done of all replicates, persons' weeks among them, and what one of them has come to. */
void progress_show(struct progress *self, uint64_t weeks, uint64_t person_weeks, const char *so_far);
/* Clears the line of a terminal. */
void progress_end(struct progress *self);

/* "3.4 GB", "1 h 20 min": for people. */
void print_bytes(double bytes, char *out, size_t size);
void print_seconds(double seconds, char *out, size_t size);
/* "1,234,567" */
void print_thousands(double number, char *out, size_t size);

#endif
