#include "agents/search.h"
#include "agents/journeys.h"
#include "core/math.h"
#include "core/normal.h"

static int32_t q16(double x)
{
    return (int32_t)(x * HAZARD_ONE + (x >= 0 ? 0.5 : -0.5));
}

static void fill_levels(struct search_tables *self, const struct rules *rules)
{
    const struct matching_params *m = &rules->matching;
    double unemployed = m->application_rate * m->no_claim_factor;
    double inactive = m->application_rate * m->inactive_factor;
    double rates[ACTIVITY_COUNT] = {
        0, m->application_rate * m->employed_factor, unemployed, inactive, inactive, inactive, 0};
    for (int a = 0; a < ACTIVITY_COUNT; a++) {
        self->base[a][0] = hazard_from_rate(rates[a]);
        self->base[a][1] = a == ACTIVITY_SEARCHING ? hazard_from_rate(m->application_rate) : self->base[a][0];
    }
    self->by_search = hazard_from_effect(m->search_effect / NORMAL_UNIT);
    self->stuck = hazard_from_effect(m->stuck_effect);
    for (int b = 0; b < BARRIER_COUNT; b++)
        self->barrier[b] = hazard_from_effect(m->barrier_effect[b] / 255.0);
    self->caring = hazard_from_effect(m->barrier_effect[BARRIER_CARING]);
    self->lock_in[0] = 0;
    for (int s = 0; s < SERVICE_COUNT; s++)
        self->lock_in[s + 1] = hazard_from_rate(rules->provision.lock_in[s]);
    for (int s = 0; s < SERVICE_COUNT; s++)
        self->lock_in[SERVICE_COUNT + s + 1] = 0;
    self->sanction = hazard_from_rate(m->sanction_factor);
}

static void fill_durations(struct search_tables *self, const struct rules *rules)
{
    const struct matching_params *m = &rules->matching;
    for (int32_t w = 0; w < SEARCH_WEEKS; w++) {
        double fade = 1.0 - math_exp(-w / m->stigma_weeks);
        self->by_duration[w] =
            hazard_from_rate(m->duration_floor + (1.0 - m->duration_floor) * math_exp(-w / m->duration_weeks));
        self->stigma[w] = (int32_t)(m->stigma * fade * NORMAL_UNIT + 0.5);
        double reservation = m->reservation - m->reservation_fall * fade;
        self->reservation[w] = (int32_t)(reservation * NORMAL_UNIT + (reservation >= 0 ? 0.5 : -0.5));
    }
}

static void fill_contact(struct search_tables *self, const struct rules *rules)
{
    const struct jobcentre_params *j = &rules->jobcentre;
    for (int32_t i = 0; i < SEARCH_CONTACT_CELLS; i++) {
        double dose = 1.0 - math_exp(-(double)i * SEARCH_CONTACT_STEP / (j->h0 * 60.0));
        self->dose[i] = q16(dose);
        self->log_dose[i] = hazard_from_rate(dose);
    }
    self->log_kappa = hazard_from_rate(j->kappa);
    self->log_mean_rate = hazard_from_rate(rules->matching.application_rate);
    self->one_less_alpha = q16(1.0 - j->alpha);
    for (int32_t i = 0; i < SEARCH_SOFTPLUS_CELLS; i++)
        self->softplus[i] = q16(math_log2(1.0 + math_exp2(-16.0 + i / 32.0)));
    self->entry_only = (int)j->objective == OBJECTIVE_OFF_FLOW;
    self->by_schedule = (int)rules->shareout.pressure_by_schedule == TOGGLE_ON;
    bool pressed = self->entry_only || self->by_schedule;
    self->pressure_reservation = pressed ? q16(j->pressure_reservation * NORMAL_UNIT) : 0;
    self->patience = q16(rules->shareout.patience * NORMAL_UNIT);
}

void search_tables_fill(struct search_tables *self, const struct rules *rules)
{
    fill_levels(self, rules);
    fill_durations(self, rules);
    fill_contact(self, rules);
}

int32_t search_softplus(const struct search_tables *self, int32_t v)
{
    if (v <= -16 * HAZARD_ONE)
        return 0;
    if (v >= 16 * HAZARD_ONE)
        return v;
    return self->softplus[(v + 16 * HAZARD_ONE) / (HAZARD_ONE / 32)];
}

int32_t search_log_rate(const struct search_tables *self, const struct persons *p, uint32_t row, int32_t week)
{
    int32_t rate = self->base[p->activity[row]][is_jsa(p->claim[row])];
    bool employed = p->activity[row] == ACTIVITY_EMPLOYED;
    if (rate == HAZARD_NEVER || (p->flags[row] & PERSON_CORE))
        return HAZARD_NEVER;
    rate += self->by_search * persons_search(p, row) + self->barrier[BARRIER_HEALTH] * p->health[row] +
            self->barrier[BARRIER_SKILLS] * p->skills[row] + self->barrier[BARRIER_HOUSING] * p->housing[row] +
            self->barrier[BARRIER_CONFIDENCE] * p->confidence[row] + self->lock_in[p->service[row]];
    if (!employed)
        rate += self->by_duration[weeks_capped(week - p->out_of_work_since[row])];
    if (p->flags[row] & PERSON_STUCK)
        rate += self->stuck;
    if (persons_caring_binds(p, row, week))
        rate += self->caring;
    if (p->sanction_until[row] > week)
        rate += self->sanction;
    return rate;
}

int32_t search_lifted(const struct search_tables *self, int32_t log_rate, uint16_t contact)
{
    if (contact == 0 || log_rate == HAZARD_NEVER)
        return log_rate;
    int32_t distance = self->log_mean_rate - log_rate;
    int32_t lift = self->log_kappa + self->log_dose[contact_cell(contact)] +
                   (int32_t)((int64_t)self->one_less_alpha * distance / HAZARD_ONE);
    return log_rate + search_softplus(self, lift);
}

int32_t search_pressed(const struct world *world, uint32_t row)
{
    const struct search_tables *tables = search_tables_of(world, row);
    int32_t dose = tables->dose[contact_cell(world->persons.contact[row])];
    const struct journey *journey = tables->by_schedule ? journey_of(world, row) : NULL;
    if (journey_has_adviser(journey))
        return dose * journey->pressure / UINT8_MAX;
    return tables->entry_only ? dose : 0;
}

int32_t search_patient(const struct world *world, uint32_t row)
{
    const struct search_tables *tables = search_tables_of(world, row);
    if (!tables->by_schedule || !journey_has_adviser(journey_of(world, row)))
        return 0;
    return tables->dose[contact_cell(world->persons.contact[row])] - search_pressed(world, row);
}

static int32_t base_of(const struct search_tables *self, enum screen_class class)
{
    static const uint8_t activities[CLASSES] = {ACTIVITY_OUT,       ACTIVITY_EMPLOYED,  ACTIVITY_EMPLOYED,
                                                ACTIVITY_SEARCHING, ACTIVITY_SEARCHING, ACTIVITY_SICK,
                                                ACTIVITY_CARING,    ACTIVITY_OTHER,     ACTIVITY_STUDENT};
    return self->base[activities[class]][class == CLASS_CLAIMANT];
}

int32_t search_bound(const struct search_tables *self, enum screen_class class, unsigned level)
{
    int32_t base = base_of(self, class);
    if (base == HAZARD_NEVER || level == 0)
        return HAZARD_NEVER;
    if (level < SEARCH_LEVELS - 1)
        return base + search_edges[level - 1];
    int32_t strongest = base + self->by_search * (INT8_MAX + LEARNED_MOST) + (self->sanction > 0 ? self->sanction : 0);
    int32_t locked = 0;
    for (int s = 0; s < SERVICE_COUNT; s++)
        locked = self->lock_in[s + 1] > locked ? self->lock_in[s + 1] : locked;
    return search_lifted(self, strongest + locked, UINT16_MAX) +
           HAZARD_ONE / 16; /* more than the tables' steps can be off */
}

unsigned search_level(const struct search_tables *self, const struct persons *p, uint32_t row, enum screen_class class,
                      int32_t week)
{
    int32_t rate = search_log_rate(self, p, row, week);
    if (base_of(self, class) == HAZARD_NEVER || (p->flags[row] & PERSON_CORE))
        return 0; /* the rate itself can come to the same sum by chance */
    bool sanctioned = p->sanction_until[row] > week;
    if (p->activity[row] == ACTIVITY_EMPLOYED)
        rate -= self->barrier[BARRIER_SKILLS] * p->skills[row] + self->barrier[BARRIER_HOUSING] * p->housing[row] +
                self->barrier[BARRIER_CONFIDENCE] * p->confidence[row];
    if (persons_caring_binds(p, row, week) && self->caring < 0)
        rate -= self->caring;
    if (sanctioned && self->sanction < 0)
        rate -= self->sanction;
    if (!sanctioned && self->sanction > 0 && class == CLASS_CLAIMANT)
        rate += self->sanction;
    if (class == CLASS_CLAIMANT || p->contact[row] > 0)
        rate = search_lifted(self, rate, UINT16_MAX) + HAZARD_ONE / 16;
    return 1 + screen_level(search_edges, SEARCH_LEVELS - 2, rate - base_of(self, class));
}
