/* The engine's hazards, counts and matches against distributions that are known in closed form. */
#include "core/hazard.h"
#include "core/math.h"
#include "core/memory.h"
#include "core/random.h"
#include "processes/matching/matching.h"
#include "verify/verify.h"
#include <string.h>

#define CHAIN_PERSONS 40000
#define CHAIN_WEEKS 200
#define DURATION_PERSONS 40000
#define POISSON_DRAWS 200000
#define URN_SLOTS 300
#define URN_APPLICATIONS 285 /* 0.95 a slot, as in the baseline */
#define URN_ROUNDS 400

static const struct random_key key = {20110705, 0};

static double root(double x)
{
    return math_pow(x, 0.5);
}

static double share_error(double share, double count)
{
    return root(share * (1.0 - share) / count);
}

/* Weekly rates of a chain of three states: out of each, to the two others in order. */
static const double chain_rates[3][2] = {{0.03, 0.02}, {0.10, 0.05}, {0.04, 0.0}};
static const int chain_next[3][2] = {{1, 2}, {0, 2}, {0, 1}};

static void chain_thresholds(const struct hazard_table *hazard, uint32_t thresholds[3][2])
{
    for (int s = 0; s < 3; s++)
        for (int k = 0; k < 2; k++)
            thresholds[s][k] = hazard_threshold(hazard, hazard_from_rate(chain_rates[s][k]));
}

/* One person's state after the run; competing events share one draw, as in the processes. */
static int chain_person(const uint32_t thresholds[3][2], uint32_t id)
{
    int state = 0;
    for (int32_t week = 0; week < CHAIN_WEEKS; week++) {
        uint32_t draw = random_lane_full(key, id, week, LANE_CLAIM);
        if (draw < thresholds[state][0])
            state = chain_next[state][0];
        else if (draw - thresholds[state][0] < thresholds[state][1])
            state = chain_next[state][1];
    }
    return state;
}

/* Shares by the matrix tree theorem: the weight of a state is the sum over all trees of moves that lead to it. */
static void chain_exact(double shares[3])
{
    double q[3][3] = {{0}}, total = 0;
    for (int s = 0; s < 3; s++)
        for (int k = 0; k < 2; k++)
            q[s][chain_next[s][k]] = 1.0 - math_exp(-chain_rates[s][k]);
    for (int s = 0; s < 3; s++) {
        int a = (s + 1) % 3, b = (s + 2) % 3;
        shares[s] = q[a][s] * q[b][s] + q[a][b] * q[b][s] + q[b][a] * q[a][s];
        total += shares[s];
    }
    for (int s = 0; s < 3; s++)
        shares[s] /= total;
}

/* After 200 weeks what is left of the first state is under 1e-6, a thousandth of a standard error. */
static void check_chain(struct verify_list *self, const struct hazard_table *hazard)
{
    static const char *const names[] = {"Markov chain: stationary share of state 1",
                                        "Markov chain: stationary share of state 2",
                                        "Markov chain: stationary share of state 3"};
    uint32_t thresholds[3][2];
    double exact[3], found[3] = {0, 0, 0};
    chain_thresholds(hazard, thresholds);
    chain_exact(exact);
    for (uint32_t id = 0; id < CHAIN_PERSONS; id++)
        found[chain_person((const uint32_t(*)[2])thresholds, id)] += 1.0 / CHAIN_PERSONS;
    for (int s = 0; s < 3; s++)
        verify_add_random(self, names[s], exact[s], found[s], share_error(exact[s], CHAIN_PERSONS));
}

/* Weeks until an event of constant hazard: mean 1/p, variance (1-p)/p^2, excess kurtosis 6 + p^2/(1-p). */
static void check_durations(struct verify_list *self, const struct hazard_table *hazard)
{
    static const double rate = 0.08;
    uint32_t threshold = hazard_threshold(hazard, hazard_from_rate(rate));
    double sum = 0, squares = 0, p = 1.0 - math_exp(-rate);
    for (uint32_t id = 0; id < DURATION_PERSONS; id++) {
        int32_t week = 0;
        while (!random_below(random_lane_full(key, id, week, LANE_SEPARATION), threshold))
            week++;
        sum += week + 1;
        squares += (week + 1.0) * (week + 1.0);
    }
    double mean = sum / DURATION_PERSONS, variance = squares / DURATION_PERSONS - mean * mean;
    double exact = (1.0 - p) / (p * p);
    verify_add_random(self, "constant hazard: mean duration in weeks", 1.0 / p, mean, root(exact / DURATION_PERSONS));
    verify_add_random(self, "constant hazard: variance of the duration", exact, variance,
                      exact * root((8.0 + p * p / (1.0 - p)) / DURATION_PERSONS));
}

static enum status check_counts(struct verify_list *self, struct error *error)
{
    static const char *const names[] = {"Poisson counts: no application", "Poisson counts: one application",
                                        "Poisson counts: two applications",
                                        "Poisson counts: three applications and more"};
    static const double rate = 0.9;
    struct world world; /* of no areas and no rules: the tables of counts need neither */
    memset(&world, 0, sizeof world);
    enum status status = matching_prepare(&world, error);
    const struct matching_tables *tables = world.tables[TABLE_MATCHING];
    double found[MATCHING_MOST + 1] = {0}, exact[MATCHING_MOST + 1] = {0}, rest = 1.0;
    for (uint32_t id = 0; status == STATUS_OK && id < POISSON_DRAWS; id++) {
        uint32_t draw = random_lane_full(key, id, 0, LANE_SEARCH), count = 0;
        while (count < MATCHING_MOST && draw < hazard_threshold(&tables->at_least[count], hazard_from_rate(rate)))
            count++;
        found[count] += 1.0 / POISSON_DRAWS;
    }
    exact[0] = math_exp(-rate);
    for (int k = 0; status == STATUS_OK && k <= MATCHING_MOST; k++) {
        exact[k] = k == 0 ? exact[0] : k == MATCHING_MOST ? rest : exact[k - 1] * rate / k;
        rest -= exact[k];
        verify_add_random(self, names[k], exact[k], found[k], share_error(exact[k], POISSON_DRAWS));
    }
    world_free(&world);
    return status;
}

/* Slots that got an application in one round; empties them again. */
static uint32_t urn_round(struct vacancies *vacancies, int32_t round)
{
    uint32_t filled = 0;
    for (uint32_t id = 0; id < URN_APPLICATIONS; id++) {
        struct random_block draw = random_draw(key, id, round, PURPOSE_APPLY, 0);
        matching_put_forward(vacancies, random_choice(draw.word[0], URN_SLOTS), draw.word[1], id);
    }
    for (uint32_t slot = 0; slot < URN_SLOTS; slot++) {
        filled += vacancies->best[slot] != 0;
        vacancies->best[slot] = 0;
    }
    return filled;
}

/* A applications thrown at V slots fill V (1 - (1 - 1/V)^A) of them. */
static enum status check_urns(struct verify_list *self, struct error *error)
{
    static const uint32_t slots[BAND_COUNT] = {URN_SLOTS};
    const double v = URN_SLOTS, a = URN_APPLICATIONS;
    struct vacancies vacancies;
    if (vacancies_create(&vacancies, 1, slots, error) != STATUS_OK)
        return error->status;
    double filled = 0;
    for (int32_t round = 0; round < URN_ROUNDS; round++)
        filled += urn_round(&vacancies, round);
    double empty = math_pow(1.0 - 1.0 / v, a), pair = math_pow(1.0 - 2.0 / v, a);
    double variance = v * empty + v * (v - 1.0) * pair - v * v * empty * empty;
    verify_add_random(self, "urn-ball matches: slots filled in a round", v * (1.0 - empty), filled / URN_ROUNDS,
                      root(variance / URN_ROUNDS));
    vacancies_free(&vacancies);
    return STATUS_OK;
}

enum status verify_closed_forms(struct verify_list *self, struct error *error)
{
    struct hazard_table hazard;
    hazard_table_init(&hazard);
    check_chain(self, &hazard);
    check_durations(self, &hazard);
    if (check_counts(self, error) != STATUS_OK)
        return error->status;
    return check_urns(self, error);
}
