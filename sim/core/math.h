/* Our own elementary functions: + - * / and sqrt in written order, so that every CPU and compiler gives the same bits.
 */
#ifndef ROUTEWAY_CORE_MATH_H
#define ROUTEWAY_CORE_MATH_H

#include <stdint.h>

#define MATH_LOG2_E 1.4426950408889634
#define MATH_LN_2 0.6931471805599453

/* 2^x for |x| < 1000 (0 and a huge value beyond); relative error under 4e-16 x 8. */
double math_exp2(double x);
/* Binary logarithm of x > 0. */
double math_log2(double x);

static inline double math_exp(double x)
{
    return math_exp2(x * MATH_LOG2_E);
}
static inline double math_log(double x)
{
    return math_log2(x) * MATH_LN_2;
}
static inline double math_pow(double base, double power)
{
    return base > 0 ? math_exp2(power * math_log2(base)) : (power > 0 ? 0 : 1);
}

/* Quantile of the standard normal at 0 < p < 1 (Acklam's rational approximation, relative error under 1.2e-9). */
double math_normal_quantile(double p);

#endif
