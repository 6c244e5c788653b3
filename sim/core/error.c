#include "core/error.h"
#include <stdarg.h>
#include <stdio.h>

enum status error_set(struct error *self, enum status status, const char *format, ...)
{
    self->status = status;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(self->text, sizeof self->text, format, arguments);
    va_end(arguments);
    return status;
}
