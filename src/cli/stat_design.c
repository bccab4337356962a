/* stat_design.c - methods of `stat` that guard a comparison on data: adjusted
 * p-values, sample ratio, equivalence, reliability. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "cli/stat.h"
#include "seatworth/stats_design.h"

static sw_status adjust(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    static const struct {
        const char *key;
        sw_adjustment how;
    } METHODS[] = {{"holm", SW_ADJUST_HOLM},
                   {"hommel", SW_ADJUST_HOMMEL},
                   {"bh", SW_ADJUST_BH},
                   {"by", SW_ADJUST_BY}};
    const double *p;
    sw_status st = sw_stat_numbers(&p, data, SW_STAT_P, err);
    if (st == SW_OK && data->n == 0)
        st = sw_fail(err, SW_ENODATA, "no p-value");
    double *adjusted = sw_stat_alloc(data, data->n, sizeof *adjusted);
    for (size_t i = 0; i < data->n && st == SW_OK; i++)
        if (p[i] < 0.0 || p[i] > 1.0)
            st = sw_fail(err, SW_EDOMAIN, "line %zu: p = %g is not in [0, 1]",
                         data->line[i], p[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(METHODS) && st == SW_OK; i++) {
        st = sw_stats_adjust(adjusted, p, data->n, METHODS[i].how, err);
        if (st == SW_OK)
            sw_stat_put_numbers(out, METHODS[i].key, adjusted, data->n);
    }
    if (st == SW_OK && data->n_missing > 0)
        sw_stat_note(out,
                     "rows without a p-value are left out and do not count "
                     "as tests");
    return st;
}

/* "a:.5,b:.5" into weight[levels->n + *absent]: a level of the option that is
 * not in the file follows behind them, with nobody in it. */
static sw_status read_shares(double *weight, const char **name, size_t *arms,
                             const sw_stat_data *data, sw_error *err)
{
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    const char *text = data->options->expected;
    g_auto(GStrv) each = g_strsplit(text, ",", -1);
    for (char **part = each; *part != NULL; part++) {
        char *colon = strrchr(*part, ':');
        gchar *end = NULL;
        if (colon == NULL)
            return sw_fail(err, SW_EPARSE,
                           "--expected %s: '%s' is no LEVEL:SHARE", text,
                           *part);
        *colon = '\0';
        double share = g_ascii_strtod(colon + 1, &end);
        if (end == colon + 1 || *g_strchug(end) != '\0' ||
            !(share >= 0.0 && isfinite(share)))
            return sw_fail(err, SW_EPARSE, "--expected %s: '%s' is no share",
                           text, colon + 1);
        const char *level = g_strstrip(*part);
        size_t j = 0;
        while (j < *arms && strcmp(name[j], level) != 0)
            j++;
        if (j < *arms && !isnan(weight[j]))
            return sw_fail(err, SW_EPARSE, "--expected names '%s' twice",
                           level);
        if (j == *arms)
            name[(*arms)++] = level;
        weight[j] = share;
        if (j >= levels->n)
            name[j] = sw_stat_text_of(data, "%s", level);
    }
    return SW_OK;
}

/* Arms of the file and of --expected, and their shares. */
typedef struct ratio_arms {
    const char **name;
    double *weight;
    size_t *count;
    size_t n;
} ratio_arms;

static sw_status ratio_arms_of(ratio_arms *a, const sw_stat_data *data,
                               sw_error *err)
{
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    const char *text = data->options->expected;
    size_t most = levels->n + (text == NULL ? 0 : strlen(text) + 1);
    a->name = sw_stat_alloc(data, most, sizeof *a->name);
    a->weight = sw_stat_alloc(data, most, sizeof *a->weight);
    a->count = sw_stat_alloc(data, most, sizeof *a->count);
    a->n = levels->n;
    for (size_t i = 0; i < most; i++) {
        a->name[i] = i < levels->n ? levels->name[i] : NULL;
        a->count[i] = i < levels->n ? levels->count[i] : 0;
        a->weight[i] = text == NULL ? 1.0 : NAN;
    }
    if (text == NULL)
        return SW_OK;
    sw_status st = read_shares(a->weight, a->name, &a->n, data, err);
    for (size_t i = 0; i < a->n && st == SW_OK; i++)
        if (isnan(a->weight[i]))
            st = sw_fail(err, SW_EPARSE, "--expected has no share for '%s'",
                         a->name[i]);
    return st;
}

static void put_arms(sw_stat_output *out, const ratio_arms *a, double n)
{
    double sum = 0.0;
    for (size_t i = 0; i < a->n; i++)
        sum += a->weight[i];
    sw_stat_begin_array(out, "arms");
    for (size_t i = 0; i < a->n; i++) {
        sw_stat_begin_object(out, NULL);
        sw_stat_put_text(out, "level", a->name[i]);
        sw_stat_put_count(out, "observed", a->count[i]);
        sw_stat_put(out, "expected", n * a->weight[i] / sum);
        sw_stat_end(out);
    }
    sw_stat_end(out);
}

static sw_status srm(const sw_stat_data *data, sw_stat_output *out,
                     sw_error *err)
{
    const sw_stat_options *o = data->options;
    ratio_arms a;
    sw_sample_ratio r;
    sw_status st = ratio_arms_of(&a, data, err);
    if (st == SW_OK)
        st = sw_stats_sample_ratio(&r, a.count, a.weight, a.n, o->resamples,
                                   o->seed, err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "df", r.df);
    sw_stat_put(out, "statistic", r.statistic);
    sw_stat_put(out, "p", r.p);
    sw_stat_put_bool(out, "exact", r.exact && !(r.draws > 0.0));
    put_arms(out, &a, r.n);
    if (o->expected == NULL)
        sw_stat_note(out,
                     "equal shares are expected: --expected was not given");
    if (r.exact)
        sw_stat_note(out,
                     "p is the multinomial's: an arm expects fewer than 5");
    if (r.draws > 0.0)
        sw_stat_note(out, "p by %.0f random tables: there are too many to list",
                     r.draws);
    if (r.left_out > 0.0)
        sw_stat_note(out,
                     "%.0f rows are left out: their level has an expected "
                     "share of 0",
                     r.left_out);
    return SW_OK;
}

/* Values of an option are wrong: exit code 2. */
static sw_status check_margin(const sw_stat_options *o, sw_error *err)
{
    if (isnan(o->margin))
        return sw_fail(err, SW_EPARSE, "--margin is needed");
    if (!(o->margin > 0.0))
        return sw_fail(err, SW_EPARSE, "--margin %g is not above 0", o->margin);
    if (!(o->conf > 0.5))
        return sw_fail(err, SW_EPARSE, "--conf %g is not above 0.5", o->conf);
    return SW_OK;
}

static sw_status two_samples(sw_sample *treated, sw_sample *control,
                             const sw_stat_data *data, sw_stat_output *out,
                             sw_error *err)
{
    const double *y;
    sw_stat_arms arms;
    sw_status st = check_margin(data->options, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_stat_split(treated, control, data, &arms, y);
    sw_stat_note(out, "treated is '%s', the other is '%s'", arms.treated_name,
                 arms.control_name);
    return SW_OK;
}

static void put_equivalence(sw_stat_output *out, const sw_equivalence *e,
                            const sw_stat_options *o)
{
    sw_stat_put_estimate(out, &e->welch, o);
    sw_stat_note(out,
                 "ci is the %g %% interval that belongs to one-sided tests",
                 100.0 * e->welch.ci.level);
}

static sw_status equivalence(const sw_stat_data *data, sw_stat_output *out,
                             sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_sample treated, control;
    sw_equivalence e;
    sw_status st = two_samples(&treated, &control, data, out, err);
    if (st == SW_OK)
        st =
            sw_stats_equivalence(&e, treated, control, o->margin, o->conf, err);
    if (st != SW_OK)
        return st;
    put_equivalence(out, &e, o);
    sw_stat_put(out, "p_lower", e.p_lower);
    sw_stat_put(out, "p_upper", e.p_upper);
    return SW_OK;
}

static sw_status noninferiority(const sw_stat_data *data, sw_stat_output *out,
                                sw_error *err)
{
    const sw_stat_options *o = data->options;
    bool higher = o->alternative == SW_LESS;
    sw_sample treated, control;
    sw_equivalence e;
    sw_status st = two_samples(&treated, &control, data, out, err);
    if (st == SW_OK)
        st = sw_stats_noninferiority(&e, treated, control, o->margin, higher,
                                     o->conf, err);
    if (st != SW_OK)
        return st;
    put_equivalence(out, &e, o);
    sw_stat_put(out, higher ? "p_upper" : "p_lower", e.welch.p);
    sw_stat_note(out, "%s values are worse", higher ? "higher" : "lower");
    return SW_OK;
}

/* An interval with one open end has the end of a two-sided one of level
 * 2 conf - 1. */
static sw_status level_of(double *level, const sw_stat_options *o,
                          sw_error *err)
{
    *level = o->conf;
    if (o->alternative == SW_TWO_SIDED)
        return SW_OK;
    *level = 1.0 - 2.0 * (1.0 - o->conf);
    if (*level > 0.0)
        return SW_OK;
    return sw_fail(err, SW_EPARSE,
                   "--conf %g is not above 0.5, as one end needs", o->conf);
}

static void put_reliability(sw_stat_output *out, const sw_reliability *r,
                            const sw_stat_options *o)
{
    double low = o->alternative == SW_LESS ? NAN : r->ci.lower;
    double high = o->alternative == SW_GREATER ? NAN : r->ci.upper;
    sw_stat_put(out, "estimate", r->estimate);
    sw_stat_put(out, "statistic", r->statistic);
    sw_stat_put(out, "p", r->p);
    sw_stat_put_interval(out, "ci", low, high);
    sw_stat_put(out, "conf", o->conf);
}

static sw_status alpha(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    size_t n = data->n, k = data->n_x;
    double *x = sw_stat_alloc(data, n * k, sizeof *x), level;
    sw_reliability r;
    sw_status st = level_of(&level, data->options, err);
    for (size_t j = 0; j < k && st == SW_OK; j++) {
        const double *item;
        st = sw_stat_x_numbers(&item, data, j, err);
        for (size_t i = 0; i < n && st == SW_OK; i++)
            x[i * k + j] = item[i];
    }
    if (st == SW_OK)
        st = sw_stats_alpha(&r, x, n, k, level, err);
    if (st != SW_OK)
        return st;
    put_reliability(out, &r, data->options);
    sw_stat_put_count(out, "items", k);
    if (r.estimate < 0.0)
        sw_stat_note(out, "below 0: items run against each other; is one of "
                          "them worded the other way?");
    return SW_OK;
}

static sw_status icc(const sw_stat_data *data, sw_stat_output *out,
                     sw_error *err)
{
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    const double *y;
    double level;
    sw_reliability r;
    sw_status st = level_of(&level, data->options, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stats_icc(&r, y, levels->code, levels->n, data->n, level, err);
    if (st != SW_OK)
        return st;
    put_reliability(out, &r, data->options);
    sw_stat_put(out, "df_between", r.df1);
    sw_stat_put(out, "df_within", r.df2);
    if (isnan(r.statistic))
        sw_stat_note(out, "no variation within groups: F is infinite and there "
                          "is no interval");
    for (size_t j = 1; j < levels->n; j++)
        if (levels->count[j] != levels->count[0])
            sw_stat_note(out, "groups of unequal size: the interval is "
                              "approximate");
    return SW_OK;
}

const sw_stat_method SW_STAT_DESIGN[] = {
    {.name = "adjust",
     .purpose = "p-values adjusted for their number",
     .needs = SW_STAT_SET(P),
     .nulls = "holm hommel bh by",
     .run = adjust},
    {.name = "srm",
     .purpose = "sample ratio: have the arms the sizes they should?",
     .needs = SW_STAT_SET(GROUP),
     .options = "expected resamples seed",
     .nulls = "df statistic p",
     .run = srm},
    {.name = "equivalence",
     .purpose = "two one-sided tests within a margin",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated margin",
     .nulls = "estimate se df statistic p ci p_lower p_upper",
     .run = equivalence},
    {.name = "noninferiority",
     .purpose = "not worse by a margin or more",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated margin alternative",
     .run = noninferiority},
    {.name = "alpha",
     .purpose = "Cronbach's alpha of several items, Feldt's interval",
     .needs = SW_STAT_SET(X),
     .options = "alternative",
     .nulls = "estimate statistic p ci",
     .run = alpha},
    {.name = "icc",
     .purpose = "intraclass correlation of one-way groups",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "alternative",
     .nulls = "estimate statistic p ci df_between df_within",
     .run = icc},
};

const size_t SW_STAT_DESIGN_N = G_N_ELEMENTS(SW_STAT_DESIGN);
