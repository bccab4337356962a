/* stat_weight.c - rake, balance and bounds of `stat`. */
#include <glib.h>
#include <math.h>

#include "cli/stat.h"
#include "cli/stat_margins.h"
#include "seatworth/stats_weight.h"

/* v at the rows that are left. */
static const double *at_rows(const sw_stat_data *data, const sw_stat_margins *m,
                             const double *v)
{
    double *out = sw_stat_alloc(data, m->n, sizeof *out);
    for (size_t i = 0; i < m->n; i++)
        out[i] = v[m->row[i]];
    return out;
}

static sw_status take_rake(sw_rake_data *d, sw_stat_margins *m,
                           const sw_stat_data *data, sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *y, *base = NULL;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK && data->column[SW_STAT_WEIGHTS].name != NULL)
        st = sw_stat_numbers(&base, data, SW_STAT_WEIGHTS, err);
    if (st == SW_OK)
        st = sw_stat_margins_read(m, data, err);
    if (st != SW_OK)
        return st;
    if (!isnan(o->cap) && !(o->cap > 1.0))
        return sw_fail(err, SW_EPARSE, "--cap %g is not above 1", o->cap);
    *d = (sw_rake_data){.y = at_rows(data, m, y),
                        .base = base == NULL ? NULL : at_rows(data, m, base),
                        .n = m->n,
                        .variable = m->variable,
                        .variables = m->variables,
                        .cap = isnan(o->cap) ? INFINITY : o->cap,
                        .level = o->conf};
    return SW_OK;
}

static sw_status rake(const sw_stat_data *data, sw_stat_output *out,
                      sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_rake_data d;
    sw_rake_fit fit;
    sw_stat_margins m;
    sw_status st = take_rake(&d, &m, data, err);
    if (st != SW_OK)
        return st;
    sw_stat_set_n(out, m.n);
    sw_stat_set_missing(out, data->n_missing + data->n - m.n);
    double *weight = sw_stat_alloc(data, m.n, sizeof *weight);
    st = sw_stats_rake(&fit, weight, &d, err);
    if (st != SW_OK)
        return st;
    sw_stat_direct(&fit.mean, o);
    sw_stat_put_estimate(out, &fit.mean, o);
    sw_stat_put(out, "deff", fit.deff);
    sw_stat_put(out, "ess", fit.ess);
    sw_stat_put(out, "max_weight", fit.max_weight);
    sw_stat_put(out, "min_weight", fit.min_weight);
    if (o->table) {
        double *all = sw_stat_alloc(data, data->n, sizeof *all);
        for (size_t i = 0; i < data->n; i++)
            all[i] = NAN;
        for (size_t i = 0; i < m.n; i++)
            all[m.row[i]] = weight[i];
        sw_stat_print_rows(out, data, "weight", all);
    }
    return SW_OK;
}

static void put_smd(sw_stat_output *out, const char *key, const double *smd,
                    const sw_stat_design *design)
{
    sw_stat_begin_object(out, key);
    for (size_t j = 0; j < design->k; j++)
        sw_stat_put(out, design->name[j], smd[j]);
    sw_stat_end(out);
}

static void put_balance(sw_stat_output *out, sw_balance_fit *fit,
                        const sw_stat_options *o)
{
    if (fit->enough) {
        sw_stat_direct(&fit->effect, o);
    } else {
        fit->effect =
            (sw_estimate){NAN, NAN, NAN, NAN, NAN, {NAN, NAN, o->conf}, NAN};
        sw_stat_note(out, "not estimated: an effective sample size below 20 "
                          "in an arm");
    }
    sw_stat_put_estimate(out, &fit->effect, o);
}

static sw_status balance(const sw_stat_data *data, sw_stat_output *out,
                         sw_error *err)
{
    sw_stat_arms arms;
    sw_stat_design design;
    sw_balance_fit fit;
    sw_balance_data d = {.n = data->n,
                         .cluster = sw_stat_clusters(data),
                         .level = data->options->conf};
    sw_status st = sw_stat_numbers(&d.y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st == SW_OK)
        st = sw_stat_design_of(&design, data, 1, err);
    if (st != SW_OK)
        return st;
    d.x = design.x;
    d.k = design.k;
    d.treated = arms.treated;
    double *before = sw_stat_alloc(data, d.k, sizeof *before);
    double *after = sw_stat_alloc(data, d.k, sizeof *after);
    st = sw_stats_balance(&fit, before, after, NULL, &d, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st != SW_OK)
        return st;
    put_balance(out, &fit, data->options);
    put_smd(out, "smd_before", before, &design);
    put_smd(out, "smd_after", after, &design);
    sw_stat_put(out, "ess", fit.ess);
    sw_stat_put(out, "max_weight", fit.max_weight);
    sw_stat_note(out, "effect on the treated: the others are weighted to their "
                      "means");
    return SW_OK;
}

/* "lo:hi" of --range, which Manski's bounds need. */
static sw_status take_range(sw_bounds_data *d, const sw_stat_options *o,
                            sw_error *err)
{
    if (o->range == NULL)
        return sw_fail(err, SW_EPARSE, "--kind manski needs --range LOW:HIGH");
    char *end, *last;
    d->low = g_ascii_strtod(o->range, &end);
    bool good = end != o->range && *end == ':';
    if (good) {
        d->high = g_ascii_strtod(end + 1, &last);
        good = last != end + 1 && *last == '\0' && isfinite(d->low) &&
               isfinite(d->high) && d->low < d->high;
    }
    if (!good)
        return sw_fail(err, SW_EPARSE, "--range %s is not LOW:HIGH", o->range);
    return SW_OK;
}

static sw_status take_bounds(sw_bounds_data *d, const sw_stat_data *data,
                             sw_error *err)
{
    static const char *const words[] = {"lee", "manski"};
    const sw_stat_options *o = data->options;
    size_t kind;
    *d = (sw_bounds_data)SW_BOUNDS_DATA_INIT;
    sw_status st = sw_stat_choice(&kind, "kind", o->kind, 0, words,
                                  sizeof words / sizeof *words, err);
    if (st != SW_OK)
        return st;
    d->kind = (sw_bounds_kind)kind;
    d->n = data->n;
    d->cluster = sw_stat_clusters(data);
    d->level = o->conf;
    d->seed = o->seed;
    if (o->resamples > 0)
        d->resamples = o->resamples;
    if (data->column[SW_STAT_STRATA].name != NULL)
        d->stratum = sw_stat_levels_of(data, SW_STAT_STRATA)->code;
    if (d->kind == SW_BOUNDS_MANSKI)
        st = take_range(d, o, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&d->y, data, SW_STAT_Y, err);
    return st;
}

static void put_bounds(sw_stat_output *out, const sw_bounds *b,
                       const sw_bounds_data *d)
{
    sw_stat_put(out, "estimate", b->point);
    sw_stat_put(out, "lower", b->lower);
    sw_stat_put(out, "upper", b->upper);
    sw_stat_put_interval(out, "ci", b->ci.lower, b->ci.upper);
    sw_stat_put(out, "conf", d->level);
    sw_stat_put(out, "se_lower", b->se_lower);
    sw_stat_put(out, "se_upper", b->se_upper);
    sw_stat_put(out, "response_treated", b->rate_treated);
    sw_stat_put(out, "response_control", b->rate_control);
    sw_stat_note(out, "estimate: difference of those who answered");
    if (d->kind == SW_BOUNDS_LEE)
        sw_stat_note(out, "Lee's bounds: those who would always answer");
    if (b->skipped > 0)
        sw_stat_note(out, "%zu of %zu resamples had no answer in an arm",
                     b->skipped, d->resamples);
}

static sw_status bounds(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    sw_bounds_data d;
    sw_stat_arms arms;
    sw_bounds b;
    sw_status st = take_bounds(&d, data, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    d.treated = arms.treated;
    st = sw_stats_bounds(&b, &d, err);
    if (st == SW_OK)
        put_bounds(out, &b, &d);
    return st;
}

const sw_stat_method SW_STAT_WEIGHT[] = {
    {.name = "rake",
     .purpose = "mean with weights that meet known margins",
     .needs = SW_STAT_SET(Y),
     .takes = SW_STAT_SET(WEIGHTS),
     .options = "margins cap table null alternative",
     .nulls = "estimate se df statistic p ci deff ess max_weight",
     .run = rake},
    {.name = "balance",
     .purpose = "effect on the treated by entropy balancing",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(X) | SW_STAT_SET(GROUP),
     .takes = SW_STAT_SET(CLUSTER),
     .options = "treated null alternative",
     .nulls = "estimate se df statistic p ci smd_before smd_after ess",
     .run = balance},
    {.name = "bounds",
     .purpose = "bounds of an effect where some did not answer",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .takes = SW_STAT_SET(CLUSTER) | SW_STAT_SET(STRATA),
     .keeps_empty = SW_STAT_SET(Y),
     .options = "kind range treated resamples seed",
     .nulls = "estimate lower upper ci",
     .run = bounds},
};
const size_t SW_STAT_WEIGHT_N = sizeof SW_STAT_WEIGHT / sizeof *SW_STAT_WEIGHT;
