#include "cli/ensemble.h"
#include "agents/axes.h"
#include "cli/interrupt.h"
#include "core/dates.h"
#include "core/memory.h"
#include "core/parallel_for.h"
#include "model/model.h"
#include <inttypes.h>
#include <unistd.h>

#define MEMORY_SHARE 0.25        /* of the machine's, for replicates that are simulated at once */
#define PERSONS_A_THREAD 10000.0 /* with fewer, threads inside a replicate cost more than they bring */

struct replicate {
    struct model *model; /* NULL: not begun, or over */
    struct writer_rows *rows;
    struct error error;
};

struct ensemble {
    struct run *run;
    struct writer *writer;
    struct progress *progress;
    struct replicate *replicates;
    uint32_t first;     /* replicate of the first task */
    int threads_inside; /* each replicate */
    struct error *error;
    /* Changed by all threads, atomically. */
    bool failed;  /* one has: the others stop */
    bool showing; /* one of them shows the progress */
    uint32_t begun;
    uint64_t weeks, person_weeks;
};

int ensemble_at_once(const struct run *run)
{
    double memory = MEMORY_SHARE * (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    double most = run->head.replicates, fit = memory / run_replicate_bytes(run);
    /* The clock of --profile is for one model at a time. */
    if (run->options->profile)
        return 1;
    most = most < run->options->threads ? most : run->options->threads;
    most = most < fit ? most : fit;
    return most < 1 ? 1 : (int)most;
}

static bool stopped(const struct ensemble *self)
{
    return interrupt_asked() || __atomic_load_n(&self->failed, __ATOMIC_RELAXED);
}

static enum status interrupted(const struct ensemble *self, uint32_t number, struct error *error)
{
    const struct model *model = self->replicates[number].model;
    int32_t week = model ? model_week(model) : 0, weeks = self->run->burn_in + self->run->head.weeks;
    uint32_t begun = __atomic_load_n(&self->begun, __ATOMIC_RELAXED);
    char others[60] = "";
    if (begun > number + 1)
        (void)snprintf(others, sizeof others, ", when those up to replicate %" PRIu32 " were under way", begun - 1);
    return error_set(error, STATUS_INTERRUPTED,
                     "stopped after week %" PRId32 " of %" PRId32 " of replicate %" PRIu32 "%s; nothing was written",
                     week, weeks, number, others);
}

/* The thread that comes first shows it; the others go on. */
static void show(struct ensemble *self, const struct model *model, uint64_t person_weeks)
{
    char day[11], so_far[80];
    uint64_t weeks = __atomic_add_fetch(&self->weeks, 1, __ATOMIC_RELAXED);
    person_weeks = __atomic_add_fetch(&self->person_weeks, person_weeks, __ATOMIC_RELAXED);
    if (__atomic_test_and_set(&self->showing, __ATOMIC_ACQUIRE))
        return;
    if (progress_is_due(self->progress)) {
        date_print(model_last_day(model), day);
        (void)snprintf(so_far, sizeof so_far, "%s: employed %.1f%%, claimants %.1f%%", day,
                       100.0 * model_share_in(model, STATE_EMPLOYED), 100.0 * model_share_in(model, STATE_CLAIMANT));
        progress_show(self->progress, weeks, person_weeks, so_far);
    }
    __atomic_clear(&self->showing, __ATOMIC_RELEASE);
}

static enum status create(struct ensemble *self, uint32_t number, struct replicate *replicate)
{
    struct run *run = self->run;
    struct model_options options = {.replicate = number,
                                    .threads = self->threads_inside,
                                    .weeks_kept = WRITER_BLOCK,
                                    .no_screen = run->options->no_screen,
                                    .clock = run->options->profile ? clock_seconds : NULL};
    double before = clock_seconds();
    enum status status = model_create(&replicate->model, &run->plan, &options, &replicate->error);
    if (run->options->profile)
        run->profile.population += clock_seconds() - before;
    return status == STATUS_OK ? writer_rows_create(&replicate->rows, self->writer, &replicate->error) : status;
}

static enum status take_week(struct ensemble *self, struct replicate *replicate)
{
    double before = clock_seconds();
    enum status status = writer_take_week(replicate->rows, replicate->model, self->threads_inside, &replicate->error);
    if (self->run->options->profile)
        self->run->profile.results += clock_seconds() - before;
    return status;
}

static enum status run_weeks(struct ensemble *self, struct replicate *replicate)
{
    struct model *model = replicate->model;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && model_week(model) < model_weeks(model) && !stopped(self)) {
        uint64_t before = model_person_weeks(model);
        status = model_step(model, &replicate->error);
        if (status == STATUS_OK)
            status = take_week(self, replicate);
        if (status == STATUS_OK)
            show(self, model, model_person_weeks(model) - before);
    }
    if (status != STATUS_OK || stopped(self))
        return status;
    if (replicate == self->replicates)
        self->run->weeks_bytes = run_peak_bytes();
    double before = clock_seconds();
    status = writer_take_end(replicate->rows, model, &replicate->error);
    if (self->run->options->profile)
        self->run->profile.results += clock_seconds() - before;
    return status;
}

static void simulate(void *context, size_t index)
{
    struct ensemble *self = context;
    uint32_t number = self->first + (uint32_t)index;
    if (stopped(self))
        return;
    (void)__atomic_add_fetch(&self->begun, 1, __ATOMIC_RELAXED);
    enum status status = create(self, number, &self->replicates[number]);
    if (status == STATUS_OK)
        status = run_weeks(self, &self->replicates[number]);
    if (status != STATUS_OK)
        __atomic_store_n(&self->failed, true, __ATOMIC_RELAXED);
}

static enum status failure(const struct ensemble *self, uint32_t number, struct error *error)
{
    const struct error *from = &self->replicates[number].error;
    if (self->run->head.replicates == 1)
        return error_set(error, from->status, "%s", from->text);
    return error_set(error, from->status, "replicate %" PRIu32 ": %s", number, from->text);
}

/* The first that has not ended well, in order, says what the run ends with. */
static void hand_over(void *context, size_t index)
{
    struct ensemble *self = context;
    uint32_t number = self->first + (uint32_t)index;
    struct replicate *replicate = &self->replicates[number];
    double before = clock_seconds();
    if (self->run->options->profile && replicate->model)
        model_profile(replicate->model, self->run->profile.seconds);
    enum status status = self->error->status;
    if (status == STATUS_OK && replicate->error.status != STATUS_OK)
        status = failure(self, number, self->error);
    else if (status == STATUS_OK && interrupt_asked())
        status = interrupted(self, number, self->error);
    else if (status == STATUS_OK && !stopped(self))
        status =
            writer_take_replicate(self->writer, replicate->rows, replicate->model, self->threads_inside, self->error);
    if (status != STATUS_OK)
        __atomic_store_n(&self->failed, true, __ATOMIC_RELAXED);
    model_free(replicate->model);
    writer_rows_free(replicate->rows);
    replicate->model = NULL;
    replicate->rows = NULL;
    if (self->run->options->profile)
        self->run->profile.results += clock_seconds() - before;
}

static int threads_inside(const struct run *run, uint32_t at_once)
{
    double most = run_persons(run) / PERSONS_A_THREAD, share = run->options->threads / (int)at_once;
    most = most < share ? most : share;
    return most < 1 ? 1 : (int)most;
}

/* Whole rounds with all threads; what is left over has more threads inside. */
enum status ensemble_run(struct run *run, struct writer *writer, struct progress *progress, struct error *error)
{
    struct ensemble self = {.run = run, .writer = writer, .progress = progress, .error = error};
    uint32_t all = run->head.replicates;
    enum status status = memory_new(&self.replicates, all, sizeof *self.replicates, error);
    if (status != STATUS_OK)
        return status;
    error->status = STATUS_OK;
    while (error->status == STATUS_OK && self.first < all) {
        uint32_t left = all - self.first, at_once = (uint32_t)run->at_once < left ? (uint32_t)run->at_once : left;
        uint32_t tasks = left / at_once * at_once;
        self.threads_inside = threads_inside(run, at_once);
        parallel_for_in_order((int)at_once, tasks, simulate, hand_over, &self);
        self.first += tasks;
    }
    memory_free(self.replicates);
    return error->status;
}
