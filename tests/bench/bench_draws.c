/*
 * bench_draws.c - processor seconds of a million correlated draws of twelve
 * inputs, priced for eight cohorts over three years: the library's draws and
 * column arithmetic, and one draw at a time as a textbook writes it with GSL.
 *
 * usage: bench_draws ours|gsl [SHARE]
 * Prints seconds, and the mean net present value, by which peers can be seen to
 * have done the same. SHARE divides the draws.
 */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/sum.h"
#include "simulation/draw_plan.h"
#include "stats/correlation_matrix.h"

enum { DRAWS = 1 << 20, INPUTS = 12, COHORTS = 8, YEARS = 3 };

enum {
    MINUTES,
    FACTOR,
    REWORK,
    ADOPTION,
    PERSISTENCE,
    WEEKS,
    WAGE,
    REALISATION,
    WAGE_GROWTH,
    UPLIFT,
    ADMIN,
    TRAINING
};

static const sw_distribution INPUT[INPUTS] = {
    {.kind = SW_DIST_NORMAL, .p = {30, 12, 0}},
    {.kind = SW_DIST_PERT, .p = {0.3, 0.6, 1.0}},
    {.kind = SW_DIST_BETA, .p = {2, 18, 0}},
    {.kind = SW_DIST_BETA, .p = {14, 6, 0}},
    {.kind = SW_DIST_PERT, .p = {0.6, 0.85, 1.0}},
    {.kind = SW_DIST_TRIANGULAR, .p = {42, 46, 48}},
    {.kind = SW_DIST_LOGNORMAL, .p = {62, 1.2, 0}},
    {.kind = SW_DIST_PERT, .p = {0.25, 0.5, 0.75}},
    {.kind = SW_DIST_NORMAL, .p = {0.03, 0.01, 0}},
    {.kind = SW_DIST_TRIANGULAR, .p = {0, 0.05, 0.12}},
    {.kind = SW_DIST_LOGNORMAL, .p = {60000, 1.4, 0}},
    {.kind = SW_DIST_PERT, .p = {1, 3, 8}},
};

static const double SEATS[COHORTS] = {120, 80, 60, 60, 50, 50, 40, 40};
static const double START[COHORTS] = {0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 1};
static const double PRICE = 360, RATE = 0.1;

/* Rank correlations fall with the distance in the list. */
static void set_correlations(double *r)
{
    for (int i = 0; i < INPUTS; i++)
        for (int j = 0; j < INPUTS; j++)
            r[i * INPUTS + j] =
                i == j ? 1.0 : sw_normal_correlation(pow(0.4, abs(i - j)));
}

/* Seat-years of all cohorts in a year, and seats that start in it. */
static void count_seats(double *years, double *starts)
{
    for (int y = 0; y < YEARS; y++) {
        years[y] = starts[y] = 0;
        for (int c = 0; c < COHORTS; c++) {
            years[y] += SEATS[c] * fmin(fmax(y + 1 - START[c], 0), 1);
            starts[y] += START[c] >= y && START[c] < y + 1 ? SEATS[c] : 0;
        }
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *reserve(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (p == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return p;
}

static void must(sw_status st)
{
    if (st != SW_OK) {
        fputs("the draws could not be set up\n", stderr);
        exit(1);
    }
}

static void set_plan(sw_draw_plan *plan, size_t draws)
{
    double r[INPUTS * INPUTS];
    *plan = (sw_draw_plan){
        .n_inputs = INPUTS, .n_varying = INPUTS, .n_together = INPUTS};
    plan->varying = reserve(INPUTS, sizeof *plan->varying);
    plan->together = reserve(INPUTS, sizeof *plan->together);
    plan->marginal = reserve(INPUTS, sizeof *plan->marginal);
    plan->varies = reserve(INPUTS, sizeof *plan->varies);
    plan->constant = reserve(INPUTS * SW_BLOCK, sizeof *plan->constant);
    plan->factor = reserve(INPUTS * INPUTS, sizeof *plan->factor);
    plan->normal = sw_normal_table_get();
    for (size_t k = 0; k < INPUTS; k++) {
        plan->varying[k] = plan->together[k] = k;
        must(sw_marginal_init(&plan->marginal[k], &INPUT[k], NULL));
    }
    set_correlations(r);
    sw_correlation_factor(plan->factor, r, INPUTS);
    must(sw_points_init(&plan->points, SW_DRAW_SOBOL, draws, INPUTS, 1, NULL));
}

/* Net present value of a block, year by year, on columns. */
static void price(double *net, const double *const *x, const double *years,
                  const double *starts, size_t n)
{
    double hour[SW_BLOCK], fee[SW_BLOCK], lasting[SW_BLOCK];
    for (size_t i = 0; i < n; i++) {
        net[i] = 0;
        hour[i] = x[WAGE][i];
        fee[i] = PRICE;
        lasting[i] = x[MINUTES][i] * x[FACTOR][i] * (1 - x[REWORK][i]) *
                     x[ADOPTION][i] * x[WEEKS][i] / 60 * x[REALISATION][i];
    }
    for (int y = 0; y < YEARS; y++) {
        double discount = pow(1 + RATE, -(y + 1));
        for (size_t i = 0; i < n; i++) {
            net[i] +=
                discount * (years[y] * (lasting[i] * hour[i] - fee[i]) -
                            starts[y] * x[TRAINING][i] * hour[i] - x[ADMIN][i]);
            hour[i] *= 1 + x[WAGE_GROWTH][i];
            fee[i] *= 1 + x[UPLIFT][i];
            lasting[i] *= x[PERSISTENCE][i];
        }
    }
}

static double ours(size_t draws)
{
    sw_draw_plan plan;
    sw_draw_block b;
    double years[YEARS], starts[YEARS], net[SW_BLOCK];
    sw_sum sum = {0};
    count_seats(years, starts);
    set_plan(&plan, draws);
    must(sw_draw_block_init(&b, &plan, NULL));
    size_t per = plan.points.per_replicate;
    for (size_t r = 0; r < SW_REPLICATES; r++)
        for (size_t first = 0; first < per; first += SW_BLOCK) {
            size_t n = per - first < SW_BLOCK ? per - first : SW_BLOCK;
            sw_draw_block_fill(&b, &plan, r, first, n);
            price(net, b.column, years, starts, n);
            double part = 0;
            for (size_t i = 0; i < n; i++)
                part += net[i];
            sw_sum_add(&sum, part);
        }
    sw_draw_block_clear(&b);
    sw_draw_plan_clear(&plan);
    return sw_sum_value(&sum) / (double)(per * SW_REPLICATES);
}

/* ---- as a textbook has it ---- */

static double textbook_quantile(const sw_distribution *d, double z)
{
    double u = gsl_cdf_ugaussian_P(z), width = d->p[2] - d->p[0];
    switch (d->kind) {
    case SW_DIST_NORMAL:
        return d->p[0] + d->p[1] * z;
    case SW_DIST_LOGNORMAL:
        return d->p[0] * exp(log(d->p[1]) * z);
    case SW_DIST_BETA:
        return gsl_cdf_beta_Pinv(u, d->p[0], d->p[1]);
    case SW_DIST_PERT:
        return d->p[0] +
               width * gsl_cdf_beta_Pinv(u, 1 + 4 * (d->p[1] - d->p[0]) / width,
                                         1 + 4 * (d->p[2] - d->p[1]) / width);
    default:
        break;
    }
    double turn = (d->p[1] - d->p[0]) / width;
    return u < turn ? d->p[0] + width * sqrt(u * turn)
                    : d->p[2] - width * sqrt((1 - u) * (1 - turn));
}

static double textbook(size_t draws)
{
    double years[YEARS], starts[YEARS], r[INPUTS * INPUTS], net, total = 0;
    count_seats(years, starts);
    set_correlations(r);
    gsl_matrix_view l = gsl_matrix_view_array(r, INPUTS, INPUTS);
    gsl_linalg_cholesky_decomp1(&l.matrix);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_vector *z = gsl_vector_alloc(INPUTS);
    if (rng == NULL || z == NULL)
        exit(1);
    for (size_t i = 0; i < draws; i++) {
        double x[INPUTS];
        const double *column[INPUTS];
        for (size_t k = 0; k < INPUTS; k++)
            gsl_vector_set(z, k, gsl_ran_ugaussian(rng));
        gsl_blas_dtrmv(CblasLower, CblasNoTrans, CblasNonUnit, &l.matrix, z);
        for (size_t k = 0; k < INPUTS; k++) {
            x[k] = textbook_quantile(&INPUT[k], gsl_vector_get(z, k));
            column[k] = &x[k];
        }
        price(&net, column, years, starts, 1);
        total += net;
    }
    gsl_vector_free(z);
    gsl_rng_free(rng);
    return total / (double)draws;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: bench_draws ours|gsl [SHARE]\n", stderr);
        return 2;
    }
    size_t share = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 1;
    size_t draws = DRAWS / (share > 0 ? share : 1);
    double start = seconds();
    double mean = strcmp(argv[1], "gsl") == 0 ? textbook(draws) : ours(draws);
    printf("%.6f mean %.0f\n", seconds() - start, mean);
    return 0;
}
