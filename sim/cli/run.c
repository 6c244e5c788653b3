/* routeway run SCENARIO: simulates every replicate and publishes one result file. */
#include "cli/run.h"
#include "cli/commands.h"
#include "cli/ensemble.h"
#include "cli/interrupt.h"
#include "core/dates.h"
#include "core/memory.h"
#include "record/publish.h"
#include <inttypes.h>
#include <string.h>

static enum status copy_parameters(struct run *self, struct error *error)
{
    size_t count;
    const struct resolved_parameter *from = scenario_resolved(self->trace, &count);
    enum status status = memory_new(&self->parameters, count, sizeof *self->parameters, error);
    if (status == STATUS_OK)
        status = memory_new(&self->names, count, sizeof *self->names, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        (void)snprintf(self->names[i], sizeof self->names[i], "%s.%s", from[i].module, from[i].name);
        self->parameters[i] =
            (struct result_parameter){self->names[i], from[i].cell,          from[i].value,  from[i].text,
                                      from[i].unit,   from[i].default_value, from[i].source, from[i].origin};
    }
    self->head.parameters = self->parameters;
    self->head.n_parameters = count;
    return status;
}

static enum status describe_run(struct run *self, struct error *error)
{
    const struct plan *plan = &self->plan;
    int32_t start = (int32_t)plan_at_start(plan, "run", "start");
    int32_t weeks = week_of_day(start, (int32_t)plan_at_start(plan, "run", "end"));
    self->burn_in = week_of_day(start, (int32_t)plan_at_start(plan, "run", "report_from"));
    self->burn_in = self->burn_in < 0 ? 0 : self->burn_in;
    self->head = (struct writer_head){.title = plan->title ? plan->title : "",
                                      .region = &plan->region,
                                      .seed = (uint32_t)plan_at_start(plan, "run", "seed"),
                                      .replicates = (uint32_t)plan_at_start(plan, "run", "replicates"),
                                      .scale = plan_at_start(plan, "run", "scale"),
                                      .scenario_digest = plan_digest(plan),
                                      .start_day = start,
                                      .first_week = self->burn_in,
                                      .weeks = weeks - self->burn_in,
                                      .scenario = scenario_text(self->trace)};
    return copy_parameters(self, error);
}

enum status run_load(struct run *self, struct error *error)
{
    const struct run_options *options = self->options;
    struct problems problems = {0};
    enum status status = scenario_load(&self->plan, &self->trace, options->scenario, options->overrides,
                                       options->n_overrides, &problems, error);
    problems_print(&problems, stderr);
    if (status != STATUS_OK && problems.errors > 0)
        (void)error_set(error, status, "%s has %zu problem%s; nothing was run", options->scenario, problems.errors,
                        problems.errors == 1 ? "" : "s");
    problems_clear(&problems);
    return status == STATUS_OK ? describe_run(self, error) : status;
}

void run_clear(struct run *self)
{
    memory_free(self->parameters);
    memory_free(self->names);
    plan_clear(&self->plan);
    scenario_trace_free(self->trace);
}

static enum status run_scenario(struct run *self, struct error *error)
{
    struct writer *writer = NULL;
    struct progress progress;
    double started = clock_seconds();
    enum status status = publish_check(self->options->output, self->options->force, error);
    if (status == STATUS_OK)
        status = run_load(self, error);
    if (status != STATUS_OK)
        return status;
    interrupt_watch(); /* before there is anything to leave behind */
    self->at_once = ensemble_at_once(self);
    run_print_estimate(self, stderr);
    double before = clock_seconds();
    status = writer_create(&writer, self->options->output, self->options->force, &self->head, error);
    self->profile.results += clock_seconds() - before;
    if (status != STATUS_OK)
        return status;
    progress_begin(&progress, stderr, (uint64_t)(self->burn_in + self->head.weeks) * self->head.replicates);
    status = ensemble_run(self, writer, &progress, error);
    progress_end(&progress);
    before = clock_seconds();
    if (status == STATUS_OK)
        status = writer_publish(writer, &self->summary, error);
    writer_free(writer);
    self->profile.results += clock_seconds() - before;
    self->profile.threads = self->options->threads;
    self->profile.total = self->seconds = clock_seconds() - started;
    self->profile.person_weeks = self->summary.person_weeks;
    return status == STATUS_OK ? run_print_summary(self, stdout, error) : status;
}

int command_run(int argc, char **argv)
{
    struct run_options options;
    struct run run = {.options = &options};
    struct error error = {STATUS_OK, ""};
    int usage = run_parse(&options, argc, argv);
    if (usage != STATUS_OK || options.help)
        return usage;
    enum status status = run_scenario(&run, &error);
    run_clear(&run);
    if (status == STATUS_OK && (fflush(stdout) != 0 || ferror(stdout)))
        status =
            error_set(&error, STATUS_STORAGE, "the summary could not be written; the result is at %s", options.output);
    if (status != STATUS_OK)
        (void)fprintf(stderr, "routeway: %s\n", error.text);
    return (int)status;
}
