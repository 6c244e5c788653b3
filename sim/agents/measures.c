#include "agents/measures.h"
#include "agents/axes.h"

/* The axis of a measure, and its number of cells. */
#define WITH(name, cells) &axis_##name, cells
#define MEASURE_AXIS_none NULL, 1
#define MEASURE_AXIS_labour_state WITH(labour_state, STATE_COUNT)
#define MEASURE_AXIS_claim WITH(claim, CLAIM_COUNT)
#define MEASURE_AXIS_sector WITH(sector, SECTOR_COUNT)
#define MEASURE_AXIS_claim_age WITH(claim_age, CLAIM_AGE_COUNT)
#define MEASURE_AXIS_claim_end WITH(claim_end, CLAIM_END_COUNT)
#define MEASURE_AXIS_hire_from WITH(hire_from, HIRE_FROM_COUNT)
#define MEASURE_AXIS_job_end WITH(job_end, JOB_END_COUNT)
#define MEASURE_AXIS_survey_flow WITH(survey_flow, FLOW_COUNT)
#define MEASURE_AXIS_conditionality WITH(conditionality, CONDITIONALITY_COUNT)
#define MEASURE_AXIS_group WITH(group, GROUP_COUNT)
#define MEASURE_AXIS_account WITH(account, ACCOUNT_COUNT)
#define MEASURE_AXIS_journey_stage WITH(journey_stage, JOURNEY_COUNT)
#define MEASURE_AXIS_journey_end WITH(journey_end, JOURNEY_END_COUNT)
#define MEASURE_AXIS_course_end WITH(course_end, COURSE_END_COUNT)
#define MEASURE_AXIS_stream WITH(stream, STREAM_COUNT)
#define MEASURE_AXIS_provider WITH(provider, PROVIDER_COUNT)
#define MEASURE_AXIS_service WITH(service, SERVICE_COUNT)
#define MEASURE_AXIS_payment_group WITH(payment_group, PAYMENT_GROUP_COUNT)
#define MEASURE_AXIS_payment_event WITH(payment_event, PAYMENT_COUNT)
#define MEASURE_AXIS_horizon WITH(horizon, HORIZON_COUNT)
#define MEASURE_AXIS_progress_event WITH(progress_event, PROGRESS_COUNT)
#define MEASURE_AXIS_distance_fifth WITH(distance_fifth, FIFTH_COUNT)
#define MEASURE_AXIS_seam WITH(seam, SEAM_COUNT)

static const struct measure measures[] = {
#define MEASURE(name, unit, kind, by_area, axis, sentence) {#name, unit, kind, by_area, MEASURE_AXIS_##axis, sentence},
#include "agents/measures.def"
#undef MEASURE
};

const struct measure *measures_all(size_t *count)
{
    *count = COUNTS;
    return measures;
}
