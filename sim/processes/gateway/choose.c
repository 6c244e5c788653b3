/* Which provider persons choose, and the figures that they see. */
#include "processes/gateway/choose.h"
#include "agents/counts.h"
#include "agents/lots.h"
#include "agents/search.h"
#include "agents/services.h"
#include "core/math.h"

#define QUARTER 13 /* weeks between publications */
#define ALWAYS 0   /* the week of draws that last */

static int32_t q16(double x)
{
    return (int32_t)(x * HAZARD_ONE + (x >= 0 ? 0.5 : -0.5));
}

/* -ln(-ln u) of a uniform draw, Q16. */
static int32_t taste_of(struct random_key key, uint32_t person, enum provider provider)
{
    double u = (random_draw(key, person, ALWAYS, PURPOSE_CHOICE, provider).word[0] + 0.5) / 4294967296.0;
    return q16(-math_log(-math_log(u)));
}

enum provider choose_among(struct random_key key, uint32_t person, const struct choice_option *options, size_t count)
{
    enum provider best = options[0].provider;
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        int64_t value = (int64_t)options[i].score + taste_of(key, person, options[i].provider);
        if (value > most || (value == most && options[i].provider < best)) {
            most = value;
            best = options[i].provider;
        }
    }
    return best;
}

int32_t choose_performance(const struct choice_params *rules, int64_t outcomes, int64_t of_q16, bool adjusted)
{
    double known = (double)of_q16 / HAZARD_ONE, few = rules->prior_attachments;
    double share = adjusted ? ((double)outcomes + few * rules->prior) / (known + few * rules->prior)
                            : ((double)outcomes + few * rules->prior) / (known + few);
    return hazard_from_rate(share);
}

/* Of a unit of taste: what so many doublings (log2, Q16) are worth at a weight. */
static int32_t weighed(double weight, int32_t doublings)
{
    return (int32_t)((int64_t)q16(weight) * doublings / HAZARD_ONE);
}

int32_t choose_expected(const struct world *world, uint32_t row, enum payment_group group)
{
    const struct rules *rules = rules_of(world, row);
    int32_t log_rate = search_log_rate(search_tables_of(world, row), &world->persons, row, world->week);
    if (log_rate == HAZARD_NEVER)
        return 0;
    double r = math_exp2((double)log_rate / HAZARD_ONE) * rules->jobcentre.success;
    return q16((1.0 - math_exp(-r * rules->contracts.programme_weeks[group])) * rules->provision.expected_outcome);
}

static int32_t published_score(const struct world *world, uint32_t row, enum provider provider)
{
    const struct choice_params *rules = &rules_of(world, row)->choice;
    const struct provider_office *office =
        &world->offices[(size_t)world->persons.area[row] * PROVIDER_COUNT + provider];
    bool adjusted = (int)rules->performance == PERFORMANCE_ADJUSTED;
    int64_t outcomes = 0, of = 0;
#define QUARTER_PUBLISHED(n)                                                                                           \
    outcomes += office->outcomes_##n;                                                                                  \
    of += adjusted ? office->expected_##n : (int64_t)office->attached_##n * HAZARD_ONE;
    QUARTER_PUBLISHED(1)
    QUARTER_PUBLISHED(2)
    QUARTER_PUBLISHED(3)
    QUARTER_PUBLISHED(4)
#undef QUARTER_PUBLISHED
    return weighed(rules->weight, choose_performance(rules, outcomes, of, adjusted));
}

/* Only prime contractors need the lot: others on a programme work without a contract that could end. */
static bool takes_clients(const struct world *world, size_t area, enum stream stream, enum provider provider)
{
    bool prime = provider == PROVIDER_PRIME_A || provider == PROVIDER_PRIME_B;
    return rules_of_area(world, area)->choice.programme_providers[provider] > 0 &&
           (!prime || lot_is_held(world, area, stream, provider));
}

bool choose_programme_provider(const struct world *world, uint32_t row, enum stream stream, enum provider *chosen)
{
    size_t area = world->persons.area[row];
    struct choice_option options[PROVIDER_COUNT];
    size_t count = 0;
    if ((int)rules_of(world, row)->choice.performance == PERFORMANCE_OFF)
        return false;
    for (int k = 0; k < PROVIDER_COUNT; k++)
        if (takes_clients(world, area, stream, (enum provider)k))
            options[count++] = (struct choice_option){(enum provider)k, published_score(world, row, (enum provider)k)};
    if (count > 0)
        *chosen = choose_among(world->key, world->persons.id[row], options, count);
    return count > 0;
}

bool choose_voucher_provider(const struct world *world, uint32_t row, enum barrier barrier, enum provider *chosen)
{
    const struct rules *here = rules_of_area(world, world->persons.area[row]);
    double weight = rules_of(world, row)->choice.quality_weight;
    struct choice_option options[PROVIDER_COUNT];
    size_t count = 0;
    for (int k = 0; k < PROVIDER_COUNT; k++) {
        double quality = services_quality_of(here, (uint8_t)k, (enum barrier)barrier);
        if (here->choice.voucher_providers[k] > 0 && quality > 0)
            options[count++] = (struct choice_option){(enum provider)k, weighed(weight, hazard_from_rate(quality))};
    }
    if (count > 0)
        *chosen = choose_among(world->key, world->persons.id[row], options, count);
    return count > 0;
}

void choose_count_attached(const struct world *world, struct strip *strip, const struct journey *journey)
{
    struct provider_office *office = services_office(world, journey);
    int32_t expected = choose_expected(world, journey->row, (enum payment_group)journey->group);
    __atomic_fetch_add(&office->attached_now, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&office->expected_now, expected, __ATOMIC_RELAXED);
    count_weekly(world, strip, COUNT_provider_attached, 0, journey->provider, 1, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_provider_expected, 0, journey->provider, expected, PROVIDER_COUNT);
}

void choose_publish(struct world *world)
{
    if (world->week == 0 || world->week % QUARTER != 0)
        return;
    for (size_t k = 0; k < world->n_areas * PROVIDER_COUNT; k++) {
        struct provider_office *office = &world->offices[k];
#define PUBLISH(count)                                                                                                 \
    office->count##_4 = office->count##_3;                                                                             \
    office->count##_3 = office->count##_2;                                                                             \
    office->count##_2 = office->count##_1;                                                                             \
    office->count##_1 = office->count##_late;                                                                          \
    office->count##_late = office->count##_now;                                                                        \
    office->count##_now = 0;
        PUBLISH(attached)
        PUBLISH(outcomes)
        PUBLISH(expected)
#undef PUBLISH
    }
}
