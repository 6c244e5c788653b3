#include "record/publish.h"
#include "core/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum status taken(const char *path, struct error *error)
{
    return error_set(error, STATUS_STORAGE,
                     "%s exists already and is kept; name another file with --output, or pass --force", path);
}

enum status publish_folder(const char *path, char **out, struct error *error)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 1;
    if (slash == path)
        length = 1;
    enum status status = memory_new(out, length + 1, 1, error);
    if (status == STATUS_OK)
        memcpy(*out, slash ? path : ".", length);
    return status;
}

enum status publish_check(const char *path, bool force, struct error *error)
{
    struct stat about;
    const char *slash = strrchr(path, '/');
    if (path[0] == 0 || (slash && slash[1] == 0))
        return error_set(error, STATUS_USAGE, "'%s' names no file", path);
    if (lstat(path, &about) == 0) {
        if (!S_ISREG(about.st_mode))
            return error_set(error, STATUS_STORAGE,
                             "%s is no regular file and is left alone; name another with --output", path);
        return force ? STATUS_OK : taken(path, error);
    }
    if (errno != ENOENT)
        return error_set(error, STATUS_STORAGE, "%s: %s", path, strerror(errno));
    char *folder = NULL;
    enum status status = publish_folder(path, &folder, error);
    if (status == STATUS_OK && (stat(folder, &about) != 0 || !S_ISDIR(about.st_mode)))
        status =
            error_set(error, STATUS_STORAGE, "the folder %s of the result does not exist; create it first", folder);
    else if (status == STATUS_OK && access(folder, W_OK | X_OK) != 0)
        status =
            error_set(error, STATUS_STORAGE, "nothing can be written in the folder %s: %s", folder, strerror(errno));
    memory_free(folder);
    return status;
}

/* Unique among the processes of this machine by pid, and among machines that share a folder by clock and address. */
static uint32_t random_part(const void *salt, unsigned attempt)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    uint64_t mixed =
        (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u + (uint64_t)now.tv_sec + (uint64_t)(uintptr_t)salt + attempt;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    return (uint32_t)(mixed >> 32);
}

enum status publish_temporary(const char *path, char **out, struct error *error)
{
    char *folder = NULL;
    enum status status = publish_folder(path, &folder, error);
    if (status != STATUS_OK)
        return status;
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t size = strlen(folder) + strlen(name) + 64;
    status = memory_new(out, size, 1, error);
    struct stat about;
    unsigned attempt = 0;
    while (status == STATUS_OK) {
        /* A long name is cut, so that the additions do not exceed what a file system allows. */
        (void)snprintf(*out, size, "%s/.%.200s.%ld-%08" PRIx32 ".tmp", folder, name, (long)getpid(),
                       random_part(out, attempt));
        if (lstat(*out, &about) != 0 && errno == ENOENT)
            break;
        if (++attempt == 100)
            status =
                error_set(error, STATUS_STORAGE, "no temporary file can be made in %s: %s", folder, strerror(errno));
    }
    memory_free(folder);
    return status;
}

enum status publish_nameless(const char *path, int *descriptor, struct error *error)
{
    char *name = NULL;
    *descriptor = -1;
    enum status status = publish_temporary(path, &name, error);
    if (status == STATUS_OK) {
        *descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (*descriptor < 0)
            status =
                error_set(error, STATUS_STORAGE, "no temporary file can be made beside %s: %s", path, strerror(errno));
        else
            (void)unlink(name);
    }
    memory_free(name);
    return status;
}

static enum status sync_path(const char *path, int flags, struct error *error)
{
    int descriptor = open(path, flags | O_CLOEXEC);
    if (descriptor < 0)
        return error_set(error, STATUS_STORAGE, "%s: %s", path, strerror(errno));
    /* Some file systems cannot sync a folder and say EINVAL: nothing more can be done there. */
    int failed = fsync(descriptor) != 0 && !(errno == EINVAL && (flags & O_DIRECTORY)) ? errno : 0;
    (void)close(descriptor);
    if (failed)
        return error_set(error, STATUS_STORAGE, "%s could not be written to the disk: %s", path, strerror(failed));
    return STATUS_OK;
}

/* link() never replaces, unlike rename(); where there are no hard links, the window between check and rename stays. */
static enum status give_name(const char *temporary, const char *path, bool force, struct error *error)
{
    struct stat about;
    if (!force && link(temporary, path) == 0)
        return unlink(temporary) == 0 ? STATUS_OK
                                      : error_set(error, STATUS_STORAGE, "%s: %s", temporary, strerror(errno));
    if (!force && (errno == EEXIST || lstat(path, &about) == 0))
        return taken(path, error);
    if (rename(temporary, path) != 0)
        return error_set(error, STATUS_STORAGE, "%s could not be given its name: %s", path, strerror(errno));
    return STATUS_OK;
}

enum status publish_rename(const char *temporary, const char *path, bool force, struct error *error)
{
    char *folder = NULL;
    enum status status = sync_path(temporary, O_RDONLY, error);
    if (status == STATUS_OK)
        status = give_name(temporary, path, force, error);
    if (status == STATUS_OK)
        status = publish_folder(path, &folder, error);
    if (status == STATUS_OK)
        status = sync_path(folder, O_RDONLY | O_DIRECTORY, error);
    memory_free(folder);
    return status;
}
