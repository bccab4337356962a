/* Sorting and midranks. */
#include "stats/order.h"

#include <stdlib.h>
#include <string.h>

typedef struct place {
    double value;
    size_t index;
} place;

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_place(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

void sw_sort(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_value);
}

double *sw_sorted_copy(sw_sample x)
{
    double *v = x.n > 0 ? calloc(x.n, sizeof *v) : NULL;
    if (v == NULL)
        return NULL;
    memcpy(v, x.v, x.n * sizeof *v);
    sw_sort(v, x.n);
    return v;
}

static place *sorted_places(const double *v, size_t n)
{
    place *p = calloc(n > 0 ? n : 1, sizeof *p);
    if (p == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        p[i] = (place){v[i], i};
    qsort(p, n, sizeof *p, by_place);
    return p;
}

sw_status sw_sort_index(size_t *order, const double *v, size_t n, sw_error *err)
{
    place *p = sorted_places(v, n);
    if (p == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        order[i] = p[i].index;
    free(p);
    return SW_OK;
}

sw_status sw_doubled_ranks(int64_t *rank, double *tie_sum, const double *v,
                           size_t n, sw_error *err)
{
    place *p = sorted_places(v, n);
    if (p == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    *tie_sum = 0.0;
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && !(p[end].value > p[first].value);)
            end++;
        double ties = (double)(end - first);
        *tie_sum += ties * ties * ties - ties;
        for (size_t i = first; i < end; i++)
            rank[p[i].index] = (int64_t)(first + end + 1);
    }
    free(p);
    return SW_OK;
}
