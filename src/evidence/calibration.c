/*
 * calibration.c - what people say they save against what was measured of the
 * same people, net of how the control group moved.
 *
 * The factor is a ratio of means: errors in what is reported blur the slope of
 * measured on reported, but not this.
 */
#include <math.h>

#include "base/sum.h"
#include "evidence/scrutiny_steps.h"
#include "evidence/survey.h"

/* Fewer people than this do not replace the published trials. */
enum { PEOPLE_MIN = 20 };

/* The people of whom both are known. */
typedef struct pairs {
    size_t n;
    double *reported, *measured;
    double control, control_se; /* minutes by which the others moved */
    size_t n_said, n_measured;  /* people of whom at least one is known */
} pairs;

static const sw_effect *reported_effect(const sw_evidence *e)
{
    for (size_t i = 0; i < e->n_effects; i++)
        if (e->effects[i].self_report && isfinite(e->effects[i].minutes))
            return &e->effects[i];
    return NULL;
}

/* What was measured before what was asked, then the better design. */
static bool preferred(const sw_effect *x, const sw_effect *best)
{
    if ((x->provenance == SW_MEASURED) != (best->provenance == SW_MEASURED))
        return x->provenance == SW_MEASURED;
    return x->grade > best->grade;
}

/* Changes of persons, on a linear scale. */
static const sw_effect *measured_effect(const sw_evidence *e)
{
    const sw_effect *best = NULL;
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *x = &e->effects[i];
        bool change = x->model == SW_MODEL_DID || x->model == SW_MODEL_PAIRED;
        if (change && x->is_time && isfinite(x->minutes) &&
            isnan(x->log_week) && (!best || preferred(x, best)))
            best = x;
    }
    return best;
}

/* Minutes a week by person; the open top range counts by its lower end. */
static double *said(const sw_effect *effect, const sw_rows *rows, size_t n)
{
    double *minutes = g_new(double, n + 1);
    for (size_t i = 0; i < n; i++)
        minutes[i] = NAN;
    for (size_t i = 0; i < rows->n; i++) {
        double upper = isfinite(rows->upper[i]) ? rows->upper[i] : rows->y[i];
        if (rows->person[i] >= 0)
            minutes[rows->person[i]] =
                sw_effect_to_minutes(effect, (rows->y[i] + upper) / 2);
    }
    return minutes;
}

static void control_change(pairs *p, const sw_effect *effect,
                           const sw_rows *rows)
{
    g_autofree double *v = g_new(double, rows->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->cell[i] == 1)
            v[n++] = effect->slope * rows->y[i];
    if (n < 2)
        return;
    p->control = sw_mean(v, n);
    p->control_se = sqrt(sw_variance(v, n, p->control) / (double)n);
}

static pairs pairs_of(const sw_effect *reported, const sw_effect *measured,
                      const sw_pilot *pilot)
{
    pairs p = {0};
    g_autoptr(sw_rows) words = sw_rows_of(reported, pilot);
    g_autoptr(sw_rows) deeds = sw_rows_of(measured, pilot);
    if (!words || !deeds)
        return p;
    g_autofree double *minutes = said(reported, words, pilot->roster.n);
    p.reported = g_new(double, deeds->n + 1);
    p.measured = g_new(double, deeds->n + 1);
    control_change(&p, measured, deeds);
    for (size_t i = 0; i < pilot->roster.n; i++)
        p.n_said += isnan(minutes[i]) ? 0 : 1;
    for (size_t i = 0; i < deeds->n; i++) {
        int who = deeds->person[i];
        if (deeds->cell[i] != 0 || who < 0)
            continue;
        p.n_measured++;
        if (isnan(minutes[who]))
            continue;
        p.reported[p.n] = minutes[who];
        p.measured[p.n++] = measured->slope * deeds->y[i] - p.control;
    }
    return p;
}

/* Variances and covariance of the pairs. */
static void moments(double out[3], const pairs *p, double reported,
                    double measured)
{
    out[0] = sw_variance(p->reported, p->n, reported);
    out[1] = sw_variance(p->measured, p->n, measured);
    out[2] = 0;
    for (size_t i = 0; i < p->n; i++)
        out[2] += (p->reported[i] - reported) * (p->measured[i] - measured) /
                  (double)(p->n - 1);
}

/* Fieller (1954) for correlated means: all f with
 * (m - f r)^2 <= q^2 (v_m - 2 f c + f^2 v_r). */
static void fieller(sw_calibration *out, double v_r, double v_m, double c)
{
    double q = sw_inference(0, 1, (double)(out->n - 1)).ci.upper;
    double a = out->reported * out->reported - q * q * v_r;
    double b = out->reported * out->measured - q * q * c;
    double k = out->measured * out->measured - q * q * v_m;
    double root = b * b - a * k;
    if (!(a > 0) || !(root >= 0))
        return;
    out->lower = (b - sqrt(root)) / a;
    out->upper = (b + sqrt(root)) / a;
}

/* Of the factor's error and that of the mean of all n answers, which those of
 * the pairs are among: a mean that is too high by chance takes the factor too
 * low (delta method; v_r and c of the pairs' own spread and covariance). */
static double with_answers(const sw_calibration *x, double v_r, double c,
                           double n)
{
    double r =
        (c - x->factor * v_r) / (sqrt(n * v_r) * x->reported * x->factor_se);
    return isfinite(r) ? CLAMP(r, -1, 1) : 0;
}

static void estimate(sw_calibration *out, const pairs *p, double answers)
{
    double v[3], n = (double)p->n;
    out->reported = sw_mean(p->reported, p->n);
    out->measured = sw_mean(p->measured, p->n);
    moments(v, p, out->reported, out->measured);
    if (!(out->reported > 0))
        return;
    double v_r = v[0] / n, c = v[2] / n;
    double v_m = v[1] / n + p->control_se * p->control_se;
    double f = out->measured / out->reported;
    out->factor = f;
    out->factor_se = sqrt(v_m - 2 * f * c + f * f * v_r) / out->reported;
    out->slope = v[0] > 0 ? v[2] / v[0] : NAN;
    out->with_effect = with_answers(out, v[0], v[2], answers);
    fieller(out, v_r, v_m, c);
}

/* What is used replaces the assumed factor. */
static void price(sw_evidence *e, const char *source)
{
    sw_calibration *out = e->calibration;
    if (!e->self_report_lead || out->n < PEOPLE_MIN || !(out->factor_se > 0) ||
        !isfinite(out->lower))
        return;
    out->used = true;
    sw_give_input(e, SW_IN_SELF_REPORT,
                  (sw_distribution){.kind = SW_DIST_NORMAL,
                                    .p = {out->factor, out->factor_se, 0}},
                  SW_MEASURED, sw_message_new("estimated from %s", source));
}

/* Whether the means of the pairs and of all, side by side, would tell what
 * fewer than `least` people said, or what was measured of them. */
static bool tells_of_few(const pairs *p, int least)
{
    size_t few = (size_t)MAX(least, 1);
    size_t said = p->n_said - p->n, measured = p->n_measured - p->n;
    return (said > 0 && said < few) || (measured > 0 && measured < few);
}

void sw_calibrate_self_report(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_effect *reported = reported_effect(e);
    const sw_effect *measured = measured_effect(e);
    if (!reported || !measured)
        return;
    pairs p = pairs_of(reported, measured, pilot);
    if (p.n >= 3 && !tells_of_few(&p, pilot->min_group)) {
        sw_calibration *out = e->calibration = g_new0(sw_calibration, 1);
        out->n = p.n;
        out->factor = out->factor_se = out->lower = out->upper = NAN;
        out->slope = NAN;
        estimate(out, &p,
                 fmax((double)p.n, (double)(reported->people_pilot > 0
                                                ? reported->people_pilot
                                                : reported->n_pilot)));
        price(e, measured->id);
        out->note = sw_message_of(
            "\"%s\" against \"%s\" of the same %zu people%s.",
            sw_as_text(reported->id), sw_as_text(measured->id),
            sw_as_count(p.n),
            sw_as_word(
                out->used           ? "; it replaces the assumed factor"
                : p.n < PEOPLE_MIN  ? "; too few to replace the assumed factor"
                : isnan(out->lower) ? "; too little is reported to divide by"
                                    : ""));
    }
    g_free(p.reported);
    g_free(p.measured);
}

double sw_factor_with_effect(const sw_evidence *e)
{
    return e->calibration && e->calibration->used ? e->calibration->with_effect
                                                  : 0;
}
