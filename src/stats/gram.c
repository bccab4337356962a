/* Products of a large design, by blocks of rows that stay in the cache. */
#include "stats/gram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"

/* The products are most of a large fit. Nothing is fused or reordered, so wider
 * registers give the same digits. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__)
#define WIDE_REGISTERS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_REGISTERS
#endif

/* Rows spread over the data from which the centres are taken: any centre near
 * the mean serves, as the intercept takes the rest. */
enum { SAMPLE = 1024 };

/* A column of which a smaller part is outside the others is left to the
 * orthogonal decomposition: products square the condition. */
static const double LEAST_PART = 1e-3;

static void fill_centres(sw_gram *g)
{
    const sw_regression *m = g->m;
    size_t step = g->n / SAMPLE + 1, used = 0, k = m->k;
    sw_sum outcome = {0}, weight = {0};
    if (m->no_intercept)
        return;
    for (size_t i = 0; i < g->n; i += step, used++)
        for (size_t j = 0; j < k; j++)
            g->centre[1 + j] += m->x[i * k + j];
    for (size_t j = 0; j < k; j++)
        g->centre[1 + j] /= (double)used;
    for (size_t i = 0; i < g->n; i++) {
        double w = m->weights == NULL ? 1.0 : m->weights[i];
        sw_sum_add(&outcome, w * m->y[i]);
        sw_sum_add(&weight, w);
    }
    g->centre[g->p] = sw_sum_value(&outcome) / sw_sum_value(&weight);
}

void sw_gram_load(sw_gram *g, size_t from, size_t count)
{
    const sw_regression *m = g->m;
    size_t first = m->no_intercept ? 0 : 1;
    for (size_t i = 0; i < count; i++) {
        double *z = g->z + i * g->width;
        const double *x = m->x + (from + i) * m->k;
        z[0] = 1.0;
        for (size_t j = 0; j < m->k; j++)
            z[first + j] = x[j] - g->centre[first + j];
        z[g->p] = m->y[from + i] - g->centre[g->p];
        if (m->weights == NULL)
            continue;
        double root = sqrt(m->weights[from + i]);
        for (size_t j = 0; j < g->width; j++)
            z[j] *= root;
    }
}

/* Four rows at a time, so that the sums are loaded and stored once for them;
 * lanes of a fixed number, so that the compiler can do them at once. */
WIDE_REGISTERS
void sw_gram_add(double *restrict sum, const double *restrict z, size_t count,
                 size_t width)
{
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        const double *z0 = z + i * width, *z1 = z0 + width;
        const double *z2 = z1 + width, *z3 = z2 + width;
        for (size_t a = 0; a < width; a++) {
            double f0 = z0[a], f1 = z1[a], f2 = z2[a], f3 = z3[a];
            for (size_t b = a - a % SW_GRAM_LANES; b < width;
                 b += SW_GRAM_LANES) {
                double *row = sum + a * width + b;
                for (size_t l = 0; l < SW_GRAM_LANES; l++)
                    row[l] += (f0 * z0[b + l] + f1 * z1[b + l]) +
                              (f2 * z2[b + l] + f3 * z3[b + l]);
            }
        }
    }
    for (; i < count; i++)
        for (size_t a = 0; a < width; a++)
            for (size_t b = a; b < width; b++)
                sum[a * width + b] += z[i * width + a] * z[i * width + b];
}

WIDE_REGISTERS
void sw_gram_transform(double *restrict q, const double *restrict z,
                       const double *restrict inverse, size_t p, size_t width)
{
    for (size_t b = 0; b < width; b += SW_GRAM_LANES) {
        double lane[SW_GRAM_LANES] = {0};
        size_t last = b + SW_GRAM_LANES < p ? b + SW_GRAM_LANES : p;
        for (size_t a = 0; a < last; a++)
            for (size_t l = 0; l < SW_GRAM_LANES; l++)
                lane[l] += z[a] * inverse[a * width + b + l];
        for (size_t l = 0; l < SW_GRAM_LANES; l++)
            q[b + l] = lane[l];
    }
}

/* Sums of blocks: rounding grows with the number of blocks, not of rows. */
static sw_status fill_sums(sw_gram *g, sw_error *err)
{
    size_t size = g->width * g->width;
    double *block = calloc(size, sizeof *block);
    if (block == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t from = 0; from < g->n; from += SW_GRAM_BLOCK) {
        size_t count =
            g->n - from < SW_GRAM_BLOCK ? g->n - from : (size_t)SW_GRAM_BLOCK;
        memset(block, 0, size * sizeof *block);
        sw_gram_load(g, from, count);
        sw_gram_add(block, g->z, count, g->width);
        for (size_t a = 0; a < size; a++)
            g->sum[a] += block[a];
    }
    free(block);
    return SW_OK;
}

sw_status sw_gram_init(sw_gram *g, const sw_regression *m, sw_error *err)
{
    size_t p = m->k + (m->no_intercept ? 0 : 1);
    size_t width = (p / SW_GRAM_LANES + 1) * SW_GRAM_LANES;
    *g = (sw_gram){.m = m, .n = m->n, .p = p, .width = width};
    g->centre = calloc(g->width, sizeof *g->centre);
    g->z = calloc(SW_GRAM_BLOCK * g->width, sizeof *g->z);
    g->room = calloc(SW_GRAM_BLOCK * g->width, sizeof *g->room);
    g->sum = calloc(g->width * g->width, sizeof *g->sum);
    g->inverse = calloc(p * width, sizeof *g->inverse);
    if (!g->centre || !g->z || !g->room || !g->sum || !g->inverse)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    fill_centres(g);
    return fill_sums(g, err);
}

void sw_gram_clear(sw_gram *g)
{
    free(g->centre);
    free(g->z);
    free(g->room);
    free(g->sum);
    free(g->inverse);
    *g = (sw_gram){0};
}

/* inverse := the upper Cholesky factor of the p x p part, rows from the top. */
static bool factor(double *r, const double *sum, size_t p, size_t width)
{
    for (size_t a = 0; a < p; a++) {
        for (size_t b = a; b < p; b++) {
            double rest = sum[a * width + b];
            for (size_t k = 0; k < a; k++)
                rest -= r[k * width + a] * r[k * width + b];
            if (b > a) {
                r[a * width + b] = rest / r[a * width + a];
                continue;
            }
            double least = LEAST_PART * LEAST_PART * sum[a * width + a];
            if (!(rest > least) || !isfinite(rest))
                return false;
            r[a * width + a] = sqrt(rest);
        }
    }
    return true;
}

bool sw_gram_inverse(double *inverse, const double *sum, size_t p, size_t width)
{
    memset(inverse, 0, p * width * sizeof *inverse);
    if (!factor(inverse, sum, p, width))
        return false;
    /* Column b of the inverse from its diagonal up, in place: what it needs of
     * the factor is in the rows above and the columns to the left. */
    for (size_t b = 0; b < p; b++) {
        double diagonal = 1.0 / inverse[b * width + b];
        for (size_t a = 0; a < b; a++) {
            double part = 0.0;
            for (size_t k = a; k < b; k++)
                part += inverse[a * width + k] * inverse[k * width + b];
            inverse[a * width + b] = -part * diagonal;
        }
        inverse[b * width + b] = diagonal;
    }
    return true;
}

void sw_gram_contrasts(double *contrast, const sw_gram *g,
                       const double *inverse)
{
    size_t p = g->p;
    for (size_t j = 0; j < p; j++)
        for (size_t a = 0; a < p; a++)
            contrast[j * p + a] = inverse[j * g->width + a];
    for (size_t j = 1; j < p && !g->m->no_intercept; j++)
        for (size_t a = 0; a < p; a++)
            contrast[a] -= g->centre[j] * inverse[j * g->width + a];
}
