/*
 * Standard error of entropy balancing.
 *
 * The weights move with the data, so the influence of a row is that of its
 * residual from the regression with the weights: the derivative of the
 * estimating equations (Zhao & Percival 2017, J. Causal Inference 5(1)).
 */
#include "stats/balance_se.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/cluster_terms.h"
#include "stats/linear_fit.h"

static sw_status fit_control(sw_linear_fit *fit, const sw_balance *b,
                             sw_error *err)
{
    const sw_balance_data *d = b->d;
    size_t k = b->n_kept;
    *fit = (sw_linear_fit){0};
    double *x = calloc(b->n0 * k + 1, sizeof *x);
    double *y = calloc(b->n0, sizeof *y);
    sw_status st = SW_OK;
    if (x == NULL || y == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    } else {
        for (size_t i = 0; i < b->n0; i++) {
            y[i] = d->y[b->row[i]];
            for (size_t j = 0; j < k; j++)
                x[i * k + j] =
                    d->x[b->row[i] * d->k + b->kept[j]] - b->mean[b->kept[j]];
        }
        sw_regression m = {
            .y = y, .x = x, .n = b->n0, .k = k, .weights = b->weight};
        st = sw_linear_fit_init(fit, &m, err);
    }
    free(x);
    free(y);
    return st;
}

/* The intercept is the weighted mean: x is centred at the treated means. */
static void influences(double *u, double *estimate, const sw_balance *b,
                       const sw_linear_fit *fit)
{
    const sw_balance_data *d = b->d;
    sw_sum mean = {0};
    for (size_t i = 0; i < d->n; i++)
        if (d->treated[i])
            sw_sum_add(&mean, d->y[i]);
    double m1 = sw_sum_value(&mean) / (double)b->n1;
    *estimate = m1 - fit->coefficient[0];
    for (size_t i = 0; i < d->n; i++) {
        if (!d->treated[i])
            continue;
        double rest = d->y[i] - m1;
        for (size_t j = 0; j < b->n_kept; j++)
            rest -= fit->coefficient[1 + j] *
                    (d->x[i * d->k + b->kept[j]] - b->mean[b->kept[j]]);
        u[i] = rest / (double)b->n1;
    }
    for (size_t i = 0; i < b->n0; i++)
        u[b->row[i]] = -fit->root_weight[i] * fit->residual[i];
}

/* Independent rows: each arm with its own n / (n - 1). */
static void by_row(sw_estimate *e, const double *u, const sw_balance *b)
{
    double n0 = (double)b->n0, n1 = (double)b->n1, squares = 0.0;
    for (size_t i = 0; i < b->d->n; i++)
        squares += u[i] * u[i] *
                   (b->d->treated[i] ? n1 / (n1 - 1.0) : n0 / (n0 - 1.0));
    e->se = sqrt(squares);
    e->df = n0 + n1 - 2.0;
}

static sw_status by_cluster(sw_estimate *e, const double *u,
                            const sw_balance *b, sw_error *err)
{
    sw_clusters c;
    sw_status st = sw_clusters_init(&c, b->d->cluster, b->d->n, err);
    double squares = 0.0, groups = (double)c.count;
    for (size_t j = 0; j < c.count; j++) {
        double sum = 0.0;
        for (size_t i = c.start[j]; i < c.start[j + 1]; i++)
            sum += u[c.row[i]];
        squares += sum * sum;
    }
    e->se = sqrt(groups / (groups - 1.0) * squares);
    e->df = groups - 1.0;
    sw_clusters_clear(&c);
    return st;
}

sw_status sw_balance_effect(sw_estimate *effect, const sw_balance *b,
                            sw_error *err)
{
    sw_linear_fit fit;
    sw_estimate e = {.effect_size = NAN};
    double *u = calloc(b->d->n, sizeof *u);
    sw_status st = fit_control(&fit, b, err);
    if (st == SW_OK && u == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    if (st == SW_OK) {
        influences(u, &e.estimate, b, &fit);
        if (b->d->cluster == NULL)
            by_row(&e, u, b);
        else
            st = by_cluster(&e, u, b, err);
    }
    if (st == SW_OK) {
        sw_estimate_by_t(&e, b->d->level);
        *effect = e;
    }
    sw_linear_fit_clear(&fit);
    free(u);
    return st;
}
