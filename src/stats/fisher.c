/* Two by two tables given both margins. */
#include "stats/fisher.h"

#include <math.h>
#include <stdlib.h>

#include "base/sum.h"

/* As fisher.test: probabilities that differ by rounding are ties. */
static const double TIE = 1.0 + 1e-7;

sw_status sw_hypergeometric_init(sw_hypergeometric *h, size_t n1, size_t n0,
                                 sw_error *err)
{
    *h = (sw_hypergeometric){.n = 0};
    h->probability = calloc((n1 < n0 ? n1 : n0) + 1, sizeof(double));
    if (h->probability == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    return SW_OK;
}

/* Outwards from the mode, so that every ratio is at most 1. */
void sw_hypergeometric_at(sw_hypergeometric *h, size_t n1, size_t n0,
                          size_t yes)
{
    h->lowest = yes > n0 ? yes - n0 : 0;
    size_t highest = yes < n1 ? yes : n1;
    h->n = highest - h->lowest + 1;
    double a = (double)n1, b = (double)n0, m = (double)yes;
    double mode = floor((m + 1.0) * (a + 1.0) / (a + b + 2.0));
    size_t start =
        (size_t)fmin(fmax(mode - (double)h->lowest, 0.0), (double)(h->n - 1));
    sw_sum all = {0};
    double *p = h->probability;
    p[start] = 1.0;
    for (size_t i = start + 1; i < h->n; i++) {
        double k = (double)(h->lowest + i);
        p[i] = p[i - 1] * (a - k + 1.0) * (m - k + 1.0) / (k * (b - m + k));
    }
    for (size_t i = start; i-- > 0;) {
        double k = (double)(h->lowest + i + 1);
        p[i] = p[i + 1] * (k * (b - m + k)) / ((a - k + 1.0) * (m - k + 1.0));
    }
    for (size_t i = 0; i < h->n; i++)
        sw_sum_add(&all, p[i]);
    for (size_t i = 0; i < h->n; i++)
        p[i] /= sw_sum_value(&all);
}

double sw_fisher_p(const sw_hypergeometric *h, size_t i,
                   sw_hypothesis alternative)
{
    sw_sum p = {0};
    size_t first = alternative == SW_GREATER ? i : 0, counted = 0;
    size_t end = alternative == SW_LESS ? i + 1 : h->n;
    for (size_t j = first; j < end; j++)
        if (alternative != SW_TWO_SIDED ||
            h->probability[j] <= h->probability[i] * TIE) {
            sw_sum_add(&p, h->probability[j]);
            counted++;
        }
    return counted == h->n ? 1.0 : fmin(1.0, sw_sum_value(&p));
}

/* From the ends inwards, always the less probable table next: the sum so far is
 * the Fisher p of each, once its ties are in. */
double sw_fisher_region(const sw_hypergeometric *h, double p,
                        sw_hypothesis alternative)
{
    const double *q = h->probability;
    double limit = p * TIE, sum = 0.0;
    size_t low = 0, high = h->n; /* tables left: low .. high - 1 */
    while (low < high) {
        double next = sum, level;
        size_t l = low, r = high;
        if (alternative == SW_LESS)
            next += q[l++];
        else if (alternative == SW_GREATER)
            next += q[--r];
        else {
            level = fmin(q[l], q[r - 1]) * TIE;
            while (l < r && q[l] <= level)
                next += q[l++];
            while (l < r && q[r - 1] <= level)
                next += q[--r];
        }
        if (next > limit)
            break;
        sum = next;
        low = l;
        high = r;
    }
    return fmin(1.0, sum);
}
