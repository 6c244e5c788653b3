/* The scenario while it is put together: merged values with their origins. Inside sim/scenario only. */
#ifndef ROUTEWAY_SCENARIO_TRACE_H
#define ROUTEWAY_SCENARIO_TRACE_H

#include "scenario/scenario.h"

enum { ORIGIN_DEFAULT = -1, ORIGIN_COMMAND_LINE = -2 };

struct origin {
    int32_t file; /* index into files, or one of the above */
    int32_t line;
    bool bad; /* the value found there was refused; the one kept is an earlier one */
};

/* A point of a path. */
struct knot {
    size_t parameter;
    int32_t day;
    double value;
    struct origin origin;
};

/* One cell that a change sets or multiplies. */
struct operation {
    size_t change, parameter, cell;
    enum plan_operation operation;
    double value;
    struct origin origin;
};

#define DAY_NONE_FROM INT32_MIN
#define DAY_NONE_UNTIL INT32_MAX

struct change {
    int32_t from, until; /* days since 1970-01-01 */
    bool everywhere;
    double share;
    uint32_t lottery;
    size_t first_area; /* of a byte an area in `marks`; not used when everywhere */
    struct origin origin;
};

struct scenario_trace {
    const struct parameter *parameters;
    size_t n_parameters;
    size_t *first; /* [n_parameters] first cell of each in values */
    double *values;
    struct origin *origins;
    size_t n_values;

    struct knot *knots;
    size_t n_knots, room_knots;
    struct change *changes;
    size_t n_changes, room_changes;
    struct operation *operations;
    size_t n_operations, room_operations;
    uint8_t *marks; /* areas covered, a row of n_areas bytes for each change that is not everywhere */
    size_t n_marks, room_marks;

    char **files; /* paths, the file given first, then its bases */
    size_t n_files, room_files;
    char *title, *description, *region; /* as written; never NULL after loading */
    char *region_path;
    struct origin region_origin;
    const struct region *areas; /* belongs to the plan; its areas are gone when the region could not be read */

    struct resolved_parameter *resolved;
    size_t n_resolved;
    char *resolved_texts; /* value, cell and origin of each */
    char *text;
};

/* Passed to everything that reads: what fails for lack of memory is kept in status and ends the loading. */
struct reader {
    struct scenario_trace *trace;
    struct problems *problems;
    struct error *error;
    enum status status;
    int32_t file; /* index of the file being read, or ORIGIN_COMMAND_LINE */
};

enum status trace_create(struct scenario_trace **out, struct error *error) MUST_CHECK;
enum status text_copy(char **out, const char *text, struct error *error) MUST_CHECK;

struct place reader_place(const struct reader *self, int32_t line);
struct problem *reader_complain(struct reader *self, int32_t line, const char *setting, const char *text);

void trace_set(struct reader *self, size_t parameter, size_t cell, double value, int32_t line);
void trace_forget_path(struct scenario_trace *self, size_t parameter);
void trace_add_knot(struct reader *self, size_t parameter, int32_t day, double value, int32_t line);
void trace_add_operation(struct reader *self, const struct operation *operation);
/* The value of a parameter's first cell. */
double trace_value(const struct scenario_trace *self, size_t parameter);
size_t trace_knots(const struct scenario_trace *self, size_t parameter);

/* "default", "command line" or "file.cfg:12"; the file without its folders unless whole. */
void origin_print(const struct scenario_trace *self, struct origin origin, bool whole, char *out, size_t size);
struct place origin_place(const struct scenario_trace *self, struct origin origin);

/* resolved.c: fills resolved and text; the latter by resolved_text.c. */
enum status trace_resolve(struct scenario_trace *self, struct error *error) MUST_CHECK;
enum status trace_write_text(struct scenario_trace *self, struct error *error) MUST_CHECK;

#endif
