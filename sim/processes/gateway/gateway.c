#include "processes/gateway/gateway.h"

enum status gateway_prepare(struct world *world, struct error *error)
{
    (void)world;
    (void)error;
    return STATUS_OK;
}
