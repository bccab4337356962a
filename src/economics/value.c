#include "economics/value.h"

#include <math.h>
#include <string.h>

#include "economics/calendar.h"
#include "economics/flow_parts.h"
#include "economics/invoice.h"
#include "base/units.h"

/* ---- at the inputs' means ---- */

static double eval_mean(const sw_economics *e, const sw_expr *x,
                        const double *param, double minutes)
{
    sw_expr_values v = {1, e->mean_column, e->none_varies, param, &minutes};
    double out[SW_BLOCK];
    sw_expr_eval(out, x, &v);
    return out[0];
}

double sw_part_rate(const sw_economics *e, size_t part, double minutes)
{
    return eval_mean(e, e->parts[part].rate, NULL, minutes);
}

static double part_growth(const sw_economics *e, size_t part,
                          const double *param)
{
    return eval_mean(e, e->parts[part].growth, param, NAN);
}

double sw_ledger_minutes(const sw_economics *e, const sw_ledger *l)
{
    size_t n = e->evidence->n_segments;
    sw_columns in = {1, e->mean_column, e->none_varies, NULL, NULL};
    double minutes[SW_BLOCK] = {NAN};
    double *mean = g_new0(double, n + 1);
    const double **segment = g_new0(const double *, n + 1);
    for (size_t g = 0; g < n; g++) {
        mean[g] = sw_segment_effect(e, g, e->mean[SW_IN_EFFECT]);
        segment[g] = &mean[g];
    }
    if (l != NULL && l->segment_weight != NULL &&
        e->evidence->posterior != NULL)
        in.segment = segment;
    if (e->has_time_saved)
        sw_minutes_column(minutes, e, l, &in);
    g_free(segment);
    g_free(mean);
    return minutes[0];
}

double sw_ledger_amount(const sw_economics *e, const sw_ledger *l,
                        const sw_entry *v)
{
    const sw_expr *rate = e->parts[v->part].rate;
    bool timed = rate != NULL && sw_expr_reads(rate, SW_X_MINUTES, 0);
    double minutes = timed ? sw_ledger_minutes(e, v->kept ? l : NULL) : NAN;
    return v->coef * v->seats * v->fx * sw_part_rate(e, v->part, minutes) *
           part_growth(e, v->part, v->param);
}

double sw_entry_amount(const sw_economics *e, const sw_entry *v)
{
    return sw_ledger_amount(e, NULL, v);
}

double sw_minutes_worth(const sw_economics *e, double minutes)
{
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_TIME_SAVED)
            return SW_MONTHS_PER_YEAR *
                   sw_part_rate(e, e->flows[f].first_part, minutes);
    return NAN;
}

double sw_seat_year_price(const sw_economics *e, size_t k)
{
    const sw_contract *c = &e->pilot->contracts[k];
    double param[SW_PARAMS] = {0};
    param[SW_P_CAP] = INFINITY;
    param[SW_P_SURCHARGED] = c->billing == SW_BILL_ANNUAL_MONTHLY;
    const sw_licence_parts *p = &e->licence[k];
    double month = 0.0;
    if (p->price != SIZE_MAX)
        month +=
            sw_part_rate(e, p->price, NAN) * part_growth(e, p->price, param);
    if (p->baseline != SIZE_MAX)
        month += sw_part_rate(e, p->baseline, NAN);
    return SW_MONTHS_PER_YEAR * month *
           sw_currency_rate(e->pilot, c->currency, e->as_of);
}

/* ---- discounting ---- */

sw_timing sw_timing_of(const sw_economics *e, bool start_dated, int m)
{
    sw_discounting how = e->pilot->discounting;
    sw_timing t = {0};
    if (start_dated) {
        t.discounted = sw_start_exponent(how, m);
        t.deflated = sw_start_exponent(SW_DISCOUNT_MONTHLY, m);
    } else {
        t.discounted = sw_end_exponent(how, m);
        t.deflated = sw_end_exponent(SW_DISCOUNT_MONTHLY, m);
    }
    if (!e->pilot->real_basis)
        t.deflated = 0.0;
    return t;
}

static double deflator(const sw_economics *e, double years, double inflation)
{
    return e->pilot->real_basis ? pow(1.0 + inflation, -years) : 1.0;
}

double sw_discount_factor(const sw_economics *e, sw_timing t)
{
    return pow(1.0 + e->mean[SW_IN_DISCOUNT_RATE], -t.discounted) *
           deflator(e, t.deflated, e->mean[SW_IN_INFLATION]);
}

/* ---- columns ---- */

/* Entries that differ from draw to draw in the same way. */
typedef struct term {
    size_t part;
    bool kept;
    const sw_expr *growth; /* that varies; NULL: in coef */
    double param[SW_PARAMS];
    sw_timing timing; /* what is not in coef; 0 */
    double coef;
} term;

struct sw_worth {
    const sw_economics *e;
    const sw_ledger *ledger;
    term *item;
    size_t n;
};

static bool same(const term *a, const term *b)
{
    return a->part == b->part && a->kept == b->kept &&
           memcmp(a->param, b->param, sizeof a->param) == 0 &&
           memcmp(&a->timing, &b->timing, sizeof a->timing) == 0;
}

static void add_term(GArray *terms, const term *t)
{
    for (guint i = terms->len; i-- > 0;) {
        term *have = &g_array_index(terms, term, i);
        if (!same(have, t))
            continue;
        have->coef += t->coef;
        return;
    }
    g_array_append_vals(terms, t, 1);
}

/* What does not vary goes into the coefficient. */
static term term_of(const sw_economics *e, const sw_entry *v,
                    const sw_columns *in)
{
    const sw_part *part = &e->parts[v->part];
    const bool start = e->flows[part->flow].start_dated;
    term t = {.part = v->part,
              .kept = v->kept,
              .timing = sw_timing_of(e, start, v->month),
              .coef = v->coef * v->seats * v->fx};
    if (!in->varies[SW_IN_DISCOUNT_RATE]) {
        t.coef *=
            pow(1.0 + in->column[SW_IN_DISCOUNT_RATE][0], -t.timing.discounted);
        t.timing.discounted = 0.0;
    }
    if (!in->varies[SW_IN_INFLATION]) {
        t.coef *=
            deflator(e, t.timing.deflated, in->column[SW_IN_INFLATION][0]);
        t.timing.deflated = 0.0;
    }
    if (sw_expr_varies(part->growth, in->varies)) {
        t.growth = part->growth;
        memcpy(t.param, v->param, sizeof t.param);
        return t;
    }
    double growth[SW_BLOCK];
    sw_expr_values at = {1, in->column, in->varies, v->param, NULL};
    sw_expr_eval(growth, part->growth, &at);
    t.coef *= growth[0];
    return t;
}

sw_worth *sw_worth_new(const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in)
{
    GArray *terms = g_array_new(FALSE, FALSE, sizeof(term));
    for (size_t i = 0; i < l->n; i++) {
        if (l->entry[i].month < 1)
            continue;
        term t = term_of(e, &l->entry[i], in);
        add_term(terms, &t);
    }
    sw_worth *w = g_new0(sw_worth, 1);
    w->e = e;
    w->ledger = l;
    w->n = terms->len;
    w->item = (term *)(void *)g_array_free(terms, FALSE);
    return w;
}

void sw_worth_free(sw_worth *w)
{
    if (w != NULL)
        g_free(w->item);
    g_free(w);
}

sw_rates *sw_rates_new(size_t n_parts)
{
    sw_rates *r = g_new0(sw_rates, 1);
    r->value = g_new(double, (n_parts + 1) * SW_BLOCK);
    r->one = g_new0(bool, n_parts + 1);
    return r;
}

void sw_rates_free(sw_rates *r)
{
    if (r == NULL)
        return;
    g_free(r->value);
    g_free(r->one);
    g_free(r);
}

void sw_rates_fill(sw_rates *r, const sw_economics *e, const sw_columns *in)
{
    double minutes[SW_BLOCK];
    if (e->has_time_saved)
        sw_minutes_column(minutes, e, NULL, in);
    sw_expr_values v = {in->n, in->column, in->varies, NULL, minutes};
    for (size_t i = 0; i < e->n_parts; i++)
        r->one[i] = sw_expr_eval(r->value + i * SW_BLOCK, e->parts[i].rate, &v);
}

void sw_present_value_clear(sw_present_value *out, size_t n)
{
    for (int k = 0; k < 3; k++) {
        memset(out->benefit[k], 0, n * sizeof(double));
        memset(out->cost[k], 0, n * sizeof(double));
    }
    memset(out->licence, 0, n * sizeof(double));
}

static void scale(double *column, const double *by, bool one, size_t n)
{
    for (size_t i = 0; i < n; i++)
        column[i] *= by[one ? 0 : i];
}

static void discount(double *column, const double *rate, double years, size_t n)
{
    if (years > 0.0)
        for (size_t i = 0; i < n; i++)
            column[i] *= pow(1.0 + rate[i], -years);
}

/* coef * rate * growth * discount on each draw. */
static void value_term(double *column, const sw_worth *w, const term *t,
                       const double *rate, bool one, const sw_columns *in)
{
    double growth[SW_BLOCK];
    for (size_t i = 0; i < in->n; i++)
        column[i] = t->coef * rate[one ? 0 : i];
    sw_expr_values v = {in->n, in->column, in->varies, t->param, NULL};
    if (t->growth != NULL) {
        bool same_on_all = sw_expr_eval(growth, t->growth, &v);
        scale(column, growth, same_on_all, in->n);
    }
    discount(column, in->column[SW_IN_DISCOUNT_RATE], t->timing.discounted,
             in->n);
    if (w->e->pilot->real_basis)
        discount(column, in->column[SW_IN_INFLATION], t->timing.deflated,
                 in->n);
}

static void add_column(double *to, const double *column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += column[i];
}

void sw_worth_add(sw_present_value *out, const sw_worth *w, const sw_rates *r,
                  const sw_columns *in)
{
    const sw_economics *e = w->e;
    double minutes[SW_BLOCK], own[SW_BLOCK], column[SW_BLOCK];
    if (w->ledger->segment_weight != NULL && e->has_time_saved)
        sw_minutes_column(minutes, e, w->ledger, in);
    for (size_t k = 0; k < w->n; k++) {
        const term *t = &w->item[k];
        const sw_flow *flow = &e->flows[e->parts[t->part].flow];
        const double *rate = r->value + t->part * SW_BLOCK;
        bool one = r->one[t->part];
        if (t->kept && sw_flow_is_time(e, flow)) {
            sw_expr_values v = {in->n, in->column, in->varies, NULL, minutes};
            one = sw_expr_eval(own, e->parts[t->part].rate, &v);
            rate = own;
        }
        value_term(column, w, t, rate, one, in);
        double **side = flow->is_benefit ? out->benefit : out->cost;
        add_column(side[flow->class_], column, in->n);
        if (sw_flow_is_licence(flow))
            add_column(out->licence, column, in->n);
    }
}

void sw_ledger_value(sw_present_value *out, const sw_economics *e,
                     const sw_ledger *l, const sw_columns *in)
{
    sw_worth *w = sw_worth_new(e, l, in);
    sw_rates *r = sw_rates_new(e->n_parts);
    sw_rates_fill(r, e, in);
    sw_present_value_clear(out, in->n);
    sw_worth_add(out, w, r, in);
    sw_rates_free(r);
    sw_worth_free(w);
}
