/* stat_counts.c - methods of `stat` on answers that are 0 or 1. */
#include "seatworth/stats_counts.h"

#include <math.h>

#include "cli/stat.h"

static sw_status proportions(const sw_stat_data *data, sw_stat_output *out,
                             sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *y;
    sw_stat_arms arms;
    sw_status st = sw_stat_binary(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_two_arms(&arms, data, err);
    if (st != SW_OK)
        return st;
    sw_count treated = {0, arms.n_treated}, control = {0, arms.n_control};
    for (size_t i = 0; i < data->n; i++)
        (arms.treated[i] ? &treated : &control)->yes += y[i] > 0.5;
    sw_proportions r;
    st = sw_stats_proportions(&r, treated, control, o->conf, o->alternative,
                              err);
    if (st != SW_OK)
        return st;
    sw_stat_put_estimate(out, &r.difference, o);
    sw_stat_put(out, "proportion_treated", r.treated);
    sw_stat_put(out, "proportion_control", r.control);
    sw_stat_put(out, "fisher_p", r.fisher_p);
    sw_stat_put(out, "boschloo_p", r.boschloo_p);
    sw_stat_put(out, "risk_ratio", r.risk_ratio);
    sw_stat_put(out, "odds_ratio", r.odds_ratio);
    if (isnan(r.difference.p))
        sw_stat_note(out, "%s answered 1: there is no score test",
                     r.treated > 0.5 ? "all" : "none");
    if (isnan(r.boschloo_p))
        sw_stat_note(out, "Boschloo's test is for up to 10,000 rows");
    if (isnan(r.risk_ratio) || isnan(r.odds_ratio))
        sw_stat_note(out, "a ratio is null where its divisor is 0");
    return SW_OK;
}

static sw_status mcnemar(const sw_stat_data *data, sw_stat_output *out,
                         sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *before, *after;
    sw_status st = sw_stat_binary(&before, data, SW_STAT_BEFORE, err);
    if (st == SW_OK)
        st = sw_stat_binary(&after, data, SW_STAT_AFTER, err);
    if (st != SW_OK)
        return st;
    sw_pairs pairs = {{{0}}};
    for (size_t i = 0; i < data->n; i++)
        pairs.n[before[i] > 0.5][after[i] > 0.5]++;
    sw_mcnemar r;
    st = sw_stats_mcnemar(&r, &pairs, o->conf, o->alternative, err);
    if (st != SW_OK)
        return st;
    sw_stat_put_estimate(out, &r.difference, o);
    sw_stat_put(out, "exact_p", r.exact_p);
    sw_stat_put_count(out, "to_yes", pairs.n[0][1]);
    sw_stat_put_count(out, "to_no", pairs.n[1][0]);
    if (isnan(r.difference.statistic))
        sw_stat_note(out, "no pair changed: there is no statistic");
    return SW_OK;
}

static sw_status trend(const sw_stat_data *data, sw_stat_output *out,
                       sw_error *err)
{
    const sw_stat_options *o = data->options;
    const double *y, *score;
    sw_status st = sw_stat_binary(&y, data, SW_STAT_Y, err);
    if (st == SW_OK) /* the scores are numbers, or this says which is not */
        st = sw_stat_numbers(&score, data, SW_STAT_GROUP, err);
    if (st != SW_OK)
        return st;
    const sw_stat_levels *levels = sw_stat_levels_of(data, SW_STAT_GROUP);
    sw_count *group = sw_stat_alloc(data, levels->n, sizeof *group);
    for (size_t i = 0; i < data->n; i++) {
        group[levels->code[i]].n++;
        group[levels->code[i]].yes += y[i] > 0.5;
    }
    sw_estimate e;
    st = sw_stats_trend(&e, group, levels->value, levels->n, o->conf,
                        o->alternative, err);
    if (st != SW_OK)
        return st;
    sw_stat_put_estimate(out, &e, o);
    sw_stat_note(out, "the estimate is the change of the proportion with one "
                      "unit of the score");
    return SW_OK;
}

const sw_stat_method SW_STAT_COUNTS[] = {
    {.name = "proportions",
     .purpose = "difference of two proportions, Fisher, Boschloo",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "treated alternative",
     .nulls = "estimate se statistic p ci fisher_p boschloo_p risk_ratio "
              "odds_ratio",
     .run = proportions},
    {.name = "mcnemar",
     .purpose = "change of paired answers that are 0 or 1",
     .needs = SW_STAT_SET(BEFORE) | SW_STAT_SET(AFTER),
     .options = "alternative",
     .nulls = "estimate se df statistic p ci exact_p",
     .run = mcnemar},
    {.name = "trend",
     .purpose = "trend of proportions over scores (Cochran-Armitage)",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(GROUP),
     .options = "alternative",
     .nulls = "estimate se statistic p ci",
     .run = trend},
};
const size_t SW_STAT_COUNTS_N = sizeof SW_STAT_COUNTS / sizeof *SW_STAT_COUNTS;
