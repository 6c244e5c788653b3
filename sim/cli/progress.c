#include "cli/progress.h"
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TERMINAL_SECONDS 0.2
#define PLAIN_SECONDS 10.0

double clock_seconds(void)
{
    struct timespec now = {0, 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void progress_begin(struct progress *self, FILE *out, uint64_t weeks)
{
    double now = clock_seconds();
    *self = (struct progress){
        .out = out, .terminal = isatty(fileno(out)) != 0, .started = now, .last = now, .weeks = weeks};
}

bool progress_is_due(const struct progress *self)
{
    return clock_seconds() - self->last >= (self->terminal ? TERMINAL_SECONDS : PLAIN_SECONDS);
}

void progress_show(struct progress *self, uint64_t weeks, uint64_t person_weeks, const char *so_far)
{
    double now = clock_seconds();
    char left[40], rate[40];
    self->last = now;
    double elapsed = now - self->started;
    print_seconds(elapsed * (double)(self->weeks - weeks) / (double)weeks, left, sizeof left);
    print_thousands((double)person_weeks / (elapsed > 0 ? elapsed : 1), rate, sizeof rate);
    /* short enough for a line of 80 characters, which is drawn over */
    (void)fprintf(self->out, "%s%.0f%%, %s left, %s p-w/s; %s%s", self->terminal ? "\r" : "",
                  100.0 * (double)weeks / (double)self->weeks, left, rate, so_far, self->terminal ? "\033[K" : "\n");
    (void)fflush(self->out);
    self->drawn = self->terminal;
}

void progress_end(struct progress *self)
{
    if (self->drawn)
        (void)fprintf(self->out, "\r\033[K");
    self->drawn = false;
    (void)fflush(self->out);
}

void print_bytes(double bytes, char *out, size_t size)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    while (bytes >= 1000 && unit < 4) {
        bytes /= 1000;
        unit++;
    }
    (void)snprintf(out, size, bytes < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

void print_seconds(double seconds, char *out, size_t size)
{
    if (seconds < 90)
        (void)snprintf(out, size, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    else if (seconds < 5400)
        (void)snprintf(out, size, "%.0f min", seconds / 60);
    else
        (void)snprintf(out, size, "%.0f h %02.0f min", (double)(int64_t)(seconds / 3600),
                       (double)((int64_t)(seconds / 60) % 60));
}

void print_thousands(double number, char *out, size_t size)
{
    char digits[40];
    int length = snprintf(digits, sizeof digits, "%.0f", number);
    size_t at = 0;
    for (int i = 0; i < length && at + 2 < size; i++) {
        if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at < size ? at : size - 1] = 0;
}
