#include "scenario/text_file.h"
#include "core/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_NONBLOCK: opening a FIFO that nobody writes to must not hang. */
static int open_regular(const char *path, size_t most, size_t *size, const char **why)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat facts;
    *why = NULL;
    if (file < 0) {
        *why = strerror(errno);
        return -1;
    }
    if (fstat(file, &facts) != 0)
        *why = strerror(errno);
    else if (S_ISDIR(facts.st_mode))
        *why = "it is a folder, not a file";
    else if (!S_ISREG(facts.st_mode))
        *why = "it is not a regular file";
    else if (facts.st_size < 0 || (uintmax_t)facts.st_size > most)
        *why = "it is too large (scenario files have at most 1 MiB, tables 16 MiB)";
    if (*why) {
        (void)close(file);
        return -1;
    }
    *size = (size_t)facts.st_size;
    return file;
}

static const char *read_all(int file, char *text, size_t *size)
{
    size_t done = 0;
    while (done < *size) {
        ssize_t got = read(file, text + done, *size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return strerror(errno);
        if (got == 0)
            break;
        done += (size_t)got;
    }
    *size = done;
    return NULL;
}

enum status text_file_read(char **text, size_t *size, const char *path, size_t most, enum status kind,
                           struct place place, struct problems *problems, struct error *error)
{
    *text = NULL;
    const char *why = NULL;
    int file = open_regular(path, most, size, &why);
    if (file >= 0) {
        enum status status = memory_new(text, *size + 1, 1, error);
        if (status == STATUS_OK)
            why = read_all(file, *text, size);
        (void)close(file);
        if (status != STATUS_OK)
            return status;
    }
    if (why) {
        memory_free(*text);
        *text = NULL;
        if (place.file)
            (void)problems_add(problems, kind, place, "", "%s cannot be read: %s", path, why);
        else
            (void)problems_add(problems, kind, (struct place){path, 0}, "", "this file cannot be read: %s", why);
    }
    return STATUS_OK;
}

/* Length of the UTF-8 sequence at text, 0 if it is broken, overlong, a surrogate or beyond U+10FFFF. */
static size_t sequence_length(const unsigned char *text, size_t left)
{
    size_t length = text[0] < 0x80   ? 1
                    : text[0] < 0xC2 ? 0
                    : text[0] < 0xE0 ? 2
                    : text[0] < 0xF0 ? 3
                    : text[0] < 0xF5 ? 4
                                     : 0;
    if (length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F) ||
        (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
        return 0;
    return length;
}

int32_t text_bad_line(const char *text, size_t size)
{
    int32_t line = 1;
    for (size_t i = 0; i < size;) {
        unsigned char byte = (unsigned char)text[i];
        size_t length = sequence_length((const unsigned char *)text + i, size - i);
        if (!length || byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r'))
            return line;
        line += byte == '\n';
        i += length;
    }
    return 0;
}
