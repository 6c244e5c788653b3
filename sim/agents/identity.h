/* Person ids: the area in the upper bits; below, the serial among the first week's persons of the area, or the week of
   entry and a serial in that cohort. They depend on the population's input alone. */
#ifndef ROUTEWAY_AGENTS_IDENTITY_H
#define ROUTEWAY_AGENTS_IDENTITY_H

#include <stdint.h>

#define IDENTITY_LOCAL_BITS 22 /* 1024 areas of 2^21 first persons and 4096 weeks of 512 entrants */
#define IDENTITY_ENTRANT (1u << 21)
#define IDENTITY_COHORT_BITS 9

static inline uint32_t identity_first(uint32_t area, uint32_t serial)
{
    return area << IDENTITY_LOCAL_BITS | serial;
}
static inline uint32_t identity_entrant(uint32_t area, uint32_t week, uint32_t serial)
{
    return area << IDENTITY_LOCAL_BITS | IDENTITY_ENTRANT | week << IDENTITY_COHORT_BITS | serial;
}
static inline uint32_t identity_area(uint32_t id)
{
    return id >> IDENTITY_LOCAL_BITS;
}

#endif
