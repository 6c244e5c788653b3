#include "cli/profile.h"
#include "cli/progress.h"
#include "model/model.h"
#include <string.h>

/* enum model_part */
static const char *const parts[MODEL_PARTS] = {"rules and tables", "screen", "totals"};

struct line {
    const char *name;
    double seconds;
};

/* Fills lines; what is left of the threads' time, waiting included, is a line of its own, so that they add up. */
static size_t list(const struct profile *self, struct line lines[PROFILE_MOST + 3])
{
    size_t processes, count = 0;
    const struct process_info *all = processes_all(&processes);
    double rest = self->threads * self->total - self->population - self->results;
    lines[count++] = (struct line){"population", self->population};
    for (size_t i = 0; i < processes + MODEL_PARTS; i++) {
        const char *name = i < processes ? all[i].name : parts[i - processes];
        lines[count++] = (struct line){name, self->seconds[i]};
        rest -= self->seconds[i];
    }
    lines[count++] = (struct line){"results", self->results};
    lines[count++] = (struct line){"waiting and the rest", rest};
    return count;
}

double profile_levers_share(const struct profile *self)
{
    static const char *const levers[] = {"gateway", "jobcentre", "provision", "contracts"};
    size_t processes;
    const struct process_info *all = processes_all(&processes);
    double weeks = 0, of_levers = 0;
    for (size_t i = 0; i < processes + MODEL_PARTS; i++) {
        weeks += self->seconds[i];
        for (size_t k = 0; i < processes && k < sizeof levers / sizeof levers[0]; k++)
            if (strcmp(all[i].name, levers[k]) == 0)
                of_levers += self->seconds[i];
    }
    return weeks > 0 ? of_levers / weeks : 0;
}

static void print_line(const char *name, double seconds, const struct profile *self, FILE *out)
{
    char rate[40] = "-";
    if (seconds > 0)
        print_thousands((double)self->person_weeks / seconds, rate, sizeof rate);
    (void)fprintf(out, "%-24s %9.3f %6.1f%% %9.2f %18s\n", name, seconds, 100 * seconds / (self->threads * self->total),
                  1e9 * seconds / (double)self->person_weeks, rate);
}

void profile_print(const struct profile *self, FILE *out)
{
    struct line lines[PROFILE_MOST + 3];
    size_t count = list(self, lines);
    (void)fprintf(out, "%-24s %9s %7s %9s %18s\n", "process", "seconds", "share", "ns a p-w", "person-weeks a s");
    for (size_t i = 0; i < count; i++)
        print_line(lines[i].name, lines[i].seconds, self, out);
    print_line("total", self->threads * self->total, self, out);
    (void)fprintf(out, "incentives, integration and funding: %.1f%% of the weeks' time\n",
                  100 * profile_levers_share(self));
}

json_t *profile_json(const struct profile *self)
{
    struct line lines[PROFILE_MOST + 3];
    size_t count = list(self, lines);
    json_t *array = json_array();
    for (size_t i = 0; array && i < count; i++)
        (void)json_array_append_new(array,
                                    json_pack("{s:s, s:f, s:f}", "process", lines[i].name, "seconds", lines[i].seconds,
                                              "share", lines[i].seconds / (self->threads * self->total)));
    return array;
}
