/*
 * preposterior.h - how far means can move when something is measured.
 */
#ifndef SW_STATS_PREPOSTERIOR_H
#define SW_STATS_PREPOSTERIOR_H

#include <stdbool.h>
#include <stddef.h>

/**
 * A with A V A' = S = V (V + U)^-1 V, the covariance of the means of quantities
 * with prior covariance V after they are measured with error covariance U: what
 * draws round their means are multiplied by to be drawn together.
 *
 * @param a [n * n] A
 * @param v [n * n] positive semidefinite
 * @param u [n * n] positive definite; its factor afterwards
 * @return false where u is not positive definite
 *
 * With U = l l' and l^-1 V l^-T = Q diag(z) Q', A = l Q diag(sqrt(z / (z + 1)))
 * Q' l^-1: nothing is divided by V, however flat it is.
 *
 * Source:   Raiffa & Schlaifer (1961), Applied Statistical Decision
 * Theory, 5.3. Deviates: no.
 */
bool sw_preposterior(double *a, const double *v, double *u, size_t n);

#endif
