/* Standard normal draws by table, in steps of 1/32 (as stored in person columns). */
#ifndef ROUTEWAY_CORE_NORMAL_H
#define ROUTEWAY_CORE_NORMAL_H

#include <stdint.h>

#define NORMAL_UNIT 32 /* one standard deviation */
#define NORMAL_CELLS 4096

struct normal_table {
    int8_t value[NORMAL_CELLS];
};

void normal_table_init(struct normal_table *self);

static inline int32_t normal_draw(const struct normal_table *self, uint32_t draw)
{
    return self->value[draw >> 20];
}

#endif
