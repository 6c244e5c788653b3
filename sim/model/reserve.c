/* Room in the lists that events fill, made between weeks so that a week's processes need ask for none. */
#include "core/memory.h"
#include "model/internal.h"

#define OF_LAST_WEEK 2   /* lists that are emptied each week: times what the fullest week took */
#define ROWS_A_PLACE 128 /* at first, and beside what is there: one place for so many rows */

static enum status reserve_strip(struct strip *strip, struct error *error)
{
    size_t more = (strip->last - strip->first) / ROWS_A_PLACE + 64;
    size_t spells = OF_LAST_WEEK * strip->n_spells + more, payments = OF_LAST_WEEK * strip->n_payments + more;
    if (memory_grow(&strip->spells, &strip->spells_room, spells, sizeof *strip->spells, error) != STATUS_OK ||
        memory_grow(&strip->payments, &strip->payments_room, payments, sizeof *strip->payments, error) != STATUS_OK ||
        memory_grow(&strip->ended, &strip->ended_room, OF_LAST_WEEK * strip->n_ended + more, sizeof *strip->ended,
                    error) != STATUS_OK ||
        memory_grow(&strip->due, &strip->due_room, strip->n_due ? strip->n_due + more : 0, sizeof *strip->due, error) !=
            STATUS_OK ||
        memory_grow(&strip->credits, &strip->credits_room, strip->n_credits ? strip->n_credits + more : 0,
                    sizeof *strip->credits, error) != STATUS_OK ||
        memory_grow(&strip->starts, &strip->starts_room, strip->n_starts + more, sizeof *strip->starts, error) !=
            STATUS_OK)
        return error->status;
    return memory_grow(&strip->journeys, &strip->journeys_room, strip->n_journeys + 2 * more, sizeof *strip->journeys,
                       error);
}

enum status reserve_lists(struct world *world, struct error *error)
{
    size_t waiting = 0;
    for (size_t s = 0; s < world->n_strips; s++) {
        if (reserve_strip(&world->strips[s], error) != STATUS_OK)
            return error->status;
        waiting += world->strips[s].journeys_room;
    }
    enum status status = memory_grow(&world->listed, &world->listed_room, waiting, sizeof *world->listed, error);
    return status == STATUS_OK
               ? memory_grow(&world->waiting, &world->waiting_room, waiting, sizeof *world->waiting, error)
               : status;
}
