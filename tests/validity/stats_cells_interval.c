/* stats_cells_interval.c - answers in bins of minutes. */
#include <math.h>

#include "seatworth/stats_interval.h"
#include "stats_validity.h"

enum { ROWS = 300 };

static const double edge[] = {0.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0, INFINITY};

typedef struct answers {
    double lower[ROWS], upper[ROWS];
} answers;

static void put(answers *a, size_t i, double y)
{
    size_t bin = 0;
    while (y > edge[bin + 1])
        bin++;
    a->lower[i] = edge[bin];
    a->upper[i] = edge[bin + 1];
}

static bool fit(validity_run *out, const answers *a, sw_family family,
                double truth)
{
    sw_interval_fit f;
    sw_interval_data d = {.lower = a->lower, .upper = a->upper, .n = ROWS};
    d.family = family;
    d.hurdle = false;
    d.cap = INFINITY;
    d.level = validity_level;
    return sw_stats_interval_fit(&f, &d, NULL) == SW_OK &&
           validity_take(out, &f.mean, truth);
}

static double lognormal(sw_random *r)
{
    return exp(3.0 + 0.6 * validity_normal(r));
}

static bool bins_lognormal(validity_run *out, sw_random *r)
{
    answers a;
    for (size_t i = 0; i < ROWS; i++)
        put(&a, i, lognormal(r));
    return fit(out, &a, SW_FAMILY_LOGNORMAL, exp(3.18));
}

/* exp(3) E^(1/2): its mean is exp(3) Gamma(1.5). */
static bool bins_weibull(validity_run *out, sw_random *r)
{
    answers a;
    for (size_t i = 0; i < ROWS; i++)
        put(&a, i, exp(3.0) * sqrt(validity_exponential(r)));
    return fit(out, &a, SW_FAMILY_WEIBULL, exp(3.0) * tgamma(1.5));
}

/* Shape 2, mean 20: the sum of two exponentials. */
static double gamma_two(sw_random *r)
{
    return 10.0 * (validity_exponential(r) + validity_exponential(r));
}

static bool bins_gamma(validity_run *out, sw_random *r)
{
    answers a;
    for (size_t i = 0; i < ROWS; i++)
        put(&a, i, gamma_two(r));
    return fit(out, &a, SW_FAMILY_GAMMA, 20.0);
}

static bool bins_gaussian(validity_run *out, sw_random *r)
{
    answers a;
    for (size_t i = 0; i < ROWS; i++)
        put(&a, i, 25.0 + 15.0 * validity_normal(r));
    return fit(out, &a, SW_FAMILY_GAUSSIAN, 25.0);
}

static bool bins_wrong_family(validity_run *out, sw_random *r)
{
    answers a;
    for (size_t i = 0; i < ROWS; i++)
        put(&a, i, gamma_two(r));
    return fit(out, &a, SW_FAMILY_LOGNORMAL, 20.0);
}

static bool bins_hurdle(validity_run *out, sw_random *r)
{
    answers a;
    sw_interval_fit f;
    for (size_t i = 0; i < ROWS; i++) {
        if (validity_flip(r, 0.2))
            a.lower[i] = a.upper[i] = 0.0;
        else
            put(&a, i, lognormal(r));
    }
    sw_interval_data d = {.lower = a.lower, .upper = a.upper, .n = ROWS};
    d.family = SW_FAMILY_LOGNORMAL;
    d.hurdle = true;
    d.cap = INFINITY;
    d.level = validity_level;
    return sw_stats_interval_fit(&f, &d, NULL) == SW_OK &&
           validity_take(out, &f.mean, 0.8 * exp(3.18));
}

static bool bins_regression(validity_run *out, sw_random *r)
{
    answers a;
    double x[ROWS];
    sw_estimate b[2];
    sw_interval_result result;
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = i % 2 == 0 ? 1.0 : 0.0;
        put(&a, i, exp(0.25 * x[i]) * lognormal(r));
    }
    sw_interval_model m = {.lower = a.lower, .upper = a.upper, .x = x};
    m.n = ROWS;
    m.k = 1;
    m.family = SW_FAMILY_LOGNORMAL;
    m.cap = INFINITY;
    m.level = validity_level;
    return sw_stats_interval_regression(b, &result, &m, NULL) == SW_OK &&
           validity_take(out, &b[1], 0.25);
}

const validity_cell validity_intervals[] = {
    {"bins, lognormal", "300", VALIDITY_CORRECT, false, bins_lognormal},
    {"bins, Weibull", "300", VALIDITY_CORRECT, false, bins_weibull},
    {"bins, gamma", "300", VALIDITY_CORRECT, false, bins_gamma},
    {"bins, gaussian", "300", VALIDITY_CORRECT, false, bins_gaussian},
    {"bins, lognormal with zeros", "300", VALIDITY_CORRECT, false, bins_hurdle},
    {"bins, lognormal fitted to gamma", "300", VALIDITY_MISSPECIFIED, false,
     bins_wrong_family},
    {"bins, lognormal regression", "300", VALIDITY_CORRECT, false,
     bins_regression},
    {0},
};
