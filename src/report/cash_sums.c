#include "report/cash_sums.h"

#include <math.h>

#include "base/sum.h"
#include "economics/value.h"
#include "report/cash_flow.h"
#include "report/live_seats.h"

double sw_total(const double *v, size_t n)
{
    return n > 0 ? sw_sum_of(v, n) : 0.0;
}

const sw_cash_flow *sw_block_cash_flow(const sw_book *b, int block)
{
    const sw_economics_result *m = b->e->money;
    switch (block) {
    case SW_BLOCK_LEAVE:
        return &m->leave;
    case SW_BLOCK_LEAVE_PROGRAMME:
        return &m->leave_programme;
    case SW_BLOCK_PROGRAMME:
        return &m->renew[SW_VIEW_PROGRAMME];
    default:
        return &m->renew[SW_VIEW_COMMITMENT];
    }
}

int sw_factor_of(const sw_flow *flow)
{
    return flow->start_dated ? SW_FACTOR_START : SW_FACTOR_END;
}

/* ---- factors ---- */

static void set_factor(sw_cash_sums *l, const sw_economics *e, int k)
{
    l->years_discounted[k] = g_new0(double, l->months + 1);
    l->years_deflated[k] = g_new0(double, l->months + 1);
    l->deflator[k] = g_new0(double, l->months + 1);
    l->factor[k] = g_new0(double, l->months + 1);
    for (size_t m = 0; m < l->months; m++) {
        sw_timing t = sw_timing_of(e, k == SW_FACTOR_START, (int)m + 1);
        l->years_discounted[k][m] = t.discounted;
        l->years_deflated[k][m] = t.deflated;
        l->factor[k][m] = sw_discount_factor(e, t);
        t.discounted = 0.0;
        l->deflator[k][m] = sw_discount_factor(e, t);
    }
}

/* ---- one option ---- */

static void add_entry(sw_block_sums *b, const sw_cash_sums *l,
                      const sw_economics *e, const sw_entry *v, double amount)
{
    const sw_part *part = &e->parts[v->part];
    double plain = sw_count_plain(e, part->per);
    size_t month = (size_t)v->month - 1;
    if (v->month < 1 || month >= l->months)
        return;
    b->coef[v->part * l->months + month] +=
        v->coef * (plain > 0.0 ? v->seats / plain : 1.0);
    b->part_pv[v->part] +=
        amount * l->factor[sw_factor_of(&e->flows[part->flow])][month];
}

static void add_flow(sw_block_sums *b, const sw_cash_sums *l,
                     const sw_economics *e, const sw_cash_flow *cf, size_t f)
{
    double *row = b->amount + f * l->months;
    const double *factor = l->factor[sw_factor_of(&e->flows[f])];
    sw_sum pv = {0};
    for (size_t m = 0; m < cf->n_months && m < l->months; m++) {
        row[m] = cf->amount[f * cf->n_months + m];
        sw_sum_add(&pv, row[m] * factor[m]);
        (e->flows[f].is_benefit ? b->benefits : b->costs)[m] += row[m];
    }
    b->total[f] = sw_total(row, l->months);
    b->pv[f] = sw_sum_value(&pv);
}

static void fill_block(sw_block_sums *b, const sw_cash_sums *l,
                       const sw_economics *e, const sw_cash_flow *cf)
{
    b->amount = g_new0(double, l->flows * l->months + 1);
    b->coef = g_new0(double, e->n_parts * l->months + 1);
    b->total = g_new0(double, l->flows + 1);
    b->pv = g_new0(double, l->flows + 1);
    b->part_pv = g_new0(double, e->n_parts + 1);
    b->benefits = g_new0(double, l->months + 1);
    b->costs = g_new0(double, l->months + 1);
    for (size_t i = 0; i < cf->ledger->n; i++)
        add_entry(b, l, e, &cf->ledger->entry[i], cf->entry[i]);
    for (size_t f = 0; f < l->flows; f++)
        add_flow(b, l, e, cf, f);
}

/* ---- the difference ---- */

static void subtract_flow(sw_difference_sums *d, const sw_cash_sums *l,
                          const sw_book *book, size_t f)
{
    const sw_flow *flow = &book->e->economics->flows[f];
    const double *row = d->amount + f * l->months;
    int side = flow->is_benefit ? 0 : 3;
    double *by_class =
        d->by_class + (size_t)(side + (int)flow->class_) * l->months;
    double *net = d->net[sw_factor_of(flow)];
    double weight = sw_cash_weight(book, flow);
    for (size_t m = 0; m < l->months; m++) {
        by_class[m] += row[m];
        net[m] += weight * row[m];
    }
}

/* C_0 = start[0], C_t = C_(t-1) + end[t-1] + start[t]. */
static void accumulate(double *c, const double *start, const double *end,
                       size_t months)
{
    double now = 0.0;
    for (size_t t = 0; t <= months; t++) {
        if (t > 0)
            now += end[t - 1];
        if (t < months)
            now += start[t];
        c[t] = now;
    }
}

static void discount(sw_difference_sums *d, const sw_cash_sums *l)
{
    size_t n = l->months;
    d->start = g_new0(double, n + 1);
    d->end = g_new0(double, n + 1);
    for (size_t m = 0; m < n; m++) {
        d->start[m] = d->net[0][m] * l->factor[SW_FACTOR_START][m];
        d->end[m] = d->net[1][m] * l->factor[SW_FACTOR_END][m];
    }
    d->cumulative = g_new0(double, n + 1);
    d->discounted = g_new0(double, n + 1);
    accumulate(d->cumulative, d->net[0], d->net[1], n);
    accumulate(d->discounted, d->start, d->end, n);
}

static void fill_difference(sw_cash_sums *l, const sw_book *book, int view,
                            const double *pv)
{
    sw_difference_sums *d = &l->difference[view];
    int block =
        view == SW_VIEW_PROGRAMME ? SW_BLOCK_PROGRAMME : SW_BLOCK_COMMITMENT;
    const sw_block_sums *renew = &l->block[block];
    const sw_block_sums *leave = &l->block[sw_leaving_block(book, view)];
    size_t n = l->flows * l->months;
    d->amount = g_new0(double, n + 1);
    d->total = g_new0(double, l->flows + 1);
    d->by_class = g_new0(double, SW_CLASS_SIDES * l->months + 1);
    d->net[0] = g_new0(double, l->months + 1);
    d->net[1] = g_new0(double, l->months + 1);
    d->pv = pv;
    for (size_t i = 0; i < n; i++)
        d->amount[i] = renew->amount[i] - leave->amount[i];
    for (size_t f = 0; f < l->flows; f++) {
        d->total[f] = sw_total(d->amount + f * l->months, l->months);
        subtract_flow(d, l, book, f);
    }
    discount(d, l);
}

void sw_cash_sums_init(sw_cash_sums *l, const sw_book *book)
{
    const sw_economics *e = book->e->economics;
    const sw_economics_result *r = book->e->money;
    *l = (sw_cash_sums){.flows = e->n_flows, .months = book->cash.months};
    for (int k = 0; k < SW_FACTORS; k++)
        set_factor(l, e, k);
    for (int k = 0; k < SW_FLOW_BLOCKS; k++)
        fill_block(&l->block[k], l, e, sw_block_cash_flow(book, k));
    fill_difference(l, book, SW_VIEW_COMMITMENT, r->flow_pv);
    fill_difference(l, book, SW_VIEW_PROGRAMME, r->flow_pv_programme);
}

static void free_all(double **v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_free(v[i]);
}

void sw_cash_sums_clear(sw_cash_sums *l)
{
    free_all(l->years_discounted, SW_FACTORS);
    free_all(l->years_deflated, SW_FACTORS);
    free_all(l->deflator, SW_FACTORS);
    free_all(l->factor, SW_FACTORS);
    for (int k = 0; k < SW_FLOW_BLOCKS; k++) {
        sw_block_sums *b = &l->block[k];
        double *all[] = {b->amount,  b->coef,     b->total, b->pv,
                         b->part_pv, b->benefits, b->costs};
        free_all(all, G_N_ELEMENTS(all));
    }
    for (int k = 0; k < SW_DIFFERENCES; k++) {
        sw_difference_sums *d = &l->difference[k];
        double *all[] = {d->amount, d->total,      d->by_class,
                         d->net[0], d->net[1],     d->start,
                         d->end,    d->cumulative, d->discounted};
        free_all(all, G_N_ELEMENTS(all));
    }
}
