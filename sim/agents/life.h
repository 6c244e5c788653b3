/* Events in a person's life. They keep state, spells and counts in step, and tell the screen when hazards may have
   risen (agents/candidates.h). All take the strip that holds the row. */
#ifndef ROUTEWAY_AGENTS_LIFE_H
#define ROUTEWAY_AGENTS_LIFE_H

#include "agents/world.h"

struct job {
    uint16_t area;
    uint8_t sector, band, size, contract;
    int8_t match;
    uint16_t wage; /* pence an hour */
    uint8_t hours;
};

/* Adds (sign +1) or takes away (-1) everything that the person contributes to the stocks. */
void life_contribute(const struct world *self, struct strip *strip, uint32_t row, int sign);

/* The same for the accounts alone, as ages and sanctions stood in a week. */
void life_contribute_accounts(const struct world *self, struct strip *strip, uint32_t row, int32_t week, int sign);

/* The person, not employed before or after, changes activity or claim. `end` says where a JSA claim went, if it ends.
 */
void life_change(const struct world *self, struct strip *strip, uint32_t row, enum activity activity, enum claim claim,
                 enum claim_end end);

/* The person starts a job, from whatever state, another job included. */
void life_hire(const struct world *self, struct strip *strip, uint32_t row, const struct job *job);

/* The job ends, and the person does something else. */
void life_leave_job(const struct world *self, struct strip *strip, uint32_t row, enum job_end why,
                    enum activity activity, enum claim claim);

/* The person turns 65 and leaves the model. */
void life_exit(const struct world *self, struct strip *strip, uint32_t row);

/* The person changes the area of residence. */
void life_move(const struct world *self, struct strip *strip, uint32_t row, uint16_t area);

/* Pay, hours, band or contract change within a job. */
void life_adjust_job(const struct world *self, struct strip *strip, uint32_t row, uint16_t wage, uint8_t hours,
                     uint8_t band, uint8_t contract);

/* A child is born to the person, who cares for it. */
void life_birth(const struct world *self, struct strip *strip, uint32_t row);

/* The person's JSA is stopped up to a week. */
void life_sanction(const struct world *self, struct strip *strip, uint32_t row, int32_t until);

/* Records the spell that the person is in, up to a week; open = cut off by the end of the run. */
void life_record_spell(const struct world *self, struct strip *strip, uint32_t row, int32_t end_week, int open);

/* Which part of a claim's life a number of weeks falls in. */
enum claim_age claim_age_of(int32_t weeks);

#endif
