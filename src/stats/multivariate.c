/* Rectangle probabilities by randomly shifted lattices. */
#include "stats/multivariate.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/beta_tail.h"
#include "stats/chi_table.h"
#include "stats/distribution.h"
#include "stats/rectangle_plan.h"
#include "stats/tail.h"

enum { SHIFTS = 12, FIRST_POINTS = 1024 };

/* Points of all shifts, and multiplications, after which it is enough. */
static const double MAX_POINTS = 2e6, MAX_WORK = 4e9;

typedef struct lattice {
    sw_rectangle_plan plan;
    sw_chi_table *chi; /* NULL: normal */
    size_t dimensions;
    double *root;    /* [dimensions] square roots of the primes */
    double *shift;   /* [SHIFTS * dimensions] */
    double *deviate; /* [SHIFTS * k] workspace */
} lattice;

static void clear(lattice *l)
{
    sw_rectangle_plan_clear(&l->plan);
    free(l->chi);
    free(l->root);
    free(l->shift);
    free(l->deviate);
}

static void fill_roots(double *root, size_t n)
{
    size_t found = 0;
    for (unsigned candidate = 2; found < n; candidate++) {
        bool prime = true;
        for (unsigned d = 2; prime && d * d <= candidate; d++)
            prime = candidate % d != 0;
        if (prime)
            root[found++] = sqrt(candidate);
    }
}

static sw_status init(lattice *l, const sw_rectangle *r, sw_error *err)
{
    sw_status st = sw_rectangle_plan_init(&l->plan, r, err);
    if (st != SW_OK)
        return st;
    bool student = isfinite(r->df);
    l->dimensions = r->k + (student ? 1 : 0);
    l->root = calloc(l->dimensions, sizeof *l->root);
    l->shift = calloc(SHIFTS * l->dimensions, sizeof *l->shift);
    l->deviate = calloc(SHIFTS * r->k, sizeof *l->deviate);
    l->chi = student ? calloc(1, sizeof *l->chi) : NULL;
    if (l->root == NULL || l->shift == NULL || l->deviate == NULL ||
        (student && l->chi == NULL))
        return sw_fail(err, SW_ENOMEM, "out of memory");
    fill_roots(l->root, l->dimensions);
    sw_random stream;
    sw_random_init(&stream, r->seed, (uint64_t)SW_STREAM_QMC << 32);
    for (size_t i = 0; i < SHIFTS * l->dimensions; i++)
        l->shift[i] = sw_random_uniform(&stream);
    if (student)
        sw_chi_table_init(l->chi, r->df);
    return SW_OK;
}

/* Coordinate j of point i: the baker's transformation of the lattice, which
 * makes the integrand periodic; strictly within (0, 1). */
static double coordinate(const lattice *l, size_t shift, size_t j, double i)
{
    double x = i * l->root[j] + l->shift[shift * l->dimensions + j];
    x = fabs(2.0 * (x - floor(x)) - 1.0);
    return fmin(fmax(x, 1e-16), 1.0 - 1e-16);
}

static double between(double a, double b)
{
    return a > 0.0 ? sw_normal_upper(a) - sw_normal_upper(b)
                   : sw_normal_lower(b) - sw_normal_lower(a);
}

/* The deviate that cuts (a, b) at the share w; *chance is multiplied by the
 * probability of (a, b). In the upper half mirrored, for the digits. */
static double cut(double a, double b, double w, double *chance)
{
    if (a > 0.0)
        return -cut(-b, -a, 1.0 - w, chance);
    double low = sw_normal_lower(a), width = sw_normal_lower(b) - low;
    *chance *= width;
    return sw_quantile_normal(fmin(fmax(low + w * width, 1e-300), 1 - 1e-16));
}

/* The integrand at point i, every bound times `bound`. */
static double value_at(const lattice *l, size_t shift, double i, double bound)
{
    const sw_rectangle_plan *p = &l->plan;
    size_t k = p->k;
    double *y = l->deviate + shift * k, chance = 1.0;
    if (l->chi != NULL)
        bound *= sw_chi_table_at(
            l->chi, sw_quantile_normal(coordinate(l, shift, k, i)));
    for (size_t v = 0; v < k && chance > 0.0; v++) {
        const double *row = p->factor + v * k;
        double sum = 0.0;
        for (size_t m = 0; m < v; m++)
            sum += row[m] * y[m];
        double low = bound * p->lower[v] - sum,
               high = bound * p->upper[v] - sum;
        if (row[v] > 0.0 && v + 1 == k) /* the last one is not needed */
            chance *= between(low / row[v], high / row[v]);
        else if (row[v] > 0.0)
            y[v] = cut(low / row[v], high / row[v], coordinate(l, shift, v, i),
                       &chance);
        else
            chance = low <= 1e-9 && high >= -1e-9 ? chance : 0.0;
    }
    return chance;
}

/* Mean over all shifts and its error, three standard errors. The ends of the
 * sequence weigh less, which brings its error from 1 / n near 1 / n^2: Sugihara
 * & Murota (1982), Math. Comp. 39, 549-554. */
static double integrate(const lattice *l, size_t points, double bound,
                        double *error)
{
    double mean[SHIFTS], sum = 0.0, square = 0.0;
#pragma omp parallel for schedule(static)
    for (size_t s = 0; s < SHIFTS; s++) {
        double total = 0.0, weight = 0.0;
        for (size_t i = 0; i < points; i++) {
            double x = ((double)i + 0.5) / (double)points;
            weight += x * (1.0 - x);
            total += x * (1.0 - x) * value_at(l, s, (double)i, bound);
        }
        mean[s] = total / weight;
    }
    for (int s = 0; s < SHIFTS; s++)
        sum += mean[s];
    for (int s = 0; s < SHIFTS; s++)
        square += (mean[s] - sum / SHIFTS) * (mean[s] - sum / SHIFTS);
    *error = 3.0 * sqrt(square / (SHIFTS * (SHIFTS - 1.0)));
    return sum / SHIFTS;
}

static size_t most_points(size_t k)
{
    double work = (double)(k * k) / 2.0 + 100.0 * (double)k;
    return (size_t)(fmin(MAX_POINTS, MAX_WORK / work) / SHIFTS);
}

static double one_dimension(const sw_rectangle *r)
{
    double a = r->lower[0], b = r->upper[0];
    if (a > 0.0)
        return sw_t_upper(a, r->df) - sw_t_upper(b, r->df);
    return sw_t_upper(-b, r->df) - sw_t_upper(-a, r->df);
}

sw_status sw_rectangle_probability(double *probability, double *error,
                                   const sw_rectangle *r, sw_error *err)
{
    lattice l = {0};
    sw_status st = init(&l, r, err);
    if (st == SW_OK) {
        double miss = 0.0, value = 0.0;
        size_t most = most_points(r->k);
        if (r->k == 1)
            value = one_dimension(r);
        for (size_t n = FIRST_POINTS; r->k > 1; n *= 2) {
            value = integrate(&l, n, 1.0, &miss);
            if (miss <= r->tolerance || 2 * n > most)
                break;
        }
        *probability = fmin(fmax(value, 0.0), 1.0);
        if (error != NULL)
            *error = miss;
    }
    clear(&l);
    return st;
}

/* The bound where the mean over `points` points is `level`, in (low, high):
 * false position, which ends because the points stay the same. */
static double bound_at(const lattice *l, size_t points, double level,
                       double low, double high, double close)
{
    double miss, at_low = integrate(l, points, low, &miss) - level;
    double at_high = integrate(l, points, high, &miss) - level;
    int side = 0;
    if (!(at_low < 0.0))
        return low;
    if (!(at_high > 0.0))
        return high;
    for (int step = 0; step < 60 && high - low > close; step++) {
        double c = low + (high - low) * at_low / (at_low - at_high);
        if (!(c > low && c < high))
            break;
        double at = integrate(l, points, c, &miss) - level;
        if (fabs(at) < close / 100.0)
            return c;
        if (at < 0.0) {
            low = c, at_low = at;
            at_high = side < 0 ? at_high / 2.0 : at_high;
            side = -1;
        } else {
            high = c, at_high = at;
            at_low = side > 0 ? at_low / 2.0 : at_low;
            side = 1;
        }
    }
    return low + (high - low) / 2.0;
}

/* Refines the number of points until the error of the level, over the slope
 * there, is within the tolerance; each time near what was found before. */
static double equal_bound(const lattice *l, double level, const sw_rectangle *r,
                          double low, double high)
{
    const double least = low, most = high;
    size_t most_at = most_points(r->k);
    for (size_t n = FIRST_POINTS;; n *= 4) {
        double c = bound_at(l, n, level, low, high, r->tolerance / 10.0), miss;
        double step = 0.01 * c, at = integrate(l, n, c, &miss), ignored;
        double slope = (integrate(l, n, c + step, &ignored) - at) / step;
        double spread = miss / fmax(slope, 1e-3);
        if (spread <= r->tolerance || 4 * n > most_at)
            return c;
        low = fmax(least, c - 2.0 * spread);
        high = fmin(most, c + 2.0 * spread);
    }
}

sw_status sw_rectangle_equal_bound(double *c, double level,
                                   const sw_rectangle *r, sw_error *err)
{
    if (!(level > 0.0 && level < 1.0))
        return sw_fail(err, SW_EDOMAIN, "level %g is not between 0 and 1",
                       level);
    /* One value alone is not above the bound, and Bonferroni's is not below. */
    double tail = (1.0 - level) / 2.0;
    double low = -sw_quantile_t(tail, r->df);
    double high = -sw_quantile_t(tail / (double)r->k, r->df);
    double *ones = calloc(2 * r->k + 1, sizeof *ones);
    if (ones == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    for (size_t i = 0; i < r->k; i++) {
        ones[i] = -1.0;
        ones[r->k + i] = 1.0;
    }
    sw_rectangle unit = *r;
    unit.lower = ones;
    unit.upper = ones + r->k;
    lattice l = {0};
    sw_status st = init(&l, &unit, err);
    if (st == SW_OK)
        *c = r->k == 1 ? low : equal_bound(&l, level, &unit, low, high);
    clear(&l);
    free(ones);
    return st;
}
