/* Rows by cluster: by counting where the labels are small, else by sorting. */
#include <stdlib.h>

#include "stats/cluster_terms.h"

typedef struct label {
    size_t cluster, row;
} label;

static int by_label(const void *a, const void *b)
{
    const label *x = a, *y = b;
    if (x->cluster != y->cluster)
        return x->cluster < y->cluster ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void sw_clusters_clear(sw_clusters *c)
{
    free(c->row);
    free(c->start);
    *c = (sw_clusters){0};
}

static sw_status by_sorting(sw_clusters *c, const size_t *cluster, size_t n,
                            sw_error *err)
{
    label *labels = calloc(n, sizeof *labels);
    if (labels == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        labels[i] = (label){cluster[i], i};
    qsort(labels, n, sizeof *labels, by_label);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || labels[i].cluster != labels[i - 1].cluster)
            c->start[c->count++] = i;
        c->row[i] = labels[i].row;
    }
    c->start[c->count] = n;
    free(labels);
    return SW_OK;
}

/* The same order: by label, then by row. */
static sw_status by_counting(sw_clusters *c, const size_t *cluster, size_t n,
                             size_t largest, sw_error *err)
{
    size_t *next = calloc(largest + 2, sizeof *next), below = 0;
    if (next == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        next[cluster[i]]++;
    for (size_t l = 0; l <= largest; l++) {
        size_t count = next[l];
        next[l] = below;
        if (count > 0)
            c->start[c->count++] = below;
        below += count;
    }
    c->start[c->count] = n;
    for (size_t i = 0; i < n; i++)
        c->row[next[cluster[i]]++] = i;
    free(next);
    return SW_OK;
}

sw_status sw_clusters_init(sw_clusters *out, const size_t *cluster, size_t n,
                           sw_error *err)
{
    size_t largest = 0;
    sw_clusters c = {.row = calloc(n + 1, sizeof *c.row),
                     .start = calloc(n + 1, sizeof *c.start)};
    *out = (sw_clusters){0};
    sw_status st = SW_OK;
    for (size_t i = 0; i < n; i++)
        largest = cluster[i] > largest ? cluster[i] : largest;
    if (c.row == NULL || c.start == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    else if (largest / 4 <= n)
        st = by_counting(&c, cluster, n, largest, err);
    else
        st = by_sorting(&c, cluster, n, err);
    if (st == SW_OK)
        *out = c;
    else
        sw_clusters_clear(&c);
    return st;
}
