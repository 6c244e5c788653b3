/* A scenario file and the files that it extends, each parsed alone by libconfig. */
#ifndef ROUTEWAY_SCENARIO_SOURCES_H
#define ROUTEWAY_SCENARIO_SOURCES_H

#include "scenario/trace.h"
#include <libconfig.h>
#include <sys/types.h>

#define SOURCES_MOST 16

struct source {
    config_t config;
    int32_t file; /* index into the trace's files */
    dev_t device; /* which file it is, whatever its name */
    ino_t inode;
};

struct sources {
    struct source items[SOURCES_MOST]; /* the file given first, its base next */
    size_t count;
    bool broken; /* a file could not be read or parsed */
};

/* Reads the file and its bases; what is wrong becomes problems. */
void sources_open(struct sources *self, struct reader *reader, const char *path);
void sources_close(struct sources *self);

/* `name` as seen from the folder of `file`; the caller frees. */
enum status path_beside(char **out, const char *file, const char *name, struct error *error) MUST_CHECK;

int32_t setting_line(const config_setting_t *setting);

#endif
