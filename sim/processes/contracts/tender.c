/* Contracts that end are let again, referrals move to who does better, and who runs out of credit fails. What is
   decided here, at the end of a week, is acted upon in the next. */
#include "agents/counts.h"
#include "agents/lots.h"
#include "processes/contracts/contracts.h"

#define YEAR_WEEKS 52
#define PARTS 1000
#define MILLION 1000000
#define BID_DRAWS 1 /* index 0 is the persons' */

static struct provider_office *office_of(const struct world *world, size_t area, enum provider provider)
{
    return &world->offices[area * PROVIDER_COUNT + provider];
}

static int64_t millionths(double weight)
{
    return (int64_t)(weight * MILLION + 0.5);
}

int64_t tender_score(const struct providers_params *rules, int64_t quality, int64_t price)
{
    return millionths(rules->quality_weight) * quality - millionths(rules->price_weight) * price;
}

/* Thousandths of the published fees. */
static int32_t asked_by(const struct world *world, size_t area, size_t stream, enum provider provider)
{
    const struct lot *lot = lot_of(world, area, stream);
    uint32_t index = (uint32_t)(BID_DRAWS + stream * PROVIDER_COUNT + provider);
    uint32_t draw = random_draw(world->key, (uint32_t)area, lot->cycle, PURPOSE_PROVIDERS, index).word[0];
    double off = 2.0 * (draw / 4294967296.0) - 1.0;
    return (int32_t)(LOT_PUBLISHED * (1.0 + rules_of_area(world, area)->providers.price_spread * off) + 0.5);
}

int64_t tender_rate(int64_t outcomes, int64_t client_weeks)
{
    return client_weeks > 0 ? outcomes * MILLION / client_weeks : -1;
}

int64_t tender_quality(int64_t rate, int64_t rival, int64_t outcomes, int64_t half)
{
    if (rate < 0 || rival < 0 || rate + rival == 0)
        return PARTS;
    return PARTS + PARTS * (rate - rival) * outcomes / ((rate + rival) * (outcomes + half));
}

/* Job outcomes and clients of a provider in all areas: a record of one area would be the holder's alone. */
struct achieved {
    int64_t outcomes, client_weeks;
};

static struct achieved achieved_by(const struct world *world, enum provider provider)
{
    struct achieved sum = {0, 0};
    for (size_t area = 0; area < world->n_areas; area++) {
        sum.outcomes += office_of(world, area, provider)->outcomes;
        sum.client_weeks += office_of(world, area, provider)->client_weeks;
    }
    return sum;
}

static int64_t quality_of(const struct world *world, size_t area, enum provider provider)
{
    struct achieved own = achieved_by(world, provider), rival = achieved_by(world, lot_rival(provider));
    return tender_quality(tender_rate(own.outcomes, own.client_weeks), tender_rate(rival.outcomes, rival.client_weeks),
                          own.outcomes + rival.outcomes,
                          (int64_t)rules_of_area(world, area)->providers.record_outcomes);
}

/* Clients of a programme, and persons on their way to it. */
static bool has_clients(const struct world *world, size_t area, size_t stream, enum provider provider)
{
    for (size_t s = 0; s < world->n_strips; s++)
        for (uint32_t i = 0; i < world->strips[s].n_journeys; i++) {
            const struct journey *journey = &world->strips[s].journeys[i];
            if (journey->stream == stream && journey->provider == provider && world->persons.area[journey->row] == area)
                return true;
        }
    return false;
}

/* A programme that has never taken referrals in the area has no contract yet; one that takes them no more has a
   contract until its last client has left. */
static bool holds_nothing(const struct world *world, size_t area, enum provider provider)
{
    const struct gateway_params *rules = &rules_of_area(world, area)->gateway;
    for (uint8_t stream = 0; stream < STREAM_COUNT; stream++)
        if (stream_is_programme(stream) && lot_of(world, area, stream)->begun != WEEK_NONE &&
            lot_is_held(world, area, stream, provider) &&
            (rules->open[stream] > 0 || has_clients(world, area, stream, provider)))
            return false;
    return true;
}

/* Advisers who worked for this contract alone: the winner takes over some, the others leave. */
static void give_up_staff(struct world *world, size_t area, enum provider loser)
{
    struct provider_office *from = office_of(world, area, loser), *to = office_of(world, area, lot_rival(loser));
    double taken = from->staff * rules_of_area(world, area)->providers.staff_transfer;
    staff_leave(world, from, loser, 1.0);
    staff_join(world, to, lot_rival(loser), taken);
}

static void count_of(struct world *world, enum count count, enum provider provider)
{
    count_weekly(world, &world->strips[0], count, 0, provider, 1, PROVIDER_COUNT);
}

static void take_on(struct world *world, size_t area, enum provider provider)
{
    struct provider_office *office = office_of(world, area, provider);
    office->failed = 0;
    office->cash_at_award = office->cash;
}

/* The best bid on price and quality; of equal ones the first. */
static void award(struct world *world, size_t area, size_t stream)
{
    const struct providers_params *rules = &rules_of_area(world, area)->providers;
    struct lot *lot = lot_of(world, area, stream);
    int32_t first = asked_by(world, area, stream, PROVIDER_PRIME_A);
    int32_t second = asked_by(world, area, stream, PROVIDER_PRIME_B);
    bool first_wins = tender_score(rules, quality_of(world, area, PROVIDER_PRIME_A), first) >=
                      tender_score(rules, quality_of(world, area, PROVIDER_PRIME_B), second);
    enum provider winner = first_wins ? PROVIDER_PRIME_A : PROVIDER_PRIME_B, loser = lot_rival(winner);
    bool held = lot_is_held(world, area, stream, loser);
    lot->share = (int32_t)(LOT_WHOLE * (first_wins ? rules->winner_share : 1.0 - rules->winner_share));
    lot->begun = world->week;
    lot->cycle++;
    lot->price_first = first;
    lot->price_second = second;
    take_on(world, area, winner);
    if (lot_is_held(world, area, stream, loser))
        take_on(world, area, loser);
    count_of(world, COUNT_lots_awarded, winner);
    if (!held || lot_is_held(world, area, stream, loser))
        return;
    count_of(world, COUNT_lots_lost, loser);
    if (holds_nothing(world, area, loser))
        give_up_staff(world, area, loser);
}

/* Referrals of the year to come move to who had more job outcomes a client-week in the one that ends. */
static void shift_market(struct world *world, size_t area, size_t stream)
{
    const struct providers_params *rules = &rules_of_area(world, area)->providers;
    const struct provider_office *a = office_of(world, area, PROVIDER_PRIME_A);
    const struct provider_office *b = office_of(world, area, PROVIDER_PRIME_B);
    struct lot *lot = lot_of(world, area, stream);
    int64_t first = tender_rate(a->outcomes - a->outcomes_before, a->client_weeks - a->client_weeks_before);
    int64_t second = tender_rate(b->outcomes - b->outcomes_before, b->client_weeks - b->client_weeks_before);
    double share = lot_share(world, area, stream);
    if (first < 0 || second < 0 || first == second || share <= 0 || share >= 1)
        return;
    share += first > second ? rules->market_shift : -rules->market_shift;
    share = share < rules->least_share ? rules->least_share : share;
    share = share > 1.0 - rules->least_share ? 1.0 - rules->least_share : share;
    lot->share = (int32_t)(LOT_WHOLE * share);
    count_weekly(world, &world->strips[0], COUNT_market_shifts, 0, 0, 1, 1);
}

static void forget_year(struct world *world, size_t area)
{
    for (int provider = PROVIDER_PRIME_A; provider <= PROVIDER_PRIME_B; provider++) {
        struct provider_office *office = office_of(world, area, (enum provider)provider);
        office->client_weeks_before = office->client_weeks;
        office->outcomes_before = office->outcomes;
    }
}

/* A contract runs from the first week in which the programme takes referrals. */
static void tender_lot(struct world *world, size_t area, size_t stream)
{
    const struct rules *rules = rules_of_area(world, area);
    struct lot *lot = lot_of(world, area, stream);
    bool open = rules->gateway.open[stream] > 0;
    int32_t cycle = (int32_t)rules->providers.cycle_weeks, age = world->week - lot->begun;
    if (lot->begun == WEEK_NONE)
        lot->begun = open ? world->week : WEEK_NONE;
    else if (cycle > 0 && age >= cycle && open)
        award(world, area, stream);
    else if (rules->providers.market_shift > 0 && open && age >= YEAR_WEEKS && world->week % YEAR_WEEKS == 0)
        shift_market(world, area, stream);
}

/* A prime contractor that owes more than its credit fails, unless its rival has failed before it: somebody goes on. */
static bool fails(const struct world *world, size_t area, enum provider provider)
{
    const struct rules *rules = rules_of_area(world, area);
    const struct provider_office *office = office_of(world, area, provider);
    double credit = rules->providers.credit_weeks * office->staff * rules->contracts.adviser_cost;
    return rules->providers.credit_weeks > 0 && office->staff > 0 && !office->failed &&
           !office_of(world, area, lot_rival(provider))->failed &&
           office->cash - office->cash_at_award < -(int64_t)credit && !holds_nothing(world, area, provider);
}

static void fail(struct world *world, size_t area, enum provider provider)
{
    struct provider_office *office = office_of(world, area, provider);
    office->failed = 1;
    count_of(world, COUNT_provider_failures, provider);
    staff_leave(world, office, provider, 1.0);
    for (uint8_t stream = 0; stream < STREAM_COUNT; stream++)
        if (stream_is_programme(stream))
            lot_of(world, area, stream)->share = provider == PROVIDER_PRIME_A ? 0 : LOT_WHOLE;
}

void tender_area(struct world *world, size_t area)
{
    for (int provider = PROVIDER_PRIME_A; provider <= PROVIDER_PRIME_B; provider++)
        if (fails(world, area, (enum provider)provider))
            fail(world, area, (enum provider)provider);
    for (uint8_t stream = 0; stream < STREAM_COUNT; stream++)
        if (stream_is_programme(stream))
            tender_lot(world, area, stream);
    if (world->week % YEAR_WEEKS == 0)
        forget_year(world, area);
}
