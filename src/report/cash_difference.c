/*
 * cash_difference.c - renewing less leaving: present values by class, net
 * present values, and payback from cumulative flows.
 */
#include "report/cash_flow.h"

#include <math.h>

#include "report/text.h"

static const char *const TITLE[SW_DIFFERENCES] = {
    [SW_VIEW_COMMITMENT] = "Difference to leaving: the term being signed",
    [SW_VIEW_PROGRAMME] = "Difference to leaving: the programme",
};

static lxw_col_t month(size_t m)
{
    return (lxw_col_t)(SW_CF_MONTH + m);
}

static sw_ref months_of(const sw_book *b, lxw_row_t row, sw_fix fix)
{
    return sw_span(row, SW_CF_MONTH, row, month(b->cash.months - 1), fix);
}

/* Rows of the flows in one column, both fixed. */
static sw_ref flows_of(const sw_difference_rows *d, lxw_col_t c, sw_fix fix)
{
    return sw_span(d->amount, c, d->by_class - 1, c, fix);
}

static void put_flow(sw_sheet *s, const sw_difference_rows *d,
                     const sw_difference_sums *l, int view, size_t f)
{
    const sw_book *b = s->book;
    int renew =
        view == SW_VIEW_COMMITMENT ? SW_BLOCK_COMMITMENT : SW_BLOCK_PROGRAMME;
    const sw_flow *flow = &b->e->economics->flows[f];
    lxw_row_t row = d->amount + (lxw_row_t)f;
    lxw_row_t staying = b->cash.block[renew].amount + (lxw_row_t)f;
    lxw_row_t leaving =
        b->cash.block[sw_leaving_block(b, view)].amount + (lxw_row_t)f;
    lxw_row_t factor = sw_cash_calendar(b, SW_CAL_FACTOR + sw_factor_of(flow));
    sw_cash_line(s, row, flow);
    sw_put_number(s, row, SW_CF_RATE, sw_cash_weight(b, flow), SW_LOOK_CELL,
                  SW_NUM_COUNT);
    sw_put_formula(s, row, SW_CF_TOTAL, l->total[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUM(%s)", months_of(b, row, SW_FIX_NONE).text);
    sw_put_formula(s, row, SW_CF_PV, l->pv[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUMPRODUCT(%s,%s)", months_of(b, row, SW_FIX_NONE).text,
                   months_of(b, factor, SW_FIX_ROW).text);
    for (size_t m = 0; m < b->cash.months; m++)
        sw_put_formula(s, row, month(m), l->amount[f * b->cash.months + m],
                       SW_LOOK_CELL, SW_NUM_MONEY, "=%s-%s",
                       sw_at(staying, month(m), SW_FIX_NONE).text,
                       sw_at(leaving, month(m), SW_FIX_NONE).text);
    sw_cash_put_years(s, row, l->amount + f * b->cash.months);
}

/* Sum over the flows of one class and side. */
static double class_sum(const sw_book *b, const double *v, int k)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        if ((int)e->flows[f].class_ == k % 3 &&
            e->flows[f].is_benefit == (k < 3))
            total += v[f];
    return total;
}

static void put_class_cell(sw_sheet *s, const sw_difference_rows *d,
                           lxw_row_t row, lxw_col_t c, double value)
{
    sw_put_formula(s, row, c, value, SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUMIFS(%s,%s,%s,%s,%s)", flows_of(d, c, SW_FIX_ROW).text,
                   flows_of(d, SW_CF_CLASS, SW_FIX_BOTH).text,
                   sw_at(row, SW_CF_CLASS, SW_FIX_COLUMN).text,
                   flows_of(d, SW_CF_SIDE, SW_FIX_BOTH).text,
                   sw_at(row, SW_CF_SIDE, SW_FIX_COLUMN).text);
}

static void put_classes(sw_sheet *s, const sw_difference_rows *d,
                        const sw_difference_sums *l)
{
    const sw_book *b = s->book;
    for (int k = 0; k < SW_CLASS_SIDES; k++) {
        lxw_row_t row = d->by_class + (lxw_row_t)k;
        const char *class_ = sw_cash_class_name((sw_class)(k % 3));
        const sw_language *own = sw_sheet_language(s);
        const char *word = sw_language_text(own, class_);
        g_autofree char *label = k < 3 ? sw_say(own, "Benefits, %s", word)
                                       : sw_say(own, "Costs, %s", word);
        sw_put_data(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
        sw_put_text(s, row, SW_CF_CLASS, class_, SW_LOOK_CELL);
        sw_put_text(s, row, SW_CF_SIDE, k < 3 ? "benefit" : "cost",
                    SW_LOOK_CELL);
        put_class_cell(s, d, row, SW_CF_TOTAL, class_sum(b, l->total, k));
        put_class_cell(s, d, row, SW_CF_PV, class_sum(b, l->pv, k));
        for (size_t m = 0; m < b->cash.months; m++)
            put_class_cell(s, d, row, month(m),
                           l->by_class[(size_t)k * b->cash.months + m]);
        for (size_t y = 0; y < b->e->money->n_years; y++)
            put_class_cell(s, d, row, sw_cash_year(y),
                           sw_cash_in_year(
                               b, l->by_class + (size_t)k * b->cash.months, y));
    }
}

/* Net on cash alone, then with capacity added, then with soft benefits. */
static void put_net_cell(sw_sheet *s, const sw_difference_rows *d, int k,
                         lxw_col_t c, double value)
{
    lxw_row_t row = d->net + (lxw_row_t)k;
    sw_ref in = sw_at(d->by_class + (lxw_row_t)k, c, SW_FIX_NONE);
    sw_ref out = sw_at(d->by_class + (lxw_row_t)(k + 3), c, SW_FIX_NONE);
    if (k == 0)
        sw_put_formula(s, row, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY, "=%s-%s",
                       in.text, out.text);
    else
        sw_put_formula(s, row, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY,
                       "=%s+%s-%s", sw_at(row - 1, c, SW_FIX_NONE).text,
                       in.text, out.text);
}

/* The same by years. */
static void put_yearly_nets(sw_sheet *s, const sw_difference_rows *d,
                            const sw_difference_sums *l)
{
    const sw_book *b = s->book;
    size_t n = b->cash.months;
    for (size_t y = 0; y < b->e->money->n_years; y++) {
        double net = 0.0;
        for (size_t k = 0; k < 3; k++) {
            net += sw_cash_in_year(b, l->by_class + k * n, y) -
                   sw_cash_in_year(b, l->by_class + (k + 3) * n, y);
            put_net_cell(s, d, (int)k, sw_cash_year(y), net);
        }
    }
}

static void put_nets(sw_sheet *s, const sw_difference_rows *d,
                     const sw_difference_sums *l, const sw_measures *measures)
{
    static const char *const LABEL[] = {
        "Net, cash only", "Net, cash and capacity", "Net, all benefits"};
    const sw_book *b = s->book;
    const double npv[] = {measures->npv_cashable, measures->npv_with_capacity,
                          measures->npv_all};
    double total = 0.0;
    for (int k = 0; k < 3; k++) {
        lxw_row_t row = d->net + (lxw_row_t)k;
        sw_put_text(s, row, SW_CF_LINE, LABEL[k], SW_LOOK_TOTAL);
        for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_TOTAL; c++)
            sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
        total += class_sum(b, l->total, k) - class_sum(b, l->total, k + 3);
        put_net_cell(s, d, k, SW_CF_TOTAL, total);
        put_net_cell(s, d, k, SW_CF_PV, npv[k]);
    }
    put_yearly_nets(s, d, l);
    for (size_t m = 0; m < b->cash.months; m++) {
        double net = 0.0;
        for (int k = 0; k < 3; k++) {
            net += l->by_class[(size_t)k * b->cash.months + m] -
                   l->by_class[(size_t)(k + 3) * b->cash.months + m];
            put_net_cell(s, d, k, month(m), net);
        }
    }
}

static void put_dating(sw_sheet *s, const sw_difference_rows *d,
                       const sw_difference_sums *l)
{
    static const char *const DATED[] = {"start", "end"};
    static const char *const LABEL[] = {
        "Net on the headline basis, dated: start",
        "Net on the headline basis, dated: end"};
    const sw_book *b = s->book;
    for (lxw_row_t k = 0; k < G_N_ELEMENTS(DATED); k++) {
        lxw_row_t row = d->timing + k;
        sw_put_text(s, row, SW_CF_LINE, LABEL[k], SW_LOOK_CELL);
        sw_put_text(s, row, SW_CF_DATED, DATED[k], SW_LOOK_CELL);
        for (size_t m = 0; m < b->cash.months; m++)
            sw_put_formula(s, row, month(m), l->net[k][m], SW_LOOK_CELL,
                           SW_NUM_MONEY, "=SUMPRODUCT((%s=%s)*%s*%s)",
                           flows_of(d, SW_CF_DATED, SW_FIX_BOTH).text,
                           sw_at(row, SW_CF_DATED, SW_FIX_COLUMN).text,
                           flows_of(d, SW_CF_RATE, SW_FIX_BOTH).text,
                           flows_of(d, month(m), SW_FIX_ROW).text);
    }
}

/* A discounted row: the net's cells times the factors. */
static void put_discounted_row(sw_sheet *s, lxw_row_t row, const char *label,
                               lxw_row_t net, int factor, const double *value)
{
    const sw_book *b = s->book;
    lxw_row_t factors = sw_cash_calendar(b, SW_CAL_FACTOR + factor);
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++)
        sw_put_formula(s, row, month(m), value[m], SW_LOOK_CELL, SW_NUM_MONEY,
                       "=%s*%s", sw_at(net, month(m), SW_FIX_NONE).text,
                       sw_at(factors, month(m), SW_FIX_ROW).text);
}

static void put_discounted(sw_sheet *s, const sw_difference_rows *d,
                           const sw_difference_sums *l)
{
    put_discounted_row(s, d->discounted_start, "Discounted, dated at a start",
                       d->timing, SW_FACTOR_START, l->start);
    put_discounted_row(s, d->discounted_end, "Discounted, dated at an end",
                       d->timing + 1, SW_FACTOR_END, l->end);
}

/* Cumulative flows at time t = 0 ... months; time 0 stands left of month 1. */
static void put_cumulative(sw_sheet *s, const sw_difference_rows *d,
                           const sw_difference_sums *l)
{
    const sw_book *b = s->book;
    sw_put_text(s, d->time, SW_CF_LINE, "Time t, in months", SW_LOOK_CELL);
    sw_put_text(s, d->cumulative, SW_CF_LINE, "Cumulative net at time t",
                SW_LOOK_CELL);
    sw_put_text(s, d->discounted, SW_CF_LINE, "Cumulative, discounted",
                SW_LOOK_CELL);
    for (size_t t = 0; t <= b->cash.months; t++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_START + t), next = (lxw_col_t)(c + 1);
        sw_put_number(s, d->time, c, (double)t, SW_LOOK_CELL, SW_NUM_COUNT);
        sw_ref before = sw_at(d->cumulative, (lxw_col_t)(c - 1), SW_FIX_NONE);
        sw_ref before_pv =
            sw_at(d->discounted, (lxw_col_t)(c - 1), SW_FIX_NONE);
        g_autofree char *so_far =
            t == 0 ? g_strdup("")
                   : g_strdup_printf("%s+%s+", before.text,
                                     sw_at(d->timing + 1, c, 0).text);
        g_autofree char *so_far_pv =
            t == 0 ? g_strdup("")
                   : g_strdup_printf("%s+%s+", before_pv.text,
                                     sw_at(d->discounted_end, c, 0).text);
        sw_put_formula(s, d->cumulative, c, l->cumulative[t], SW_LOOK_CELL,
                       SW_NUM_MONEY, "=%s%s", so_far,
                       sw_at(d->timing, next, 0).text);
        sw_put_formula(s, d->discounted, c, l->discounted[t], SW_LOOK_CELL,
                       SW_NUM_MONEY, "=%s%s", so_far_pv,
                       sw_at(d->discounted_start, next, 0).text);
    }
}

/* `otherwise`: the text that the formula gives where there is no figure; NULL
 * where nothing is to be recomputed then. */
static void put_measure(sw_sheet *s, const sw_difference_rows *d, int k,
                        const char *label, double value, sw_number number,
                        const char *formula, const char *otherwise)
{
    lxw_row_t row = d->measures + (lxw_row_t)k;
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_PV; c++)
        sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    if (otherwise != NULL)
        sw_put_formula_or(s, row, SW_CF_PV, value, otherwise, SW_LOOK_TOTAL,
                          number, formula);
    else
        sw_put_formula(s, row, SW_CF_PV, value, SW_LOOK_TOTAL, number, "%s",
                       formula);
}

/* Only the engine knows how many roots there are. */
static void put_irr(sw_sheet *s, const sw_difference_rows *d, double irr)
{
    lxw_row_t row = d->measures + SW_MEASURE_IRR;
    sw_put_text(s, row, SW_CF_LINE,
                "Internal rate of return a year (as evaluated)", SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_PV; c++)
        sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    sw_put_number(s, row, SW_CF_PV, irr, SW_LOOK_TOTAL, SW_NUM_PERCENT_1);
}

static void put_values(sw_sheet *s, const sw_difference_rows *d,
                       const sw_measures *m)
{
    const sw_book *b = s->book;
    sw_ref weight = flows_of(d, SW_CF_RATE, SW_FIX_BOTH);
    sw_ref pv = flows_of(d, SW_CF_PV, SW_FIX_BOTH);
    sw_ref at[SW_MEASURE_ROWS];
    for (int k = 0; k < SW_MEASURE_ROWS; k++)
        at[k] = sw_at(d->measures + (lxw_row_t)k, SW_CF_PV, SW_FIX_NONE);
    g_autofree char *npv = g_strdup_printf(
        "=SUM(%s)+SUM(%s)", months_of(b, d->discounted_start, 0).text,
        months_of(b, d->discounted_end, 0).text);
    g_autofree char *benefits =
        g_strdup_printf("=SUMPRODUCT((%s>0)*%s)", weight.text, pv.text);
    g_autofree char *costs =
        g_strdup_printf("=SUMPRODUCT((%s<0)*%s)", weight.text, pv.text);
    g_autofree char *roi =
        g_strdup_printf("=IF(%s>0,(%s-%s)/%s,\"n/a\")",
                        at[SW_MEASURE_COSTS].text, at[SW_MEASURE_BENEFITS].text,
                        at[SW_MEASURE_COSTS].text, at[SW_MEASURE_COSTS].text);
    g_autofree char *bcr = g_strdup_printf(
        "=IF(%s>0,%s/%s,\"n/a\")", at[SW_MEASURE_COSTS].text,
        at[SW_MEASURE_BENEFITS].text, at[SW_MEASURE_COSTS].text);
    const char *none = b->e->economics->has_benefit ? "n/a" : NULL;
    put_measure(s, d, SW_MEASURE_NPV, "Net present value, headline basis",
                m->npv, SW_NUM_MONEY, npv, NULL);
    put_measure(s, d, SW_MEASURE_BENEFITS, "Present value of benefits",
                m->pv_benefits, SW_NUM_MONEY, benefits, NULL);
    put_measure(s, d, SW_MEASURE_COSTS, "Present value of costs", m->pv_costs,
                SW_NUM_MONEY, costs, NULL);
    put_measure(s, d, SW_MEASURE_ROI, "Return on investment", m->roi,
                SW_NUM_PERCENT, roi, none);
    put_measure(s, d, SW_MEASURE_BCR, "Benefits per unit of cost", m->bcr,
                SW_NUM_DECIMAL_2, bcr, none);
    put_irr(s, d, m->irr);
}

/* The last t with a negative cumulative, -1 where there is none. */
static double last_below(const double *c, size_t months)
{
    double last = -1.0;
    for (size_t t = 0; t <= months; t++)
        if (c[t] < 0.0)
            last = (double)t;
    return last;
}

bool sw_payback_is_said(const char *note)
{
    return g_strcmp0(note, "never") == 0 ||
           g_strcmp0(note, "nothing to pay back") == 0;
}

static void put_payback(sw_sheet *s, const sw_difference_rows *d, int below,
                        lxw_row_t row, const double *cumulative, double payback,
                        const char *note)
{
    const sw_book *b = s->book;
    lxw_col_t last = month(b->cash.months - 1);
    sw_ref c = sw_span(row, SW_CF_START, row, last, SW_FIX_BOTH);
    sw_ref c_next = sw_span(row, SW_CF_MONTH, row, last, SW_FIX_BOTH);
    sw_ref t = sw_span(d->time, SW_CF_START, d->time, last, SW_FIX_BOTH);
    sw_ref at = sw_at(d->measures + (lxw_row_t)below, SW_CF_PV, SW_FIX_NONE);
    /* LARGE, since within MAX Gnumeric takes no array. */
    g_autofree char *find = g_strdup_printf(
        "=SUMPRODUCT(LARGE((%s<0)*(%s+1),1))-1", c.text, t.text);
    const sw_language *l = sw_sheet_language(s);
    const char *kind =
        sw_language_text(l, below == SW_MEASURE_BELOW ? "" : ", discounted");
    g_autofree char *label =
        sw_say(l, "Last month below zero%s (-1: none)", kind);
    g_autofree char *label_payback = sw_say(l, "Payback in months%s", kind);
    put_measure(s, d, below, label, last_below(cumulative, b->cash.months),
                SW_NUM_COUNT, find, NULL);
    g_autofree char *formula = g_strdup_printf(
        "=IF(%s<0,\"nothing to pay back\",IF(%s=MAX(%s),\"never\","
        "%s-INDEX(%s,1,%s+1)/(INDEX(%s,1,%s+1)-INDEX(%s,1,%s+1))))",
        at.text, at.text, t.text, at.text, c.text, at.text, c_next.text,
        at.text, c.text, at.text);
    put_measure(s, d, below + 1, label_payback, payback, SW_NUM_DECIMAL_1,
                formula, sw_payback_is_said(note) ? note : NULL);
}

/* Why there is no discounted payback; the engine gives the plain one's note. */
static const char *note_of(const double *c, size_t months)
{
    double last = last_below(c, months);
    return last < 0                 ? "nothing to pay back"
           : last >= (double)months ? "never"
                                    : NULL;
}

void sw_cash_difference(sw_sheet *s, const sw_cash_sums *sums, int view)
{
    static const char *const HEADS[] = {
        "Line",       "Class",  "Side",           "Dated",
        ">Counts as", ">Total", ">Present value", NULL};
    const sw_book *b = s->book;
    const sw_difference_rows *d = &b->cash.difference[view];
    const sw_difference_sums *l = &sums->difference[view];
    const sw_measures *m = view == SW_VIEW_COMMITMENT ? &b->e->money->commitment
                                                      : &b->e->money->programme;
    s->row = d->title;
    sw_put_section(s, TITLE[view], SW_CF_MONTH);
    sw_put_heads(s, HEADS);
    for (size_t f = 0; f < sums->flows; f++)
        put_flow(s, d, l, view, f);
    put_classes(s, d, l);
    put_nets(s, d, l, m);
    put_dating(s, d, l);
    put_discounted(s, d, l);
    put_cumulative(s, d, l);
    put_values(s, d, m);
    put_payback(s, d, SW_MEASURE_BELOW, d->cumulative, l->cumulative,
                m->payback_months, m->payback_note);
    const char *why = b->e->economics->has_benefit
                          ? note_of(l->discounted, sums->months)
                          : NULL;
    put_payback(s, d, SW_MEASURE_BELOW_DISCOUNTED, d->discounted, l->discounted,
                m->discounted_payback_months, why);
}
