/* Least squares from products. */
#include "stats/gram.h"

void sw_gram_solve(double *slope, const double *products, size_t stride,
                   const sw_gram *g)
{
    const double *inverse = g->inverse;
    size_t p = g->p, width = g->width;
    for (size_t b = 0; b < p; b++) {
        double part = 0.0;
        for (size_t a = 0; a <= b; a++)
            part += inverse[a * width + b] * products[a * stride];
        for (size_t a = 0; a <= b; a++)
            slope[a] += inverse[a * width + b] * part;
    }
}

/* Four rows at once, so that their sums run side by side. */
void sw_gram_residuals(double *e, const sw_gram *g, size_t count,
                       const double *slope)
{
    size_t i = 0, p = g->p, width = g->width;
    for (; i + 4 <= count; i += 4) {
        const double *z0 = g->z + i * width, *z1 = z0 + width;
        const double *z2 = z1 + width, *z3 = z2 + width;
        double e0 = z0[p], e1 = z1[p], e2 = z2[p], e3 = z3[p];
        for (size_t a = 0; a < p; a++) {
            e0 -= slope[a] * z0[a];
            e1 -= slope[a] * z1[a];
            e2 -= slope[a] * z2[a];
            e3 -= slope[a] * z3[a];
        }
        e[i] = e0;
        e[i + 1] = e1;
        e[i + 2] = e2;
        e[i + 3] = e3;
    }
    for (; i < count; i++) {
        e[i] = g->z[i * width + p];
        for (size_t a = 0; a < p; a++)
            e[i] -= slope[a] * g->z[i * width + a];
    }
}

void sw_gram_coefficients(double *coefficient, const sw_gram *g,
                          const double *slope)
{
    for (size_t j = 0; j < g->p; j++)
        coefficient[j] = slope[j];
    if (g->m->no_intercept)
        return;
    for (size_t j = 1; j < g->p; j++)
        coefficient[0] -= g->centre[j] * slope[j];
    coefficient[0] += g->centre[g->p];
}
