#include "core/vector.h"

/* The one setting of the process: it changes how fast results come, never what they are. */
static bool unwanted;

void vector_code_use(bool wanted)
{
    unwanted = !wanted;
}

#if defined(__x86_64__) && defined(__GNUC__)
bool vector_code_used(void)
{
    return !unwanted && __builtin_cpu_supports("avx2");
}
#else
bool vector_code_used(void)
{
    return false;
}
#endif
