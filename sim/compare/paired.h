/* Differences between two runs whose replicates are paired, and the statistics of their means. */
#ifndef ROUTEWAY_COMPARE_PAIRED_H
#define ROUTEWAY_COMPARE_PAIRED_H

#include <stddef.h>

struct paired {
    size_t n;
    double level_a, level_b; /* means over replicates */
    double difference;       /* mean of B - A */
    double standard_error;   /* of it; NAN with one replicate */
    double low, high;        /* 95% t interval; NAN with one replicate */
    double unpaired_half;    /* half-width had B used seeds of its own (Welch); NAN with one replicate */
    double shrink;           /* unpaired over paired half-width; INFINITY when the paired one is 0, NAN when both are */
};

/* GSL's means, variances and t quantiles. n >= 1. */
struct paired paired_difference(const double *a, const double *b, double *scratch, size_t n);

#endif
