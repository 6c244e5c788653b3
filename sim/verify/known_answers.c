/* Random numbers and the share-out against answers worked out elsewhere. */
#include "core/math.h"
#include "core/memory.h"
#include "core/random.h"
#include "core/share_out.h"
#include "verify/verify.h"

struct known_answer {
    const char *name;
    uint32_t counter[4], key[2], answer[4];
};

void verify_random_numbers(struct verify_list *self)
{
    static const struct known_answer answers[] = {
        {"philox4x32-10 known answer, all zero: wrong words",
         {0, 0, 0, 0},
         {0, 0},
         {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {"philox4x32-10 known answer, all ones: wrong words",
         {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
         {UINT32_MAX, UINT32_MAX},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {"philox4x32-10 known answer, digits of pi: wrong words",
         {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const struct known_answer *known = &answers[i];
        struct random_key key = {known->key[0], known->key[1]};
        struct random_block found = random_draw(key, known->counter[0], (int32_t)known->counter[1],
                                                (enum purpose)known->counter[2], known->counter[3]);
        int wrong = 0;
        for (size_t w = 0; w < 4; w++)
            wrong += found.word[w] != known->answer[w];
        verify_add_exact(self, known->name, 0, wrong, 0);
    }
}

/* ln w at the middle of the bin. */
static double worth_of(int32_t bin)
{
    return SHARE_LOWEST + (bin + 0.5) / SHARE_STEPS;
}

/* theta = [ sum over the m clients above the minimum of ln w - (H - (n - m) minimum) / h0 ] / m, with the smallest m
   for which the next client stays at the minimum. Bins fall. */
static double closed_theta(const int32_t *bins, size_t n, double seconds, const struct share_terms *terms)
{
    double sum = 0, theta = 0;
    for (size_t m = 1; m <= n; m++) {
        sum += worth_of(bins[m - 1]);
        theta = (sum - (seconds - (double)(n - m) * terms->minimum[0]) / terms->h0) / (double)m;
        if (m == n || terms->h0 * (worth_of(bins[m]) - theta) <= terms->minimum[0])
            break;
    }
    return theta;
}

enum status verify_share_out(struct verify_list *self, struct error *error)
{
    static const int32_t bins[] = {900, 870, 864, 830, 801, 790, 644, 500};
    static const size_t n = sizeof bins / sizeof bins[0];
    const struct share_terms terms = {{300, 300, 300}, 7200, 1500};
    struct share_histogram *histogram = NULL;
    if (memory_new(&histogram, 1, sizeof *histogram, error) != STATUS_OK)
        return error->status;
    for (size_t i = 0; i < n; i++)
        share_add(histogram, 0, bins[i]);
    const double seconds = 9000;
    struct share_result result = share_solve(histogram, seconds, &terms);
    verify_add_exact(self, "share-out: ln(h0 lambda) against its closed form", closed_theta(bins, n, seconds, &terms),
                     result.theta, 1e-12);
    double given = 0;
    for (size_t i = 0; i < n; i++)
        given += share_seconds(&result, &terms, 0, bins[i]);
    verify_add_exact(self, "share-out: seconds given out, to one a client", seconds - (double)n / 2, given,
                     (double)n / 2);
    struct share_result broken = share_solve(histogram, 300.0 * (double)n - 8, &terms);
    verify_add_exact(self, "share-out: too little for the minimum, seconds for each", 300.0 - 8 / (double)n,
                     broken.equal, 1e-12);
    memory_free(histogram);
    return STATUS_OK;
}
