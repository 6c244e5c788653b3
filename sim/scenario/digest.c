/* The scenario digest: 64-bit FNV-1a (offset basis 14695981039346656037, prime 1099511628211) over, in this order:
     "routeway plan 1", the number of parameters;
     for each parameter its module and name, and the IEEE bits of each cell's value at the start (what the leading rows
       make of the defaults: those that set, for everyone and always);
     the remaining rows: module, name, cell, operation, from and until week, bits of the value, bits of the scope's
       share, its lottery, and a byte an area;
     the region: number of areas; of each area code, name, and the bits of every fact in declared order; the bits of
       the commuting table.
   Texts go in with their final 0, whole numbers as 8 bytes, lowest first. Titles, file names and comments do not count.
 */
#include "scenario/scenario.h"
#include <string.h>

#define FNV_OFFSET 14695981039346656037u
#define FNV_PRIME 1099511628211u

static void add_byte(uint64_t *digest, unsigned byte)
{
    *digest = (*digest ^ byte) * FNV_PRIME;
}

static void add_number(uint64_t *digest, uint64_t number)
{
    for (unsigned shift = 0; shift < 64; shift += 8)
        add_byte(digest, (unsigned)(number >> shift) & 0xFFu);
}

static void add_real(uint64_t *digest, double value)
{
    uint64_t bits;
    double plain = value + 0.0; /* -0 counts as 0 */
    memcpy(&bits, &plain, sizeof bits);
    add_number(digest, bits);
}

static void add_text(uint64_t *digest, const char *text)
{
    for (; *text; text++)
        add_byte(digest, (unsigned char)*text);
    add_byte(digest, 0);
}

static bool is_base(const struct plan_row *row)
{
    return row->operation == PLAN_SET && row->scope == 0 && row->from_week == PLAN_ALWAYS_FROM &&
           row->until_week == PLAN_ALWAYS_UNTIL;
}

/* The rows before the first change. */
static size_t count_leading(const struct plan *self)
{
    size_t n = 0;
    while (n < self->n_rows && (is_base(&self->rows[n]) || self->rows[n].operation == PLAN_KNOT))
        n++;
    return n;
}

/* The last of the leading rows that sets the cell wins; where there is a path, no such value is used. */
static double start_value(const struct plan *self, size_t leading, size_t parameter, size_t cell, double value)
{
    for (size_t i = 0; i < leading; i++) {
        const struct plan_row *row = &self->rows[i];
        if (row->parameter != parameter)
            continue;
        if (row->operation == PLAN_KNOT)
            return 0;
        if (row->cell == cell || row->cell == PLAN_ALL_CELLS)
            value = row->value;
    }
    return value;
}

static void add_row(uint64_t *digest, const struct plan *self, const struct plan_row *row)
{
    size_t count;
    const struct parameter *parameter = &parameters_all(&count)[row->parameter];
    const struct plan_scope *scope = &self->scopes[row->scope];
    add_text(digest, parameter->module);
    add_text(digest, parameter->name);
    add_number(digest, row->cell);
    add_number(digest, (uint64_t)row->operation);
    add_number(digest, (uint64_t)(int64_t)row->from_week);
    add_number(digest, (uint64_t)(int64_t)row->until_week);
    add_real(digest, row->value);
    add_real(digest, scope->share);
    add_number(digest, scope->lottery);
    for (size_t area = 0; area < self->region.n_areas; area++)
        add_byte(digest, scope->areas[area]);
}

static void add_area(uint64_t *digest, const struct area_facts *area)
{
    const double facts[] = {
        area->population_16_64, area->population_16_24,     area->employment_rate,         area->unemployed_share,
        area->claimant_share,   area->long_term_sick_share, area->no_qualifications_share, area->level4_plus_share,
        area->weekly_pay,       area->rural_share,          area->deprived_share};
    add_text(digest, area->code);
    add_text(digest, area->name);
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        add_real(digest, facts[i]);
    for (size_t i = 0; i < SECTOR_COUNT; i++)
        add_real(digest, area->industry[i]);
}

uint64_t plan_digest(const struct plan *self)
{
    size_t n_parameters;
    const struct parameter *all = parameters_all(&n_parameters);
    size_t leading = count_leading(self);
    uint64_t digest = FNV_OFFSET;
    add_text(&digest, "routeway plan 1");
    add_number(&digest, n_parameters);
    for (size_t i = 0; i < n_parameters; i++) {
        add_text(&digest, all[i].module);
        add_text(&digest, all[i].name);
        for (size_t cell = 0; cell < all[i].count; cell++)
            add_real(&digest, start_value(self, leading, i, cell, all[i].defaults[cell]));
    }
    for (size_t i = 0; i < self->n_rows; i++)
        if (i >= leading || self->rows[i].operation == PLAN_KNOT)
            add_row(&digest, self, &self->rows[i]);
    add_number(&digest, self->region.n_areas);
    for (size_t area = 0; area < self->region.n_areas; area++)
        add_area(&digest, &self->region.areas[area]);
    for (size_t i = 0; i < self->region.n_areas * self->region.n_areas; i++)
        add_real(&digest, self->region.commuting[i]);
    return digest;
}
