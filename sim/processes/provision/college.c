/* Colleges: what a student is worth to them, whether they pass one on to a job, and how courses end. */
#include "agents/candidates.h"
#include "agents/counts.h"
#include "agents/credits.h"
#include "agents/services.h"
#include "core/math.h"
#include "processes/provision/provision.h"

/* A chance of leaving the course for work goes with a chance of credit, and both fees go with staying. */
double college_value(const struct college_prospect *self, double rate)
{
    double leaves = rate + self->drop_out;
    double stays = math_exp(-leaves * self->weeks);
    double retained = self->retention > 0 ? math_exp(-leaves * self->retained) : 0;
    double works = rate > 0 ? worth_chance(rate, self->drop_out, self->weeks) : 0;
    return retained * self->retention + stays * (self->qualification + self->credit * self->later) +
           works * self->credit;
}

/* Pence that a job of a former student is expected to bring the college. A share of a programme's fee needs another
   claim and a programme first: nothing is reckoned for it. */
static double credit_expected(const struct rules *rules)
{
    const struct credit_params *credit = &rules->credit;
    bool in_time = credit->window_weeks >= credit->outcome_weeks;
    if (!in_time || (int)credit->funding != CREDIT_FUNDING_NEW_MONEY)
        return 0;
    return rules->provision.expected_outcome * (credit->share[STREAM_SKILLS] * credit->outcome_fee);
}

/* How many times more often the person enters work after the course. */
static double lift_of(const struct world *world, uint32_t row, enum service service)
{
    const struct rules *rules = rules_of(world, row);
    enum barrier barrier = (enum barrier)(int)rules->provision.barrier[service];
    double part = journey_barrier(&world->persons, row, world->week, barrier) / (double)UINT8_MAX *
                  rules->provision.dose[service];
    return math_exp(-rules->matching.barrier_effect[barrier] * part +
                    rules->matching.search_effect * rules->provision.skill_gain[service]);
}

/* The student's weekly rate of entering work, told is the rate when passed on. */
static struct college_prospect prospect_of(const struct world *world, const struct journey *journey, double told)
{
    const struct rules *rules = rules_of(world, journey->row);
    const struct credit_params *credit = &rules->credit;
    enum service service = services_of(&world->persons, journey->row);
    double retained = journey->attached + credit->retention_weeks - world->week;
    bool to_come = retained > 0 && credit->retention_weeks < rules->provision.weeks[service];
    double after = told * lift_of(world, journey->row, service);
    double later = credit->window_weeks - credit->outcome_weeks;
    return (struct college_prospect){.weeks = journey->service_until - world->week,
                                     .drop_out = rules->provision.drop_out[service],
                                     .retention = to_come ? credit->retention_fee : 0,
                                     .retained = retained,
                                     .qualification = credit->qualification_fee * credit->pass_chance,
                                     .later = worth_chance(after, 0, later),
                                     .credit = credit_expected(rules)};
}

void college_review(struct world *world, struct strip *strip, struct journey *journey)
{
    const struct persons *p = &world->persons;
    uint32_t row = journey->row;
    int32_t weeks = world->week - journey->attached;
    const struct rules *rules = rules_of(world, row);
    if (journey->stream != STREAM_SKILLS || journey_is_elsewhere(journey) || services_passed_on(p, row) || weeks <= 0 ||
        weeks % (int32_t)rules->credit.review_weeks != 0 || credit_expected(rules) <= 0)
        return;
    const struct search_tables *search = search_tables_of(world, row);
    int32_t log_rate = search_log_rate(search, p, row, world->week);
    if (log_rate == HAZARD_NEVER)
        return;
    log_rate -= search->lock_in[p->service[row]];
    double told = math_exp2((double)log_rate / HAZARD_ONE) * rules->jobcentre.success;
    double locked = told * rules->provision.lock_in[services_of(p, row)];
    struct college_prospect prospect = prospect_of(world, journey, told);
    if (college_value(&prospect, told) <= college_value(&prospect, locked))
        return;
    services_pass_on(p, row);
    candidates_touch(world, row);
    count_weekly(world, strip, COUNT_students_passed_on, 0, 0, 1, 1);
}

static void examine(const struct world *world, struct strip *strip, struct journey *journey)
{
    const struct credit_params *rules = &rules_of(world, journey->row)->credit;
    uint32_t draw =
        random_draw(world->key, world->persons.id[journey->row], world->week, PURPOSE_QUALIFICATION, 0).word[0];
    int32_t fee = journey_is_elsewhere(journey) ? 0 : (int32_t)(rules->qualification_fee + 0.5);
    if (!random_below(draw, threshold_from_share(rules->pass_chance)))
        return;
    count_weekly(world, strip, COUNT_qualifications, 0, 0, 1, 1);
    journey->fees += fee;
    journey_pay(world, strip, journey, PAYMENT_QUALIFICATION, fee);
}

void college_end(struct world *world, struct strip *strip, struct journey *journey, enum course_end how)
{
    if (journey->stream == STREAM_SKILLS) {
        if (how == COURSE_END_COMPLETED)
            examine(world, strip, journey);
        count_weekly(world, strip, COUNT_courses_ended, 0, how, 1, COURSE_END_COUNT);
        count_weekly(world, strip, COUNT_course_fees, 0, how, journey->fees, COURSE_END_COUNT);
    }
    credits_begin(world, strip, journey, how);
}
