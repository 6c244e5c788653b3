#include "model/people.h"
#include "agents/terms.h"
#include "core/math.h"

/* The draws of a person's first attributes, block by block. */
enum { BLOCK_AGE, BLOCK_EFFECTS, BLOCK_STATE, BLOCK_FAMILY, BLOCK_JOB, BLOCK_TERMS, BLOCK_HEALTH };

static struct random_block draw_block(const struct world *world, uint32_t row, uint32_t block)
{
    return random_draw(world->key, world->persons.id[row], 0, PURPOSE_INITIAL, block);
}

static double unit(uint32_t draw)
{
    return (draw + 0.5) / 4294967296.0;
}

static int8_t clamped(double value)
{
    return (int8_t)(value < -127 ? -127 : value > 127 ? 127 : value);
}

/* Weeks drawn from an exponential with a mean, at most a bound. */
static int16_t exponential_weeks(uint32_t draw, double mean, int32_t most)
{
    double weeks = -math_log(unit(draw)) * mean;
    return (int16_t)(weeks < most ? weeks : most);
}

/* Search and instability are correlated normals; qualification shifts the first. */
static void fixed_effects(struct world *world, uint32_t row)
{
    struct persons *p = &world->persons;
    const struct population_params *rules = &world->rules[0].population;
    struct random_block draw = draw_block(world, row, BLOCK_EFFECTS);
    double search = normal_draw(&world->normal, draw.word[0]);
    double other = normal_draw(&world->normal, draw.word[1]);
    double c = rules->ability_instability_correlation;
    p->instability[row] = clamped(c * search + math_pow(1.0 - c * c, 0.5) * other);
    p->search[row] = clamped(search + rules->qualification_ability * NORMAL_UNIT * (p->qualification[row] - 2));
    if (random_below(draw.word[2], threshold_from_share(rules->stuck_share)))
        p->flags[row] |= PERSON_STUCK;
    p->band[row] = terms_band(&world->rules[0], p->qualification[row], draw.word[3]);
}

static void birth(struct world *world, uint32_t row, uint8_t age)
{
    static const double from[AGE_COUNT + 1] = {16, 25, 35, 50, 65};
    uint32_t draw = draw_block(world, row, BLOCK_AGE).word[0];
    int32_t youngest = (int32_t)(from[age] * WEEKS_A_YEAR), oldest = (int32_t)(from[age + 1] * WEEKS_A_YEAR);
    if (age == AGE_50_64)
        oldest = WEEKS_AT_EXIT;
    world->persons.birth_week[row] =
        (int16_t) - (youngest + (int32_t)random_choice(draw, (uint32_t)(oldest - youngest)));
}

static void family(struct world *world, uint32_t row, uint8_t age)
{
    struct persons *p = &world->persons;
    const struct population_params *rules = &world->rules[0].population;
    struct random_block draw = draw_block(world, row, BLOCK_FAMILY);
    double young = age == AGE_16_24 ? 0.5 : 1.0;
    if (random_below(draw.word[0], threshold_from_share(rules->partner_share * young)))
        p->flags[row] |= PERSON_PARTNER;
    double parent = age == AGE_50_64 ? 0.0 : rules->parent_share * young;
    parent = p->activity[row] == ACTIVITY_CARING && age != AGE_50_64 ? 0.85 : parent;
    p->child_birth_week[row] = WEEK_NONE;
    if (!random_below(draw.word[1], threshold_from_share(parent)))
        return;
    int32_t oldest = age == AGE_16_24 ? (int32_t)(5 * WEEKS_A_YEAR) : (int32_t)(16 * WEEKS_A_YEAR);
    p->child_birth_week[row] = (int16_t) - (int32_t)random_choice(draw.word[2], (uint32_t)oldest);
    if (p->sex[row] == SEX_FEMALE || p->activity[row] == ACTIVITY_CARING)
        p->flags[row] |= PERSON_CARER;
}

static void health(struct world *world, uint32_t row)
{
    struct persons *p = &world->persons;
    struct random_block draw = draw_block(world, row, BLOCK_HEALTH);
    if (p->activity[row] == ACTIVITY_SICK) {
        p->health[row] = (uint8_t)(150 + random_choice(draw.word[0], 106));
        p->flags[row] |= PERSON_CONDITION;
    } else if (random_below(draw.word[1], threshold_from_share(world->rules[0].population.health_condition_share))) {
        p->health[row] = (uint8_t)(30 + random_choice(draw.word[0], 90));
        p->flags[row] |= PERSON_CONDITION;
    }
}

static uint8_t level_of(double share)
{
    return (uint8_t)(share <= 0 ? 0 : share >= 1 ? UINT8_MAX : share * UINT8_MAX);
}

static void barriers(struct world *world, uint32_t row, uint8_t state)
{
    struct persons *p = &world->persons;
    const struct population_params *rules = &world->rules[0].population;
    struct random_block draw = random_draw(world->key, p->id[row], 0, PURPOSE_BARRIER, 1);
    struct random_block more = random_draw(world->key, p->id[row], 0, PURPOSE_BARRIER, 2);
    double skills = rules->skills_spread * normal_draw(&world->normal, draw.word[0]) / NORMAL_UNIT;
    p->skills[row] = level_of(rules->skills_barrier[p->qualification[row]] + skills);
    if (random_below(draw.word[1], threshold_from_share(rules->housing_share[state])))
        p->housing[row] = level_of(0.3 + 0.7 * unit(draw.word[2]));
    p->confidence[row] = level_of(2.0 * rules->confidence_barrier[state] * unit(draw.word[3]));
    double offender = rules->offender_share * (p->sex[row] == SEX_MALE ? 1.5 : 0.5);
    if (random_below(more.word[0], threshold_from_share(offender)))
        p->flags[row] |= PERSON_OFFENDER;
}

static uint8_t pick_sector(const struct area_facts *area, uint32_t draw)
{
    double left = unit(draw);
    for (uint8_t s = 0; s + 1 < SECTOR_COUNT; s++) {
        left -= area->industry[s];
        if (left < 0)
            return s;
    }
    return SECTOR_COUNT - 1;
}

static void first_job(struct world *world, uint32_t row)
{
    struct persons *p = &world->persons;
    const struct rules *rules = &world->rules[0];
    struct random_block draw = draw_block(world, row, BLOCK_JOB), terms = draw_block(world, row, BLOCK_TERMS);
    uint16_t area = world_work_area(world, p->area[row], draw.word[0]);
    bool is_new = random_below(draw.word[1], threshold_from_share(rules->population.short_tenure_share));
    int32_t adult = -p->birth_week[row] - WEEKS_AT_ENTRY;
    int16_t tenure =
        exponential_weeks(draw.word[2], is_new ? 26 : rules->population.mean_tenure, adult > 0 ? adult : 0);
    p->job_since[row] = p->employed_since[row] = p->state_since[row] = (int16_t)-tenure;
    p->job_area[row] = area;
    p->job_sector[row] = pick_sector(&world->region->areas[p->area[row]], draw.word[3]);
    p->job_band[row] = p->band[row];
    double size = unit(terms.word[0]);
    p->job_size[row] = size < rules->demand.size_share[0]                                 ? SIZE_MICRO_SMALL
                       : size < rules->demand.size_share[0] + rules->demand.size_share[1] ? SIZE_MEDIUM
                                                                                          : SIZE_LARGE;
    p->job_contract[row] = is_new && terms.word[0] % 8 == 0 ? CONTRACT_TEMPORARY : CONTRACT_PERMANENT;
    p->match[row] = (int8_t)normal_draw(&world->normal, terms.word[1]);
    p->wage[row] = terms_wage(world, rules, area, p->job_band[row], p->match[row], terms.word[2]);
    p->job_hours[row] = terms_hours(rules, p->sex[row], terms.word[3]);
}

static void first_claim(struct world *world, uint32_t row, uint8_t state)
{
    struct persons *p = &world->persons;
    const struct rules *rules = &world->rules[0];
    struct random_block draw = draw_block(world, row, BLOCK_STATE);
    int16_t weeks = exponential_weeks(draw.word[0], rules->population.mean_claim, 250);
    bool core = random_below(draw.word[1], threshold_from_share(rules->population.core_share[state]));
    if (core)
        p->flags[row] |= PERSON_CORE;
    p->state_since[row] = p->out_of_work_since[row] = (int16_t)-weeks;
    p->employed_since[row] = (int16_t)(-weeks - exponential_weeks(draw.word[2], 100, 500));
    if (state == STATE_CLAIMANT) {
        p->claim[row] = weeks < 26 && draw.word[3] >> 31 ? CLAIM_JSA_CONTRIBUTORY : CLAIM_JSA_INCOME;
        p->claim_since[row] = (int16_t)-weeks;
        p->claims_made[row] = 1;
    } else if (state == STATE_SICK) {
        p->claim[row] =
            random_below(draw.word[3], threshold_from_share(rules->circumstances.sick_claims)) ? CLAIM_ESA : CLAIM_NONE;
    } else if (state == STATE_CARING && !(p->flags[row] & PERSON_PARTNER)) {
        bool claims = random_below(draw.word[3], threshold_from_share(rules->circumstances.partner_income));
        p->claim[row] = claims ? CLAIM_INCOME_SUPPORT : CLAIM_NONE;
    }
}

void people_resident(struct world *world, uint32_t row, struct synthesis_cell cell)
{
    static const uint8_t activities[STATE_COUNT] = {ACTIVITY_OUT,       ACTIVITY_EMPLOYED, ACTIVITY_SEARCHING,
                                                    ACTIVITY_SEARCHING, ACTIVITY_SICK,     ACTIVITY_CARING,
                                                    ACTIVITY_OTHER,     ACTIVITY_STUDENT};
    struct persons *p = &world->persons;
    p->activity[row] = activities[cell.state];
    p->claim_ended[row] = p->sanction_until[row] = p->journey_ended[row] = WEEK_NONE;
    p->sex[row] = cell.sex;
    p->qualification[row] = cell.qualification;
    birth(world, row, cell.age);
    fixed_effects(world, row);
    family(world, row, cell.age);
    health(world, row);
    barriers(world, row, cell.state);
    if (cell.state == STATE_EMPLOYED)
        first_job(world, row);
    else
        first_claim(world, row, cell.state);
}

void people_entrant(struct world *world, uint32_t row, int32_t entry_week)
{
    struct persons *p = &world->persons;
    p->activity[row] = ACTIVITY_OUT;
    p->claim_ended[row] = p->sanction_until[row] = p->child_birth_week[row] = p->journey_ended[row] = WEEK_NONE;
    p->sex[row] = random_below(draw_block(world, row, BLOCK_AGE).word[1],
                               threshold_from_share(world->rules[0].population.female_share))
                      ? SEX_FEMALE
                      : SEX_MALE;
    p->birth_week[row] = (int16_t)(entry_week - WEEKS_AT_ENTRY);
    p->qualification[row] = QUALIFICATION_LEVEL1;
    fixed_effects(world, row);
    health(world, row);
    barriers(world, row, STATE_STUDENT);
}
