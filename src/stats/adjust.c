/* p-values adjusted for their number. */
#include "seatworth/stats_design.h"

#include <math.h>
#include <stdlib.h>

/* A p-value and where it came from, to be sorted. */
typedef struct ranked {
    double p;
    size_t place;
} ranked;

static int by_p(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->p < b->p || a->p > b->p)
        return a->p < b->p ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static void holm(double *q, const ranked *r, size_t m)
{
    double highest = 0.0;
    for (size_t i = 0; i < m; i++) {
        highest = fmax(highest, (double)(m - i) * r[i].p);
        q[i] = fmin(1.0, highest);
    }
}

/* Benjamini and Hochberg times a factor. */
static void step_up(double *q, const ranked *r, size_t m, double factor)
{
    double lowest = 1.0;
    for (size_t i = m; i-- > 0;) {
        double p = factor * (double)m / (double)(i + 1) * r[i].p;
        lowest = fmin(lowest, p);
        q[i] = lowest;
    }
}

static double harmonic(size_t m)
{
    double sum = 0.0;
    for (size_t j = m; j > 0; j--)
        sum += 1.0 / (double)j;
    return sum;
}

/* Slope of the line from rank `from` on the axis to the point of 0-based i. */
static double slope(const ranked *r, size_t from, size_t i)
{
    return r[i].p / (double)(i + 1 - from);
}

static double chord(const ranked *r, size_t i, size_t j)
{
    return (r[j].p - r[i].p) / (double)(j - i);
}

/* The least slope from rank `from` to a vertex of the hull: slopes fall and
 * then rise along it. hull[0] is the rightmost vertex, hull[top - 1] the
 * leftmost. */
static double least_slope(const ranked *r, const size_t *hull, size_t top,
                          size_t from)
{
    size_t low = 0, high = top - 1;
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        if (slope(r, from, hull[middle]) <= slope(r, from, hull[middle - 1]))
            low = middle;
        else
            high = middle - 1;
    }
    return slope(r, from, hull[low]);
}

/* simes[k]: the largest S of any k' >= k, S_k = k times the least p(m-k+j) / j,
 * a tangent to the lower convex hull of the k largest points (rank, p). */
static void simes_bounds(double *simes, size_t *hull, const ranked *r, size_t m)
{
    size_t top = 0;
    for (size_t k = 1; k <= m; k++) {
        size_t i = m - k;
        while (top > 1 && chord(r, i, hull[top - 1]) >=
                              chord(r, hull[top - 1], hull[top - 2]))
            top--;
        hull[top++] = i;
        simes[k] = (double)k * least_slope(r, hull, top, m - k);
    }
    for (size_t k = m; k-- > 1;)
        simes[k] = fmax(simes[k], simes[k + 1]);
}

/* max over k of min(k p, simes[k]): k p rises, simes[k] falls. */
static double hommel_one(double p, const double *simes, size_t m)
{
    size_t low = 1, high = m; /* the first k with k p >= simes[k] */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((double)middle * p >= simes[middle])
            high = middle;
        else
            low = middle + 1;
    }
    double best = fmin((double)low * p, simes[low]);
    return low > 1 ? fmax(best, (double)(low - 1) * p) : best;
}

static sw_status hommel(double *q, const ranked *r, size_t m, sw_error *err)
{
    double *simes = calloc(m + 1, sizeof *simes);
    size_t *hull = calloc(m + 1, sizeof *hull);
    if (simes == NULL || hull == NULL) {
        free(simes);
        free(hull);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    if (m > 0)
        simes_bounds(simes, hull, r, m);
    for (size_t i = 0; i < m; i++)
        q[i] = fmin(1.0, hommel_one(r[i].p, simes, m));
    free(simes);
    free(hull);
    return SW_OK;
}

static sw_status adjust_sorted(double *q, const ranked *r, size_t m,
                               sw_adjustment how, sw_error *err)
{
    switch (how) {
    case SW_ADJUST_HOLM:
        holm(q, r, m);
        return SW_OK;
    case SW_ADJUST_HOMMEL:
        return hommel(q, r, m, err);
    case SW_ADJUST_BH:
        step_up(q, r, m, 1.0);
        return SW_OK;
    case SW_ADJUST_BY:
        step_up(q, r, m, harmonic(m));
        return SW_OK;
    }
    return sw_fail(err, SW_EDOMAIN, "unknown adjustment %d", (int)how);
}

sw_status sw_stats_adjust(double *adjusted, const double *p, size_t n,
                          sw_adjustment how, sw_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0.0 || p[i] > 1.0)
            return sw_fail(err, SW_EDOMAIN, "p[%zu] = %g is not in [0, 1]", i,
                           p[i]);
    ranked *r = calloc(n + 1, sizeof *r);
    double *q = calloc(n + 1, sizeof *q);
    sw_status st = SW_OK;
    if (r == NULL || q == NULL) {
        st = sw_fail(err, SW_ENOMEM, "out of memory");
        goto cleanup;
    }
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            r[m++] = (ranked){p[i], i};
    qsort(r, m, sizeof *r, by_p);
    st = adjust_sorted(q, r, m, how, err);
    if (st != SW_OK)
        goto cleanup;
    for (size_t i = 0; i < n; i++)
        adjusted[i] = NAN;
    for (size_t i = 0; i < m; i++)
        adjusted[r[i].place] = q[i];

cleanup:
    free(r);
    free(q);
    return st;
}
