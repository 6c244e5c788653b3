/* Ctrl-C and TERM: asked for between weeks, so that a run stops cleanly. A second one ends the program at once. */
#ifndef ROUTEWAY_CLI_INTERRUPT_H
#define ROUTEWAY_CLI_INTERRUPT_H

#include <stdbool.h>

void interrupt_watch(void);
bool interrupt_asked(void);

#endif
