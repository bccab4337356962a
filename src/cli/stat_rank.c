/* stat_rank.c - methods of `stat` that use only the order of values. */
#include "seatworth/stats_rank.h"

#include <math.h>

#include "cli/stat.h"
#include "cli/stat_tests.h"

typedef sw_status two_group_test(sw_rank_test *out, sw_sample treated,
                                 sw_sample control,
                                 const sw_rank_options *options, sw_error *err);

static sw_status options_of(sw_rank_options *out, const sw_stat_options *o,
                            sw_error *err)
{
    *out = (sw_rank_options)SW_RANK_OPTIONS_INIT;
    out->level = o->conf;
    out->alternative = o->alternative;
    out->null = o->null;
    out->seed = o->seed;
    return sw_stat_resamples(&out->resamples, o, err);
}

static sw_status run_two_groups(sw_rank_test *r, const sw_stat_data *data,
                                two_group_test *test, sw_error *err)
{
    const double *y;
    sw_stat_arms arms;
    sw_rank_options options;
    sw_status st = options_of(&options, data->options, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_sample treated, control;
    sw_stat_split(&treated, &control, data, &arms, y);
    return test(r, treated, control, &options, err);
}

static void put_relative_effect(sw_stat_output *out, const sw_rank_test *r,
                                const sw_stat_options *o)
{
    sw_stat_put_estimate(out, &r->result, o);
    sw_stat_put(out, "relative_effect", r->result.estimate);
    sw_stat_put_bool(out, "exact", r->exact);
    sw_stat_put_bool(out, "permutation", r->permutation);
    sw_stat_put(out, "effect_size", r->result.effect_size);
    if (!(r->result.se > 0.0))
        sw_stat_note(out, r->result.estimate > 0.0 && r->result.estimate < 1.0
                              ? "all values are tied: the ranks do not vary"
                              : "the groups do not overlap: there is no "
                                "standard error and no interval");
}

static sw_status mann_whitney(const sw_stat_data *data, sw_stat_output *out,
                              sw_error *err)
{
    sw_rank_test r;
    sw_status st = run_two_groups(&r, data, sw_stats_mann_whitney, err);
    if (st != SW_OK)
        return st;
    put_relative_effect(out, &r, data->options);
    sw_stat_note(out, r.exact
                          ? "p is exact given the ties (shift algorithm)"
                          : "p is of the normal distribution, ties corrected");
    sw_stat_note(out,
                 "se, df and ci of the relative effect do not assume equal "
                 "distributions (Brunner-Munzel)");
    return SW_OK;
}

static sw_status brunner_munzel(const sw_stat_data *data, sw_stat_output *out,
                                sw_error *err)
{
    sw_rank_test r;
    sw_status st = run_two_groups(&r, data, sw_stats_brunner_munzel_test, err);
    if (st != SW_OK)
        return st;
    put_relative_effect(out, &r, data->options);
    if (r.permutation && r.exact)
        sw_stat_note(out, "p is exact, from all assignments of the groups");
    else if (r.permutation)
        sw_stat_note(out, "p is from random assignments of the groups");
    return SW_OK;
}

static void note_wilcoxon(sw_stat_output *out, const sw_rank_test *r, size_t n)
{
    if (r->n_used < n)
        sw_stat_note(out, "%zu pairs without a change were dropped",
                     n - r->n_used);
    sw_stat_note(out, r->exact
                          ? "p is exact given the ties (shift algorithm)"
                          : "p is of the normal distribution, ties corrected");
    if (isnan(r->result.ci.lower) || isnan(r->result.ci.upper))
        sw_stat_note(out,
                     "%zu changes are too few for an interval at this "
                     "confidence",
                     r->n_used);
}

static sw_status wilcoxon(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    const double *before, *after;
    sw_rank_options options;
    sw_rank_test r;
    sw_status st = options_of(&options, data->options, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&before, data, SW_STAT_BEFORE, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&after, data, SW_STAT_AFTER, err);
    if (st == SW_OK)
        st = sw_stats_wilcoxon(&r, (sw_sample){before, data->n},
                               (sw_sample){after, data->n}, &options, err);
    if (st != SW_OK)
        return st;
    sw_stat_put(out, "estimate", r.result.estimate);
    sw_stat_put(out, "statistic", r.result.statistic);
    sw_stat_put(out, "p", r.result.p);
    sw_stat_put_interval(out, "ci", r.result.ci.lower, r.result.ci.upper);
    sw_stat_put(out, "conf", options.level);
    sw_stat_put(out, "hodges_lehmann", r.result.estimate);
    sw_stat_put_bool(out, "exact", r.exact);
    sw_stat_put(out, "effect_size", r.result.effect_size);
    note_wilcoxon(out, &r, data->n);
    return SW_OK;
}

#define RELATIVE_NULLS                                                         \
    "estimate se df statistic p ci relative_effect exact permutation "         \
    "effect_size"

const sw_stat_method SW_STAT_RANK[] = {
    {.name = "mann-whitney",
     .purpose = "rank test of two groups, exact where small",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated alternative",
     .nulls = RELATIVE_NULLS,
     .run = mann_whitney},
    {.name = "brunner-munzel",
     .purpose = "P(treated > control), spreads may differ",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated alternative resamples",
     .nulls = RELATIVE_NULLS,
     .run = brunner_munzel},
    {.name = "wilcoxon",
     .purpose = "signed ranks of after - before, Hodges-Lehmann",
     .needs = SW_STAT_SET(BEFORE) | SW_STAT_SET(AFTER),
     .options = "null alternative",
     .nulls = "estimate statistic p ci hodges_lehmann exact effect_size",
     .run = wilcoxon},
};
const size_t SW_STAT_RANK_N = sizeof SW_STAT_RANK / sizeof *SW_STAT_RANK;
