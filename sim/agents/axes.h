/* Enumerations and labels, derived from axes.def: AXIS(sex, SEX) gives enum sex { SEX_FEMALE, ..., SEX_COUNT } and
 * axis_sex. */
#ifndef ROUTEWAY_AGENTS_AXES_H
#define ROUTEWAY_AGENTS_AXES_H

#include "core/parameter.h"

#define AXIS_ENUMERATOR(prefix, name, label) prefix##_##name,
#define AXIS(name, prefix)                                                                                             \
    enum name { LABELS_##name(AXIS_ENUMERATOR, prefix) prefix##_COUNT };                                               \
    extern const struct axis axis_##name;
#include "agents/axes.def"
#undef AXIS
#undef AXIS_ENUMERATOR

#endif
