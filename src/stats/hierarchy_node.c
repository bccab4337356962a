/* The conditional normals of the hierarchy; formulas in hierarchy.h. */
#include "stats/hierarchy_node.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/spd.h"

/* A pivot below this share of its diagonal is rounding. */
static const double PIVOT = 1e-12;

void sw_hierarchy_node_clear(sw_hierarchy_node *node)
{
    free(node->index);
    free(node->root);
    free(node->inverse);
    free(node->ones);
    free(node->gap);
    free(node->covariance);
    *node = (sw_hierarchy_node){0};
}

sw_status sw_hierarchy_node_init(sw_hierarchy_node *node,
                                 const sw_hierarchy_data *d, sw_error *err)
{
    size_t k = d->k;
    *node = (sw_hierarchy_node){.data = d,
                                .index = calloc(k, sizeof *node->index),
                                .root = calloc(k * k, sizeof *node->root),
                                .inverse = calloc(k * k, sizeof *node->inverse),
                                .ones = calloc(k, sizeof *node->ones),
                                .gap = calloc(k, sizeof *node->gap),
                                .covariance =
                                    calloc(k * k, sizeof *node->covariance)};
    if (!node->index || !node->root || !node->inverse || !node->ones ||
        !node->gap || !node->covariance)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < k; i++)
        if (d->observed[i])
            node->index[node->m++] = i;
    return SW_OK;
}

static void fill_root(sw_hierarchy_node *node, double tau)
{
    const sw_hierarchy_data *d = node->data;
    size_t m = node->m;
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < m; b++)
            node->root[a * m + b] =
                d->covariance[node->index[a] * d->k + node->index[b]] +
                (a == b ? tau * tau : 0.0);
}

bool sw_hierarchy_at(sw_hierarchy_node *node, double tau)
{
    const sw_hierarchy_data *d = node->data;
    size_t m = node->m;
    fill_root(node, tau);
    if (!sw_spd_factor(node->root, m, PIVOT))
        return false;
    double weight = 0.0, weighted = 0.0, squares = 0.0;
    double origin = d->estimate[node->index[0]];
    for (size_t a = 0; a < m; a++)
        node->ones[a] = 1.0;
    sw_spd_solve(node->root, node->ones, m);
    for (size_t a = 0; a < m; a++) {
        weight += node->ones[a];
        weighted += node->ones[a] * (d->estimate[node->index[a]] - origin);
    }
    if (!(weight > 0.0))
        return false;
    node->tau = tau;
    node->mu = origin + weighted / weight;
    node->mu_variance = 1.0 / weight;
    for (size_t a = 0; a < m; a++)
        node->gap[a] = d->estimate[node->index[a]] - node->mu;
    sw_spd_solve(node->root, node->gap, m);
    for (size_t a = 0; a < m; a++)
        squares += node->gap[a] * (d->estimate[node->index[a]] - node->mu);
    double z = tau / d->tau_scale;
    node->log_density =
        -0.5 * (z * z + sw_spd_log_det(node->root, m) + log(weight) + squares);
    return true;
}

/* The lower root of a matrix that may be singular: a column without a pivot is
 * left empty. */
static void semidefinite_root(double *factor, const double *a, size_t k)
{
    for (size_t j = 0; j < k; j++) {
        double pivot = a[j * k + j];
        for (size_t c = 0; c < j; c++)
            pivot -= factor[j * k + c] * factor[j * k + c];
        bool live = pivot > PIVOT * a[j * k + j];
        for (size_t i = 0; i < k; i++)
            factor[i * k + j] = 0.0;
        if (!live)
            continue;
        factor[j * k + j] = sqrt(pivot);
        for (size_t i = j + 1; i < k; i++) {
            double sum = a[i * k + j];
            for (size_t c = 0; c < j; c++)
                sum -= factor[i * k + c] * factor[j * k + c];
            factor[i * k + j] = sum / factor[j * k + j];
        }
    }
}

/* V restricted to the observed groups a and b. */
static double error_at(const sw_hierarchy_node *node, size_t a, size_t b)
{
    const sw_hierarchy_data *d = node->data;
    return d->covariance[node->index[a] * d->k + node->index[b]];
}

/* S^-1 V, so that tau^2 I - tau^4 S^-1 = tau^2 S^-1 V needs no difference of
 * large numbers. Errors are seldom correlated across all groups: zeros of S^-1
 * are passed over. The root is no longer needed and gives its room. */
static const double *shrinkage(sw_hierarchy_node *node)
{
    size_t m = node->m;
    for (size_t a = 0; a < m; a++) {
        double *row = node->root + a * m;
        memset(row, 0, m * sizeof *row);
        for (size_t c = 0; c < m; c++) {
            double part = node->inverse[a * m + c];
            for (size_t b = 0; fabs(part) > 0.0 && b < m; b++)
                row[b] += part * error_at(node, c, b);
        }
    }
    return node->root;
}

void sw_hierarchy_groups(double *mean, double *lean, double *rest,
                         sw_hierarchy_node *node)
{
    size_t k = node->data->k, m = node->m;
    double t2 = node->tau * node->tau;
    double *v = node->covariance, mu_sd = sqrt(node->mu_variance);
    sw_spd_inverse(node->inverse, node->root, m);
    const double *shrunk = shrinkage(node);
    for (size_t i = 0; i < k; i++) {
        mean[i] = node->mu;
        lean[i] = 1.0;
        for (size_t j = 0; j < k; j++)
            v[i * k + j] = i == j ? t2 : 0.0;
    }
    for (size_t a = 0; a < m; a++) {
        size_t i = node->index[a];
        mean[i] += t2 * node->gap[a];
        lean[i] = 0.0; /* 1 - tau^2 S^-1 1 = V S^-1 1 */
        for (size_t b = 0; b < m; b++) {
            lean[i] += error_at(node, a, b) * node->ones[b];
            v[i * k + node->index[b]] =
                0.5 * t2 * (shrunk[a * m + b] + shrunk[b * m + a]);
        }
    }
    for (size_t i = 0; i < k; i++)
        lean[i] *= mu_sd;
    semidefinite_root(rest, v, k);
}
