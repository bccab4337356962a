/* stat_regression.c - wild-bootstrap, mixed, logit and ordinal of `stat`. */
#include "seatworth/stats_regression.h"

#include <glib.h>
#include <math.h>

#include "cli/stat.h"

/* Fewer treated or other clusters than this make any cluster method fragile. */
enum { FEW_CLUSTERS = 4 };

static void put_wild(sw_stat_output *out, const sw_wild *w,
                     const sw_stat_options *o)
{
    sw_estimate e = w->effect;
    e.df = INFINITY; /* the bootstrap has none */
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put_count(out, "clusters", w->clusters);
    sw_stat_put_count(out, "treated_clusters", w->treated_clusters);
    sw_stat_put_count(out, "resamples", w->weights);
    sw_stat_put_bool(out, "enumerated", w->enumerated);
    sw_stat_put_text(out, "weights", w->webb ? "webb" : "rademacher");
    if (w->treated_clusters < FEW_CLUSTERS)
        sw_stat_note(out,
                     "%zu treated clusters are few: the test is conservative",
                     w->treated_clusters);
    if ((isinf(e.ci.lower) && o->alternative != SW_LESS) ||
        (isinf(e.ci.upper) && o->alternative != SW_GREATER))
        sw_stat_note(out, "with so few clusters no effect is rejected on one "
                          "side: the interval is open there");
}

static sw_status wild(const sw_stat_data *data, sw_stat_output *out,
                      sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_wild_model m = SW_WILD_MODEL_INIT;
    sw_stat_arms arms;
    sw_stat_design design;
    sw_wild w;
    sw_status st = sw_stat_numbers(&m.y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st == SW_OK)
        st = sw_stat_design_of(&design, data, 1, err);
    if (st != SW_OK)
        return st;
    m.treated = arms.treated;
    m.x = design.x;
    m.k = design.k;
    m.n = data->n;
    m.cluster = sw_stat_clusters(data);
    m.null = o->null;
    m.alternative = o->alternative;
    m.level = o->conf;
    m.seed = o->seed;
    if (o->resamples > 0)
        m.resamples = o->resamples;
    st = sw_stats_wild_bootstrap(&w, &m, err);
    if (st == SW_OK)
        put_wild(out, &w, o);
    return st;
}

/* The intercept and the columns of the design. */
static const char *const *names_of(const sw_stat_data *data,
                                   const sw_stat_design *design)
{
    const char **name = sw_stat_alloc(data, design->k + 1, sizeof *name);
    name[0] = "(Intercept)";
    for (size_t j = 0; j < design->k; j++)
        name[j + 1] = design->name[j];
    return name;
}

/* Groups of the random intercept: --cluster or --group. */
static sw_status take_groups(const size_t **out, const sw_stat_data *data,
                             sw_error *err)
{
    bool group = data->column[SW_STAT_GROUP].name != NULL;
    *out = sw_stat_clusters(data);
    if (group == (*out != NULL))
        return sw_fail(err, SW_EPARSE,
                       "stat mixed needs one of --group and --cluster");
    if (group)
        *out = sw_stat_levels_of(data, SW_STAT_GROUP)->code;
    return SW_OK;
}

static sw_status mixed(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    sw_stat_design design;
    sw_mixed_fit fit;
    sw_regression m = {.n = data->n, .level = data->options->conf};
    sw_status st = sw_stat_numbers(&m.y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = take_groups(&m.cluster, data, err);
    if (st == SW_OK)
        st = sw_stat_design_of(&design, data, 1, err);
    if (st != SW_OK)
        return st;
    m.x = design.x;
    m.k = design.k;
    sw_estimate *e = sw_stat_alloc(data, m.k + 1, sizeof *e);
    st = sw_stats_mixed(e, &fit, &m, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st != SW_OK)
        return st;
    sw_stat_put_coefficients(out, names_of(data, &design), e, m.k + 1);
    sw_stat_put(out, "conf", data->options->conf);
    sw_stat_put(out, "sd_group", fit.sd_group);
    sw_stat_put(out, "sd_residual", fit.sd_residual);
    sw_stat_put(out, "icc", fit.icc);
    sw_stat_put(out, "reml_criterion", fit.reml_criterion);
    sw_stat_put_count(out, "groups", fit.groups);
    if (fit.boundary)
        sw_stat_note(out, "boundary fit: the variance between groups is "
                          "estimated as 0");
    return SW_OK;
}

/* Classical, or CR1 where there are clusters. */
static sw_status take_vcov(sw_vcov *out, const sw_stat_data *data,
                           sw_error *err)
{
    static const char *const words[] = {"classical", "cr1"};
    const char *name = data->options->vcov;
    bool clusters = sw_stat_clusters(data) != NULL;
    g_autofree char *lower = name == NULL ? NULL : g_ascii_strdown(name, -1);
    size_t which;
    sw_status st = sw_stat_choice(&which, "vcov", lower, clusters, words,
                                  G_N_ELEMENTS(words), err);
    if (st == SW_OK && which == 1 && !clusters)
        st = sw_fail(err, SW_EPARSE, "--vcov cr1 needs --cluster");
    if (st == SW_OK)
        *out = which == 1 ? SW_VCOV_CR1 : SW_VCOV_CLASSICAL;
    return st;
}

static sw_status logit(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    sw_stat_design design;
    double log_likelihood;
    sw_regression m = {.n = data->n,
                       .cluster = sw_stat_clusters(data),
                       .level = data->options->conf};
    sw_status st = sw_stat_binary(&m.y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = take_vcov(&m.vcov, data, err);
    if (st == SW_OK)
        st = sw_stat_design_of(&design, data, 1, err);
    if (st != SW_OK)
        return st;
    m.x = design.x;
    m.k = design.k;
    sw_estimate *e = sw_stat_alloc(data, m.k + 1, sizeof *e);
    st = sw_stats_logit(e, &log_likelihood, &m, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st != SW_OK)
        return st;
    sw_stat_put_coefficients(out, names_of(data, &design), e, m.k + 1);
    sw_stat_put(out, "conf", data->options->conf);
    sw_stat_put(out, "log_likelihood", log_likelihood);
    return SW_OK;
}

static void put_ordinal(sw_stat_output *out, const sw_stat_data *data,
                        const sw_estimate *threshold, size_t cuts)
{
    double *at = sw_stat_alloc(data, cuts, sizeof *at);
    double *se = sw_stat_alloc(data, cuts, sizeof *se);
    for (size_t c = 0; c < cuts; c++) {
        at[c] = threshold[c].estimate;
        se[c] = threshold[c].se;
    }
    sw_stat_put_numbers(out, "thresholds", at, cuts);
    sw_stat_put_numbers(out, "threshold_se", se, cuts);
}

static void put_categories(sw_stat_output *out, const sw_stat_levels *levels)
{
    sw_stat_begin_array(out, "categories");
    for (size_t c = 0; c < levels->n; c++)
        sw_stat_put_text(out, NULL, levels->name[c]);
    sw_stat_end(out);
}

static sw_status ordinal(const sw_stat_data *data, sw_stat_output *out,
                         sw_error *err)
{
    const sw_stat_levels *y = sw_stat_levels_of(data, SW_STAT_Y);
    sw_stat_design design;
    double log_likelihood;
    sw_status st = sw_stat_design_of(&design, data, 1, err);
    if (st != SW_OK)
        return st;
    if (y->n < 2)
        return sw_fail(err, SW_ENODATA, "y has %zu categories", y->n);
    sw_ordinal_model m = {.category = y->code,
                          .levels = y->n,
                          .x = design.x,
                          .n = data->n,
                          .k = design.k,
                          .cluster = sw_stat_clusters(data),
                          .level = data->options->conf};
    sw_estimate *threshold = sw_stat_alloc(data, y->n, sizeof *threshold);
    sw_estimate *e = sw_stat_alloc(data, m.k, sizeof *e);
    st = sw_stats_ordinal(threshold, e, &log_likelihood, &m, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st != SW_OK)
        return st;
    put_ordinal(out, data, threshold, y->n - 1);
    sw_stat_put_coefficients(out, design.name, e, m.k);
    sw_stat_put(out, "conf", data->options->conf);
    sw_stat_put(out, "log_likelihood", log_likelihood);
    put_categories(out, y);
    return SW_OK;
}

enum { Y_X = SW_STAT_SET(Y) | SW_STAT_SET(X) };

const sw_stat_method SW_STAT_REGRESSION[] = {
    {.name = "wild-bootstrap",
     .purpose = "treatment effect with few clusters",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP) | SW_STAT_SET(CLUSTER),
     .takes = SW_STAT_SET(X),
     .options = "treated null alternative resamples seed",
     .nulls = "estimate se statistic p ci",
     .run = wild},
    {.name = "mixed",
     .purpose = "random intercept by REML",
     .needs = Y_X,
     .takes = SW_STAT_SET(GROUP) | SW_STAT_SET(CLUSTER),
     .nulls = "coefficients sd_group sd_residual icc reml_criterion",
     .run = mixed},
    {.name = "ordinal",
     .purpose = "proportional odds of ordered answers",
     .needs = Y_X,
     .takes = SW_STAT_SET(CLUSTER),
     .nulls = "thresholds coefficients log_likelihood",
     .run = ordinal},
    {.name = "logit",
     .purpose = "logistic regression of a 0/1 outcome",
     .needs = Y_X,
     .takes = SW_STAT_SET(CLUSTER),
     .options = "vcov",
     .nulls = "coefficients log_likelihood",
     .run = logit},
};
const size_t SW_STAT_REGRESSION_N =
    sizeof SW_STAT_REGRESSION / sizeof *SW_STAT_REGRESSION;
