/* stat_models.c - linear models of `stat`: ols, ancova, lin. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "cli/stat.h"
#include "seatworth/stats_models.h"

/* --vcov; `fallback` without clusters, CR2 with them. */
static sw_status take_vcov(sw_vcov *out, const sw_stat_data *data,
                           sw_vcov fallback, sw_error *err)
{
    static const char *const words[] = {"classical", "hc0", "hc1", "hc2",
                                        "hc3",       "cr1", "cr2"};
    static const sw_vcov kinds[] = {SW_VCOV_CLASSICAL, SW_VCOV_HC0, SW_VCOV_HC1,
                                    SW_VCOV_HC2,       SW_VCOV_HC3, SW_VCOV_CR1,
                                    SW_VCOV_CR2};
    const char *name = data->options->vcov;
    g_autofree char *lower = name == NULL ? NULL : g_ascii_strdown(name, -1);
    bool clusters = data->column[SW_STAT_CLUSTER].name != NULL;
    size_t which = 0;
    sw_status st = sw_stat_choice(&which, "vcov", lower, 0, words,
                                  G_N_ELEMENTS(words), err);
    if (st != SW_OK)
        return st;
    *out = name != NULL ? kinds[which] : clusters ? SW_VCOV_CR2 : fallback;
    if (!clusters && (*out == SW_VCOV_CR1 || *out == SW_VCOV_CR2))
        return sw_fail(err, SW_EPARSE, "--vcov %s needs --cluster", name);
    return SW_OK;
}

static void put_summary(sw_stat_output *out, const sw_fit_summary *s)
{
    sw_stat_put(out, "residual_sd", s->residual_sd);
    sw_stat_put(out, "r_squared", s->r_squared);
    if (!(s->residual_sd > 0.0))
        sw_stat_note(out, "the fit is exact: no standard errors");
}

static void note_few_clusters(const sw_stat_data *data, sw_stat_output *out)
{
    enum { FEW = 10 };
    if (data->column[SW_STAT_CLUSTER].name == NULL)
        return;
    size_t n = sw_stat_levels_of(data, SW_STAT_CLUSTER)->n;
    sw_stat_put_count(out, "clusters", n);
    if (n < FEW)
        sw_stat_note(out, "%zu clusters are few; compare with wild-bootstrap",
                     n);
}

static sw_status weights_of(const double **out, const sw_stat_data *data,
                            sw_error *err)
{
    *out = NULL;
    if (data->column[SW_STAT_WEIGHTS].name == NULL)
        return SW_OK;
    return sw_stat_numbers(out, data, SW_STAT_WEIGHTS, err);
}

/* The names of all coefficients, the intercept first where there is one. */
static const char *const *names_of(const sw_stat_data *data,
                                   const sw_stat_design *design, bool intercept)
{
    const char **name = sw_stat_alloc(data, design->k + 1, sizeof *name);
    size_t at = 0;
    if (intercept)
        name[at++] = "(Intercept)";
    for (size_t j = 0; j < design->k; j++)
        name[at++] = design->name[j];
    return name;
}

/* Coefficients without a variance, by their names. */
static void note_exact(sw_stat_output *out, const char *const *name,
                       const sw_estimate *e, size_t count)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t j = 0; j < count; j++)
        if (isnan(e[j].se))
            g_string_append_printf(names, "%s%s", names->len ? ", " : "",
                                   name[j]);
    if (names->len)
        sw_stat_note(out,
                     "no standard error for %s: rows that the model fits "
                     "exactly (leverage 1) carry it, and their residuals say "
                     "nothing",
                     names->str);
}

static sw_status ols(const sw_stat_data *data, sw_stat_output *out,
                     sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_stat_design design;
    sw_fit_summary summary;
    sw_regression m = {.n = data->n,
                       .no_intercept = o->no_intercept,
                       .cluster = sw_stat_clusters(data),
                       .level = o->conf};
    sw_status st = sw_stat_numbers(&m.y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = weights_of(&m.weights, data, err);
    if (st == SW_OK)
        st = take_vcov(&m.vcov, data, SW_VCOV_CLASSICAL, err);
    if (st == SW_OK)
        st = sw_stat_design_of(&design, data, o->polynomial, err);
    if (st != SW_OK)
        return st;
    m.x = design.x;
    m.k = design.k;
    sw_estimate *e = sw_stat_alloc(data, m.k + 1, sizeof *e);
    st = sw_stats_ols_summary(e, &summary, &m, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st != SW_OK)
        return st;
    bool intercept = !o->no_intercept;
    const char *const *name = names_of(data, &design, intercept);
    sw_stat_put_coefficients(out, name, e, m.k + intercept);
    note_exact(out, name, e, m.k + intercept);
    sw_stat_put(out, "conf", o->conf);
    put_summary(out, &summary);
    note_few_clusters(data, out);
    return SW_OK;
}

/* intercept, group[level], x and, for Lin, x centred and its products. */
static const char *const *adjusted_names(const sw_stat_data *data,
                                         const sw_stat_design *design,
                                         const char *level, bool interact)
{
    size_t k = design->k;
    const char **name = sw_stat_alloc(data, 2 + 2 * k, sizeof *name);
    const char *group = data->column[SW_STAT_GROUP].name;
    name[0] = "(Intercept)";
    name[1] = sw_stat_text_of(data, "%s[%s]", group, level);
    for (size_t j = 0; j < k; j++) {
        name[2 + j] = design->name[j];
        if (!interact)
            continue;
        name[2 + j] = sw_stat_text_of(data, "%s centred", design->name[j]);
        name[2 + k + j] = sw_stat_text_of(data, "%s[%s]:%s centred", group,
                                          level, design->name[j]);
    }
    return name;
}

static sw_status fill_adjustment(sw_adjusted_model *a, sw_stat_design *design,
                                 sw_stat_arms *arms, const sw_stat_data *data,
                                 sw_error *err)
{
    sw_status st = sw_stat_numbers(&a->y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(arms, data, err);
    if (st == SW_OK)
        st = take_vcov(&a->vcov, data, SW_VCOV_HC2, err);
    if (st == SW_OK)
        st = sw_stat_design_of(design, data, 1, err);
    if (st != SW_OK)
        return st;
    a->x = design->x;
    a->k = design->k;
    a->n = data->n;
    a->treated = arms->treated;
    a->cluster = sw_stat_clusters(data);
    a->level = data->options->conf;
    return SW_OK;
}

static sw_status adjust(const sw_stat_data *data, sw_stat_output *out,
                        bool interact, sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_stat_design design;
    sw_stat_arms arms;
    sw_fit_summary summary;
    sw_adjusted_model a = {.interact = interact};
    sw_status st = fill_adjustment(&a, &design, &arms, data, err);
    if (st != SW_OK)
        return st;
    const char *const *name =
        adjusted_names(data, &design, arms.treated_name, interact);
    size_t count = (size_t)SW_ADJUSTED_COUNT(design.k, interact);
    sw_estimate *e = sw_stat_alloc(data, count, sizeof *e);
    st = sw_stats_adjusted_effect(e, &summary, &a, err);
    sw_stat_name_column(err, st, name + 1, count - 1);
    if (st != SW_OK)
        return st;
    sw_estimate effect = e[1];
    sw_stat_direct(&effect, o);
    sw_stat_put_estimate(out, &effect, o);
    sw_stat_put_coefficients(out, name, e, count);
    note_exact(out, name, e, count);
    put_summary(out, &summary);
    note_few_clusters(data, out);
    return SW_OK;
}

static sw_status ancova(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    return adjust(data, out, false, err);
}

static sw_status lin(const sw_stat_data *data, sw_stat_output *out,
                     sw_error *err)
{
    return adjust(data, out, true, err);
}

enum {
    Y_X = SW_STAT_SET(Y) | SW_STAT_SET(X),
    Y_X_GROUP = Y_X | SW_STAT_SET(GROUP)
};

#define MODEL_NULLS "coefficients residual_sd r_squared"

const sw_stat_method SW_STAT_MODELS[] = {
    {.name = "ols",
     .purpose = "linear regression",
     .needs = Y_X,
     .takes = SW_STAT_SET(CLUSTER) | SW_STAT_SET(WEIGHTS),
     .options = "vcov polynomial no-intercept",
     .nulls = MODEL_NULLS,
     .run = ols},
    {.name = "ancova",
     .purpose = "treatment effect given covariates",
     .needs = Y_X_GROUP,
     .takes = SW_STAT_SET(CLUSTER),
     .options = "treated vcov null alternative",
     .nulls = "estimate se df statistic p ci " MODEL_NULLS,
     .run = ancova},
    {.name = "lin",
     .purpose = "the same with slopes of their own in each arm",
     .needs = Y_X_GROUP,
     .takes = SW_STAT_SET(CLUSTER),
     .options = "treated vcov null alternative",
     .nulls = "estimate se df statistic p ci " MODEL_NULLS,
     .run = lin},
};
const size_t SW_STAT_MODELS_N = sizeof SW_STAT_MODELS / sizeof *SW_STAT_MODELS;
