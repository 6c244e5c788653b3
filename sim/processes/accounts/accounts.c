#include "processes/accounts/accounts.h"

enum status accounts_prepare(struct world *world, struct error *error)
{
    (void)world;
    (void)error;
    return STATUS_OK;
}
