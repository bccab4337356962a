#include "stats/small_sample.h"

#include <math.h>
#include <stdlib.h>

#include "base/same.h"
#include "stats/gauss_legendre.h"
#include "stats/interval_family.h"
#include "stats/quantile_table.h"
#include "stats/tail.h"

/* Priors (small_sample.h), in logarithms of minutes per working day. */
static const double LOG_MEAN_LEAST = -2.0, LOG_MEAN_MOST = 5.0;
static const double SPREAD_MEDIAN = 0.9, SPREAD_GSD = 1.5;

/* exp(-40) is below what a double adds to 1. */
static const double NEGLIGIBLE = 40.0, PRIOR_SDS = 8.0;
enum { SPREAD_PANELS = 8, MEAN_PANELS = 8, HALVINGS = 40 };
enum { SPREAD_NODES = SPREAD_PANELS * 2 * SW_GAUSS_HALF };
enum { MEAN_NODES = MEAN_PANELS * 2 * SW_GAUSS_HALF };
enum { NODES = SPREAD_NODES * MEAN_NODES };

/* Steps of the grid of logarithms: so many to a factor of e, and so far below
 * the cap, where the share of a Beta(1/2, n) is below 1e-17. */
enum { PER_E = 256, GRID = 84 * PER_E, NEAR_ONE = 16 };

/* A different answer above none, and how many gave it. */
typedef struct answer {
    double lower, upper;
    double count;
} answer;

typedef struct sample {
    answer *answers; /* [n] */
    size_t n;
    double above, none; /* answers of each kind */
    double cap;
} sample;

/* A node of the rule: its posterior weight, and E[min(Y, cap)] there. */
typedef struct node {
    double log_density, weight, mean;
} node;

static sw_status check(const double *lower, const double *upper, size_t n,
                       double cap, sw_error *err)
{
    if (n == 0)
        return sw_fail(err, SW_ENODATA, "no answers");
    if (!(cap > 0.0))
        return sw_fail(err, SW_EDOMAIN, "cap %g is not above 0", cap);
    for (size_t i = 0; i < n; i++)
        if (!(lower[i] >= 0.0 && lower[i] <= upper[i]) ||
            !(lower[i] < INFINITY))
            return sw_fail(err, SW_EDOMAIN,
                           "answer %zu, %g to %g: bounds must rise from 0", i,
                           lower[i], upper[i]);
    return SW_OK;
}

static void count_answer(sample *s, double lower, double upper)
{
    if (!(upper > 0.0)) {
        s->none++;
        return;
    }
    s->above++;
    for (size_t k = 0; k < s->n; k++)
        if (sw_is_same(s->answers[k].lower, lower) &&
            sw_is_same(s->answers[k].upper, upper)) {
            s->answers[k].count++;
            return;
        }
    s->answers[s->n++] = (answer){lower, upper, 1.0};
}

static double log_likelihood(const sample *s, double log_mean, double spread)
{
    double sum = 0.0, location = log_mean - spread * spread / 2.0;
    for (size_t k = 0; k < s->n; k++) {
        const answer *a = &s->answers[k];
        sum +=
            a->count * sw_family_log_likelihood(SW_FAMILY_LOGNORMAL, location,
                                                spread, a->lower, a->upper);
    }
    return sum;
}

/* The log mean of the greatest likelihood: it is log-concave, so thirds
 * narrow it. */
static double most_likely(const sample *s, double spread)
{
    double low = LOG_MEAN_LEAST, high = LOG_MEAN_MOST;
    for (int k = 0; k < 2 * HALVINGS; k++) {
        double third = (high - low) / 3.0;
        bool rises = log_likelihood(s, low + third, spread) <
                     log_likelihood(s, high - third, spread);
        *(rises ? &low : &high) = rises ? low + third : high - third;
    }
    return low + (high - low) / 2.0;
}

/* Where the likelihood has become negligible between its peak and `end`. */
static double edge(const sample *s, double spread, double peak, double end)
{
    double least = log_likelihood(s, peak, spread) - NEGLIGIBLE;
    double inside = peak, outside = end;
    if (log_likelihood(s, end, spread) >= least)
        return end;
    for (int k = 0; k < HALVINGS; k++) {
        double middle = inside + (outside - inside) / 2.0;
        bool in = log_likelihood(s, middle, spread) >= least;
        *(in ? &inside : &outside) = middle;
    }
    return outside;
}

/* Node i of the composite rule over [low, high]; its weight in *weight. */
static double gauss_node(double *weight, double low, double high, int panels,
                         int i)
{
    int k = i % (2 * SW_GAUSS_HALF), half = k % SW_GAUSS_HALF;
    double width = (high - low) / panels;
    double middle = low + width * (i / (2 * SW_GAUSS_HALF) + 0.5);
    double side = k < SW_GAUSS_HALF ? -1.0 : 1.0;
    *weight = width / 2.0 * SW_GAUSS_WEIGHT[half];
    return middle + side * width / 2.0 * SW_GAUSS_NODE[half];
}

/* The nodes of one spread. */
static void fill_means(node *out, const sample *s, double spread,
                       double log_weight)
{
    double peak = most_likely(s, spread);
    double low = edge(s, spread, peak, LOG_MEAN_LEAST);
    double high = edge(s, spread, peak, LOG_MEAN_MOST);
    for (int i = 0; i < MEAN_NODES; i++) {
        double weight;
        double at = gauss_node(&weight, low, high, MEAN_PANELS, i);
        double location = at - spread * spread / 2.0;
        out[i].log_density =
            log_weight + log(weight) + log_likelihood(s, at, spread);
        out[i].mean = sw_family_restricted_mean(SW_FAMILY_LOGNORMAL, location,
                                                spread, s->cap);
    }
}

/* The posterior of mean and spread, as weights that sum to 1. */
static void fill_nodes(node *nodes, const sample *s)
{
    double reach = PRIOR_SDS * log(SPREAD_GSD), centre = log(SPREAD_MEDIAN);
    double greatest = -INFINITY, sum = 0.0;
    for (int i = 0; i < SPREAD_NODES; i++) {
        double weight;
        double u = gauss_node(&weight, centre - reach, centre + reach,
                              SPREAD_PANELS, i);
        double z = (u - centre) / log(SPREAD_GSD);
        fill_means(nodes + i * MEAN_NODES, s, exp(u),
                   log(weight) - z * z / 2.0);
    }
    for (int i = 0; i < NODES; i++)
        greatest = fmax(greatest, nodes[i].log_density);
    for (int i = 0; i < NODES; i++)
        sum += nodes[i].weight = exp(nodes[i].log_density - greatest);
    for (int i = 0; i < NODES; i++)
        nodes[i].weight /= sum;
}

/* The grid runs downwards: step i is the factor exp(-i / PER_E) of the cap. A
 * node's weight goes to the two steps beside it. */
static size_t fill_grid(double *mass, const node *nodes, double cap)
{
    size_t last = 0;
    for (int i = 0; i < NODES; i++) {
        double at = log(cap / nodes[i].mean) * PER_E;
        if (!(nodes[i].weight > 0.0) || !(at < GRID - 1))
            continue;
        size_t k = at > 0.0 ? (size_t)at : 0;
        double share = fmax(at - (double)k, 0.0);
        mass[k] += nodes[i].weight * (1.0 - share);
        mass[k + 1] += nodes[i].weight * share;
        last = k + 1 > last ? k + 1 : last;
    }
    return last + 1;
}

/* Tails of the share of answers above none, at `step` below 1. */
static void share_tails(double *lower, double *upper, double step, double a,
                        double b)
{
    double x = step > 0.0 ? exp(-step / PER_E) : 1.0;
    *lower = sw_beta_lower(x, a, b);
    *upper = sw_beta_upper(x, a, b);
}

/* The same averaged over the two steps around it, as the masses are spread:
 * near 1 the tail may rise like a root, which a point does not stand for. */
static void mean_tails(double *lower, double *upper, size_t step, double a,
                       double b)
{
    enum { PARTS = 32 };
    *lower = *upper = 0.0;
    for (int k = -PARTS; k < PARTS; k++) {
        double off = (k + 0.5) / PARTS, below, above;
        share_tails(&below, &above, (double)step + off, a, b);
        *lower += below * (1.0 - fabs(off)) / PARTS;
        *upper += above * (1.0 - fabs(off)) / PARTS;
    }
}

static void fill_shares(double *lower, double *upper, double a, double b)
{
    for (size_t i = 0; i < GRID; i++)
        if (i < NEAR_ONE)
            mean_tails(&lower[i], &upper[i], i, a, b);
        else
            share_tails(&lower[i], &upper[i], (double)i, a, b);
}

/* Normal score of the product at step i: P(mean * share <= cap exp(-i/PER_E)),
 * from its smaller tail. */
static double score_at(const double *mass, size_t n, const double *lower,
                       const double *upper, size_t i)
{
    double below = 0.0, above = 0.0;
    for (size_t k = 0; k < n; k++) {
        below += mass[k] * (k <= i ? lower[i - k] : 1.0);
        above += mass[k] * (k <= i ? upper[i - k] : 0.0);
    }
    if (!(below > 0.0) || !(above > 0.0))
        return below > 0.0 ? INFINITY : -INFINITY;
    return below < above ? sw_quantile_normal(below)
                         : -sw_quantile_normal(above);
}

/* Quantiles at the table's scores, from the top: straight lines in the
 * logarithm between steps. */
static void fill_knots(double *knots, const double *mass, size_t n,
                       const double *lower, const double *upper, double cap)
{
    double before = INFINITY, score = score_at(mass, n, lower, upper, 0);
    size_t step = 0;
    for (size_t k = SW_DISTRIBUTION_KNOTS; k-- > 0;) {
        double z = sw_knots_normal(k);
        while (score > z && step + 1 < GRID) {
            before = score;
            score = score_at(mass, n, lower, upper, ++step);
        }
        double back = score < z && before < INFINITY
                          ? (z - score) / (before - score)
                          : 0.0;
        knots[k] = cap * exp(-((double)step - back) / PER_E);
    }
}

static sw_status tabulate(sw_distribution *out, const node *nodes,
                          const sample *s, double *grid)
{
    double a = SW_SMALL_SAMPLE_PRIOR + s->above;
    double b = SW_SMALL_SAMPLE_PRIOR + s->none;
    double *mass = grid, *lower = grid + GRID, *upper = lower + GRID;
    double knots[SW_DISTRIBUTION_KNOTS], mean = 0.0, square = 0.0;
    for (int i = 0; i < NODES; i++) {
        mean += nodes[i].weight * nodes[i].mean;
        square += nodes[i].weight * nodes[i].mean * nodes[i].mean;
    }
    mean *= a / (a + b);
    square *= a / (a + b) * ((a + 1.0) / (a + b + 1.0));
    fill_shares(lower, upper, a, b);
    fill_knots(knots, mass, fill_grid(mass, nodes, s->cap), lower, upper,
               s->cap);
    return sw_distribution_of_table(out, knots, mean,
                                    sqrt(square - mean * mean));
}

sw_status sw_small_sample_mean(sw_distribution *out, const double *lower,
                               const double *upper, size_t n, double cap,
                               sw_error *err)
{
    sw_status st = check(lower, upper, n, cap, err);
    if (st != SW_OK)
        return st;
    sample s = {.answers = calloc(n, sizeof *s.answers), .cap = cap};
    node *nodes = calloc(NODES, sizeof *nodes);
    double *grid = calloc(3 * GRID, sizeof *grid);
    st = SW_ENOMEM;
    if (s.answers != NULL && nodes != NULL && grid != NULL) {
        for (size_t i = 0; i < n; i++)
            count_answer(&s, lower[i], upper[i]);
        fill_nodes(nodes, &s);
        st = tabulate(out, nodes, &s, grid);
    }
    free(grid);
    free(nodes);
    free(s.answers);
    return st == SW_OK ? st : sw_fail(err, st, "posterior of few answers");
}
