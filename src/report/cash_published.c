/*
 * cash_published.c - the programme as published studies lay it out: initial,
 * years, total and present value, each line by its risk adjustment.
 */
#include <math.h>

#include "base/units.h"
#include "economics/measures.h"
#include "report/cash_flow.h"
#include "report/input_unit.h"

enum { INITIAL = SW_CF_RATE, ADJUSTED = SW_CF_DATED };
enum { COSTS, BENEFITS, SIDES };

typedef struct table {
    sw_sheet *s;
    const sw_difference_sums *sums;
    lxw_row_t first; /* of the lines */
    size_t n_years;
    double *total[SIDES]; /* [n_years + 1] the initial column, then the years */
} table;

static lxw_col_t column_of(size_t k)
{
    return k == 0 ? INITIAL : sw_cash_year(k - 1);
}

/* The model's months of column k: what starts in the first half of a year falls
 * at its begin, else at its end; what accrues, at the end of its own. */
static void months_of(const sw_flow *flow, size_t k, int *first, int *last)
{
    int months = SW_MONTHS_PER_YEAR, half = months / 2;
    *last = (int)k * months + (flow->start_dated ? half : 0);
    *first = *last - months + 1;
}

/* An amount in today's money, where amounts are of their own day. */
static double deflator_at(const sw_book *b, const sw_flow *flow, size_t m)
{
    double rate = b->e->economics->mean[SW_IN_INFLATION];
    double months = (double)(flow->start_dated ? m : m + 1);
    return b->e->pilot->real_basis
               ? pow(1.0 + rate, -months / SW_MONTHS_PER_YEAR)
               : 1.0;
}

static double amount_in(const table *t, size_t f, int first, int last)
{
    const sw_book *b = t->s->book;
    const sw_flow *flow = &b->e->economics->flows[f];
    double total = 0.0;
    for (size_t m = 0; m < b->cash.months; m++)
        if ((int)m + 1 >= first && (int)m + 1 <= last)
            total += t->sums->amount[f * b->cash.months + m] *
                     deflator_at(b, flow, m);
    return total;
}

/* Which months column k takes, as a factor on the row of months. What starts is
 * nearest to its year: twice the month against twice the year. */
static char *months_formula(const sw_book *b, const sw_flow *flow, size_t k)
{
    lxw_row_t row = sw_cash_calendar(b, SW_CAL_MONTH);
    sw_ref m = sw_cash_months(b, row, SW_FIX_BOTH);
    sw_ref y = sw_at(b->cash.calendar, column_of(k), SW_FIX_BOTH);
    if (k == 0)
        return g_strdup_printf("(%s+%s<=months_per_year)", m.text, m.text);
    if (!flow->start_dated)
        return g_strdup_printf("(%s>months_per_year*(%s-1))*"
                               "(%s<=months_per_year*%s)",
                               m.text, y.text, m.text, y.text);
    return g_strdup_printf("(%s+%s>months_per_year*(%s+%s-1))*"
                           "(%s+%s<=months_per_year*(%s+%s+1))",
                           m.text, m.text, y.text, y.text, m.text, m.text,
                           y.text, y.text);
}

/* Its months of the difference to leaving, times how far it is adjusted. */
static void put_cell(const table *t, size_t f, size_t k, double factor)
{
    sw_sheet *s = t->s;
    const sw_book *b = s->book;
    const sw_flow *flow = &b->e->economics->flows[f];
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_PROGRAMME];
    int first, last, dated = sw_factor_of(flow);
    months_of(flow, k, &first, &last);
    double value = factor * amount_in(t, f, first, last);
    t->total[flow->is_benefit][k] += value;
    if (k == 0 && !flow->start_dated) {
        sw_put_number(s, s->row, INITIAL, 0.0, SW_LOOK_CELL, SW_NUM_MONEY);
        return;
    }
    lxw_row_t row = sw_cash_calendar(b, SW_CAL_DEFLATOR + dated);
    sw_ref deflator = sw_cash_months(b, row, SW_FIX_BOTH);
    sw_ref amounts = sw_cash_months(b, d->amount + (lxw_row_t)f, SW_FIX_BOTH);
    sw_ref adjusted = sw_at(s->row, ADJUSTED, SW_FIX_COLUMN);
    bool real = b->e->pilot->real_basis;
    g_autofree char *months = months_formula(b, flow, k);
    sw_put_formula(s, s->row, column_of(k), value, SW_LOOK_CELL, SW_NUM_MONEY,
                   "=(1%s%s)*SUMPRODUCT(%s*%s%s%s)",
                   flow->is_benefit ? "-" : "+", adjusted.text, months,
                   amounts.text, real ? "*" : "", real ? deflator.text : "");
}

/* Total and present value of a row whose columns are in place. */
static void put_sums(const table *t, double total, double pv, sw_look look)
{
    sw_sheet *s = t->s;
    const sw_book *b = s->book;
    lxw_col_t end = sw_cash_year(t->n_years - 1);
    sw_ref years = sw_span(s->row, SW_CF_YEAR, s->row, end, SW_FIX_NONE);
    sw_ref number = sw_span(b->cash.calendar, SW_CF_YEAR, b->cash.calendar, end,
                            SW_FIX_BOTH);
    const char *rate = sw_book_live(b, SW_IN_DISCOUNT_RATE);
    sw_ref initial = sw_at(s->row, INITIAL, SW_FIX_NONE);
    sw_put_formula(s, s->row, SW_CF_TOTAL, total, look, SW_NUM_MONEY,
                   "=%s+SUM(%s)", initial.text, years.text);
    sw_put_formula(s, s->row, SW_CF_PV, pv, look, SW_NUM_MONEY,
                   "=%s+SUMPRODUCT(%s,(1+%s)^-%s)", initial.text, years.text,
                   rate != NULL ? rate : "0", number.text);
}

static void put_line(table *t, size_t f)
{
    sw_sheet *s = t->s;
    const sw_book *b = s->book;
    const sw_flow *flow = &b->e->economics->flows[f];
    double given = sw_risk_adjustment(b->e->economics, flow);
    double q = isnan(given) ? 0.0 : given;
    double factor = flow->is_benefit ? 1.0 - q : 1.0 + q;
    sw_cash_line(s, s->row, flow);
    sw_put_number(s, s->row, ADJUSTED, q, SW_LOOK_CELL, SW_NUM_PERCENT);
    for (size_t k = 0; k <= t->n_years; k++)
        put_cell(t, f, k, factor);
    int first, last, none;
    months_of(flow, 0, &first, &none);
    months_of(flow, t->n_years, &none, &last);
    put_sums(t, factor * amount_in(t, f, first, last),
             b->e->money->risk_adjusted_pv[f], SW_LOOK_CELL);
    s->row++;
}

static double discounted(const table *t, const double *column)
{
    double rate = t->s->book->e->economics->mean[SW_IN_DISCOUNT_RATE];
    double pv = 0.0;
    for (size_t k = 0; k <= t->n_years; k++)
        pv += column[k] * pow(1.0 + rate, -(double)k);
    return pv;
}

/* A row of sums over the lines of a side, or of benefits less costs. */
static void put_total(const table *t, const char *label, const char *side,
                      const double *value)
{
    sw_sheet *s = t->s;
    lxw_row_t last = s->row - 1;
    sw_put_text(s, s->row, SW_CF_LINE, label, SW_LOOK_TOTAL);
    sw_put_text(s, s->row, SW_CF_CLASS, "", SW_LOOK_TOTAL);
    sw_put_text(s, s->row, SW_CF_SIDE, side, SW_LOOK_TOTAL);
    sw_put_text(s, s->row, ADJUSTED, "", SW_LOOK_TOTAL);
    for (size_t k = 0; k <= t->n_years; k++) {
        lxw_col_t c = column_of(k);
        sw_ref lines = sw_span(t->first, c, last, c, SW_FIX_ROW);
        sw_ref sides =
            sw_span(t->first, SW_CF_SIDE, last, SW_CF_SIDE, SW_FIX_BOTH);
        if (*side != '\0')
            sw_put_formula(s, s->row, c, value[k], SW_LOOK_TOTAL, SW_NUM_MONEY,
                           "=SUMIFS(%s,%s,%s)", lines.text, sides.text,
                           sw_at(s->row, SW_CF_SIDE, SW_FIX_COLUMN).text);
        else
            sw_put_formula(s, s->row, c, value[k], SW_LOOK_TOTAL, SW_NUM_MONEY,
                           "=%s-%s", sw_at(s->row - 1, c, SW_FIX_NONE).text,
                           sw_at(s->row - 2, c, SW_FIX_NONE).text);
    }
    put_sums(t, sw_total(value, t->n_years + 1), discounted(t, value),
             SW_LOOK_TOTAL);
    s->row++;
}

/* The return on investment that such studies state, on present values. */
static void put_return(const table *t)
{
    sw_sheet *s = t->s;
    double costs = discounted(t, t->total[COSTS]);
    double net = discounted(t, t->total[BENEFITS]) - costs;
    sw_ref of = sw_at(s->row - 3, SW_CF_PV, SW_FIX_NONE);
    g_autofree char *formula =
        g_strdup_printf("=IF(%s>0,%s/%s,\"n/a\")", of.text,
                        sw_at(s->row - 1, SW_CF_PV, SW_FIX_NONE).text, of.text);
    sw_put_text(s, s->row, SW_CF_LINE, "Net over costs, by whole years",
                SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_PV; c++)
        sw_put_text(s, s->row, c, "", SW_LOOK_TOTAL);
    sw_put_formula_or(s, s->row, SW_CF_PV, costs > 0.0 ? net / costs : NAN,
                      "n/a", SW_LOOK_TOTAL, SW_NUM_PERCENT, formula);
    s->row++;
}

static void put_column_heads(const table *t)
{
    static const char *const HEADS[] = {"Line",           "Class",    "Side",
                                        ">Adjusted by",   ">Initial", ">Total",
                                        ">Present value", NULL};
    sw_sheet *s = t->s;
    lxw_row_t row = s->row;
    sw_put_heads(s, HEADS);
    for (size_t y = 0; y < t->n_years; y++)
        sw_put_number(s, row, sw_cash_year(y), (double)(y + 1),
                      SW_LOOK_HEAD_RIGHT, SW_NUM_YEAR);
}

void sw_cash_published(sw_sheet *s, const sw_cash_sums *sums)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    table t = {.s = s,
               .sums = &sums->difference[SW_VIEW_PROGRAMME],
               .n_years = b->e->money->n_years};
    for (int k = 0; k < SIDES; k++)
        t.total[k] = g_new0(double, t.n_years + 1);
    s->row = b->cash.published;
    sw_put_section(s,
                   "As published studies lay it out: the programme, renewing "
                   "all less leaving, discounted by whole years",
                   SW_CF_MONTH);
    put_column_heads(&t);
    t.first = s->row;
    for (size_t f = 0; f < e->n_flows; f++)
        if (fabs(sw_cash_weight(b, &e->flows[f])) > 0.0)
            put_line(&t, f);
    put_total(&t, "Costs, headline basis", "cost", t.total[COSTS]);
    put_total(&t, "Benefits, headline basis", "benefit", t.total[BENEFITS]);
    g_autofree double *net = g_new0(double, t.n_years + 1);
    for (size_t k = 0; k <= t.n_years; k++)
        net[k] = t.total[BENEFITS][k] - t.total[COSTS][k];
    put_total(&t, "Net", "", net);
    put_return(&t);
    for (int k = 0; k < SIDES; k++)
        g_free(t.total[k]);
}
