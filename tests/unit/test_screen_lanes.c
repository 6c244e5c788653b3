/* Vector code and its scalar twins: draws of many counters, lanes against the limits of keys, masks of neighbours. */
#include "core/masks.h"
#include "core/screen_lanes.h"
#include "core/vector.h"
#include "helpers.h"

#define KEYS 37

static void draws_of_any_counters_are_the_same(void **state)
{
    (void)state;
    uint64_t numbers = 11;
    static const size_t counts[] = {0, 1, 7, 8, 9, 33, RANDOM_MANY};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        struct random_key key = {next_number(&numbers), next_number(&numbers)};
        struct random_counters counters = {{0}, {0}, {0}};
        struct random_block vector[RANDOM_MANY], scalar[RANDOM_MANY];
        for (size_t i = 0; i < counts[c]; i++) {
            counters.id[i] = i == 0 ? UINT32_MAX : next_number(&numbers);
            counters.week[i] = i == 1 ? (uint32_t)-3 : next_number(&numbers) % 600;
            counters.index[i] = next_number(&numbers);
        }
        random_each(key, PURPOSE_APPLY, &counters, counts[c], vector);
        random_each_scalar(key, PURPOSE_APPLY, &counters, counts[c], scalar);
        for (size_t i = 0; i < counts[c]; i++) {
            struct random_block one =
                random_draw(key, counters.id[i], (int32_t)counters.week[i], PURPOSE_APPLY, counters.index[i]);
            assert_memory_equal(&vector[i], &one, sizeof one);
            assert_memory_equal(&scalar[i], &one, sizeof one);
        }
    }
}

/* Limits of nothing, of everything, and at, just below and just above what is drawn. */
static void fill_limits(uint16_t limits[KEYS][RANDOM_LANES], const uint16_t keys[SCREEN_ROWS],
                        const struct random_block blocks[SCREEN_ROWS], uint64_t *numbers)
{
    for (int k = 0; k < KEYS; k++)
        for (unsigned lane = 0; lane < RANDOM_LANES; lane++)
            limits[k][lane] = (uint16_t)(k == 0 ? 0 : k == 1 ? UINT16_MAX : next_number(numbers));
    for (int i = 0; i < SCREEN_ROWS; i++)
        for (unsigned lane = 0; lane < RANDOM_LANES && keys[i] > 1; lane++) {
            uint32_t here = random_lane(&blocks[i], lane), kind = next_number(numbers) % 4;
            if (kind < 3)
                limits[keys[i]][lane] = (uint16_t)(kind == 0 ? here : kind == 1 ? here - (here > 0) : here + 1);
        }
}

static void lanes_are_compared_with_the_limits_of_keys(void **state)
{
    (void)state;
    uint64_t numbers = 5;
    for (int32_t week = -2; week < 300; week++) {
        struct random_key key = {next_number(&numbers), next_number(&numbers)};
        uint32_t ids[SCREEN_ROWS];
        uint16_t keys[SCREEN_ROWS], limits[KEYS][RANDOM_LANES];
        struct random_block blocks[SCREEN_ROWS], twins[SCREEN_ROWS];
        uint64_t vector[RANDOM_LANES], scalar[RANDOM_LANES];
        for (int i = 0; i < SCREEN_ROWS; i++) {
            ids[i] = next_number(&numbers);
            keys[i] = (uint16_t)(next_number(&numbers) % KEYS);
            blocks[i] = random_draw(key, ids[i], week, PURPOSE_SCREEN, 0);
        }
        fill_limits(limits, keys, blocks, &numbers);
        const uint16_t(*rows)[RANDOM_LANES] = (const uint16_t(*)[RANDOM_LANES])limits;
        screen_lanes(key, ids, week, PURPOSE_SCREEN, keys, rows, vector, blocks);
        screen_lanes_scalar(key, ids, week, PURPOSE_SCREEN, keys, rows, scalar, twins);
        assert_memory_equal(vector, scalar, sizeof vector);
        assert_memory_equal(blocks, twins, sizeof blocks);
        for (int i = 0; i < SCREEN_ROWS; i++)
            for (unsigned lane = 0; lane < RANDOM_LANES; lane++)
                assert_int_equal(vector[lane] >> i & 1u, random_lane(&blocks[i], lane) <= limits[keys[i]][lane]);
    }
}

static void masks_say_who(void **state)
{
    (void)state;
    uint64_t numbers = 3;
    for (int round = 0; round < 2000; round++) {
        uint8_t bytes[MASK_ROWS];
        int16_t shorts[MASK_ROWS];
        uint8_t low = (uint8_t)next_number(&numbers), high = (uint8_t)(low + next_number(&numbers) % (256u - low));
        int16_t value = (int16_t)next_number(&numbers);
        for (int i = 0; i < MASK_ROWS; i++) {
            uint32_t kind = next_number(&numbers) % 4;
            bytes[i] = (uint8_t)(kind == 0 ? low : kind == 1 ? high : next_number(&numbers));
            shorts[i] = (int16_t)(kind == 0 ? value : kind == 1 ? value + 1 : (int32_t)next_number(&numbers));
        }
        uint64_t between = mask_between(bytes, low, high), equal = mask_equal(shorts, value);
        assert_true(between == mask_between_scalar(bytes, low, high));
        assert_true(equal == mask_equal_scalar(shorts, value));
        for (int i = 0; i < MASK_ROWS; i++) {
            assert_int_equal(between >> i & 1u, bytes[i] >= low && bytes[i] <= high);
            assert_int_equal(equal >> i & 1u, shorts[i] == value);
        }
    }
}

static void vector_code_can_be_switched_off(void **state)
{
    (void)state;
    bool usual = vector_code_used();
    vector_code_use(false);
    assert_false(vector_code_used());
    vector_code_use(true);
    assert_int_equal(vector_code_used(), usual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_of_any_counters_are_the_same),
        cmocka_unit_test(lanes_are_compared_with_the_limits_of_keys),
        cmocka_unit_test(masks_say_who),
        cmocka_unit_test(vector_code_can_be_switched_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
