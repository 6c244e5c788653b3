#include "core/parallel_for.h"

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
