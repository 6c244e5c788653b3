#include "core/parallel_for.h"
#ifdef _OPENMP
#include <omp.h>
#endif

static _Thread_local int worker;

int parallel_worker(void)
{
    return worker;
}

void parallel_for(int threads, size_t count, parallel_task task, void *context)
{
    if (threads <= 1 || count <= 1) {
        for (size_t i = 0; i < count; i++)
            task(context, i);
        return;
    }
#ifdef _OPENMP
#pragma omp parallel num_threads(threads)
    {
        worker = omp_get_thread_num();
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < count; i++)
            task(context, i);
        worker = 0;
    }
#else
    parallel_for(1, count, task, context);
#endif
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
