/*
 * small_sample.h - the mean of few answers in minutes, or of answers that show
 * no spread, as a posterior.
 *
 * Answers above none are lognormal with arithmetic mean m and standard
 * deviation s of the logarithm, so that their location is log m - s^2 / 2:
 *
 *   log m ~ U(-2, 5),  s ~ lognormal(median 0.9, geometric sd 1.5)
 *
 * in minutes per working day; a range contributes its probability, an exact
 * answer its density. The posterior is that of
 *
 *   E[min(Y, cap)] * B,  B ~ Beta(1/2 + k, 1/2 + n0)
 *
 * with k answers above none and n0 of none: Jeffreys' prior of a share.
 *
 * Source:   the priors are the program's own (assumptions, printed); bounded
 *           log m instead of the mean of logarithms: O'Hagan and Stevens
 * (2003), Biostatistics 4, 33-50, on how the latter inflates the mean.
 * Numerics: Gauss-Legendre over log s within 8 prior sds, and for each s over
 *           the log m where the (log-concave) likelihood is above exp(-40) of
 *           its greatest; the product's distribution by convolution on a grid
 *           of logarithms, steps of 1/256: quantiles to 1e-3, moments to 1e-6.
 */
#ifndef SW_STATS_SMALL_SAMPLE_H
#define SW_STATS_SMALL_SAMPLE_H

#include <stddef.h>

#include "seatworth/error.h"
#include "stats/distribution.h"

/* The weight of nothing at the start: half an answer of either kind. */
#define SW_SMALL_SAMPLE_PRIOR 0.5

/**
 * @param[out] out  a table (SW_DIST_TABLE), cleared by the caller; written only
 *                  on SW_OK
 * @param lower, upper  [n] minutes per working day, 0 <= lower <= upper;
 *                  upper = INFINITY is open, (0, 0) is none
 * @param cap       minutes per working day above which no answer counts
 * @return SW_OK
 *         SW_EDOMAIN  a bound below 0, NaN or reversed; cap not above 0
 *         SW_ENODATA  no answers
 *         SW_ENOMEM
 */
SW_NODISCARD sw_status sw_small_sample_mean(sw_distribution *out,
                                            const double *lower,
                                            const double *upper, size_t n,
                                            double cap, sw_error *err);

#endif
