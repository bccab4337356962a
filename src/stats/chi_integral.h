/*
 * chi_integral.h - the mean of a function of u = sqrt(chi2_df / df).
 *
 * The noncentral t is such a mean of a normal probability.
 */
#ifndef SW_STATS_CHI_INTEGRAL_H
#define SW_STATS_CHI_INTEGRAL_H

typedef struct sw_chi_integrand {
    /* Logarithm of a function of u > 0 in (0, 1], monotone in u. */
    double (*log_at)(double u, const void *ctx);
    const void *ctx;
    double df;         /* > 0 */
    double centre;     /* log(u) about which the function changes */
    double width;      /* by how much log(u) may go there in one panel */
    double least_mode; /* log(u) that the mode of the product is above */
} sw_chi_integrand;

/* E f(u). The product of the density and f has one mode in v = log(u); panels
 * of Gauss and Legendre cover the range around it where terms count, finer
 * where f or the density changes faster. At most 5000 panels. */
double sw_chi_mean(const sw_chi_integrand *f);

#endif
