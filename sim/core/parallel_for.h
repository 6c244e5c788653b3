/* The only way to use threads. Tasks must not share what they write, but for integer sums and maxima made atomic. */
#ifndef ROUTEWAY_CORE_PARALLEL_FOR_H
#define ROUTEWAY_CORE_PARALLEL_FOR_H

#include <stddef.h>

typedef void (*parallel_task)(void *context, size_t index);

/* Calls task(context, 0 .. count-1), each once, in no promised order. */
void parallel_for(int threads, size_t count, parallel_task task, void *context);

/* The thread of the parallel_for() in which a task runs: 0 .. threads-1; 0 outside. */
int parallel_worker(void);

/* The same, and after each task then(context, index): one at a time and in the order of index, while other tasks go on.
   Never more tasks than threads are begun and not followed up. A task may itself use parallel_for(); the threads that
   it asks for come on top of these. */
void parallel_for_in_order(int threads, size_t count, parallel_task task, parallel_task then, void *context);

#endif
