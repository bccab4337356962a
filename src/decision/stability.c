#include "decision/stability.h"

#include <math.h>

/* Net benefit of renewing with one input replaced, all others at their
 * means. */
static double net_with(const sw_economics *e, size_t id, double value)
{
    const sw_inputs *in = &e->pilot->inputs;
    size_t n = sw_inputs_length(in);
    g_autofree double *values = g_new0(double, n);
    g_autofree const double **column = g_new0(const double *, n);
    g_autofree bool *varies = g_new0(bool, n);
    for (size_t i = 0; i < n; i++) {
        values[i] = i == id ? value : sw_inputs_value(in, i);
        column[i] = &values[i];
    }
    sw_columns one = {1, column, varies, NULL};
    double work[7];
    sw_present_value v = {{&work[0], &work[1], &work[2]},
                          {&work[3], &work[4], &work[5]},
                          &work[6]};
    double net = 0.0;
    for (int side = 0; side < 2; side++) {
        sw_stream_value(
            &v, e, side == 0 ? &e->renew[SW_VIEW_COMMITMENT] : &e->leave, &one);
        for (int k = 0; k <= (int)e->pilot->policy.headline; k++)
            net += (side == 0 ? 1.0 : -1.0) * (*v.benefit[k] - *v.cost[k]);
    }
    return net;
}

typedef struct tally {
    bool renew; /* what the main analysis prefers */
    size_t n, same;
    GString *listed, *differing;
} tally;

static void add_analysis(tally *t, const sw_economics *e, size_t id,
                         double value, const char *name)
{
    bool same = (net_with(e, id, value) > 0.0) == t->renew;
    t->n++;
    t->same += same;
    g_string_append_printf(t->listed, "%s%s", t->n > 1 ? ", " : "", name);
    if (!same)
        g_string_append_printf(t->differing, "%s%s",
                               t->differing->len > 0 ? ", " : "", name);
}

/* Other estimators of the data that the lead comes from. */
static void add_estimators(tally *t, const sw_economics *e)
{
    const sw_evidence *ev = e->evidence;
    if (ev == NULL || ev->lead == SIZE_MAX)
        return;
    const sw_effect *lead = &ev->effects[ev->lead];
    for (size_t i = 0; i < ev->n_effects; i++) {
        const sw_effect *other = &ev->effects[i];
        if (i != ev->lead && other->is_time && isfinite(other->minutes) &&
            g_strcmp0(other->id, lead->id) == 0)
            add_analysis(t, e, SW_IN_EFFECT, other->minutes, other->method);
    }
}

double sw_stability(const sw_economics *e, char **note)
{
    *note = NULL;
    if (!e->has_benefit) {
        *note = g_strdup("no benefit is priced");
        return NAN;
    }
    const sw_inputs *in = &e->pilot->inputs;
    const sw_input *realisation = sw_inputs_at(in, SW_IN_REALISATION);
    tally t = {.listed = g_string_new(NULL), .differing = g_string_new(NULL)};
    t.renew = net_with(e, SIZE_MAX, 0.0) > 0.0;
    add_analysis(&t, e, SIZE_MAX, 0.0, "the main analysis");
    if (e->has_time_saved) {
        add_estimators(&t, e);
        add_analysis(&t, e, SW_IN_REALISATION, realisation->low,
                     "realisation at its P10");
        add_analysis(&t, e, SW_IN_REALISATION, realisation->high,
                     "realisation at its P90");
    }
    *note = g_strdup_printf(
        "%zu of %zu analyses agree (%s)%s%s", t.same, t.n, t.listed->str,
        t.differing->len > 0 ? "; differing: " : "", t.differing->str);
    g_string_free(t.listed, TRUE);
    g_string_free(t.differing, TRUE);
    return (double)t.same / (double)t.n;
}
