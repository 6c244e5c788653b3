/* The two processes of a week: leaving work, and leaving unemployment or provision. */
#include "internal.h"

static int32_t weeks_in_state(const struct toy_strip *strip, uint32_t row)
{
    int32_t weeks = strip->draw.week - strip->persons.entry[row];
    return weeks < DURATIONS ? weeks : DURATIONS - 1;
}

static void enter(struct toy_strip *strip, uint32_t row, enum toy_state from, enum toy_state to, enum toy_band band)
{
    strip->persons.class[row] = (uint8_t)((unsigned)band * SKILLS + strip->persons.class[row] % SKILLS);
    strip->persons.entry[row] = (int16_t)(strip->draw.week + 1);
    strip->change.persons[from]--;
    strip->change.persons[to]++;
}

static bool below(const struct toy_strip *strip, uint32_t offset, uint32_t threshold)
{
    return screen_below(&strip->draw, strip->first + offset, strip->found.upper[offset], threshold);
}

void toy_employed(struct toy_strip *strip, uint32_t offset)
{
    uint32_t row = strip->first + offset, skill = strip->persons.class[row] % SKILLS;
    int32_t weeks = weeks_in_state(strip, row);
    if (below(strip, offset, strip->tables->first[EMPLOYED][weeks][skill]))
        enter(strip, row, EMPLOYED, UNEMPLOYED, BAND_UNEMPLOYED);
    else if (weeks >= BAND_JOB_FROM)
        strip->persons.class[row] = (uint8_t)(BAND_JOB * SKILLS + skill);
}

void toy_out_of_work(struct toy_strip *strip, uint32_t offset)
{
    uint32_t row = strip->first + offset, class = strip->persons.class[row], skill = class % SKILLS;
    enum toy_state state = class / SKILLS == BAND_UNEMPLOYED ? UNEMPLOYED : PROVISION;
    int32_t weeks = weeks_in_state(strip, row);
    if (below(strip, offset, strip->tables->first[state][weeks][skill]))
        enter(strip, row, state, EMPLOYED, BAND_NEW_JOB);
    else if (state == PROVISION && weeks >= TURNING) /* certain: no draw */
        enter(strip, row, PROVISION, UNEMPLOYED, BAND_UNEMPLOYED);
    else if (state == UNEMPLOYED && below(strip, offset, strip->tables->either[UNEMPLOYED][weeks][skill]))
        enter(strip, row, UNEMPLOYED, PROVISION, BAND_PROVISION);
}

void toy_exits_of_week(struct toy_strip *strip)
{
    for (uint32_t word = 0; word < strip->words; word++)
        for (uint64_t bits = strip->found.candidates[word]; bits; bits &= bits - 1) {
            uint32_t offset = word * SCREEN_WORD + (uint32_t)__builtin_ctzll(bits);
            if (strip->persons.class[strip->first + offset] < BAND_UNEMPLOYED * SKILLS)
                toy_employed(strip, offset);
            else
                toy_out_of_work(strip, offset);
        }
}
