#include "compare/paired.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#define UPPER_TAIL 0.975

/* Half-width of Welch's interval for two independent samples. */
static double welch_half(double variance_a, double variance_b, double n)
{
    double a = variance_a / n, b = variance_b / n;
    if (a + b <= 0)
        return 0;
    double freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (n - 1));
    return gsl_cdf_tdist_Pinv(UPPER_TAIL, freedom) * sqrt(a + b);
}

struct paired paired_difference(const double *a, const double *b, double *scratch, size_t n)
{
    struct paired result = {n, gsl_stats_mean(a, 1, n), gsl_stats_mean(b, 1, n), 0, NAN, NAN, NAN, NAN, NAN};
    for (size_t i = 0; i < n; i++)
        scratch[i] = b[i] - a[i];
    result.difference = gsl_stats_mean(scratch, 1, n);
    if (n < 2 || isnan(result.difference))
        return result;
    double count = (double)n;
    result.standard_error = sqrt(gsl_stats_variance(scratch, 1, n) / count);
    double half = gsl_cdf_tdist_Pinv(UPPER_TAIL, count - 1) * result.standard_error;
    result.low = result.difference - half;
    result.high = result.difference + half;
    result.unpaired_half = welch_half(gsl_stats_variance(a, 1, n), gsl_stats_variance(b, 1, n), count);
    if (half > 0)
        result.shrink = result.unpaired_half / half;
    else if (result.unpaired_half > 0)
        result.shrink = INFINITY;
    return result;
}
