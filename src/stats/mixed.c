/*
 * Random intercept by restricted maximum likelihood.
 *
 * Every matrix needed is a function of r = var_group / var_residual and of
 * sums over the groups in an orthonormal basis of the design, see
 * mixed_sums.h. Source: Patterson & Thompson (1971), Biometrika 58, 545-554.
 */
#include "seatworth/stats_regression.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/mixed_sums.h"
#include "stats/solve.h"
#include "stats/spd.h"

/* The scan of log r: r n_j from 1e-10 for the largest group up. */
enum { SCAN = 96 };
static const double SCAN_LOW = -23.0, SCAN_HIGH = 25.0;
static const double LOG_2_PI = 1.8378770664093454836;

typedef struct profile {
    sw_mixed_sums *s;
    double shift; /* log of the largest group's size */
} profile;

static double criterion_at(const profile *f, double ratio)
{
    sw_mixed_state at;
    if (!sw_mixed_at(&at, f->s, ratio))
        return INFINITY;
    double rest = (double)(f->s->n - f->s->p);
    return at.log_size + at.log_det +
           rest * (1.0 + LOG_2_PI + log(at.rss / rest));
}

/* Derivative of the criterion by r, in units that keep its sign, at r =
 * exp(x - shift). */
static double slope_at(double x, void *ctx)
{
    profile *f = ctx;
    sw_mixed_state at;
    if (!sw_mixed_at(&at, f->s, exp(x - f->shift)))
        return NAN;
    return sw_mixed_slope(f->s, &at);
}

/* The minimum next to the lowest point of the scan; 0 where that is lowest. */
static sw_status best_ratio(double *ratio, profile *f, sw_error *err)
{
    double step = (SCAN_HIGH - SCAN_LOW) / SCAN, lowest = criterion_at(f, 0.0);
    /* The criterion's parts grow with the rows and may cancel. */
    double noise = 1e-12 * ((double)f->s->n + fabs(lowest));
    int best = -1;
    for (int i = 0; i <= SCAN; i++) {
        double at = criterion_at(f, exp(SCAN_LOW + i * step - f->shift));
        /* Near 0 the scan repeats the value at 0 up to its rounding. */
        if (at < lowest - noise) {
            lowest = at;
            best = i;
        }
    }
    *ratio = 0.0;
    if (best < 0)
        return SW_OK;
    if (best == SCAN)
        return sw_fail(err, SW_ENODATA, "no variation within the groups");
    double low = SCAN_LOW + (best - 1) * step, high = low + 2.0 * step, root;
    sw_status st = sw_solve_root(slope_at, f, low, high, 1e-13, &root, err);
    if (st == SW_OK)
        *ratio = exp(root - f->shift);
    return st;
}

static sw_status check(const sw_regression *m, sw_error *err)
{
    sw_status st = sw_check_level(m->level, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){m->y, m->n}, err);
    if (st == SW_OK)
        st = sw_check_finite("x", (sw_sample){m->x, m->n * m->k}, err);
    if (st == SW_OK && m->weights != NULL)
        st = sw_fail(err, SW_EDOMAIN, "the random intercept takes no weights");
    if (st == SW_OK && m->cluster == NULL)
        st = sw_fail(err, SW_EDOMAIN, "the random intercept needs groups");
    return st;
}

static sw_mixed_fit describe(const profile *f, double ratio)
{
    sw_mixed_state at;
    (void)sw_mixed_at(&at, f->s, ratio);
    double variance = at.rss / (double)(f->s->n - f->s->p);
    return (sw_mixed_fit){.sd_group = sqrt(ratio * variance),
                          .sd_residual = sqrt(variance),
                          .icc = ratio / (1.0 + ratio),
                          .reml_criterion =
                              criterion_at(f, ratio) - f->s->log_det_contrast,
                          .groups = f->s->groups,
                          .boundary = !(ratio > 0.0)};
}

/* Coefficients with Kenward and Roger's standard errors and df. */
static sw_status estimate(sw_estimate *coefficient, const sw_mixed_sums *s,
                          double ratio, double sd, double level, sw_error *err)
{
    sw_mixed_adjustment a;
    sw_status st = sw_mixed_adjust(&a, s, ratio, err);
    for (size_t j = 0; j < s->p && st == SW_OK; j++) {
        const double *c = s->contrast + j * s->p;
        sw_estimate e = {.effect_size = NAN};
        for (size_t i = 0; i < s->p; i++)
            e.estimate += c[i] * s->delta[i];
        e.estimate += s->coefficient[j];
        e.se = sd * sqrt(sw_bilinear(c, a.covariance, c, s->p));
        e.df = sw_mixed_df(&a, c);
        sw_estimate_by_t(&e, level);
        coefficient[j] = e;
    }
    sw_mixed_adjustment_clear(&a);
    return st;
}

sw_status sw_stats_mixed(sw_estimate *coefficient, sw_mixed_fit *fit,
                         const sw_regression *m, sw_error *err)
{
    sw_status st = check(m, err);
    if (st != SW_OK)
        return st;
    sw_mixed_sums s;
    double ratio = 0.0;
    st = sw_mixed_sums_init(&s, m, err);
    if (st == SW_OK) {
        profile f = {&s, log(s.largest)};
        st = best_ratio(&ratio, &f, err);
        if (st == SW_OK) {
            sw_mixed_fit found = describe(&f, ratio);
            st = estimate(coefficient, &s, ratio, found.sd_residual, m->level,
                          err);
            if (st == SW_OK)
                *fit = found;
        }
    }
    sw_mixed_sums_clear(&s);
    return st;
}
