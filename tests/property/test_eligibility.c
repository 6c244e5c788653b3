/* Whom the skills and support streams are for, by benefit and age, and who comes of their own accord. */
#include "support/funding.h"

#define JSA (1U << CLAIM_JSA_CONTRIBUTORY | 1U << CLAIM_JSA_INCOME)
#define OTHERS (1U << CLAIM_ESA | 1U << CLAIM_INCOME_SUPPORT)

/* Both streams are for the benefits of these cells alone. */
static void are_for(struct plan *plan, uint32_t claims)
{
    for (uint32_t claim = 0; claim < CLAIM_COUNT; claim++) {
        struct plan_row row = {0, claim, 0, PLAN_SET, ALWAYS, claims >> claim & 1};
        change(plan, "funding", "skills_benefits", row);
        change(plan, "funding", "support_benefits", row);
    }
}

/* Claimants of each benefit are referred where a stream is for them, and nowhere else. */
static void streams_are_for_benefits(void **state)
{
    (void)state;
    const uint32_t ways[] = {JSA, JSA | 1U << CLAIM_ESA, 1U << CLAIM_JSA_INCOME | 1U << CLAIM_INCOME_SUPPORT};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct plan plan = busy_plan(MANY);
        set(&plan, "funding", "come_forward", 0.02);
        if (i > 0) /* first as shipped */
            are_for(&plan, ways[i]);
        struct model *model = run_for(&plan, plain, WEEKS);
        for (uint32_t claim = 0; claim < CLAIM_COUNT; claim++)
            assert_true((total_in(model, COUNT_stream_referrals, claim) > 10) == (ways[i] >> claim & 1));
        assert_int_equal(total_among(model, COUNT_stream_referrals, JSA | OTHERS), of_streams(model, COUNT_referrals));
        model_free(model);
        plan_clear(&plan);
    }
}

/* Those who come of their own accord wait, start, are paid for and complete as others do. */
static void who_comes_forward_is_followed(void **state)
{
    (void)state;
    struct plan plan = busy_plan(MANY);
    set(&plan, "contracts", "budget", 5000);
    set(&plan, "funding", "come_forward", 0.02);
    are_for(&plan, OTHERS);
    struct model *model = run_for(&plan, plain, WEEKS);
    assert_int_equal(total_among(model, COUNT_stream_referrals, JSA), 0);
    assert_true(of_streams(model, COUNT_journey_starts) > 100);
    assert_true(total(model, COUNT_services_completed) > 50);
    assert_true(total_in(model, COUNT_payments, PAYMENT_COMPLETION) > 0);
    assert_true(total_in(model, COUNT_journey_ends, JOURNEY_END_AFTERCARE) > 50);
    assert_found_again(model);
    model_free(model);
    plan_clear(&plan);
}

/* With a stream open to them that has no place, nothing else in the world is moved. */
static void coming_forward_moves_no_other_draw(void **state)
{
    (void)state;
    struct model *models[2];
    struct plan plans[2];
    for (int open = 0; open <= 1; open++) {
        plans[open] = busy_plan(MANY);
        set(&plans[open], "provision", "places", 0);
        set(&plans[open], "funding", "come_forward", 0.02);
        are_for(&plans[open], open ? JSA | OTHERS : JSA);
        models[open] = run_for(&plans[open], plain, WEEKS);
    }
    assert_int_equal(total_among(models[0], COUNT_stream_referrals, OTHERS), 0);
    assert_true(total_among(models[1], COUNT_stream_referrals, OTHERS) > 50);
    const struct persons *closed = &models[0]->world.persons, *open = &models[1]->world.persons;
    for (size_t row = 0; row < closed->count; row++) {
        assert_int_equal(closed->state_since[row], open->state_since[row]);
        assert_int_equal(closed->claim[row], open->claim[row]);
        assert_int_equal(closed->wage[row], open->wage[row]);
        assert_int_equal(closed->skills[row], open->skills[row]);
    }
    for (int k = 0; k <= 1; k++) {
        model_free(models[k]);
        plan_clear(&plans[k]);
    }
}

/* Of those in a journey, how many were of another age at the referral. */
static size_t of_another_age(const struct model *model, enum age_band age)
{
    size_t found = 0;
    for (size_t s = 0; s < model->world.n_strips; s++)
        for (uint32_t i = 0; i < model->world.strips[s].n_journeys; i++) {
            const struct journey *journey = &model->world.strips[s].journeys[i];
            int32_t born = model->world.persons.birth_week[journey->row];
            found += age_band_of(age_years(born, journey->referred)) != age;
        }
    return found;
}

static void streams_are_for_ages(void **state)
{
    (void)state;
    for (int young = 0; young <= 1; young++) {
        struct plan plan = busy_plan(MANY);
        for (uint32_t age = AGE_25_34; age < AGE_COUNT; age++) {
            change(&plan, "funding", "skills_ages", (struct plan_row){0, age, 0, PLAN_SET, ALWAYS, !young});
            change(&plan, "funding", "support_ages", (struct plan_row){0, age, 0, PLAN_SET, ALWAYS, !young});
        }
        struct model *model = run_for(&plan, plain, WEEKS);
        assert_true((of_another_age(model, AGE_16_24) > 10) == !young);
        assert_true(of_streams(model, COUNT_referrals) > 50);
        model_free(model);
        plan_clear(&plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_are_for_benefits),
        cmocka_unit_test(who_comes_forward_is_followed),
        cmocka_unit_test(coming_forward_moves_no_other_draw),
        cmocka_unit_test(streams_are_for_ages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
