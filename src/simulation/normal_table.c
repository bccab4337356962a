#include "simulation/normal_table.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

/* Bits of a double: the exponent and the four highest of the fraction name the
 * piece, the other 48 the place within it. */
enum { PLACE_BITS = 48, SMALLEST_EXPONENT = -34, BIAS = 1023 };

static const uint64_t FIRST_PIECE =
    (uint64_t)(BIAS + SMALLEST_EXPONENT) * SW_NORMAL_PARTS;

/* Value, slope and curvature of the quantile at p, by the piece's width. */
typedef struct node {
    double z, slope, curvature;
} node;

static node node_at(double p, double width)
{
    double z = gsl_cdf_ugaussian_Pinv(p);
    double slope = width / gsl_ran_ugaussian_pdf(z);
    return (node){z, slope, z * slope * slope};
}

/* The quintic through two nodes (Hermite). */
static void set_piece(double *c, node a, node b)
{
    double rise = b.z - a.z;
    c[0] = a.z;
    c[1] = a.slope;
    c[2] = a.curvature / 2.0;
    c[3] = 10.0 * rise - 6.0 * a.slope - 4.0 * b.slope - 1.5 * a.curvature +
           0.5 * b.curvature;
    c[4] = -15.0 * rise + 8.0 * a.slope + 7.0 * b.slope + 1.5 * a.curvature -
           b.curvature;
    c[5] = 6.0 * rise - 3.0 * (a.slope + b.slope) -
           0.5 * (a.curvature - b.curvature);
}

/* Hermite's cubics of P at equal steps of z. */
static void set_probabilities(sw_normal_table *t)
{
    const double step = 1.0 / SW_NORMAL_STEPS;
    for (int i = 0; i < 2 * SW_NORMAL_REACH * SW_NORMAL_STEPS; i++) {
        double a = -SW_NORMAL_REACH + step * i, b = a + step;
        double low = gsl_cdf_ugaussian_P(a);
        double rise = gsl_cdf_ugaussian_P(b) - low;
        double at = step * gsl_ran_ugaussian_pdf(a);
        double next = step * gsl_ran_ugaussian_pdf(b);
        t->p[i][0] = low;
        t->p[i][1] = at;
        t->p[i][2] = 3.0 * rise - 2.0 * at - next;
        t->p[i][3] = at + next - 2.0 * rise;
    }
}

static void set_quantiles(sw_normal_table *t)
{
    for (int i = 0; i < SW_NORMAL_PIECES; i++) {
        double octave = ldexp(1.0, SMALLEST_EXPONENT + i / SW_NORMAL_PARTS);
        double width = octave / SW_NORMAL_PARTS;
        double p = octave + width * (i % SW_NORMAL_PARTS);
        set_piece(t->c[i], node_at(p, width), node_at(p + width, width));
    }
}

static sw_normal_table table;

static void make_table(void)
{
    set_quantiles(&table);
    set_probabilities(&table);
}

const sw_normal_table *sw_normal_table_get(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_table);
    return &table;
}

static double quantile(const sw_normal_table *t, double u)
{
    double v = 1.0 - u, p = u < v ? u : v;
    uint64_t bits;
    memcpy(&bits, &p, sizeof bits);
    uint64_t piece = (bits >> PLACE_BITS) - FIRST_PIECE;
    if (__builtin_expect(piece >= SW_NORMAL_PIECES, 0))
        return p < 0.5 ? gsl_cdf_ugaussian_Pinv(u) : 0.0;
    const uint64_t mask = (UINT64_C(1) << PLACE_BITS) - 1;
    double x = (double)(int64_t)(bits & mask) * 0x1p-48;
    const double *c = t->c[piece];
    double z =
        c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5]))));
    return copysign(z, u - 0.5); /* no branch on what is a coin's toss */
}

void sw_normal_table_quantiles(double *z, const sw_normal_table *t,
                               const double *u, size_t n)
{
    for (size_t i = 0; i < n; i++)
        z[i] = quantile(t, u[i]);
}

static double probability(const sw_normal_table *t, double z)
{
    if (!(z > -SW_NORMAL_REACH && z < SW_NORMAL_REACH))
        return fmin(fmax(gsl_cdf_ugaussian_P(z), 0x1p-53), 1.0 - 0x1p-53);
    double at = (z + SW_NORMAL_REACH) * SW_NORMAL_STEPS;
    int i = (int)at;
    double x = at - i;
    const double *c = t->p[i];
    return c[0] + x * (c[1] + x * (c[2] + x * c[3]));
}

void sw_normal_table_probabilities(double *u, const sw_normal_table *t,
                                   const double *z, size_t n)
{
    for (size_t i = 0; i < n; i++)
        u[i] = probability(t, z[i]);
}
