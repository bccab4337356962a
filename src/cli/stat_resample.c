/* stat_resample.c - methods of `stat` that resample. */
#include "seatworth/stats_resample.h"

#include "cli/stat.h"
#include "cli/stat_tests.h"

enum { MIN_RESAMPLES = 99 };

sw_status sw_stat_resamples(size_t *out, const sw_stat_options *o,
                            sw_error *err)
{
    if (o->resamples == 0)
        return SW_OK;
    if (o->resamples < MIN_RESAMPLES)
        return sw_fail(err, SW_EPARSE, "--resamples %zu is less than %d",
                       (size_t)o->resamples, MIN_RESAMPLES);
    *out = (size_t)o->resamples;
    return SW_OK;
}

static sw_status permutation(const sw_stat_data *data, sw_stat_output *out,
                             sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_permutation_options options = SW_PERMUTATION_OPTIONS_INIT;
    options.alternative = o->alternative;
    options.studentised = o->studentised;
    options.seed = o->seed;
    const double *y;
    sw_stat_arms arms;
    sw_status st = sw_stat_resamples(&options.resamples, o, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_sample treated, control;
    sw_permutation r;
    sw_stat_split(&treated, &control, data, &arms, y);
    st = sw_stats_permutation(&r, treated, control, &options, err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "estimate", r.estimate);
    sw_stat_put(out, "statistic", r.statistic);
    sw_stat_put(out, "p", r.p);
    sw_stat_put_bool(out, "exact", r.exact);
    sw_stat_note(out, "the statistic is %s",
                 o->studentised ? "Welch's t" : "the difference of means");
    if (!r.exact)
        sw_stat_note(out, "p is from %zu random assignments of the groups",
                     options.resamples);
    return SW_OK;
}

static const char *const STATISTICS[] = {"mean", "median", "mean-difference",
                                         "correlation"};

/* What the columns given allow, unless --statistic says. */
static sw_status statistic_of(sw_bootstrap_statistic *out,
                              const sw_stat_data *data, sw_error *err)
{
    const sw_stat_options *o = data->options;
    bool has_group = o->column[SW_STAT_GROUP] != NULL;
    size_t which = has_group       ? SW_BOOTSTRAP_MEAN_DIFFERENCE
                   : data->n_x > 0 ? SW_BOOTSTRAP_CORRELATION
                                   : SW_BOOTSTRAP_MEAN;
    sw_status st =
        sw_stat_choice(&which, "statistic", o->statistic, which, STATISTICS,
                       sizeof STATISTICS / sizeof *STATISTICS, err);
    if (st != SW_OK)
        return st;
    *out = (sw_bootstrap_statistic)which;
    if (*out == SW_BOOTSTRAP_MEAN_DIFFERENCE && !has_group)
        return sw_fail(err, SW_EPARSE,
                       "--statistic mean-difference needs --group");
    if (*out == SW_BOOTSTRAP_CORRELATION && data->n_x != 1)
        return sw_fail(err, SW_EPARSE,
                       "--statistic correlation needs --x with one column");
    return SW_OK;
}

static sw_status samples_of(sw_sample *x, sw_sample *y,
                            const sw_stat_data *data,
                            sw_bootstrap_statistic statistic, sw_error *err)
{
    const double *v, *other = NULL;
    sw_status st = sw_stat_numbers(&v, data, SW_STAT_Y, err);
    if (st != SW_OK)
        return st;
    *x = (sw_sample){v, data->n};
    *y = (sw_sample){NULL, 0};
    if (statistic == SW_BOOTSTRAP_MEAN_DIFFERENCE) {
        sw_stat_arms arms;
        st = sw_stat_two_arms(&arms, data, err);
        if (st == SW_OK)
            sw_stat_split(x, y, data, &arms, v);
    } else if (statistic == SW_BOOTSTRAP_CORRELATION) {
        st = sw_stat_x_numbers(&other, data, 0, err);
        *y = (sw_sample){other, data->n};
    }
    return st;
}

static void note_bootstrap(sw_stat_output *out, const sw_bootstrap *r,
                           sw_bootstrap_statistic statistic)
{
    sw_stat_note(out, "the statistic is the %s, %zu resamples",
                 STATISTICS[statistic], r->resamples);
    if (statistic == SW_BOOTSTRAP_MEDIAN)
        sw_stat_note(out, "the acceleration of a median is taken as 0");
    if (r->degenerate > 0)
        sw_stat_note(out, "%zu resamples without variation were left out",
                     r->degenerate);
    if (!r->has_bca)
        sw_stat_note(out, "the BCa levels lie outside the replicates: ci is "
                          "the percentile interval");
    if (r->extreme_order)
        sw_stat_note(out, "an end of the percentile interval is the extreme "
                          "replicate: use more resamples");
}

static sw_status bootstrap(const sw_stat_data *data, sw_stat_output *out,
                           sw_error *err)
{
    const sw_stat_options *o = data->options;
    sw_bootstrap_options options = SW_BOOTSTRAP_OPTIONS_INIT;
    options.level = o->conf;
    options.alternative = o->alternative;
    options.seed = o->seed;
    sw_sample x, y;
    sw_bootstrap r;
    sw_status st = sw_stat_resamples(&options.resamples, o, err);
    if (st == SW_OK)
        st = statistic_of(&options.statistic, data, err);
    if (st == SW_OK)
        st = samples_of(&x, &y, data, options.statistic, err);
    if (st == SW_OK)
        st = sw_stats_bootstrap(&r, x, y, &options, err);
    if (st != SW_OK)
        return st;
    const sw_interval *ci = r.has_bca ? &r.bca : &r.percentile;
    sw_stat_put(out, "estimate", r.estimate);
    sw_stat_put(out, "se", r.se);
    sw_stat_put_interval(out, "ci", ci->lower, ci->upper);
    sw_stat_put(out, "conf", options.level);
    sw_stat_put_interval(out, "ci_percentile", r.percentile.lower,
                         r.percentile.upper);
    sw_stat_put_interval(out, "ci_bca", r.bca.lower, r.bca.upper);
    sw_stat_put(out, "bias", r.bias);
    note_bootstrap(out, &r, options.statistic);
    return SW_OK;
}

const sw_stat_method SW_STAT_RESAMPLE[] = {
    {.name = "permutation",
     .purpose = "difference of means among all assignments",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated alternative resamples studentised",
     .nulls = "estimate statistic p exact",
     .run = permutation},
    {.name = "bootstrap",
     .purpose = "mean, median, difference or correlation (BCa)",
     .needs = SW_STAT_SET(Y),
     .takes = SW_STAT_SET(GROUP) | SW_STAT_SET(X),
     .options = "treated alternative resamples statistic",
     .nulls = "estimate se ci ci_percentile ci_bca bias",
     .run = bootstrap},
};
const size_t SW_STAT_RESAMPLE_N =
    sizeof SW_STAT_RESAMPLE / sizeof *SW_STAT_RESAMPLE;
