/* stat_pool.c - one effect from several estimates: pool of `stat`. */
#include "seatworth/stats_pool.h"

#include <math.h>

#include "cli/stat.h"

/* With so few items the prior of tau decides. */
enum { PRIOR_DECIDES = 3 };

static sw_status take_data(sw_pool_data *d, const sw_stat_data *data,
                           sw_error *err)
{
    static const char *const words[] = {"paule-mandel", "reml",
                                        "dersimonian-laird", "bayes"};
    const sw_stat_options *o = data->options;
    size_t method;
    *d = (sw_pool_data){
        .k = data->n, .tau_scale = o->tau_scale, .level = o->conf};
    sw_status st = sw_stat_choice(&method, "method", o->method, 0, words,
                                  sizeof words / sizeof *words, err);
    if (st != SW_OK)
        return st;
    d->method = (sw_pool_method)method;
    if (d->method == SW_POOL_BAYES && !(o->tau_scale > 0.0))
        return sw_fail(err, SW_EPARSE,
                       "--method bayes needs --tau-scale, above 0");
    st = sw_stat_numbers(&d->estimate, data, SW_STAT_ESTIMATE, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&d->se, data, SW_STAT_SE, err);
    return st;
}

static void put_items(sw_stat_output *out, const sw_stat_data *data,
                      const sw_pool_data *d, const sw_pool_item *item)
{
    const sw_stat_column *label = &data->column[SW_STAT_GROUP];
    sw_stat_begin_array(out, "items");
    for (size_t i = 0; i < d->k; i++) {
        sw_stat_begin_object(out, NULL);
        sw_stat_put_text(out, "label",
                         label->name != NULL
                             ? label->text[i]
                             : sw_stat_text_of(data, "%zu", i + 1));
        sw_stat_put(out, "estimate", d->estimate[i]);
        sw_stat_put(out, "pooled", item[i].pooled);
        sw_stat_put(out, "sd", item[i].sd);
        sw_stat_end(out);
    }
    sw_stat_end(out);
}

/* se is that of the weights; statistic, p and ci take se_hksj. */
static void put_mean(sw_stat_output *out, const sw_pool_fit *fit,
                     const sw_stat_options *o)
{
    sw_estimate e = fit->mu;
    e.se = fit->se_hksj;
    sw_stat_direct(&e, o);
    e.se = fit->mu.se;
    sw_stat_put_estimate(out, &e, o);
    sw_stat_put(out, "mu", fit->mu.estimate);
    sw_stat_put(out, "se_hksj", fit->se_hksj);
    sw_stat_note(out, "statistic, p and ci take se_hksj and its degrees of "
                      "freedom");
    if (fit->boundary)
        sw_stat_note(out, "the variance between items is estimated as 0");
}

static void put_posterior(sw_stat_output *out, const sw_pool_fit *fit,
                          const sw_stat_options *o, size_t k)
{
    sw_stat_put(out, "estimate", fit->mu.estimate);
    sw_stat_put(out, "se", fit->mu.se);
    sw_stat_put_interval(out, "ci", fit->mu.ci.lower, fit->mu.ci.upper);
    sw_stat_put(out, "conf", o->conf);
    sw_stat_put(out, "mu", fit->mu.estimate);
    sw_stat_put(out, "tau", fit->tau);
    sw_stat_note(out,
                 "posterior means and sd; tau has a half-normal prior "
                 "with scale %g",
                 o->tau_scale);
    if (k <= PRIOR_DECIDES)
        sw_stat_note(out, "with %zu items the prior of tau decides", k);
}

static sw_status pool(const sw_stat_data *data, sw_stat_output *out,
                      sw_error *err)
{
    sw_pool_data d;
    sw_pool_fit fit;
    sw_status st = take_data(&d, data, err);
    if (st != SW_OK)
        return st;
    sw_pool_item *item = sw_stat_alloc(data, d.k, sizeof *item);
    st = sw_stats_pool(&fit, item, &d, err);
    if (st != SW_OK)
        return st;
    if (d.method == SW_POOL_BAYES)
        put_posterior(out, &fit, data->options, d.k);
    else
        put_mean(out, &fit, data->options);
    sw_stat_put(out, "tau2", fit.tau2);
    sw_stat_put(out, "q", fit.q);
    sw_stat_put(out, "i2", fit.i2);
    put_items(out, data, &d, item);
    return SW_OK;
}

const sw_stat_method SW_STAT_POOL[] = {
    {.name = "pool",
     .purpose = "one effect from several estimates",
     .needs = SW_STAT_SET(ESTIMATE) | SW_STAT_SET(SE),
     .takes = SW_STAT_SET(GROUP),
     .options = "method tau-scale null alternative",
     .nulls = "estimate se df statistic p ci mu se_hksj tau2 q i2 items",
     .run = pool},
};
const size_t SW_STAT_POOL_N = sizeof SW_STAT_POOL / sizeof *SW_STAT_POOL;
