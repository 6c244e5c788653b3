/* A small run on this machine: threads and the screen must not change any person, and a run must not stand still. */
#include "verify/synthetic.h"
#include "verify/verify.h"

#define RUN_WEEKS 30

struct twin {
    const char *name;
    struct model_options options;
};

static enum status compare_runs(struct verify_list *self, const struct plan *plan, const struct model *first,
                                const struct twin *twin, struct error *error)
{
    struct model *second = NULL;
    enum status status = synthetic_run(&second, plan, &twin->options, RUN_WEEKS, error);
    if (status == STATUS_OK)
        verify_add_exact(self, twin->name, 0, (double)synthetic_differences(first, second, true), 0);
    model_free(second);
    return status;
}

/* Persons whose state changed during the run: if nothing happened, that two runs agree says nothing. */
static double changed(const struct model *model)
{
    const struct persons *p = synthetic_persons(model);
    size_t count = 0;
    for (size_t row = 0; row < p->count; row++)
        count += p->state_since[row] > 0 || (p->activity[row] == ACTIVITY_EMPLOYED && p->job_since[row] > 0);
    return (double)count;
}

enum status verify_runs(struct verify_list *self, struct error *error)
{
    static const struct synthetic facts = {4, 6000, 0.8, RUN_WEEKS};
    static const struct twin twins[] = {
        {"a run with 2 threads and with 1: persons who differ", {.threads = 2}},
        {"a run without the screen and with it: persons who differ", {.threads = 1, .no_screen = true}},
    };
    struct plan plan;
    struct model *first = NULL;
    if (synthetic_plan(&plan, &facts, error) != STATUS_OK)
        return error->status;
    enum status status = synthetic_run(&first, &plan, &(struct model_options){.threads = 1}, RUN_WEEKS, error);
    for (size_t i = 0; status == STATUS_OK && i < sizeof twins / sizeof twins[0]; i++)
        status = compare_runs(self, &plan, first, &twins[i], error);
    if (status == STATUS_OK) {
        double persons = (double)synthetic_persons(first)->count;
        verify_add_exact(self, "that run: share of persons to whom something happened", 0.5, changed(first) / persons,
                         0.45);
    }
    model_free(first);
    plan_clear(&plan);
    return status;
}
