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

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

static double correlation(const double *x, const double *y, size_t n)
{
    double mx = mean(x, n), my = mean(y, n), xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < n; i++) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xy / sqrt(xx * yy);
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
    for (size_t i = 0; i < n; i++)
        arm[i] = treated[i];
    double with_arm = correlation(arm, x, n);
    double outcome = correlation(y, arm, n);
    /* Partial correlation of outcome and covariate, given the arm. */
    double partial = (correlation(y, x, n) - outcome * with_arm) /
                     sqrt((1 - outcome * outcome) * (1 - with_arm * with_arm));
    return bound(with_arm * with_arm, partial * partial);
}

bool sw_varies(const double *x, size_t n)
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
    return sw_varies(x, n) ? fmax(best, sw_benchmark(change, treated, x, n))
                           : best;
}

double sw_panel_benchmark(const sw_panel *complete)
{
    const sw_roster *roster = &complete->pilot->roster;
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
