/* Largest of several t with one common factor. */
#include "stats/one_factor.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "stats/chi_integral.h"
#include "stats/tail.h"

static const double LARGE_DF = 1e13;
/* The density of the factor is 0 in doubles outside. */
static const double FARTHEST = 38.5;
/* A loading nearer to 1 makes steps that the rule would miss. */
static const double LARGEST_LOADING = 0.98;

typedef struct factor {
    const double *loading;
    size_t k;
    double c;
    double spacing;
    bool inside;
} factor;

bool sw_one_factor_loadings(double *loading, const double *r, size_t k)
{
    if (k < 3) { /* one correlation is the product of two equal roots */
        double root = k == 2 ? sqrt(fabs(r[1])) : 0.0;
        loading[0] = root;
        if (k == 2)
            loading[1] = copysign(root, r[1]);
        return root < LARGEST_LOADING;
    }
    /* l_0^2 = r_0a r_0b / r_ab with the largest pair, then l_j = r_0j / l_0. */
    double square = r[1] * r[2] / r[k + 2];
    if (!(square >= 0.0))
        square = 0.0;
    loading[0] = sqrt(square);
    for (size_t j = 1; j < k; j++)
        loading[j] = loading[0] > 0.0 ? r[j] / loading[0] : 0.0;
    for (size_t i = 0; i < k; i++) {
        if (!(fabs(loading[i]) < LARGEST_LOADING))
            return false;
        for (size_t j = 0; j < i; j++)
            if (!(fabs(loading[i] * loading[j] - r[i * k + j]) < 1e-12))
                return false;
    }
    return true;
}

/* log P(|X_i| < c | Z = z), from the tails where that is near 0. */
static double log_inside(double c, double loading, double z)
{
    double sd = sqrt((1.0 - loading) * (1.0 + loading));
    double low = (-c - loading * z) / sd, high = (c - loading * z) / sd;
    if (low > 0.0)
        return log(sw_normal_upper(low) - sw_normal_upper(high));
    if (high < 0.0)
        return log(sw_normal_lower(high) - sw_normal_lower(low));
    return log1p(-sw_normal_lower(low) - sw_normal_upper(high));
}

/* The factor's sign does not matter, so z > 0 is half of it; from c + 9 on the
 * density is nothing beside what came before. */
static double normal_probability(const factor *f, double c)
{
    double sum = 0.0, end = fmin(FARTHEST, c + 9.0);
    for (int step = 0; step * f->spacing < end; step++) {
        double z = step * f->spacing, log_all = 0.0;
        for (size_t i = 0; i < f->k; i++)
            log_all += log_inside(c, f->loading[i], z);
        sum += (step > 0 ? 2.0 : 1.0) * gsl_ran_ugaussian_pdf(z) *
               (f->inside ? exp(log_all) : -expm1(log_all));
    }
    return fmin(1.0, f->spacing * sum);
}

static double log_probability_at(double u, const void *ctx)
{
    const factor *f = ctx;
    return log(normal_probability(f, f->c * u));
}

/* The narrowest factor of the integrand has a width of sd / loading. */
static double narrowest(const double *loading, size_t k)
{
    double width = 1.0;
    for (size_t i = 0; i < k; i++) {
        double l = fabs(loading[i]);
        width = fmin(width, sqrt(1.0 - l * l) / fmax(l, 1e-3));
    }
    return width;
}

static double probability(double c, const double *loading, size_t k, double df,
                          bool inside)
{
    if (!(c > 0.0))
        return inside ? 0.0 : 1.0;
    factor f = {loading, k, c, narrowest(loading, k) / 4.0, inside};
    if (df > LARGE_DF)
        return normal_probability(&f, c);
    sw_chi_integrand g = {.log_at = log_probability_at,
                          .ctx = &f,
                          .df = df,
                          .centre = log(2.0 / c),
                          .width = 0.5,
                          .least_mode = log(fmin(1.0, df) / c) - 5.0};
    return fmin(1.0, sw_chi_mean(&g));
}

double sw_one_factor_inside(double c, const double *loading, size_t k,
                            double df)
{
    return probability(c, loading, k, df, true);
}

double sw_one_factor_outside(double c, const double *loading, size_t k,
                             double df)
{
    return probability(c, loading, k, df, false);
}
