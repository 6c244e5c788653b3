#include "core/share_out.h"
#include "core/math.h"
#include <string.h>

/* Clients counted and their ln w added up, bins below b. They are constant outside the bins that hold anyone, where
   they are not written. */
struct prefix {
    size_t first, last; /* bins [first, last) hold all clients */
    double clients[SHARE_BINS + 1];
    double weighted[SHARE_BINS + 1];
};

static double bin_value(int32_t bin)
{
    return SHARE_LOWEST + (bin + 0.5) / SHARE_STEPS;
}

int32_t share_bin(double weight)
{
    if (!(weight > 0))
        return SHARE_NOTHING;
    double position = (math_log(weight) - SHARE_LOWEST) * SHARE_STEPS;
    if (position < 0)
        return 0;
    return position >= SHARE_BINS ? SHARE_BINS - 1 : (int32_t)position;
}

/* The number of bins whose value lies below x. */
static size_t bins_below(double x)
{
    double position = (x - SHARE_LOWEST) * SHARE_STEPS - 0.5;
    if (position <= 0)
        return 0;
    size_t below = (size_t)position;
    below += position > (double)below;
    return below > SHARE_BINS ? SHARE_BINS : below;
}

/* What the clients inside the bounds, and those at a bound, come to at a given theta. */
struct balance {
    double inside, weighted; /* clients between their bounds, and the sum of their ln w */
    double fixed;            /* seconds of the others */
    size_t bounds;           /* the bins at which clients meet a bound, added up: it grows with theta */
};

static size_t within(const struct prefix *group, size_t bin)
{
    return bin < group->first ? group->first : bin > group->last ? group->last : bin;
}

static struct balance balance_at(const struct prefix *groups, const struct share_histogram *histogram, double theta,
                                 const struct share_terms *terms)
{
    struct balance sum = {0, 0, 0, 0};
    size_t above = bins_below(theta + terms->maximum / terms->h0);
    for (size_t g = 0; g < SHARE_GROUPS; g++) {
        const struct prefix *group = &groups[g];
        double minimum = terms->minimum[g] < terms->maximum ? terms->minimum[g] : terms->maximum;
        size_t high = within(group, above), low = within(group, bins_below(theta + minimum / terms->h0));
        sum.inside += group->clients[high] - group->clients[low];
        sum.weighted += group->weighted[high] - group->weighted[low];
        sum.fixed += (group->clients[low] + histogram->worthless[g]) * minimum +
                     (group->clients[group->last] - group->clients[high]) * terms->maximum;
        sum.bounds += high + low;
    }
    return sum;
}

static void prefix_fill(struct prefix *self, const uint32_t *clients, const struct share_histogram *histogram)
{
    self->first = (size_t)(SHARE_BINS - histogram->down);
    self->last = (size_t)histogram->up;
    while (self->first < self->last && clients[self->first] == 0)
        self->first++;
    while (self->last > self->first && clients[self->last - 1] == 0)
        self->last--;
    self->clients[self->first] = 0;
    self->weighted[self->first] = 0;
    for (size_t b = self->first; b < self->last; b++) {
        self->clients[b + 1] = self->clients[b] + clients[b];
        self->weighted[b + 1] = self->weighted[b] + clients[b] * bin_value((int32_t)b);
    }
}

/* The total falls with theta and is linear between the points where a client meets a bound: bisect until none lies in
   between, then solve exactly. */
static double solve_theta(const struct share_histogram *histogram, double seconds, const struct share_terms *terms,
                          bool *spare)
{
    struct prefix groups[SHARE_GROUPS];
    for (size_t g = 0; g < SHARE_GROUPS; g++)
        prefix_fill(&groups[g], histogram->clients[g], histogram);
    double low = SHARE_LOWEST - terms->maximum / terms->h0 - 1.0;
    double high = SHARE_LOWEST + (double)SHARE_BINS / SHARE_STEPS + 1.0;
    struct balance at_low = balance_at(groups, histogram, low, terms), at = balance_at(groups, histogram, high, terms);
    for (int i = 0; i < 60 && (at.bounds != at_low.bounds || at.inside <= 0); i++) {
        double middle = 0.5 * (low + high);
        struct balance between = balance_at(groups, histogram, middle, terms);
        if (between.fixed + terms->h0 * (between.weighted - between.inside * middle) > seconds) {
            low = middle;
            at_low = between;
        } else {
            high = middle;
            at = between;
        }
    }
    *spare = at.inside <= 0;
    return at.inside > 0 ? (at.weighted - (seconds - at.fixed) / terms->h0) / at.inside : high;
}

void share_clear(struct share_histogram *self)
{
    int32_t first = SHARE_BINS - self->down;
    for (size_t g = 0; g < SHARE_GROUPS; g++) {
        if (first < self->up)
            memset(self->clients[g] + first, 0, (size_t)(self->up - first) * sizeof self->clients[g][0]);
        self->worthless[g] = 0;
    }
    self->down = self->up = 0;
}

struct share_result share_solve(const struct share_histogram *histogram, double seconds,
                                const struct share_terms *terms)
{
    struct share_result result = {0.0, -1.0, false, false};
    double clients = 0, worthless = 0, minima = 0;
    for (size_t g = 0; g < SHARE_GROUPS; g++) {
        uint64_t counted = histogram->worthless[g];
        for (int32_t b = SHARE_BINS - histogram->down; b < histogram->up; b++)
            counted += histogram->clients[g][b];
        double group = (double)counted;
        worthless += histogram->worthless[g];
        clients += group;
        minima += group * terms->minimum[g];
    }
    if (clients <= 0)
        return result;
    double each = seconds / clients;
    if (seconds < minima || worthless >= clients || each >= terms->maximum) {
        result.minimum_broken = seconds < minima;
        result.spare = each > terms->maximum;
        result.equal = each > terms->maximum ? terms->maximum : each;
        return result;
    }
    result.theta = solve_theta(histogram, seconds, terms, &result.spare);
    return result;
}

uint32_t share_seconds(const struct share_result *result, const struct share_terms *terms, unsigned group, int32_t bin)
{
    double seconds = result->equal;
    if (seconds < 0) {
        seconds = bin == SHARE_NOTHING ? 0 : terms->h0 * (bin_value(bin) - result->theta);
        if (seconds < terms->minimum[group])
            seconds = terms->minimum[group];
        if (seconds > terms->maximum)
            seconds = terms->maximum;
    }
    return (uint32_t)seconds;
}
