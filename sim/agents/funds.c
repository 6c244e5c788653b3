#include "agents/funds.h"
#include "agents/counts.h"
#include "core/dates.h"

#define NEW_YEAR_MONTH 4
#define NEW_YEAR_DAY 6
#define DAYS_A_YEAR 365.25

struct financial_year funds_year(int32_t day)
{
    struct date date = date_from_days(day);
    bool before = date.month < NEW_YEAR_MONTH || (date.month == NEW_YEAR_MONTH && date.day < NEW_YEAR_DAY);
    int32_t year = date.year - before;
    int32_t begin = date_to_days((struct date){year, NEW_YEAR_MONTH, NEW_YEAR_DAY});
    return (struct financial_year){year, (day - begin) / DAYS_A_YEAR};
}

int32_t funds_cycle(const struct funding_params *rules, size_t stream, int32_t year)
{
    int32_t years = (int32_t)rules->cycle_years[stream], past = (year - (int32_t)rules->cycle_first) % years;
    return year - (past < 0 ? past + years : past);
}

int32_t funds_learner_pays(const struct funding_params *rules, uint8_t stream, int32_t cost)
{
    return stream_is_programme(stream) ? 0 : (int32_t)(cost * rules->co_funding[stream] + 0.5);
}

int64_t funds_lapse(const struct world *world, struct strip *strip, size_t area, size_t stream, int64_t pence)
{
    double share = funds_have_budget(world, area, stream) ? rules_of_area(world, area)->funding.carry_over[stream] : 0;
    int64_t carried = (int64_t)((double)pence * share);
    count_weekly(world, strip, COUNT_carried_over, 0, stream, carried, STREAM_COUNT);
    count_weekly(world, strip, COUNT_unspent, area, stream, pence - carried, STREAM_COUNT);
    return carried;
}

void funds_return(const struct world *world, struct strip *strip, const struct journey *journey, int32_t pence)
{
    struct fund *fund = &world->funds[(size_t)journey->fund_area * STREAM_COUNT + journey->fund];
    bool same_budget = fund->year == journey->fund_year && funds_have_budget(world, journey->fund_area, journey->fund);
    int64_t comes_back = same_budget ? pence : funds_lapse(world, strip, journey->fund_area, journey->fund, pence);
    __atomic_fetch_add(&fund->left, comes_back, __ATOMIC_RELAXED);
}

void funds_use_commitment(struct journey *journey, int32_t pence)
{
    if (pence > 0)
        journey->committed -= pence < journey->committed ? pence : journey->committed;
}

void funds_release_commitment(const struct world *world, struct strip *strip, struct journey *journey)
{
    if (journey->committed == 0)
        return;
    count_weekly(world, strip, COUNT_released, 0, journey->fund, journey->committed, STREAM_COUNT);
    funds_return(world, strip, journey, journey->committed);
    journey->committed = 0;
}

/* Of a fund at the end of the run: what is there less what the rest of the year was to cost. */
static int64_t beyond_the_year(const struct world *world, size_t area, size_t stream, double to_come)
{
    const struct fund *fund = &world->funds[area * STREAM_COUNT + stream];
    double residents = world->area_first[area + 1] - world->area_first[area];
    return fund->left + fund->held -
           (int64_t)(rules_of_area(world, area)->contracts.budget[stream] * residents * to_come);
}

static void close_fund(const struct world *world, size_t area, size_t stream, int32_t year, int64_t left)
{
    struct strip *strip = &world->strips[0];
    if (left <= 0)
        return;
    if (funds_cycle(&rules_of_area(world, area)->funding, stream, year + 1) <= year)
        count_weekly(world, strip, COUNT_carried_over, 0, stream, left, STREAM_COUNT);
    else
        (void)funds_lapse(world, strip, area, stream, left);
}

void funds_count_left(const struct world *world)
{
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        if (funds_have_budget(world, f / STREAM_COUNT, f % STREAM_COUNT))
            count_weekly(world, &world->strips[0], COUNT_budgets_left, 0, f % STREAM_COUNT,
                         world->funds[f].left + world->funds[f].held, STREAM_COUNT);
}

int64_t funds_set_aside(const struct world *world, const struct journey *journey)
{
    bool served = world->persons.service[journey->row] && !stream_is_programme(journey->stream);
    return journey->committed + (served ? journey->cost - journey->paid : 0);
}

void funds_close_run(const struct world *world)
{
    if (world->week + 1 < world->weeks)
        return;
    struct financial_year now = funds_year(world->start_day + 7 * world->week);
    double gone = now.gone + 7 / DAYS_A_YEAR, to_come = gone < 1.0 ? 1.0 - gone : 0.0;
    for (size_t area = 0; area < world->n_areas; area++) {
        int64_t pot = 0;
        for (size_t s = 0; s < STREAM_COUNT; s++) {
            if (!funds_have_budget(world, area, s))
                continue;
            int64_t left = beyond_the_year(world, area, s, to_come);
            bool apart = stream_is_programme((uint8_t)s) || !funds_are_pooled(world, area);
            pot += apart ? 0 : left;
            if (apart)
                close_fund(world, area, s, now.year, left);
        }
        if (funds_are_pooled(world, area))
            close_fund(world, area, FUNDS_POT, now.year, pot);
    }
}
