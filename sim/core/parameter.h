/* The description of one declared parameter. Rows stand in *.params.def; everything else is derived from them. */
#ifndef ROUTEWAY_CORE_PARAMETER_H
#define ROUTEWAY_CORE_PARAMETER_H

#include <stddef.h>
#include <stdint.h>

enum parameter_type { TYPE_REAL, TYPE_INTEGER, TYPE_CHOICE, TYPE_DATE };

/* How a value may vary. BY_PATH: knots {date, value}, linear in between, constant outside them. BY_AREA_AND_DATE: the
   person's area counts, and a share of its persons can be covered. BY_PLACE_AND_DATE: a rule of an area's employers or
   agencies, for all. */
enum parameter_vary { AT_START, BY_DATE, BY_PATH, BY_AREA_AND_DATE, BY_PLACE_AND_DATE };

enum parameter_family {
    FAMILY_RUN,
    FAMILY_INPUT,
    FAMILY_INCENTIVES,
    FAMILY_INTEGRATION,
    FAMILY_FUNDING,
    FAMILY_RULE,
    FAMILY_ASSUMPTION,
    FAMILY_CALIBRATED
};

/* Labels of the cells of a table, or of the choices of a choice. */
struct axis {
    const char *name;
    const char *const *labels;
    size_t count;
};

struct parameter {
    const char *module;         /* "claims" */
    const char *name;           /* "off_flow" */
    const struct axis *axis;    /* cells of a table; NULL for a single value */
    const struct axis *choices; /* TYPE_CHOICE only */
    const char *unit;           /* "" when it has none; dates are days since 1970-01-01 */
    enum parameter_type type;
    enum parameter_vary vary;
    enum parameter_family family;
    double low, high;       /* inclusive bounds of every cell */
    const double *defaults; /* one per cell; a choice is its index */
    size_t count;           /* number of cells, 1 for a single value */
    const char *source;     /* evidence id, or "assumption" */
    const char *sentence;   /* what it is */
    size_t offset;          /* bytes into struct rules; every cell is a double there */
};

#endif
