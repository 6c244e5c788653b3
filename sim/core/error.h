/* What failed, where, and how to mend it: every function that can fail takes a struct error. */
#ifndef ROUTEWAY_CORE_ERROR_H
#define ROUTEWAY_CORE_ERROR_H

/* The values are the exit codes of the command line (docs/commands.md). */
enum status {
    STATUS_OK = 0,
    STATUS_FAILED = 1,
    STATUS_USAGE = 2,
    STATUS_BAD_SCENARIO = 3,
    STATUS_BAD_DATA = 4,
    STATUS_STORAGE = 5,
    STATUS_INTERRUPTED = 130
};

struct error {
    enum status status;
    char text[1000];
};

#if defined(__GNUC__)
#define MUST_CHECK __attribute__((warn_unused_result))
#define FORMAT(a, b) __attribute__((format(printf, a, b)))
#else
#define MUST_CHECK
#define FORMAT(a, b)
#endif

/* Records the failure and returns its status, so that `return error_set(...)` reads well. */
enum status error_set(struct error *self, enum status status, const char *format, ...) FORMAT(3, 4);

#endif
