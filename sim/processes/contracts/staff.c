/* Advisers of a provider's office: who leaves, who is hired, and until when they are new. */
#include "agents/counts.h"
#include "agents/lots.h"
#include "agents/offices.h"
#include "processes/contracts/contracts.h"

#define THOUSAND 1000.0

/* Adds advisers to a total that lasts; the week's count is its rise in whole thousandths, so that nothing is lost. */
static void count_staff(struct world *world, size_t provider, enum count count, double *total, double advisers)
{
    int64_t before = (int64_t)(*total * THOUSAND);
    *total += advisers;
    count_weekly(world, &world->strips[0], count, 0, provider, (int64_t)(*total * THOUSAND) - before, PROVIDER_COUNT);
}

void staff_leave(struct world *world, struct provider_office *office, size_t provider, double share)
{
    double left = office->staff * share;
    office->staff -= left;
    office->fresh -= office->fresh * share;
    count_staff(world, provider, COUNT_staff_left, &office->left, left);
}

void staff_join(struct world *world, struct provider_office *office, size_t provider, double advisers)
{
    office->staff += advisers;
    count_staff(world, provider, COUNT_staff_hired, &office->hired, advisers);
}

/* The rule: advisers who leave of their own accord, a week. */
double staff_quit_rate(const struct providers_params *rules, int32_t weeks_left)
{
    double rate = rules->quit_rate + (weeks_left <= (int32_t)rules->quit_window ? rules->quit_rise : 0.0);
    return rate < 1.0 ? rate : 1.0;
}

/* Where to: the caseload's need, or, when hired by value, as far as another hour earns more than it costs. */
static double change_wanted(const struct rules *rules, const struct provider_office *office, size_t provider)
{
    double needed = office->clients / rules->provision.caseload[provider];
    if ((int)rules->providers.hire_by_value == TOGGLE_OFF || office->clients == 0)
        return rules->provision.staff_adjustment * (needed - office->staff);
    bool pays = office->value * office_adviser_seconds(rules, provider) > rules->contracts.adviser_cost;
    return rules->provision.staff_adjustment * (pays ? needed : -needed);
}

void staff_settle(struct world *world, size_t area, size_t provider)
{
    const struct rules *rules = rules_of_area(world, area);
    struct provider_office *office = &world->offices[area * PROVIDER_COUNT + provider];
    double weeks = rules->providers.ramp_up_weeks;
    int32_t weeks_left = lots_weeks_left(world, area, (enum provider)provider);
    staff_leave(world, office, provider, staff_quit_rate(&rules->providers, weeks_left));
    office->fresh -= weeks >= 1.0 ? office->fresh / weeks : office->fresh;
    double change = change_wanted(rules, office, provider);
    if (change < 0) {
        double staff = office->staff, left = -change < staff ? -change : staff;
        office->staff -= left;
        office->fresh = office->fresh < office->staff ? office->fresh : office->staff;
        count_staff(world, provider, COUNT_staff_left, &office->left, left);
        return;
    }
    staff_join(world, office, provider, change);
    office->fresh += weeks >= 1.0 ? change : 0.0;
}
