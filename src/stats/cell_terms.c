/* Each cluster's part of CR2 (HC2: a row is a cluster) on its own columns. */
#include "stats/cell_terms.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/spd.h"

/* As in cluster_terms.c: a direction with less is absorbed. */
static const double ABSORBED = 1e-12;
static const double WORK_MOST = 1e10;

/* One cluster's Q_j'Q_j, and the storage of its eigenvalues. */
typedef struct block {
    double *products; /* [w * w], room for the largest */
    size_t *local;    /* [cells] place of a cell among those touched */
    gsl_matrix *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *work;
    size_t size; /* that the eigenvalues have room for */
} block;

static void clear_eigen(block *q)
{
    gsl_matrix_free(q->vectors);
    gsl_vector_free(q->values);
    gsl_eigen_symmv_free(q->work);
    q->vectors = NULL;
    q->values = NULL;
    q->work = NULL;
    q->size = 0;
}

static sw_status eigen(block *q, size_t w, sw_error *err)
{
    if (q->size != w) {
        clear_eigen(q);
        q->vectors = gsl_matrix_calloc(w, w);
        q->values = gsl_vector_calloc(w);
        q->work = gsl_eigen_symmv_alloc(w);
        q->size = w;
    }
    if (!q->vectors || !q->values || !q->work)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    gsl_matrix_view m = gsl_matrix_view_array(q->products, w, w);
    if (gsl_eigen_symmv(&m.matrix, q->values, q->vectors, q->work) != 0)
        return sw_fail(err, SW_ENUMERIC,
                       "no eigenvalues for the adjustment of a cluster");
    return SW_OK;
}

/* Lists the cells that each cluster touches; largest has the most of them. */
static size_t list_cells(sw_cell_terms *t, const sw_clusters *c,
                         const sw_cell_basis *b, size_t *seen)
{
    size_t largest = 0, used = 0;
    for (size_t j = 0; j < c->count; j++) {
        t->start[j] = used;
        for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
            size_t cell = b->m->cell[c->row[i]];
            if (seen[cell] == j + 1)
                continue;
            seen[cell] = j + 1;
            t->cell[used++] = cell;
        }
        size_t touched = used - t->start[j];
        largest = touched > largest ? touched : largest;
    }
    t->start[c->count] = used;
    return largest;
}

/* Places of the terms, and what CR2 takes to compute. */
static double place_terms(sw_cell_terms *t, const sw_cell_basis *b)
{
    size_t k = b->m->k, used = 0;
    double groups = (double)b->m->groups, p = (double)(b->cells + k);
    double work = k > 0 ? groups * p * p : 0.0;
    for (size_t j = 0; j < t->count; j++) {
        size_t touched = t->start[j + 1] - t->start[j];
        double w = (double)(touched + k);
        t->at[j] = used;
        used += k > 0 ? (touched + k) * (touched + k) : touched;
        work += k > 0 ? w * w * (10.0 * w + groups) : w * w;
    }
    t->at[t->count] = used;
    return work;
}

/* Q_j'Q_j (its diagonal without covariates) and Q_j'e_j. */
static void sum_rows(block *q, double *score, const sw_cell_terms *t, size_t j,
                     const sw_clusters *c, const sw_cell_basis *b)
{
    size_t n = b->m->n, k = b->m->k, touched = t->start[j + 1] - t->start[j];
    size_t w = touched + k, step = k > 0 ? w + 1 : 1;
    const size_t *cell = t->cell + t->start[j];
    memset(q->products, 0, (k > 0 ? w * w : touched) * sizeof *q->products);
    for (size_t a = 0; a < touched; a++)
        q->local[cell[a]] = a;
    for (size_t i = c->start[j]; i < c->start[j + 1]; i++) {
        size_t row = c->row[i], at = q->local[b->m->cell[row]];
        double root = 1.0 / sqrt(b->size[cell[at]]);
        q->products[at * step] += 1.0; /* divided below, where 1 is exact */
        score[at] += root * b->residual[row];
        for (size_t a = 0; a < k; a++) {
            double u = b->u[a * n + row], *mine = q->products + touched + a;
            score[touched + a] += u * b->residual[row];
            mine[at * w] += root * u;
            for (size_t l = 0; l < k; l++)
                mine[(touched + l) * w] += u * b->u[l * n + row];
        }
    }
    for (size_t a = 0; a < touched; a++) {
        q->products[a * step] /= b->size[cell[a]];
        for (size_t l = touched; l < w; l++)
            q->products[l * w + a] = q->products[a * w + l];
    }
}

/* Without covariates the columns are the eigenvectors. */
static void adjust_cells(double *score, double *a, double *d, const block *q,
                         size_t touched)
{
    for (size_t i = 0; i < touched; i++) {
        double square = q->products[i], slack = 1.0 - square;
        bool live = !(slack < ABSORBED);
        double root = live ? 1.0 / sqrt(slack) : 0.0;
        score[i] *= root;
        if (a != NULL) {
            a[i] = square * root;
            d[i] = live ? square : 0.0;
        }
    }
}

/* Adds the direction v with eigenvalue `square`; adjusted has room for it. */
static void add_direction(double *adjusted, double *a, double *d,
                          const double *score, const double *v, size_t w,
                          double square)
{
    double slack = 1.0 - square, along = 0.0;
    if (slack < ABSORBED)
        return;
    double root = 1.0 / sqrt(slack);
    for (size_t i = 0; i < w; i++)
        along += v[i] * score[i];
    for (size_t i = 0; i < w; i++)
        adjusted[i] += root * along * v[i];
    if (a != NULL) {
        sw_add_outer(a, v, w, square * root);
        sw_add_outer(d, v, w, square);
    }
}

/* A single row q: its products are q q', its direction is its score's. */
static void adjust_row(double *score, const block *q, size_t w)
{
    double leverage = 0.0;
    for (size_t i = 0; i < w; i++)
        leverage += q->products[i * w + i];
    double slack = 1.0 - leverage;
    double root = slack < ABSORBED ? 0.0 : 1.0 / sqrt(slack);
    for (size_t i = 0; i < w; i++)
        score[i] *= root;
}

static sw_status adjust_all(double *score, double *a, double *d, block *q,
                            size_t w, sw_error *err)
{
    sw_status st = eigen(q, w, err);
    double *v = q->products, *adjusted = v + w; /* read by now */
    if (st != SW_OK)
        return st;
    memset(adjusted, 0, w * sizeof *adjusted);
    for (size_t i = 0; i < w; i++) {
        for (size_t l = 0; l < w; l++)
            v[l] = gsl_matrix_get(q->vectors, l, i);
        add_direction(adjusted, a, d, score, v, w,
                      gsl_vector_get(q->values, i));
    }
    memcpy(score, adjusted, w * sizeof *score);
    return SW_OK;
}

static sw_status fill(sw_cell_terms *t, block *q, const sw_clusters *c,
                      const sw_cell_basis *b, sw_error *err)
{
    sw_status st = SW_OK;
    size_t k = b->m->k;
    for (size_t j = 0; j < t->count && st == SW_OK; j++) {
        size_t touched = t->start[j + 1] - t->start[j];
        double *score = t->score + t->start[j] + j * k;
        double *a = t->a == NULL ? NULL : t->a + t->at[j];
        double *d = t->a == NULL ? NULL : t->d + t->at[j];
        sum_rows(q, score, t, j, c, b);
        if (t->by_cr1)
            continue;
        if (k == 0)
            adjust_cells(score, a, d, q, touched);
        else if (b->m->cluster == NULL)
            adjust_row(score, q, touched + k);
        else
            st = adjust_all(score, a, d, q, touched + k, err);
    }
    return st;
}

static sw_status prepare(sw_cell_terms *t, block *q, const sw_clusters *c,
                         const sw_cell_basis *b, sw_error *err)
{
    size_t n = b->m->n, k = b->m->k;
    t->count = c->count;
    t->start = calloc(t->count + 1, sizeof *t->start);
    t->at = calloc(t->count + 1, sizeof *t->at);
    t->cell = calloc(n, sizeof *t->cell);
    q->local = calloc(b->cells, sizeof *q->local);
    if (!t->start || !t->at || !t->cell || !q->local)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    size_t w = list_cells(t, c, b, q->local) + k;
    double most = b->m->work_most > 0.0 ? b->m->work_most : WORK_MOST;
    double work = place_terms(t, b);
    bool clustered = b->m->cluster != NULL;
    t->by_cr1 = clustered && work > most;
    bool kept = clustered && !t->by_cr1;
    size_t room = t->at[t->count];
    t->score = calloc(t->start[t->count] + t->count * k, sizeof *t->score);
    /* Two rows at least: a direction and what is adjusted. */
    q->products = calloc((k > 0 ? w : 1) * (w + 1), sizeof *q->products);
    t->a = kept ? calloc(room, sizeof *t->a) : NULL;
    t->d = kept ? calloc(room, sizeof *t->d) : NULL;
    if (!t->score || !q->products || (kept && (!t->a || !t->d)))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    return SW_OK;
}

/* Rows by cluster; without clusters each for itself. */
static sw_status group_rows(sw_clusters *c, const sw_cell_model *m,
                            sw_error *err)
{
    size_t *own = NULL;
    *c = (sw_clusters){0};
    if (m->cluster == NULL) {
        own = calloc(m->n, sizeof *own);
        if (own == NULL)
            return sw_fail(err, SW_ENOMEM, "out of memory");
        for (size_t i = 0; i < m->n; i++)
            own[i] = i;
    }
    sw_status st = sw_clusters_init(c, own ? own : m->cluster, m->n, err);
    free(own);
    if (st == SW_OK && c->count < 2)
        st = sw_fail(err, SW_ENODATA, "%zu cluster, at least 2 are needed",
                     c->count);
    return st;
}

sw_status sw_cell_terms_init(sw_cell_terms *t, const sw_cell_basis *b,
                             sw_error *err)
{
    sw_clusters c;
    block q = {0};
    *t = (sw_cell_terms){0};
    sw_status st = group_rows(&c, b->m, err);
    if (st == SW_OK)
        st = prepare(t, &q, &c, b, err);
    if (st == SW_OK)
        st = fill(t, &q, &c, b, err);
    clear_eigen(&q);
    free(q.products);
    free(q.local);
    sw_clusters_clear(&c);
    return st;
}

void sw_cell_terms_clear(sw_cell_terms *t)
{
    free(t->start);
    free(t->cell);
    free(t->score);
    free(t->at);
    free(t->a);
    free(t->d);
    *t = (sw_cell_terms){0};
}

const double *sw_cell_score(const sw_cell_terms *t, size_t j, size_t k)
{
    return t->score + t->start[j] + j * k;
}
