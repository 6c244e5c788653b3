/* Dates, elementary functions, hazards, random numbers and threads. */
#include "core/dates.h"
#include "core/hazard.h"
#include "core/math.h"
#include "core/normal.h"
#include "core/parallel_for.h"
#include "core/random.h"
#include "core/random_many.h"
#include "helpers.h"
#include <math.h>

static void dates_are_those_of_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(date_to_days((struct date){1970, 1, 1}), 0);
    assert_int_equal(date_to_days((struct date){2000, 2, 29}), 11016);
    assert_int_equal(date_to_days((struct date){2000, 3, 1}), 11017);
    assert_int_equal(date_to_days((struct date){1900, 3, 1}) - date_to_days((struct date){1900, 2, 28}), 1);
    assert_int_equal(date_to_days((struct date){2012, 3, 1}) - date_to_days((struct date){2012, 2, 28}), 2);
    assert_int_equal(date_to_days((struct date){2007, 1, 1}), 13514);
    assert_int_equal(date_to_days((struct date){1969, 12, 31}), -1);
    assert_int_equal(date_to_days((struct date){1600, 1, 1}), -135140);
}

static void every_day_comes_back(void **state)
{
    (void)state;
    struct date before = date_from_days(-200001);
    for (int32_t day = -200000; day <= 200000; day++) {
        struct date date = date_from_days(day);
        assert_int_equal(date_to_days(date), day);
        bool next_day = date.day == before.day + 1 && date.month == before.month && date.year == before.year;
        bool next_month = date.day == 1 && date.month == before.month + 1 && date.year == before.year;
        bool next_year = date.day == 1 && date.month == 1 && before.month == 12 && date.year == before.year + 1;
        assert_true(next_day || next_month || next_year);
        before = date;
    }
}

static void only_real_dates_are_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",           "2007-1-01",  "2007-01-1",   "2007-13-01",  "2007-00-10",
                                        "2007-01-00", "2007-02-29", "1900-02-29",  "2007-04-31",  "2007-01-32",
                                        "07-01-2007", "2007/01/01", "2007-01-01 ", " 2007-01-01", "2007-01-0x",
                                        "-007-01-01", "20070-01-1", "2007-01-+1"};
    int32_t day = 77;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (date_parse(wrong[i], &day))
            fail_msg("'%s' was read as a date", wrong[i]);
    assert_true(date_parse("2000-02-29", &day));
    assert_int_equal(day, 11016);
    assert_true(date_parse("2012-12-31", &day));
    char text[11];
    date_print(day, text);
    assert_string_equal(text, "2012-12-31");
}

static void weeks_begin_on_or_after_the_day(void **state)
{
    (void)state;
    for (int32_t day = -800; day <= 800; day++) {
        int32_t week = week_of_day(13514, 13514 + day);
        assert_true(7 * week >= day);
        assert_true(7 * (week - 1) < day);
    }
    assert_int_equal(week_of_day(100, 100), 0);
    assert_int_equal(week_of_day(100, 101), 1);
    assert_int_equal(week_of_day(100, 93), -1);
}

static void exp2_and_log2_agree_with_the_library(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 300000; i++) {
        double x = (next_share(&seed) - 0.5) * 1990.0;
        double exact = exp2(x);
        assert_within(math_exp2(x) / exact, 1, 4e-15);
        double y = exp2((next_share(&seed) - 0.5) * 600.0);
        double wanted = log2(y), off = fabs(math_log2(y) - wanted);
        assert_true(off <= 4e-15 * fabs(wanted));
        double near = 1.0 + (next_share(&seed) - 0.5) * 1e-3;
        assert_true(fabs(math_log2(near) - log2(near)) <= 4e-15 * fabs(log2(near)));
    }
}

static void powers_of_two_are_exact(void **state)
{
    (void)state;
    for (int k = -999; k <= 999; k++) {
        assert_true(math_exp2(k) == ldexp(1.0, k)); // NOLINT: exact on purpose
        assert_true(math_log2(ldexp(1.0, k)) == k);
    }
    assert_true(math_exp2(-5000) == 0);
    assert_true(math_exp2(NAN) == 0);
    assert_true(isfinite(math_exp2(5000)));
    assert_true(math_pow(0, 0.5) == 0 && math_pow(0, 0) == 1 && math_pow(0, -1) == 1);
}

static void normal_quantiles(void **state)
{
    (void)state;
    for (int k = 1; k < 1024; k++) {
        double p = k / 2048.0;
        assert_within(math_normal_quantile(p), -math_normal_quantile(1.0 - p), 1e-9);
        assert_within(0.5 * erfc(-math_normal_quantile(p) / sqrt(2.0)), p,
                      2e-8 * p); // relative error of the quantile times 1 + z^2
    }
    assert_within(math_normal_quantile(0.5), 0, 1e-15);
    assert_within(math_normal_quantile(0.975), 1.959963984540054, 3e-9);
    assert_within(math_normal_quantile(1e-6), -4.753424308822899, 6e-9);
}

static void normal_draws_have_unit_variance(void **state)
{
    (void)state;
    static struct normal_table table;
    double sum = 0, squares = 0;
    normal_table_init(&table);
    for (size_t i = 0; i < NORMAL_CELLS; i++) {
        assert_int_equal(table.value[i], -table.value[NORMAL_CELLS - 1 - i]);
        sum += table.value[i];
        squares += table.value[i] * table.value[i];
    }
    assert_within(sum, 0, 0);
    assert_within(squares / NORMAL_CELLS / (NORMAL_UNIT * NORMAL_UNIT), 1, 2e-3);
    assert_int_equal(normal_draw(&table, 0), table.value[0]);
    assert_int_equal(normal_draw(&table, UINT32_MAX), table.value[NORMAL_CELLS - 1]);
}

/* Between cells the table is linear in the logarithm: off by at most (step ln 2)^2 / 8 = 5.9e-5 times the second
   derivative, which is below x (1 + x) exp(-x). */
static void hazards_are_one_less_exp(void **state)
{
    (void)state;
    static struct hazard_table table;
    hazard_table_init(&table);
    uint32_t before = 0;
    for (int32_t log_rate = HAZARD_LOWEST + 1; log_rate < HAZARD_HIGHEST; log_rate += 97) {
        double rate = exp2((double)log_rate / HAZARD_ONE);
        double exact = -expm1(-rate) * 4294967296.0;
        uint32_t found = hazard_threshold(&table, log_rate);
        assert_within(found, exact, 6.2e-5 * 4294967296.0 * rate * (1 + rate) * exp(-rate) + 3);
        assert_true(found >= before);
        before = found;
    }
}

static void hazards_saturate(void **state)
{
    (void)state;
    static struct hazard_table table;
    hazard_table_init(&table);
    assert_int_equal(hazard_from_rate(0), HAZARD_NEVER);
    assert_int_equal(hazard_from_rate(-1), HAZARD_NEVER);
    assert_int_equal(hazard_from_rate(1), 0);
    assert_int_equal(hazard_from_rate(2), HAZARD_ONE);
    assert_int_equal(hazard_from_rate(1e-300), HAZARD_NEVER);
    assert_int_equal(hazard_from_rate(1e300), -HAZARD_NEVER);
    assert_int_equal(hazard_from_effect(MATH_LN_2), HAZARD_ONE);
    assert_int_equal(hazard_threshold(&table, HAZARD_NEVER), 0);
    assert_int_equal(hazard_threshold(&table, INT32_MIN), 0);
    assert_int_equal(hazard_threshold(&table, HAZARD_LOWEST), 0);
    assert_true(hazard_threshold(&table, HAZARD_HIGHEST) == UINT32_MAX);
    assert_true(hazard_threshold(&table, INT32_MAX) == UINT32_MAX);
    assert_true(hazard_threshold(&table, HAZARD_HIGHEST - 1) >= UINT32_MAX - 1);
}

static void thresholds_of_shares(void **state)
{
    (void)state;
    assert_true(threshold_from_share(0) == 0 && threshold_from_share(-3) == 0 && threshold_from_share(NAN) == 0);
    assert_true(threshold_from_share(1) == UINT32_MAX && threshold_from_share(7) == UINT32_MAX);
    assert_true(threshold_from_share(0.5) == 1u << 31 && threshold_from_share(0.25) == 1u << 30);
    assert_true(!random_below(0, 0) && random_below(0, 1) && !random_below(1, 1));
}

static void philox_known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const uint32_t *c = known[i].counter;
        philox4x32_ctr_t counter = {{c[0], c[1], c[2], c[3]}};
        philox4x32_key_t key = {{known[i].key[0], known[i].key[1]}};
        philox4x32_ctr_t raw = philox4x32_R(10, counter, key);
        struct random_block drawn = random_draw((struct random_key){known[i].key[0], known[i].key[1]}, c[0],
                                                (int32_t)c[1], (enum purpose)c[2], c[3]);
        for (size_t w = 0; w < 4; w++) {
            assert_int_equal(raw.v[w], known[i].answer[w]);
            assert_int_equal(drawn.word[w], known[i].answer[w]);
        }
    }
}

static void lanes_are_the_halves_of_the_words(void **state)
{
    (void)state;
    static const struct random_block block = {{0x00010000, 0x00030002, 0x00050004, 0x00070006}};
    static const struct random_key key = {5, 3};
    for (unsigned lane = 0; lane < RANDOM_LANES; lane++) {
        assert_int_equal(random_lane(&block, lane), lane);
        struct random_block high = random_draw(key, 42, 17, PURPOSE_SCREEN, 0);
        struct random_block low = random_draw(key, 42, 17, PURPOSE_SCREEN_TAIL, 0);
        uint32_t full = random_lane_full(key, 42, 17, lane);
        assert_int_equal(full >> 16, random_lane(&high, lane));
        assert_int_equal(full & 0xffff, random_lane(&low, lane));
    }
    assert_int_equal(random_choice(0, 7), 0);
    assert_int_equal(random_choice(UINT32_MAX, 7), 6);
    assert_int_equal(random_choice(1u << 31, 2), 1);
}

static void purposes_have_numbers_of_their_own(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned number;
        const char *sentence;
    } purposes[] = {
#define PURPOSE(name, number, sentence) {#name, number, sentence},
#include "core/purposes.def"
#undef PURPOSE
    };
    for (size_t a = 0; a < sizeof purposes / sizeof purposes[0]; a++) {
        assert_true(purposes[a].number > 0 && strlen(purposes[a].sentence) > 0);
        for (size_t b = 0; b < a; b++) {
            assert_int_not_equal(purposes[a].number, purposes[b].number);
            assert_string_not_equal(purposes[a].name, purposes[b].name);
        }
    }
}

static void count_call(void *context, size_t index)
{
    ((uint8_t *)context)[index]++;
}

static void parallel_for_calls_each_index_once(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 63, 1000};
    for (int threads = 0; threads <= 4; threads++)
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            uint8_t calls[1001] = {0};
            parallel_for(threads, counts[c], count_call, calls);
            for (size_t i = 0; i < 1001; i++)
                assert_int_equal(calls[i], i < counts[c]);
        }
}

struct in_order {
    uint8_t begun[100], followed[100], inside[100][7];
    size_t next; /* index that is to be followed up */
    int under_way, most;
    bool wrong;
};

static void count_inside(void *context, size_t index)
{
    ((uint8_t *)context)[index]++;
}

static void begin_one(void *context, size_t index)
{
    struct in_order *self = context;
    self->begun[index]++;
    int now = __atomic_add_fetch(&self->under_way, 1, __ATOMIC_RELAXED), most = 0;
    while ((most = __atomic_load_n(&self->most, __ATOMIC_RELAXED)) < now)
        (void)__atomic_compare_exchange_n(&self->most, &most, now, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    parallel_for(2, 7, count_inside, self->inside[index]);
}

static void follow_up(void *context, size_t index)
{
    struct in_order *self = context;
    self->wrong = self->wrong || index != self->next++ || self->begun[index] != 1;
    self->followed[index]++;
    (void)__atomic_sub_fetch(&self->under_way, 1, __ATOMIC_RELAXED);
}

static void parallel_for_in_order_follows_up_in_order(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 100};
    for (int threads = 0; threads <= 4; threads++)
        for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
            struct in_order self = {.wrong = false};
            parallel_for_in_order(threads, counts[c], begin_one, follow_up, &self);
            assert_false(self.wrong);
            assert_true(self.most <= (threads < 1 ? 1 : threads));
            for (size_t i = 0; i < 100; i++) {
                assert_int_equal(self.followed[i], i < counts[c]);
                for (size_t k = 0; k < 7; k++)
                    assert_int_equal(self.inside[i][k], i < counts[c]);
            }
        }
}

/* The vector code draws what Random123 draws, for every identity of a block. */
static void many_draws_are_the_same(void **state)
{
    (void)state;
    uint64_t numbers = 7;
    for (int32_t week = -3; week < 200; week++) {
        uint32_t ids[RANDOM_MANY];
        struct random_block many[RANDOM_MANY], twin[RANDOM_MANY];
        struct random_key key = {next_number(&numbers), next_number(&numbers)};
        for (int i = 0; i < RANDOM_MANY; i++)
            ids[i] = i == 0 ? 0 : i == 1 ? UINT32_MAX : next_number(&numbers);
        random_many(key, ids, week, PURPOSE_SCREEN, many);
        random_many_scalar(key, ids, week, PURPOSE_SCREEN, twin);
        for (int i = 0; i < RANDOM_MANY; i++) {
            struct random_block one = random_draw(key, ids[i], week, PURPOSE_SCREEN, 0);
            assert_memory_equal(&many[i], &one, sizeof one);
            assert_memory_equal(&twin[i], &one, sizeof one);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_those_of_the_calendar),
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(only_real_dates_are_read),
        cmocka_unit_test(weeks_begin_on_or_after_the_day),
        cmocka_unit_test(exp2_and_log2_agree_with_the_library),
        cmocka_unit_test(powers_of_two_are_exact),
        cmocka_unit_test(normal_quantiles),
        cmocka_unit_test(normal_draws_have_unit_variance),
        cmocka_unit_test(hazards_are_one_less_exp),
        cmocka_unit_test(hazards_saturate),
        cmocka_unit_test(thresholds_of_shares),
        cmocka_unit_test(philox_known_answers),
        cmocka_unit_test(lanes_are_the_halves_of_the_words),
        cmocka_unit_test(many_draws_are_the_same),
        cmocka_unit_test(purposes_have_numbers_of_their_own),
        cmocka_unit_test(parallel_for_calls_each_index_once),
        cmocka_unit_test(parallel_for_in_order_follows_up_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
