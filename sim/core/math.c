#include "core/math.h"
#include <string.h>

static double from_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* 2^f for |f| <= 1/2 by its Taylor series in f ln 2; what 14 terms leave out is less than one unit in the last place.
   The factors do not wait for the sum, as quotients of it would for each other. */
static double exp2_fraction(double f)
{
    double x = f * MATH_LN_2;
    double sum = 1.0;
    for (int i = 14; i >= 1; i--)
        sum = 1.0 + sum * (x * (1.0 / i));
    return sum;
}

double math_exp2(double x)
{
    if (!(x > -1000.0))
        return 0.0;
    if (x > 1000.0)
        x = 1000.0;
    int64_t whole = (int64_t)(x + (x >= 0 ? 0.5 : -0.5));
    return exp2_fraction(x - (double)whole) * from_bits((uint64_t)(whole + 1023) << 52);
}

double math_log2(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t exponent = (int64_t)(bits >> 52 & 0x7ff) - 1023;
    double mantissa = from_bits((bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL);
    if (mantissa > 1.4142135623730951) {
        mantissa *= 0.5;
        exponent += 1;
    }
    /* ln m = 2 artanh(s), s = (m-1)/(m+1), |s| < 0.1716 */
    double s = (mantissa - 1.0) / (mantissa + 1.0);
    double square = s * s;
    double sum = 0.0;
    for (int i = 23; i >= 1; i -= 2)
        sum = sum * square + 1.0 / i;
    return (double)exponent + 2.0 * s * sum * MATH_LOG2_E;
}

static double tail_quantile(double q)
{
    static const double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                               -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    static const double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                               3.754408661907416e+00};
    return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
           ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1.0);
}

static double square_root(double x)
{
    return math_pow(x, 0.5);
}

double math_normal_quantile(double p)
{
    static const double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                               1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    static const double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                               6.680131188771972e+01, -1.328068155288572e+01};
    if (p < 0.02425)
        return tail_quantile(square_root(-2.0 * math_log(p)));
    if (p > 1.0 - 0.02425)
        return -tail_quantile(square_root(-2.0 * math_log(1.0 - p)));
    double q = p - 0.5;
    double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1.0);
}
