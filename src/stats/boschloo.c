/* Boschloo's test: the unconditional size of Fisher's. */
#include "stats/fisher.h"

#include <math.h>
#include <stdlib.h>

/* Given the margin m, the tables with a Fisher p up to the observed one have
 * the probability size[m]; m itself is binomial (N, common proportion). */
typedef struct region {
    double *size; /* [n + 1] */
    size_t n;
} region;

/* Tails of the binomial beyond this many standard deviations are below 1e-30.
 */
static const double REACH = 12.0;

/* sum of size[m] P(M = m), by ratios from the mode of M and normalised. */
static double probability_at(const region *r, double p)
{
    double n = (double)r->n, odds = p / (1.0 - p);
    double half = REACH * sqrt(n * p * (1.0 - p)) + REACH * REACH;
    double mode = fmin(floor((n + 1.0) * p), n), all = 1.0, term = 1.0;
    double sum = r->size[(size_t)mode];
    for (double k = mode + 1.0; k <= fmin(n, mode + half); k++) {
        term *= (n - k + 1.0) / k * odds;
        all += term;
        sum += term * r->size[(size_t)k];
    }
    term = 1.0;
    for (double k = mode - 1.0; k >= fmax(0.0, mode - half); k--) {
        term *= (k + 1.0) / (n - k) / odds;
        all += term;
        sum += term * r->size[(size_t)k];
    }
    return sum / all;
}

/* In the angle asin(sqrt(p)) the standard error is 1 / (2 sqrt(n)) all over. */
static double at_angle(const region *r, double angle)
{
    double s = sin(angle), p = s * s;
    if (!(p > 0.0))
        return r->size[0];
    if (!(p < 1.0))
        return r->size[r->n];
    return probability_at(r, p);
}

/* The highest value between low and high, by golden sections; the value at the
 * maximum is flat, so 1e-8 of the width is enough for all digits. */
static double climb(const region *r, double low, double high)
{
    const double ratio = (sqrt(5.0) - 1.0) / 2.0;
    double a = high - ratio * (high - low), b = low + ratio * (high - low);
    double at_a = at_angle(r, a), at_b = at_angle(r, b);
    for (int step = 0; step < 60 && high - low > 1e-9; step++) {
        if (at_a >= at_b) {
            high = b;
            b = a;
            at_b = at_a;
            a = high - ratio * (high - low);
            at_a = at_angle(r, a);
        } else {
            low = a;
            a = b;
            at_a = at_b;
            b = low + ratio * (high - low);
            at_b = at_angle(r, b);
        }
    }
    return fmax(at_a, at_b);
}

static sw_status maximise(double *p, const region *r, sw_error *err)
{
    size_t steps = 64 + (size_t)(8.0 * M_PI * sqrt((double)r->n));
    double width = M_PI_2 / (double)steps, best = 0.0;
    double *grid = calloc(steps + 1, sizeof *grid);
    if (grid == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i <= steps; i++) {
        grid[i] = at_angle(r, (double)i * width);
        best = fmax(best, grid[i]);
    }
    double highest = best;
    /* A peak between two points rises above them by less than a hundredth. */
    for (size_t i = 0; i <= steps; i++) {
        if (grid[i] < 0.98 * best || (i > 0 && grid[i - 1] > grid[i]) ||
            (i < steps && grid[i + 1] > grid[i]))
            continue;
        double low = i > 0 ? (double)(i - 1) * width : 0.0;
        double high = i < steps ? (double)(i + 1) * width : M_PI_2;
        highest = fmax(highest, climb(r, low, high));
    }
    free(grid);
    *p = fmin(1.0, highest);
    return SW_OK;
}

sw_status sw_boschloo_p(double *p, size_t n1, size_t n0, double fisher_p,
                        sw_hypothesis alternative, sw_error *err)
{
    sw_hypergeometric h;
    region r = {.size = calloc(n1 + n0 + 1, sizeof *r.size), .n = n1 + n0};
    sw_status st = sw_hypergeometric_init(&h, n1, n0, err);
    if (st == SW_OK && r.size == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t m = 0; st == SW_OK && m <= r.n; m++) {
        sw_hypergeometric_at(&h, n1, n0, m);
        r.size[m] = sw_fisher_region(&h, fisher_p, alternative);
    }
    if (st == SW_OK)
        st = maximise(p, &r, err);
    free(h.probability);
    free(r.size);
    return st;
}
