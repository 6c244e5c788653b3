/* Whole files as text, with limits: a scenario or a table may come from anywhere. */
#ifndef ROUTEWAY_SCENARIO_TEXT_FILE_H
#define ROUTEWAY_SCENARIO_TEXT_FILE_H

#include "scenario/problems.h"

#define SCENARIO_MOST_BYTES ((size_t)1 << 20)
#define TABLE_MOST_BYTES ((size_t)16 << 20)

/* Reads a regular file into *text (with a 0 after its *size bytes). What stands in the way is a problem of the given
   kind at `place` (or at the file itself when place.file is NULL), and *text is NULL. */
enum status text_file_read(char **text, size_t *size, const char *path, size_t most, enum status kind,
                           struct place place, struct problems *problems, struct error *error) MUST_CHECK;

/* Line (from 1) of the first byte that is no UTF-8 text: NUL, control character or broken sequence; 0 if all is well.
 */
int32_t text_bad_line(const char *text, size_t size);

#endif
