/* What must be known of a scenario's text before libconfig sees it: version 1.5 wraps large integers, takes infinity,
   drops NUL bytes, lets an unclosed comment swallow the rest, and can end the process on an @include. */
#ifndef ROUTEWAY_SCENARIO_TEXT_CHECK_H
#define ROUTEWAY_SCENARIO_TEXT_CHECK_H

#include "scenario/problems.h"

#define TEXT_MOST_NESTING 12
#define TEXT_MOST_SETTINGS 10000

/* Adds a problem for everything found; the text may be given to libconfig only if none was. */
void text_check(const char *file, const char *text, size_t size, struct problems *problems);

#endif
