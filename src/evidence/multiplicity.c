/*
 * multiplicity.c - p values of several segments, adjusted.
 */
#include <math.h>
#include <stdlib.h>

#include "evidence/segment.h"

typedef struct ranked {
    double p;
    size_t at;
} ranked;

static int by_p(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->p < y->p || x->p > y->p)
        return x->p < y->p ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The known p values in order; NaN goes to the others. */
static ranked *sorted(double *adjusted, const double *p, size_t n, size_t *m)
{
    ranked *order = g_new(ranked, n + 1);
    *m = 0;
    for (size_t i = 0; i < n; i++) {
        adjusted[i] = NAN;
        if (!isnan(p[i]))
            order[(*m)++] = (ranked){p[i], i};
    }
    qsort(order, *m, sizeof *order, by_p);
    return order;
}

void sw_holm(double *adjusted, const double *p, size_t n)
{
    size_t m;
    g_autofree ranked *order = sorted(adjusted, p, n, &m);
    double largest = 0;
    for (size_t k = 0; k < m; k++) {
        largest = fmax(largest, fmin(1, (double)(m - k) * order[k].p));
        adjusted[order[k].at] = largest;
    }
}

void sw_benjamini_hochberg(double *adjusted, const double *p, size_t n)
{
    size_t m;
    g_autofree ranked *order = sorted(adjusted, p, n, &m);
    double least = 1;
    for (size_t k = m; k-- > 0;) {
        least = fmin(least, (double)m / (double)(k + 1) * order[k].p);
        adjusted[order[k].at] = least;
    }
}
