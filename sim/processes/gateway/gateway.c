/* Waiting lists, starts. */
#include "processes/gateway/gateway.h"
#include "agents/counts.h"
#include "agents/services.h"
#include "core/dates.h"
#include "core/memory.h"
#include "processes/gateway/choose.h"
#include <stdlib.h>
#include <string.h>

static void fill(const struct world *world, struct gateway_tables *self, const struct rules *all)
{
    const struct gateway_params *rules = &all->gateway;
    self->referral = hazard_threshold(&world->hazard, hazard_from_rate(rules->referral_rate));
    self->esa = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_referral_rate));
    self->ex_ib = hazard_threshold(&world->hazard, hazard_from_rate(rules->ex_ib_referral_rate));
    self->volunteer = hazard_threshold(&world->hazard, hazard_from_rate(rules->esa_volunteer_rate));
    self->attachment = hazard_threshold(&world->hazard, hazard_from_rate(rules->attachment_rate));
    self->give_up = hazard_threshold(&world->hazard, hazard_from_rate(rules->give_up_waiting));
    self->voucher_use = hazard_threshold(&world->hazard, hazard_from_rate(all->choice.voucher_use));
    for (int s = 0; s < STREAM_COUNT; s++)
        self->refer[s] = hazard_threshold(&world->hazard, hazard_from_rate(rules->refer_rate[s]));
}

enum status gateway_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_GATEWAY];
    if (fresh &&
        memory_new(&world->tables[TABLE_GATEWAY], world->n_regimes, sizeof(struct gateway_tables), error) != STATUS_OK)
        return error->status;
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + r;
        if (fresh || !RULES_STAY(world, r, gateway) || !RULES_STAY(world, r, choice))
            fill(world, tables, &world->rules[r]);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->esa, tables->volunteer);
        screen_raise(&world->bounds, CLASS_SICK, LANE_CLAIM, tables->ex_ib, tables->volunteer);
    }
    size_t waiting = 0;
    for (size_t s = 0; s < world->n_strips; s++)
        waiting += world->strips[s].n_journeys + world->strips[s].n_clients;
    return memory_grow(&world->waiting, &world->waiting_room, waiting, sizeof *world->waiting, error);
}

#define NEW_YEAR_MONTH 4
#define NEW_YEAR_DAY 6

static int32_t financial_year(int32_t day)
{
    struct date date = date_from_days(day);
    bool before = date.month < NEW_YEAR_MONTH || (date.month == NEW_YEAR_MONTH && date.day < NEW_YEAR_DAY);
    return date.year - before;
}

/* What is left of a budget is carried over or lost; the run's first year has the part of a budget that is left of it.
 */
static void allot_budgets(struct world *world)
{
    int32_t day = world->start_day + 7 * world->week, year = financial_year(day);
    if (world->week > 0 && financial_year(day - 7) == year)
        return;
    int32_t begin = date_to_days((struct date){year, NEW_YEAR_MONTH, NEW_YEAR_DAY});
    double part = world->week > 0 ? 1.0 : 1.0 - (day - begin) / 365.25;
    for (size_t area = 0; area < world->n_areas; area++)
        for (size_t s = 0; s < STREAM_COUNT; s++) {
            const struct contracts_params *rules = &rules_of_area(world, area)->contracts;
            struct fund *fund = &world->funds[area * STREAM_COUNT + s];
            double residents = world->area_first[area + 1] - world->area_first[area];
            int64_t carried = (int64_t)((double)fund->left * rules->carry_over);
            if (!stream_is_programme((uint8_t)s))
                count_weekly(world, &world->strips[0], COUNT_unspent, area, s, fund->left - carried, STREAM_COUNT);
            fund->left = carried + (int64_t)(rules->budget[s] * residents * part);
        }
}

#define VOUCHER_DRAW 64 /* index: those below are tastes for providers */

/* Those who hold a voucher wait for no list before they come with it. */
static bool waits(const struct world *world, const struct journey *journey)
{
    const struct gateway_tables *tables =
        (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, journey->row);
    if (journey->stage != JOURNEY_ENGAGED || stream_is_programme(journey->stream))
        return false;
    return !journey->voucher || random_below(random_draw(world->key, world->persons.id[journey->row], world->week,
                                                         PURPOSE_CHOICE, VOUCHER_DRAW)
                                                 .word[0],
                                             tables->voucher_use);
}

static struct waiting waiting_entry(const struct world *world, uint32_t strip, uint32_t place)
{
    const struct persons *p = &world->persons;
    uint32_t row = world->strips[strip].journeys[place].row;
    uint32_t draw = random_draw(world->key, p->id[row], 0, PURPOSE_QUEUE, 0).word[0];
    return (struct waiting){journey_distance(p, row, world->week), draw, p->id[row], strip, place};
}

/* Counts (fill false) or lists (fill true) those who wait, area by area. */
static void visit_waiting(struct world *world, bool fill_in)
{
    const struct persons *p = &world->persons;
    for (uint32_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            size_t area = p->area[journey->row];
            if (waits(world, journey)) {
                if (fill_in)
                    world->waiting[world->waiting_first[area + 1]] = waiting_entry(world, s, i);
                world->waiting_first[area + 1]++;
            } else if (!fill_in && p->service[journey->row]) {
                world->funds[area * STREAM_COUNT + journey->stream].places++;
            }
        }
}

void gateway_queue(struct world *world)
{
    allot_budgets(world);
    choose_publish(world);
    for (size_t f = 0; f < world->n_areas * STREAM_COUNT; f++)
        world->funds[f].places = 0;
    memset(world->waiting_first, 0, (world->n_areas + 1) * sizeof *world->waiting_first);
    visit_waiting(world, false);
    /* from counts to first places: entry area + 1 holds where the area's list begins, and moves to its end as it fills
     */
    uint32_t before = 0;
    for (size_t area = 0; area < world->n_areas; area++) {
        uint32_t count = world->waiting_first[area + 1];
        world->waiting_first[area + 1] = before;
        before += count;
    }
    visit_waiting(world, true);
}

/* The neediest first, then by lot, the id last. */
static int compare_waiting(const void *left, const void *right)
{
    const struct waiting *a = left, *b = right;
    if (a->need != b->need)
        return a->need > b->need ? -1 : 1;
    if (a->draw != b->draw)
        return a->draw < b->draw ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static uint32_t places_of(const struct world *world, size_t area, size_t stream)
{
    const struct provision_params *rules = &rules_of_area(world, area)->provision;
    double residents = world->area_first[area + 1] - world->area_first[area];
    double rural = 1.0 - (1.0 - rules->rural_places) * world->region->areas[area].rural_share;
    return (uint32_t)(rules->places[stream] * residents / 1000.0 * rural + 0.5);
}

void gateway_admit(struct world *world, size_t area)
{
    uint32_t first = world->waiting_first[area], last = world->waiting_first[area + 1];
    if (last - first > 1)
        qsort(world->waiting + first, last - first, sizeof *world->waiting, compare_waiting);
    for (uint32_t i = first; i < last; i++) {
        const struct waiting *next = &world->waiting[i];
        struct journey *journey = &world->strips[next->strip].journeys[next->place];
        struct fund *fund = &world->funds[area * STREAM_COUNT + journey->stream];
        int32_t cost = services_cost(world, area, (enum service)(journey->wanted - 1));
        if (!journey_is_settled(world, journey->row) || fund->places >= places_of(world, area, journey->stream) ||
            fund->left < cost)
            continue;
        fund->places++;
        fund->left -= cost;
        journey->admitted = 1;
    }
}

static void count_start(const struct world *world, struct strip *strip, const struct journey *journey)
{
    size_t area = world->persons.area[journey->row];
    count_weekly(world, strip, COUNT_journey_starts, area, journey->stream, 1, STREAM_COUNT);
    count_weekly(world, strip, COUNT_weeks_waited, area, journey->stream, world->week - journey->referred,
                 STREAM_COUNT);
}

/* The fee falls with the year of the contract; a record that does not arrive is made again. */
static void attach(struct world *world, struct strip *strip, struct journey *journey, uint32_t draw)
{
    const struct rules *rules = rules_of(world, journey->row);
    size_t area = world->persons.area[journey->row];
    bool shared = random_below(draw, threshold_from_share(rules->gateway.data_sharing));
    journey->stage = JOURNEY_ACTION_PLAN;
    journey->attached = journey->stage_since = (int16_t)world->week;
    journey->record = shared ? (uint8_t)(rules->gateway.jobcentre_record * RECORD_COMPLETE) : 0;
    count_start(world, strip, journey);
    choose_count_attached(world, strip, journey);
    count_weekly(world, strip, COUNT_assessments, area, 0, 1, 1);
    count_weekly(world, strip, COUNT_assessments_repeated, area, 0, !shared, 1);
    count_weekly(world, strip, COUNT_attached, 0, journey->group, 1, PAYMENT_GROUP_COUNT);
    count_cohort(world, strip, COUNT_cohort_attached, journey->referred, journey->group, PAYMENT_GROUP_COUNT);
    double years = (world->start_day + 7 * world->week - rules->contracts.start) / 365.25;
    int year = years < 0 ? 0 : years < CONTRACT_YEAR_COUNT ? (int)years : CONTRACT_YEAR_COUNT - 1;
    double fee = rules->contracts.attachment_fee[journey->group] * rules->contracts.attachment_share[year];
    journey_pay(world, strip, journey, PAYMENT_ATTACHMENT, (int32_t)(fee + 0.5));
}

static void start_service(struct world *world, struct strip *strip, struct journey *journey)
{
    enum service service = (enum service)(journey->wanted - 1);
    journey->stage = JOURNEY_SERVICES;
    journey->attached = journey->stage_since = (int16_t)world->week;
    count_start(world, strip, journey);
    services_begin(world, strip, journey, service);
    journey_pay(world, strip, journey, PAYMENT_START, journey->paid);
}

/* Money that was set aside for someone who never came goes back. */
static void release(const struct world *world, const struct journey *journey)
{
    if (journey->admitted)
        __atomic_fetch_add(
            &world->funds[(size_t)world->persons.area[journey->row] * STREAM_COUNT + journey->stream].left,
            services_cost(world, world->persons.area[journey->row], (enum service)(journey->wanted - 1)),
            __ATOMIC_RELAXED);
}

static void engaged(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_JOURNEY, 0);
    bool programme = stream_is_programme(journey->stream);
    if (p->claim[row] == CLAIM_NONE) {
        release(world, journey);
        journey_end(world, strip, journey,
                    p->activity[row] == ACTIVITY_OUT ? JOURNEY_END_LEFT : JOURNEY_END_NOT_STARTED);
    } else if (journey->admitted) {
        start_service(world, strip, journey);
    } else if (programme && journey_is_settled(world, row) && random_below(draw.word[0], tables->attachment)) {
        attach(world, strip, journey, draw.word[1]);
    } else if (journey->voucher &&
               world->week - journey->referred >= (int32_t)rules_of(world, row)->choice.voucher_weeks) {
        count_weekly(world, strip, COUNT_vouchers_lapsed, 0, journey->stream, 1, STREAM_COUNT);
        journey_end(world, strip, journey, JOURNEY_END_NOT_STARTED);
    } else if (!programme && random_below(draw.word[0], tables->give_up)) {
        journey_end(world, strip, journey, JOURNEY_END_DROPPED);
    }
}

void gateway_start(struct world *world, struct strip *strip)
{
    /* from the last to the first: a journey that ends is replaced by one that has been seen */
    for (uint32_t i = strip->n_journeys; i-- > 0;)
        if (strip->journeys[i].stage == JOURNEY_ENGAGED)
            engaged(world, strip, &strip->journeys[i]);
}
