/* Who is referred, to which stream and provider. */
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/entitlement.h"
#include "agents/services.h"
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

static void to_work_programme(struct world *world, struct strip *strip, uint32_t row, enum payment_group group,
                              uint32_t draw)
{
    double share = rules_of_area(world, world->persons.area[row])->gateway.prime_a_share;
    enum provider prime = random_below(draw, threshold_from_share(share)) ? PROVIDER_PRIME_A : PROVIDER_PRIME_B;
    bool chosen = choose_programme_provider(world, row, &prime);
    struct journey *journey = journey_start(world, strip, row, STREAM_WORK_PROGRAMME, prime);
    if (!journey)
        return;
    count_weekly(world, strip, COUNT_chosen, 0, prime, chosen, PROVIDER_COUNT);
    journey->group = (uint8_t)group;
    count_cohort(world, strip, COUNT_cohort_referred, world->week, group, PAYMENT_GROUP_COUNT);
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

/* To the stream that acts on what looks like the largest barrier. */
static void to_stream(struct world *world, struct strip *strip, uint32_t row, const struct gateway_tables *tables,
                      uint32_t draw)
{
    const struct rules *rules = rules_of(world, row);
    int32_t level;
    enum barrier barrier =
        services_main_barrier(world, row, (uint8_t)(rules->gateway.jobcentre_record * RECORD_COMPLETE), &level);
    enum stream stream = barrier == BARRIER_SKILLS ? STREAM_SKILLS : STREAM_SUPPORT;
    if (level < rules->gateway.refer_barrier * UINT8_MAX || rules->gateway.open[stream] <= 0 ||
        draw >= tables->refer[stream])
        return;
    bool voucher = rules->choice.voucher[stream] > 0;
    enum service service =
        voucher ? within_voucher(world, row, barrier, level) : services_for(&rules->provision, barrier, level);
    enum provider provider = stream == STREAM_SKILLS ? PROVIDER_COLLEGE : PROVIDER_THIRD_SECTOR;
    if (service == SERVICE_COUNT || (voucher && !choose_voucher_provider(world, row, barrier, &provider)))
        return;
    struct journey *journey = journey_start(world, strip, row, stream, provider);
    if (!journey)
        return;
    journey->voucher = voucher;
    count_weekly(world, strip, COUNT_chosen, 0, provider, voucher, PROVIDER_COUNT);
    count_weekly(world, strip, COUNT_vouchers_issued, 0, stream, voucher, STREAM_COUNT);
    journey->wanted = (uint8_t)(service + 1);
    journey->group = stream == STREAM_SKILLS ? PAYMENT_GROUP_SKILLS : PAYMENT_GROUP_SUPPORT;
}

static void claimant(struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    int32_t weeks = world->week - p->claim_since[row];
    struct random_block draw = random_draw(world->key, p->id[row], world->week, PURPOSE_REFERRAL, 0);
    if (rules->open[STREAM_WORK_PROGRAMME] > 0 && p->journey_ended[row] == WEEK_NONE &&
        random_below(draw.word[0], tables->referral)) {
        enum payment_group group = gateway_group(p->flags[row] & PERSON_OFFENDER, has_early_access(world, row, rules),
                                                 age_years(p->birth_week[row], world->week));
        if (weeks >= gateway_threshold(rules, group, jsa_is_repeat(world, row))) {
            to_work_programme(world, strip, row, group, draw.word[1]);
            return;
        }
    }
    uint32_t most = tables->refer[STREAM_SKILLS] > tables->refer[STREAM_SUPPORT] ? tables->refer[STREAM_SKILLS]
                                                                                 : tables->refer[STREAM_SUPPORT];
    if (weeks >= (int32_t)rules->stream_weeks && random_below(draw.word[2], most))
        to_stream(world, strip, row, tables, draw.word[2]);
}

static void sick(struct world *world, struct strip *strip, uint32_t row)
{
    const struct persons *p = &world->persons;
    const struct gateway_params *rules = &rules_of(world, row)->gateway;
    const struct gateway_tables *tables = (struct gateway_tables *)world->tables[TABLE_GATEWAY] + regime_of(world, row);
    bool before_esa = world->start_day + 7 * p->state_since[row] < (int32_t)rules->esa_replaces_ib;
    bool assessed = world->week - p->state_since[row] >= (int32_t)rules->esa_assessment_weeks;
    uint32_t referred = before_esa ? tables->ex_ib : assessed ? tables->esa : 0;
    if (rules->open[STREAM_WORK_PROGRAMME] <= 0 || p->journey_ended[row] != WEEK_NONE)
        return;
    struct lane_draw draw = lane_draw(world, strip, row, LANE_CLAIM);
    if (!lane_below(&draw, (uint64_t)referred + tables->volunteer))
        return;
    enum payment_group group = !lane_below(&draw, referred) ? PAYMENT_GROUP_ESA_VOLUNTEER
                               : before_esa                 ? PAYMENT_GROUP_ESA_EX_IB
                                                            : PAYMENT_GROUP_ESA_NEW;
    uint32_t prime = random_draw(world->key, p->id[row], world->week, PURPOSE_REFERRAL, 0).word[1];
    to_work_programme(world, strip, row, group, prime);
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
