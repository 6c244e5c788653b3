/* What is wrong with a scenario or its data: every problem is collected, none stops the search for the next. */
#ifndef ROUTEWAY_SCENARIO_PROBLEMS_H
#define ROUTEWAY_SCENARIO_PROBLEMS_H

#include "core/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PROBLEMS_MOST 500 /* kept; further ones are only counted */

struct problem {
    bool warning;
    enum status status; /* STATUS_BAD_SCENARIO or STATUS_BAD_DATA */
    char file[256];
    int32_t line;   /* from 1; 0 when there is none */
    int32_t column; /* of a table of data, from 1; 0 when there is none */
    char setting[160];
    char text[400];    /* what is wrong */
    char found[128];   /* the value found, or "" */
    char allowed[512]; /* what would be right, or "" */
    char nearest[128]; /* the valid name most like the one found, or "" */
};

struct problems {
    struct problem *items;
    size_t count, capacity;
    size_t errors, warnings; /* all of them, kept or not */
    struct problem spare;    /* takes those that are not kept */
};

/* Where a setting stands. */
struct place {
    const char *file;
    int32_t line;
};

void problems_clear(struct problems *self);

/* Adds a problem (never NULL: the caller may fill in found, allowed and nearest). */
struct problem *problems_add(struct problems *self, enum status status, struct place place, const char *setting,
                             const char *format, ...) FORMAT(5, 6);
struct problem *problems_warn(struct problems *self, struct place place, const char *setting, const char *format, ...)
    FORMAT(4, 5);
void problem_found(struct problem *self, const char *format, ...) FORMAT(2, 3);
void problem_allowed(struct problem *self, const char *format, ...) FORMAT(2, 3);
void problem_nearest(struct problem *self, const char *name); /* NULL: none */

/* STATUS_BAD_SCENARIO if any problem is one, else STATUS_BAD_DATA, else STATUS_OK. Warnings do not count. */
enum status problems_status(const struct problems *self);

/* One line without a line end: "file:12: claims.off_flow: out of bounds: found 1.5, allowed 0 to 1". */
void problem_line(const struct problem *self, char *out, size_t size);
void problems_print(const struct problems *self, FILE *out);
/* An object: file, status (0, 3 or 4), problems: a list of objects with the fields of struct problem. */
enum status problems_print_json(const struct problems *self, const char *file, FILE *out,
                                struct error *error) MUST_CHECK;

#endif
