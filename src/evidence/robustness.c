/*
 * robustness.c - how strong a confounder would have to be, and how strong the
 * ones are that can be seen.
 *
 * Source: Cinelli & Hazlett (2020), JRSS B 82, 39-67,
 * doi:10.1111/rssb.12348, equations 18 and 27 to 30 with k = 1.
 */
#include <math.h>

#include "evidence/panel.h"

double sw_robustness_value(double t, double df)
{
    if (!isfinite(t) || !(df > 0))
        return NAN;
    double f2 = t * t / df;
    return 0.5 * (sqrt(f2 * f2 + 4 * f2) - f2);
}

/* Partial R2 of the last of k columns in a regression of y; NaN on failure. */
static double partial_r2(const double *y, const double *x, size_t n, size_t k)
{
    sw_estimate coefficient[3];
    sw_regression model = {.y = y,
                           .x = x,
                           .n = n,
                           .k = k,
                           .vcov = SW_VCOV_CLASSICAL,
                           .level = 0.95};
    if (k >= sizeof coefficient / sizeof *coefficient ||
        sw_stats_ols(coefficient, &model, NULL) != SW_OK)
        return NAN;
    double t2 = coefficient[k].statistic * coefficient[k].statistic;
    return t2 / (t2 + coefficient[k].df);
}

/* Bounds on the partial R2 of a confounder as strong as a covariate with these
 * partial R2 with treatment and outcome; the larger of the two bounds. */
static double bound(double r2_treatment, double r2_outcome)
{
    double with_treatment = r2_treatment / (1 - r2_treatment);
    double shared =
        r2_treatment * r2_treatment / ((1 - r2_treatment) * (1 - r2_treatment));
    if (!(shared < 1))
        return 1;
    double factor = (1 + sqrt(shared)) / sqrt(1 - shared);
    double with_outcome = factor * factor * r2_outcome / (1 - r2_outcome);
    return fmin(1, fmax(with_treatment, with_outcome));
}

double sw_benchmark(const double *y, const bool *treated, const double *x,
                    size_t n)
{
    g_autofree double *arm = g_new(double, n);
    g_autofree double *both = g_new(double, 2 * n);
    for (size_t i = 0; i < n; i++) {
        arm[i] = treated[i];
        both[2 * i] = treated[i];
        both[2 * i + 1] = x[i];
    }
    return bound(partial_r2(arm, x, n, 1), partial_r2(y, both, n, 2));
}

static bool varies(const double *x, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (x[i] < x[0] || x[i] > x[0])
            return true;
    return false;
}

/* The larger of best and this column's benchmark; either may be NaN. */
static double stronger(double best, const double *change, const bool *treated,
                       const double *x, size_t n)
{
    return varies(x, n) ? fmax(best, sw_benchmark(change, treated, x, n))
                        : best;
}

double sw_panel_benchmark(const sw_panel *complete)
{
    const sw_roster *roster = complete->roster;
    size_t n = complete->n;
    g_autofree double *change = g_new(double, n);
    g_autofree double *x = g_new(double, n);
    double best = NAN;
    bool all_costs = true;
    for (size_t i = 0; i < n; i++) {
        if (complete->person[i] < 0)
            return NAN;
        change[i] = complete->after[i] - complete->before[i];
        x[i] = roster->people[complete->person[i]].hourly_cost;
        all_costs = all_costs && isfinite(x[i]);
    }
    if (all_costs)
        best = stronger(best, change, complete->treated, x, n);
    for (size_t d = 0; d < roster->n_departments; d++) {
        for (size_t i = 0; i < n; i++)
            x[i] = roster->people[complete->person[i]].department == (int)d;
        best = stronger(best, change, complete->treated, x, n);
    }
    return best;
}
