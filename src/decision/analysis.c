#include "decision/analysis.h"

#include <math.h>
#include <string.h>

#include "base/sum.h"
#include "decision/option.h"
#include "simulation/option_model.h"

/* What two ways of adding up the same may differ by. */
static const double ROUNDING = 1e-9;

static void add(sw_analyses *a, sw_analysis x)
{
    a->item = g_renew(sw_analysis, a->item, a->n + 1);
    a->item[a->n++] = x;
}

sw_analyses *sw_analyses_new(const sw_economics *e)
{
    sw_analyses *a = g_new0(sw_analyses, 1);
    a->e = e;
    if (e->has_benefit)
        add(a, (sw_analysis){.kind = SW_ANALYSIS_MAIN,
                             .name = sw_message_word("the main analysis")});
    return a;
}

static void add_named(sw_analyses *a, sw_analysis x)
{
    if (a->n == 0 || !isfinite(x.at))
        sw_message_free(x.name);
    else
        add(a, x);
}

void sw_analyses_hold(sw_analyses *a, sw_message *name, size_t input, double at)
{
    add_named(a, (sw_analysis){.kind = SW_ANALYSIS_HOLD,
                               .name = name,
                               .input = input,
                               .at = at});
}

void sw_analyses_move(sw_analyses *a, sw_message *name, double by, double wide,
                      bool adjusted)
{
    add_named(a, (sw_analysis){.kind = SW_ANALYSIS_MOVE,
                               .name = name,
                               .at = by,
                               .wide = wide,
                               .adjusted = adjusted});
}

void sw_analyses_bound(sw_analyses *a, double minutes)
{
    add_named(a,
              (sw_analysis){.kind = SW_ANALYSIS_BOUND,
                            .name = sw_message_word("a bound of the answers"),
                            .at = minutes});
}

void sw_analyses_free(sw_analyses *a)
{
    if (a == NULL)
        return;
    for (size_t i = 0; i < a->n; i++)
        sw_message_free(a->item[i].name);
    g_free(a->item);
    g_free(a->net);
    g_free(a->licence);
    g_free(a->mean);
    g_free(a->chance);
    g_free(a);
}

/* ---- draws ---- */

/* Working memory: what an analysis puts in place of columns. */
typedef struct desk {
    sw_draw_plan plan;
    sw_draw_block draws;
    sw_option_model model;
    sw_model_block *work;
    const double **column, **segment; /* of one analysis */
    double *effect, *held, *one, *none, *theta;
    bool ready;
} desk;

static size_t segments_of(const desk *k)
{
    return k->plan.posterior == NULL ? 0 : k->plan.posterior->n_segments;
}

/* What analyses set varies, whatever is known of it. */
static void mark_varying(desk *k, const sw_analyses *a)
{
    bool *varies = k->plan.varies;
    for (size_t i = 0; i < a->n; i++) {
        const sw_analysis *x = &a->item[i];
        if (x->kind == SW_ANALYSIS_HOLD)
            varies[x->input] = true;
        if (x->kind == SW_ANALYSIS_MOVE || x->kind == SW_ANALYSIS_BOUND)
            varies[SW_IN_EFFECT] = true;
        if (x->adjusted)
            varies[SW_IN_SELF_REPORT] = varies[SW_IN_BIAS] = true;
        if (x->kind == SW_ANALYSIS_BOUND)
            varies[SW_IN_KAPPA] = varies[SW_IN_R_MISS] =
                varies[SW_IN_R_MISS_CONTROL] = true;
    }
}

static double *constant_column(double x)
{
    double *out = g_new(double, SW_BLOCK);
    for (size_t i = 0; i < SW_BLOCK; i++)
        out[i] = x;
    return out;
}

static sw_status desk_open(desk *k, const sw_analyses *a,
                           const sw_simulated_option *option, size_t n,
                           sw_error *err)
{
    *k = (desk){0};
    sw_status st = sw_draw_plan_init(&k->plan, a->e, err);
    if (st != SW_OK)
        return st;
    k->ready = true;
    mark_varying(k, a);
    st = sw_draw_block_init(&k->draws, &k->plan, err);
    if (st == SW_OK)
        st = sw_option_model_init(&k->model, a->e, option, n, &k->plan, err);
    if (st == SW_OK)
        st = sw_model_block_new(&k->work, &k->model, err);
    k->column = g_new0(const double *, k->plan.n_inputs);
    k->segment = g_new0(const double *, segments_of(k) + 1);
    k->theta = g_new0(double, (segments_of(k) + 1) * SW_BLOCK);
    k->effect = constant_column(0.0);
    k->held = constant_column(0.0);
    k->one = constant_column(1.0);
    k->none = constant_column(0.0);
    return st;
}

static void desk_close(desk *k)
{
    if (!k->ready)
        return;
    sw_model_block_free(k->work);
    if (k->model.e != NULL)
        sw_option_model_clear(&k->model);
    sw_draw_block_clear(&k->draws);
    sw_draw_plan_clear(&k->plan);
    g_free(k->column);
    g_free(k->segment);
    g_free(k->theta);
    g_free(k->effect);
    g_free(k->held);
    g_free(k->one);
    g_free(k->none);
}

/* The mean that draws of the effect lie round. */
static double centre_of(const desk *k, const sw_economics *e)
{
    double mean = 0.0;
    for (size_t g = 0; g < segments_of(k); g++)
        mean +=
            sw_segment_share(e->evidence, g) * e->evidence->segments[g].pooled;
    return segments_of(k) > 0 ? mean : e->mean[SW_IN_EFFECT];
}

/* Segments go with the effect of all seats, draw by draw. */
static void move_effect(desk *k, const sw_analysis *x, const sw_economics *e,
                        size_t n)
{
    const double *drawn = k->draws.column[SW_IN_EFFECT];
    double centre = centre_of(k, e);
    for (size_t i = 0; i < n; i++)
        k->effect[i] = drawn[i] + x->at + (x->wide - 1.0) * (drawn[i] - centre);
    for (size_t g = 0; g < segments_of(k); g++) {
        double *theta = k->theta + g * SW_BLOCK;
        for (size_t i = 0; i < n; i++)
            theta[i] = k->draws.segment[g][i] + k->effect[i] - drawn[i];
        k->segment[g] = theta;
    }
    k->column[SW_IN_EFFECT] = k->effect;
    if (x->adjusted) {
        k->column[SW_IN_SELF_REPORT] = k->one;
        k->column[SW_IN_BIAS] = k->none;
    }
}

/* Every seat's effect at the bound, whoever answered. */
static void bound_effect(desk *k)
{
    k->column[SW_IN_EFFECT] = k->held;
    for (size_t g = 0; g < segments_of(k); g++)
        k->segment[g] = k->held;
    k->column[SW_IN_KAPPA] = k->one;
    k->column[SW_IN_R_MISS] = k->column[SW_IN_R_MISS_CONTROL] = k->none;
}

/* The columns of a block as one analysis has them. */
static sw_columns columns_under(desk *k, const sw_analyses *a, size_t i,
                                size_t n)
{
    const sw_analysis *x = &a->item[i];
    memcpy(k->column, k->draws.column, k->plan.n_inputs * sizeof *k->column);
    for (size_t g = 0; g < segments_of(k); g++)
        k->segment[g] = k->draws.segment[g];
    for (size_t d = 0; d < n; d++)
        k->held[d] = x->at;
    if (x->kind == SW_ANALYSIS_MOVE)
        move_effect(k, x, a->e, n);
    else if (x->kind == SW_ANALYSIS_BOUND)
        bound_effect(k);
    else if (x->kind == SW_ANALYSIS_HOLD)
        k->column[x->input] = k->held;
    return (sw_columns){n, k->column, k->plan.varies,
                        k->plan.posterior == NULL ? NULL : k->segment,
                        k->draws.in.use};
}

/* Net benefits and licences of one option on a block; what is paid for seats
 * is the same under every analysis. */
static void store(sw_analyses *a, desk *k, size_t o, int place, size_t i,
                  size_t first, const sw_columns *in)
{
    size_t at = (size_t)place * a->n + i;
    double *net = a->net + at * a->draws + first;
    sw_model_stay(k->work, &k->model, o, SW_VIEW_COMMITMENT, in);
    sw_model_net(net, k->work, a->e->pilot->policy.headline, in->n);
    double *licence = a->licence + (size_t)place * a->draws + first;
    for (size_t d = 0; i == 0 && d < in->n; d++)
        licence[d] = k->work->scale * (k->work->stay.v.licence[d] -
                                       k->work->against->v.licence[d]);
}

/* Draws of a replicate, and replicates, that come to a block at most. */
typedef struct chunks {
    size_t size, n;
} chunks;

static chunks chunks_of(const sw_points *p)
{
    size_t size = MIN((size_t)SW_BLOCK, p->per_replicate);
    return (chunks){size, MIN((size_t)SW_REPLICATES, SW_BLOCK / size)};
}

static void run(sw_analyses *a, desk *k, const int *place, size_t n)
{
    chunks c = chunks_of(&k->plan.points);
    for (size_t r = 0; r < c.n; r++) {
        sw_draw_block_fill(&k->draws, &k->plan, r, 0, c.size);
        for (size_t i = 0; i < a->n; i++) {
            sw_columns in = columns_under(k, a, i, c.size);
            sw_model_begin(k->work, &k->model, &in);
            for (size_t o = 0; o < n; o++)
                store(a, k, o, place[o], i, r * c.size, &in);
        }
    }
}

static void allocate(sw_analyses *a, size_t n_options, const desk *k)
{
    chunks c = chunks_of(&k->plan.points);
    a->n_options = n_options;
    a->draws = c.n * c.size;
    a->net = g_new0(double, n_options * a->n * a->draws);
    a->licence = g_new0(double, n_options * a->draws);
    a->mean = g_new0(double, n_options);
    a->chance = g_new0(double, n_options);
}

static void level(sw_analyses *a, size_t at, const sw_option *o)
{
    a->mean[at] = o->draws.mean;
    a->chance[at] = o->draws.probability_positive;
}

/* Whether an analysis gives the main one's net benefits again. */
static bool is_duplicate(const sw_analyses *a, size_t i)
{
    for (size_t o = 0; o < a->n_options; o++) {
        const double *main = sw_analyses_net(a, (int)o, 0);
        const double *own = sw_analyses_net(a, (int)o, i);
        for (size_t k = 0; k < a->draws; k++)
            if (fabs(own[k] - main[k]) > ROUNDING * fabs(main[k]))
                return false;
    }
    return a->item[i].kind != SW_ANALYSIS_MAIN &&
           a->item[i].kind != SW_ANALYSIS_BOUND;
}

static void drop_duplicates(sw_analyses *a)
{
    size_t left = 0, n = a->n;
    g_autofree size_t *kept = g_new(size_t, n);
    for (size_t i = 0; i < n; i++) {
        if (is_duplicate(a, i)) {
            sw_message_free(a->item[i].name);
            continue;
        }
        a->item[left] = a->item[i];
        kept[left++] = i;
    }
    for (size_t o = 0; o < a->n_options; o++)
        for (size_t i = 0; i < left; i++)
            memmove(a->net + (o * left + i) * a->draws,
                    a->net + (o * n + kept[i]) * a->draws,
                    a->draws * sizeof *a->net);
    a->n = left;
}

sw_status sw_analyses_value(sw_analyses *a, const sw_decision *d, sw_error *err)
{
    const sw_simulation *s = d->simulation;
    desk k;
    if (a->n == 0)
        return SW_OK;
    sw_status st = desk_open(&k, a, s->given, s->n_options, err);
    if (st == SW_OK) {
        g_autofree int *place = g_new(int, s->n_options);
        allocate(a, d->n_options, &k);
        for (size_t i = 0; i < d->n_options; i++) {
            level(a, i, &d->options[i]);
            if (d->options[i].simulated != SW_NO_OPTION)
                place[d->options[i].simulated] = (int)i;
        }
        run(a, &k, place, s->n_options);
        drop_duplicates(a);
    }
    desk_close(&k);
    return st;
}

sw_status sw_analyses_of(sw_analyses **out, const sw_analyses *a,
                         const sw_option *o, sw_error *err)
{
    sw_analyses *own = g_new0(sw_analyses, 1);
    sw_simulated_option given = sw_option_simulated(o, a->e);
    const int place = 0;
    desk k;
    own->e = a->e;
    for (size_t i = 0; i < a->n; i++) {
        add(own, a->item[i]);
        own->item[i].name = sw_message_share(a->item[i].name);
    }
    sw_status st = desk_open(&k, own, &given, 1, err);
    if (st == SW_OK) {
        allocate(own, 1, &k);
        level(own, 0, o);
        run(own, &k, &place, 1);
    }
    desk_close(&k);
    if (st != SW_OK) {
        sw_analyses_free(own);
        return st;
    }
    *out = own;
    return SW_OK;
}

/* ---- what is read from them ---- */

const double *sw_analyses_net(const sw_analyses *a, int option, size_t i)
{
    return a->net + ((size_t)option * a->n + i) * a->draws;
}

const double *sw_analyses_licence(const sw_analyses *a, int option)
{
    return a->licence + (size_t)option * a->draws;
}

double sw_analyses_mean(const sw_analyses *a, int option, size_t i)
{
    return a->mean[option] + sw_mean(sw_analyses_net(a, option, i), a->draws) -
           sw_mean(sw_analyses_net(a, option, 0), a->draws);
}

double sw_analyses_share(const sw_analyses *a, int option, size_t i)
{
    const double *net = sw_analyses_net(a, option, i);
    size_t n = 0;
    for (size_t k = 0; k < a->draws; k++)
        n += net[k] > 0.0;
    return (double)n / (double)a->draws;
}

void sw_analyses_take_least(sw_option_draws *draws, const sw_analyses *bounds,
                            int option)
{
    draws->probability_positive =
        fmin(draws->probability_positive,
             sw_analyses_share(bounds, option, SW_BOUND_OF_LEAST));
}

double sw_analyses_chance(const sw_analyses *a, int option, size_t i)
{
    double p = sw_analyses_share(a, option, i);
    if (i == 0)
        return a->chance[option];
    if (p <= 0.0 || p >= 1.0)
        return p;
    return CLAMP(a->chance[option] + p - sw_analyses_share(a, option, 0), 0.0,
                 1.0);
}

double sw_analyses_paying(const sw_analyses *a, int option, double chance)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        n += sw_analyses_chance(a, option, i) >= chance;
    return a->n > 0 ? (double)n / (double)a->n : NAN;
}
