#include "cli/run.h"
#include "core/dates.h"
#include "model/model.h"
#include <inttypes.h>
#include <jansson.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

/* Measured on runs of the baseline, rounded up: a person has a spell every two years. */
#define COMPRESSED 0.3 /* bytes in the file for one in memory */
#define SPELLS_A_WEEK 0.01
#define SPELL_BYTES 8.0      /* in the result */
#define PROGRAM_BYTES 20e6   /* of memory: code, libraries, what HDF5 keeps */
#define LIST_BYTES 15.0      /* a person, beyond what the model announces: lists of candidates, seekers and clients */
#define RECORDED_BYTES 100.0 /* a person whose spells are recorded: they wait for the end of the replicate */

#define FEW_AN_AREA 5000 /* persons, on average: some six places and 13 courses a year */

double run_peak_bytes(void)
{
    struct rusage usage;
    memset(&usage, 0, sizeof usage);
    (void)getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * (double)usage.ru_maxrss;
}

double run_persons(const struct run *self)
{
    double sum = 0;
    for (size_t i = 0; i < self->plan.region.n_areas; i++)
        sum += self->plan.region.areas[i].population_16_64;
    return sum * self->head.scale;
}

static double estimate_disk(const struct run *self)
{
    double weeks = self->head.weeks + self->burn_in;
    double recorded = run_persons(self) * plan_at_start(&self->plan, "run", "spell_share");
    double measures = (double)writer_measure_bytes(self->plan.region.n_areas, self->head.weeks) * COMPRESSED;
    return 300e3 + self->head.replicates * (measures + recorded * (1 + weeks * SPELLS_A_WEEK) * SPELL_BYTES);
}

double run_replicate_bytes(const struct run *self)
{
    double persons = run_persons(self);
    return (double)model_bytes_estimate(&self->plan) +
           persons * (LIST_BYTES + plan_at_start(&self->plan, "run", "spell_share") * RECORDED_BYTES);
}

static double free_bytes(const char *path)
{
    struct statvfs about;
    char folder[RUN_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    (void)snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    return statvfs(folder, &about) == 0 ? (double)about.f_bavail * (double)about.f_frsize : -1;
}

void run_print_estimate(const struct run *self, FILE *out)
{
    char people[40], memory[40], disk[40], first[11], last[11], at_once[40] = "";
    int32_t weeks = self->burn_in + self->head.weeks;
    double wanted = estimate_disk(self), room = free_bytes(self->options->output);
    print_thousands(run_persons(self), people, sizeof people);
    print_bytes(PROGRAM_BYTES + self->at_once * run_replicate_bytes(self), memory, sizeof memory);
    print_bytes(wanted, disk, sizeof disk);
    if (self->at_once > 1)
        (void)snprintf(at_once, sizeof at_once, " (%d at once)", self->at_once);
    date_print(self->head.start_day, first);
    date_print(self->head.start_day + 7 * weeks, last);
    (void)fprintf(out,
                  "%s: %s persons (%g of the population) in %zu areas, %" PRId32 " weeks from %s to %s (%" PRId32
                  " recorded), %" PRIu32 " replicate%s%s, %d thread%s; about %s of memory and %s of disk\n",
                  self->head.title, people, self->head.scale, self->plan.region.n_areas, weeks, first, last,
                  self->head.weeks, self->head.replicates, self->head.replicates == 1 ? "" : "s", at_once,
                  self->options->threads, self->options->threads == 1 ? "" : "s", memory, disk);
    if (room >= 0 && room < wanted) {
        print_bytes(room, disk, sizeof disk);
        (void)fprintf(out, "warning: only %s are free where the result is to be written\n", disk);
    }
    if (run_persons(self) < FEW_AN_AREA * (double)self->plan.region.n_areas)
        (void)fprintf(out,
                      "note: with fewer than %d persons an area, whose places and services come whole, waits for "
                      "provision are longer and more money is left than at a larger run.scale (docs/funding.md)\n",
                      FEW_AN_AREA);
    (void)fflush(out);
}

static enum status print_json(const struct run *self, FILE *out, struct error *error)
{
    char scenario_digest[17], content_digest[17];
    (void)snprintf(scenario_digest, sizeof scenario_digest, "%016" PRIx64, self->head.scenario_digest);
    (void)snprintf(content_digest, sizeof content_digest, "%016" PRIx64, self->summary.content_digest);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:f, s:f, s:I, s:I, s:I, s:i, s:f}", "file", self->options->output,
        "title", self->head.title, "scenario_digest", scenario_digest, "content_digest", content_digest, "replicates",
        (json_int_t)self->head.replicates, "weeks", (json_int_t)self->head.weeks, "burn_in_weeks",
        (json_int_t)self->burn_in, "person_weeks", (json_int_t)self->summary.person_weeks, "seconds", self->seconds,
        "person_weeks_per_second", (double)self->summary.person_weeks / self->seconds, "peak_memory_bytes",
        (json_int_t)run_peak_bytes(), "file_bytes", (json_int_t)self->summary.bytes, "spells",
        (json_int_t)self->summary.spells, "threads", self->options->threads, "scale", self->head.scale);
    enum status status = STATUS_OK;
    if (object)
        (void)json_object_set_new(object, "weeks_memory_bytes", json_integer((json_int_t)self->weeks_bytes));
    if (object && self->options->profile) {
        (void)json_object_set_new(object, "profile", profile_json(&self->profile));
        (void)json_object_set_new(object, "levers_share", json_real(profile_levers_share(&self->profile)));
    }
    if (!object || json_dumpf(object, out, JSON_INDENT(2)) != 0 || fputc('\n', out) == EOF)
        status = error_set(error, STATUS_STORAGE, "the summary could not be written; the result is at %s",
                           self->options->output);
    json_decref(object);
    return status;
}

enum status run_print_summary(const struct run *self, FILE *out, struct error *error)
{
    char weeks[40], rate[40], seconds[40], memory[40], bytes[40];
    if (self->options->json)
        return print_json(self, out, error);
    print_thousands((double)self->summary.person_weeks, weeks, sizeof weeks);
    print_thousands((double)self->summary.person_weeks / self->seconds, rate, sizeof rate);
    print_seconds(self->seconds, seconds, sizeof seconds);
    print_bytes(run_peak_bytes(), memory, sizeof memory);
    print_bytes((double)self->summary.bytes, bytes, sizeof bytes);
    (void)fprintf(out, "%s: %s, %s person-weeks in %s (%s a second), peak memory %s, digest %016" PRIx64 "\n",
                  self->options->output, bytes, weeks, seconds, rate, memory, self->summary.content_digest);
    if (self->options->profile)
        profile_print(&self->profile, out);
    return STATUS_OK;
}
