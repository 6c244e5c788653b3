/* Deadweight: clients with a paid job outcome who worked as long in a twin run without provision. */
#ifndef ROUTEWAY_COMPARE_DEADWEIGHT_H
#define ROUTEWAY_COMPARE_DEADWEIGHT_H

#include "core/error.h"
#include "record/reader.h"

struct deadweight_row {
    const char *group; /* label of the payment group; the last row is of all */
    uint64_t persons;  /* simulated persons with a paid job outcome whose spells are recorded, over all replicates */
    double share;      /* of them who worked as long in the twin run, mean over replicates; NAN without persons */
    double low, high;  /* 95% t interval over replicates; NAN with fewer than two that have persons */
};

/* Rows for every payment group and one for all, in new memory. Persons are matched by replicate and identity. The span
   goes from the attachment to the end of the journey; weeks in work in it are the contract's own count in the run, and
   are read from the spells of the twin. STATUS_BAD_DATA when the twin has provision, or when persons or spells are
   missing. */
enum status deadweight_rows(struct result *run, struct result *twin, struct deadweight_row **rows, size_t *count,
                            struct error *error) MUST_CHECK;

#endif
