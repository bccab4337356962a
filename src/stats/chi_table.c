/* Quantiles of chi joined by cubics in the normal deviate. */
#include "stats/chi_table.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "stats/gamma_tail.h"
#include "stats/tail.h"

/* A uniform of 53 bits reaches a deviate of 8.3. */
static const double FARTHEST = 8.5;

void sw_chi_table_init(sw_chi_table *table, double df)
{
    for (int i = 0; i < SW_CHI_NODES; i++) {
        double z = FARTHEST * (2.0 * i / (SW_CHI_NODES - 1) - 1.0);
        double x = z < 0.0
                       ? sw_quantile_gamma(sw_normal_lower(z), df / 2.0)
                       : sw_quantile_gamma_upper(sw_normal_upper(z), df / 2.0);
        double density = sw_gamma_tails_at(x, df / 2.0).slope;
        table->log_u[i] = log(2.0 * x / df) / 2.0;
        table->slope[i] = gsl_ran_ugaussian_pdf(z) / density / 2.0;
    }
}

double sw_chi_table_at(const sw_chi_table *table, double z)
{
    const double spacing = 2.0 * FARTHEST / (SW_CHI_NODES - 1);
    double at = (fmin(fmax(z, -FARTHEST), FARTHEST) + FARTHEST) / spacing;
    int i = (int)fmin(at, SW_CHI_NODES - 2);
    double t = at - i, s = 1.0 - t;
    double value =
        s * s * (1.0 + 2.0 * t) * table->log_u[i] +
        t * t * (1.0 + 2.0 * s) * table->log_u[i + 1] +
        spacing * s * t * (s * table->slope[i] - t * table->slope[i + 1]);
    return exp(value);
}
