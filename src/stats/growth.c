/* Curves of growth by least squares. */
#include "seatworth/stats_curves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sum.h"
#include "stats/check.h"
#include "stats/nonlinear.h"

enum { P = SW_CURVE_PARAMETERS, STARTS = 6 };

/* On scaled times u, with a ceiling b[0] that enters linearly. */
static double logistic(double *g, double u, const double *b)
{
    /* Both tails without overflow. */
    double z = b[1] - b[2] * u, e = exp(-fabs(z));
    double share = z > 0.0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
    if (g != NULL) {
        double slope = b[0] * e / ((1.0 + e) * (1.0 + e));
        g[0] = share;
        g[1] = -slope;
        g[2] = slope * u;
    }
    return b[0] * share;
}

/* b[1] is log a. */
static double gompertz(double *g, double u, const double *b)
{
    double e = exp(b[1] - b[2] * u), share = exp(-e);
    if (g != NULL) {
        double slope = e < 700.0 ? b[0] * share * e : 0.0;
        g[0] = share;
        g[1] = -slope;
        g[2] = slope * u;
    }
    return b[0] * share;
}

/* F = p (1 - e) / (p + q e), e = exp(-(p + q) u). */
static double bass(double *g, double u, const double *b)
{
    double p = b[1], q = b[2], e = exp(-(p + q) * u);
    double top = -p * expm1(-(p + q) * u), bottom = p + q * e;
    double share = top / bottom;
    if (g != NULL) {
        g[0] = share;
        g[1] =
            b[0] * ((1.0 - e + p * u * e) - share * (1.0 - q * u * e)) / bottom;
        g[2] = b[0] * (p * u * e - share * (e - q * u * e)) / bottom;
    }
    return b[0] * share;
}

static sw_nonlinear_value *value_of(sw_curve curve)
{
    return curve == SW_CURVE_BASS       ? bass
           : curve == SW_CURVE_GOMPERTZ ? gompertz
                                        : logistic;
}

const char *sw_curve_parameter(sw_curve curve, size_t i)
{
    static const char *const NAME[2][P] = {{"K", "a", "r"}, {"m", "p", "q"}};
    return NAME[curve == SW_CURVE_BASS][i < P ? i : 0];
}

/* u = (t - origin) / unit, v = y / height: both of size 1. */
typedef struct scaled {
    double *u, *v;
    size_t n;
    double origin, unit, height;
} scaled;

static sw_status scale(scaled *s, sw_curve curve, const double *time,
                       const double *y, size_t n, sw_error *err)
{
    double low = time[0], high = time[0];
    *s = (scaled){.n = n, .u = calloc(2 * n, sizeof *s->u)};
    if (s->u == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    s->v = s->u + n;
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, time[i]);
        high = fmax(high, time[i]);
        s->height = fmax(s->height, fabs(y[i]));
    }
    if (curve == SW_CURVE_BASS) { /* its time starts at the launch */
        s->unit = fmax(fabs(low), fabs(high));
    } else {
        s->origin = low / 2.0 + high / 2.0;
        s->unit = high / 2.0 - low / 2.0;
    }
    for (size_t i = 0; i < n; i++) {
        s->u[i] = (time[i] - s->origin) / s->unit;
        s->v[i] = y[i] / s->height;
    }
    return SW_OK;
}

/* Best starts so far, ascending by their sum of squares. */
typedef struct starts {
    double b[STARTS][P], rss[STARTS];
    size_t n;
} starts;

static void keep(starts *best, const double *b, double rss)
{
    if (!isfinite(rss))
        return;
    size_t at = best->n < STARTS ? best->n++ : STARTS;
    while (at > 0 && best->rss[at - 1] > rss) {
        if (at < STARTS) {
            best->rss[at] = best->rss[at - 1];
            memcpy(best->b[at], best->b[at - 1], sizeof best->b[at]);
        }
        at--;
    }
    if (at < STARTS) {
        best->rss[at] = rss;
        memcpy(best->b[at], b, sizeof best->b[at]);
    }
}

/* Given the shape, the ceiling is a regression through the origin. */
static void try_shape(starts *best, const scaled *s, sw_curve curve,
                      double second, double third)
{
    double b[P] = {1.0, second, third}, fv = 0.0, ff = 0.0, rss = 0.0;
    sw_nonlinear_value *value = value_of(curve);
    for (size_t i = 0; i < s->n; i++) {
        double f = value(NULL, s->u[i], b);
        fv += f * s->v[i];
        ff += f * f;
    }
    b[0] = fv / ff;
    for (size_t i = 0; i < s->n; i++) {
        double r = s->v[i] - value(NULL, s->u[i], b);
        rss += r * r;
    }
    keep(best, b, rss);
}

static void search_grid(starts *best, const scaled *s, sw_curve curve)
{
    *best = (starts){.n = 0};
    if (curve == SW_CURVE_BASS) {
        for (int i = -16; i <= 4; i++)
            for (int j = -10; j <= 10; j++)
                try_shape(best, s, curve, exp(0.6 * i), exp(0.5 * j));
        return;
    }
    /* Rates from nearly straight to a step, middles around the data. */
    for (int i = -4; i <= 10; i++)
        for (int c = -12; c <= 12; c++)
            for (int sign = -1; sign <= 1; sign += 2) {
                double rate = sign * exp(0.4 * i);
                try_shape(best, s, curve, rate * 0.2 * c, rate);
            }
}

/* The best minimum from the best starts. */
static sw_status minimise(sw_nonlinear_fit *fit, const scaled *s,
                          sw_curve curve, sw_error *err)
{
    starts best;
    search_grid(&best, s, curve);
    sw_nonlinear model = {value_of(curve), P, s->u, s->v, s->n};
    bool found = false;
    for (size_t i = 0; i < best.n; i++) {
        sw_nonlinear_fit one = {.rss = NAN};
        memcpy(one.b, best.b[i], sizeof best.b[i]);
        sw_status st = sw_nonlinear_least_squares(&one, &model, NULL);
        if (st == SW_ENOMEM)
            return sw_fail(err, st, "out of memory");
        if (st == SW_OK && (!found || one.rss < fit->rss)) {
            *fit = one;
            found = true;
        }
    }
    if (!found)
        return sw_fail(err, SW_ENUMERIC,
                       "no minimum: the data do not show where growth ends");
    return SW_OK;
}

/* Rows: how the parameters on the data's scale move with the fitted ones. */
static void unscale(double *b, double *move, const scaled *s, sw_curve curve,
                    const double *fitted)
{
    memset(move, 0, P * P * sizeof *move);
    b[0] = s->height * fitted[0];
    move[0] = s->height;
    b[2] = fitted[2] / s->unit;
    move[2 * P + 2] = 1.0 / s->unit;
    if (curve == SW_CURVE_BASS) {
        b[1] = fitted[1] / s->unit;
        move[P + 1] = 1.0 / s->unit;
        return;
    }
    b[1] = fitted[1] + fitted[2] * (s->origin / s->unit);
    move[P + 1] = 1.0;
    move[P + 2] = s->origin / s->unit;
    if (curve == SW_CURVE_GOMPERTZ) {
        b[1] = exp(b[1]);
        move[P + 1] *= b[1];
        move[P + 2] *= b[1];
    }
}

static double variance_of(const double *move, const double *covariance)
{
    double v = 0.0;
    for (int i = 0; i < P; i++)
        for (int j = 0; j < P; j++)
            v += move[i] * covariance[i * P + j] * move[j];
    return v;
}

static sw_growth describe(const sw_nonlinear_fit *fit, const scaled *s,
                          sw_curve curve, double level)
{
    double b[P], move[P * P], df = (double)(s->n - P);
    unscale(b, move, s, curve, fit->b);
    sw_growth r = {.n = s->n};
    r.rss = fit->rss * s->height * s->height;
    r.residual_sd = sqrt(fit->rss / df) * s->height;
    for (int j = 0; j < P; j++) {
        sw_estimate *e = &r.coefficient[j];
        double v = variance_of(move + j * P, fit->covariance);
        *e = (sw_estimate){.estimate = b[j], .df = df, .effect_size = NAN};
        e->se = sqrt(fit->rss / df * v);
        sw_estimate_by_t(e, level);
    }
    return r;
}

static sw_status check(sw_curve curve, const double *time, const double *y,
                       size_t n, double level, sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite("time", (sw_sample){time, n}, err);
    if (st == SW_OK)
        st = sw_check_finite("y", (sw_sample){y, n}, err);
    if (st != SW_OK)
        return st;
    if ((unsigned)curve > SW_CURVE_GOMPERTZ)
        return sw_fail(err, SW_EDOMAIN, "there is no curve %d", (int)curve);
    if (n < P + 1)
        return sw_fail(err, SW_ENODATA, "%zu values, at least %d are needed", n,
                       P + 1);
    if (sw_is_constant((sw_sample){y, n}))
        return sw_fail(err, SW_ENODATA, "all values of y are equal");
    size_t distinct = 1;
    double second = time[0];
    for (size_t i = 1; i < n && distinct < P; i++) {
        bool is_first = !(time[i] < time[0] || time[i] > time[0]);
        bool is_second = !(time[i] < second || time[i] > second);
        if (!is_first && (distinct == 1 || !is_second)) {
            second = time[i];
            distinct++;
        }
    }
    if (distinct < P)
        return sw_fail(err, SW_ENODATA,
                       "%zu distinct times, at least %d are needed", distinct,
                       P);
    return SW_OK;
}

sw_status sw_stats_growth(sw_growth *out, sw_curve curve, const double *time,
                          const double *y, size_t n, double level,
                          sw_error *err)
{
    sw_status st = check(curve, time, y, n, level, err);
    if (st != SW_OK)
        return st;
    scaled s;
    sw_nonlinear_fit fit = {.rss = NAN};
    st = scale(&s, curve, time, y, n, err);
    if (st == SW_OK)
        st = minimise(&fit, &s, curve, err);
    if (st == SW_OK)
        *out = describe(&fit, &s, curve, level);
    free(s.u);
    return st;
}
