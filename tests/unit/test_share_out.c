/* The share-out of contact time: against bisection by brute force, its closed form and its limits. */
#include "core/share_out.h"
#include "helpers.h"
#include <math.h>

#define CLIENTS_MOST 200

struct client {
    unsigned group;
    int32_t bin;
};

struct office {
    struct client clients[CLIENTS_MOST];
    size_t n;
    double seconds;
    struct share_terms terms;
};

static struct share_histogram histogram; /* too large for the stack */

static double worth_of(int32_t bin)
{
    return SHARE_LOWEST + (bin + 0.5) / SHARE_STEPS;
}

static struct share_result solve(const struct office *office)
{
    memset(&histogram, 0, sizeof histogram);
    for (size_t i = 0; i < office->n; i++)
        share_add(&histogram, office->clients[i].group, office->clients[i].bin);
    return share_solve(&histogram, office->seconds, &office->terms);
}

static double due(const struct office *office, size_t i, double theta)
{
    double minimum = office->terms.minimum[office->clients[i].group];
    int32_t bin = office->clients[i].bin;
    double seconds = bin == SHARE_NOTHING ? 0 : office->terms.h0 * (worth_of(bin) - theta);
    seconds = seconds < minimum ? minimum : seconds;
    return seconds > office->terms.maximum ? office->terms.maximum : seconds;
}

static double total_due(const struct office *office, double theta)
{
    double sum = 0;
    for (size_t i = 0; i < office->n; i++)
        sum += due(office, i, theta);
    return sum;
}

/* Whether some client is between the bounds. */
static bool any_inside(const struct office *office, double theta)
{
    for (size_t i = 0; i < office->n; i++) {
        double minimum = office->terms.minimum[office->clients[i].group], given = due(office, i, theta);
        if (given > minimum && given < office->terms.maximum)
            return true;
    }
    return false;
}

static double brute_force_theta(const struct office *office)
{
    double low = -400, high = 100;
    for (int i = 0; i < 300; i++) {
        double middle = 0.5 * (low + high);
        if (total_due(office, middle) > office->seconds)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static struct office random_office(uint64_t *seed)
{
    struct office office = {.n = 1 + next_number(seed) % CLIENTS_MOST};
    double spread = next_share(seed) * 600, minima = 0;
    bool some_worthless = next_number(seed) % 2;
    office.terms.h0 = 60 + next_share(seed) * 3000;
    for (size_t g = 0; g < SHARE_GROUPS; g++)
        office.terms.minimum[g] = next_number(seed) % 3 ? floor(next_share(seed) * 600) : 0;
    office.terms.maximum = 601 + next_share(seed) * 7200;
    for (size_t i = 0; i < office.n; i++) {
        office.clients[i].group = next_number(seed) % SHARE_GROUPS;
        office.clients[i].bin =
            some_worthless && next_number(seed) % 5 == 0 ? SHARE_NOTHING : 600 + (int32_t)(spread * next_share(seed));
        minima += office.terms.minimum[office.clients[i].group];
    }
    /* from just enough for the minima to just short of the maximum for all */
    office.seconds = minima + next_share(seed) * 0.99 * ((double)office.n * office.terms.maximum - minima);
    return office;
}

static void agrees_with_brute_force(void **state)
{
    (void)state;
    uint64_t seed = 7;
    size_t inside = 0;
    for (int trial = 0; trial < 2000; trial++) {
        struct office office = random_office(&seed);
        double theta = brute_force_theta(&office);
        struct share_result result = solve(&office);
        if (result.equal >= 0) /* nobody's worth is known */
            continue;
        bool unique = any_inside(&office, theta) && !result.spare;
        inside += unique;
        if (unique)
            assert_within(result.theta, theta, 1e-9);
        double given = 0;
        for (size_t i = 0; i < office.n; i++)
            given += share_seconds(&result, &office.terms, office.clients[i].group, office.clients[i].bin);
        /* rounded down: under a second short for each client, and never over; the rest is spare */
        assert_true(given <= office.seconds + 1e-6);
        assert_true(result.spare || given > office.seconds - (double)office.n - 1e-6);
    }
    assert_true(inside > 1500);
}

/* Several clients with one minimum and no maximum in the way. */
static struct office simple_office(void)
{
    static const int32_t bins[] = {950, 900, 880, 871, 800, 799, 640, 400};
    struct office office = {.n = sizeof bins / sizeof bins[0], .seconds = 12000, .terms = {{300, 300, 300}, 1e6, 1500}};
    for (size_t i = 0; i < office.n; i++)
        office.clients[i].bin = bins[i];
    return office;
}

static void equals_its_closed_form(void **state)
{
    (void)state;
    struct office office = simple_office();
    for (office.seconds = 2400; office.seconds < 60000; office.seconds += 123) {
        double sum = 0, theta = 0;
        for (size_t m = 1; m <= office.n; m++) {
            sum += worth_of(office.clients[m - 1].bin);
            theta = (sum - (office.seconds - (double)(office.n - m) * 300) / 1500) / (double)m;
            if (m == office.n || 1500 * (worth_of(office.clients[m].bin) - theta) <= 300)
                break;
        }
        assert_within(solve(&office).theta, theta, 1e-11);
    }
}

static void hours_differ_by_the_logarithm_of_worth(void **state)
{
    (void)state;
    static const double weights[] = {0.9, 1.0, 1.7, 2.2, 3.1};
    struct office office = {.n = 5, .seconds = 20000, .terms = {{0, 0, 0}, 1e6, 1500}};
    for (size_t i = 0; i < office.n; i++)
        office.clients[i] = (struct client){0, share_bin(weights[i])};
    struct share_result result = solve(&office);
    for (size_t a = 0; a < office.n; a++)
        for (size_t b = 0; b < office.n; b++) {
            double difference = (double)share_seconds(&result, &office.terms, 0, office.clients[a].bin) -
                                (double)share_seconds(&result, &office.terms, 0, office.clients[b].bin);
            /* a bin is 1/32 wide in ln w; hours are whole seconds */
            assert_within(difference, 1500 * log(weights[a] / weights[b]), 1500.0 / SHARE_STEPS + 1);
        }
}

static void the_scale_of_worth_does_not_matter(void **state)
{
    (void)state;
    uint64_t seed = 99;
    for (int trial = 0; trial < 300; trial++) {
        struct office office = random_office(&seed), scaled = office;
        int32_t steps = (int32_t)(next_number(&seed) % 70) - 35;
        for (size_t i = 0; i < scaled.n; i++)
            scaled.clients[i].bin += scaled.clients[i].bin == SHARE_NOTHING ? 0 : steps;
        struct share_result before = solve(&office), after = solve(&scaled);
        for (size_t i = 0; i < office.n; i++) {
            unsigned group = office.clients[i].group;
            assert_within(share_seconds(&after, &office.terms, group, scaled.clients[i].bin),
                          share_seconds(&before, &office.terms, group, office.clients[i].bin), 1);
        }
    }
}

static void the_order_of_clients_does_not_matter(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int trial = 0; trial < 100; trial++) {
        struct office office = random_office(&seed);
        struct share_result before = solve(&office);
        for (size_t i = office.n - 1; i > 0; i--) {
            size_t other = next_number(&seed) % (i + 1);
            struct client kept = office.clients[i];
            office.clients[i] = office.clients[other];
            office.clients[other] = kept;
        }
        struct share_result after = solve(&office);
        assert_memory_equal(&before.theta, &after.theta, sizeof before.theta);
        assert_memory_equal(&before.equal, &after.equal, sizeof before.equal);
    }
}

static void without_worth_all_get_the_same(void **state)
{
    (void)state;
    struct office office = simple_office();
    for (size_t i = 0; i < office.n; i++)
        office.clients[i].bin = share_bin(i % 2 ? 0 : -1.5);
    struct share_result result = solve(&office);
    assert_within(result.equal, 12000.0 / 8, 1e-12);
    assert_false(result.minimum_broken);
    assert_int_equal(share_seconds(&result, &office.terms, 0, SHARE_NOTHING), 1500);
}

static void too_little_time_is_shared_equally_and_recorded(void **state)
{
    (void)state;
    struct office office = simple_office();
    office.seconds = 8 * 300 - 1;
    struct share_result result = solve(&office);
    assert_true(result.minimum_broken);
    assert_within(result.equal, office.seconds / 8, 1e-12);
    for (size_t i = 0; i < office.n; i++)
        assert_int_equal(share_seconds(&result, &office.terms, 0, office.clients[i].bin), 299);
    office.seconds = 8 * 300;
    result = solve(&office);
    assert_false(result.minimum_broken);
    for (size_t i = 0; i < office.n; i++)
        assert_int_equal(share_seconds(&result, &office.terms, 0, office.clients[i].bin), 300);
}

static void the_maximum_binds(void **state)
{
    (void)state;
    struct office office = simple_office();
    office.terms.maximum = 2000;
    office.seconds = 9000;
    struct share_result result = solve(&office);
    double given = 0;
    for (size_t i = 0; i < office.n; i++)
        given += share_seconds(&result, &office.terms, 0, office.clients[i].bin);
    assert_int_equal(share_seconds(&result, &office.terms, 0, office.clients[0].bin), 2000);
    assert_int_equal(share_seconds(&result, &office.terms, 0, office.clients[7].bin), 300);
    assert_true(!result.spare && given <= 9000 && given > 9000 - 8);
    office.seconds = 8 * 2000 + 500;
    result = solve(&office);
    assert_true(result.spare);
    assert_int_equal(share_seconds(&result, &office.terms, 0, office.clients[7].bin), 2000);
}

static void nobody_to_share_among(void **state)
{
    (void)state;
    struct office office = simple_office();
    office.n = 0;
    struct share_result result = solve(&office);
    assert_false(result.minimum_broken);
}

static void bins_of_weights(void **state)
{
    (void)state;
    assert_int_equal(share_bin(0), SHARE_NOTHING);
    assert_int_equal(share_bin(-1), SHARE_NOTHING);
    assert_int_equal(share_bin(NAN), SHARE_NOTHING);
    assert_int_equal(share_bin(1e-300), 0);
    assert_int_equal(share_bin(1e300), SHARE_BINS - 1);
    for (double x = SHARE_LOWEST + 0.013; x < 15.9; x += 0.177)
        assert_within(worth_of(share_bin(exp(x))), x, 0.5 / SHARE_STEPS + 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_brute_force),
        cmocka_unit_test(equals_its_closed_form),
        cmocka_unit_test(hours_differ_by_the_logarithm_of_worth),
        cmocka_unit_test(the_scale_of_worth_does_not_matter),
        cmocka_unit_test(the_order_of_clients_does_not_matter),
        cmocka_unit_test(without_worth_all_get_the_same),
        cmocka_unit_test(too_little_time_is_shared_equally_and_recorded),
        cmocka_unit_test(the_maximum_binds),
        cmocka_unit_test(nobody_to_share_among),
        cmocka_unit_test(bins_of_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
