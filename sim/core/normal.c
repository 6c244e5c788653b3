#include "core/normal.h"
#include "core/math.h"

void normal_table_init(struct normal_table *self)
{
    for (int32_t i = 0; i < NORMAL_CELLS; i++) {
        double z = math_normal_quantile((i + 0.5) / NORMAL_CELLS) * NORMAL_UNIT;
        self->value[i] = (int8_t)(z + (z >= 0 ? 0.5 : -0.5));
    }
}
