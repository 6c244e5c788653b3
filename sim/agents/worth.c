#include "agents/worth.h"
#include "agents/candidates.h"
#include "agents/journeys.h"
#include "agents/search.h"
#include "core/math.h"

#define LN_2_Q16 45426

static int32_t q16(double x)
{
    return (int32_t)(x * HAZARD_ONE + (x >= 0 ? 0.5 : -0.5));
}

void worth_fill(struct worth_terms *self, const struct rules *rules)
{
    const struct jobcentre_params *j = &rules->jobcentre;
    double mean_rate = rules->matching.application_rate * j->success;
    self->constant = hazard_from_rate(j->kappa) + (int32_t)((1.0 - j->alpha) * hazard_from_rate(mean_rate));
    self->alpha = q16(j->alpha);
    self->success = hazard_from_rate(j->success);
    self->gamma = hazard_from_rate(rules->shareout.gamma);
}

double worth_chance(double r, double rho, double weeks)
{
    return weeks <= 0 ? 0 : r / (r + rho) * (1.0 - math_exp(-(r + rho) * weeks));
}

double worth_slope(double r, double rho, double weeks)
{
    if (weeks <= 0)
        return 0;
    double end = math_exp(-(r + rho) * weeks);
    return r * (rho * (1.0 - end) / ((r + rho) * (r + rho)) + r * weeks * end / (r + rho));
}

int32_t worth_cell(const struct worth_terms *self, int32_t log_applications, int32_t steps, int32_t cells)
{
    int32_t cell = (log_applications + self->success + 16 * HAZARD_ONE) / (HAZARD_ONE / steps);
    return cell < 0 ? 0 : cell < cells ? cell : cells - 1;
}

int64_t worth_of_entry(const struct worth_terms *self, int32_t log_applications, int32_t log_value, int32_t not_anyway)
{
    if (log_applications <= HAZARD_LOWEST || log_value <= HAZARD_LOWEST)
        return WORTH_NOTHING;
    return self->constant + (int64_t)self->alpha * (log_applications + self->success) / HAZARD_ONE + log_value +
           not_anyway;
}

int64_t worth_of_relief(const struct worth_terms *self, int32_t relief, int32_t fee, int32_t log_value, int32_t slope)
{
    if (relief <= HAZARD_LOWEST)
        return WORTH_NOTHING;
    bool by_entry = log_value > HAZARD_LOWEST && slope > HAZARD_LOWEST && self->gamma > HAZARD_LOWEST;
    int64_t each = worth_sum(fee > HAZARD_LOWEST ? fee : WORTH_NOTHING,
                             by_entry ? (int64_t)self->gamma + log_value + slope : WORTH_NOTHING);
    return each == WORTH_NOTHING ? WORTH_NOTHING : each + relief;
}

int64_t worth_sum(int64_t a, int64_t b)
{
    int64_t high = a > b ? a : b, low = a > b ? b : a;
    if (low == WORTH_NOTHING || high - low >= 32 * HAZARD_ONE)
        return high;
    return high + q16(math_log2(1.0 + math_exp2((double)(low - high) / HAZARD_ONE)));
}

int32_t worth_bin(int64_t weight)
{
    if (weight == WORTH_NOTHING)
        return SHARE_NOTHING;
    /* from binary logarithms to bins of natural ones */
    int64_t bin = (weight * LN_2_Q16 / HAZARD_ONE - (int64_t)SHARE_LOWEST * HAZARD_ONE) * SHARE_STEPS / HAZARD_ONE;
    return bin < 0 ? 0 : bin < SHARE_BINS ? (int32_t)bin : SHARE_BINS - 1;
}

#define ERROR_WEEKS 13

int32_t worth_error(const struct world *world, uint32_t row, uint8_t record)
{
    double noise = rules_of(world, row)->shareout.rate_noise;
    if (noise <= 0)
        return 0;
    struct random_block draw =
        random_draw(world->key, world->persons.id[row], world->week / ERROR_WEEKS, PURPOSE_CONTACT, 0);
    double unknown = (RECORD_COMPLETE - record) / (double)RECORD_COMPLETE;
    return hazard_from_effect(noise * unknown * normal_draw(&world->normal, draw.word[0]) / NORMAL_UNIT);
}

int32_t worth_relief(const struct world *world, uint32_t row, double quality)
{
    double beta = rules_of(world, row)->shareout.beta;
    return beta > 0 ? hazard_from_rate(beta * quality * world->persons.confidence[row] / UINT8_MAX) : HAZARD_NEVER;
}

void worth_relieve(const struct world *world, uint32_t row, double quality)
{
    const struct persons *p = &world->persons;
    double share = rules_of(world, row)->shareout.beta * quality;
    if (share <= 0 || p->contact[row] == 0 || p->confidence[row] == 0)
        return;
    int64_t dose = search_tables_of(world, row)->dose[contact_cell(p->contact[row])];
    uint32_t fall = (uint32_t)(p->confidence[row] * (q16(share < 1 ? share : 1) * dose / HAZARD_ONE));
    uint32_t draw = random_draw(world->key, p->id[row], world->week, PURPOSE_CONTACT, 1).word[0];
    uint32_t whole = fall / HAZARD_ONE + (draw >> 16 < fall % HAZARD_ONE);
    if (whole == 0)
        return;
    p->confidence[row] = (uint8_t)(p->confidence[row] > whole ? p->confidence[row] - whole : 0);
    candidates_add(world, row, LANE_SEARCH);
}
