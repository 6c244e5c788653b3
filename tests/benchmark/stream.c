/* stream [THREADS]: how much memory the machine moves, by the triad a = b + 3 c over arrays far larger than its caches.
   Prints the best of several rounds in gigabytes a second, 24 bytes an element. */
#include "core/error.h"
#include "core/memory.h"
#include "core/parallel_for.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ELEMENTS ((size_t)1 << 24)
#define PIECES 64
#define ROUNDS 10

struct triad {
    double *a, *b, *c;
};

static void fill(void *context, size_t piece)
{
    struct triad *t = context;
    for (size_t i = piece * (ELEMENTS / PIECES); i < (piece + 1) * (ELEMENTS / PIECES); i++) {
        t->a[i] = 0;
        t->b[i] = (double)i;
        t->c[i] = 1;
    }
}

static void add(void *context, size_t piece)
{
    struct triad *t = context;
    for (size_t i = piece * (ELEMENTS / PIECES); i < (piece + 1) * (ELEMENTS / PIECES); i++)
        t->a[i] = t->b[i] + 3.0 * t->c[i];
}

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv)
{
    struct triad t = {NULL, NULL, NULL};
    struct error error;
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    if (threads < 1 || memory_new(&t.a, ELEMENTS, sizeof(double), &error) != STATUS_OK ||
        memory_new(&t.b, ELEMENTS, sizeof(double), &error) != STATUS_OK ||
        memory_new(&t.c, ELEMENTS, sizeof(double), &error) != STATUS_OK) {
        (void)fprintf(stderr, "usage: stream [THREADS], with 400 MB of memory free\n");
        return STATUS_USAGE;
    }
    parallel_for(threads, PIECES, fill, &t);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double before = seconds();
        parallel_for(threads, PIECES, add, &t);
        double rate = 24e-9 * ELEMENTS / (seconds() - before);
        best = rate > best ? rate : best;
    }
    (void)printf("%.2f\n", t.a[ELEMENTS - 1] > 0 ? best : 0);
    memory_free(t.a);
    memory_free(t.b);
    memory_free(t.c);
    return STATUS_OK;
}
