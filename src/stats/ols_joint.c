#include "stats/ols_joint.h"

#include <stdlib.h>

#include "stats/linear_fit.h"
#include "stats/spd.h"

/* The covariance in the orthonormal basis. */
static sw_status basis_covariance(double *v, const sw_linear_fit *fit,
                                  const sw_regression *m, sw_error *err)
{
    if (m->vcov != SW_VCOV_CR1 && m->vcov != SW_VCOV_CR2) {
        sw_vcov_by_row(v, fit, m->vcov);
        return SW_OK;
    }
    double *df = calloc(fit->p, sizeof *df);
    if (df == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    sw_status st = sw_vcov_by_cluster(v, df, fit, m->cluster,
                                      m->weights != NULL, m->vcov, err);
    free(df);
    return st;
}

sw_status sw_stats_ols_joint(sw_estimate *coefficient, double *covariance,
                             const sw_regression *model, sw_error *err)
{
    sw_status st = sw_stats_ols(coefficient, model, err);
    if (st != SW_OK)
        return st;
    sw_linear_fit fit;
    double *v = NULL;
    st = sw_linear_fit_init(&fit, model, err);
    if (st != SW_OK)
        goto cleanup;
    size_t p = fit.p;
    v = calloc(p * p, sizeof *v);
    if (v == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    st = basis_covariance(v, &fit, model, err);
    for (size_t i = 0; st == SW_OK && i < p; i++)
        for (size_t j = 0; j < p; j++)
            covariance[i * p + j] =
                sw_bilinear(fit.contrast + i * p, v, fit.contrast + j * p, p);

cleanup:
    free(v);
    sw_linear_fit_clear(&fit);
    return st;
}
