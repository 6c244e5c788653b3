#include "verify/verify.h"
#include <string.h>

static void add(struct verify_list *self, struct verify_result result)
{
    double off = result.found - result.expected;
    result.ok = off <= result.tolerance && -off <= result.tolerance;
    self->failed += !result.ok;
    if (self->count < VERIFY_MOST)
        self->results[self->count++] = result;
    else
        self->failed++; /* a list that is too short must not hide a check */
}

void verify_add_random(struct verify_list *self, const char *name, double expected, double found, double standard_error)
{
    add(self, (struct verify_result){name, expected, found, standard_error, VERIFY_ERRORS * standard_error, 0});
}

void verify_add_exact(struct verify_list *self, const char *name, double expected, double found, double tolerance)
{
    add(self, (struct verify_result){name, expected, found, 0, tolerance, 0});
}

enum status verify_all(struct verify_list *self, struct error *error)
{
    memset(self, 0, sizeof *self);
    verify_random_numbers(self);
    if (verify_share_out(self, error) != STATUS_OK || verify_closed_forms(self, error) != STATUS_OK)
        return error->status;
    return verify_runs(self, error);
}
