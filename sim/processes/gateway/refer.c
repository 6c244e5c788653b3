/* Who is referred, to which stream and provider. */
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "agents/handover.h"
#include "agents/lots.h"
#include "agents/services.h"
#include "core/math.h"
#include "processes/gateway/choose.h"
#include "processes/gateway/gateway.h"

#define ADULT_RATE_AGE 25

enum payment_group gateway_group(bool offender, bool early, int32_t years)
{
    if (offender)
        return PAYMENT_GROUP_PRISON;
    if (early)
        return PAYMENT_GROUP_JSA_EARLY;
    return years < ADULT_RATE_AGE ? PAYMENT_GROUP_JSA_18_24 : PAYMENT_GROUP_JSA_25;
}

int32_t gateway_threshold(const struct gateway_params *rules, enum payment_group group, bool repeat)
{
    int32_t weeks = (int32_t)rules->referral_weeks[group];
    int32_t early = (int32_t)rules->referral_weeks[PAYMENT_GROUP_JSA_EARLY];
    return repeat && (int)rules->repeat_counts == TOGGLE_ON && early < weeks ? early : weeks;
}

/* Serious disadvantage, as the person's adviser sees it: settled once for each person. */
static bool has_early_access(const struct world *world, uint32_t row, const struct gateway_params *rules)
{
    const struct persons *p = &world->persons;
    uint8_t most = 0;
    for (int b = 0; b < BARRIER_COUNT; b++) {
        uint8_t level = journey_barrier(p, row, world->week, (enum barrier)b);
        most = level > most ? level : most;
    }
    return most > rules->early_barrier * UINT8_MAX &&
           random_below(random_draw(world->key, p->id[row], 0, PURPOSE_REFERRAL, 1).word[0],
                        threshold_from_share(rules->early_access));
}

enum payment_group gateway_distance_group(const struct gateway_params *rules, int32_t distance)
{
    if (distance >= (int32_t)(rules->group_intense * UINT8_MAX))
        return PAYMENT_GROUP_INTENSE;
    return distance >= (int32_t)(rules->group_advanced * UINT8_MAX) ? PAYMENT_GROUP_ADVANCED : PAYMENT_GROUP_CORE;
}

static void to_programme(struct world *world, struct strip *strip, uint32_t row, enum stream stream,
                         enum payment_group group, uint32_t draw)
{
    double share = lot_share(world, world->persons.area[row], stream);
    enum provider prime = random_below(draw, threshold_from_share(share)) ? PROVIDER_PRIME_A : PROVIDER_PRIME_B;
    bool chosen = choose_programme_provider(world, row, stream, &prime);
    struct journey *journey = journey_start(world, strip, row, stream, prime);
    if (!journey)
        return;
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    if (stream == STREAM_WORK_PROGRAMME && (int)rules->grouping == GROUPING_DISTANCE)
        group = gateway_distance_group(rules, journey->distance);
    count_weekly(world, strip, COUNT_chosen, 0, prime, chosen, PROVIDER_COUNT);
    journey->group = (uint8_t)group;
    count_cohort(world, strip, COUNT_cohort_referred, world->week, group, PAYMENT_GROUP_COUNT);
    handover_assess_in_common(world, row);
}

bool gateway_is_for(const struct funding_params *funding, enum stream stream, enum claim claim, enum age_band age)
{
    if (stream == STREAM_SKILLS)
        return funding->skills_benefits[claim] > 0 && funding->skills_ages[age] > 0;
    return funding->support_benefits[claim] > 0 && funding->support_ages[age] > 0;
}

enum stream gateway_stream(const struct rules *rules, const struct funding_params *funding, enum barrier barrier,
                           enum claim claim, enum age_band age)
{
    if (rules->gateway.open[STREAM_SKILLS] > 0 && funding->skills_covers[barrier] > 0 &&
        gateway_is_for(funding, STREAM_SKILLS, claim, age))
        return STREAM_SKILLS;
    if (rules->gateway.open[STREAM_SUPPORT] > 0 && funding->support_covers[barrier] > 0 &&
        gateway_is_for(funding, STREAM_SUPPORT, claim, age))
        return STREAM_SUPPORT;
    return STREAM_COUNT;
}

/* One of the providers that a stream may fund, by their shares: the first of a race in which each provider's time is
   the person's own, so that one provider more changes nothing between the others. PROVIDER_COUNT when it may fund none.
 */
static enum provider provider_of(const struct world *world, uint32_t row, enum stream stream)
{
    const struct funding_params *rules = &rules_of_area(world, world->persons.area[row])->funding;
    const double *shares = stream == STREAM_SKILLS ? rules->skills_providers : rules->support_providers;
    size_t first = PROVIDER_COUNT, listed = 0;
    for (size_t k = PROVIDER_COUNT; k-- > 0;)
        if (shares[k] > 0) {
            first = k;
            listed++;
        }
    double least = 0;
    for (size_t k = first; listed > 1 && k < PROVIDER_COUNT; k++) {
        if (shares[k] <= 0)
            continue;
        uint32_t word =
            random_draw(world->key, world->persons.id[row], world->week, PURPOSE_FUNDING, (uint32_t)(1 + k / 4))
                .word[k % 4];
        double time = -math_log2((word + 0.5) / 4294967296.0) / shares[k];
        if (least <= 0 || time < least) {
            least = time;
            first = k;
        }
    }
    return (enum provider)first;
}

static bool comes_to_wrong_door(const struct world *world, uint32_t row)
{
    const struct integration_params *rules = &rules_of(world, row)->integration;
    double chance = rules->wrong_door * (1.0 - rules->single_gateway);
    return random_below(random_draw(world->key, world->persons.id[row], world->week, PURPOSE_DOOR, 0).word[0],
                        threshold_from_share(chance));
}

/* The service for a barrier that a voucher pays for: the proper one, else the dearest of the others. */
static enum service within_voucher(const struct world *world, uint32_t row, enum barrier barrier, int32_t level)
{
    const struct rules *rules = rules_of(world, row);
    size_t area = world->persons.area[row];
    enum service proper = services_for(&rules->provision, barrier, level), found = SERVICE_COUNT;
    if (proper < SERVICE_COUNT && services_cost(world, area, proper) <= rules->choice.voucher_value)
        return proper;
    for (int s = 0; s < SERVICE_COUNT; s++) {
        int32_t cost = services_cost(world, area, (enum service)s);
        if ((int)rules->provision.barrier[s] == (int)barrier && cost <= rules->choice.voucher_value &&
            (found == SERVICE_COUNT || cost > services_cost(world, area, found)))
            found = (enum service)s;
    }
    return found;
}

/* What a stream has for a person: a service, and the provider whom the agency or, with a voucher, the person chooses.
 */
struct referral {
    enum service service;
    enum provider provider;
    bool voucher;
};

/* For a barrier that looks so large. False: nothing. */
static bool can_refer(const struct world *world, uint32_t row, enum stream stream, enum barrier barrier, int32_t level,
                      struct referral *to)
{
    const struct rules *rules = rules_of(world, row);
    *to = (struct referral){SERVICE_COUNT, PROVIDER_COUNT, rules->choice.voucher[stream] > 0};
    to->service =
        to->voucher ? within_voucher(world, row, barrier, level) : services_for(&rules->provision, barrier, level);
    if (to->service == SERVICE_COUNT)
        return false;
    if (!to->voucher)
        to->provider = provider_of(world, row, stream);
    else if (!choose_voucher_provider(world, row, barrier, &to->provider))
        return false;
    return to->provider < PROVIDER_COUNT;
}

static void to_service(struct world *world, struct strip *strip, uint32_t row, enum stream stream,
                       const struct referral *to)
{
    struct journey *journey = journey_start(world, strip, row, stream, to->provider);
    if (!journey)
        return;
    journey->voucher = to->voucher;
    count_weekly(world, strip, COUNT_chosen, 0, to->provider, to->voucher, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_vouchers_issued, 0, stream, to->voucher, STREAM_COUNT);
    count_weekly(world, strip, COUNT_stream_referrals, 0, world->persons.claim[row], 1, CLAIM_COUNT);
    journey->wanted = (uint8_t)(to->service + 1);
    journey->group = stream == STREAM_SKILLS ? PAYMENT_GROUP_SKILLS : PAYMENT_GROUP_SUPPORT;
    handover_assess_in_common(world, row);
}

static enum age_band age_of(const struct world *world, uint32_t row)
{
    return age_band_of(age_years(world->persons.birth_week[row], world->week));
}

/* Behind the wrong door the person gets what that stream has for the barriers that it acts on, or is turned away. */
static void through_wrong_door(struct world *world, struct strip *strip, uint32_t row, enum stream stream,
                               uint8_t record)
{
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    const struct funding_params *funding = &rules_of_area(world, world->persons.area[row])->funding;
    uint32_t among = services_barriers_of(world, world->persons.area[row], stream);
    int32_t level;
    struct referral to;
    enum barrier barrier = services_main_barrier(world, row, record, among, &level);
    count_weekly(world, strip, COUNT_wrong_door, 0, stream, 1, STREAM_COUNT);
    if (!can_refer(world, row, stream, barrier, level, &to) || level < rules->refer_barrier * UINT8_MAX ||
        rules->open[stream] <= 0 ||
        !gateway_is_for(funding, stream, (enum claim)world->persons.claim[row], age_of(world, row)))
        count_weekly(world, strip, COUNT_handover_persons_lost, 0, SEAM_TO_STREAM, 1, SEAM_COUNT);
    else
        to_service(world, strip, row, stream, &to);
}

/* To the stream that acts on what looks like the largest barrier. rates: of the streams, by which the draw decides. */
static void to_stream(struct world *world, struct strip *strip, uint32_t row, const uint32_t *rates, uint32_t draw)
{
    const struct rules *rules = rules_of(world, row);
    int32_t level;
    struct referral to;
    uint8_t record = handover_jobcentre_record(world, row);
    enum barrier barrier = services_main_barrier(world, row, record, SERVICES_ALL_BARRIERS, &level);
    enum stream stream = gateway_stream(rules, &rules_of_area(world, world->persons.area[row])->funding, barrier,
                                        (enum claim)world->persons.claim[row], age_of(world, row));
    if (level < rules->gateway.refer_barrier * UINT8_MAX || stream == STREAM_COUNT || draw >= rates[stream] ||
        !can_refer(world, row, stream, barrier, level, &to))
        return;
    if (comes_to_wrong_door(world, row))
        through_wrong_door(world, strip, row, stream == STREAM_SKILLS ? STREAM_SUPPORT : STREAM_SKILLS, record);
    else
        to_service(world, strip, row, stream, &to);
}

/* A programme takes a person once in a life; one that ended before a fresh start does not count. */
static bool has_been_on_one(const struct world *world, uint32_t row, const struct gateway_params *rules)
{
    int32_t ended = world->persons.journey_ended[row];
    return ended != WEEK_NONE && world->start_day + 7 * ended >= (int32_t)rules->fresh_start;
}

/* The programme that is open and whose duration the claim has reached, the Work Programme first. */
static bool choose_programme(const struct world *world, uint32_t row, const struct gateway_params *rules, int32_t weeks,
                             enum stream *stream, enum payment_group *group)
{
    const struct persons *p = &world->persons;
    *stream = STREAM_WORK_PROGRAMME;
    if (rules->open[STREAM_WORK_PROGRAMME] > 0) {
        *group = gateway_group(p->flags[row] & PERSON_OFFENDER, has_early_access(world, row, rules),
                               age_years(p->birth_week[row], world->week));
        if (weeks >= gateway_threshold(rules, *group, jsa_is_repeat(world, row)))
            return true;
    }
    *stream = STREAM_FND;
    *group = PAYMENT_GROUP_FND;
    return rules->open[STREAM_FND] > 0 && weeks >= (int32_t)rules->referral_weeks[PAYMENT_GROUP_FND];
}

static void claimant(struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    int32_t weeks = world->week - p->claim_since[row];
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_REFERRAL, 0);
    enum stream stream;
    enum payment_group group;
    if (random_below(draw.word[0], tables->referral) && !has_been_on_one(world, row, rules) &&
        choose_programme(world, row, rules, weeks, &stream, &group)) {
        to_programme(world, strip, row, stream, group, draw.word[1]);
        return;
    }
    uint32_t most = tables->refer[STREAM_SKILLS] > tables->refer[STREAM_SUPPORT] ? tables->refer[STREAM_SKILLS]
                                                                                 : tables->refer[STREAM_SUPPORT];
    if (random_below(draw.word[2], most) &&
        (weeks >= (int32_t)rules->stream_weeks || handover_from_justice(world, row)))
        to_stream(world, strip, row, tables->refer, draw.word[2]);
}

static void sick(struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    bool before_esa = world->start_day + 7 * p->state_since[row] < (int32_t)rules->esa_replaces_ib;
    bool assessed = world->week - p->state_since[row] >= (int32_t)rules->esa_assessment_weeks;
    uint32_t referred = before_esa ? tables->ex_ib : assessed ? tables->esa : 0;
    if (rules->open[STREAM_WORK_PROGRAMME] <= 0 || has_been_on_one(world, row, rules))
        return;
    struct lane_draw draw = lane_draw(world, strip, row, LANE_CLAIM);
    if (!lane_below(&draw, (uint64_t)referred + tables->volunteer))
        return;
    enum payment_group group = !lane_below(&draw, referred) ? PAYMENT_GROUP_ESA_VOLUNTEER
                               : before_esa                 ? PAYMENT_GROUP_ESA_EX_IB
                                                            : PAYMENT_GROUP_ESA_NEW;
    uint32_t prime = random_draw(world->key, p->id[row], world->week, PURPOSE_REFERRAL, 0).word[1];
    to_programme(world, strip, row, STREAM_WORK_PROGRAMME, group, prime);
}

void gateway_refer_clients(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CLIENTS(strip, row)
    {
        /* who began another claim this week is looked at in the next */
        if (is_jsa(p->claim[row]) && p->claim_since[row] < world->week && !p->journey[row])
            claimant(world, strip, row);
    }
}

void gateway_refer_sick(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    CANDIDATES(world, strip, LANE_CLAIM, row)
    if (p->claim[row] == CLAIM_ESA && p->activity[row] == ACTIVITY_SICK && !p->journey[row])
        sick(world, strip, row);
}

static bool others_may_come(const struct world *world)
{
    const struct gateway_tables *tables = world->tables[TABLE_GATEWAY];
    uint32_t most = 0;
    for (size_t r = 0; r < world->n_regimes; r++)
        for (int claim = 0; claim < CLAIM_COUNT; claim++)
            most |= tables[r].come_most[claim];
    return most > 0;
}

/* No lane screens them, so that their draw is nobody else's: all who claim such a benefit are looked at where a stream
   is for them. */
void gateway_refer_others(struct world *world, struct strip *strip)
{
    const struct persons *p = &world->persons;
    if (!others_may_come(world))
        return;
    for (uint32_t row = strip->from; row < strip->to; row++) {
        if (p->claim[row] == CLAIM_NONE || is_jsa(p->claim[row]) || p->journey[row] || !journey_is_settled(world, row))
            continue;
        const struct gateway_tables *tables =
            (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
        uint32_t most = tables->come_most[p->claim[row]];
        if (most == 0)
            continue;
        uint32_t draw = random_draw(world->key, p->id[row], world->week, PURPOSE_COME_FORWARD, 0).word[0];
        if (random_below(draw, most))
            to_stream(world, strip, row, tables->come, draw);
    }
}
