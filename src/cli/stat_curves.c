/* stat_curves.c - methods of `stat` that follow time. */
#include "seatworth/stats_curves.h"

#include <math.h>

#include "cli/stat.h"

/* The columns of `survival`, and each row's group (0 without --group). */
typedef struct histories {
    const double *time;
    bool *event;
    const size_t *group;
    const sw_stat_levels *levels; /* NULL without --group */
} histories;

static sw_status read_histories(histories *h, const sw_stat_data *data,
                                sw_error *err)
{
    const double *event;
    *h = (histories){.time = NULL};
    sw_status st = sw_stat_numbers(&h->time, data, SW_STAT_TIME, err);
    if (st == SW_OK)
        st = sw_stat_binary(&event, data, SW_STAT_EVENT, err);
    if (st != SW_OK)
        return st;
    h->event = sw_stat_alloc(data, data->n, sizeof *h->event);
    for (size_t i = 0; i < data->n; i++)
        h->event[i] = event[i] > 0.5;
    if (data->options->column[SW_STAT_GROUP] != NULL) {
        h->levels = sw_stat_levels_of(data, SW_STAT_GROUP);
        h->group = h->levels->code;
    }
    return SW_OK;
}

static void put_step(sw_stat_output *out, const sw_survival_step *s,
                     const char *group)
{
    sw_stat_begin_object(out, NULL);
    if (group != NULL)
        sw_stat_put_text(out, "group", group);
    sw_stat_put(out, "time", s->time);
    sw_stat_put_count(out, "n_risk", s->n_risk);
    sw_stat_put_count(out, "n_event", s->n_event);
    sw_stat_put(out, "survival", s->survival);
    sw_stat_put_interval(out, "ci", s->ci.lower, s->ci.upper);
    sw_stat_end(out);
}

/* One group's rows, or all; the steps go to step[*n_steps]. */
typedef struct one_curve {
    const char *name; /* NULL without --group */
    sw_survival summary;
    sw_survival_step *step;
} one_curve;

static sw_status estimate(one_curve *c, const sw_stat_data *data,
                          const histories *h, size_t group, sw_error *err)
{
    double *time = sw_stat_alloc(data, data->n, sizeof *time);
    bool *event = sw_stat_alloc(data, data->n, sizeof *event);
    size_t n = 0;
    for (size_t i = 0; i < data->n; i++)
        if (h->group == NULL || h->group[i] == group) {
            time[n] = h->time[i];
            event[n++] = h->event[i];
        }
    c->name = h->levels != NULL ? h->levels->name[group] : NULL;
    c->step = sw_stat_alloc(data, n, sizeof *c->step);
    return sw_stats_survival(&c->summary, c->step, time, event, n,
                             data->options->conf, err);
}

static void put_medians(sw_stat_output *out, const one_curve *c, size_t k)
{
    if (c[0].name == NULL) {
        sw_stat_put(out, "median", c[0].summary.median);
        return;
    }
    sw_stat_begin_object(out, "median");
    for (size_t g = 0; g < k; g++)
        sw_stat_put(out, c[g].name, c[g].summary.median);
    sw_stat_end(out);
    sw_stat_begin_array(out, "groups");
    for (size_t g = 0; g < k; g++) {
        const sw_survival *s = &c[g].summary;
        sw_stat_begin_object(out, NULL);
        sw_stat_put_text(out, "group", c[g].name);
        sw_stat_put_count(out, "n", s->n);
        sw_stat_put_count(out, "n_event", s->n_event);
        sw_stat_put(out, "median", s->median);
        sw_stat_put_interval(out, "ci", s->median_ci.lower, s->median_ci.upper);
        sw_stat_end(out);
    }
    sw_stat_end(out);
}

static void put_curves(sw_stat_output *out, const one_curve *c, size_t k,
                       double conf)
{
    if (c[0].name == NULL) {
        const sw_survival *s = &c[0].summary;
        sw_stat_put(out, "estimate", s->median);
        sw_stat_put_interval(out, "ci", s->median_ci.lower, s->median_ci.upper);
    }
    sw_stat_put(out, "conf", conf);
    put_medians(out, c, k);
    sw_stat_begin_array(out, "curve");
    for (size_t g = 0; g < k; g++)
        for (size_t i = 0; i < c[g].summary.n_steps; i++)
            put_step(out, &c[g].step[i], c[g].name);
    sw_stat_end(out);
    for (size_t g = 0; g < k; g++)
        if (isnan(c[g].summary.median))
            sw_stat_note(out, "%s%sthe curve stays above one half: no median",
                         c[g].name != NULL ? c[g].name : "",
                         c[g].name != NULL ? ": " : "");
}

static void put_logrank(const sw_stat_data *data, sw_stat_output *out,
                        const histories *h)
{
    sw_logrank r = {NAN, NAN, NAN};
    sw_error err = {0};
    sw_status st = sw_stats_logrank(&r, NULL, h->time, h->event, h->group,
                                    data->n, h->levels->n, &err);
    if (st != SW_OK)
        sw_stat_note(out, "no log-rank test: %s", err.message);
    sw_stat_put(out, "df", r.df);
    sw_stat_put(out, "statistic", r.statistic);
    sw_stat_put(out, "p", r.p);
    sw_stat_put(out, "logrank_p", r.p);
}

static sw_status survival(const sw_stat_data *data, sw_stat_output *out,
                          sw_error *err)
{
    histories h;
    sw_status st = read_histories(&h, data, err);
    if (st == SW_OK && data->n == 0)
        st = sw_fail(err, SW_ENODATA, "there is no row");
    if (st != SW_OK)
        return st;
    size_t k = h.levels != NULL ? h.levels->n : 1;
    one_curve *curves = sw_stat_alloc(data, k, sizeof *curves);
    for (size_t g = 0; st == SW_OK && g < k; g++)
        st = estimate(&curves[g], data, &h, g, err);
    if (st != SW_OK)
        return st;
    if (h.levels != NULL)
        put_logrank(data, out, &h);
    put_curves(out, curves, k, data->options->conf);
    return SW_OK;
}

static sw_status growth(const sw_stat_data *data, sw_stat_output *out,
                        sw_error *err)
{
    static const char *const curves[] = {"logistic", "bass", "gompertz"};
    const sw_stat_options *o = data->options;
    const double *y, *time;
    size_t which;
    sw_growth r;
    sw_status st = sw_stat_choice(&which, "curve", o->curve, 0, curves,
                                  sizeof curves / sizeof *curves, err);
    if (st == SW_OK && data->n_x != 1)
        st = sw_fail(err, SW_EPARSE, "growth needs --x with one column");
    if (st == SW_OK)
        st = sw_stat_numbers(&y, data, SW_STAT_Y, err);
    if (st == SW_OK)
        st = sw_stat_x_numbers(&time, data, 0, err);
    if (st == SW_OK)
        st = sw_stats_growth(&r, (sw_curve)which, time, y, data->n, o->conf,
                             err);
    if (st != SW_OK)
        return st;
    const char *name[SW_CURVE_PARAMETERS];
    for (size_t i = 0; i < SW_CURVE_PARAMETERS; i++) {
        name[i] = sw_curve_parameter((sw_curve)which, i);
        sw_stat_direct(&r.coefficient[i], o);
    }
    sw_stat_put_estimate(out, &r.coefficient[0], o);
    sw_stat_put_coefficients(out, name, r.coefficient, SW_CURVE_PARAMETERS);
    sw_stat_put(out, "residual_sd", r.residual_sd);
    sw_stat_note(out, "the estimate is the ceiling %s", name[0]);
    return SW_OK;
}

const sw_stat_method SW_STAT_CURVES[] = {
    {.name = "survival",
     .purpose = "who still uses it (Kaplan-Meier, log-rank)",
     .needs = SW_STAT_SET(TIME) | SW_STAT_SET(EVENT),
     .takes = SW_STAT_SET(GROUP),
     .options = "",
     .nulls = "estimate ci median curve",
     .run = survival},
    {.name = "growth",
     .purpose = "curve of growth (logistic, Bass, Gompertz)",
     .needs = SW_STAT_SET(Y) | SW_STAT_SET(X),
     .options = "curve null alternative",
     .nulls = "estimate se df statistic p ci coefficients residual_sd",
     .run = growth},
};
const size_t SW_STAT_CURVES_N = sizeof SW_STAT_CURVES / sizeof *SW_STAT_CURVES;
