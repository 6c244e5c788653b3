/* Pressure by what is paid, and pay for distance: what they do to persons and to the ledger. */
#include "support/ledger.h"
#include "support/provision.h"

#define WEEKS 90
#define FEE 10000.0
#define MOST 4.0

static const struct model_options plain = {.threads = 2};

/* A programme for claimants after eight weeks, whose whole pay comes with the first week in work. */
static struct plan paid_at_entry(void)
{
    struct plan plan = made_up_plan(4, 2000, 0.8, WEEKS);
    open_alone(&plan, STREAM_WORK_PROGRAMME, PLAN_ALWAYS_FROM);
    set(&plan, "gateway", "referral_weeks", 8);
    set(&plan, "contracts", "outcome_weeks", 1);
    set(&plan, "contracts", "sustainment_most", 0);
    set(&plan, "provision", "staff_adjustment", 0.5);
    return plan;
}

static size_t changed_by_schedule(const char *module, const char *name, double value)
{
    struct plan objective = paid_at_entry(), schedule = paid_at_entry();
    if (module) {
        set(&objective, module, name, value);
        set(&schedule, module, name, value);
    }
    set(&schedule, "shareout", "pressure_by_schedule", TOGGLE_ON);
    size_t different = persons_differing(&objective, &schedule, plain, WEEKS);
    plan_clear(&objective);
    plan_clear(&schedule);
    return different;
}

/* Paid at entry, a provider presses as an off-flow jobcentre does; paid for lasting work, it does not. */
static void pressure_is_by_what_is_paid(void **state)
{
    (void)state;
    assert_int_equal(changed_by_schedule(NULL, NULL, 0), 0);
    assert_true(changed_by_schedule("contracts", "outcome_weeks", 26) > 20);
    /* where the jobcentre's objective is lasting work, the provider that is paid at entry presses all the same */
    assert_true(changed_by_schedule("jobcentre", "objective", OBJECTIVE_SUSTAINED) > 20);
}

/* Pence for distance by person; a person is on the programme once. */
static int64_t *paid_for_distance(struct model *model, int64_t *sum)
{
    struct ledger ledger = ledger_of(model);
    int64_t *pence = calloc(model->world.persons.count, sizeof *pence);
    assert_non_null(pence);
    *sum = 0;
    for (size_t i = 0; i < ledger.count; i++) {
        const struct payment *payment = &ledger.payments[i];
        if (payment->event == PAYMENT_DISTANCE) {
            assert_true(payment->pence > 0 && payment->state != STATE_EMPLOYED);
            pence[world_row(&model->world, payment->person)] += payment->pence;
            *sum += payment->pence;
        }
    }
    free(ledger.payments);
    return pence;
}

static void distance_is_paid_once_and_to_the_most(void **state)
{
    (void)state;
    for (int paid = 0; paid <= 1; paid++) {
        struct plan plan = paid_at_entry();
        set(&plan, "shareout", "beta", 0.2);
        set(&plan, "shareout", "distance_fee", paid ? FEE : 0);
        set(&plan, "shareout", "distance_most", MOST);
        struct model *model = run_for(&plan, plain, WEEKS);
        int64_t sum;
        int64_t *pence = paid_for_distance(model, &sum);
        int64_t highest = 0;
        for (size_t row = 0; row < model->world.persons.count; row++)
            highest = pence[row] > highest ? pence[row] : highest;
        assert_true(paid ? sum > 0 : sum == 0);
        assert_true(highest <= (int64_t)(FEE * MOST) + 10); /* pence are rounded at each payment */
        if (paid)
            assert_true(highest > (int64_t)(FEE * (MOST - 0.1)));
        free(pence);
        model_free(model);
        plan_clear(&plan);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pressure_is_by_what_is_paid),
                                       cmocka_unit_test(distance_is_paid_once_and_to_the_most)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
