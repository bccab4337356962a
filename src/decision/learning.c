#include "decision/learning.h"

#include <math.h>
#include <string.h>

#include "simulation/spread.h"
#include "stats/preposterior.h"

sw_answers sw_answers_behind(const sw_effect *lead)
{
    bool people = lead->people_pilot > 0;
    return (sw_answers){
        (double)(people ? lead->people_pilot : lead->n_pilot),
        (double)(people ? lead->people_control : lead->n_control)};
}

/* ---- what a study measures ---- */

/* What quantity k's seats save on average, the silent included. */
static void measure_seats(double *out, const sw_learnt *x,
                          const double *const *column,
                          const double *const *segment, size_t k, size_t n)
{
    const sw_silent all = {column[SW_IN_SILENT_SHARE][0],
                           column[SW_IN_MISSING][0],
                           column[SW_IN_MISSING_CONTROL][0]};
    memset(out, 0, n * sizeof *out);
    if (x->segments != NULL)
        sw_evidence_add_all(out, 1.0, segment[k], &x->segments[k].silent,
                            column, n);
    else
        sw_evidence_add_all(out, 1.0, column[SW_IN_EFFECT], &all, column, n);
}

static void measure(double *out, const void *study, const double *const *column,
                    const double *const *segment, size_t n)
{
    const sw_learnt *x = study;
    const double *factor = column[SW_IN_SELF_REPORT];
    const double *bias = column[SW_IN_BIAS];
    if (x->kind == SW_STUDY_REALISATION) {
        memcpy(out, column[SW_IN_REALISATION], n * sizeof *out);
        return;
    }
    for (size_t k = 0; k < x->n; k++) {
        double *to = out + k * SW_BLOCK;
        measure_seats(to, x, column, segment, k, n);
        for (size_t i = 0; x->whole && i < n; i++)
            to[i] = to[i] * factor[i] + bias[i];
    }
}

/* ---- what is known of it ---- */

static double variance_of(const sw_economics *e, size_t id)
{
    const sw_distribution *d = &sw_inputs_at(&e->inputs, id)->distribution;
    double sd = sw_distribution_is_constant(d) ? 0.0 : sw_distribution_sd(d);
    return sd * sd;
}

/* The estimate's error, or where only its posterior is known the spread of
 * that. */
static double error_of(const sw_economics *e, const sw_effect *lead)
{
    return lead->minutes_se > 0.0 ? lead->minutes_se * lead->minutes_se
                                  : variance_of(e, SW_IN_EFFECT);
}

/* The bias that a controlled study leaves: grade B's. */
static double bias_left(const sw_economics *e, const sw_effect *lead)
{
    const sw_policy *p = &e->pilot->policy;
    double sd = p->bias_b_sd * fmax(fabs(lead->minutes), p->effect_scale);
    return sd * sd;
}

/* Whether the present estimate is less sure of its bias than that: a weaker
 * design, or one that rests on the self-report factor. */
static bool is_biased_more(const sw_economics *e, const sw_effect *lead)
{
    return e->evidence->self_report_lead ||
           variance_of(e, SW_IN_BIAS) > 1.0001 * bias_left(e, lead);
}

static void set_answers(sw_learnt *x, bool *known, const sw_economics *e)
{
    const sw_effect *lead = &e->evidence->effects[e->evidence->lead];
    sw_answers behind = sw_answers_behind(lead);
    double error = error_of(e, lead), n = behind.pilot + behind.control;
    double parts = 1.0 / behind.pilot +
                   (behind.control > 0.0 ? 1.0 / behind.control : 0.0);
    known[SW_IN_EFFECT] = known[SW_IN_KAPPA] = known[SW_IN_R_MISS] =
        known[SW_IN_R_MISS_CONTROL] = true;
    x->behind = n;
    x->answer = x->kind == SW_STUDY_CONTROL ? 4.0 * error / parts : error * n;
    x->whole = x->kind == SW_STUDY_CONTROL && is_biased_more(e, lead);
    if (!x->whole)
        return;
    known[SW_IN_SELF_REPORT] = known[SW_IN_BIAS] = true;
    x->left = bias_left(e, lead);
}

/* Who is in the data, of a segment where segments have people who are not. */
static double heard_of(const sw_learnt *x, const sw_evidence *ev, size_t k)
{
    double silent = x->segments == NULL ? 0.0 : x->segments[k].silent.share;
    if (silent > 0.0)
        return 1.0 - silent;
    return isnan(ev->heard) ? 0.0 : ev->heard;
}

static void set_shares(sw_learnt *x, const sw_economics *e)
{
    double total = 0.0;
    for (size_t k = 0; k < x->n; k++)
        x->heard[k] = heard_of(x, e->evidence, k);
    for (size_t k = 0; k < x->n; k++)
        total += x->share[k] = x->n > 1 ? sw_segment_seats(e, k) : 1.0;
    for (size_t k = 0; k < x->n; k++)
        x->share[k] /= total;
}

sw_status sw_learnt_init(sw_learnt *out, bool *known, const sw_economics *e,
                         const sw_information *x, sw_study_kind kind,
                         sw_error *err)
{
    const sw_draw_plan *plan = sw_information_plan(x);
    size_t segments = plan->posterior == NULL ? 0 : plan->posterior->n_segments;
    *out = (sw_learnt){.kind = kind};
    out->n = kind == SW_STUDY_REALISATION || segments == 0 ? 1 : segments;
    out->mean = g_new0(double, out->n);
    out->prior = g_new0(double, out->n * out->n);
    out->keeps = g_new0(double, out->n * out->n);
    out->share = g_new0(double, out->n);
    out->heard = g_new0(double, out->n);
    out->work = g_new0(double, out->n);
    if (out->n > 1)
        out->segments = e->evidence->segments;
    set_shares(out, e);
    if (kind != SW_STUDY_REALISATION)
        set_answers(out, known, e);
    else
        known[SW_IN_REALISATION] = true;
    sw_status st = sw_draws_spread(out->mean, out->prior, out->n, plan,
                                   sw_information_points(x), measure, out, err);
    if (kind == SW_STUDY_REALISATION)
        out->answer = out->mean[0] * (1.0 - out->mean[0]);
    return st;
}

void sw_learnt_clear(sw_learnt *x)
{
    g_free(x->mean);
    g_free(x->prior);
    g_free(x->keeps);
    g_free(x->share);
    g_free(x->heard);
    g_free(x->work);
}

/* ---- what a study of a size keeps ---- */

/* Of quantity k by itself: those who are asked now stand for the silent, those
 * who answered for themselves. */
static double own_error(const sw_learnt *x, double responses, size_t k)
{
    double f = x->kind == SW_STUDY_SURVEY ? x->heard[k] : 0.0;
    double new = x->answer / (responses * x->share[k]);
    double old = f > 0.0 ? x->answer / (x->behind * x->share[k]) : 0.0;
    return (1.0 - f) * (1.0 - f) * new + f *f *old;
}

/* U */
static void set_error(double *u, const sw_learnt *x, double responses)
{
    size_t n = x->n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            u[i * n + j] =
                x->left + (i == j ? own_error(x, responses, i) : 0.0);
}

bool sw_learnt_size(sw_learnt *x, double responses)
{
    size_t n = x->n;
    double varies = 0.0;
    for (size_t i = 0; i < n; i++)
        varies = fmax(varies, x->prior[i * n + i]);
    g_autofree double *error = g_new0(double, n *n);
    if (!(varies > 0.0) || !(responses > 0.0))
        return false;
    set_error(error, x, responses);
    return sw_preposterior(x->keeps, x->prior, error, n);
}

/* ---- draws ---- */

/* Draws together in place: m + A (x - m). */
static void draw_together(double *measured, const sw_learnt *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < x->n; k++)
            x->work[k] = measured[k * SW_BLOCK + i] - x->mean[k];
        for (size_t k = 0; k < x->n; k++) {
            double to = x->mean[k];
            for (size_t h = 0; h < x->n; h++)
                to += x->keeps[k * x->n + h] * x->work[h];
            measured[k * SW_BLOCK + i] = to;
        }
    }
}

static void fill(double *column, double value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        column[i] = value;
}

/* What is learnt is of all seats: nobody is silent in it any more. */
void sw_learn(const void *study, const double **column, const double **segment,
              double *own, size_t n)
{
    const sw_learnt *x = study;
    double *effect = own, *one = own + SW_BLOCK, *none = own + 2 * SW_BLOCK;
    double *measured = own + SW_LEARNT_COLUMNS * SW_BLOCK;
    measure(measured, x, column, segment, n);
    draw_together(measured, x, n);
    if (x->kind == SW_STUDY_REALISATION) {
        column[SW_IN_REALISATION] = measured;
        return;
    }
    fill(effect, 0.0, n);
    fill(one, 1.0, n);
    fill(none, 0.0, n);
    for (size_t k = 0; k < x->n; k++) {
        double *theta = measured + k * SW_BLOCK;
        for (size_t i = 0; i < n; i++)
            effect[i] += x->share[k] * theta[i];
        if (x->segments != NULL)
            segment[k] = theta;
    }
    column[SW_IN_EFFECT] = effect;
    column[SW_IN_KAPPA] = one;
    column[SW_IN_R_MISS] = column[SW_IN_R_MISS_CONTROL] = none;
    if (!x->whole)
        return;
    column[SW_IN_SELF_REPORT] = one;
    column[SW_IN_BIAS] = none;
}
