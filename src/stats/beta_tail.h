/*
 * beta_tail.h - both tails of the beta distribution, and of Student's t.
 *
 * GSL's incomplete beta gives NaN for parameters from 1e6 and loses digits from
 * 1e5, its t distribution switches to an expansion above 30 degrees of freedom.
 */
#ifndef SW_STATS_BETA_TAIL_H
#define SW_STATS_BETA_TAIL_H

#include <stdbool.h>

/* A point of (0, 1) that is exact near both ends: y = 1 - x. */
typedef struct sw_beta_point {
    double x, y, log_x, log_y;
} sw_beta_point;

typedef struct sw_beta_tails {
    double lower, upper; /* P(X <= x), P(X > x), each to its own precision */
    double slope;        /* d lower / d logit(x) = x^a y^b / B(a, b) */
} sw_beta_tails;

sw_beta_point sw_beta_point_at(double x);       /* x in [0, 1] */
sw_beta_point sw_beta_point_at_logit(double z); /* x = 1 / (1 + exp(-z)) */

/* Source: Didonato & Morris (1992), ACM TOMS 18, 360-373, eq. 9, evaluated by
 * the modified Lentz algorithm on the side where it converges fast; Loader's
 * saddle-point form for the factor before it.
 * Cost: O(sqrt(max(a, b))). */
sw_beta_tails sw_beta_tails_at(sw_beta_point at, double a, double b);

/* logit(x) where P(X <= x), or P(X > x) if `upper`, is `tail` in (0, 1/2]. */
double sw_beta_quantile_logit(double tail, bool upper, double a, double b);

/* P(T > t) and P(|T| >= |t|) for Student's t with df > 0. */
double sw_t_upper(double t, double df);
double sw_t_two_sided(double t, double df);

#endif
