/*
 * marginal.h - fast draws of one input, from a uniform or a standard normal.
 *
 * Distributions whose quantile is costly (beta, PERT, Student's t) are
 * tabulated once: x(z) = quantile(Phi(z)) at equally spaced z, cubic Hermite
 * between (stats/quantile_table.h). Normal and lognormal draws are functions of
 * z, the rest of u.
 */
#ifndef SW_SIMULATION_MARGINAL_H
#define SW_SIMULATION_MARGINAL_H

#include <stddef.h>

#include "simulation/normal_table.h"
#include "stats/distribution.h"

enum {
    SW_MARGINAL_INTERVALS =
        SW_DISTRIBUTION_KNOTS - 1 /* interpolation error below 1e-7 of the sd */
};

typedef struct sw_marginal sw_marginal;
struct sw_marginal {
    const sw_distribution *distribution; /* borrowed */
    const double *table; /* [SW_MARGINAL_INTERVALS + 1], NULL: call directly */
    double *own;         /* the table, unless the distribution keeps it */
    double *cubic;       /* [SW_MARGINAL_INTERVALS * 4] of a table */
    sw_marginal *part;   /* of a mixture */
};

/* SW_ENOMEM or SW_OK. `d` outlives the marginal. */
SW_NODISCARD sw_status sw_marginal_init(sw_marginal *m,
                                        const sw_distribution *d,
                                        sw_error *err);
/* Leaves the tables with the distribution that `m` was made of, which then
 * keeps them for its next marginal. */
void sw_marginal_keep(sw_marginal *m, sw_distribution *d);
void sw_marginal_clear(sw_marginal *m);

/* x[i] = draw(u[i]), u in (0, 1). A mixture chooses its part by u and uses the
 * rest of u within it. */
void sw_marginal_draw(double *x, const sw_marginal *m,
                      const sw_normal_table *normal, const double *u, size_t n);

/* The same from z[i] = quantile of u[i] of the standard normal. */
void sw_marginal_draw_normal(double *x, const sw_marginal *m,
                             const sw_normal_table *normal, const double *z,
                             size_t n);

#endif
