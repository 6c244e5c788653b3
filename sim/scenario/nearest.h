/* The valid name most like a misspelt one. */
#ifndef ROUTEWAY_SCENARIO_NEAREST_H
#define ROUTEWAY_SCENARIO_NEAREST_H

#include <stddef.h>

#define NEAREST_LONGEST 64 /* longer names are compared by their beginnings */

/* Insertions, deletions, replacements and swaps of neighbours; a change of case costs half as much. In halves. */
unsigned edit_distance(const char *a, const char *b);

/* Keeps the best of the names offered: the fewest edits; failing that one that begins with what is wanted, or has it as
   a word ("Glasgow" of "Glasgow City"). Start with {.wanted = name}. */
struct nearest {
    const char *wanted;
    const char *best;
    unsigned distance;
};
void nearest_offer(struct nearest *self, const char *name);
/* The best name, or NULL when none is similar enough to be meant. */
const char *nearest_name(const struct nearest *self);

#endif
