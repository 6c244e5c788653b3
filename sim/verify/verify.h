/* Checks that need no files: the engine against results that are known exactly. Used by `routeway verify` and the
 * tests. */
#ifndef ROUTEWAY_VERIFY_VERIFY_H
#define ROUTEWAY_VERIFY_VERIFY_H

#include "core/error.h"
#include <stddef.h>

/* A mean over random draws is right within VERIFY_ERRORS standard errors. Seeds are fixed, so a check gives the same
   on every machine; with a seed drawn afresh a correct program would fail one with probability VERIFY_FALSE_ALARM. */
#define VERIFY_ERRORS 4.0
#define VERIFY_FALSE_ALARM 6.3e-5
#define VERIFY_MOST 96

struct verify_result {
    const char *name;
    double expected, found;
    double standard_error; /* 0 where nothing is random */
    double tolerance;      /* largest difference allowed */
    int ok;
};

struct verify_list {
    struct verify_result results[VERIFY_MOST];
    size_t count, failed;
};

void verify_add_random(struct verify_list *self, const char *name, double expected, double found,
                       double standard_error);
void verify_add_exact(struct verify_list *self, const char *name, double expected, double found, double tolerance);

/* Known answers of Philox4x32-10 (Random123's table). */
void verify_random_numbers(struct verify_list *self);
/* Share-out of contact time against its closed form. */
enum status verify_share_out(struct verify_list *self, struct error *error) MUST_CHECK;
/* Stationary shares of a Markov chain, geometric durations, Poisson counts, urn-ball matches. */
enum status verify_closed_forms(struct verify_list *self, struct error *error) MUST_CHECK;
/* A small made-up region, run with 1 and 2 threads, and with and without the screen: every person must be the same. */
enum status verify_runs(struct verify_list *self, struct error *error) MUST_CHECK;

/* All of them. STATUS_OK also when checks failed: see failed. */
enum status verify_all(struct verify_list *self, struct error *error) MUST_CHECK;

#endif
