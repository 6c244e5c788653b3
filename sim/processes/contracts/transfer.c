/* Clients of a provider that has lost its contract, or failed, go to the one who holds it now. */
#include "agents/counts.h"
#include "agents/handover.h"
#include "agents/lots.h"
#include "processes/contracts/contracts.h"

/* What is left of the record is taken over; where nothing is left, the client has to be assessed again. */
static void lose_record(const struct world *world, struct strip *strip, struct journey *journey)
{
    size_t area = world->persons.area[journey->row];
    uint8_t known = journey->record;
    journey->record = (uint8_t)(known * rules_of(world, journey->row)->providers.transfer_record);
    bool again = known > 0 && journey->record == 0;
    count_weekly(world, strip, COUNT_handovers, 0, SEAM_TO_SUCCESSOR, 1, SEAM_COUNT);
    count_weekly(world, strip, COUNT_handover_records_lost, 0, SEAM_TO_SUCCESSOR, again, SEAM_COUNT);
    if (again)
        handover_assess(world, strip, journey, SEAM_TO_SUCCESSOR, known, false);
    count_weekly(world, strip, COUNT_assessments, area, 0, again, 1);
    count_weekly(world, strip, COUNT_assessments_repeated, area, 0, again, 1);
}

void transfer_to(const struct world *world, struct strip *strip, struct journey *journey, enum provider provider)
{
    enum provider before = (enum provider)journey->provider;
    journey->provider = (uint8_t)provider;
    lot_enter(world, journey);
    if (journey->stage == JOURNEY_ENGAGED)
        return;
    count_weekly(world, strip, COUNT_clients_handed_over, 0, before, 1, PROVIDER_COUNT);
    lose_record(world, strip, journey);
    if (journey->handed_over < UINT8_MAX)
        journey->handed_over++;
    if (journey->stage == JOURNEY_SERVICES || journey->stage == JOURNEY_ACTION_PLAN) {
        journey->stage = JOURNEY_ACTION_PLAN;
        journey->stage_since = (int16_t)world->week;
    }
}

void transfer_if_lost(const struct world *world, struct strip *strip, struct journey *journey)
{
    size_t area = world->persons.area[journey->row];
    enum provider provider = (enum provider)journey->provider;
    enum provider successor = lot_successor(world, area, journey->stream, provider);
    if (successor != provider)
        transfer_to(world, strip, journey, successor);
}
