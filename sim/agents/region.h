/* Facts about the areas of a region, as the tables in scenarios/regions give them. */
#ifndef ROUTEWAY_AGENTS_REGION_H
#define ROUTEWAY_AGENTS_REGION_H

#include "agents/axes.h"
#include <stddef.h>

#define REGION_MAX_AREAS 1024

struct area_facts {
    char code[16];
    char name[64];
    double population_16_64;
    double population_16_24;
    double employment_rate;      /* share of 16-64 in the year of the start, 0..1 */
    double unemployed_share;     /* ILO-unemployed, share of 16-64 */
    double claimant_share;       /* claimants of unemployment benefit, share of 16-64 */
    double long_term_sick_share; /* share of 16-64 */
    double no_qualifications_share;
    double level4_plus_share;
    double weekly_pay;             /* GBP, median gross */
    double rural_share;            /* of residents */
    double deprived_share;         /* of data zones in the most deprived fifth */
    double industry[SECTOR_COUNT]; /* shares of residents in work, add up to 1 */
};

struct region {
    char name[64];
    size_t n_areas;
    struct area_facts *areas; /* [n_areas] */
    double *commuting;        /* [n_areas x n_areas] origin-major: workers living in row, working in column */
};

void region_clear(struct region *self);

#endif
