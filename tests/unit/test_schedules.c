/* Payment schedules worked out by hand: every event with its week and its pence. */
#include "agents/journeys.h"
#include "helpers.h"
#include "model/internal.h"
#include "processes/contracts/payments.h"

#define ATTACHED 100 /* week */
#define NO_EVENT 99

struct expected {
    int32_t week; /* since the attachment */
    int event;
    int32_t pence;
};

/* In work from week `from` on, up to week `until`, at a wage; rows end with from = 0. */
struct spell_of_work {
    int32_t from, until;
    uint16_t wage;
};

static const struct spell_of_work *spell_in(const struct spell_of_work *spells, int32_t week)
{
    for (const struct spell_of_work *s = spells; s->from > 0; s++)
        if (week >= s->from && week < s->until)
            return s;
    return NULL;
}

/* Lets weeks pass as the contracts do, and compares what is earned with the list, which ends with NO_EVENT. Returns the
   week in which the programme is over, or -1. */
static int32_t follow(const struct schedule *terms, struct journey *journey, const struct spell_of_work *spells,
                      int32_t weeks, int32_t programme, const struct expected *expected)
{
    enum journey_end why;
    for (int32_t week = 0; week < weeks; week++) {
        const struct spell_of_work *spell = spell_in(spells, week);
        const struct client_week now = {.week = ATTACHED + week,
                                        .works = spell != NULL,
                                        .wage = spell ? spell->wage : 0,
                                        .job_since = (int16_t)(spell ? ATTACHED + spell->from : 0),
                                        .programme = programme};
        struct earnings earnings = {0};
        if (week == 2 && journey->stage == JOURNEY_ACTION_PLAN)
            journey->stage = JOURNEY_SERVICES; /* the plan stands */
        payments_pass_week(terms, &now, journey, &earnings);
        for (int i = 0; i < earnings.n; i++) {
            if (earnings.of[i].pence == 0)
                continue;
            if (expected->event != (int)earnings.of[i].event || expected->week != week)
                fail_msg("week %d: event %d, where event %d of week %d was expected", (int)week,
                         (int)earnings.of[i].event, expected->event, (int)expected->week);
            assert_int_equal(earnings.of[i].pence, expected->pence);
            expected++;
        }
        if (payments_are_over(terms, &now, journey, &why)) {
            assert_int_equal(expected->event, NO_EVENT);
            return week;
        }
    }
    assert_int_equal(expected->event, NO_EVENT);
    return -1;
}

static struct journey attached(enum payment_group group)
{
    return (struct journey){.attached = ATTACHED,
                            .stage_since = ATTACHED,
                            .stage = JOURNEY_ACTION_PLAN,
                            .group = (uint8_t)group,
                            .wage_before = 600,
                            .outcome_week = WEEK_NONE};
}

/* Group 2 of the Work Programme, in work from week 10 to 19 and from week 30 on: 26 weeks in work, together, are
   reached in week 45 (10 + 16), then 215 pounds for every 4 weeks, 13 times, the last in week 45 + 52 = 97, when all is
   paid. */
static void work_programme(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct schedule terms = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    struct journey journey = attached(PAYMENT_GROUP_JSA_25);
    static const struct spell_of_work spells[] = {{10, 20, 700}, {30, 500, 700}, {0}};
    struct expected list[15] = {{45, PAYMENT_JOB_OUTCOME, 120000}};
    for (int k = 1; k <= 13; k++)
        list[k] = (struct expected){45 + 4 * k, PAYMENT_SUSTAINMENT, 21500};
    list[14].event = NO_EVENT;
    assert_int_equal(follow(&terms, &journey, spells, 300, 104, list), 97);
    assert_int_equal(journey.job_starts, 2);
    /* who never works is with the programme for 104 weeks, and earns nothing */
    struct journey idle = attached(PAYMENT_GROUP_JSA_25);
    static const struct spell_of_work none[] = {{0}};
    static const struct expected nothing[] = {{0, NO_EVENT, 0}};
    assert_int_equal(follow(&terms, &idle, none, 300, 104, nothing), 104);
}

/* The Flexible New Deal in the first two years of its contracts: 14.03 a week, four weeks in arrears; 684 pounds after
   13 weeks in a row (weeks 14 to 26, not with weeks 5 to 7), 410.40 after 26 (week 39). Then all is paid. */
static void flexible_new_deal(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    struct schedule terms = schedule_from(&rules, PAYMENT_GROUP_FND, CONTRACT_YEAR_SECOND);
    struct journey journey = attached(PAYMENT_GROUP_FND);
    static const struct spell_of_work spells[] = {{5, 8, 700}, {14, 500, 700}, {0}};
    static const struct expected list[] = {
        {4, PAYMENT_SERVICE_FEE, 5612},   {8, PAYMENT_SERVICE_FEE, 5612},   {12, PAYMENT_SERVICE_FEE, 5612},
        {16, PAYMENT_SERVICE_FEE, 5612},  {20, PAYMENT_SERVICE_FEE, 5612},  {24, PAYMENT_SERVICE_FEE, 5612},
        {26, PAYMENT_JOB_OUTCOME, 68400}, {28, PAYMENT_SERVICE_FEE, 5612},  {32, PAYMENT_SERVICE_FEE, 5612},
        {36, PAYMENT_SERVICE_FEE, 5612},  {39, PAYMENT_SUSTAINMENT, 41040}, {0, NO_EVENT, 0}};
    assert_int_equal(follow(&terms, &journey, spells, 300, 52, list), 39);
    /* the split of a start's 1,824 pounds: 40 and 60 in a hundred at first, then 20, 50 and 30 */
    assert_within(52.0 * terms.service_fee / 182400, 0.4, 1e-4);
    assert_int_equal(terms.outcome + terms.sustainment, 182400 * 6 / 10);
    struct schedule later = schedule_from(&rules, PAYMENT_GROUP_FND, CONTRACT_YEAR_THIRD);
    assert_int_equal(later.outcome, 182400 / 2);
    assert_int_equal(later.sustainment, 182400 * 3 / 10);
    assert_within(52.0 * later.service_fee / 182400, 0.2, 1e-3);
}

/* A list with every event. Plan in week 2. First job in weeks 3 to 6: a start, the outcome after 4 weeks in a row, half
   of it back in week 7. Second job in weeks 9 to 15: a start, sustainment after 7 weeks in a row; its end takes nothing
   more back. Third job from week 20: no start is paid; a wage of 660 is a rise of a tenth over 600, seen after 5 weeks
   (week 24); the second sustainment after 10 weeks in a row (week 29). Service fees of 7 a week for 10 weeks: 28, 28
   and 14. */
static void every_event(void **state)
{
    (void)state;
    static const struct schedule terms = {.service_fee = 700,
                                          .service_fee_every = 4,
                                          .service_fee_weeks = 10,
                                          .engagement = 1100,
                                          .job_start = 1300,
                                          .job_start_most = 2,
                                          .continuous = 1,
                                          .outcome = 50000,
                                          .outcome_weeks = 4,
                                          .sustainment = 2000,
                                          .sustainment_weeks = 3,
                                          .sustainment_most = 2,
                                          .progression = 9000,
                                          .progression_gain = SCHEDULE_SHARE_ONE / 10,
                                          .progression_weeks = 5,
                                          .claw_back = SCHEDULE_SHARE_ONE / 2,
                                          .claw_back_weeks = 10};
    struct journey journey = attached(PAYMENT_GROUP_JSA_25);
    static const struct spell_of_work spells[] = {{3, 7, 500}, {9, 16, 659}, {20, 500, 660}, {0}};
    static const struct expected list[] = {
        {2, PAYMENT_ENGAGEMENT, 1100},   {3, PAYMENT_JOB_START, 1300},    {4, PAYMENT_SERVICE_FEE, 2800},
        {6, PAYMENT_JOB_OUTCOME, 50000}, {7, PAYMENT_CLAW_BACK, -25000},  {8, PAYMENT_SERVICE_FEE, 2800},
        {9, PAYMENT_JOB_START, 1300},    {12, PAYMENT_SERVICE_FEE, 1400}, {15, PAYMENT_SUSTAINMENT, 2000},
        {24, PAYMENT_PROGRESSION, 9000}, {29, PAYMENT_SUSTAINMENT, 2000}, {0, NO_EVENT, 0}};
    assert_int_equal(follow(&terms, &journey, spells, 60, 104, list), 29);
    assert_int_equal(journey.outcome_spell, ATTACHED + 3);
    assert_int_equal(journey.outcome_week, ATTACHED + 6);
}

/* The same fee weekly and at the shipped four weeks comes to the same, in other weeks; of a longer interval what is
   over is paid. */
static void service_fees_come_at_intervals(void **state)
{
    (void)state;
    static const struct spell_of_work none[] = {{0}};
    struct rules rules;
    default_rules(&rules);
    rules.schedules.service_fee[PAYMENT_GROUP_JSA_25] = 700;
    rules.schedules.service_fee_weeks[PAYMENT_GROUP_JSA_25] = 3;
    rules.schedules.service_fee_every[PAYMENT_GROUP_JSA_25] = 1;
    struct schedule weekly = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    rules.schedules.service_fee_every[PAYMENT_GROUP_JSA_25] = 4;
    struct schedule monthly = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
    static const struct expected three[] = {
        {1, PAYMENT_SERVICE_FEE, 700}, {2, PAYMENT_SERVICE_FEE, 700}, {3, PAYMENT_SERVICE_FEE, 700}, {0, NO_EVENT, 0}};
    static const struct expected one[] = {{4, PAYMENT_SERVICE_FEE, 2100}, {0, NO_EVENT, 0}};
    struct journey journey = attached(PAYMENT_GROUP_JSA_25);
    assert_int_equal(follow(&weekly, &journey, none, 300, 104, three), 104);
    journey = attached(PAYMENT_GROUP_JSA_25);
    assert_int_equal(follow(&monthly, &journey, none, 300, 104, one), 104);
}

/* A client whose interval changes, by a date or by moving, is paid for each week once. */
static void no_week_is_paid_twice(void **state)
{
    (void)state;
    static const int32_t intervals[][2] = {{4, 26}, {13, 4}, {1, 52}, {52, 1}};
    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        struct schedule terms = {.service_fee = 700, .service_fee_weeks = 70, .service_fee_every = intervals[i][0]};
        struct journey journey = attached(PAYMENT_GROUP_JSA_25);
        int64_t paid = 0;
        for (int32_t week = 1; week <= 208; week++) {
            struct earnings earnings = {0};
            if (week == 25)
                terms.service_fee_every = intervals[i][1];
            payments_service_fee(&terms, ATTACHED + week, &journey, &earnings);
            for (int k = 0; k < earnings.n; k++)
                paid += earnings.of[k].pence;
        }
        assert_int_equal(paid, 70 * 700);
    }
}

/* An outcome is safe once its weeks have passed; until then the provider stays, though all else is paid. */
static void claw_back_has_an_end(void **state)
{
    (void)state;
    static const struct schedule terms = {.outcome = 50000,
                                          .outcome_weeks = 4,
                                          .sustainment_weeks = 4,
                                          .claw_back = SCHEDULE_SHARE_ONE,
                                          .claw_back_weeks = 6};
    static const struct spell_of_work safe[] = {{1, 12, 500}, {0}}, early[] = {{1, 9, 500}, {0}};
    static const struct expected kept[] = {{4, PAYMENT_JOB_OUTCOME, 50000}, {0, NO_EVENT, 0}};
    static const struct expected lost[] = {
        {4, PAYMENT_JOB_OUTCOME, 50000}, {9, PAYMENT_CLAW_BACK, -50000}, {0, NO_EVENT, 0}};
    struct journey journey = attached(PAYMENT_GROUP_JSA_25);
    assert_int_equal(follow(&terms, &journey, safe, 60, 104, kept), 10);
    journey = attached(PAYMENT_GROUP_JSA_25);
    assert_int_equal(follow(&terms, &journey, early, 60, 104, lost), 9);
}

/* Any share of any fee comes to the nearest penny: 39,996 of 120,000 at 0.3333, 48 at 0.0004, 40,000 at a third; half a
   penny goes back, less does not. The largest fee there is, 4 times 2,000,000, at 1/7. */
static void claw_back_is_right_to_the_penny(void **state)
{
    (void)state;
    static const struct {
        double fee, times, share;
        int32_t pence;
    } cases[] = {{120000, 1, 0.3333, 39996}, {120000, 1, 0.0004, 48},       {120000, 1, 1.0 / 3, 40000}, {5, 1, 0.1, 1},
                 {5, 1, 0.0999, 0},          {2000000, 4, 1.0 / 7, 1142857}};
    static const struct spell_of_work early[] = {{1, 30, 500}, {0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct rules rules;
        default_rules(&rules);
        rules.schedules.later_from[PAYMENT_GROUP_JSA_25] = 1;
        rules.schedules.later_outcome_share[PAYMENT_GROUP_JSA_25] = cases[i].times;
        rules.schedules.claw_back[PAYMENT_GROUP_JSA_25] = cases[i].share;
        rules.contracts.outcome_fee[PAYMENT_GROUP_JSA_25] = cases[i].fee;
        rules.contracts.sustainment_fee[PAYMENT_GROUP_JSA_25] = 0;
        struct schedule terms = schedule_from(&rules, PAYMENT_GROUP_JSA_25, CONTRACT_YEAR_FIRST);
        struct journey journey = attached(PAYMENT_GROUP_JSA_25);
        struct expected list[] = {{26, PAYMENT_JOB_OUTCOME, (int32_t)(cases[i].fee * cases[i].times)},
                                  {30, PAYMENT_CLAW_BACK, -cases[i].pence},
                                  {0, NO_EVENT, 0}};
        if (cases[i].pence == 0)
            list[1] = list[2];
        assert_int_equal(follow(&terms, &journey, early, 120, 104, list), 104);
    }
}

/* Who goes to work before a plan stands has not been engaged; who has no wage to compare with cannot progress. */
static void what_is_not_earned(void **state)
{
    (void)state;
    static const struct schedule terms = {.engagement = 1100,
                                          .outcome_weeks = 90,
                                          .progression = 9000,
                                          .progression_gain = SCHEDULE_SHARE_ONE / 10,
                                          .progression_weeks = 2};
    static const struct spell_of_work spells[] = {{1, 5, 900}, {0}};
    static const struct expected nothing[] = {{0, NO_EVENT, 0}};
    struct journey journey = attached(PAYMENT_GROUP_JSA_25);
    journey.wage_before = 0;
    assert_int_equal(follow(&terms, &journey, spells, 60, 104, nothing), -1);
}

static void years_of_a_contract(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    int32_t work_programme = (int32_t)rules.contracts.start, fnd = (int32_t)rules.schedules.fnd_start;
    assert_int_equal(schedule_year(&rules, STREAM_WORK_PROGRAMME, work_programme - 100), CONTRACT_YEAR_FIRST);
    assert_int_equal(schedule_year(&rules, STREAM_WORK_PROGRAMME, work_programme + 366), CONTRACT_YEAR_SECOND);
    assert_int_equal(schedule_year(&rules, STREAM_WORK_PROGRAMME, work_programme + 3000), CONTRACT_YEAR_LATER);
    assert_int_equal(schedule_year(&rules, STREAM_FND, fnd + 365), CONTRACT_YEAR_FIRST);
    assert_int_equal(schedule_year(&rules, STREAM_FND, fnd + 731), CONTRACT_YEAR_THIRD);
    assert_int_equal(schedule_year(&rules, STREAM_SKILLS, work_programme + 3000), CONTRACT_YEAR_FIRST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_programme),
        cmocka_unit_test(flexible_new_deal),
        cmocka_unit_test(every_event),
        cmocka_unit_test(service_fees_come_at_intervals),
        cmocka_unit_test(no_week_is_paid_twice),
        cmocka_unit_test(claw_back_has_an_end),
        cmocka_unit_test(claw_back_is_right_to_the_penny),
        cmocka_unit_test(what_is_not_earned),
        cmocka_unit_test(years_of_a_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
