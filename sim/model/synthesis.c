/* The joint distribution of an area's residents over labour state, age, sex and qualification: iterative proportional
   fitting of starting odds to the area's margins (docs/odd.md, "Initial population"). */
#include "model/internal.h"

#define ROUNDS 400

static double limited(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static enum status state_margin(double state[STATE_COUNT], const struct area_facts *area,
                                const struct population_params *rules, struct error *error)
{
    double employed = area->employment_rate * rules->employment_ratio;
    double rate = area->unemployed_share / (area->unemployed_share + area->employment_rate) * rules->unemployment_ratio;
    double unemployed = rate / (1.0 - rate) * employed;
    double claimants = limited(area->claimant_share * rules->claimant_ratio, 0, 0.95 * unemployed);
    double sick = area->long_term_sick_share * rules->sick_ratio;
    double rest = 1.0 - employed - unemployed - sick;
    if (!(employed > 0 && unemployed > 0 && rest > 0))
        return error_set(
            error, STATUS_BAD_DATA,
            "%s: shares of residents 16-64 do not add up: employed %.3f, unemployed %.3f, sick %.3f leave %.3f "
            "for all other inactive; look at the area's table and at population.employment_ratio, "
            "unemployment_ratio and sick_ratio",
            area->name, employed, unemployed, sick, rest);
    state[STATE_OUT] = 0;
    state[STATE_EMPLOYED] = employed;
    state[STATE_CLAIMANT] = claimants;
    state[STATE_UNEMPLOYED] = unemployed - claimants;
    state[STATE_SICK] = sick;
    state[STATE_STUDENT] = rest * rules->student_share;
    state[STATE_CARING] = rest * rules->caring_share;
    state[STATE_OTHER] = rest - state[STATE_STUDENT] - state[STATE_CARING];
    if (state[STATE_OTHER] <= 0)
        return error_set(error, STATUS_BAD_SCENARIO, "population.student_share and caring_share add up to 1 or more");
    return STATUS_OK;
}

enum status synthesis_margins(struct synthesis_margins *self, const struct area_facts *area,
                              const struct population_params *rules, struct error *error)
{
    if (state_margin(self->state, area, rules, error) != STATUS_OK)
        return error->status;
    double young = area->population_16_24 / area->population_16_64;
    double older = rules->age_split[AGE_25_34] + rules->age_split[AGE_35_49] + rules->age_split[AGE_50_64];
    self->age[AGE_16_24] = young;
    for (int age = AGE_25_34; age < AGE_COUNT; age++)
        self->age[age] = (1.0 - young) * rules->age_split[age] / older;
    self->sex[SEX_FEMALE] = rules->female_share;
    self->sex[SEX_MALE] = 1.0 - rules->female_share;
    double none = area->no_qualifications_share * rules->no_qualifications_ratio;
    double level4 = limited(area->level4_plus_share * rules->level4_ratio, 0, 0.98 - none);
    double split = rules->level_split[1] + rules->level_split[2] + rules->level_split[3];
    self->qualification[QUALIFICATION_NONE] = none;
    self->qualification[QUALIFICATION_LEVEL4] = level4;
    for (int q = QUALIFICATION_LEVEL1; q <= QUALIFICATION_LEVEL3; q++)
        self->qualification[q] = (1.0 - none - level4) * rules->level_split[q] / split;
    return STATUS_OK;
}

struct synthesis_cell synthesis_cell(size_t index)
{
    struct synthesis_cell cell;
    cell.qualification = (uint8_t)(index % QUALIFICATION_COUNT);
    index /= QUALIFICATION_COUNT;
    cell.sex = (uint8_t)(index % SEX_COUNT);
    index /= SEX_COUNT;
    cell.age = (uint8_t)(index % AGE_COUNT);
    cell.state = (uint8_t)(index / AGE_COUNT);
    return cell;
}

static double starting_odds(const struct synthesis_cell *cell, const struct population_params *rules)
{
    double odds = cell->sex == SEX_FEMALE ? rules->female_odds[cell->state] : 1.0;
    switch (cell->state) {
    case STATE_CLAIMANT:
    case STATE_UNEMPLOYED:
        return odds * rules->unemployed_by_age[cell->age] * rules->unemployed_by_qualification[cell->qualification];
    case STATE_SICK:
        return odds * rules->sick_by_age[cell->age] * rules->sick_by_qualification[cell->qualification];
    case STATE_CARING:
        return odds * rules->caring_by_age[cell->age] * rules->caring_by_qualification[cell->qualification];
    case STATE_OTHER:
        return odds * rules->other_by_age[cell->age];
    case STATE_STUDENT:
        return odds * rules->student_by_age[cell->age];
    default:
        return odds;
    }
}

/* A dimension of the table: cells of one of its `count` classes follow each other, `stride` at a time. */
struct dimension {
    const double *target;
    size_t stride, count;
};

static void add_up(const struct dimension *self, const double *shares, double sums[STATE_COUNT])
{
    for (size_t k = 0; k < self->count; k++)
        sums[k] = 0;
    for (size_t i = 0; i < SYNTHESIS_CELLS; i += self->stride * self->count)
        for (size_t k = 0; k < self->count; k++) {
            double sum = sums[k];
            for (size_t j = 0; j < self->stride; j++)
                sum += shares[i + k * self->stride + j];
            sums[k] = sum;
        }
}

static double deviation(const struct dimension *self, const double *shares)
{
    double sums[STATE_COUNT], most = 0;
    add_up(self, shares, sums);
    for (size_t k = 0; k < self->count; k++) {
        double off = sums[k] > self->target[k] ? sums[k] - self->target[k] : self->target[k] - sums[k];
        most = off > most ? off : most;
    }
    return most;
}

static void scale_to(const struct dimension *self, double *shares)
{
    double sums[STATE_COUNT];
    add_up(self, shares, sums);
    for (size_t i = 0, k = 0; i < SYNTHESIS_CELLS; i += self->stride, k = k + 1 < self->count ? k + 1 : 0)
        for (size_t j = i; j < i + self->stride; j++)
            shares[j] = sums[k] > 0 ? shares[j] * self->target[k] / sums[k] : 0;
}

double synthesis_fit(double shares[SYNTHESIS_CELLS], const struct synthesis_margins *margins,
                     const struct population_params *rules)
{
    struct dimension dimensions[] = {
        {margins->qualification, 1, QUALIFICATION_COUNT},
        {margins->sex, QUALIFICATION_COUNT, SEX_COUNT},
        {margins->age, QUALIFICATION_COUNT * SEX_COUNT, AGE_COUNT},
        {margins->state, QUALIFICATION_COUNT * SEX_COUNT * AGE_COUNT, STATE_COUNT},
    };
    const size_t count = sizeof dimensions / sizeof dimensions[0];
    for (size_t i = 0; i < SYNTHESIS_CELLS; i++) {
        struct synthesis_cell cell = synthesis_cell(i);
        shares[i] = starting_odds(&cell, rules) * margins->state[cell.state];
    }
    double most = 1;
    for (int round = 0; round < ROUNDS && most > 1e-12; round++) {
        most = 0;
        for (size_t d = 0; d < count; d++)
            scale_to(&dimensions[d], shares);
        for (size_t d = 0; d < count; d++) {
            double off = deviation(&dimensions[d], shares);
            most = off > most ? off : most;
        }
    }
    return most;
}
