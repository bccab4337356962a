/* Covariances that treat the rows as independent. Source: White (1980),
 * Econometrica 48, 817-838; MacKinnon & White (1985), J. Econometrics 29,
 * 305-325 (HC1 to HC3). */
#include <math.h>

#include "stats/linear_fit.h"
#include "stats/spd.h"

/* A row with leverage 1 is fitted exactly: its residual says nothing. */
static const double SMALLEST_SLACK = 1e-12;

/* Of squared weights, relative: rounding leaves 1e-26 or so. */
static const double NEGLIGIBLE = 1e-14;

bool sw_rests_on_exact(double exact, double whole)
{
    return exact > NEGLIGIBLE * whole;
}

static double squared_residual(double residual, double leverage, sw_vcov kind)
{
    double square = residual * residual, slack = 1.0 - leverage;
    if (kind != SW_VCOV_HC2 && kind != SW_VCOV_HC3)
        return square;
    if (slack < SMALLEST_SLACK)
        return 0.0;
    return kind == SW_VCOV_HC2 ? square / slack : square / (slack * slack);
}

/* Coefficients that rest on row i, which is fitted exactly, have no df. */
static void mark(double *df, const sw_linear_fit *fit, size_t i)
{
    for (size_t j = 0; j < fit->p; j++) {
        const double *c = fit->contrast + j * fit->p;
        double weight = sw_dot(c, fit->q + i * fit->p, fit->p);
        if (sw_rests_on_exact(weight * weight, sw_dot(c, c, fit->p)))
            df[j] = NAN;
    }
}

void sw_vcov_by_row(double *v, double *df, const sw_linear_fit *fit,
                    sw_vcov kind)
{
    size_t p = fit->p;
    double n = (double)fit->n, rest = (double)(fit->n - p);
    bool adjusts = kind == SW_VCOV_HC2 || kind == SW_VCOV_HC3;
    for (size_t a = 0; a < p * p; a++)
        v[a] = 0.0;
    for (size_t j = 0; j < p; j++)
        df[j] = rest;
    if (kind == SW_VCOV_CLASSICAL) {
        for (size_t a = 0; a < p; a++)
            v[a * p + a] = fit->rss / rest;
        return;
    }
    double factor = kind == SW_VCOV_HC1 ? n / rest : 1.0;
    for (size_t i = 0; i < fit->n; i++) {
        const double *q = fit->q + i * p;
        double leverage = sw_dot(q, q, p);
        if (adjusts && 1.0 - leverage < SMALLEST_SLACK)
            mark(df, fit, i);
        sw_add_outer(v, q, p,
                     factor *
                         squared_residual(fit->residual[i], leverage, kind));
    }
}
