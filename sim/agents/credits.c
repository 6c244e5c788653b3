#include "agents/credits.h"
#include "agents/journeys.h"
#include "core/memory.h"

struct credit *credits_find(const struct strip *strip, uint32_t row, uint8_t stream)
{
    for (uint32_t i = 0; i < strip->n_credits; i++)
        if (strip->credits[i].row == row && strip->credits[i].stream == stream)
            return &strip->credits[i];
    return NULL;
}

static struct credit *add(struct strip *strip)
{
    struct error error;
    if (memory_grow(&strip->credits, &strip->credits_room, (size_t)strip->n_credits + 1, sizeof *strip->credits,
                    &error) != STATUS_OK) {
        strip->failed = 1;
        return NULL;
    }
    struct credit *credit = &strip->credits[strip->n_credits++];
    *credit = (struct credit){0};
    return credit;
}

void credits_begin(const struct world *world, struct strip *strip, const struct journey *journey, enum course_end how)
{
    uint32_t row = journey->row;
    if (rules_of(world, row)->credit.window_weeks < 1 || world->persons.activity[row] == ACTIVITY_OUT ||
        journey_is_elsewhere(journey))
        return;
    struct credit *credit = credits_find(strip, row, journey->stream);
    if (!credit)
        credit = add(strip);
    if (!credit)
        return;
    /* a stream is not credited with one job twice */
    bool again = credit->paid && world->persons.activity[row] == ACTIVITY_EMPLOYED &&
                 credit->spell == world->persons.job_since[row];
    *credit = (struct credit){.row = row,
                              .ended = (int16_t)world->week,
                              .spell = again                        ? credit->spell
                                       : journey->outcome_pence > 0 ? journey->outcome_spell
                                                                    : WEEK_NONE,
                              .stream = journey->stream,
                              .provider = journey->provider,
                              .group = journey->group,
                              .how = (uint8_t)how,
                              .paid = again || journey->outcome,
                              .twice = credit->twice};
}

void credits_forget(struct strip *strip, struct credit *credit)
{
    *credit = strip->credits[--strip->n_credits];
}
