/* Trust among an area's agencies. */
#include "agents/counts.h"
#include "processes/gateway/gateway.h"

#define THOUSANDTHS 1000

static int64_t q16(double share)
{
    return (int64_t)(share * HAZARD_ONE + 0.5);
}

/* Share of the area's advisers, Q16, who have come or gone since last week. */
static int64_t churn(struct world *world, size_t area)
{
    int64_t staff = 0, changed = 0;
    for (size_t k = 0; k < PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[area * PROVIDER_COUNT + k];
        int64_t now = (int64_t)(office->staff * THOUSANDTHS), before = office->known;
        staff += now > before ? now : before;
        changed += now > before ? now - before : before - now;
        office->known = now;
    }
    return staff > 0 ? changed * HAZARD_ONE / staff : 0;
}

void gateway_trust(struct world *world)
{
    for (size_t area = 0; area < world->n_areas; area++) {
        const struct integration_params *rules = &rules_of_area(world, area)->integration;
        struct partnership *partnership = &world->partners[area];
        int64_t trust = world->week > 0 ? partnership->trust : q16(rules->trust_start);
        int64_t gone = q16(rules->trust_churn) * churn(world, area) / HAZARD_ONE;
        trust += q16(rules->trust_growth) * (HAZARD_ONE - trust) / HAZARD_ONE;
        trust -= trust * (gone < HAZARD_ONE ? gone : HAZARD_ONE) / HAZARD_ONE;
        partnership->trust = (int32_t)trust;
        count_weekly(world, &world->strips[0], COUNT_trust, area, 0, trust * THOUSANDTHS / HAZARD_ONE, 1);
    }
}
