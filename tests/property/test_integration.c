/* What joining up changes, each with the switch that removes it. */
#include "agents/handover.h"
#include "agents/offices.h"
#include "support/counts.h"

#define WEEKS 60

static const struct model_options plain = {.threads = 2};

/* All that can be lost between agencies, and streams and a programme in full swing. */
static struct plan apart_plan(void)
{
    struct plan plan = made_up_plan(3, 3000, 0.8, WEEKS);
    set(&plan, "gateway", "open", 1);
    set(&plan, "gateway", "referral_weeks", 6);
    set(&plan, "gateway", "stream_weeks", 2);
    set(&plan, "gateway", "refer_barrier", 0.2);
    set(&plan, "contracts", "budget", 100000);
    set(&plan, "provision", "places", 4);
    set(&plan, "provision", "cost", 5000);
    set(&plan, "provision", "staff_adjustment", 0.5);
    set(&plan, "integration", "assessment_minutes", 60);
    set(&plan, "integration", "handover_loss", 0.2);
    set(&plan, "integration", "wrong_door", 0.5);
    return plan;
}

/* The same with one setting: a model run to its end. */
static struct model *joined_by(const char *name, double value)
{
    struct plan plan = apart_plan();
    if (name)
        set(&plan, "integration", name, value);
    return run_and_clear(&plan, plain, WEEKS);
}

static struct model *apart;

static int set_up(void **state)
{
    (void)state;
    apart = joined_by(NULL, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    model_free(apart);
    return 0;
}

/* Persons lost an arrival fall by so much at least. */
static void assert_fewer_are_lost(const char *name, double value, double at_least)
{
    struct model *joined = joined_by(name, value);
    double before = ratio(apart, COUNT_handover_persons_lost, COUNT_handovers);
    assert_true(ratio(joined, COUNT_handover_persons_lost, COUNT_handovers) < before * (1 - at_least));
    model_free(joined);
}

static void fewer_are_lost_where_they_are_seen_or_near(void **state)
{
    (void)state;
    assert_fewer_are_lost("tracking", 0.5, 0.1);
    assert_fewer_are_lost("co_location", 1, 0.1);
    assert_fewer_are_lost("single_gateway", 1, 0.1);
}

static void one_gateway_has_no_wrong_door(void **state)
{
    (void)state;
    struct model *joined = joined_by("single_gateway", 1);
    assert_true(total(apart, COUNT_wrong_door) > 20);
    assert_int_equal(total(joined, COUNT_wrong_door), 0);
    assert_true(ratio(joined, COUNT_services_wrong, COUNT_services_started) <
                ratio(apart, COUNT_services_wrong, COUNT_services_started));
    model_free(joined);
}

static void under_one_roof_nobody_waits_for_an_appointment(void **state)
{
    (void)state;
    struct model *joined = joined_by("co_location", 1);
    assert_true(ratio(joined, COUNT_weeks_to_plan, COUNT_plans) < ratio(apart, COUNT_weeks_to_plan, COUNT_plans));
    model_free(joined);
}

/* Records arrive, fewer leave services, and the time comes off contact: what is had is what is given and what cases
 * take. */
static void key_workers_carry_records_and_cost_time(void **state)
{
    (void)state;
    struct model *joined = joined_by("key_worker", TOGGLE_ON);
    assert_true(total(apart, COUNT_handover_records_lost) > 50);
    assert_int_equal(total(joined, COUNT_handover_records_lost), 0);
    assert_true(ratio(joined, COUNT_services_dropped, COUNT_services_started) <
                ratio(apart, COUNT_services_dropped, COUNT_services_started));
    assert_true(total(joined, COUNT_provider_case_seconds) > total(apart, COUNT_provider_case_seconds));
    assert_true(total(joined, COUNT_provider_contact) < total(apart, COUNT_provider_contact));
    model_free(joined);
}

static void hours_are_contact_or_cases(void **state)
{
    (void)state;
    struct plan plan = apart_plan();
    set(&plan, "integration", "key_worker", TOGGLE_ON);
    set(&plan, "integration", "common_assessment", TOGGLE_ON);
    struct model *model = run_for(&plan, plain, WEEKS);
    const struct rules *rules = &model->world.rules[0];
    double hours = rules->provision.contact_hours * (1.0 - office_administration(rules, PROVIDER_PRIME_A));
    double had = (double)total(model, COUNT_provider_staff) / 1000.0 * hours * 3600.0;
    double found = (double)(total(model, COUNT_provider_seconds) + total(model, COUNT_provider_case_seconds));
    assert_within(found, had, 100.0 * WEEKS * 3 * PROVIDER_COUNT); /* staff are rounded to thousandths */
    assert_true(total(model, COUNT_provider_case_seconds) > 0 && total(model, COUNT_jobcentre_case_seconds) > 0);
    double jobcentre = (double)(total(model, COUNT_adviser_seconds) + total(model, COUNT_jobcentre_case_seconds));
    double minutes = rules->jobcentre.adviser_minutes * 60.0;
    assert_within(jobcentre, WEEKS * minutes * (double)model->world.area_first[3], 3.0 * WEEKS);
    model_free(model);
    plan_clear(&plan);
}

/* Beyond the places of a stream. */
static void partners_have_places_of_their_own(void **state)
{
    (void)state;
    struct model *joined = joined_by("link", 0.2);
    assert_int_equal(total(apart, COUNT_links_used), 0);
    assert_true(total(joined, COUNT_links_used) > 50);
    assert_true(total(joined, COUNT_services_started) > total(apart, COUNT_services_started));
    model_free(joined);
}

static void co_production_keeps_people_in_services(void **state)
{
    (void)state;
    struct model *joined = joined_by("co_production", TOGGLE_ON);
    assert_true(ratio(joined, COUNT_services_dropped, COUNT_services_started) <
                ratio(apart, COUNT_services_dropped, COUNT_services_started));
    assert_true(total(joined, COUNT_provider_case_seconds) > total(apart, COUNT_provider_case_seconds));
    model_free(joined);
}

/* Trust tends to one where nobody comes or goes, and records are lost without it. */
static void trust_grows_with_stability(void **state)
{
    (void)state;
    struct plan plan = apart_plan();
    set(&plan, "integration", "trust_churn", 0);
    struct model *stable = run_for(&plan, plain, WEEKS);
    struct model *moving = joined_by("trust_weight", 1);
    for (size_t area = 0; area < 3; area++) {
        assert_in_range(stable->world.partners[area].trust, 45000, HAZARD_ONE); /* 1 - 0.5 x 0.99^60 = 0.73 */
        assert_true(moving->world.partners[area].trust < stable->world.partners[area].trust);
    }
    assert_true(total(moving, COUNT_handover_records_lost) > total(apart, COUNT_handover_records_lost));
    model_free(stable);
    model_free(moving);
    plan_clear(&plan);
}

/* A partner's share of outcomes, if both gain: not where the partner gains nothing, nor where it is not relied on. */
static void clients_are_passed_on_where_both_gain(void **state)
{
    (void)state;
    struct plan plan = apart_plan();
    set(&plan, "integration", "partner_share", 0.1);
    set(&plan, "provision", "quality_third_sector", 3);
    struct model *joined = run_for(&plan, plain, WEEKS);
    assert_int_equal(total(apart, COUNT_passed_on), 0);
    assert_true(total(joined, COUNT_passed_on) > 20);
    assert_true(total_in(joined, COUNT_payments, PAYMENT_CREDIT) > 0);
    model_free(joined);
    set(&plan, "integration", "trust_weight", 1);
    set(&plan, "integration", "trust_start", 0);
    set(&plan, "integration", "trust_growth", 0);
    struct model *strangers = run_for(&plan, plain, WEEKS);
    assert_int_equal(total(strangers, COUNT_passed_on), 0);
    model_free(strangers);
    plan_clear(&plan);
}

/* Who has left prison is referred before the others may be, and the record knows more of such a person. */
static void justice_passes_people_on(void **state)
{
    (void)state;
    for (int linked = 0; linked <= 1; linked++) {
        struct plan plan = apart_plan();
        set_cell(&plan, "gateway", "open", STREAM_WORK_PROGRAMME, 0); /* it takes them from the first day */
        set(&plan, "gateway", "refer_rate", 0.1);
        set(&plan, "gateway", "stream_weeks", 200); /* longer than the run */
        set(&plan, "population", "offender_share", 0.3);
        set(&plan, "integration", "justice", linked);
        struct model *model = run_for(&plan, plain, WEEKS);
        const struct persons *p = &model->world.persons;
        assert_int_equal(total_among(model, COUNT_referrals, 1U << STREAM_SKILLS | 1U << STREAM_SUPPORT) > 100, linked);
        for (uint32_t row = 0; row < model->world.present; row++) {
            uint8_t plainly = handover_jobcentre_record(&model->world, row);
            bool knows = plainly > (uint8_t)(model->world.rules[0].gateway.jobcentre_record * 255);
            assert_int_equal(knows, linked && p->flags[row] & PERSON_OFFENDER);
        }
        model_free(model);
        plan_clear(&plan);
    }
}

/* Two agencies know more together, and a stream's provider then sees that another service is needed. */
static void records_together_correct_choices(void **state)
{
    (void)state;
    struct plan plan = apart_plan();
    set(&plan, "gateway", "jobcentre_record", 0.1);
    set(&plan, "provision", "assessed_record", 0.9);
    struct model *off = run_for(&plan, plain, WEEKS);
    set(&plan, "integration", "combine_records", TOGGLE_ON);
    struct model *on = run_for(&plan, plain, WEEKS);
    assert_int_equal(total(off, COUNT_choices_corrected), 0);
    assert_true(total(on, COUNT_choices_corrected) > 10);
    assert_true(ratio(on, COUNT_services_wrong, COUNT_services_started) <
                ratio(off, COUNT_services_wrong, COUNT_services_started));
    model_free(off);
    model_free(on);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_are_lost_where_they_are_seen_or_near),
        cmocka_unit_test(one_gateway_has_no_wrong_door),
        cmocka_unit_test(under_one_roof_nobody_waits_for_an_appointment),
        cmocka_unit_test(key_workers_carry_records_and_cost_time),
        cmocka_unit_test(hours_are_contact_or_cases),
        cmocka_unit_test(partners_have_places_of_their_own),
        cmocka_unit_test(co_production_keeps_people_in_services),
        cmocka_unit_test(trust_grows_with_stability),
        cmocka_unit_test(clients_are_passed_on_where_both_gain),
        cmocka_unit_test(justice_passes_people_on),
        cmocka_unit_test(records_together_correct_choices),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
