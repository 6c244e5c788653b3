/* The terms of a job: what a person would be paid, and for how many hours. */
#ifndef ROUTEWAY_AGENTS_TERMS_H
#define ROUTEWAY_AGENTS_TERMS_H

#include "agents/world.h"

/* Pence an hour for a job of a band in an area; match in 1/32 standard deviation, draw for the rest of the spread. */
uint16_t terms_wage(const struct world *world, const struct rules *rules, size_t area, uint8_t band, int8_t match,
                    uint32_t draw);

/* Contracted hours a week. */
uint8_t terms_hours(const struct rules *rules, uint8_t sex, uint32_t draw);

/* The highest band that a person of a qualification is hired for. */
uint8_t terms_band(const struct rules *rules, uint8_t qualification, uint32_t draw);

#endif
