/* Whether vector code runs. Its results are those of its scalar twins bit by bit: this is for tests and timings. */
#ifndef ROUTEWAY_CORE_VECTOR_H
#define ROUTEWAY_CORE_VECTOR_H

#include <stdbool.h>

/* True when the processor has AVX2 and nobody has said no. */
bool vector_code_used(void);

/* Process-wide; call it before threads start. The default is true: the processor decides. */
void vector_code_use(bool wanted);

#endif
