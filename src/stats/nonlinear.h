/*
 * nonlinear.h - least squares for a curve with few parameters.
 */
#ifndef SW_STATS_NONLINEAR_H
#define SW_STATS_NONLINEAR_H

#include "seatworth/stats.h"

enum { SW_MAX_PARAMETERS = 16 };

/* f(x; b) and, where it is not NULL, its gradient[p] in b. */
typedef double sw_nonlinear_value(double *gradient, double x, const double *b);

typedef struct sw_nonlinear {
    sw_nonlinear_value *value;
    size_t p; /* at most SW_MAX_PARAMETERS */
    const double *x, *y;
    size_t n; /* more than p */
} sw_nonlinear;

typedef struct sw_nonlinear_fit {
    double b[SW_MAX_PARAMETERS]; /* start on input */
    double covariance[SW_MAX_PARAMETERS * SW_MAX_PARAMETERS]; /* (J'J)^-1 */
    double rss;
    double offset; /* relative: how much of the residuals the tangent plane
                      still explains, times sqrt((n - p)/p) */
} sw_nonlinear_fit;

/* Levenberg-Marquardt from fit->b. SW_ENUMERIC: no minimum was reached (offset
 * above 1e-7 and residuals that are not rounding), or J is singular there.
 * SW_ENOMEM. Source: Bates & Watts (1988), 2.2.3. */
SW_NODISCARD sw_status sw_nonlinear_least_squares(sw_nonlinear_fit *fit,
                                                  const sw_nonlinear *model,
                                                  sw_error *err);

#endif
