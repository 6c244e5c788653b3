#include "processes/provision/provision.h"

enum status provision_prepare(struct world *world, struct error *error)
{
    (void)world;
    (void)error;
    return STATUS_OK;
}
