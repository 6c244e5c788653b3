/* The screen by class: its vector code and its scalar twin against the definition, one by one, and its probabilities.
 */
#include "core/hazard.h"
#include "core/screen_class.h"
#include "core/vector.h"
#include "helpers.h"
#include <math.h>

/* Bounds 0 and UINT32_MAX, one below 2^16, and others. */
static void random_bounds(uint64_t *numbers, uint32_t bounds[SCREEN_CLASSES])
{
    for (int class = 0; class < SCREEN_CLASSES; class ++)
        bounds[class] = next_number(numbers) >> next_number(numbers) % 20;
    bounds[next_number(numbers) % SCREEN_CLASSES] = 0;
    bounds[next_number(numbers) % SCREEN_CLASSES] = UINT32_MAX;
    bounds[next_number(numbers) % SCREEN_CLASSES] = 77;
}

static void random_classes(uint64_t *numbers, uint8_t classes[SCREEN_MOST])
{
    for (size_t i = 0; i < SCREEN_MOST; i++) {
        classes[i] = (uint8_t)next_number(numbers);
        classes[i] &= next_number(numbers) % 8 ? (uint8_t)~SCREEN_NOBODY : UINT8_MAX;
    }
}

static void check_definition(const struct screen_draw *draw, uint32_t first, size_t words, const uint8_t *classes,
                             const uint32_t *bounds, const struct screen_found *found)
{
    for (uint32_t i = 0; i < words * SCREEN_WORD; i++) {
        uint32_t identity = first + i, bound = bounds[classes[i] & 15];
        struct random_block block = random_draw(draw->key, identity / 8, draw->week, draw->purpose, 0);
        uint32_t upper = block.word[identity % 8 / 2] >> (identity % 2 ? 16 : 0) & 0xffff;
        bool wanted = !(classes[i] & SCREEN_NOBODY) && bound > 0 && upper <= bound >> 16;
        assert_int_equal(found->upper[i], upper);
        assert_int_equal(screen_upper(draw, identity), upper);
        assert_int_equal(found->candidates[i / 64] >> i % 64 & 1, wanted);
    }
}

static void candidates_are_those_of_the_definition(void **state)
{
    (void)state;
    static struct screen_found vector, scalar;
    static uint8_t classes[SCREEN_MOST];
    uint64_t numbers = 3;
    for (int trial = 0; trial < 60; trial++) {
        uint32_t bounds[SCREEN_CLASSES];
        struct screen_limits limits;
        struct screen_draw draw = {{next_number(&numbers), next_number(&numbers)},
                                   trial - 5,
                                   trial % 2 ? PURPOSE_SCREEN : PURPOSE_MATCH,
                                   PURPOSE_SCREEN_TAIL};
        size_t words = trial < 2 ? SCREEN_WORDS : (size_t)trial % 6;
        uint32_t first = trial == 2 ? UINT32_MAX - 127 : next_number(&numbers) / 64 * 64;
        random_bounds(&numbers, bounds);
        random_classes(&numbers, classes);
        screen_limits_set(&limits, bounds);
        memset(&vector, 0x55, sizeof vector);
        memset(&scalar, 0x55, sizeof scalar);
        vector_code_use(false);
        assert_false(vector_code_used());
        screen_class(&draw, first, words, classes, &limits, &scalar);
        vector_code_use(true);
        screen_class(&draw, first, words, classes, &limits, &vector);
        assert_memory_equal(&vector, &scalar, sizeof vector);
        check_definition(&draw, first, words, classes, bounds, &scalar);
    }
}

/* Bit of one identity when all of its word have a class of this bound; the same with and without vector code. */
static bool alone(const struct screen_draw *draw, uint32_t identity, uint32_t bound, uint8_t class)
{
    static struct screen_found found;
    uint32_t bounds[SCREEN_CLASSES] = {0}, first = identity / SCREEN_WORD * SCREEN_WORD;
    uint8_t classes[SCREEN_WORD];
    struct screen_limits limits;
    bool bits[2];
    bounds[class % SCREEN_CLASSES] = bound;
    memset(classes, class, sizeof classes);
    screen_limits_set(&limits, bounds);
    for (int vector = 0; vector < 2; vector++) {
        vector_code_use(vector);
        screen_class(draw, first, 1, classes, &limits, &found);
        bits[vector] = found.candidates[0] >> (identity - first) & 1;
    }
    assert_int_equal(bits[0], bits[1]);
    return bits[0];
}

/* A bound with the same upper half finds the draw, one less does not; 0 and nobody's class find none, even where the
   upper half is 0. */
static void bounds_are_met_exactly(void **state)
{
    (void)state;
    static const struct screen_draw draw = {{4, 9}, 11, PURPOSE_SCREEN, PURPOSE_SCREEN_TAIL};
    uint32_t zeros = 0;
    for (uint32_t identity = 0; identity < 1000000; identity++) {
        uint32_t upper = screen_upper(&draw, identity);
        uint8_t class = (uint8_t)(identity % 128);
        if (identity >= 5000 && upper > 0)
            continue;
        assert_true(alone(&draw, identity, upper ? upper << 16 : 1, class));
        assert_true(alone(&draw, identity, UINT32_MAX, class));
        assert_false(alone(&draw, identity, upper ? (upper << 16) - 1 : 0, class));
        assert_false(alone(&draw, identity, UINT32_MAX, class | SCREEN_NOBODY));
        zeros += upper == 0;
    }
    assert_true(zeros > 0);
}

/* Whatever the upper half, the answer is that of the whole draw, and thresholds up to the bound find no one else. */
static void exact_draws_are_whole(void **state)
{
    (void)state;
    static const struct screen_draw draw = {{8, 1}, 40, PURPOSE_SCREEN, PURPOSE_SCREEN_TAIL};
    for (uint32_t identity = 0; identity < 20000; identity++) {
        struct random_block high = random_draw(draw.key, identity / 8, 40, PURPOSE_SCREEN, 0);
        struct random_block low = random_draw(draw.key, identity / 8, 40, PURPOSE_SCREEN_TAIL, 0);
        uint32_t upper = random_lane(&high, identity % 8), tail = random_lane(&low, identity % 8);
        uint32_t whole = upper << 16 | tail;
        assert_int_equal(screen_tail(&draw, identity), tail);
        uint32_t thresholds[] = {0,         1,        1u << 16,   whole,       whole ? whole - 1 : 0,
                                 whole + 1, 1u << 31, UINT32_MAX, upper << 16, (upper << 16) + 0xffffu};
        for (size_t t = 0; t < sizeof thresholds / sizeof thresholds[0]; t++) {
            bool wanted = whole < thresholds[t];
            assert_int_equal(screen_below(&draw, identity, upper, thresholds[t]), wanted);
            assert_true(!wanted || upper <= thresholds[t] >> 16);
        }
    }
}

/* Probabilities down to a fraction of a step of 16 bits come out right, first and second of two competing outcomes. */
static void shares_are_those_of_the_thresholds(void **state)
{
    (void)state;
    static struct screen_found found;
    static const double first_share[] = {0.4e-5, 3e-5, 0.004, 0.3}, second_share[] = {1e-5, 2e-5, 0.01, 0.5};
    static uint8_t classes[SCREEN_MOST];
    uint32_t bounds[SCREEN_CLASSES] = {0}, happened[4][2] = {{0}};
    struct screen_limits limits;
    for (int class = 0; class < 4; class ++)
        bounds[class] = threshold_from_share(first_share[class] + second_share[class]);
    for (size_t i = 0; i < SCREEN_MOST; i++)
        classes[i] = (uint8_t)(i * 7 / 3 % 4);
    screen_limits_set(&limits, bounds);
    int calls = 2000;
    for (int call = 0; call < calls; call++) {
        struct screen_draw draw = {{1, 2}, call % 50, PURPOSE_SCREEN, PURPOSE_SCREEN_TAIL};
        uint32_t first = (uint32_t)(call / 50) * SCREEN_MOST;
        screen_class(&draw, first, SCREEN_WORDS, classes, &limits, &found);
        for (uint32_t i = 0; i < SCREEN_MOST; i++) {
            if (!(found.candidates[i / 64] >> i % 64 & 1))
                continue;
            uint32_t threshold = threshold_from_share(first_share[classes[i]]);
            if (screen_below(&draw, first + i, found.upper[i], threshold))
                happened[classes[i]][0]++;
            else if (screen_below(&draw, first + i, found.upper[i], bounds[classes[i]]))
                happened[classes[i]][1]++;
        }
    }
    double persons = (double)calls * SCREEN_MOST / 4;
    for (int class = 0; class < 4; class ++) {
        double first = persons * first_share[class], second = persons * second_share[class];
        assert_within(happened[class][0], first, 4 * sqrt(first));
        assert_within(happened[class][1], second, 4 * sqrt(second));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(candidates_are_those_of_the_definition),
        cmocka_unit_test(bounds_are_met_exactly),
        cmocka_unit_test(exact_draws_are_whole),
        cmocka_unit_test(shares_are_those_of_the_thresholds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
