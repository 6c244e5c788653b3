#include "agents/region.h"
#include "core/memory.h"
#include <string.h>

void region_clear(struct region *self)
{
    memory_free(self->areas);
    memory_free(self->commuting);
    memset(self, 0, sizeof *self);
}
