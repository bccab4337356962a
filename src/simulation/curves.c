/*
 * curves.c - the chance of paying by price, the distribution of the net
 * benefit, and the tornado.
 */
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "economics/invoice.h"
#include "simulation/summarise.h"

enum { PRICE_POINTS = 25, BINS = 30 };

/* Number of points k = 0, 1/12 ... that lie below `most`. */
static size_t points_below(double most)
{
    double points = ceil(most / 2.0 * (PRICE_POINTS - 1));
    return (size_t)fmin(fmax(points, 0.0), PRICE_POINTS);
}

/* Net benefit is linear in the price: NB - (k - 1) * PV(licences), where k
 * scales the price (bundle: what is paid above the baseline). A draw pays below
 * k = 1 + NB / PV, or above it where staying buys less than leaving. */
static void set_chances(sw_curve_point *curve, const sw_draws_store *store)
{
    double change[PRICE_POINTS + 1] = {0};
    for (size_t i = 0; i < store->n_draws; i++) {
        double net = store->draws[i], licence = store->licence[i];
        double turn = 1.0 + net / licence;
        if (licence > 0.0) {
            change[0] += 1.0;
            change[points_below(turn)] -= 1.0;
        } else if (licence < 0.0) {
            change[points_below(nextafter(turn, INFINITY))] += 1.0;
        } else {
            change[0] += net > 0.0;
        }
    }
    double paying = 0.0;
    for (size_t k = 0; k < PRICE_POINTS; k++) {
        paying += change[k];
        curve[k].y = paying / (double)store->n_draws;
    }
}

static sw_status set_ceac(sw_simulation *s, const sw_economics *e,
                          const sw_draws_store *store, sw_error *err)
{
    const sw_inputs *in = &e->inputs;
    double price = sw_inputs_value(in, SW_IN_PRICE);
    double base = e->pilot->contracts[0].bundle
                      ? sw_inputs_value(in, SW_IN_BASELINE_PRICE)
                      : 0.0;
    double months = sw_months_per_unit(&e->pilot->contracts[0]);
    if (!e->has_benefit || !(price - base > 0.0))
        return SW_OK;
    s->ceac = calloc(PRICE_POINTS, sizeof *s->ceac);
    if (s->ceac == NULL)
        return sw_fail(err, SW_ENOMEM, "acceptability curve");
    s->n_ceac = PRICE_POINTS;
    for (size_t i = 0; i < PRICE_POINTS; i++) {
        double k = 2.0 * (double)i / (PRICE_POINTS - 1);
        s->ceac[i].x = (base + k * (price - base)) / months;
    }
    set_chances(s->ceac, store);
    return SW_OK;
}

/* Bins between the 0.5 and 99.5 % points; the ends take the tails. */
static sw_status set_histogram(sw_simulation *s, const double *sorted,
                               sw_error *err)
{
    size_t n = s->draws;
    double low = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.005);
    double high = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.995);
    if (!(high > low))
        return SW_OK;
    s->histogram = calloc(BINS, sizeof *s->histogram);
    if (s->histogram == NULL)
        return sw_fail(err, SW_ENOMEM, "histogram");
    s->n_histogram = BINS;
    double width = (high - low) / BINS;
    for (size_t b = 0; b < BINS; b++) {
        s->histogram[b].lower = low + width * (double)b;
        s->histogram[b].upper = low + width * (double)(b + 1);
    }
    for (size_t i = 0; i < n; i++) {
        double at = floor((sorted[i] - low) / width);
        size_t b = (size_t)fmin(fmax(at, 0.0), BINS - 1);
        s->histogram[b].share += 1.0 / (double)n;
    }
    return SW_OK;
}

sw_status sw_curves(sw_simulation *s, const sw_economics *e,
                    const sw_draws_store *store, const double *sorted,
                    sw_error *err)
{
    sw_status st = set_ceac(s, e, store, err);
    return st != SW_OK ? st : set_histogram(s, sorted, err);
}

/* One column per case: two cases an input, all others at their means. */
typedef struct cases {
    double *values;        /* [n_inputs * n] */
    const double **column; /* [n_inputs] */
    double *net;           /* [n] renew less leave */
    double *work;          /* [7 * n] */
} cases;

static void value_cases(cases *c, const sw_economics *e, const bool *varies,
                        size_t n)
{
    sw_columns in = {n, c->column, varies, NULL, NULL};
    sw_present_value v;
    for (int k = 0; k < 3; k++) {
        v.benefit[k] = c->work + (size_t)k * n;
        v.cost[k] = c->work + (size_t)(3 + k) * n;
    }
    v.licence = c->work + 6 * n;
    for (int side = 0; side < 2; side++) {
        const sw_ledger *l =
            side == 0 ? &e->renew[SW_VIEW_COMMITMENT] : &e->leave;
        sw_ledger_value(&v, e, l, &in);
        for (size_t i = 0; i < n; i++)
            for (int k = 0; k <= (int)e->pilot->policy.headline; k++)
                c->net[i] +=
                    (side == 0 ? 1.0 : -1.0) * (v.benefit[k][i] - v.cost[k][i]);
    }
}

static int by_swing(const void *a, const void *b)
{
    const sw_tornado_bar *x = a, *y = b;
    double dx = fabs(x->npv_high - x->npv_low);
    double dy = fabs(y->npv_high - y->npv_low);
    if (dx > dy || dx < dy)
        return dx > dy ? -1 : 1;
    return x->input < y->input ? -1 : 1;
}

static void fill_bars(sw_simulation *s, const sw_economics *e,
                      const sw_draw_plan *plan, cases *c, size_t n)
{
    for (size_t id = 0; id < plan->n_inputs; id++) {
        c->column[id] = c->values + id * n;
        for (size_t i = 0; i < n; i++)
            c->values[id * n + i] = plan->constant[id * SW_BLOCK];
    }
    for (size_t k = 0; k < s->n_tornado; k++) {
        size_t id = plan->varying[k];
        const sw_input *input = sw_inputs_at(&e->inputs, id);
        s->tornado[k] = (sw_tornado_bar){
            .input = id, .low = input->low, .high = input->high};
        c->values[id * n + 2 * k] = input->low;
        c->values[id * n + 2 * k + 1] = input->high;
    }
    value_cases(c, e, plan->varies, n);
    for (size_t k = 0; k < s->n_tornado; k++) {
        s->tornado[k].npv_low = c->net[2 * k];
        s->tornado[k].npv_high = c->net[2 * k + 1];
    }
    qsort(s->tornado, s->n_tornado, sizeof *s->tornado, by_swing);
}

sw_status sw_tornado(sw_simulation *s, const sw_economics *e,
                     const sw_draw_plan *plan, sw_error *err)
{
    size_t bars = plan->n_varying;
    if (bars > SW_BLOCK / 2)
        bars = SW_BLOCK / 2;
    size_t n = 2 * bars;
    if (bars == 0 || !e->has_benefit)
        return SW_OK;
    cases c = {.values = calloc(plan->n_inputs * n, sizeof(double)),
               .column = calloc(plan->n_inputs, sizeof *c.column),
               .net = calloc(n, sizeof(double)),
               .work = calloc(7 * n, sizeof(double))};
    s->tornado = calloc(bars, sizeof *s->tornado);
    s->n_tornado = bars;
    sw_status st = SW_OK;
    if (c.values == NULL || c.column == NULL || c.net == NULL ||
        c.work == NULL || s->tornado == NULL) {
        s->n_tornado = 0;
        st = sw_fail(err, SW_ENOMEM, "tornado of %zu inputs", bars);
    } else {
        fill_bars(s, e, plan, &c, n);
    }
    free(c.values);
    free(c.column);
    free(c.net);
    free(c.work);
    return st;
}
