/*
 * stats_curves.h - survival curves and curves of growth.
 */
#ifndef SEATWORTH_STATS_CURVES_H
#define SEATWORTH_STATS_CURVES_H

#include "seatworth/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The curve from one distinct time to the next. */
typedef struct sw_survival_step {
    double time;
    size_t n_risk;   /* units still under observation just before */
    size_t n_event;  /* events at this time */
    double survival; /* just after */
    double se;       /* Greenwood, of the survival */
    sw_interval ci;  /* on the log scale, at most 1; NaN at survival 0 */
} sw_survival_step;

typedef struct sw_survival {
    size_t n, n_event;
    size_t n_steps;        /* distinct times */
    double median;         /* NaN: the curve stays above one half */
    sw_interval median_ci; /* NaN: the end is not reached */
} sw_survival;

/**
 * Kaplan and Meier's estimate of a survival curve.
 *
 *   S(t) = product over times u <= t of (1 - d / r), d events of r at risk
 *   log interval: log S +- z sqrt( sum d / (r (r - d)) )
 *   median: the first time with S < 1/2, or the middle of a flat S = 1/2
 *
 * @param[out] out   written only on SW_OK
 * @param[out] step  [n], of which n_steps are written, ascending; may be NULL
 * @param time       [n] finite
 * @param event      [n] whether the event was seen; else censored
 * @param n          number of units
 * @param level      confidence level, fraction in (0, 1)
 * @param err        may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN  level, or a time not finite
 *         SW_ENODATA  no unit
 *         SW_ENOMEM
 *
 * Numerics: S = 1/2 holds within 1e-12, as products of fractions need.
 * Cost:     O(n log n).
 * Source:   Kaplan & Meier (1958), JASA 53, 457-481; Brookmeyer & Crowley
 *           (1982), Biometrics 38, 29-41.
 * Deviates: no. Agrees with R's survfit (survival 3.5-3) to 1e-12; times that
 *           differ by rounding are not the same here.
 */
SW_API SW_NODISCARD sw_status sw_stats_survival(sw_survival *out,
                                                sw_survival_step *step,
                                                const double *time,
                                                const bool *event, size_t n,
                                                double level, sw_error *err);

typedef struct sw_logrank {
    double statistic; /* chi-square */
    double df;        /* groups with an expected event, less 1 */
    double p;
} sw_logrank;

/**
 * The log-rank test that survival is the same in all groups.
 *
 *   chi2 = (O - E)' V^-1 (O - E); E and V hypergeometric at every event time
 *
 * @param[out] out       written only on SW_OK
 * @param[out] expected  [k] expected events; may be NULL
 * @param time, event, n as sw_stats_survival
 * @param group          [n] in 0 .. k - 1
 * @param k              number of groups
 * @param err            may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   a time not finite, a group not below k
 *         SW_ENODATA   fewer than 2 groups with units; no event while two
 *                      groups are under observation
 *         SW_ENUMERIC  the covariance of the groups is singular
 *         SW_ENOMEM
 *
 * Cost:     O(n log n + T k^2), T event times.
 * Source:   Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; Peto & Peto
 *           (1972), JRSS A 135, 185-207.
 * Deviates: no. Agrees with R's survdiff (survival 3.5-3) to 1e-10.
 */
SW_API SW_NODISCARD sw_status sw_stats_logrank(
    sw_logrank *out, double *expected, const double *time, const bool *event,
    const size_t *group, size_t n, size_t k, sw_error *err);

typedef enum sw_curve {
    SW_CURVE_LOGISTIC, /* K / (1 + exp(a - r t)) */
    SW_CURVE_BASS,     /* m (1 - e) / (1 + q/p e), e = exp(-(p + q) t) */
    SW_CURVE_GOMPERTZ  /* K exp(-a exp(-r t)) */
} sw_curve;

enum { SW_CURVE_PARAMETERS = 3 };

typedef struct sw_growth {
    sw_estimate coefficient[SW_CURVE_PARAMETERS]; /* in the order above: K a r,
                                                     m p q */
    double residual_sd, rss;
    size_t n;
} sw_growth;

/**
 * A curve of growth by least squares.
 *
 *   minimises sum (y - f(t))^2; covariance s^2 (J'J)^-1, s^2 = rss / (n - 3)
 *
 * @param[out] out  written only on SW_OK; effect_size is NaN; where the fit is
 *                  exact, se is 0 and statistic, p and ci are NaN
 * @param curve     Bass: t = 0 is the launch and y the cumulated adopters
 * @param time, y   [n] finite
 * @param n         at least 4
 * @param level     confidence level, fraction in (0, 1)
 * @param err       may be NULL
 *
 * @return SW_OK
 *         SW_EDOMAIN   level, curve, or a value not finite
 *         SW_ENODATA   fewer than 4 values or 3 distinct times; all y equal
 *         SW_ENUMERIC  no minimum: the data do not show where growth ends
 *         SW_ENOMEM
 *
 * Numerics: times and y are scaled, and starts come from a grid on which the
 *           ceiling is linear; Levenberg-Marquardt until the relative offset
 *           is below 1e-7.
 * Source:   Bates & Watts (1988), Nonlinear Regression Analysis; Bass (1969),
 *           Management Science 15, 215-227; Winsor (1932), PNAS 18, 1-8.
 * Deviates: no. Agrees with R 4.2.2 nls to 1e-6 and with NIST's certified
 *           values of Rat42 to 9 digits.
 */
SW_API SW_NODISCARD sw_status sw_stats_growth(sw_growth *out, sw_curve curve,
                                              const double *time,
                                              const double *y, size_t n,
                                              double level, sw_error *err);

/* "K", "a", "r" or "m", "p", "q"; i below SW_CURVE_PARAMETERS. Never NULL. */
SW_API const char *sw_curve_parameter(sw_curve curve, size_t i);

#ifdef __cplusplus
}
#endif
#endif
