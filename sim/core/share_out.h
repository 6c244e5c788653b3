/* Sharing out contact time by what it earns (docs/odd.md, "Share-out of contact time").
   Clients come as a histogram of ln w in steps of 1/SHARE_STEPS; a client of bin b gets
   min(max, max(min, h0 (x_b - theta))), theta = ln(h0 lambda) such that all hours are used. */
#ifndef ROUTEWAY_CORE_SHARE_OUT_H
#define ROUTEWAY_CORE_SHARE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHARE_STEPS 32                /* bins for a factor of e */
#define SHARE_BINS (40 * SHARE_STEPS) /* ln w from SHARE_LOWEST upwards */
#define SHARE_LOWEST (-24)
#define SHARE_NOTHING (-1) /* bin of a client with w = 0 */
#define SHARE_GROUPS 3     /* clients with minima of their own */

/* Integer sums, so that they do not depend on the order in which clients are added. All zero is an empty one. */
struct share_histogram {
    int32_t down, up;                 /* bins [SHARE_BINS - down, up) hold all clients with a weight: both only grow */
    uint32_t worthless[SHARE_GROUPS]; /* clients with w = 0 */
    uint32_t clients[SHARE_GROUPS][SHARE_BINS];
};

struct share_terms {
    double minimum[SHARE_GROUPS]; /* seconds */
    double maximum;               /* seconds */
    double h0;                    /* seconds at which 63% of the lift is reached */
};

struct share_result {
    double theta;
    double equal;        /* >= 0: everyone gets this much (no weights, or too little time for the minimum) */
    bool minimum_broken; /* there is too little time for the minimum */
    bool spare;          /* some time is left over: every client is at a bound */
};

/* Bin of a weight; SHARE_NOTHING for w <= 0. */
int32_t share_bin(double weight);

static inline void share_reach(int32_t *reach, int32_t to)
{
    int32_t before = __atomic_load_n(reach, __ATOMIC_RELAXED);
    while (before < to && !__atomic_compare_exchange_n(reach, &before, to, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

/* Several threads may add at once. */
static inline void share_add(struct share_histogram *self, unsigned group, int32_t bin)
{
    uint32_t *cell = bin == SHARE_NOTHING ? &self->worthless[group] : &self->clients[group][bin];
    (void)__atomic_fetch_add(cell, 1, __ATOMIC_RELAXED);
    if (bin == SHARE_NOTHING)
        return;
    share_reach(&self->down, SHARE_BINS - bin);
    share_reach(&self->up, bin + 1);
}

/* Forgets all clients; touches no more than their span. */
void share_clear(struct share_histogram *self);

/* Finds theta for `seconds` of contact time, in the order of the span. */
struct share_result share_solve(const struct share_histogram *histogram, double seconds,
                                const struct share_terms *terms);

/* What a client of the bin gets, in whole seconds, rounded down. */
uint32_t share_seconds(const struct share_result *result, const struct share_terms *terms, unsigned group, int32_t bin);

#endif
