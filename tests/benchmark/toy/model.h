/* A model of three states that only tests and benchmarks use: what can the core do at best, a week's exits being almost
   nothing but draws? Persons are employed, unemployed or in provision, and have a skill that never changes.

   The convention: d is the number of whole weeks that a person has been in the state when a week begins, so that
   whoever enters in week t has d = 0 in week t + 1. All persons begin week 0 with d = 0. Each week has one draw a
   person, for the first of two competing exits or else the second, with probabilities a week (s = skill 0..3):

       employed      to unemployed  0.004 (1 + 2 exp(-d/26)) (1.3 - 0.2 s)
       unemployed    to employed    0.08 exp(-d/40) (0.7 + 0.2 s)           else to provision  0.1 from d = 26 on
       in provision  to employed    0.05 (0.8 + 0.15 s)                     else to unemployed 1   from d = 26 on

   Shares after n weeks are those of the end of week n - 1. */
#ifndef ROUTEWAY_TOY_MODEL_H
#define ROUTEWAY_TOY_MODEL_H

#include "core/error.h"
#include "core/screen_class.h"

enum toy_state { EMPLOYED, UNEMPLOYED, PROVISION, STATES };
enum { SKILLS = 4 };

#define START_UNEMPLOYED 0.08 /* share; the rest is employed */
#define TURNING 26            /* weeks after which provision begins to be offered, and ends */

/* Probabilities of a week's exits. */
struct toy_exits {
    double first, second;
};
struct toy_exits toy_exits(enum toy_state state, int skill, int32_t weeks);

/* Shares of persons in each state after `weeks` weeks, by recursion over state, skill and d. */
void toy_exact(int32_t weeks, double shares[STATES]);

struct toy_options {
    uint32_t persons;
    int32_t weeks; /* at most TOY_MOST_WEEKS */
    int threads;
    uint32_t seed;
};
#define TOY_MOST_WEEKS 30000 /* entries have 16 bits */

struct toy_counts {
    int64_t persons[STATES];
};

struct toy;

enum status toy_new(struct toy **out, const struct toy_options *options, struct error *error) MUST_CHECK;
void toy_free(struct toy *self);

/* Runs all weeks. */
void toy_run(struct toy *self);

/* Persons by state after `weeks` weeks, 0 .. options.weeks. */
struct toy_counts toy_counts_after(const struct toy *self, int32_t weeks);

/* Of every person's state, skill and week of entry, and of all weeks' counts. */
uint64_t toy_digest(const struct toy *self);

#endif
