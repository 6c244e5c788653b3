/* The measures, derived from measures.def: MEASURE(persons, ...) gives COUNT_persons. */
#ifndef ROUTEWAY_AGENTS_MEASURES_H
#define ROUTEWAY_AGENTS_MEASURES_H

#include "core/measure.h"

enum count {
#define MEASURE(name, unit, kind, by_area, axis, sentence) COUNT_##name,
#include "agents/measures.def"
#undef MEASURE
    COUNTS
};

/* Every declared measure, in the order of enum count. */
const struct measure *measures_all(size_t *count);

#endif
