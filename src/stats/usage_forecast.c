#include "stats/usage_forecast.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/distribution.h"

enum { FEWEST_FOR_SLOPE = 4, YEAR = 12 };

static const double DAMPING = 0.9;
static const double ENOUGH_T = 2.0;
static const double LAG_WEIGHT = 0.5; /* Bartlett's, of lag 1 */

static sw_status check(const int *month, const double *units, size_t n,
                       double growth, sw_error *err)
{
    if (n == 0)
        return sw_fail(err, SW_ENODATA, "no month of use");
    if (!isnan(growth) && !isfinite(growth))
        return sw_fail(err, SW_EDOMAIN, "a growth of %g a month", growth);
    for (size_t i = 0; i < n; i++) {
        if (!(units[i] >= 0.0) || !isfinite(units[i]))
            return sw_fail(err, SW_EDOMAIN, "month %zu took %g units", i,
                           units[i]);
        if (i > 0 && month[i] <= month[i - 1])
            return sw_fail(err, SW_EDOMAIN, "month %zu does not come after", i);
    }
    return SW_OK;
}

static sw_usage_basis basis_of(const double *units, size_t n)
{
    if (n < FEWEST_FOR_SLOPE)
        return SW_USAGE_SHORT;
    for (size_t i = 0; i < n; i++)
        if (!(units[i] > 0.0))
            return SW_USAGE_ZERO;
    return sw_is_constant((sw_sample){units, n}) ? SW_USAGE_FLAT
                                                 : SW_USAGE_SLOPE;
}

/* Level and spread of months that are taken to have no slope. */
static void set_mean(sw_usage_forecast *f, const double *units)
{
    f->fitted = false;
    f->level = sw_mean(units, f->n);
    f->log_sd = NAN;
    f->cv = f->level_se = NAN;
    if (f->n < 2)
        return;
    double sd = sqrt(sw_variance(units, f->n, f->level));
    f->cv = f->level > 0.0 ? sd / f->level : 0.0;
    f->level_se = sd / sqrt((double)f->n);
}

/* The line on x = months after the last one; rest[i] are its residuals. */
static double fit_line(sw_usage_forecast *f, const double *x, const double *y,
                       double *rest)
{
    sw_sum xx = {0}, xy = {0}, rss = {0};
    double mean = sw_mean(y, f->n);
    f->centre = sw_mean(x, f->n);
    for (size_t i = 0; i < f->n; i++) {
        double dx = x[i] - f->centre;
        sw_sum_add(&xx, dx * dx);
        sw_sum_add(&xy, dx * (y[i] - mean));
    }
    f->squares = sw_sum_value(&xx);
    f->slope = sw_sum_value(&xy) / f->squares;
    for (size_t i = 0; i < f->n; i++) {
        rest[i] = y[i] - mean - f->slope * (x[i] - f->centre);
        sw_sum_add(&rss, rest[i] * rest[i]);
    }
    f->log_sd = sqrt(sw_sum_value(&rss) / ((double)f->n - 2.0));
    return mean - f->slope * f->centre; /* at the last month */
}

/* Newey and West's variance of the slope. A gap in the months ends a pair. */
static void set_se(sw_usage_forecast *f, const double *x, const double *rest)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < f->n; i++) {
        double score = (x[i] - f->centre) * rest[i];
        sw_sum_add(&sum, score * score);
        if (i == 0 || x[i] - x[i - 1] > 1.0)
            continue;
        double before = (x[i - 1] - f->centre) * rest[i - 1];
        sw_sum_add(&sum, 2.0 * LAG_WEIGHT * score * before);
    }
    f->se = sqrt(fmax(0.0, sw_sum_value(&sum))) / f->squares;
    f->t = f->slope / f->se;
}

/* Of a month round the line, as a share of it. */
static double relative_sd(const double *rest, size_t n)
{
    sw_sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sw_sum_add(&sum, expm1(rest[i]) * expm1(rest[i]));
    return sqrt(sw_sum_value(&sum) / ((double)n - 2.0));
}

static sw_status fit_slope(sw_usage_forecast *f, const int *month,
                           const double *units, sw_error *err)
{
    size_t n = f->n;
    double *x = calloc(3 * n, sizeof *x);
    if (x == NULL)
        return sw_fail(err, SW_ENOMEM, "%zu months of use", n);
    double *y = x + n, *rest = y + n;
    for (size_t i = 0; i < n; i++) {
        x[i] = (double)month[i] - (double)month[n - 1];
        y[i] = log(units[i]);
    }
    double end = fit_line(f, x, y, rest);
    double relative = relative_sd(rest, n);
    set_se(f, x, rest);
    free(x);
    if (!(fabs(f->t) >= ENOUGH_T)) {
        f->basis = SW_USAGE_FLAT;
        set_mean(f, units);
        return SW_OK;
    }
    f->fitted = true;
    f->level = exp(end);
    f->growth = f->slope;
    f->level_se = f->level * f->log_sd *
                  sqrt(1.0 / (double)n + f->centre * f->centre / f->squares);
    f->cv = relative;
    return SW_OK;
}

sw_status sw_usage_forecast_fit(sw_usage_forecast *out, const int *month,
                                const double *units, size_t n, double growth,
                                sw_error *err)
{
    sw_status st = check(month, units, n, growth, err);
    if (st != SW_OK)
        return st;
    sw_usage_forecast f = {.basis = basis_of(units, n),
                           .n = n,
                           .slope = NAN,
                           .se = NAN,
                           .t = NAN,
                           .centre = NAN,
                           .squares = NAN};
    set_mean(&f, units);
    if (f.basis == SW_USAGE_SLOPE)
        st = fit_slope(&f, month, units, err);
    if (st != SW_OK)
        return st;
    f.given = !isnan(growth);
    if (f.given)
        f.growth = growth;
    if (f.given && !(fabs(growth) > 0.0))
        set_mean(&f, units);
    *out = f;
    return SW_OK;
}

/* How far on the fitted line the month h ahead lies: sum_{i=1..h} 0.9^i. */
static double damped(int h)
{
    return DAMPING * (1.0 - pow(DAMPING, h)) / (1.0 - DAMPING);
}

double sw_usage_ahead(double level, double growth, bool given, int h)
{
    if (h <= 0)
        return level;
    return level * exp(growth * (given ? h : damped(h)));
}

/* The month of the fitted line less the mean month: a given growth leaves the
 * line at its end. */
static double lever(const sw_usage_forecast *f, int h)
{
    return (f->given ? 0.0 : damped(h)) - f->centre;
}

static sw_status check_interval(const sw_usage_forecast *f, int h, double level,
                                sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st != SW_OK)
        return st;
    if (h < 1)
        return sw_fail(err, SW_EDOMAIN, "a horizon of %d months", h);
    if (f->n < 2)
        return sw_fail(err, SW_ENODATA, "one month has no spread");
    return SW_OK;
}

static double t_of(const sw_usage_forecast *f, double level)
{
    double df = (double)f->n - (f->fitted ? 2.0 : 1.0);
    return sw_quantile_t(0.5 + level / 2.0, df);
}

/* centre * exp(+-half), or centre +- half * centre where nothing is fitted. */
static sw_interval around(const sw_usage_forecast *f, double centre,
                          double half, double level)
{
    if (f->fitted)
        return (sw_interval){centre * exp(-half), centre * exp(half), level};
    return (sw_interval){fmax(0.0, centre * (1.0 - half)),
                         centre * (1.0 + half), level};
}

sw_status sw_usage_month_interval(sw_interval *out, const sw_usage_forecast *f,
                                  int h, double level, sw_error *err)
{
    sw_status st = check_interval(f, h, level, err);
    if (st != SW_OK)
        return st;
    double centre = sw_usage_ahead(f->level, f->growth, f->given, h);
    double spread = 1.0 + 1.0 / (double)f->n;
    double sd = f->fitted ? f->log_sd : f->cv;
    if (f->fitted)
        spread += lever(f, h) * lever(f, h) / f->squares;
    *out = around(f, centre, t_of(f, level) * sd * sqrt(spread), level);
    return SW_OK;
}

sw_status sw_usage_year_interval(sw_interval *out, const sw_usage_forecast *f,
                                 double level, sw_error *err)
{
    sw_status st = check_interval(f, 1, level, err);
    if (st != SW_OK)
        return st;
    double total = 0.0, squares = 0.0, levers = 0.0;
    for (int h = 1; h <= YEAR; h++) {
        double month = sw_usage_ahead(f->level, f->growth, f->given, h);
        total += month;
        squares += month * month;
        levers += f->fitted ? month * lever(f, h) : 0.0;
    }
    double spread = squares + total * total / (double)f->n;
    double sd = f->fitted ? f->log_sd : f->cv;
    if (f->fitted)
        spread += levers * levers / f->squares;
    double half = total > 0.0 ? sqrt(spread) / total : 0.0;
    *out = around(f, total, t_of(f, level) * sd * half, level);
    return SW_OK;
}
