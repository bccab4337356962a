/* stat_plan.c - methods of `stat` without a file: spending, power, and how much
 * hidden confounding it would take. */
#include <glib.h>
#include <math.h>

#include "cli/stat.h"
#include "seatworth/stats_design.h"

/* What the library refuses here is the value of an option: exit code 2. */
static sw_status as_usage(sw_status st, sw_error *err)
{
    if (st != SW_EDOMAIN)
        return st;
    err->code = SW_EPARSE;
    return SW_EPARSE;
}

static double alpha_of(const sw_stat_options *o)
{
    return isnan(o->alpha) ? 1.0 - o->conf : o->alpha;
}

/* The number of a text option that must be given. */
static sw_status number_of(double *out, const sw_stat_data *data,
                           const char *option, const char *text, sw_error *err)
{
    const double *v;
    size_t n;
    if (text == NULL)
        return sw_fail(err, SW_EPARSE, "--%s is needed", option);
    sw_status st = sw_stat_number_list(&v, &n, data, option, text, err);
    if (st == SW_OK && n != 1)
        st = sw_fail(err, SW_EPARSE, "--%s %s is no number", option, text);
    if (st == SW_OK)
        *out = v[0];
    return st;
}

static sw_status spending(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *look;
    size_t n;
    if (o->looks == NULL)
        return sw_fail(err, SW_EPARSE,
                       "--looks is needed, as in --looks .25,.5,.75,1");
    sw_status st = sw_stat_number_list(&look, &n, data, "looks", o->looks, err);
    if (st != SW_OK)
        return st;
    double *bound = sw_stat_alloc(data, n, sizeof *bound);
    double *spent = sw_stat_alloc(data, n, sizeof *spent);
    st = sw_stats_spending(bound, spent, look, n, alpha_of(o), err);
    if (st != SW_OK)
        return as_usage(st, err);
    sw_stat_put_numbers(out, "bounds", bound, n);
    sw_stat_put_numbers(out, "alpha_spent", spent, n);
    sw_stat_note(out, "O'Brien-Fleming spending by Lan and DeMets, alpha / 2 a "
                      "side");
    for (size_t k = 0; k < n; k++)
        if (isnan(bound[k]))
            sw_stat_note(out, "a look so early has nothing to spend: no bound");
    return SW_OK;
}

static sw_status evalue(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    const sw_stat_options *o = data->options;
    double estimate, se;
    sw_hidden_bias e;
    sw_status st = number_of(&estimate, data, "estimate",
                             o->column[SW_STAT_ESTIMATE], err);
    if (st == SW_OK)
        st = number_of(&se, data, "se", o->column[SW_STAT_SE], err);
    if (st == SW_OK && isnan(o->sd))
        st = sw_fail(err, SW_EPARSE, "--sd is needed");
    if (st == SW_OK)
        st = as_usage(sw_stats_evalue(&e, estimate, se, o->sd, o->conf, err),
                      err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "point", e.point);
    sw_stat_put(out, "limit", e.limit);
    sw_stat_put(out, "conf", o->conf);
    if (!(e.limit > 1.0))
        sw_stat_note(out, "the interval holds no effect, so no confounding is "
                          "needed: limit is 1");
    return SW_OK;
}

static sw_status robustness(const sw_stat_data *data, sw_stat_output *out,
                            sw_error *err)
{
    const sw_stat_options *o = data->options;
    double statistic;
    sw_hidden_bias r;
    sw_status st = number_of(&statistic, data, "statistic", o->statistic, err);
    if (st == SW_OK && isnan(o->df))
        st = sw_fail(err, SW_EPARSE, "--df is needed");
    if (st == SW_OK)
        st = as_usage(sw_stats_robustness(&r, statistic, o->df, o->conf, err),
                      err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "point", r.point);
    sw_stat_put(out, "limit", r.limit);
    sw_stat_put(out, "conf", o->conf);
    if (!(r.limit > 0.0))
        sw_stat_note(out, "not significant as it stands: limit is 0");
    return SW_OK;
}

static sw_power_design design_of(const sw_stat_options *o, sw_stat_output *out)
{
    sw_power_design d = SW_POWER_DESIGN_INIT;
    d.alpha = alpha_of(o);
    d.one_sided = o->alternative != SW_TWO_SIDED;
    d.against = (o->alternative == SW_LESS && o->effect > 0.0) ||
                (o->alternative == SW_GREATER && o->effect < 0.0);
    if (!isnan(o->sd))
        d.sd = o->sd;
    else
        sw_stat_note(out, "--sd was not given: effects are in standard "
                          "deviations");
    if (!isnan(o->icc))
        d.icc = o->icc;
    if (!isnan(o->cluster_size))
        d.cluster_size = o->cluster_size;
    return d;
}

/* A figure that does not exist is NaN and noted; other failures are passed on.
 */
static sw_status unless_unknown(sw_status st, double *x, sw_stat_output *out,
                                sw_error *err)
{
    if (st != SW_ENODATA)
        return as_usage(st, err);
    *x = NAN;
    sw_stat_note(out, "%s", err->message);
    *err = (sw_error){0};
    return SW_OK;
}

static sw_status check_power(const sw_stat_options *o, sw_error *err)
{
    if (isnan(o->n) && isnan(o->effect))
        return sw_fail(err, SW_EPARSE,
                       "--n or --effect is needed: of the sample an arm, the "
                       "effect and the power two are given");
    if (!isnan(o->n) && !(o->n >= 1.0 && o->n <= 1e15 && o->n <= floor(o->n)))
        return sw_fail(err, SW_EPARSE, "--n %g is no number of people", o->n);
    return SW_OK;
}

/* Power at n, and the effect that n can detect. */
static sw_status at_sample(const sw_power_design *d, double n, double target,
                           const sw_stat_options *o, sw_stat_output *out,
                           sw_error *err)
{
    double power = NAN, mde = NAN;
    sw_status st = SW_OK;
    if (!isnan(o->effect))
        st = unless_unknown(sw_stats_power(&power, d, n, o->effect, err),
                            &power, out, err);
    if (st == SW_OK)
        st = unless_unknown(sw_stats_detectable_effect(&mde, d, n, target, err),
                            &mde, out, err);
    if (st != SW_OK)
        return st;
    if (!isnan(o->effect))
        sw_stat_put(out, "power", power);
    sw_stat_put(out, "mde", mde);
    return SW_OK;
}

/* n is an arm's. With --n it is given, else found for the target power. */
static sw_status power(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    const sw_stat_options *o = data->options;
    double n = o->n, target = isnan(o->target_power) ? 0.8 : o->target_power;
    sw_status st = check_power(o, err);
    if (st != SW_OK)
        return st;
    sw_power_design d = design_of(o, out);
    if (isnan(n) && !d.against)
        st = unless_unknown(
            sw_stats_sample_size(&n, &d, o->effect, target, err), &n, out, err);
    if (st != SW_OK)
        return st;
    sw_stat_set_n(out, isnan(n) ? SIZE_MAX : (size_t)n);
    if (isnan(n)) {
        sw_stat_put(out, "power", NAN);
        sw_stat_put(out, "mde", NAN);
    } else {
        st = at_sample(&d, n, target, o, out, err);
    }
    if (d.against)
        sw_stat_note(out,
                     "an effect of %g is against the alternative \"%s\": a "
                     "power of %g is unreachable",
                     o->effect, o->alternative == SW_LESS ? "less" : "greater",
                     target);
    sw_stat_note(out, "n is the number of people in each of two arms");
    sw_stat_note(out, "n and mde are for a power of %g, alpha %g %s", target,
                 d.alpha, d.one_sided ? "on one side" : "on two sides");
    if (d.cluster_size > 1.0 && !isnan(n))
        sw_stat_note(out, "%.4g clusters an arm", n / d.cluster_size);
    return st;
}

const sw_stat_method SW_STAT_PLAN[] = {
    {.name = "spending",
     .purpose = "bounds of repeated looks",
     .options = "looks alpha",
     .nulls = "bounds alpha_spent",
     .no_file = true,
     .run = spending},
    {.name = "evalue",
     .purpose = "E-value: confounding it takes to explain an effect away",
     .needs = SW_STAT_SET(ESTIMATE) | SW_STAT_SET(SE),
     .options = "sd",
     .nulls = "point limit",
     .no_file = true,
     .run = evalue},
    {.name = "robustness",
     .purpose = "robustness value of a t statistic",
     .options = "statistic df",
     .nulls = "point limit",
     .no_file = true,
     .run = robustness},
    {.name = "power",
     .purpose = "power, detectable effect or sample size of two arms",
     .options = "n effect sd icc cluster-size target-power alpha alternative",
     .nulls = "power mde",
     .no_file = true,
     .run = power},
};

const size_t SW_STAT_PLAN_N = G_N_ELEMENTS(SW_STAT_PLAN);
