#include "report/cash_ledger.h"

#include <math.h>

#include "base/sum.h"
#include "report/cash_flow.h"

double sw_ledger_sum(const double *v, size_t n)
{
    return n > 0 ? sw_sum_of(v, n) : 0.0;
}

static double *factor_row(const sw_ledger *l, const sw_flow *flow)
{
    return l->factor[sw_cash_dating(flow) - SW_CAL_START];
}

static void set_factors(sw_ledger *l, const sw_economics_result *r)
{
    double rate =
        sw_inputs_value(&r->model->pilot->inputs, SW_IN_DISCOUNT_RATE);
    for (int k = 0; k < SW_DATINGS; k++)
        l->factor[k] = g_new0(double, l->months);
    for (size_t m = 0; m < l->months; m++) {
        l->factor[0][m] = r->start_factor[m];
        l->factor[1][m] = r->end_factor[m];
        l->factor[2][m] = pow(1.0 + rate, -r->annual_exponent[m]);
    }
}

static void fill_block(sw_ledger_block *b, const sw_ledger *l,
                       const sw_economics *e, const sw_cash_flow *cf)
{
    size_t n = cf->stream->n_months;
    b->amount = g_new0(double, l->flows * l->months);
    b->total = g_new0(double, l->flows);
    b->pv = g_new0(double, l->flows);
    b->benefits = g_new0(double, l->months);
    b->costs = g_new0(double, l->months);
    for (size_t f = 0; f < l->flows; f++) {
        double *row = b->amount + f * l->months;
        const double *factor = factor_row(l, &e->flows[f]);
        sw_sum pv = {0};
        for (size_t m = 0; m < n && m < l->months; m++) {
            row[m] = cf->amount[f * n + m];
            sw_sum_add(&pv, row[m] * factor[m]);
            (e->flows[f].is_benefit ? b->benefits : b->costs)[m] += row[m];
        }
        b->total[f] = sw_ledger_sum(row, l->months);
        b->pv[f] = sw_sum_value(&pv);
    }
}

static void add_flow(sw_ledger_difference *d, const sw_ledger *l,
                     const sw_book *book, size_t f)
{
    const sw_flow *flow = &book->e->economics->flows[f];
    const double *row = d->amount + f * l->months;
    int side = flow->is_benefit ? 0 : 3;
    double *by_class =
        d->by_class + (size_t)(side + (int)flow->class_) * l->months;
    double *by_dating =
        d->by_dating +
        (size_t)(sw_cash_dating(flow) - SW_CAL_START) * l->months;
    double weight = sw_cash_weight(book, flow);
    for (size_t m = 0; m < l->months; m++) {
        by_class[m] += row[m];
        by_dating[m] += weight * row[m];
    }
}

/* C_0 = start[0], C_t = C_(t-1) + end[t-1] + start[t]. */
static void accumulate(double *c, const double *start, const double *annual,
                       const double *end, size_t months)
{
    double now = 0.0;
    for (size_t t = 0; t <= months; t++) {
        if (t > 0)
            now += end[t - 1];
        if (t < months)
            now += start[t] + (annual != NULL ? annual[t] : 0.0);
        c[t] = now;
    }
}

static void discount(sw_ledger_difference *d, const sw_ledger *l)
{
    size_t n = l->months;
    const double *start = d->by_dating, *end = d->by_dating + n;
    const double *annual = d->by_dating + 2 * n;
    d->start = g_new0(double, n);
    d->end = g_new0(double, n);
    for (size_t m = 0; m < n; m++) {
        d->start[m] = start[m] * l->factor[0][m] + annual[m] * l->factor[2][m];
        d->end[m] = end[m] * l->factor[1][m];
    }
    d->cumulative = g_new0(double, n + 1);
    d->discounted = g_new0(double, n + 1);
    accumulate(d->cumulative, start, annual, end, n);
    accumulate(d->discounted, d->start, NULL, d->end, n);
}

static void fill_difference(sw_ledger_difference *d, const sw_ledger *l,
                            const sw_book *book, const sw_ledger_block *renew,
                            const double *pv)
{
    const sw_ledger_block *leave = &l->block[SW_BLOCK_LEAVE];
    size_t n = l->flows * l->months;
    d->amount = g_new0(double, n);
    d->total = g_new0(double, l->flows);
    d->by_class = g_new0(double, SW_CLASS_SIDES * l->months);
    d->by_dating = g_new0(double, SW_DATINGS * l->months);
    d->pv = pv;
    for (size_t i = 0; i < n; i++)
        d->amount[i] = renew->amount[i] - leave->amount[i];
    for (size_t f = 0; f < l->flows; f++) {
        d->total[f] = sw_ledger_sum(d->amount + f * l->months, l->months);
        add_flow(d, l, book, f);
    }
    discount(d, l);
}

void sw_ledger_init(sw_ledger *l, const sw_book *book)
{
    const sw_economics *e = book->e->economics;
    const sw_economics_result *r = book->e->money;
    *l = (sw_ledger){.flows = e->n_flows, .months = book->cash.months};
    set_factors(l, r);
    fill_block(&l->block[SW_BLOCK_COMMITMENT], l, e,
               &r->renew[SW_VIEW_COMMITMENT]);
    fill_block(&l->block[SW_BLOCK_LEAVE], l, e, &r->leave);
    fill_block(&l->block[SW_BLOCK_PROGRAMME], l, e,
               &r->renew[SW_VIEW_PROGRAMME]);
    fill_difference(&l->difference[SW_VIEW_COMMITMENT], l, book,
                    &l->block[SW_BLOCK_COMMITMENT], r->flow_pv);
    fill_difference(&l->difference[SW_VIEW_PROGRAMME], l, book,
                    &l->block[SW_BLOCK_PROGRAMME], r->flow_pv_programme);
}

void sw_ledger_clear(sw_ledger *l)
{
    for (int k = 0; k < SW_DATINGS; k++)
        g_free(l->factor[k]);
    for (int k = 0; k < SW_FLOW_BLOCKS; k++) {
        sw_ledger_block *b = &l->block[k];
        double *all[] = {b->amount, b->total, b->pv, b->benefits, b->costs};
        for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
            g_free(all[i]);
    }
    for (int k = 0; k < SW_DIFFERENCES; k++) {
        sw_ledger_difference *d = &l->difference[k];
        double *all[] = {d->amount, d->total, d->by_class,   d->by_dating,
                         d->start,  d->end,   d->cumulative, d->discounted};
        for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
            g_free(all[i]);
    }
}
