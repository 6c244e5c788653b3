#include "agents/screen_keys.h"

#define OCTAVES(x) ((int32_t)((x)*HAZARD_ONE))

const int32_t search_edges[SEARCH_LEVELS - 2] = {OCTAVES(-1.0), OCTAVES(-0.5), OCTAVES(-0.15),
                                                 OCTAVES(0.15), OCTAVES(0.5),  OCTAVES(1.0)};
const int32_t separation_edges[SEPARATION_LEVELS - 1] = {OCTAVES(-1.0), OCTAVES(-0.3), OCTAVES(0.3), OCTAVES(0.9),
                                                         OCTAVES(1.5),  OCTAVES(2.3),  OCTAVES(3.3)};
