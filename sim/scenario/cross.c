#include "scenario/cross.h"
#include "core/dates.h"
#include "scenario/names.h"
#include <string.h>

#define RUN_MOST_YEARS 60

static bool is_monday(int32_t day)
{
    return ((day % 7) + 7) % 7 == 4;
}

static size_t run_parameter(const char *name)
{
    return parameter_find("run", name);
}

static int32_t run_day(const struct scenario_trace *trace, const char *name)
{
    return (int32_t)trace_value(trace, run_parameter(name));
}

int32_t run_start(const struct scenario_trace *trace)
{
    return run_day(trace, "start");
}

int32_t run_weeks(const struct scenario_trace *trace)
{
    return week_of_day(run_start(trace), run_day(trace, "end"));
}

struct weeks change_weeks(const struct scenario_trace *trace, const struct change *change)
{
    int32_t start = run_start(trace);
    struct weeks weeks = {PLAN_ALWAYS_FROM, PLAN_ALWAYS_UNTIL};
    if (change->from != DAY_NONE_FROM)
        weeks.from = week_of_day(start, change->from);
    if (change->until != DAY_NONE_UNTIL)
        weeks.until = week_of_day(start, change->until);
    return weeks;
}

bool change_covers(const struct scenario_trace *trace, const struct change *change, size_t area)
{
    return change->everywhere || trace->marks[change->first_area + area];
}

static bool is_bad(const struct scenario_trace *trace, const char *name)
{
    return trace->origins[trace->first[run_parameter(name)]].bad;
}

static struct problem *complain_day(struct reader *self, const char *name, const char *text)
{
    char setting[40];
    char date[11];
    struct scenario_trace *trace = self->trace;
    struct origin origin = trace->origins[trace->first[run_parameter(name)]];
    (void)snprintf(setting, sizeof setting, "run.%s", name);
    date_print(run_day(trace, name), date);
    struct problem *problem =
        problems_add(self->problems, STATUS_BAD_SCENARIO, origin_place(trace, origin), setting, "%s", text);
    problem_found(problem, "%s", date);
    return problem;
}

static void check_knots(struct reader *self)
{
    struct scenario_trace *trace = self->trace;
    int32_t start = run_start(trace);
    for (size_t i = 1; i < trace->n_knots; i++) {
        const struct knot *before = &trace->knots[i - 1];
        const struct knot *knot = &trace->knots[i];
        if (before->parameter != knot->parameter || before->day >= knot->day ||
            week_of_day(start, before->day) != week_of_day(start, knot->day))
            continue;
        const struct parameter *row = &trace->parameters[knot->parameter];
        char setting[120];
        char date[11];
        (void)snprintf(setting, sizeof setting, "%s.%s", row->module, row->name);
        date_print(knot->day, date);
        problem_found(problems_add(self->problems, STATUS_BAD_SCENARIO, origin_place(trace, knot->origin), setting,
                                   "two points of the path fall into one week"),
                      "%s", date);
    }
}

/* Changes of the user's own file that lie outside the run: one warning for all. */
struct outside {
    const struct change *first;
    size_t count;
};

static void warn_outside(struct reader *self, const struct outside *outside, const char *text)
{
    char more[60] = "";
    if (outside->count == 0)
        return;
    if (outside->count > 1)
        (void)snprintf(more, sizeof more, ", like %zu more of this file", outside->count - 1);
    (void)problems_warn(self->problems, origin_place(self->trace, outside->first->origin), "changes", "%s%s", text,
                        more);
}

static void add_outside(struct outside *outside, const struct change *change)
{
    if (change->origin.file != 0) /* files that are extended hold the dates of many years */
        return;
    if (outside->count++ == 0)
        outside->first = change;
}

static void check_change_dates(struct reader *self)
{
    struct scenario_trace *trace = self->trace;
    struct outside late = {0};
    struct outside early = {0};
    for (size_t i = 0; i < trace->n_changes; i++) {
        const struct change *change = &trace->changes[i];
        struct weeks weeks = change_weeks(trace, change);
        if (change->until <= change->from) /* said before */
            continue;
        if (weeks.from >= run_weeks(trace))
            add_outside(&late, change);
        else if (weeks.until <= 0)
            add_outside(&early, change);
        else if (weeks.until <= weeks.from)
            (void)problems_warn(self->problems, origin_place(trace, change->origin), "changes",
                                "this change never acts: no week begins between its dates");
    }
    warn_outside(self, &late, "this change begins after the end of the run");
    warn_outside(self, &early, "this change is over before the run starts");
}

bool check_dates(struct reader *self)
{
    struct scenario_trace *trace = self->trace;
    if (is_bad(trace, "start") || is_bad(trace, "report_from") || is_bad(trace, "end"))
        return false;
    size_t errors = self->problems->errors;
    int32_t start = run_start(trace);
    int32_t report_from = run_day(trace, "report_from");
    int32_t end = run_day(trace, "end");
    char date[11];
    if (!is_monday(start)) {
        date_print(start + (4 - start % 7 + 7) % 7, date);
        problem_allowed(complain_day(self, "start", "the run must start on a Monday"), "a Monday, such as %s", date);
    }
    date_print(start, date);
    if (report_from < start)
        problem_allowed(complain_day(self, "report_from", "recording cannot begin before the run"),
                        "run.start (%s) or later", date);
    if (week_of_day(start, end) > RUN_MOST_YEARS * 365 / 7 + RUN_MOST_YEARS / 4)
        problem_allowed(complain_day(self, "end", "the run is too long"), "at most %d years after run.start (%s)",
                        RUN_MOST_YEARS, date);
    date_print(report_from, date);
    if (week_of_day(start, end) <= week_of_day(start, report_from))
        problem_allowed(complain_day(self, "end", "no week would be recorded"),
                        "more than a week after run.report_from (%s)", date);
    if (errors != self->problems->errors)
        return false;
    check_knots(self);
    check_change_dates(self);
    return errors == self->problems->errors;
}

static void complain_lottery(struct reader *self, const struct change *earlier, const struct change *later)
{
    char where[300];
    origin_print(self->trace, earlier->origin, true, where, sizeof where);
    struct problem *problem =
        problems_add(self->problems, STATUS_BAD_SCENARIO, origin_place(self->trace, later->origin), "changes",
                     "lottery %u draws another share at %s", (unsigned)later->lottery, where);
    problem_found(problem, "%g", later->share);
    problem_allowed(problem, "%g, or another lottery (0, 1 or 2)", earlier->share);
}

void check_scopes(struct reader *self)
{
    const struct scenario_trace *trace = self->trace;
    const struct change *first[PLAN_MAX_LOTTERIES] = {NULL};
    for (size_t i = 0; i < trace->n_changes; i++) {
        const struct change *change = &trace->changes[i];
        if (change->share >= 1)
            continue;
        const struct change **drawn = &first[change->lottery];
        if (*drawn && ((*drawn)->share < change->share || (*drawn)->share > change->share))
            complain_lottery(self, *drawn, change);
        else
            *drawn = change;
    }
}
