/* A week's processes ask for no memory: room is made between weeks. */
#include "helpers.h"
#include "model/internal.h"

#define WEEKS 110

static void weeks_ask_for_no_memory(void **state)
{
    (void)state;
    struct plan plan = made_up_plan(4, 8000, 0.8, WEEKS);
    struct model_options options = {.threads = 1};
    struct model *model = NULL;
    struct error error = {STATUS_OK, ""};
    set(&plan, "run", "spell_share", 1);
    set(&plan, "gateway", "open", 1);
    set(&plan, "gateway", "referral_weeks", 8);
    set(&plan, "contracts", "outcome_weeks", 8);
    assert_int_equal(synthetic_run(&model, &plan, &options, 1, &error), STATUS_OK);
    size_t tables = model->allocations; /* of the first week */
    while (model_week(model) < WEEKS) {
        assert_int_equal(model_step(model, &error), STATUS_OK);
        model_spells_forget(model);
        model_payments_forget(model);
        model_journeys_forget(model);
    }
    assert_int_equal(model->allocations, tables);
    model_free(model);
    plan_clear(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(weeks_ask_for_no_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
