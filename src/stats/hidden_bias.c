/* E-value and robustness value: how much hidden confounding it would take. */
#include "seatworth/stats_design.h"

#include <math.h>

#include "stats/check.h"
#include "stats/distribution.h"

/* Chinn (2000): log risk ratio per standard deviation, as VanderWeele and Ding
 * round it. */
static const double LOG_RATIO_PER_SD = 0.91;
/* exp() of more leaves the doubles. */
static const double MOST_LOG = 350.0;

/* RR + sqrt(RR (RR - 1)) from |log RR|, exact near 1. */
static double evalue_of_log(double log_ratio)
{
    double ratio = exp(log_ratio);
    return ratio + sqrt(ratio * expm1(log_ratio));
}

double sw_stats_evalue_of_ratio(double risk_ratio)
{
    if (!(risk_ratio > 0.0 && risk_ratio < INFINITY))
        return NAN;
    double ratio = risk_ratio < 1.0 ? 1.0 / risk_ratio : risk_ratio;
    return ratio + sqrt(ratio * (ratio - 1.0));
}

sw_status sw_stats_evalue(sw_hidden_bias *out, double estimate, double se,
                          double sd, double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st != SW_OK)
        return st;
    if (!isfinite(estimate))
        return sw_fail(err, SW_EDOMAIN, "the estimate is not finite");
    if (!(se >= 0.0 && se < INFINITY))
        return sw_fail(err, SW_EDOMAIN, "standard error %g is below 0", se);
    if (!(sd > 0.0 && sd < INFINITY))
        return sw_fail(err, SW_EDOMAIN, "sd %g is not above 0", sd);
    double z = -sw_quantile_normal((1.0 - level) / 2.0);
    double point = LOG_RATIO_PER_SD * fabs(estimate / sd);
    double near = point - LOG_RATIO_PER_SD * z * (se / sd);
    if (!(point < MOST_LOG))
        return sw_fail(err, SW_EDOMAIN,
                       "%g standard deviations have no risk ratio",
                       estimate / sd);
    *out = (sw_hidden_bias){evalue_of_log(point),
                            near > 0.0 ? evalue_of_log(near) : 1.0};
    return SW_OK;
}

/* (sqrt(f^4 + 4 f^2) - f^2) / 2 without the difference. */
static double robustness_of(double f)
{
    return f > 0.0 ? 2.0 / (1.0 + sqrt(1.0 + 4.0 / (f * f))) : 0.0;
}

sw_status sw_stats_robustness(sw_hidden_bias *out, double statistic, double df,
                              double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st != SW_OK)
        return st;
    if (!isfinite(statistic))
        return sw_fail(err, SW_EDOMAIN, "the statistic is not finite");
    if (!(df > 1.0 && df < INFINITY))
        return sw_fail(err, SW_EDOMAIN, "df %g is not above 1", df);
    double f = fabs(statistic) / sqrt(df);
    double critical =
        -sw_quantile_t((1.0 - level) / 2.0, df - 1.0) / sqrt(df - 1.0);
    double limit = 0.0;
    if (f > critical && f > 1.0 / critical)
        limit = (1.0 - (critical / f) * (critical / f)) / (1.0 + 1.0 / (f * f));
    else if (f > critical)
        limit = robustness_of(f - critical);
    *out = (sw_hidden_bias){robustness_of(f), limit};
    return SW_OK;
}
