/* Prepared tables, and the rules of search and ranking. */
#include "processes/matching/matching.h"
#include "core/math.h"
#include "core/memory.h"
#include <string.h>

/* 1 - exp(-x) (1 + x + ... + x^(k-1)/(k-1)!), by the tail of the series where it would cancel. */
static double at_least(int32_t k, double x)
{
    double term = math_exp(-x), below = 0, tail = 0;
    for (int32_t i = 0; i < k + 40; i++) {
        if (i < k)
            below += term;
        else
            tail += term;
        term *= x / (i + 1);
    }
    return x < 1 ? tail : 1.0 - below;
}

static void fill_counts(struct matching_tables *self)
{
    for (int32_t k = 1; k <= MATCHING_MOST; k++)
        for (int32_t i = 0; i <= HAZARD_CELLS; i++) {
            double rate = math_exp2((double)HAZARD_LOWEST / HAZARD_ONE + (double)i * HAZARD_STEP / HAZARD_ONE);
            self->at_least[k - 1].threshold[i] = threshold_from_share(at_least(k, rate));
        }
}

enum status matching_prepare(struct world *world, struct error *error)
{
    bool fresh = !world->tables[TABLE_MATCHING];
    if (fresh) {
        if (memory_new(&world->tables[TABLE_MATCHING], 1, sizeof(struct matching_tables), error) != STATUS_OK ||
            memory_new(&world->tables[LANE_SEARCH], world->n_regimes, sizeof(struct search_tables), error) != STATUS_OK)
            return error->status;
        fill_counts(world->tables[TABLE_MATCHING]);
    }
    const struct matching_tables *counts = world->tables[TABLE_MATCHING];
    memset(world->bounds.search, 0, sizeof world->bounds.search);
    for (size_t r = 0; r < world->n_regimes; r++) {
        struct search_tables *tables = (struct search_tables *)world->tables[LANE_SEARCH] + r;
        if (fresh || !RULES_STAY(world, r, matching) || !RULES_STAY(world, r, jobcentre) ||
            !RULES_STAY(world, r, provision) || !RULES_STAY(world, r, shareout)) {
            search_tables_fill(tables, &world->rules[r]);
            world->keys_stale = true;
        }
        for (int class = 0; class < CLASSES; class ++)
            for (unsigned level = 0; level < SEARCH_LEVELS; level++) {
                int32_t rate = search_bound(tables, (enum screen_class) class, level);
                threshold_raise(&world->bounds.search[class][level], hazard_threshold(&counts->at_least[0], rate), 0);
            }
    }
    return STATUS_OK;
}

int32_t matching_score(const struct search_tables *tables, const struct matching_params *rules,
                       const struct matching_applicant *applicant, int32_t noise)
{
    int32_t score = (int32_t)(rules->signal_ability * applicant->search) + noise;
    if (!applicant->employed)
        score -= tables->stigma[weeks_capped(applicant->weeks_out)];
    if (applicant->condition)
        score -= (int32_t)(rules->group_stigma * NORMAL_UNIT);
    if (applicant->offender)
        score -= (int32_t)(rules->offender_stigma * NORMAL_UNIT);
    return score;
}

int32_t matching_reservation(const struct search_tables *tables, int32_t weeks_out, int32_t dose)
{
    return tables->reservation[weeks_capped(weeks_out)] -
           (int32_t)((int64_t)tables->pressure_reservation * dose / HAZARD_ONE / HAZARD_ONE);
}

int32_t matching_patience(const struct search_tables *tables, int32_t dose)
{
    return (int32_t)((int64_t)tables->patience * dose / HAZARD_ONE / HAZARD_ONE);
}

void matching_put_forward(struct vacancies *vacancies, uint32_t slot, uint32_t rank, uint32_t id)
{
    uint64_t mine = (uint64_t)rank << 32 | (UINT32_MAX - id);
    uint64_t best = __atomic_load_n(&vacancies->best[slot], __ATOMIC_RELAXED);
    while (mine > best &&
           !__atomic_compare_exchange_n(&vacancies->best[slot], &best, mine, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        continue;
}
