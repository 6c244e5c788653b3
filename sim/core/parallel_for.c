#include "core/parallel_for.h"
#ifdef _OPENMP
#include <omp.h>
#endif

void parallel_for(int threads, size_t count, parallel_task task, void *context)
{
    if (threads <= 1 || count <= 1) {
        for (size_t i = 0; i < count; i++)
            task(context, i);
        return;
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (size_t i = 0; i < count; i++)
        task(context, i);
}

void parallel_for_in_order(int threads, size_t count, parallel_task task, parallel_task then, void *context)
{
    if (threads <= 1 || count <= 1) {
        for (size_t i = 0; i < count; i++) {
            task(context, i);
            then(context, i);
        }
        return;
    }
#ifdef _OPENMP
    omp_set_max_active_levels(2); /* else a parallel_for() within a task would have one thread */
#endif
#pragma omp parallel for ordered schedule(dynamic, 1) num_threads(threads)
    for (size_t i = 0; i < count; i++) {
        task(context, i);
#pragma omp ordered
        then(context, i);
    }
}
