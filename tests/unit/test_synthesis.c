/* The first week's population of Scotland: fitted margins, persons drawn from them, and where they work. */
#include "helpers.h"
#include "model/internal.h"
#include "scenario/scenario.h"
#include <math.h>

static struct plan plan;
static struct model *model;
static struct rules rules;

static int load(void **state)
{
    (void)state;
    struct scenario_trace *trace = NULL;
    struct problems problems = {0};
    struct error error = {STATUS_OK, ""};
    static const struct setting_override scale[] = {{"run.scale=0.05"}};
    if (scenario_load(&plan, &trace, SOURCE_DIR "/scenarios/scotland-baseline.cfg", scale, 1, &problems, &error) !=
        STATUS_OK) {
        print_error("%s\n", error.text);
        return -1;
    }
    scenario_trace_free(trace);
    problems_clear(&problems);
    plan_rules(&plan, 0, 1, &rules);
    const struct model_options options = {.threads = 1};
    return model_create(&model, &plan, &options, &error) == STATUS_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    model_free(model);
    plan_clear(&plan);
    return 0;
}

static void margins_of(struct synthesis_margins *margins, size_t area)
{
    struct error error = {STATUS_OK, ""};
    if (synthesis_margins(margins, &plan.region.areas[area], &rules.population, &error) != STATUS_OK)
        fail_msg("%s", error.text);
}

static double sum_of(const double *shares, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += shares[i];
    return sum;
}

static void margins_add_up_and_follow_the_tables(void **state)
{
    (void)state;
    assert_int_equal(plan.region.n_areas, 32);
    for (size_t a = 0; a < plan.region.n_areas; a++) {
        const struct area_facts *facts = &plan.region.areas[a];
        struct synthesis_margins m;
        margins_of(&m, a);
        assert_within(sum_of(m.state, STATE_COUNT), 1, 1e-12);
        assert_within(sum_of(m.age, AGE_COUNT), 1, 1e-12);
        assert_within(sum_of(m.sex, SEX_COUNT), 1, 1e-12);
        assert_within(sum_of(m.qualification, QUALIFICATION_COUNT), 1, 1e-12);
        for (size_t s = 1; s < STATE_COUNT; s++)
            assert_true(m.state[s] > 0);
        assert_within(m.state[STATE_EMPLOYED], facts->employment_rate * rules.population.employment_ratio, 1e-12);
        assert_within(m.age[AGE_16_24], facts->population_16_24 / facts->population_16_64, 1e-12);
        assert_true(m.state[STATE_OUT] == 0);
    }
}

static void fitted_shares_meet_every_margin(void **state)
{
    (void)state;
    double worst = 0;
    for (size_t a = 0; a < plan.region.n_areas; a++) {
        struct synthesis_margins m, found;
        double shares[SYNTHESIS_CELLS];
        memset(&found, 0, sizeof found);
        margins_of(&m, a);
        assert_true(synthesis_fit(shares, &m, &rules.population) <= 1e-9);
        for (size_t i = 0; i < SYNTHESIS_CELLS; i++) {
            struct synthesis_cell cell = synthesis_cell(i);
            assert_true(shares[i] >= 0);
            found.state[cell.state] += shares[i];
            found.age[cell.age] += shares[i];
            found.sex[cell.sex] += shares[i];
            found.qualification[cell.qualification] += shares[i];
        }
        const double *wanted = (const double *)&m, *got = (const double *)&found;
        for (size_t k = 0; k < sizeof m / sizeof(double); k++)
            worst = fmax(worst, fabs(wanted[k] - got[k]));
    }
    print_message("  largest deviation from a margin: %.2g\n", worst);
    assert_true(worst <= 1e-9);
}

/* Fitting keeps the odds ratios of the starting odds: women against men, caring against employed. */
static void fitting_keeps_odds_ratios(void **state)
{
    (void)state;
    struct synthesis_margins m;
    double shares[SYNTHESIS_CELLS], by[STATE_COUNT][SEX_COUNT];
    margins_of(&m, 0);
    (void)synthesis_fit(shares, &m, &rules.population);
    for (size_t i = 0; i < SYNTHESIS_CELLS; i++) {
        struct synthesis_cell cell = synthesis_cell(i);
        if (cell.age == AGE_35_49 && cell.qualification == QUALIFICATION_LEVEL2)
            by[cell.state][cell.sex] = shares[i];
    }
    double ratio = by[STATE_CARING][SEX_FEMALE] / by[STATE_CARING][SEX_MALE] * by[STATE_EMPLOYED][SEX_MALE] /
                   by[STATE_EMPLOYED][SEX_FEMALE];
    assert_within(ratio / rules.population.female_odds[STATE_CARING], 1, 1e-6);
}

struct off {
    double persons, points; /* largest deviation */
    const char *area;
};

static void note(struct off *off, double found, double wanted, double residents, const char *area)
{
    double persons = fabs(found - wanted * residents);
    if (persons > off->persons) {
        off->persons = persons;
        off->area = area;
    }
    off->points = fmax(off->points, 100 * persons / residents);
}

/* Numbers of persons found in an area, in the shape of its margins. */
static double count_area(struct synthesis_margins *found, size_t area)
{
    const struct world *world = &model->world;
    const struct persons *p = &world->persons;
    memset(found, 0, sizeof *found);
    for (uint32_t row = world->area_first[area]; row < world->area_first[area + 1]; row++) {
        assert_int_equal(p->area[row], area);
        found->state[state_of(p->activity[row], p->claim[row])]++;
        found->age[age_band_of((int32_t)((1 - p->birth_week[row]) / WEEKS_A_YEAR))]++; /* at the end of the week */
        found->sex[p->sex[row]]++;
        found->qualification[p->qualification[row]]++;
    }
    return world->area_first[area + 1] - world->area_first[area];
}

/* Persons take cells at even steps, so any run of neighbouring cells is right to one person. A state is one run; an age
   band is 7 runs (states), a sex 28, a level of qualification 56: errors of many runs cancel but for their square root.
 */
static void persons_meet_the_margins(void **state)
{
    (void)state;
    struct off states = {0, 0, ""}, ages = {0, 0, ""}, sexes = {0, 0, ""}, levels = {0, 0, ""};
    for (size_t a = 0; a < plan.region.n_areas; a++) {
        struct synthesis_margins m, found;
        const char *name = plan.region.areas[a].name;
        margins_of(&m, a);
        double residents = count_area(&found, a);
        assert_within(residents, plan.region.areas[a].population_16_64 * 0.05, 1);
        for (size_t k = 0; k < STATE_COUNT; k++)
            note(&states, found.state[k], m.state[k], residents, name);
        for (size_t k = 0; k < AGE_COUNT; k++)
            note(&ages, found.age[k], m.age[k], residents, name);
        for (size_t k = 0; k < SEX_COUNT; k++)
            note(&sexes, found.sex[k], m.sex[k], residents, name);
        for (size_t k = 0; k < QUALIFICATION_COUNT; k++)
            note(&levels, found.qualification[k], m.qualification[k], residents, name);
    }
    print_message(
        "  largest deviation of persons from a margin: state %.2f (%.2f points), age %.2f (%.2f), sex %.2f (%.2f), "
        "qualification %.2f (%.2f, %s)\n",
        states.persons, states.points, ages.persons, ages.points, sexes.persons, sexes.points, levels.persons,
        levels.points, levels.area);
    assert_true(states.persons <= 1);
    assert_true(ages.persons <= 7 && sexes.persons <= 28 && levels.persons <= 56);
    assert_true(ages.points < 1.5 && sexes.points < 1.5 && levels.points < 1.5);
}

/* The share of an area's workers who work there, against the census matrix: 4 standard errors for each of 32 areas, so
   a correct program with a fresh seed fails one time in 500. */
static void commuters_follow_the_matrix(void **state)
{
    (void)state;
    const struct world *world = &model->world;
    const struct persons *p = &world->persons;
    size_t n = plan.region.n_areas;
    double worst = 0;
    for (size_t a = 0; a < n; a++) {
        double workers = 0, stay = 0, off;
        for (uint32_t row = world->area_first[a]; row < world->area_first[a + 1]; row++)
            if (p->activity[row] == ACTIVITY_EMPLOYED) {
                workers++;
                stay += p->job_area[row] == a;
            }
        double wanted = plan.region.commuting[a * n + a] / sum_of(plan.region.commuting + a * n, n);
        off = (stay / workers - wanted) / sqrt(wanted * (1 - wanted) / workers);
        worst = fmax(worst, fabs(off));
    }
    print_message("  own-area workers: worst of 32 areas %.2f standard errors off\n", worst);
    assert_true(worst < 4);
}

/* Where the workers of the largest area go: every destination with five persons or more, by chi-squared. */
static void destinations_follow_the_matrix(void **state)
{
    (void)state;
    const struct world *world = &model->world;
    const struct persons *p = &world->persons;
    size_t n = plan.region.n_areas, largest = 0, cells = 0;
    for (size_t a = 1; a < n; a++)
        if (plan.region.areas[a].population_16_64 > plan.region.areas[largest].population_16_64)
            largest = a;
    const double *flows = plan.region.commuting + largest * n;
    double counts[REGION_MAX_AREAS] = {0}, workers = 0, chi = 0, rest_found = 0, rest_wanted = 0;
    for (uint32_t row = world->area_first[largest]; row < world->area_first[largest + 1]; row++)
        if (p->activity[row] == ACTIVITY_EMPLOYED) {
            counts[p->job_area[row]]++;
            workers++;
        }
    for (size_t b = 0; b < n; b++) {
        double wanted = workers * flows[b] / sum_of(flows, n);
        if (wanted < 5) {
            rest_found += counts[b];
            rest_wanted += wanted;
            continue;
        }
        chi += (counts[b] - wanted) * (counts[b] - wanted) / wanted;
        cells++;
    }
    chi += rest_wanted > 0 ? (rest_found - rest_wanted) * (rest_found - rest_wanted) / rest_wanted : 0;
    double freedom = (double)cells;
    print_message("  destinations of %s: chi-squared %.1f on about %.0f degrees of freedom\n",
                  plan.region.areas[largest].name, chi, freedom);
    assert_true(chi < freedom + 4 * sqrt(2 * freedom) + 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(margins_add_up_and_follow_the_tables),
        cmocka_unit_test(fitted_shares_meet_every_margin),
        cmocka_unit_test(fitting_keeps_odds_ratios),
        cmocka_unit_test(persons_meet_the_margins),
        cmocka_unit_test(commuters_follow_the_matrix),
        cmocka_unit_test(destinations_follow_the_matrix),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
