/* Files that appear whole or not at all: written beside their place under a unique name, synced, then renamed. */
#ifndef ROUTEWAY_RECORD_PUBLISH_H
#define ROUTEWAY_RECORD_PUBLISH_H

#include "core/error.h"
#include <stdbool.h>

/* Refuses a target that exists (unless force), that is no regular file, or whose folder is missing. */
enum status publish_check(const char *path, bool force, struct error *error) MUST_CHECK;

/* The folder of a path ("." when it names none); the caller frees it with memory_free. */
enum status publish_folder(const char *path, char **out, struct error *error) MUST_CHECK;

/* A name that nothing has, in the folder of the path: ".NAME.PID-RANDOM.tmp"; the caller frees it with memory_free. */
enum status publish_temporary(const char *path, char **out, struct error *error) MUST_CHECK;

/* An empty file in the folder of the path that has no name and vanishes when it is closed. */
enum status publish_nameless(const char *path, int *descriptor, struct error *error) MUST_CHECK;

/* Syncs the temporary, gives it its name and syncs the folder. Without force a target that has appeared since is kept.
 */
enum status publish_rename(const char *temporary, const char *path, bool force, struct error *error) MUST_CHECK;

#endif
