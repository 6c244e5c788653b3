/* Records that survive a hand-over, where neither places nor money bind. */
#include "agents/journeys.h"
#include "directions.h"
#include <stdlib.h>

#define WEEKS 56
#define FROM 15

enum { ASSESSED, WEEKS_LOST, FOR_MAIN, TO_PLAN, HOURS, REST };

struct client {
    uint32_t distance, contact;
};

static int by_distance(const void *left, const void *right)
{
    const struct client *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return a->contact < b->contact ? -1 : a->contact > b->contact;
}

/* Contact time of the fifth of a programme's clients furthest from work against the mean, in the last week. */
static double creaming(const struct model *model)
{
    static struct client clients[100000];
    const struct world *world = &model->world;
    size_t count = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (journey_has_adviser(journey) && world->persons.activity[journey->row] == ACTIVITY_SEARCHING &&
                count < sizeof clients / sizeof clients[0])
                clients[count++] = (struct client){journey->distance, world->persons.contact[journey->row]};
        }
    qsort(clients, count, sizeof *clients, by_distance);
    double furthest = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += clients[i].contact;
        furthest += i >= count - count / 5 ? clients[i].contact : 0;
    }
    return sum > 0 ? 5 * furthest / sum : 0;
}

static void measure(const struct model *model, double numbers[DIRECTION_NUMBERS])
{
    double handovers = summed(model, COUNT_handovers, EVERY_CELL, FROM, WEEKS);
    double services = summed(model, COUNT_services_started, EVERY_CELL, FROM, WEEKS);
    numbers[ASSESSED] = summed(model, COUNT_handover_assessments, EVERY_CELL, FROM, WEEKS) / handovers;
    numbers[WEEKS_LOST] = summed(model, COUNT_handover_weeks_lost, EVERY_CELL, FROM, WEEKS) / handovers;
    numbers[FOR_MAIN] = 1 - summed(model, COUNT_services_wrong, EVERY_CELL, FROM, WEEKS) / services;
    numbers[TO_PLAN] = summed(model, COUNT_weeks_to_plan, EVERY_CELL, FROM, WEEKS) /
                       summed(model, COUNT_plans, EVERY_CELL, FROM, WEEKS);
    numbers[HOURS] = summed(model, COUNT_handover_seconds_lost, EVERY_CELL, FROM, WEEKS) / 3600;
    numbers[REST] = creaming(model);
}

/* Services are cheap enough for providers to buy them, and there is a place for whoever is referred. */
static struct plan with_records(double shared, bool recorded, bool combine)
{
    struct plan plan = made_up_plan(2, 2200, 0.8, WEEKS);
    set(&plan, "gateway", "open", 1);
    set(&plan, "gateway", "referral_weeks", 6);
    set(&plan, "gateway", "data_sharing", shared);
    /* as complete with either agency, so that it does not matter which of them chooses how often */
    set(&plan, "gateway", "jobcentre_record", recorded ? 0.6 : 0);
    set(&plan, "provision", "assessed_record", recorded ? 0.6 : 0);
    set(&plan, "contracts", "budget", 10000000);
    set(&plan, "provision", "places", 1000);
    set(&plan, "provision", "cost", 5000);
    set(&plan, "provision", "staff_adjustment", 0.5);
    set(&plan, "integration", "combine_records", combine ? TOGGLE_ON : TOGGLE_OFF);
    set(&plan, "integration", "assessment_minutes", 60);
    set(&plan, "integration", "stream_assessment_weeks", 2);
    return plan;
}

static struct outcomes with(double shared, bool recorded, bool combine)
{
    struct plan plan = with_records(shared, recorded, combine);
    return outcomes_of(&plan, WEEKS, measure);
}

static void sharing_saves_what_a_handover_loses(void **state)
{
    (void)state;
    struct outcomes shared = with(0.9, true, true), apart = with(0.1, true, true);
    assert_falls(DIRECTION_shared_records_assessments, shared.of[ASSESSED], apart.of[ASSESSED]);
    assert_falls(DIRECTION_shared_records_weeks, shared.of[WEEKS_LOST], apart.of[WEEKS_LOST]);
    assert_rises(DIRECTION_shared_records_main_barrier, shared.of[FOR_MAIN], apart.of[FOR_MAIN]);
    assert_falls(DIRECTION_shared_records_wait, shared.of[TO_PLAN], apart.of[TO_PLAN]);
    print_message(
        "adviser hours lost: %g against %g; contact of the furthest fifth over the mean: %g against %g, t = %.1f\n",
        shared.of[HOURS][0], apart.of[HOURS][0], gsl_stats_mean(shared.of[REST], 1, DIRECTION_REPLICATES),
        gsl_stats_mean(apart.of[REST], 1, DIRECTION_REPLICATES), paired_t(shared.of[REST], apart.of[REST]));
    /* records that do not add up are as complete after an assessment of one's own */
    struct outcomes one = with(0.9, true, false), other = with(0.1, true, false);
    print_message("not adding up: %g against %g, t = %.1f\n", one.of[FOR_MAIN][0], other.of[FOR_MAIN][0],
                  paired_t(one.of[FOR_MAIN], other.of[FOR_MAIN]));
    assert_false(rises(one.of[FOR_MAIN], other.of[FOR_MAIN]));
}

static void nothing_recorded_is_nothing_to_share(void **state)
{
    (void)state;
    struct outcomes shared = with(0.9, false, true), apart = with(0.1, false, true);
    assert_no_difference(&shared, &apart);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sharing_saves_what_a_handover_loses),
                                       cmocka_unit_test(nothing_recorded_is_nothing_to_share)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
