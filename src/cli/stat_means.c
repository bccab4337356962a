/* stat_means.c - methods of `stat` that describe or compare means. */
#include <math.h>

#include "cli/stat.h"
#include "seatworth/stats_means.h"

static sw_status describe(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *y;
    sw_description d;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stats_describe(&d, (sw_sample){y, data->n}, err);
    if (st != SW_OK)
        return st;
    sw_estimate e = {.estimate = d.mean,
                     .se = d.sd / sqrt((double)data->n),
                     .df = (double)data->n - 1.0};
    if (data->n < 2)
        e.df = NAN;
    sw_stat_direct(&e, o);
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put(out, "mean", d.mean);
    sw_stat_put(out, "sd", d.sd);
    sw_stat_put(out, "median", d.median);
    sw_stat_put(out, "q1", d.q1);
    sw_stat_put(out, "q3", d.q3);
    sw_stat_put(out, "min", d.min);
    sw_stat_put(out, "max", d.max);
    sw_stat_put(out, "skewness", d.skewness);
    sw_stat_put(out, "lag1_autocorrelation", d.lag1);
    if (data->n < 2)
        sw_stat_note(out, "one value: its spread is unknown");
    else if (!(d.sd > 0.0))
        sw_stat_note(out, "all values are equal: no test, no interval, no "
                          "skewness and no autocorrelation");
    else if (data->n < 3)
        sw_stat_note(out, "skewness needs 3 values");
    return SW_OK;
}

/* y in the two arms. */
static sw_status two_samples(sw_sample *treated, sw_sample *control,
                             const sw_stat_data *data, sw_stat_output *out,
                             sw_error *err)
{
    const double *y;
    sw_stat_arms arms;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_stat_split(treated, control, data, &arms, y);
    sw_stat_note(out, "treated is '%s', the other is '%s'", arms.treated_name,
                 arms.control_name);
    return SW_OK;
}

static double mean_of(sw_sample x)
{
    sw_description d;
    return sw_stats_describe(&d, x, NULL) == SW_OK ? d.mean : NAN;
}

static sw_status t_test(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_sample treated, control;
    sw_estimate e;
    sw_status st = two_samples(&treated, &control, data, out, err);
    if (st == SW_OK)
        st = o->equal_variance
                 ? sw_stats_pooled_t(&e, treated, control, o->conf, err)
                 : sw_stats_welch(&e, treated, control, o->conf, err);
    if (st != SW_OK)
        return st;
    sw_stat_direct(&e, o);
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put(out, "effect_size", e.effect_size);
    sw_stat_put(out, "mean_treated", mean_of(treated));
    sw_stat_put(out, "mean_control", mean_of(control));
    return SW_OK;
}

static sw_status paired_t(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *before, *after;
    sw_estimate e;
    sw_status st = sw_stat_numbers(&before, data, SW_STAT_BEFORE, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&after, data, SW_STAT_AFTER, err);
    if (st == SW_OK)
        st = sw_stats_paired(&e, (sw_sample){before, data->n},
                             (sw_sample){after, data->n}, o->conf, err);
    if (st != SW_OK)
        return st;
    sw_stat_direct(&e, o);
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put(out, "effect_size", e.effect_size);
    return SW_OK;
}

static sw_status lift(const sw_stat_data *data, sw_stat_output *out,
                      sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_sample treated, control;
    sw_lift l;
    sw_status st = two_samples(&treated, &control, data, out, err);
    if (st == SW_OK)
        st = sw_stats_lift(&l, treated, control,
                           o->delta ? SW_LIFT_DELTA : SW_LIFT_FIELLER,
                           o->alternative, o->conf, err);
    if (st != SW_OK)
        return st;
    sw_stat_put_estimate(out, &l.lift, o);
    sw_stat_put(out, "ratio", l.ratio);
    if (l.unbounded)
        sw_stat_note(out, "the baseline is too noisy: it cannot be told from "
                          "0, so the ratio has no bounded interval");
    return SW_OK;
}

static sw_status anova(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    const double *y;
    sw_anova a;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st != SW_OK)
        return st;
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    st = sw_stats_anova(&a, y, levels->code, data->n, levels->n, err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "statistic", a.f);
    sw_stat_put(out, "p", a.p);
    sw_stat_put(out, "df_between", a.df_between);
    sw_stat_put(out, "df_within", a.df_within);
    sw_stat_put(out, "ss_between", a.ss_between);
    sw_stat_put(out, "ss_within", a.ss_within);
    sw_stat_put(out, "residual_sd", a.residual_sd);
    sw_stat_put(out, "r_squared", a.r_squared);
    if (isnan(a.f))
        sw_stat_note(out, "no value differs from the mean of its group: there "
                          "is no spread to test against");
    return SW_OK;
}

static sw_status kruskal(const sw_stat_data *data, sw_stat_output *out,
                         sw_error *err)
{
    const double *y;
    sw_kruskal k;
    sw_status st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st != SW_OK)
        return st;
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    st = sw_stats_kruskal(&k, y, levels->code, data->n, levels->n, err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "df", k.df);
    sw_stat_put(out, "statistic", k.h);
    sw_stat_put(out, "p", k.p);
    return SW_OK;
}

enum { Y_GROUP = SW_STAT_SET(Y) | SW_STAT_SET(GROUP) };

#define TWO_SAMPLE_NULLS "estimate se df statistic p ci "

const sw_stat_method SW_STAT_MEANS[] = {
    {.name = "describe",
     .purpose = "moments, quartiles and autocorrelation of a column",
     .needs = SW_STAT_SET(Y),
     .options = "null alternative",
     .nulls = "estimate se df statistic p ci mean sd median q1 q3 min max "
              "skewness lag1_autocorrelation",
     .run = describe},
    {.name = "t-test",
     .purpose = "difference of two means (Welch)",
     .needs = Y_GROUP,
     .options = "treated null alternative equal-variance",
     .nulls = TWO_SAMPLE_NULLS "effect_size mean_treated mean_control",
     .run = t_test},
    {.name = "paired-t",
     .purpose = "mean change of the same units",
     .needs = SW_STAT_SET(BEFORE) | SW_STAT_SET(AFTER),
     .options = "null alternative",
     .nulls = TWO_SAMPLE_NULLS "effect_size",
     .run = paired_t},
    {.name = "lift",
     .purpose = "relative difference of two means (Fieller)",
     .needs = Y_GROUP,
     .options = "treated alternative delta",
     .nulls = TWO_SAMPLE_NULLS "ratio",
     .run = lift},
    {.name = "anova",
     .purpose = "means of several groups",
     .needs = Y_GROUP,
     .nulls = "statistic p df_between df_within ss_between ss_within "
              "residual_sd r_squared",
     .run = anova},
    {.name = "kruskal",
     .purpose = "ranks of several groups (Kruskal-Wallis)",
     .needs = Y_GROUP,
     .nulls = "df statistic p",
     .run = kruskal},
};
const size_t SW_STAT_MEANS_N = sizeof SW_STAT_MEANS / sizeof *SW_STAT_MEANS;
