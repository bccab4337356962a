#include "decision/stability.h"

#include <math.h>

/* What one analysis sets; the rest is at its mean. */
typedef struct analysis {
    const sw_message *method; /* of an estimator; NULL: `name` says it */
    const char *name;
    double effect, realisation;
} analysis;

enum { MOST = SW_BLOCK };

typedef struct listing {
    analysis item[MOST];
    size_t n;
} listing;

static void add(listing *l, const char *name, double effect, double realisation)
{
    if (l->n < MOST && isfinite(effect))
        l->item[l->n++] = (analysis){NULL, name, effect, realisation};
}

static void add_method(listing *l, const sw_effect *x, double realisation)
{
    if (l->n < MOST && isfinite(x->minutes))
        l->item[l->n++] = (analysis){x->method, NULL, x->minutes, realisation};
}

/* Other estimators of the data that the lead comes from, and its bounds. */
static void add_estimators(listing *l, const sw_evidence *ev, double realised)
{
    if (ev == NULL || ev->lead == SIZE_MAX)
        return;
    const sw_effect *lead = &ev->effects[ev->lead];
    for (size_t i = 0; i < ev->n_effects; i++) {
        const sw_effect *other = &ev->effects[i];
        if (i != ev->lead && other->is_time &&
            g_strcmp0(other->id, lead->id) == 0)
            add_method(l, other, realised);
    }
    if (ev->nonresponse == NULL)
        return;
    add(l, "Lee's lower bound", ev->nonresponse->lee_lower, realised);
    add(l, "Lee's upper bound", ev->nonresponse->lee_upper, realised);
}

/* Without saved time there is nothing to analyse differently. */
static void list_analyses(listing *l, const sw_economics *e)
{
    const sw_inputs *in = &e->inputs;
    const sw_input *realisation = sw_inputs_at(in, SW_IN_REALISATION);
    double effect = sw_inputs_value(in, SW_IN_EFFECT);
    l->n = 0;
    if (!e->has_time_saved) {
        l->item[l->n++] = (analysis){NULL, "the main analysis", NAN, NAN};
        return;
    }
    add(l, "the main analysis", effect, realisation->value);
    add_estimators(l, e->evidence, realisation->value);
    add(l, "realisation at its P10", effect, realisation->low);
    add(l, "realisation at its P90", effect, realisation->high);
}

/* Columns with a draw an analysis. */
typedef struct columns {
    double *store;          /* [(n_inputs + n_segments + 7) * n] */
    const double **column;  /* [n_inputs] */
    const double **segment; /* [n_segments] */
    bool *varies;           /* [n_inputs] */
    double *work;           /* [7 * n] */
    sw_columns in;
} columns;

static void fill_segments(columns *c, const sw_economics *e, double *at)
{
    size_t n = c->in.n;
    const double *effect = c->column[SW_IN_EFFECT];
    for (size_t g = 0; g < e->evidence->n_segments; g++) {
        c->segment[g] = at + g * n;
        for (size_t i = 0; i < n; i++)
            at[g * n + i] = sw_segment_effect(e, g, effect[i]);
    }
    if (e->evidence->posterior != NULL)
        c->in.segment = c->segment;
}

static void columns_init(columns *c, const sw_economics *e, const listing *l)
{
    size_t n = l->n, inputs = sw_inputs_length(&e->inputs);
    size_t segments = e->evidence->n_segments;
    c->store = g_new0(double, (inputs + segments + 7) * n);
    c->column = g_new0(const double *, inputs);
    c->segment = g_new0(const double *, segments + 1);
    c->varies = g_new0(bool, inputs);
    for (size_t id = 0; id < inputs; id++) {
        double *at = c->store + id * n;
        c->column[id] = at;
        for (size_t i = 0; i < n; i++)
            at[i] = sw_inputs_value(&e->inputs, id);
        for (size_t i = 0; e->has_time_saved && i < n; i++)
            if (id == SW_IN_EFFECT)
                at[i] = l->item[i].effect;
            else if (id == SW_IN_REALISATION)
                at[i] = l->item[i].realisation;
    }
    c->in = (sw_columns){n, c->column, c->varies, NULL};
    fill_segments(c, e, c->store + inputs * n);
    c->work = c->store + (inputs + segments) * n;
}

static void columns_clear(columns *c)
{
    g_free(c->store);
    g_free(c->column);
    g_free(c->segment);
    g_free(c->varies);
}

/* Adds (or takes off) a ledger's net present value and its licences. */
static void add_ledger(double *net, double *licence, const columns *c,
                       const sw_economics *e, const sw_ledger *l, double sign)
{
    size_t n = c->in.n;
    double *w = c->work;
    sw_present_value v = {
        {w, w + n, w + 2 * n}, {w + 3 * n, w + 4 * n, w + 5 * n}, w + 6 * n};
    sw_ledger_value(&v, e, l, &c->in);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k <= (int)e->pilot->policy.headline; k++)
            net[i] += sign * (v.benefit[k][i] - v.cost[k][i]);
        licence[i] += sign * v.licence[i];
    }
}

static void value_option(sw_analyses *a, const sw_option *o, size_t at,
                         const sw_economics *e, const columns *c)
{
    double *net = a->net + at * a->n, *licence = a->licence + at * a->n;
    const sw_candidate *own = o->ledgers;
    if (o->simulated == SW_NO_OPTION)
        return;
    if (own != NULL && own->model != NULL)
        add_ledger(net, licence, c, own->model, &own->then[SW_VIEW_COMMITMENT],
                   o->scale);
    add_ledger(net, licence, c, e,
               own == NULL ? &e->renew[SW_VIEW_COMMITMENT]
                           : &own->own[SW_VIEW_COMMITMENT],
               o->scale);
    add_ledger(net, licence, c, e, &e->leave, -o->scale);
}

sw_analyses *sw_analyses_new(const sw_decision *d, const sw_economics *e)
{
    sw_analyses *a = g_new0(sw_analyses, 1);
    if (!e->has_benefit)
        return a;
    g_autofree listing *l = g_new(listing, 1);
    columns c;
    list_analyses(l, e);
    columns_init(&c, e, l);
    a->n = l->n;
    a->n_options = d->n_options;
    a->name = g_new0(sw_message *, a->n);
    a->net = g_new0(double, a->n * a->n_options);
    a->licence = g_new0(double, a->n * a->n_options);
    for (size_t i = 0; i < a->n; i++)
        a->name[i] = l->item[i].method != NULL
                         ? sw_message_share(l->item[i].method)
                         : sw_message_word(l->item[i].name);
    for (size_t o = 0; o < d->n_options; o++)
        value_option(a, &d->options[o], o, e, &c);
    columns_clear(&c);
    return a;
}

void sw_analyses_free(sw_analyses *a)
{
    if (a == NULL)
        return;
    for (size_t i = 0; i < a->n; i++)
        sw_message_free(a->name[i]);
    g_free(a->name);
    g_free(a->net);
    g_free(a->licence);
    g_free(a);
}

/* Best of the set under one analysis; leaving is worth 0. */
static double best_under(const sw_analyses *a, const sw_decision *d, size_t i)
{
    double most = 0.0;
    for (size_t o = 0; o < a->n_options; o++)
        if (d->options[o].in_set)
            most = fmax(most, a->net[o * a->n + i]);
    return most;
}

/* Whether a* is best under an analysis, or as good but for rounding. */
static bool is_best(const sw_analyses *a, const sw_decision *d, int best,
                    size_t i)
{
    static const double ROUNDING = 1e-9;
    double most = best_under(a, d, i);
    double own = best == SW_NO_OPTION ? 0.0 : a->net[(size_t)best * a->n + i];
    return own >= most - ROUNDING * most;
}

double sw_stability(const sw_analyses *a, const sw_decision *d, int best,
                    sw_message **note)
{
    if (a->n == 0) {
        *note = sw_message_word("no benefit is priced");
        return NAN;
    }
    g_autofree sw_message **listed = g_new0(sw_message *, a->n);
    g_autofree sw_message **differing = g_new0(sw_message *, a->n);
    size_t same = 0;
    for (size_t i = 0; i < a->n; i++) {
        /* Ties and Monte-Carlo error apart, the main analysis agrees. */
        bool agrees = i == 0 || is_best(a, d, best, i);
        same += agrees;
        listed[i] = sw_message_share(a->name[i]);
        differing[i] = agrees ? NULL : sw_message_share(a->name[i]);
    }
    *note = sw_message_of(
        "%zu of %zu analyses agree (%s)%s%s", sw_as_count(same),
        sw_as_count(a->n), sw_as_message(sw_message_join(", ", listed, a->n)),
        sw_as_word(same < a->n ? "; differing: " : ""),
        sw_as_message(sw_message_join(", ", differing, a->n)));
    return (double)same / (double)a->n;
}
