/* Covariances that treat the rows as independent. Source: White (1980),
 * Econometrica 48, 817-838; MacKinnon & White (1985), J. Econometrics 29,
 * 305-325 (HC1 to HC3). */
#include <math.h>

#include "stats/linear_fit.h"

/* A row with leverage 1 is fitted exactly: its residual says nothing. */
static const double SMALLEST_SLACK = 1e-12;

static double squared_residual(double residual, double leverage, sw_vcov kind)
{
    double square = residual * residual, slack = 1.0 - leverage;
    if (kind != SW_VCOV_HC2 && kind != SW_VCOV_HC3)
        return square;
    if (slack < SMALLEST_SLACK)
        return 0.0;
    return kind == SW_VCOV_HC2 ? square / slack : square / (slack * slack);
}

static void add_row(double *v, const double *q, size_t p, double square)
{
    for (size_t a = 0; a < p; a++)
        for (size_t b = 0; b < p; b++)
            v[a * p + b] += square * q[a] * q[b];
}

void sw_vcov_by_row(double *v, const sw_linear_fit *fit, sw_vcov kind)
{
    size_t p = fit->p;
    double n = (double)fit->n, rest = (double)(fit->n - p);
    for (size_t a = 0; a < p * p; a++)
        v[a] = 0.0;
    if (kind == SW_VCOV_CLASSICAL) {
        for (size_t a = 0; a < p; a++)
            v[a * p + a] = fit->rss / rest;
        return;
    }
    double factor = kind == SW_VCOV_HC1 ? n / rest : 1.0;
    for (size_t i = 0; i < fit->n; i++) {
        const double *q = fit->q + i * p;
        double leverage = 0.0;
        for (size_t a = 0; a < p; a++)
            leverage += q[a] * q[a];
        add_row(v, q, p,
                factor * squared_residual(fit->residual[i], leverage, kind));
    }
}
