/*
 * usage_forecast.h - how many units a month will take, from the months seen.
 */
#ifndef SW_STATS_USAGE_FORECAST_H
#define SW_STATS_USAGE_FORECAST_H

#include "seatworth/stats.h"

/* What the months themselves show. */
typedef enum sw_usage_basis {
    SW_USAGE_SLOPE, /* a slope whose |t| is 2 or more */
    SW_USAGE_FLAT,  /* none: the mean of the months */
    SW_USAGE_SHORT, /* three months or fewer: their mean */
    SW_USAGE_ZERO   /* a month of 0 units has no logarithm: the mean */
} sw_usage_basis;

typedef struct sw_usage_forecast {
    sw_usage_basis basis;
    bool given;      /* growth is the caller's: not damped */
    bool fitted;     /* level is the end of the fitted line, else the mean */
    size_t n;        /* months */
    double level;    /* units a month at the last month */
    double growth;   /* of ln(units) a month, damped; or as given */
    double slope;    /* as fitted, even where it counts as 0; NaN: not fitted */
    double se, t;    /* of the slope; NaN where it is not fitted */
    double level_se; /* of the level; NaN with one month */
    double cv;       /* of a month round its forecast; NaN with one month */
    double log_sd;   /* of the residuals of ln(units); NaN unless fitted */
    double centre;   /* mean month, as months after the last one (<= 0) */
    double squares;  /* sum of squares of the months about their mean */
} sw_usage_forecast;

/**
 * Level and growth of use by month.
 *
 *   ln(units) = a + g month       least squares
 *   se(g)                         Newey-West, lag 1: months next to each other
 *                                 count with weight 1/2; no small-sample factor
 *   g = 0 where |g / se| < 2
 *   level = exp(a + g last), cv^2 = sum((units / line - 1)^2) / (n - 2),
 *   se(level) = level s sqrt(1 / n + (last - mean month)^2 / squares)
 *   where g = 0: level = mean(units), cv = sd / mean, divisor n - 1,
 *   se(level) = sd / sqrt(n)
 *
 * @param month   n calendar months as whole numbers (12 * year + month), rising
 * @param units   n values >= 0
 * @param growth  of ln(units) a month: it replaces g and is not damped; the
 *                level stays the fitted one, and is the mean where it is 0 or
 *                the file has no slope. NaN: none is given
 *
 * @return SW_OK
 *         SW_EDOMAIN  units below 0 or not finite, months that do not rise, a
 *                     growth that is not finite
 *         SW_ENODATA  no month
 *         SW_ENOMEM
 *
 * Source:   Newey & West (1987), Econometrica 55, 703-708; damped trend:
 *           Gardner & McKenzie (1985), Management Science 31, 1237-1246.
 * Deviates: the level is the median of the fitted lognormal, not its mean
 *           (exp(s^2 / 2) above it): a line is extended as it was fitted.
 */
SW_NODISCARD sw_status sw_usage_forecast_fit(sw_usage_forecast *out,
                                             const int *month,
                                             const double *units, size_t n,
                                             double growth, sw_error *err);

/* Units h months after the last one seen, from a level and a growth that may be
 * draws: level * exp(growth * sum_{i=1..h} 0.9^i), or, where the growth was
 * given, level * exp(growth * h). h <= 0 gives the level. */
double sw_usage_ahead(double level, double growth, bool given, int h);

/**
 * Where one month h >= 1 months ahead, or the total of the next twelve, will
 * lie with probability `level`.
 *
 *   fitted: F exp(+- t_{n-2} s sqrt(1 + 1/n + (x - mean)^2 / squares)), x the
 *           month on the fitted line that F stands for; the total by the
 *           gradient of its logarithm
 *   else:   F (1 +- t_{n-1} cv sqrt(1 + 1/n)), not below 0; for the total
 *           sqrt(sum F^2 + (sum F)^2 / n) in place of F sqrt(1 + 1/n)
 *
 * @return SW_OK, SW_EDOMAIN (level, h < 1), SW_ENODATA (one month only)
 * Source:   prediction from a regression; months are taken as independent.
 */
SW_NODISCARD sw_status sw_usage_month_interval(sw_interval *out,
                                               const sw_usage_forecast *f,
                                               int h, double level,
                                               sw_error *err);
SW_NODISCARD sw_status sw_usage_year_interval(sw_interval *out,
                                              const sw_usage_forecast *f,
                                              double level, sw_error *err);

#endif
