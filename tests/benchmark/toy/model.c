/* Persons, and the loop over weeks and blocks of rows. */
#include "core/hazard.h"
#include "core/memory.h"
#include "core/parallel_for.h"
#include "internal.h"

/* Rows of one task. Their columns, and what the screen finds in a strip of them, fit the nearest caches of a core: the
   processes read there what the screen has just read. */
#define BLOCK (4 * SCREEN_MOST)

struct toy {
    struct toy_options options;
    struct toy_tables tables;
    struct toy_persons persons;
    struct toy_counts *blocks; /* persons by state in each block */
    size_t n_blocks;
    struct toy_counts *after; /* by week, from the start */
    uint32_t rows;            /* persons, and nobody up to a multiple of SCREEN_WORD */
    int32_t week;
};

static void start_person(struct toy *self, uint32_t row, uint32_t threshold)
{
    struct random_key key = {self->options.seed, 0};
    struct random_block draw = random_draw(key, row, 0, PURPOSE_INITIAL, 0);
    bool unemployed = random_below(draw.word[0], threshold);
    uint32_t band = unemployed ? BAND_UNEMPLOYED : BAND_NEW_JOB;
    self->persons.class[row] = (uint8_t)(band * SKILLS + row % SKILLS);
    self->blocks[row / BLOCK].persons[unemployed ? UNEMPLOYED : EMPLOYED]++;
}

static uint32_t last_row(const struct toy *self, size_t block)
{
    uint32_t last = ((uint32_t)block + 1) * BLOCK;
    return last < self->rows ? last : self->rows;
}

static void start_block(void *context, size_t block)
{
    struct toy *self = context;
    uint32_t threshold = threshold_from_share(START_UNEMPLOYED);
    for (uint32_t row = (uint32_t)block * BLOCK; row < last_row(self, block); row++)
        if (row < self->options.persons)
            start_person(self, row, threshold);
        else
            self->persons.class[row] = SCREEN_NOBODY;
}

static void week_of_block(void *context, size_t block)
{
    struct toy *self = context;
    struct toy_strip strip;
    strip.change = (struct toy_counts){{0}};
    strip.persons = self->persons;
    strip.tables = &self->tables;
    strip.draw = (struct screen_draw){{self->options.seed, 0}, self->week, PURPOSE_SCREEN, PURPOSE_SCREEN_TAIL};
    uint32_t last = last_row(self, block);
    for (strip.first = (uint32_t)block * BLOCK; strip.first < last; strip.first += SCREEN_MOST) {
        strip.words = (last - strip.first < SCREEN_MOST ? last - strip.first : SCREEN_MOST) / SCREEN_WORD;
        screen_class(&strip.draw, strip.first, strip.words, self->persons.class + strip.first, &self->tables.limits,
                     &strip.found);
        toy_exits_of_week(&strip);
    }
    for (int state = 0; state < STATES; state++)
        self->blocks[block].persons[state] += strip.change.persons[state];
}

static void count(struct toy *self, int32_t weeks)
{
    for (size_t block = 0; block < self->n_blocks; block++)
        for (int state = 0; state < STATES; state++)
            self->after[weeks].persons[state] += self->blocks[block].persons[state];
}

enum status toy_new(struct toy **out, const struct toy_options *options, struct error *error)
{
    struct toy *self = NULL;
    enum status status = memory_new(&self, 1, sizeof *self, error);
    if (status != STATUS_OK)
        return status;
    self->options = *options;
    self->rows = (options->persons + SCREEN_WORD - 1) / SCREEN_WORD * SCREEN_WORD;
    self->n_blocks = (self->rows + BLOCK - 1) / BLOCK;
    if ((status = memory_new(&self->persons.class, self->rows, 1, error)) != STATUS_OK ||
        (status = memory_new(&self->persons.entry, self->rows, sizeof *self->persons.entry, error)) != STATUS_OK ||
        (status = memory_new(&self->blocks, self->n_blocks, sizeof *self->blocks, error)) != STATUS_OK ||
        (status = memory_new(&self->after, (size_t)options->weeks + 1, sizeof *self->after, error)) != STATUS_OK) {
        toy_free(self);
        return status;
    }
    toy_tables_init(&self->tables);
    parallel_for(options->threads, self->n_blocks, start_block, self);
    count(self, 0);
    *out = self;
    return STATUS_OK;
}

void toy_free(struct toy *self)
{
    if (!self)
        return;
    memory_free(self->persons.class);
    memory_free(self->persons.entry);
    memory_free(self->blocks);
    memory_free(self->after);
    memory_free(self);
}

void toy_run(struct toy *self)
{
    for (self->week = 0; self->week < self->options.weeks; self->week++) {
        parallel_for(self->options.threads, self->n_blocks, week_of_block, self);
        count(self, self->week + 1);
    }
}

struct toy_counts toy_counts_after(const struct toy *self, int32_t weeks)
{
    return self->after[weeks];
}

/* FNV-1a, eight bytes from the lowest up. */
static uint64_t digest_number(uint64_t digest, uint64_t number)
{
    for (int byte = 0; byte < 8; byte++)
        digest = (digest ^ (number >> (8 * byte) & 0xff)) * 0x100000001b3u;
    return digest;
}

uint64_t toy_digest(const struct toy *self)
{
    uint64_t digest = 0xcbf29ce484222325u;
    for (uint32_t row = 0; row < self->options.persons; row++) {
        uint64_t class = self->persons.class[row], entry = (uint16_t)self->persons.entry[row];
        digest = digest_number(digest, entry << 8 | class);
    }
    for (int32_t weeks = 0; weeks <= self->options.weeks; weeks++)
        for (int state = 0; state < STATES; state++)
            digest = digest_number(digest, (uint64_t)self->after[weeks].persons[state]);
    return digest;
}
