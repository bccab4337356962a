/* Least squares for a curve with few parameters. */
#include "stats/nonlinear.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

#include "base/sum.h"

enum { MAX_STEPS = 400, MAX_POLISH = 12 };

static const double MAX_OFFSET = 1e-7;

/* Residuals of this size, relative to y, are rounding. */
static const double ROUNDING = 1e-13;

static void read_vector(double *b, const gsl_vector *v)
{
    for (size_t j = 0; j < v->size; j++)
        b[j] = gsl_vector_get(v, j);
}

static int residuals(const gsl_vector *at, void *context, gsl_vector *f)
{
    const sw_nonlinear *m = context;
    double b[SW_MAX_PARAMETERS];
    read_vector(b, at);
    for (size_t i = 0; i < m->n; i++) {
        double r = m->value(NULL, m->x[i], b) - m->y[i];
        if (!isfinite(r))
            return GSL_EDOM;
        gsl_vector_set(f, i, r);
    }
    return GSL_SUCCESS;
}

static int gradients(const gsl_vector *at, void *context, gsl_matrix *jacobian)
{
    const sw_nonlinear *m = context;
    double b[SW_MAX_PARAMETERS], row[SW_MAX_PARAMETERS];
    read_vector(b, at);
    for (size_t i = 0; i < m->n; i++) {
        (void)m->value(row, m->x[i], b);
        for (size_t j = 0; j < m->p; j++) {
            if (!isfinite(row[j]))
                return GSL_EDOM;
            gsl_matrix_set(jacobian, i, j, row[j]);
        }
    }
    return GSL_SUCCESS;
}

/* J = QR with columns of length 1 at the current b, and Q'r. */
typedef struct tangent {
    gsl_matrix *qr; /* n x p */
    gsl_vector *tau, *residual, *at;
    double length[SW_MAX_PARAMETERS];
} tangent;

static bool tangent_init(tangent *t, const sw_nonlinear *m)
{
    t->qr = gsl_matrix_calloc(m->n, m->p);
    t->tau = gsl_vector_calloc(m->p);
    t->residual = gsl_vector_calloc(m->n);
    t->at = gsl_vector_calloc(m->p);
    return t->qr != NULL && t->tau != NULL && t->residual != NULL &&
           t->at != NULL;
}

static void tangent_clear(tangent *t)
{
    gsl_matrix_free(t->qr);
    gsl_vector_free(t->tau);
    gsl_vector_free(t->residual);
    gsl_vector_free(t->at);
}

static double sum_of_squares(const gsl_vector *v, size_t first, size_t end)
{
    sw_sum s = {0};
    for (size_t i = first; i < end; i++)
        sw_sum_add(&s, gsl_vector_get(v, i) * gsl_vector_get(v, i));
    return sw_sum_value(&s);
}

/* False where the curve or its gradient is not finite, or J has lost rank. */
static bool tangent_at(tangent *t, sw_nonlinear_fit *fit, const sw_nonlinear *m)
{
    for (size_t j = 0; j < m->p; j++)
        gsl_vector_set(t->at, j, fit->b[j]);
    if (residuals(t->at, (void *)m, t->residual) != GSL_SUCCESS ||
        gradients(t->at, (void *)m, t->qr) != GSL_SUCCESS)
        return false;
    fit->rss = sum_of_squares(t->residual, 0, m->n);
    for (size_t j = 0; j < m->p; j++) {
        gsl_vector_view column = gsl_matrix_column(t->qr, j);
        t->length[j] = gsl_blas_dnrm2(&column.vector);
        if (!(t->length[j] > 0.0))
            return false;
        gsl_vector_scale(&column.vector, 1.0 / t->length[j]);
    }
    gsl_linalg_QR_decomp(t->qr, t->tau);
    gsl_linalg_QR_QTvec(t->qr, t->tau, t->residual);
    for (size_t j = 0; j < m->p; j++)
        if (!(fabs(gsl_matrix_get(t->qr, j, j)) > 1e-13))
            return false;
    double explained = sum_of_squares(t->residual, 0, m->p);
    double rest = sum_of_squares(t->residual, m->p, m->n);
    double p = (double)m->p, n = (double)m->n;
    fit->offset = sqrt(explained / p) / sqrt(rest / (n - p));
    return true;
}

/* Solves R x = head, in the scale of the parameters. */
static void back_substitute(double *x, const tangent *t, const double *head,
                            size_t p)
{
    for (size_t j = p; j-- > 0;) {
        double v = head[j];
        for (size_t k = j + 1; k < p; k++)
            v -= gsl_matrix_get(t->qr, j, k) * x[k];
        x[j] = v / gsl_matrix_get(t->qr, j, j);
    }
}

/* Gauss-Newton steps as long as the offset falls: they take the last digits
 * that a trust region leaves. */
static bool polish(tangent *t, sw_nonlinear_fit *fit, const sw_nonlinear *m)
{
    if (!tangent_at(t, fit, m))
        return false;
    sw_nonlinear_fit best = *fit;
    for (int step = 0; step < MAX_POLISH && best.offset > 1e-15; step++) {
        double head[SW_MAX_PARAMETERS], x[SW_MAX_PARAMETERS];
        for (size_t j = 0; j < m->p; j++)
            head[j] = gsl_vector_get(t->residual, j);
        back_substitute(x, t, head, m->p);
        for (size_t j = 0; j < m->p; j++)
            fit->b[j] -= x[j] / t->length[j];
        if (!tangent_at(t, fit, m) || !(fit->offset < best.offset))
            break;
        best = *fit;
    }
    *fit = best;
    return tangent_at(t, fit, m);
}

static void fill_covariance(sw_nonlinear_fit *fit, const tangent *t, size_t p)
{
    double inverse[SW_MAX_PARAMETERS * SW_MAX_PARAMETERS] = {0};
    for (size_t j = 0; j < p; j++) { /* column j of R^-1 */
        double unit[SW_MAX_PARAMETERS] = {0}, x[SW_MAX_PARAMETERS];
        unit[j] = 1.0;
        back_substitute(x, t, unit, p);
        for (size_t i = 0; i < p; i++)
            inverse[i * p + j] = x[i] / t->length[i];
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double v = 0.0;
            for (size_t k = 0; k < p; k++)
                v += inverse[i * p + k] * inverse[j * p + k];
            fit->covariance[i * p + j] = v;
        }
}

/* Levenberg-Marquardt; where it stops is judged afterwards. */
static sw_status descend(sw_nonlinear_fit *fit, const sw_nonlinear *m,
                         sw_error *err)
{
    gsl_multifit_nlinear_parameters how =
        gsl_multifit_nlinear_default_parameters();
    how.solver = gsl_multifit_nlinear_solver_qr;
    gsl_multifit_nlinear_workspace *w = gsl_multifit_nlinear_alloc(
        gsl_multifit_nlinear_trust, &how, m->n, m->p);
    if (w == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    gsl_multifit_nlinear_fdf task = {.f = residuals,
                                     .df = gradients,
                                     .n = m->n,
                                     .p = m->p,
                                     .params = (void *)m};
    gsl_vector_const_view start = gsl_vector_const_view_array(fit->b, m->p);
    sw_status st = SW_OK;
    int info = 0;
    if (gsl_multifit_nlinear_init(&start.vector, &task, w) != GSL_SUCCESS)
        st = sw_fail(err, SW_ENUMERIC, "the curve is not finite at its start");
    if (st == SW_OK) {
        (void)gsl_multifit_nlinear_driver(MAX_STEPS, 1e-15, 1e-15, 0.0, NULL,
                                          NULL, &info, w);
        read_vector(fit->b, gsl_multifit_nlinear_position(w));
    }
    gsl_multifit_nlinear_free(w);
    return st;
}

sw_status sw_nonlinear_least_squares(sw_nonlinear_fit *fit,
                                     const sw_nonlinear *model, sw_error *err)
{
    tangent t;
    sw_nonlinear_fit r = *fit;
    sw_status st = descend(&r, model, err);
    if (st != SW_OK)
        return st;
    sw_sum squares = {0};
    for (size_t i = 0; i < model->n; i++)
        sw_sum_add(&squares, model->y[i] * model->y[i]);
    if (!tangent_init(&t, model)) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else if (!polish(&t, &r, model)) {
        st = sw_fail(err, SW_ENUMERIC,
                     "the parameters cannot be told apart from these data");
    } else {
        bool exact = r.rss <= ROUNDING * ROUNDING * sw_sum_value(&squares);
        if (exact)
            r.rss = 0.0;
        if (!exact && !(r.offset <= MAX_OFFSET))
            st = sw_fail(err, SW_ENUMERIC, "the fit does not converge");
        fill_covariance(&r, &t, model->p);
    }
    tangent_clear(&t);
    if (st == SW_OK)
        *fit = r;
    return st;
}
