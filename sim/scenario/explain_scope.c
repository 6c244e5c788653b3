#include "core/dates.h"
#include "scenario/explain_parts.h"

static void print_areas(const struct scenario_trace *trace, const struct change *change, char *out, size_t size)
{
    size_t n = 0;
    size_t covered = 0;
    out[0] = '\0';
    if (change->everywhere)
        return;
    for (size_t i = 0; i < trace->areas->n_areas; i++)
        covered += trace->marks[change->first_area + i];
    n = (size_t)snprintf(out, size, " in %zu of %zu areas", covered, trace->areas->n_areas);
    const char *before = " (";
    for (size_t i = 0; i < trace->areas->n_areas && n + 90 < size; i++)
        if (trace->marks[change->first_area + i]) {
            n += (size_t)snprintf(out + n, size - n, "%s%s", before, trace->areas->areas[i].name);
            before = ", ";
            covered--;
        }
    (void)snprintf(out + n, size - n, "%s)", covered ? ", ..." : "");
}

void explain_scope(const struct scenario_trace *trace, const struct change *change, char *out, size_t size)
{
    char from[11] = "";
    char until[11] = "";
    char areas[200];
    char share[80] = "";
    if (change->from != DAY_NONE_FROM)
        date_print(change->from, from);
    if (change->until != DAY_NONE_UNTIL)
        date_print(change->until, until);
    print_areas(trace, change, areas, sizeof areas);
    if (change->share < 1)
        (void)snprintf(share, sizeof share, ", a share of %g of persons by lottery %u", change->share, change->lottery);
    (void)snprintf(out, size, "%s%s%s%s%s%s", from[0] ? "from " : "from the start", from, until[0] ? " until " : "",
                   until, areas, share);
}
