/* Rules of providers as organisations, by numbers worked out by hand. */
#include "agents/offices.h"
#include "agents/services.h"
#include "helpers.h"
#include "processes/contracts/contracts.h"

/* SEED06: with several reporting systems administration takes 17 to 21% of staff; with one, or were each further system
   for nothing, it does not. */
static void administration_grows_with_systems(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    assert_within(office_administration(&rules, PROVIDER_PRIME_A), 0.17, 0);
    const double systems[] = {1, 3, 4, 5}, shares[] = {0.13, 0.17, 0.19, 0.21};
    for (size_t i = 0; i < 4; i++) {
        rules.providers.systems[PROVIDER_PRIME_B] = systems[i];
        assert_within(office_administration(&rules, PROVIDER_PRIME_B), shares[i], 1e-12);
    }
    rules.providers.system_share = 0;
    assert_within(office_administration(&rules, PROVIDER_PRIME_B), 0.13, 1e-12);
    rules.providers.system_share = 0.5;
    assert_within(office_administration(&rules, PROVIDER_PRIME_B), OFFICE_MOST_ADMINISTRATION, 0);
}

static void data_sharing_saves_administration(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.providers.sharing_cut = 0.5;
    rules.gateway.data_sharing = 0.8;
    assert_within(office_administration(&rules, PROVIDER_PRIME_A), 0.13 + 0.04 * 0.6, 1e-12);
}

static void new_advisers_do_less(void **state)
{
    (void)state;
    struct rules rules;
    struct provider_office office = {.staff = 10, .fresh = 4};
    default_rules(&rules);
    rules.providers.fresh_share = 0.25;
    assert_within(office_effective_staff(&rules, &office), 7, 1e-12);
    assert_within(office_adviser_seconds(&rules, PROVIDER_PRIME_A), 20 * 0.83 * 3600, 1e-9);
}

static void advisers_quit_near_the_end(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    assert_within(staff_quit_rate(&rules.providers, 0), 0, 0);
    rules.providers.quit_rate = 0.01;
    rules.providers.quit_rise = 0.03;
    rules.providers.quit_window = 13;
    assert_within(staff_quit_rate(&rules.providers, 14), 0.01, 1e-12);
    assert_within(staff_quit_rate(&rules.providers, 13), 0.04, 1e-12);
    rules.providers.quit_rise = 1;
    assert_within(staff_quit_rate(&rules.providers, 1), 1, 0);
}

static void bids_are_scored_on_price_and_quality(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    rules.providers.quality_weight = 0.3;
    rules.providers.price_weight = 0.7;
    assert_int_equal(tender_score(&rules.providers, 1200, 900), 300000 * 1200 - 700000 * 900);
    rules.providers.quality_weight = 0.0004;
    assert_int_equal(tender_score(&rules.providers, 1200, 900), 400 * 1200 - 700000 * 900);
    assert_int_equal(tender_rate(1, 3), 333333);
    assert_int_equal(tender_quality(300, 100, 100, 100), 1250);
    assert_int_equal(tender_quality(100, 300, 300, 100), 625);
    assert_int_equal(tender_quality(100, -1, 300, 100), 1000);
    assert_int_equal(tender_rate(0, 0), -1);
}

/* One is better at everything, by its own parameter; the others are as they were. */
static void every_type_has_a_quality_of_its_own(void **state)
{
    (void)state;
    struct rules rules;
    default_rules(&rules);
    double *const own[PROVIDER_COUNT] = {
        [PROVIDER_PRIME_A] = rules.provision.quality_prime,
        [PROVIDER_COLLEGE] = rules.provision.quality_college,
        [PROVIDER_THIRD_SECTOR] = rules.provision.quality_third_sector,
        [PROVIDER_SPECIALIST] = rules.providers.quality_specialist,
        [PROVIDER_LOCAL_AUTHORITY] = rules.provision.quality_local_authority,
        [PROVIDER_CAREERS] = rules.provision.quality_careers,
    };
    for (uint8_t better = 0; better < PROVIDER_COUNT; better++) {
        if (!own[better])
            continue;
        double before = own[better][BARRIER_SKILLS];
        own[better][BARRIER_SKILLS] = before + 1;
        for (uint8_t k = 0; k < PROVIDER_COUNT; k++)
            if (own[k])
                assert_within(services_quality_of(&rules, k, BARRIER_SKILLS), own[k][BARRIER_SKILLS], 0);
        own[better][BARRIER_SKILLS] = before;
    }
    assert_within(services_quality_of(&rules, PROVIDER_LOCAL_AUTHORITY, BARRIER_CONFIDENCE), 1, 0);
    assert_within(services_quality_of(&rules, PROVIDER_CAREERS, BARRIER_SKILLS), 0.9, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(administration_grows_with_systems),
        cmocka_unit_test(data_sharing_saves_administration),
        cmocka_unit_test(new_advisers_do_less),
        cmocka_unit_test(advisers_quit_near_the_end),
        cmocka_unit_test(bids_are_scored_on_price_and_quality),
        cmocka_unit_test(every_type_has_a_quality_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
