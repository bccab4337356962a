/*
 * interval_family.h - log-likelihood of one answer, and means, by family.
 *
 * location, scale: lognormal and Weibull describe log(Y) (Weibull: smallest
 * extreme value), the gaussian describes Y, the gamma has log mean `location`
 * and shape scale^-2.
 */
#ifndef SW_STATS_INTERVAL_FAMILY_H
#define SW_STATS_INTERVAL_FAMILY_H

#include "seatworth/stats.h"

/* log f(y) where lower = upper = y, on the original scale (with the Jacobian of
 * log y); else log P(lower <= Y < upper), lower <= 0 being the start of the
 * family's range and upper = INFINITY its end. */
double sw_family_log_likelihood(sw_family family, double location, double scale,
                                double lower, double upper);

double sw_family_mean(sw_family family, double location, double scale);

/* Gradient of the mean in (location, log scale). */
void sw_family_mean_gradient(double gradient[2], sw_family family,
                             double location, double scale);

/* E[min(Y, cap)], cap > 0 or INFINITY. */
double sw_family_restricted_mean(sw_family family, double location,
                                 double scale, double cap);

#endif
