/* Offices of providers: what of their advisers' time reaches clients (rows: providers, provision). */
#ifndef ROUTEWAY_AGENTS_OFFICES_H
#define ROUTEWAY_AGENTS_OFFICES_H

#include "agents/world.h"

#define OFFICE_MOST_ADMINISTRATION 0.9

/* The rule: share of staff time that goes into administration. */
double office_administration(const struct rules *rules, size_t provider);

/* Seconds of contact time that an experienced adviser has in a week. */
double office_adviser_seconds(const struct rules *rules, size_t provider);

/* Advisers, the new ones counted by what they can do. */
double office_effective_staff(const struct rules *rules, const struct provider_office *office);

#endif
