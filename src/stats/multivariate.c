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

enum { SHIFTS = 12, CANDIDATES = 60 };

/* Primes, each near four times the one before: points of one shift. */
static const uint64_t POINTS[] = {1021, 4093, 16381, 65521, 262139};

enum { SIZES = sizeof POINTS / sizeof *POINTS };

/* Multiplications in all shifts after which it is enough. */
static const double MAX_WORK = 4e9;

typedef struct lattice {
    sw_rectangle_plan plan;
    sw_chi_table *chi; /* NULL: normal */
    size_t dimensions;
    size_t size;         /* of POINTS */
    uint64_t *generator; /* [dimensions] point i is i generator / points */
    double *shift;       /* [SHIFTS * dimensions] */
    double *deviate;     /* [SHIFTS * k] workspace */
} lattice;

static void clear(lattice *l)
{
    sw_rectangle_plan_clear(&l->plan);
    free(l->chi);
    free(l->generator);
    free(l->shift);
    free(l->deviate);
}

/* How far the lattice is from filling the cube: the criterion P2, weight 1 /
 * j^2 for dimension j, as the first variables matter most. */
static double unevenness(const uint64_t *generator, size_t dimensions,
                         uint64_t points)
{
    double sum = 0.0;
    for (uint64_t i = 1; i <= points / 2; i++) {
        double product = 1.0;
        for (size_t j = 0; j < dimensions; j++) {
            double x = (double)(i * generator[j] % points) / (double)points;
            double weight = 1.0 / (double)((j + 1) * (j + 1));
            product *=
                1.0 + weight * 2.0 * M_PI * M_PI * (x * x - x + 1.0 / 6.0);
        }
        sum += product;
    }
    return sum;
}

static void fill_powers(uint64_t *generator, size_t dimensions, uint64_t a,
                        uint64_t points)
{
    generator[0] = 1;
    for (size_t j = 1; j < dimensions; j++)
        generator[j] = generator[j - 1] * a % points;
}

/* Korobov's lattice with the best of some multipliers, in the first twelve
 * dimensions. Neither depends on the seed. */
static void choose_lattice(lattice *l, size_t size)
{
    uint64_t points = POINTS[size], best = 2;
    size_t judged = l->dimensions < 12 ? l->dimensions : 12;
    double least = INFINITY;
    l->size = size;
    for (uint64_t c = 0; c < CANDIDATES; c++) {
        /* Spread by the golden section over 2 to points / 2. */
        double at = (double)c * 0.6180339887498949;
        uint64_t a = 2 + (uint64_t)((at - floor(at)) * (double)(points / 2));
        fill_powers(l->generator, judged, a, points);
        double miss = unevenness(l->generator, judged, points);
        if (miss < least) {
            least = miss;
            best = a;
        }
    }
    fill_powers(l->generator, l->dimensions, best, points);
}

static sw_status init(lattice *l, const sw_rectangle *r, sw_error *err)
{
    sw_status st = sw_rectangle_plan_init(&l->plan, r, err);
    if (st != SW_OK)
        return st;
    bool student = isfinite(r->df);
    l->dimensions = r->k + (student ? 1 : 0);
    l->generator = calloc(l->dimensions, sizeof *l->generator);
    l->shift = calloc(SHIFTS * l->dimensions, sizeof *l->shift);
    l->deviate = calloc(SHIFTS * r->k, sizeof *l->deviate);
    l->chi = student ? calloc(1, sizeof *l->chi) : NULL;
    if (l->generator == NULL || l->shift == NULL || l->deviate == NULL ||
        (student && l->chi == NULL))
        return sw_fail(err, SW_ENOMEM, "out of memory");
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
static double coordinate(const lattice *l, size_t shift, size_t j, uint64_t i)
{
    uint64_t points = POINTS[l->size];
    double x = (double)(i * l->generator[j] % points) / (double)points +
               l->shift[shift * l->dimensions + j];
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
static double value_at(const lattice *l, size_t shift, uint64_t i, double bound)
{
    const sw_rectangle_plan *p = &l->plan;
    size_t k = p->k, first = l->chi != NULL ? 1 : 0;
    double *y = l->deviate + shift * k, chance = 1.0;
    if (l->chi != NULL)
        bound *= sw_chi_table_at(
            l->chi, sw_quantile_normal(coordinate(l, shift, 0, i)));
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
            y[v] = cut(low / row[v], high / row[v],
                       coordinate(l, shift, first + v, i), &chance);
        else
            chance = low <= 1e-9 && high >= -1e-9 ? chance : 0.0;
    }
    return chance;
}

/* Mean over all shifts and its error, three standard errors. */
static double integrate(const lattice *l, double bound, double *error)
{
    double mean[SHIFTS], sum = 0.0, square = 0.0;
    uint64_t points = POINTS[l->size];
#pragma omp parallel for schedule(static)
    for (size_t s = 0; s < SHIFTS; s++) {
        double total = 0.0;
        for (uint64_t i = 0; i < points; i++)
            total += value_at(l, s, i, bound);
        mean[s] = total / (double)points;
    }
    for (int s = 0; s < SHIFTS; s++)
        sum += mean[s];
    for (int s = 0; s < SHIFTS; s++)
        square += (mean[s] - sum / SHIFTS) * (mean[s] - sum / SHIFTS);
    *error = 3.0 * sqrt(square / (SHIFTS * (SHIFTS - 1.0)));
    return sum / SHIFTS;
}

/* Whether a lattice of this size would take too long. */
static bool is_too_large(size_t size, size_t k)
{
    double work = (double)(k * k) / 2.0 + 100.0 * (double)k;
    return size >= SIZES || (double)POINTS[size] * SHIFTS * work > MAX_WORK;
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
        if (r->k == 1)
            value = one_dimension(r);
        for (size_t size = 0; r->k > 1; size++) {
            choose_lattice(&l, size);
            value = integrate(&l, 1.0, &miss);
            if (miss <= r->tolerance || is_too_large(size + 1, r->k))
                break;
        }
        *probability = fmin(fmax(value, 0.0), 1.0);
        if (error != NULL)
            *error = miss;
    }
    clear(&l);
    return st;
}

/* The bound where the mean over the lattice is `level`, in (low, high):
 * false position, which ends because the points stay the same. */
static double bound_at(const lattice *l, double level, double low, double high,
                       double close)
{
    double miss, at_low = integrate(l, low, &miss) - level;
    double at_high = integrate(l, high, &miss) - level;
    int side = 0;
    if (!(at_low < 0.0))
        return low;
    if (!(at_high > 0.0))
        return high;
    for (int step = 0; step < 60 && high - low > close; step++) {
        double c = low + (high - low) * at_low / (at_low - at_high);
        if (!(c > low && c < high))
            break;
        double at = integrate(l, c, &miss) - level;
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

/* A search on the smallest lattice; on each larger one Newton's steps with the
 * slope found there, until the error of the level over it is small enough. */
static double equal_bound(lattice *l, double level, const sw_rectangle *r,
                          double low, double high)
{
    double miss, ignored;
    choose_lattice(l, 0);
    double c = bound_at(l, level, low, high, r->tolerance), step = 0.01 * c;
    double slope = integrate(l, c + step, &ignored);
    slope = fmax((slope - integrate(l, c, &miss)) / step, 1e-3);
    for (size_t size = 1; miss > r->tolerance * slope; size++) {
        if (is_too_large(size, r->k))
            break;
        choose_lattice(l, size);
        double move = INFINITY;
        for (int i = 0; i < 4 && fabs(move) > 20.0 * r->tolerance; i++) {
            move = (level - integrate(l, c, &miss)) / slope;
            c = fmin(fmax(c + move, low), high);
        }
    }
    return c;
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
