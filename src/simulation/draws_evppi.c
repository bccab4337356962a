/*
 * draws_evppi.c - what it would be worth to know one parameter.
 *
 * The option of the highest mean is the reference: its curve is 0, and the
 * others are regressions of their difference from it, so that what is common
 * to all options in a draw disturbs nothing.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/sum.h"
#include "simulation/draws_decision.h"
#include "simulation/smoother.h"

enum { PAIRS = 100, POINTS = 400 };

typedef struct regression {
    const sw_benefit_draws *draws;
    sw_smoother smoother;
    size_t m;       /* options other than the reference */
    size_t *option; /* [m + 1] by falling mean; the first is the reference */
    double *shift;  /* [m] mean difference from the reference, <= 0 */
    double *curve;  /* [m * n] the difference, later its fitted curve */
    sw_smooth *fit; /* [m] */
    double *gamma;  /* [m * k] */
    double *factor; /* [m * m] Cholesky factor of the residuals' covariance */
    double *work;   /* [m * k] a replicate's coordinates */
    double *point;  /* [POINTS * k] coordinates' means over draws that lie
                       together */
    double *weight; /* [POINTS] share of the draws */
    double *basis;  /* [k] */
} regression;

static void clear(regression *r)
{
    sw_smoother_clear(&r->smoother);
    free(r->option);
    free(r->shift);
    free(r->curve);
    free(r->fit);
    free(r->gamma);
    free(r->factor);
    free(r->work);
    free(r->point);
    free(r->weight);
    free(r->basis);
}

static sw_status allocate(regression *r, sw_error *err)
{
    size_t n = r->draws->n_draws, k = r->smoother.k, m = r->m;
    r->option = calloc(m + 1, sizeof *r->option);
    r->shift = calloc(m + 1, sizeof *r->shift);
    r->curve = calloc((m + 1) * n, sizeof *r->curve);
    r->fit = calloc(m + 1, sizeof *r->fit);
    r->gamma = calloc((m + 1) * k, sizeof *r->gamma);
    r->factor = calloc((m + 1) * (m + 1), sizeof *r->factor);
    r->work = calloc((m + 1) * k, sizeof *r->work);
    r->point = calloc(POINTS * k, sizeof *r->point);
    r->weight = calloc(POINTS, sizeof *r->weight);
    r->basis = calloc(k, sizeof *r->basis);
    if (r->option == NULL || r->shift == NULL || r->curve == NULL ||
        r->fit == NULL || r->gamma == NULL || r->factor == NULL ||
        r->work == NULL || r->point == NULL || r->weight == NULL ||
        r->basis == NULL)
        return sw_fail(err, SW_ENOMEM, "regression of %zu draws", n);
    return SW_OK;
}

/* By falling mean, so that the order of the columns changes nothing. */
static void order_options(regression *r, const sw_option_worth *worth)
{
    for (size_t i = 0; i <= r->m; i++) {
        size_t j = i;
        while (j > 0 && worth[r->option[j - 1]].mean < worth[i].mean) {
            r->option[j] = r->option[j - 1];
            j--;
        }
        r->option[j] = i;
    }
}

static const double *net_of(const regression *r, size_t place)
{
    return r->draws->net + r->option[place] * r->draws->n_draws;
}

/* Differences from the reference about their mean. */
static void take_differences(regression *r)
{
    size_t n = r->draws->n_draws;
    const double *reference = net_of(r, 0);
    for (size_t a = 0; a < r->m; a++) {
        const double *net = net_of(r, a + 1);
        double *y = r->curve + a * n;
        for (size_t i = 0; i < n; i++)
            y[i] = net[i] - reference[i];
        r->shift[a] = sw_mean(y, n);
        for (size_t i = 0; i < n; i++)
            y[i] -= r->shift[a];
    }
}

/* Lower Cholesky factor in place; a direction without variance stays 0. */
static void factorise(double *c, size_t m)
{
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b <= a; b++) {
            double v = c[a * m + b];
            for (size_t j = 0; j < b; j++)
                v -= c[a * m + j] * c[b * m + j];
            double floor = 1e-12 * c[a * m + a];
            if (a == b)
                c[a * m + a] = v > floor ? sqrt(v) : 0.0;
            else
                c[a * m + b] = c[b * m + b] > 0.0 ? v / c[b * m + b] : 0.0;
        }
}

/* Correlations of the residuals, scaled to the fits' variances, factorised. */
static void correlate(regression *r, const double *residual)
{
    size_t n = r->draws->n_draws, m = r->m;
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b <= a; b++) {
            double s = 0.0;
            for (size_t i = 0; i < n; i++)
                s += residual[a * n + i] * residual[b * n + i];
            r->factor[a * m + b] = s;
        }
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < a; b++) {
            double scale = sqrt(r->factor[a * m + a] * r->factor[b * m + b]);
            double rho = scale > 0.0 ? r->factor[a * m + b] / scale : 0.0;
            r->factor[a * m + b] =
                rho * sqrt(r->fit[a].sigma2 * r->fit[b].sigma2);
        }
    for (size_t a = 0; a < m; a++)
        r->factor[a * m + a] = r->fit[a].sigma2;
    factorise(r->factor, m);
}

static sw_status fit_curves(regression *r, sw_error *err)
{
    size_t n = r->draws->n_draws, k = r->smoother.k;
    double *residual = calloc((r->m + 1) * n, sizeof *residual);
    if (residual == NULL)
        return sw_fail(err, SW_ENOMEM, "regression of %zu draws", n);
    for (size_t a = 0; a < r->m; a++) {
        double *y = r->curve + a * n;
        for (size_t i = 0; i < n; i++)
            residual[a * n + i] = y[i];
        sw_smoother_fit(&r->fit[a], r->gamma + a * k, &r->smoother, y);
        sw_smoother_values(y, r->basis, &r->smoother, r->gamma + a * k);
        for (size_t i = 0; i < n; i++)
            residual[a * n + i] -= y[i];
    }
    correlate(r, residual);
    free(residual);
    return SW_OK;
}

/* Mean and standard error of max(0, max_a g_a) over the draws. */
static void value_curves(sw_partial_information *out, const regression *r)
{
    size_t n = r->draws->n_draws;
    sw_sum sum = {0}, squares = {0};
    for (size_t i = 0; i < n; i++) {
        double best = 0.0;
        for (size_t a = 0; a < r->m; a++)
            best = fmax(best, r->shift[a] + r->curve[a * n + i]);
        sw_sum_add(&sum, best);
        sw_sum_add(&squares, best * best);
    }
    double mean = sw_sum_value(&sum) / (double)n;
    double variance = sw_sum_value(&squares) / (double)n - mean * mean;
    *out =
        (sw_partial_information){mean, sqrt(fmax(variance, 0.0) / (double)n)};
}

static size_t place_of(double x, const double *sorted, size_t n)
{
    size_t low = 0, high = POINTS;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (x >= sorted[middle * n / POINTS])
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Draws whose parameters lie together share a point, so that a replicate costs
 * the same whatever the number of draws. */
static sw_status gather_points(regression *r, const double *parameter,
                               sw_error *err)
{
    const sw_smoother *s = &r->smoother;
    size_t n = s->n, k = s->k;
    double *sorted = calloc(n, sizeof *sorted);
    if (sorted == NULL)
        return sw_fail(err, SW_ENOMEM, "%zu draws", n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = parameter[i];
    gsl_sort(sorted, 1, n);
    for (size_t i = 0; i < n; i++) {
        size_t p = place_of(parameter[i], sorted, n);
        const double *b = s->basis + i * SW_SMOOTHER_WIDTH;
        r->weight[p] += 1.0;
        for (size_t a = 0; a < SW_SMOOTHER_WIDTH && s->start[i] + a < k; a++)
            for (size_t j = 0; j < k; j++)
                r->point[p * k + j] += b[a] * s->map[(s->start[i] + a) * k + j];
    }
    for (size_t p = 0; p < POINTS; p++) {
        for (size_t j = 0; j < k && r->weight[p] > 0.0; j++)
            r->point[p * k + j] /= r->weight[p];
        r->weight[p] /= (double)n;
    }
    free(sorted);
    return SW_OK;
}

/* E max - max E of the curves with these coordinates, over the points. */
static double value_at(const regression *r, const double *gamma)
{
    size_t k = r->smoother.k;
    double best_mean = 0.0, mean = 0.0;
    for (size_t a = 0; a < r->m; a++) {
        double total = r->shift[a];
        for (size_t p = 0; p < POINTS; p++)
            for (size_t j = 0; j < k; j++)
                total += r->weight[p] * r->point[p * k + j] * gamma[a * k + j];
        best_mean = fmax(best_mean, total);
    }
    for (size_t p = 0; p < POINTS; p++) {
        double best = 0.0;
        for (size_t a = 0; a < r->m; a++) {
            double g = r->shift[a];
            for (size_t j = 0; j < k; j++)
                g += r->point[p * k + j] * gamma[a * k + j];
            best = fmax(best, g);
        }
        mean += r->weight[p] * best;
    }
    return mean - best_mean;
}

/* Noise of one posterior draw of all coordinates, into r->work. */
static void draw_noise(regression *r, sw_random *random)
{
    size_t k = r->smoother.k, m = r->m;
    for (size_t i = 0; i < m * k; i++)
        r->work[i] = 0.0;
    for (size_t b = 0; b < m; b++)
        for (size_t j = 0; j < k; j++) {
            double z = gsl_cdf_ugaussian_Pinv(sw_random_uniform(random));
            for (size_t a = b; a < m; a++)
                r->work[a * k + j] +=
                    r->factor[a * m + b] * z /
                    sqrt(1.0 + r->fit[a].lambda * r->smoother.penalty[j]);
        }
}

/* What the curves with the noise added (sign 1) or taken off (-1) give. */
static double value_with_noise(regression *r, double sign)
{
    size_t n = r->m * r->smoother.k;
    for (size_t i = 0; i < n; i++)
        r->work[i] = r->gamma[i] + sign * r->work[i];
    double value = value_at(r, r->work);
    for (size_t i = 0; i < n; i++)
        r->work[i] = sign * (r->work[i] - r->gamma[i]);
    return value;
}

/* Takes the bias off and adds the curves' uncertainty to the error. Each draw
 * is used with both signs, so that only what is curved is a bias. */
static void correct(sw_partial_information *out, regression *r, uint64_t seed)
{
    double fitted = value_at(r, r->gamma), bias = 0.0, squares = 0.0;
    sw_random random;
    sw_random_init(&random, seed, (uint64_t)SW_STREAM_EVPPI << 32);
    for (int i = 0; i < PAIRS; i++) {
        draw_noise(r, &random);
        double up = value_with_noise(r, 1.0) - fitted;
        double down = value_with_noise(r, -1.0) - fitted;
        bias += (up + down) / (2.0 * PAIRS);
        squares += (up * up + down * down) / (2.0 * PAIRS);
    }
    out->value -= bias;
    double variance = fmax(squares - bias * bias, 0.0);
    out->se = sqrt(out->se * out->se + variance);
}

static sw_status regress(sw_partial_information *out, regression *r,
                         const sw_option_worth *worth, const double *parameter,
                         uint64_t seed, sw_error *err)
{
    sw_status st =
        sw_smoother_init(&r->smoother, parameter, r->draws->n_draws, err);
    if (st == SW_OK)
        st = allocate(r, err);
    if (st != SW_OK)
        return st;
    order_options(r, worth);
    take_differences(r);
    st = fit_curves(r, err);
    if (st == SW_OK)
        st = gather_points(r, parameter, err);
    if (st != SW_OK)
        return st;
    value_curves(out, r);
    correct(out, r, seed);
    return SW_OK;
}

sw_status sw_draws_evppi(sw_partial_information *out,
                         const sw_benefit_draws *draws, const double *parameter,
                         uint64_t seed, sw_error *err)
{
    if (draws->n_draws < SW_EVPPI_MIN_DRAWS)
        return sw_fail(err, SW_ENODATA,
                       "%zu draws: a regression needs at least %d",
                       draws->n_draws, SW_EVPPI_MIN_DRAWS);
    for (size_t i = 0; i < draws->n_draws; i++)
        if (!isfinite(parameter[i]))
            return sw_fail(err, SW_EDOMAIN,
                           "the parameter is not finite in draw %zu", i);
    sw_option_worth *worth = calloc(draws->n_options + 1, sizeof *worth);
    if (worth == NULL)
        return sw_fail(err, SW_ENOMEM, "%zu options", draws->n_options);
    sw_draws_choice choice;
    sw_partial_information found = {0};
    regression r = {.draws = draws};
    sw_status st = sw_draws_choose(worth, &choice, draws, err);
    if (st == SW_OK) {
        r.m = draws->n_options - 1;
        st = regress(&found, &r, worth, parameter, seed, err);
        clear(&r);
    }
    free(worth);
    if (st != SW_OK)
        return st;
    out->value = fmin(fmax(found.value, 0.0), choice.evpi);
    out->se = found.se;
    return SW_OK;
}
