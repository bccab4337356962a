/* Bounds of repeated looks by recursive integration. */
#include "seatworth/stats_design.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "stats/distribution.h"
#include "stats/gauss_legendre.h"
#include "stats/tail.h"

enum { MAX_LOOKS = 1000, PANEL = 2 * SW_GAUSS_HALF };

/* Below this a normal tail has no relative precision left. */
static const double LEAST_SPENT = 1e-290;
/* A normal density is 0 in doubles from here on. */
static const double FARTHEST = 38.0;
static const double LEAST_STEP = 1e-5;
/* Kernel widths outside which nothing is carried from one look to the next. */
static const double KERNEL_REACH = 38.0;

/* Density of the score B(t) of trials that went on, at nodes of (-edge, edge),
 * times the weights of the nodes. */
typedef struct nodes {
    double *x, *mass;
    size_t n;
    double edge;
} nodes;

static void clear(nodes *g)
{
    free(g->x);
    free(g->mass);
    *g = (nodes){0};
}

/* Nodes in panels at most `width` wide; mass holds the weights. */
static sw_status place(nodes *g, double edge, double width, sw_error *err)
{
    size_t panels = (size_t)ceil(2.0 * edge / width) + 1;
    *g = (nodes){.n = panels * PANEL, .edge = edge};
    g->x = calloc(g->n, sizeof *g->x);
    g->mass = calloc(g->n, sizeof *g->mass);
    if (g->x == NULL || g->mass == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double half = edge / (double)panels;
    for (size_t p = 0; p < panels; p++)
        for (int k = 0; k < PANEL; k++) {
            int j =
                k < SW_GAUSS_HALF ? SW_GAUSS_HALF - 1 - k : k - SW_GAUSS_HALF;
            double side = k < SW_GAUSS_HALF ? -1.0 : 1.0;
            double middle = -edge + half * (double)(2 * p + 1);
            g->x[p * PANEL + (size_t)k] =
                middle + side * half * SW_GAUSS_NODE[j];
            g->mass[p * PANEL + (size_t)k] = half * SW_GAUSS_WEIGHT[j];
        }
    return SW_OK;
}

/* P(first beyond +-edge at this look), after a step of standard deviation sd.
 */
static double crossing(const nodes *before, double edge, double sd)
{
    double sum = 0.0;
    for (size_t i = 0; i < before->n; i++) {
        double x = before->x[i];
        sum += before->mass[i] * (sw_normal_upper((edge - x) / sd) +
                                  sw_normal_upper((edge + x) / sd));
    }
    return sum;
}

typedef struct search {
    const nodes *before;
    double sd;
} search;

static double log_crossing(double edge, const void *ctx)
{
    const search *s = ctx;
    return log(crossing(s->before, edge, s->sd));
}

/* The density after one more step, at the nodes of `next`. Nodes are in order,
 * so the kernel's window moves along. */
static void carry(nodes *next, const nodes *before, double sd)
{
    size_t first = 0;
    for (size_t i = 0; i < next->n; i++) {
        double x = next->x[i], sum = 0.0;
        while (first < before->n && before->x[first] < x - KERNEL_REACH * sd)
            first++;
        for (size_t j = first; j < before->n; j++) {
            double z = (x - before->x[j]) / sd;
            if (z < -KERNEL_REACH)
                break;
            sum += before->mass[j] * exp(-z * z / 2.0);
        }
        next->mass[i] *= sum / (sd * sqrt(2.0 * M_PI));
    }
}

static double spent_per_side(double t, double alpha)
{
    double z = -sw_quantile_normal(alpha / 4.0);
    return 2.0 * sw_normal_upper(z / sqrt(t));
}

static double tail_of_one_look(double z, const void *ctx)
{
    (void)ctx;
    return log(sw_normal_two_sided(z));
}

/* The bound on the score that is first crossed with probability `spend`, by
 * either side; NaN where that is too little. */
static double edge_of(const nodes *before, double t, double sd, double spend)
{
    double far = FARTHEST * sqrt(t);
    if (!(spend > LEAST_SPENT))
        return NAN;
    if (before->n == 0)
        return sqrt(t) * sw_search_tail(tail_of_one_look, NULL, log(spend),
                                        false, 0.0, FARTHEST);
    search s = {before, sd};
    double edge = sw_search_tail(log_crossing, &s, log(spend), false, 0.0, far);
    return edge < far ? edge : NAN;
}

/* The continuing density at look k, ready for the step to look k + 1. */
static sw_status advance(nodes *at, double edge, double t, double sd,
                         double next_sd, sw_error *err)
{
    nodes next = {0};
    double end = isnan(edge) ? FARTHEST * sqrt(t) : edge;
    sw_status st = place(&next, end, 2.0 * fmin(sd, next_sd), err);
    if (st == SW_OK && at->n == 0)
        for (size_t i = 0; i < next.n; i++)
            next.mass[i] *= gsl_ran_gaussian_pdf(next.x[i], sd);
    else if (st == SW_OK)
        carry(&next, at, sd);
    clear(at);
    *at = next;
    return st;
}

static sw_status check(const double *look, size_t n, double alpha,
                       sw_error *err)
{
    if (!(alpha > 0.0 && alpha < 1.0))
        return sw_fail(err, SW_EDOMAIN, "alpha %g is not between 0 and 1",
                       alpha);
    if (n < 1 || n > MAX_LOOKS)
        return sw_fail(err, SW_EDOMAIN, "%zu looks, 1 to %d are possible", n,
                       MAX_LOOKS);
    for (size_t k = 0; k < n; k++) {
        double before = k > 0 ? look[k - 1] : 0.0;
        if (!(look[k] - before >= LEAST_STEP && look[k] <= 1.0))
            return sw_fail(err, SW_EDOMAIN,
                           "look %zu at %g: looks rise by %g at least, to 1 at "
                           "most",
                           k + 1, look[k], LEAST_STEP);
    }
    return SW_OK;
}

sw_status sw_stats_spending(double *bound, double *alpha_spent,
                            const double *look, size_t n, double alpha,
                            sw_error *err)
{
    sw_status st = check(look, n, alpha, err);
    if (st != SW_OK)
        return st;
    nodes at = {0};
    double *edge = calloc(n, sizeof *edge), before = 0.0, spent = 0.0;
    if (edge == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t k = 0; k < n && st == SW_OK; k++) {
        double sd = sqrt(look[k] - before);
        double now = 2.0 * spent_per_side(look[k], alpha);
        edge[k] = edge_of(&at, look[k], sd, now - spent);
        if (k + 1 < n)
            st = advance(&at, edge[k], look[k], sd, sqrt(look[k + 1] - look[k]),
                         err);
        before = look[k];
        spent = now;
    }
    for (size_t k = 0; k < n && st == SW_OK; k++) {
        bound[k] = edge[k] / sqrt(look[k]);
        alpha_spent[k] = 2.0 * spent_per_side(look[k], alpha);
    }
    clear(&at);
    free(edge);
    return st;
}
