#include "core/measure.h"
#include <string.h>

bool measure_is_wide(const struct measure *self)
{
    return strncmp(self->unit, "pence", 5) == 0 || strncmp(self->unit, "GBP", 3) == 0 || strstr(self->unit, "second") ||
           strstr(self->unit, "hour");
}
