/* Pieces of memory, small ones and those that are mapped. */
#include "core/memory.h"
#include "helpers.h"
#include <sys/resource.h>

static void memory_is_zeroed_aligned_and_kept(void **state)
{
    (void)state;
    struct error error;
    uint32_t *numbers = NULL;
    size_t room = 0;
    for (size_t n = 0; n < 500 * 1000; n++) {
        assert_int_equal(memory_grow(&numbers, &room, n + 1, sizeof *numbers, &error), STATUS_OK);
        assert_true(room > n && (uintptr_t)numbers % CACHE_LINE == 0);
        assert_int_equal(numbers[n], 0);
        numbers[n] = (uint32_t)n * 7u + 1u;
    }
    for (size_t n = 0; n < 500 * 1000; n++)
        assert_int_equal(numbers[n], n * 7 + 1);
    for (size_t n = 500 * 1000; n < room; n++)
        assert_int_equal(numbers[n], 0);
    memory_free(numbers);
    memory_free(NULL);
}

/* Small pieces, and those that are mapped: what was there stays, what is new is zero. */
static void memory_that_is_extended_is_kept(void **state)
{
    (void)state;
    static const size_t sizes[] = {100, 5000, 700 * 1000, 700 * 1000 + 1, 3 * 1000 * 1000};
    struct error error;
    uint32_t *numbers = NULL, *room = NULL;
    assert_int_equal(memory_new(&numbers, sizes[0], sizeof *numbers, &error), STATUS_OK);
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        size_t before = k > 0 ? sizes[k - 1] : 0;
        if (k > 0)
            assert_int_equal(memory_extend(&numbers, before, sizes[k], sizeof *numbers, &error), STATUS_OK);
        assert_true((uintptr_t)numbers % CACHE_LINE == 0);
        for (size_t n = 0; n < before; n++)
            assert_int_equal(numbers[n], n * 7 + 1);
        for (size_t n = before; n < sizes[k]; n++) {
            assert_int_equal(numbers[n], 0);
            numbers[n] = (uint32_t)n * 7u + 1u;
        }
    }
    memory_free(numbers);
    assert_int_equal(memory_room(&room, 100 * 1000, sizeof *room, &error), STATUS_OK);
    for (size_t n = 0; n < 100 * 1000; n++)
        assert_int_equal(room[n], 0);
    memory_free(room);
}

static void memory_that_cannot_be_had_is_reported(void **state)
{
    (void)state;
    struct error error = {STATUS_OK, ""};
    void *pointer = NULL;
    assert_int_equal(memory_new(&pointer, SIZE_MAX / 8, 16, &error), STATUS_FAILED);
    assert_null(pointer);
    assert_true(strstr(error.text, "not enough memory") != NULL);
    assert_int_equal(memory_new(&pointer, 0, 16, &error), STATUS_OK);
    assert_non_null(pointer);
    memory_free(pointer);
}

static long peak_kilobytes(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* A list with much room, of which little is used, also after a larger piece has been freed. */
static void room_that_is_not_used_costs_nothing(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    skip(); /* every piece comes from calloc then */
#endif
    const size_t megabyte = (size_t)1 << 20;
    struct error error;
    char *list = NULL, *freed = NULL;
    size_t room = 0;
    long before = peak_kilobytes();
    for (int i = 0; i < 8; i++) {
        assert_int_equal(memory_room(&freed, 64 * megabyte, 1, &error), STATUS_OK);
        freed[0] = 1;
        memory_free(freed);
        assert_int_equal(memory_grow(&list, &room, (megabyte << i) / 4, 1, &error), STATUS_OK);
        list[i] = (char)i;
    }
    for (int i = 0; i < 8; i++)
        assert_int_equal(list[i], i);
    memory_free(list);
    assert_true(peak_kilobytes() - before < 16 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_that_is_not_used_costs_nothing),
        cmocka_unit_test(memory_is_zeroed_aligned_and_kept),
        cmocka_unit_test(memory_that_is_extended_is_kept),
        cmocka_unit_test(memory_that_cannot_be_had_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
