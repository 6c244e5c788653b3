#include "agents/terms.h"
#include "core/math.h"

uint16_t terms_wage(const struct world *world, const struct rules *rules, size_t area, uint8_t band, int8_t match,
                    uint32_t draw)
{
    const struct progression_params *p = &rules->progression;
    double spread = p->wage_spread * normal_draw(&world->normal, draw) / NORMAL_UNIT;
    double log_wage = spread + p->match_wage * match / NORMAL_UNIT;
    double wage = p->hourly_wage[band] * world->pay_factor[area] * math_exp(log_wage) + 0.5;
    wage = wage < p->minimum_wage ? p->minimum_wage : wage;
    return wage < UINT16_MAX ? (uint16_t)wage : UINT16_MAX;
}

uint8_t terms_hours(const struct rules *rules, uint8_t sex, uint32_t draw)
{
    const struct progression_params *p = &rules->progression;
    double part_time = p->part_time_share * (sex == SEX_FEMALE ? 1.5 : 0.5);
    return (uint8_t)(random_below(draw, threshold_from_share(part_time)) ? p->part_time_hours : p->full_time_hours);
}

uint8_t terms_band(const struct rules *rules, uint8_t qualification, uint32_t draw)
{
    const struct progression_params *p = &rules->progression;
    double share = draw / 4294967296.0;
    if (share < p->low_band_share[qualification])
        return BAND_LOW;
    return share >= 1.0 - p->high_band_share[qualification] ? BAND_HIGH : BAND_MIDDLE;
}
