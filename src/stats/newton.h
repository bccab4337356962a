/*
 * newton.h - the maximum of a concave log-likelihood.
 */
#ifndef SW_STATS_NEWTON_H
#define SW_STATS_NEWTON_H

#include <stddef.h>

#include "seatworth/error.h"

/* The log-likelihood at b[p], -INFINITY where b is not allowed; gradient[p] and
 * information[p * p] (minus the second derivatives) where it is finite. */
typedef double sw_log_likelihood(double *gradient, double *information,
                                 const double *b, void *ctx);

/* From the start in b to the maximum; *value is the log-likelihood there and
 * information the lower Cholesky factor of the information. The parameters must
 * be scaled so that a change of 1 in one is a change of about 1 in the linear
 * predictor: with separated data the steps then never become small, and the
 * maximum is reported as SW_ENODATA "infinite". SW_ENOMEM. b and information
 * are spoilt unless SW_OK. */
SW_NODISCARD sw_status sw_newton(double *b, double *information, double *value,
                                 size_t p, sw_log_likelihood *f, void *ctx,
                                 sw_error *err);

#endif
