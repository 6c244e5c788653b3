/* Credit for job outcomes after a journey or a course: who served a person before is kept for a while in a list of the
   person's strip, at most once a stream. The list's order says nothing. */
#ifndef ROUTEWAY_AGENTS_CREDITS_H
#define ROUTEWAY_AGENTS_CREDITS_H

#include "agents/world.h"

/* What is kept of a person for a stream, or NULL. */
struct credit *credits_find(const struct strip *strip, uint32_t row, uint8_t stream);

/* A programme's journey or a stream's course has ended; it takes the place of an earlier one of the stream. Nothing
   where nobody is followed (credit.window_weeks). */
void credits_begin(const struct world *world, struct strip *strip, const struct journey *journey, enum course_end how);

/* Forgets one; the last of the strip takes its place. */
void credits_forget(struct strip *strip, struct credit *credit);

#endif
