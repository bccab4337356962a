/* stat_interval.c - regression for answers within bounds. */
#include <math.h>
#include <stdlib.h>

#include "cli/stat.h"
#include "seatworth/stats_interval.h"

static const double DEFAULT_CAP = 120.0; /* minutes a day, of two hours */

/* The rows whose bounds say something. */
typedef struct bounds {
    double *lower, *upper;
    size_t *row;
    size_t n;
} bounds;

/* An empty lower bound is the start of the range, an empty upper one is open;
 * a row with neither, or with "0 or more", says nothing. */
static sw_status take_bounds(bounds *b, const sw_stat_data *data,
                             sw_stat_output *out, sw_error *err)
{
    const double *lower, *upper;
    sw_status st = sw_stat_numbers(&lower, data, SW_STAT_LOWER, err);
    if (st == SW_OK)
        st = sw_stat_numbers(&upper, data, SW_STAT_UPPER, err);
    if (st != SW_OK)
        return st;
    *b = (bounds){.lower = sw_stat_alloc(data, data->n, sizeof(double)),
                  .upper = sw_stat_alloc(data, data->n, sizeof(double)),
                  .row = sw_stat_alloc(data, data->n, sizeof(size_t))};
    size_t empty = 0;
    for (size_t i = 0; i < data->n; i++) {
        bool from_start =
            isnan(lower[i]) || !(lower[i] < 0.0 || lower[i] > 0.0);
        if (isnan(upper[i]) && from_start) {
            empty++;
            continue;
        }
        b->lower[b->n] = isnan(lower[i]) ? -INFINITY : lower[i];
        b->upper[b->n] = isnan(upper[i]) ? INFINITY : upper[i];
        b->row[b->n++] = i;
    }
    sw_stat_set_n(out, b->n);
    sw_stat_set_missing(out, data->n_missing + empty);
    return SW_OK;
}

/* x and clusters of the rows that are left. */
static sw_status take_model(sw_interval_model *m, sw_stat_design *design,
                            const bounds *b, const sw_stat_data *data,
                            sw_error *err)
{
    sw_status st = sw_stat_design_of(design, data, 1, err);
    if (st != SW_OK)
        return st;
    const size_t *labels = sw_stat_clusters(data);
    size_t k = design->k;
    double *x = sw_stat_alloc(data, b->n * k, sizeof *x);
    size_t *cluster = sw_stat_alloc(data, b->n, sizeof *cluster);
    for (size_t i = 0; i < b->n; i++) {
        for (size_t j = 0; j < k; j++)
            x[i * k + j] = design->x[b->row[i] * k + j];
        cluster[i] = labels == NULL ? 0 : labels[b->row[i]];
    }
    m->lower = b->lower;
    m->upper = b->upper;
    m->x = x;
    m->n = b->n;
    m->k = k;
    m->cluster = labels == NULL ? NULL : cluster;
    return SW_OK;
}

static sw_status take_options(sw_interval_model *m, const sw_stat_options *o,
                              sw_error *err)
{
    static const char *const words[] = {"auto", "lognormal", "weibull", "gamma",
                                        "gaussian"};
    size_t family;
    sw_status st = sw_stat_choice(&family, "family", o->family, 0, words,
                                  sizeof words / sizeof *words, err);
    if (st != SW_OK)
        return st;
    m->family = (sw_family)family;
    m->hurdle = o->hurdle;
    m->level = o->conf;
    m->cap = isnan(o->cap) ? DEFAULT_CAP : o->cap;
    if (!(m->cap > 0.0))
        return sw_fail(err, SW_EPARSE, "--cap %g is not above 0", m->cap);
    return SW_OK;
}

/* A family that failed is listed with what it lacks, and named in a note. */
static void put_families(sw_stat_output *out, const sw_interval_result *r)
{
    sw_stat_begin_array(out, "families");
    for (int family = SW_FAMILY_LOGNORMAL; family <= SW_FAMILY_GAUSSIAN;
         family++) {
        const char *name = sw_family_name((sw_family)family);
        if (isnan(r->family_aic[family]) && !r->family_failed[family])
            continue;
        sw_stat_begin_object(out, NULL);
        sw_stat_put_text(out, "family", name);
        sw_stat_put(out, "aic", r->family_aic[family]);
        sw_stat_put(out, "mean", r->family_mean[family]);
        sw_stat_end(out);
        if (r->family_failed[family])
            sw_stat_note(out,
                         "the %s family has no maximum on these answers: it "
                         "is not compared",
                         name);
    }
    sw_stat_end(out);
}

static void put_mean(sw_stat_output *out, const sw_estimate *mean)
{
    sw_stat_begin_object(out, "mean");
    sw_stat_put(out, "estimate", mean->estimate);
    sw_stat_put(out, "se", mean->se);
    sw_stat_put_interval(out, "ci", mean->ci.lower, mean->ci.upper);
    sw_stat_end(out);
}

static void put_notes(sw_stat_output *out, const sw_interval_model *m,
                      const sw_interval_result *r)
{
    if (r->n_open > 0)
        sw_stat_note(out,
                     "answers that are open upwards (%zu) let the mean rest on "
                     "the family: compare families, and restricted_mean to %g",
                     r->n_open, m->cap);
    if (m->hurdle && m->k > 0)
        sw_stat_note(out, "the share of zeros is taken to be the same for "
                          "every x");
}

static void put_result(sw_stat_output *out, const sw_stat_data *data,
                       const sw_interval_model *m, const sw_stat_design *design,
                       const sw_estimate *e, const sw_interval_result *r)
{
    const char **name = sw_stat_alloc(data, m->k + 1, sizeof *name);
    name[0] = "(Intercept)";
    for (size_t j = 0; j < m->k; j++)
        name[j + 1] = design->name[j];
    sw_stat_put_text(out, "family", sw_family_name(r->family));
    sw_stat_put_coefficients(out, name, e, m->k + 1);
    sw_stat_put(out, "scale", r->scale);
    sw_stat_begin_object(out, "log_scale");
    sw_stat_put(out, "estimate", r->log_scale.estimate);
    sw_stat_put(out, "se", r->log_scale.se);
    sw_stat_end(out);
    sw_stat_put(out, "log_likelihood", r->log_likelihood);
    sw_stat_put(out, "aic", r->aic);
    put_mean(out, &r->mean);
    sw_stat_put(out, "conf", m->level);
    sw_stat_put(out, "restricted_mean", r->restricted_mean);
    sw_stat_put(out, "cap", m->cap);
    if (m->hurdle)
        sw_stat_put(out, "zero_share", r->zero_share);
    put_families(out, r);
    put_notes(out, m, r);
}

static sw_status interval(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    sw_interval_model m = {0};
    sw_interval_result r;
    sw_stat_design design;
    bounds b;
    sw_status st = take_options(&m, data->options, err);
    if (st == SW_OK)
        st = take_bounds(&b, data, out, err);
    if (st == SW_OK)
        st = take_model(&m, &design, &b, data, err);
    if (st != SW_OK)
        return st;
    sw_estimate *e = sw_stat_alloc(data, m.k + 1, sizeof *e);
    st = sw_stats_interval_regression(e, &r, &m, err);
    sw_stat_name_column(err, st, design.name, design.k);
    if (st == SW_OK)
        put_result(out, data, &m, &design, e, &r);
    return st;
}

const sw_stat_method SW_STAT_INTERVAL[] = {
    {.name = "interval",
     .purpose = "answers within bounds, by maximum likelihood",
     .needs = SW_STAT_SET(LOWER) | SW_STAT_SET(UPPER),
     .takes = SW_STAT_SET(X) | SW_STAT_SET(CLUSTER),
     .keeps_empty = SW_STAT_SET(LOWER) | SW_STAT_SET(UPPER),
     .options = "family hurdle cap",
     .nulls = "coefficients scale log_likelihood aic mean restricted_mean "
              "families",
     .run = interval},
};
const size_t SW_STAT_INTERVAL_N =
    sizeof SW_STAT_INTERVAL / sizeof *SW_STAT_INTERVAL;
