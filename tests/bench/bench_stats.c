/*
 * bench_stats.c - processor seconds of the library's large jobs, and of the
 * bootstrap as a textbook writes it with GSL.
 *
 * usage: bench_stats bootstrap|gsl|cluster|mixed [SHARE]
 * bench_stats data bootstrap|rows FILE writes the doubles for the peers.
 * Prints seconds of the job alone, without the making of data, and a result by
 * which peers can be seen to have done the same. SHARE divides the resamples.
 */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "seatworth/stats_regression.h"
#include "seatworth/stats_resample.h"
#include "stats/distribution.h"

enum {
    PERSONS = 25000, /* an arm */
    RESAMPLES = 10000,
    ROWS = 1000000,
    COLUMNS = 20,
    GROUPS = 5000
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double *numbers(size_t n)
{
    double *x = malloc(n * sizeof *x);
    if (x == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return x;
}

/* Answers 1 to 5 about `middle`. */
static double *likert(size_t n, double middle, uint64_t stream)
{
    sw_random r;
    sw_random_init(&r, 1, stream);
    double *x = numbers(n);
    for (size_t i = 0; i < n; i++) {
        double z = sw_quantile_normal(sw_random_uniform(&r));
        x[i] = fmin(5.0, fmax(1.0, round(middle + 1.1 * z)));
    }
    return x;
}

/* Row-major columns, y last; cluster levels of sd .5 in rows of sd 1. */
static double *rows(void)
{
    sw_random r;
    sw_random_init(&r, 2, 0);
    double level[GROUPS];
    for (size_t g = 0; g < GROUPS; g++)
        level[g] = 0.5 * sw_quantile_normal(sw_random_uniform(&r));
    double *row = numbers((size_t)ROWS * (COLUMNS + 1));
    for (size_t i = 0; i < ROWS; i++) {
        double *x = &row[i * (COLUMNS + 1)];
        double y = level[i % GROUPS];
        for (size_t j = 0; j < COLUMNS; j++) {
            x[j] = sw_quantile_normal(sw_random_uniform(&r));
            y += 0.1 * x[j];
        }
        x[COLUMNS] = y + sw_quantile_normal(sw_random_uniform(&r));
    }
    return row;
}

static int fail(const char *what)
{
    fprintf(stderr, "bench_stats: %s failed\n", what);
    return 1;
}

static int bootstrap(size_t share)
{
    double *x = likert(PERSONS, 3.3, 1), *y = likert(PERSONS, 3.1, 2);
    sw_bootstrap_options o = SW_BOOTSTRAP_OPTIONS_INIT;
    sw_bootstrap b;
    o.statistic = SW_BOOTSTRAP_MEAN_DIFFERENCE;
    o.resamples = RESAMPLES / share;
    double start = seconds();
    sw_status status = sw_stats_bootstrap(&b, (sw_sample){x, PERSONS},
                                          (sw_sample){y, PERSONS}, &o, NULL);
    double spent = seconds() - start;
    if (status == SW_OK)
        printf("%.6f %.6f %.6f\n", spent, b.bca.lower, b.bca.upper);
    free(x);
    free(y);
    return status == SW_OK ? 0 : fail("bootstrap");
}

static double resampled_mean(const double *x, size_t n, gsl_rng *rng)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[gsl_rng_uniform_int(rng, n)];
    return sum / (double)n;
}

/* The acceleration from the influences of both arms. */
static double acceleration(const double *x, const double *y)
{
    double mx = gsl_stats_mean(x, 1, PERSONS);
    double my = gsl_stats_mean(y, 1, PERSONS);
    double cubes = 0.0, squares = 0.0;
    for (size_t i = 0; i < PERSONS; i++) {
        double a = x[i] - mx, b = my - y[i];
        cubes += a * a * a + b * b * b;
        squares += a * a + b * b;
    }
    return cubes / (6.0 * pow(squares, 1.5));
}

static int textbook(size_t share)
{
    double *x = likert(PERSONS, 3.3, 1), *y = likert(PERSONS, 3.1, 2);
    size_t count = RESAMPLES / share, below = 0;
    double *t = numbers(count);
    double start = seconds();
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (rng == NULL)
        return fail("gsl");
    double estimate =
        gsl_stats_mean(x, 1, PERSONS) - gsl_stats_mean(y, 1, PERSONS);
    for (size_t i = 0; i < count; i++) {
        t[i] =
            resampled_mean(x, PERSONS, rng) - resampled_mean(y, PERSONS, rng);
        below += t[i] < estimate;
    }
    gsl_sort(t, 1, count);
    double z0 = gsl_cdf_ugaussian_Pinv((double)below / (double)count);
    double a = acceleration(x, y), end[2];
    for (int side = 0; side < 2; side++) {
        double z = z0 + (side == 0 ? -1.959963984540054 : 1.959963984540054);
        double level = gsl_cdf_ugaussian_P(z0 + z / (1.0 - a * z));
        end[side] = gsl_stats_quantile_from_sorted_data(t, 1, count, level);
    }
    printf("%.6f %.6f %.6f\n", seconds() - start, end[0], end[1]);
    gsl_rng_free(rng);
    free(t);
    free(x);
    free(y);
    return 0;
}

static int regression(bool mixed)
{
    double *row = rows(), *y = numbers(ROWS);
    double *x = numbers((size_t)ROWS * COLUMNS);
    size_t *cluster = malloc(ROWS * sizeof *cluster);
    if (cluster == NULL)
        return fail("memory");
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(&x[i * COLUMNS], &row[i * (COLUMNS + 1)], COLUMNS * sizeof *x);
        y[i] = row[i * (COLUMNS + 1) + COLUMNS];
        cluster[i] = i % GROUPS;
    }
    sw_estimate b[COLUMNS + 1];
    sw_mixed_fit fit;
    sw_regression m = {.y = y, .x = x, .n = ROWS, .k = COLUMNS};
    m.cluster = cluster;
    m.vcov = SW_VCOV_CR1;
    m.level = 0.95;
    double start = seconds();
    sw_status status =
        mixed ? sw_stats_mixed(b, &fit, &m, NULL) : sw_stats_ols(b, &m, NULL);
    double spent = seconds() - start;
    if (status == SW_OK)
        printf("%.6f %.8f %.8f\n", spent, b[1].estimate, b[1].se);
    free(cluster);
    free(x);
    free(y);
    free(row);
    return status == SW_OK ? 0 : fail("regression");
}

static int write_doubles(const double *x, size_t n, FILE *out)
{
    return fwrite(x, sizeof *x, n, out) == n ? 0 : fail("writing");
}

static int write_data(const char *what, const char *path)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        return fail(path);
    int code;
    if (strcmp(what, "rows") == 0) {
        double *row = rows();
        code = write_doubles(row, (size_t)ROWS * (COLUMNS + 1), out);
        free(row);
    } else {
        double *x = likert(PERSONS, 3.3, 1), *y = likert(PERSONS, 3.1, 2);
        code = write_doubles(x, PERSONS, out) + write_doubles(y, PERSONS, out);
        free(x);
        free(y);
    }
    return fclose(out) == 0 ? code : fail("writing");
}

int main(int argc, char **argv)
{
    const char *job = argc > 1 ? argv[1] : "";
    long share = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
    size_t divisor = share >= 1 && share <= 100 ? (size_t)share : 1;
    if (strcmp(job, "data") == 0 && argc == 4)
        return write_data(argv[2], argv[3]);
    if (strcmp(job, "bootstrap") == 0)
        return bootstrap(divisor);
    if (strcmp(job, "gsl") == 0)
        return textbook(divisor);
    if (strcmp(job, "cluster") == 0 || strcmp(job, "mixed") == 0)
        return regression(strcmp(job, "mixed") == 0);
    fputs("usage: bench_stats bootstrap|gsl|cluster|mixed [SHARE]\n", stderr);
    return 2;
}
