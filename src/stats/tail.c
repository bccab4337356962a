/* Normal, gamma, chi-square, beta, F and binomial tails. */
#include "stats/tail.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>
#include <math.h>

#include "stats/beta_tail.h"
#include "stats/gamma_tail.h"

/* From here an F denominator is constant to the last digit. */
static const double INFINITE_DF = 1e17;

double sw_normal_lower(double z)
{
    return gsl_cdf_ugaussian_P(z);
}

double sw_normal_upper(double z)
{
    return gsl_cdf_ugaussian_Q(z);
}

double sw_normal_two_sided(double z)
{
    return 2.0 * gsl_cdf_ugaussian_Q(fabs(z));
}

double sw_log_normal_lower(double z)
{
    if (z > 0.0)
        return log1p(-gsl_cdf_ugaussian_Q(z));
    if (z > -30.0)
        return log(gsl_cdf_ugaussian_P(z));
    if (z > -1e4)
        return gsl_sf_log_erfc(-z * M_SQRT1_2) - M_LN2;
    /* GSL fails far out; the next term, 1 / z^2, is below the last digit. */
    return -z * z / 2.0 - log(-z) - (M_LN2 + M_LNPI) / 2.0;
}

double sw_gamma_lower(double x, double shape)
{
    if (isnan(x) || !(shape > 0.0))
        return NAN;
    return sw_gamma_tails_at(x, shape).lower;
}

double sw_gamma_upper(double x, double shape)
{
    if (isnan(x) || !(shape > 0.0))
        return NAN;
    return sw_gamma_tails_at(x, shape).upper;
}

double sw_chi2_upper(double x, double df)
{
    return sw_gamma_upper(x / 2.0, df / 2.0);
}

static sw_beta_tails beta_tails(double x, double a, double b)
{
    if (!(x > 0.0))
        return (sw_beta_tails){0.0, 1.0, 0.0};
    if (!(x < 1.0))
        return (sw_beta_tails){1.0, 0.0, 0.0};
    return sw_beta_tails_at(sw_beta_point_at(x), a, b);
}

double sw_beta_lower(double x, double a, double b)
{
    if (isnan(x) || !(a > 0.0 && b > 0.0))
        return NAN;
    return beta_tails(x, a, b).lower;
}

double sw_beta_upper(double x, double a, double b)
{
    if (isnan(x) || !(a > 0.0 && b > 0.0))
        return NAN;
    return beta_tails(x, a, b).upper;
}

/* F = (X / df1) / (Y / df2): df1 F / (df1 F + df2) is beta, and its logit is
 * exact where the ratio itself would round to 1. */
static sw_beta_tails f_tails(double x, double df1, double df2)
{
    if (!(x > 0.0))
        return (sw_beta_tails){0.0, 1.0, 0.0};
    if (!(x < INFINITY))
        return (sw_beta_tails){1.0, 0.0, 0.0};
    if (df2 > INFINITE_DF) {
        sw_gamma_tails t = sw_gamma_tails_at(x * (df1 / 2.0), df1 / 2.0);
        return (sw_beta_tails){t.lower, t.upper, t.slope};
    }
    double logit = log(x) + log(df1) - log(df2);
    if (fabs(logit) > 300.0)
        return sw_beta_tails_at(sw_beta_point_at_logit(logit), df1 / 2.0,
                                df2 / 2.0);
    double ratio = x * (df1 / df2);
    sw_beta_point at = {ratio / (1.0 + ratio), 1.0 / (1.0 + ratio), 0, 0};
    at.log_y = -log1p(ratio);
    at.log_x = ratio > 1.0 ? -log1p(1.0 / ratio) : log(at.x);
    return sw_beta_tails_at(at, df1 / 2.0, df2 / 2.0);
}

double sw_f_lower(double x, double df1, double df2)
{
    if (isnan(x) || !(df1 > 0.0 && df2 > 0.0))
        return NAN;
    return f_tails(x, df1, df2).lower;
}

double sw_f_upper(double x, double df1, double df2)
{
    if (isnan(x) || !(df1 > 0.0 && df2 > 0.0))
        return NAN;
    return f_tails(x, df1, df2).upper;
}

static bool is_binomial(double k, double n, double p)
{
    return !isnan(k) && n >= 0.0 && n <= 9007199254740992.0 && p >= 0.0 &&
           p <= 1.0;
}

/* P(X <= k) = P(B > p) with B ~ beta(k + 1, n - k). */
double sw_binomial_lower(double k, double n, double p)
{
    if (!is_binomial(k, n, p))
        return NAN;
    k = floor(k);
    if (k < 0.0)
        return 0.0;
    return k >= n ? 1.0 : beta_tails(p, k + 1.0, n - k).upper;
}

double sw_binomial_upper(double k, double n, double p)
{
    if (!is_binomial(k, n, p))
        return NAN;
    k = ceil(k);
    if (k <= 0.0)
        return 1.0;
    return k > n ? 0.0 : beta_tails(p, k, n - k + 1.0).lower;
}
