/* The screen only saves time: persons are the same in every column with and without it, where parameters are far from
   what they are and rules differ by area, person and date. In small populations redundancies in small sectors loosen
   the bounds of separations, and hide what is missing. */
#include "helpers.h"
#include "model/internal.h"
#include "scenario/scenario.h"
#include "verify/synthetic.h"
#include <stdio.h>

static struct plan extremes;
static struct scenario_trace *trace;

static int load(void **state)
{
    (void)state;
    const struct setting_override overrides[] = {
        {"run.scale=0.1"}, {"run.start=2011-06-06"}, {"run.report_from=2011-06-06"}, {"run.end=2012-01-16"}};
    struct problems problems = {0};
    struct error error = {STATUS_OK, ""};
    enum status status = scenario_load(&extremes, &trace, SOURCE_DIR "/tests/samebits/extremes.cfg", overrides,
                                       sizeof overrides / sizeof overrides[0], &problems, &error);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "%s\n", error.text);
    problems_clear(&problems);
    return status != STATUS_OK;
}

static int unload(void **state)
{
    (void)state;
    plan_clear(&extremes);
    scenario_trace_free(trace);
    return 0;
}

static void persons_are_the_same_without_the_screen(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    struct model *with, *without;
    const struct model_options screened = {.threads = 1}, unscreened = {.threads = 2, .no_screen = true};
    assert_int_equal(model_create(&with, &extremes, &screened, &error), STATUS_OK);
    assert_int_equal(model_create(&without, &extremes, &unscreened, &error), STATUS_OK);
    assert_true(with->world.n_regimes > 4);
    while (model_week(with) < model_weeks(with)) {
        assert_int_equal(model_step(with, &error), STATUS_OK);
        assert_int_equal(model_step(without, &error), STATUS_OK);
        size_t different = synthetic_differences(with, without, true);
        if (different > 0)
            fail_msg("week %d: %zu persons differ", (int)model_week(with) - 1, different);
    }
    model_free(with);
    model_free(without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(persons_are_the_same_without_the_screen)};
    return cmocka_run_group_tests(tests, load, unload);
}
