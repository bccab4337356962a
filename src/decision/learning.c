#include "decision/learning.h"

#include <math.h>

typedef struct moments {
    double mean, variance;
} moments;

static moments moments_of(const sw_economics *e, size_t id)
{
    const sw_distribution *d = &sw_inputs_at(&e->inputs, id)->distribution;
    double sd = sw_distribution_is_constant(d) ? 0.0 : sw_distribution_sd(d);
    return (moments){sw_inputs_value(&e->inputs, id), sd * sd};
}

/* Variance of effect * factor + bias, which are independent. */
static moments moments_of_minutes(const sw_economics *e)
{
    moments x = moments_of(e, SW_IN_EFFECT);
    moments f = moments_of(e, SW_IN_SELF_REPORT);
    moments b = moments_of(e, SW_IN_BIAS);
    double product =
        (x.variance + x.mean * x.mean) * (f.variance + f.mean * f.mean) -
        x.mean * x.mean * f.mean * f.mean;
    return (moments){x.mean * f.mean + b.mean, product + b.variance};
}

sw_answers sw_answers_behind(const sw_effect *lead)
{
    bool people = lead->people_pilot > 0;
    return (sw_answers){
        (double)(people ? lead->people_pilot : lead->n_pilot),
        (double)(people ? lead->people_control : lead->n_control)};
}

/* Variance of one answer, from the standard error of the estimate. */
static double variance_of_answer(const sw_effect *lead)
{
    sw_answers n = sw_answers_behind(lead);
    double parts = 1.0 / n.pilot + (n.control > 0.0 ? 1.0 / n.control : 0.0);
    return lead->minutes_se * lead->minutes_se / parts;
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
           moments_of(e, SW_IN_BIAS).variance > 1.0001 * bias_left(e, lead);
}

static bool keep(sw_learnt *out, moments prior, double error)
{
    out->mean = prior.mean;
    out->keeps = sqrt(prior.variance / (prior.variance + error));
    return prior.variance > 0.0;
}

bool sw_learnt_set(sw_learnt *out, bool *known, const sw_economics *e,
                   sw_study_kind kind, double responses)
{
    *out = (sw_learnt){.kind = kind};
    if (kind == SW_STUDY_REALISATION) {
        moments m = moments_of(e, SW_IN_REALISATION);
        known[SW_IN_REALISATION] = true;
        return keep(out, m, m.mean * (1.0 - m.mean) / responses);
    }
    const sw_effect *lead = &e->evidence->effects[e->evidence->lead];
    out->n_segments =
        e->evidence->posterior == NULL ? 0 : e->evidence->posterior->n_segments;
    out->factor = moments_of(e, SW_IN_SELF_REPORT).mean;
    known[SW_IN_EFFECT] = true;
    double answer = variance_of_answer(lead);
    if (kind == SW_STUDY_CONTROL && is_biased_more(e, lead)) {
        out->whole = true;
        known[SW_IN_SELF_REPORT] = known[SW_IN_BIAS] = true;
        return keep(out, moments_of_minutes(e),
                    4.0 * answer / responses + bias_left(e, lead));
    }
    moments m = moments_of(e, SW_IN_EFFECT);
    sw_answers behind = sw_answers_behind(lead);
    double n0 = behind.pilot + behind.control;
    double error = kind == SW_STUDY_CONTROL
                       ? 4.0 * answer / responses
                       : lead->minutes_se * lead->minutes_se * n0 / responses;
    return keep(out, m, error);
}

/* Draws x together round the mean. */
static void draw_together(double *out, const sw_learnt *x, const double *in,
                          size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = x->mean + x->keeps * (in[i] - x->mean);
}

/* Segments keep their distances from all seats, drawn together likewise. */
static void learn_segments(const sw_learnt *x, const double **segment,
                           const double *before, const double *after,
                           double factor, double *own, size_t n)
{
    for (size_t g = 0; g < x->n_segments; g++) {
        double *theta = own + g * SW_BLOCK;
        for (size_t i = 0; i < n; i++)
            theta[i] = after[i] + factor * (segment[g][i] - before[i]);
        segment[g] = theta;
    }
}

void sw_learn(const void *study, const double **column, const double **segment,
              double *own, size_t n)
{
    const sw_learnt *x = study;
    double *segments = own + SW_LEARNT_COLUMNS * SW_BLOCK;
    const double *effect = column[SW_IN_EFFECT];
    if (x->kind == SW_STUDY_REALISATION) {
        draw_together(own, x, column[SW_IN_REALISATION], n);
        column[SW_IN_REALISATION] = own;
        return;
    }
    double *factor = own + SW_BLOCK, *bias = own + 2 * SW_BLOCK;
    for (size_t i = 0; x->whole && i < n; i++) {
        own[i] =
            effect[i] * column[SW_IN_SELF_REPORT][i] + column[SW_IN_BIAS][i];
        factor[i] = 1.0;
        bias[i] = 0.0;
    }
    draw_together(own, x, x->whole ? own : effect, n);
    if (segment != NULL)
        learn_segments(x, segment, effect, own, x->whole ? x->factor : 1.0,
                       segments, n);
    column[SW_IN_EFFECT] = own;
    if (x->whole) {
        column[SW_IN_SELF_REPORT] = factor;
        column[SW_IN_BIAS] = bias;
    }
}
