#include "agents/handover.h"
#include "agents/counts.h"
#include "agents/services.h"

/* Indexes of PURPOSE_HANDOVER beyond those of the seams. */
enum { LINK = SEAM_COUNT, ROOF, JUSTICE };

static bool is_on(double toggle)
{
    return (int)toggle == TOGGLE_ON;
}

uint8_t handover_combined(uint8_t a, uint8_t b)
{
    return (uint8_t)(RECORD_COMPLETE - (RECORD_COMPLETE - a) * (RECORD_COMPLETE - b) / RECORD_COMPLETE);
}

static uint8_t completeness(double share)
{
    return (uint8_t)(share * RECORD_COMPLETE);
}

double handover_reliance(const struct world *world, size_t area)
{
    double weight = rules_of_area(world, area)->integration.trust_weight;
    return 1.0 - weight * (1.0 - world->partners[area].trust / (double)HAZARD_ONE);
}

/* Key workers carry the record themselves; otherwise it arrives by the chance of data sharing, less where agencies do
   not trust each other. */
static bool survives(const struct world *world, uint32_t row, uint32_t draw)
{
    const struct rules *rules = rules_of(world, row);
    double chance = rules->gateway.data_sharing * handover_reliance(world, world->persons.area[row]);
    return is_on(rules->integration.key_worker) || random_below(draw, threshold_from_share(chance));
}

static uint32_t draw_of_return(const struct world *world, uint32_t row, int32_t week)
{
    return random_draw(world->key, world->persons.id[row], week, PURPOSE_HANDOVER, SEAM_TO_JOBCENTRE).word[0];
}

uint8_t handover_jobcentre_record(const struct world *world, uint32_t row)
{
    const struct rules *rules = rules_of(world, row);
    int32_t ended = world->persons.journey_ended[row];
    uint8_t record = completeness(rules->gateway.jobcentre_record);
    uint8_t assessed = completeness(rules->provision.assessed_record);
    if (handover_is_common(rules))
        record = handover_combined(record, assessed);
    if (handover_from_justice(world, row))
        record = handover_combined(record, assessed);
    if (is_on(rules->integration.combine_records) && ended != WEEK_NONE &&
        survives(world, row, draw_of_return(world, row, ended)))
        record = handover_combined(record, assessed);
    return record;
}

uint8_t handover_assessed(const struct rules *rules, uint8_t arrived)
{
    uint8_t assessed = completeness(rules->provision.assessed_record);
    if (arrived > 0 && handover_is_common(rules))
        return arrived;
    if (is_on(rules->integration.combine_records))
        return handover_combined(arrived, assessed);
    return arrived > assessed ? arrived : assessed;
}

static bool is_of_programme(enum seam seam)
{
    return seam == SEAM_TO_PROGRAMME || seam == SEAM_TO_SUCCESSOR;
}

int32_t handover_weeks(const struct rules *rules, enum seam seam, bool arrives)
{
    if (!is_of_programme(seam))
        return arrives ? 0 : (int32_t)rules->integration.stream_assessment_weeks;
    return !arrives ? (int32_t)rules->provision.assessment_weeks : !handover_is_common(rules);
}

int64_t handover_seconds(const struct rules *rules, uint8_t known, bool arrives)
{
    int64_t all = (int64_t)(rules->integration.assessment_minutes * 60.0);
    if (!arrives)
        return all;
    return handover_is_common(rules) ? 0 : all * (RECORD_COMPLETE - known) / RECORD_COMPLETE;
}

int64_t handover_case_seconds(const struct rules *rules)
{
    const struct integration_params *joined = &rules->integration;
    double minutes = (is_on(joined->key_worker) ? joined->key_worker_minutes : 0) +
                     (is_on(joined->co_production) ? joined->co_minutes : 0);
    return (int64_t)(minutes * 60.0);
}

double handover_leavers(const struct rules *rules)
{
    const struct integration_params *joined = &rules->integration;
    return (1.0 - (is_on(joined->key_worker) ? joined->key_worker_hold : 0)) *
           (1.0 - (is_on(joined->co_production) ? joined->co_completion : 0));
}

struct random_block handover_draw(const struct world *world, uint32_t row, enum seam seam)
{
    return random_draw(world->key, world->persons.id[row], world->week, PURPOSE_HANDOVER, (uint32_t)seam);
}

bool handover_one_roof(const struct world *world, uint32_t row)
{
    return random_below(random_draw(world->key, world->persons.id[row], 0, PURPOSE_HANDOVER, ROOF).word[0],
                        threshold_from_share(rules_of(world, row)->integration.co_location));
}

bool handover_from_justice(const struct world *world, uint32_t row)
{
    return world->persons.flags[row] & PERSON_OFFENDER &&
           random_below(random_draw(world->key, world->persons.id[row], 0, PURPOSE_HANDOVER, JUSTICE).word[0],
                        threshold_from_share(rules_of(world, row)->integration.justice));
}

bool handover_finds_link(const struct world *world, uint32_t row, enum service service)
{
    return random_below(random_draw(world->key, world->persons.id[row], world->week, PURPOSE_HANDOVER, LINK).word[0],
                        threshold_from_share(rules_of(world, row)->integration.link[service]));
}

bool handover_loses(const struct world *world, struct strip *strip, uint32_t row, enum seam seam)
{
    const struct integration_params *rules = &rules_of(world, row)->integration;
    double chance = rules->handover_loss[seam] * (1.0 - rules->tracking);
    bool lost = random_below(handover_draw(world, row, seam).word[1], threshold_from_share(chance)) &&
                !handover_one_roof(world, row);
    count_weekly(world, strip, COUNT_handover_persons_lost, 0, seam, lost, SEAM_COUNT);
    return lost;
}

bool handover_record(const struct world *world, struct strip *strip, const struct journey *journey, enum seam seam,
                     uint8_t known, uint32_t draw)
{
    bool arrives = known > 0 && survives(world, journey->row, draw);
    count_weekly(world, strip, COUNT_handovers, 0, seam, 1, SEAM_COUNT);
    count_weekly(world, strip, COUNT_handover_records_lost, 0, seam, known > 0 && !arrives, SEAM_COUNT);
    return arrives;
}

void handover_assess(const struct world *world, struct strip *strip, const struct journey *journey, enum seam seam,
                     uint8_t known, bool arrives)
{
    const struct rules *rules = rules_of(world, journey->row);
    int64_t seconds = is_of_programme(seam) ? handover_seconds(rules, known, arrives) : 0;
    /* the advisers of a programme assess; elsewhere the price of a service covers it */
    __atomic_fetch_add(&services_office(world, journey)->assigned, seconds, __ATOMIC_RELAXED);
    if (known == 0 || arrives)
        return;
    bool in_work = journey->stage == JOURNEY_PLACEMENT || journey->stage == JOURNEY_AFTERCARE; /* no plan to wait for */
    int64_t weeks = in_work ? 0 : handover_weeks(rules, seam, false) - handover_weeks(rules, seam, true);
    count_weekly(world, strip, COUNT_handover_assessments, 0, seam, 1, SEAM_COUNT);
    count_weekly(world, strip, COUNT_handover_weeks_lost, 0, seam, weeks > 0 ? weeks : 0, SEAM_COUNT);
    /* a successor asks nothing more of those whose record it has */
    int64_t needed = seam == SEAM_TO_PROGRAMME ? handover_seconds(rules, known, true) : 0;
    count_weekly(world, strip, COUNT_handover_seconds_lost, 0, seam, seconds - needed, SEAM_COUNT);
}

void handover_assess_in_common(const struct world *world, uint32_t row)
{
    const struct rules *rules = rules_of(world, row);
    if (handover_is_common(rules))
        __atomic_fetch_add(&world->jobcentres[world->persons.area[row]].assigned, handover_seconds(rules, 0, false),
                           __ATOMIC_RELAXED);
}

void handover_to_jobcentre(const struct world *world, struct strip *strip, const struct journey *journey)
{
    (void)handover_record(world, strip, journey, SEAM_TO_JOBCENTRE, journey->record,
                          draw_of_return(world, journey->row, world->week));
}

void handover_count_plan(const struct world *world, struct strip *strip, const struct journey *journey, int32_t later)
{
    count_weekly(world, strip, COUNT_plans, 0, journey->stream, 1, STREAM_COUNT);
    count_weekly(world, strip, COUNT_weeks_to_plan, 0, journey->stream, world->week + later - journey->referred,
                 STREAM_COUNT);
}
