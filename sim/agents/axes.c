#include "agents/axes.h"

#define AXIS_LABEL(prefix, name, label) label,
#define AXIS(name, prefix)                                                                                             \
    static const char *const labels_##name[] = {LABELS_##name(AXIS_LABEL, prefix)};                                    \
    const struct axis axis_##name = {#name, labels_##name, prefix##_COUNT};
#include "agents/axes.def"
