/* Satterthwaite's degrees of freedom: tr(P)^2 / sum P_ij^2, where P_ij is
 * -x_i'x_j off the diagonal, so that no pair of clusters is visited:
 * sum (x_i'x_j)^2 is the square of M = sum x_j x_j'. */
#include <stdlib.h>
#include <string.h>

#include <math.h>

#include "stats/cell_terms.h"

/* What is added up over the clusters for one group. */
typedef struct sums {
    double trace, squares;
} sums;

static double finish(const sums *s, double square_of_m)
{
    return s->trace * s->trace / (s->squares + square_of_m);
}

static void add_cluster(sums *s, double diagonal, double pair)
{
    s->trace += diagonal;
    s->squares += (diagonal - pair) * (diagonal + pair);
}

static double weight(const sw_cell_basis *b, size_t cell)
{
    return b->m->sign[cell % b->m->per_group] / sqrt(b->size[cell]);
}

/* Without covariates: the cells from `first` on that are of its group. */
static void add_own_cells(sums *s, double *m, const sw_cell_terms *t, size_t j,
                          size_t first, const sw_cell_basis *b)
{
    size_t per = b->m->per_group, g = t->cell[first] / per;
    const double *a = t->a + t->at[j] - t->start[j];
    const double *d = t->d + t->at[j] - t->start[j];
    double diagonal = 0.0, pair = 0.0;
    m += g * per * per;
    for (size_t l = first; l < t->start[j + 1]; l++) {
        if (t->cell[l] / per != g)
            continue;
        double c = weight(b, t->cell[l]), x = a[l] * c;
        diagonal += d[l] * c * c;
        pair += x * x;
        for (size_t r = first; r < t->start[j + 1]; r++)
            if (t->cell[r] / per == g)
                m[t->cell[l] % per * per + t->cell[r] % per] +=
                    x * a[r] * weight(b, t->cell[r]);
    }
    add_cluster(&s[g], diagonal, pair);
}

static bool seen_before(const sw_cell_terms *t, size_t j, size_t at, size_t per)
{
    for (size_t l = t->start[j]; l < at; l++)
        if (t->cell[l] / per == t->cell[at] / per)
            return true;
    return false;
}

static sw_status of_cells(double *df, const sw_cell_terms *t,
                          const sw_cell_basis *b, sw_error *err)
{
    size_t groups = b->m->groups, per = b->m->per_group, size = per * per;
    sums *s = calloc(groups, sizeof *s);
    double *m = calloc(groups * size, sizeof *m);
    sw_status st = SW_OK;
    if (s == NULL || m == NULL)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t j = 0; j < t->count && st == SW_OK; j++)
        for (size_t l = t->start[j]; l < t->start[j + 1]; l++)
            if (!seen_before(t, j, l, per))
                add_own_cells(s, m, t, j, l, b);
    for (size_t g = 0; g < groups && st == SW_OK; g++) {
        double square = 0.0;
        for (size_t i = g * size; i < (g + 1) * size; i++)
            square += m[i] * m[i];
        df[g] = finish(&s[g], square);
    }
    free(s);
    free(m);
    return st;
}

/* Storage for one group at a time, with covariates. */
typedef struct room {
    double *m, *x, *c; /* [p * p], [p], [p] */
    size_t *column;    /* [p] of the contrast's entries that are not 0 */
    size_t p;
} room;

/* The contrast in the columns of cluster j: the group's cells among them and
 * all covariates. Returns how many there are. */
static size_t restrict_contrast(room *r, const sw_cell_terms *t, size_t j,
                                const sw_cell_basis *b, const double *on,
                                size_t g)
{
    size_t touched = t->start[j + 1] - t->start[j], n = 0;
    const size_t *cell = t->cell + t->start[j];
    for (size_t l = 0; l < touched; l++)
        if (cell[l] / b->m->per_group == g) {
            r->c[n] = weight(b, cell[l]);
            r->column[n++] = l;
        }
    for (size_t l = 0; l < b->m->k; l++) {
        r->c[n] = on[l];
        r->column[n++] = touched + l;
    }
    return n;
}

/* M's columns are the cells and then the covariates. */
static void add_to_m(room *r, const sw_cell_terms *t, size_t j,
                     const sw_cell_basis *b)
{
    size_t touched = t->start[j + 1] - t->start[j], w = touched + b->m->k;
    const size_t *cell = t->cell + t->start[j];
    for (size_t l = 0; l < w; l++) {
        size_t row = l < touched ? cell[l] : b->cells + l - touched;
        double *m = r->m + row * r->p;
        for (size_t i = 0; i < touched; i++)
            m[cell[i]] += r->x[l] * r->x[i];
        for (size_t i = touched; i < w; i++)
            m[b->cells + i - touched] += r->x[l] * r->x[i];
    }
}

static void add_columns(sums *s, room *r, const sw_cell_terms *t, size_t j,
                        const sw_cell_basis *b, size_t n)
{
    size_t w = t->start[j + 1] - t->start[j] + b->m->k;
    const double *a = t->a + t->at[j], *d = t->d + t->at[j];
    double diagonal = 0.0, pair = 0.0;
    memset(r->x, 0, w * sizeof *r->x);
    for (size_t i = 0; i < n; i++) {
        const double *row = a + r->column[i] * w; /* symmetric */
        for (size_t l = 0; l < w; l++)
            r->x[l] += row[l] * r->c[i];
        for (size_t l = 0; l < n; l++)
            diagonal += r->c[i] * d[r->column[i] * w + r->column[l]] * r->c[l];
    }
    for (size_t l = 0; l < w; l++)
        pair += r->x[l] * r->x[l];
    add_cluster(s, diagonal, pair);
    add_to_m(r, t, j, b);
}

static double of_group(room *r, const sw_cell_terms *t, const sw_cell_basis *b,
                       const double *on, size_t g)
{
    sums s = {0};
    double square = 0.0;
    memset(r->m, 0, r->p * r->p * sizeof *r->m);
    for (size_t j = 0; j < t->count; j++) {
        size_t n = restrict_contrast(r, t, j, b, on, g);
        add_columns(&s, r, t, j, b, n);
    }
    for (size_t i = 0; i < r->p * r->p; i++)
        square += r->m[i] * r->m[i];
    return finish(&s, square);
}

static sw_status of_columns(double *df, const sw_cell_terms *t,
                            const sw_cell_basis *b, const double *on,
                            sw_error *err)
{
    size_t p = b->cells + b->m->k;
    room r = {.m = calloc(p * p, sizeof *r.m),
              .x = calloc(p, sizeof *r.x),
              .c = calloc(p, sizeof *r.c),
              .column = calloc(p, sizeof *r.column),
              .p = p};
    sw_status st = SW_OK;
    if (!r.m || !r.x || !r.c || !r.column)
        st = sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t g = 0; g < b->m->groups && st == SW_OK; g++)
        df[g] = of_group(&r, t, b, on + g * b->m->k, g);
    free(r.m);
    free(r.x);
    free(r.c);
    free(r.column);
    return st;
}

sw_status sw_cell_df(double *df, const sw_cell_terms *t, const sw_cell_basis *b,
                     const double *on, sw_error *err)
{
    for (size_t g = 0; g < b->m->groups; g++)
        df[g] = t->by_cr1 ? (double)t->count - 1.0 : NAN;
    if (t->a == NULL)
        return SW_OK;
    return b->m->k == 0 ? of_cells(df, t, b, err)
                        : of_columns(df, t, b, on, err);
}
