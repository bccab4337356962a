/*
 * sheet_budget.c - what renewing all spends by fiscal year and line: cash above
 * accrual, what was paid, and who it is charged to.
 */
#include <math.h>

#include "economics/calendar.h"
#include "economics/metered_bill.h"
#include "report/cash_flow.h"
#include "report/ledger_rows.h"
#include "report/print.h"
#include "report/text.h"

enum { COL_LINE, COL_KEY, COL_YEAR };

static const double TOLERANCE = 1e-6; /* of the currency */

static const sw_budget *budget_of(const sw_sheet *s)
{
    return &s->book->budget;
}

static lxw_col_t year_column(size_t y)
{
    return (lxw_col_t)(COL_YEAR + y);
}

static lxw_col_t total_column(const sw_sheet *s)
{
    return year_column(budget_of(s)->n_years);
}

/* Heads, and the first and last day of each year. */
static void put_heads(sw_sheet *s)
{
    static const char *const DAY[] = {"First day", "Last day"};
    const sw_budget *b = budget_of(s);
    const sw_language *l = s->book->e->pilot->language;
    sw_put_text(s, s->row, COL_LINE, "Fiscal year", SW_LOOK_HEAD);
    sw_put_text(s, s->row, COL_KEY, "Key", SW_LOOK_HEAD_RIGHT);
    for (size_t y = 0; y < b->n_years; y++) {
        g_autofree char *head = sw_say(l, "FY %d", b->year[y].label);
        sw_put_data(s, s->row, year_column(y), head, SW_LOOK_HEAD_RIGHT);
    }
    sw_put_text(s, s->row++, total_column(s), "Total", SW_LOOK_HEAD_RIGHT);
    for (int k = 0; k < 2; k++, s->row++) {
        sw_put_text(s, s->row, COL_LINE, DAY[k], SW_LOOK_CELL);
        sw_put_text(s, s->row, COL_KEY, "", SW_LOOK_CELL);
        sw_put_text(s, s->row, total_column(s), "", SW_LOOK_CELL);
        for (size_t y = 0; y < b->n_years; y++)
            sw_put_date(s, s->row, year_column(y),
                        k == 0 ? b->year[y].from : b->year[y].to, SW_LOOK_CELL);
    }
}

enum { HEADS_ROW = 4, FROM_ROW, TO_ROW };

static sw_ref day_cell(lxw_row_t row, size_t y)
{
    return sw_at(row, year_column(y), SW_FIX_ROW);
}

/* ---- one cell: live where the sheets' sums are the engine's ---- */

static bool is_near(double a, double b)
{
    return fabs(a - b) <= TOLERANCE + 1e-9 * fabs(b);
}

/* A contract's line: rows of the Ledger with its key, by the day they are due
 * or in the column of the fiscal year. */
static char *billed_formula(const sw_book *b, lxw_row_t row, size_t y,
                            bool cash)
{
    const sw_ledger_place *p = &b->ledger;
    sw_ref keys = sw_ledger_column(b, p->key);
    sw_ref key = sw_at(row, COL_KEY, SW_FIX_COLUMN);
    lxw_col_t whole = p->whole > 0 ? p->whole : p->amount;
    if (!cash)
        return g_strdup_printf(
            "=SUMIFS(%s,%s,%s)",
            sw_ledger_column(b, (lxw_col_t)(p->accrual + y)).text, keys.text,
            key.text);
    sw_ref due = sw_ledger_column(b, p->due);
    return g_strdup_printf("=SUMIFS(%s,%s,%s,%s,\">=\"&%s,%s,\"<=\"&%s)",
                           sw_ledger_column(b, whole).text, keys.text, key.text,
                           due.text, day_cell(FROM_ROW, y).text, due.text,
                           day_cell(TO_ROW, y).text);
}

static char *months_of(const sw_book *b, lxw_row_t row)
{
    return g_strdup_printf("'%s'!%s", sw_sheet_title_of(SW_SHEET_CASH_FLOW),
                           sw_cash_months(b, row, SW_FIX_BOTH).text);
}

/* Another line: the months of the Cash flow sheet that lie in the year. */
static char *line_formula(const sw_book *b, size_t flow, size_t y)
{
    lxw_row_t row = b->cash.block[SW_BLOCK_PROGRAMME].amount + (lxw_row_t)flow;
    g_autofree char *amounts = months_of(b, row);
    g_autofree char *from = months_of(b, sw_cash_calendar(b, SW_CAL_FROM));
    g_autofree char *to = months_of(b, sw_cash_calendar(b, SW_CAL_TO));
    return g_strdup_printf("=SUMIFS(%s,%s,\">=\"&%s,%s,\"<=\"&%s)", amounts,
                           from, day_cell(FROM_ROW, y).text, to,
                           day_cell(TO_ROW, y).text);
}

/* What that formula gives. */
static double months_within(const sw_book *b, size_t flow, size_t y)
{
    const sw_cash_flow *cf = &b->e->money->renew[SW_VIEW_PROGRAMME];
    const sw_budget_year *year = &b->budget.year[y];
    double total = 0.0;
    for (size_t m = 0; m < cf->n_months; m++) {
        int month = (int)m + 1;
        sw_day as_of = b->e->economics->as_of;
        if (sw_month_first(as_of, month) >= year->from &&
            sw_month_last(as_of, month) <= year->to)
            total += cf->amount[flow * cf->n_months + m];
    }
    return total;
}

static void put_cell(sw_sheet *s, lxw_row_t row, size_t line, size_t y,
                     bool cash)
{
    const sw_book *b = s->book;
    size_t flow = b->budget.flow[line], at = line * b->budget.n_years + y;
    double value = (cash ? b->budget.cash : b->budget.accrual)[at];
    bool billed = sw_flow_is_billed(&b->e->economics->flows[flow]);
    bool live = billed || is_near(months_within(b, flow, y), value);
    g_autofree char *formula =
        billed ? billed_formula(b, row, y, cash) : line_formula(b, flow, y);
    if (live)
        sw_put_formula(s, row, year_column(y), value, SW_LOOK_CELL,
                       SW_NUM_MONEY, "%s", formula);
    else
        sw_put_number(s, row, year_column(y), value, SW_LOOK_CELL,
                      SW_NUM_MONEY);
}

/* ---- a block: lines, and their total ---- */

static void put_row_total(sw_sheet *s, lxw_row_t row, double value,
                          sw_look look)
{
    sw_put_formula(s, row, total_column(s), value, look, SW_NUM_MONEY,
                   "=SUM(%s)",
                   sw_span(row, COL_YEAR, row, (lxw_col_t)(total_column(s) - 1),
                           SW_FIX_NONE)
                       .text);
}

static double row_sum(const double *row, size_t n)
{
    return sw_total(row, n);
}

static void put_line(sw_sheet *s, size_t line, bool cash)
{
    const sw_budget *b = budget_of(s);
    const sw_flow *f = &s->book->e->economics->flows[b->flow[line]];
    lxw_row_t row = s->row++;
    const double *value = (cash ? b->cash : b->accrual) + line * b->n_years;
    sw_put_message(s, row, COL_LINE, f->label, SW_LOOK_CELL);
    if (sw_flow_is_billed(f))
        sw_put_number(s, row, COL_KEY,
                      sw_ledger_key(SW_BLOCK_PROGRAMME, b->flow[line]),
                      SW_LOOK_LOCKED, SW_NUM_GENERAL);
    else
        sw_put_text(s, row, COL_KEY, "", SW_LOOK_CELL);
    for (size_t y = 0; y < b->n_years; y++)
        put_cell(s, row, line, y, cash);
    put_row_total(s, row, row_sum(value, b->n_years), SW_LOOK_CELL);
}

static double year_total(const sw_budget *b, const double *v, size_t y)
{
    double total = 0.0;
    for (size_t i = 0; i < b->n_lines; i++)
        total += v[i * b->n_years + y];
    return total;
}

static lxw_row_t put_block(sw_sheet *s, const char *title, bool cash)
{
    const sw_budget *b = budget_of(s);
    const double *v = cash ? b->cash : b->accrual;
    double all = 0.0;
    s->row++;
    sw_put_section(s, title, (lxw_col_t)(total_column(s) + 1));
    lxw_row_t first = s->row;
    for (size_t i = 0; i < b->n_lines; i++)
        put_line(s, i, cash);
    lxw_row_t row = s->row++;
    sw_put_text(s, row, COL_LINE, "Total", SW_LOOK_TOTAL);
    sw_put_text(s, row, COL_KEY, "", SW_LOOK_TOTAL);
    for (size_t y = 0; y < b->n_years; y++) {
        lxw_col_t c = year_column(y);
        double total = year_total(b, v, y);
        all += total;
        sw_put_formula(s, row, c, total, SW_LOOK_TOTAL, SW_NUM_MONEY,
                       "=SUM(%s)",
                       sw_span(first, c, row - 1, c, SW_FIX_NONE).text);
    }
    put_row_total(s, row, all, SW_LOOK_TOTAL);
    return row;
}

/* ---- against the budget that is given ---- */

static void put_given(sw_sheet *s, lxw_row_t cash)
{
    const sw_budget *b = budget_of(s);
    double given = s->book->e->pilot->policy.budget_per_year;
    if (!isfinite(given))
        return;
    lxw_row_t row = s->row++, left = s->row++;
    sw_put_text(s, row, COL_LINE, "Budget of a year", SW_LOOK_CELL);
    sw_put_text(s, left, COL_LINE, "To spare, or too little", SW_LOOK_CELL);
    for (size_t y = 0; y < b->n_years; y++) {
        lxw_col_t c = year_column(y);
        sw_put_number(s, row, c, given, SW_LOOK_CELL, SW_NUM_MONEY);
        sw_put_formula(s, left, c, given - year_total(b, b->cash, y),
                       SW_LOOK_CELL, SW_NUM_MONEY, "=%s-%s",
                       sw_at(row, c, SW_FIX_NONE).text,
                       sw_at(cash, c, SW_FIX_NONE).text);
    }
}

/* ---- what was paid ---- */

static void put_known(sw_sheet *s, const char *label, const double *v,
                      sw_look look)
{
    const sw_budget *b = budget_of(s);
    sw_put_data(s, s->row, COL_LINE, label, look);
    for (size_t y = 0; y < b->n_years; y++)
        if (isfinite(v[y]))
            sw_put_number(s, s->row, year_column(y), v[y], look, SW_NUM_MONEY);
        else
            sw_put_text(s, s->row, year_column(y), "", look);
    s->row++;
}

static void put_difference(sw_sheet *s, const double *paid,
                           const double *forecast)
{
    const sw_budget *b = budget_of(s);
    lxw_row_t row = s->row++;
    sw_put_text(s, row, COL_LINE, "Paid more, or less", SW_LOOK_TOTAL);
    for (size_t y = 0; y < b->n_years; y++) {
        lxw_col_t c = year_column(y);
        if (isfinite(paid[y]) && isfinite(forecast[y]))
            sw_put_formula(s, row, c, paid[y] - forecast[y], SW_LOOK_TOTAL,
                           SW_NUM_MONEY, "=%s-%s",
                           sw_at(row - 1, c, SW_FIX_NONE).text,
                           sw_at(row - 2, c, SW_FIX_NONE).text);
        else
            sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    }
}

static bool any_known(const double *v, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || isfinite(v[i]);
    return any;
}

static void put_actual(sw_sheet *s, size_t line)
{
    const sw_budget *b = budget_of(s);
    const sw_flow *f = &s->book->e->economics->flows[b->flow[line]];
    const double *paid = b->actual + line * b->n_years;
    const double *forecast = b->forecast + line * b->n_years;
    if (!any_known(paid, b->n_years) && !any_known(forecast, b->n_years))
        return;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *label = sw_message_say(f->label, l);
    g_autofree char *reckoned = sw_say(l, "%s: as reckoned", label);
    g_autofree char *actual = sw_say(l, "%s: as paid", label);
    put_known(s, reckoned, forecast, SW_LOOK_CELL);
    put_known(s, actual, paid, SW_LOOK_CELL);
    put_difference(s, paid, forecast);
}

static void put_actuals(sw_sheet *s)
{
    const sw_budget *b = budget_of(s);
    size_t n = b->n_lines * b->n_years;
    if (!any_known(b->actual, n) && !any_known(b->forecast, n))
        return;
    s->row++;
    sw_put_section(s, "Contracts until the decision: as reckoned, and as paid",
                   (lxw_col_t)(total_column(s) + 1));
    for (size_t i = 0; i < b->n_lines; i++)
        put_actual(s, i);
}

/* ---- who is charged ---- */

static void put_center(sw_sheet *s, const sw_cost_center *c, lxw_row_t total,
                       const double *v)
{
    const sw_budget *b = budget_of(s);
    lxw_row_t row = s->row++;
    double sum = 0.0;
    if (c->name != NULL)
        sw_put_data(s, row, COL_LINE, c->name, SW_LOOK_CELL);
    else
        sw_put_text(s, row, COL_LINE, "without a cost centre", SW_LOOK_CELL);
    sw_put_number(s, row, COL_KEY, c->share, SW_LOOK_CELL, SW_NUM_PERCENT_1);
    for (size_t y = 0; y < b->n_years; y++) {
        double value = c->share * year_total(b, v, y);
        lxw_col_t column = year_column(y);
        sum += value;
        sw_put_formula(s, row, column, value, SW_LOOK_CELL, SW_NUM_MONEY,
                       "=%s*%s", sw_at(row, COL_KEY, SW_FIX_COLUMN).text,
                       sw_at(total, column, SW_FIX_ROW).text);
    }
    put_row_total(s, row, sum, SW_LOOK_CELL);
}

static void put_centers(sw_sheet *s, const char *title, lxw_row_t total,
                        const double *v)
{
    const sw_budget *b = budget_of(s);
    if (b->n_centers == 0)
        return;
    s->row++;
    sw_put_section(s, title, (lxw_col_t)(total_column(s) + 1));
    for (size_t i = 0; i < b->n_centers; i++)
        put_center(s, &b->center[i], total, v);
}

/* ---- packs ---- */

enum { PACK_START = COL_YEAR, PACK_DRAWN, PACK_EXPIRED, PACK_LEFT };

static void put_pack_month(sw_sheet *s, const sw_pack_month *x)
{
    lxw_row_t row = s->row++;
    sw_put_date(s, row, COL_LINE, x->to, SW_LOOK_CELL);
    sw_put_text(s, row, COL_KEY, "", SW_LOOK_CELL);
    sw_put_number(s, row, PACK_START, x->start, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, row, PACK_DRAWN, x->drawn, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_number(s, row, PACK_EXPIRED, x->expired, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_formula(s, row, PACK_LEFT, x->start - x->drawn - x->expired,
                   SW_LOOK_CELL, SW_NUM_COUNT, "=%s-%s-%s",
                   sw_at(row, PACK_START, SW_FIX_NONE).text,
                   sw_at(row, PACK_DRAWN, SW_FIX_NONE).text,
                   sw_at(row, PACK_EXPIRED, SW_FIX_NONE).text);
}

/* Prepaid units as they are drawn down, a month a row. */
static void put_packs(sw_sheet *s, size_t meter)
{
    static const char *const HEADS[] = {
        "Month to", "",  ">Units at its start", ">Drawn", ">Expired unused",
        ">Left",    NULL};
    const sw_economics *e = s->book->e->economics;
    const sw_language *l = sw_sheet_language(s);
    g_autoptr(GArray) list =
        sw_pack_months(e, meter, e->renew[SW_VIEW_PROGRAMME].to);
    if (list->len == 0)
        return;
    g_autofree char *title =
        sw_say(l,
               "Prepaid units of %s, as they are expected to be drawn "
               "(as evaluated)",
               e->pilot->meters[meter].name);
    s->row++;
    sw_put_data_section(s, title, (lxw_col_t)(total_column(s) + 1));
    sw_put_heads(s, HEADS);
    for (guint i = 0; i < list->len; i++)
        put_pack_month(s, &g_array_index(list, sw_pack_month, i));
}

static char *says(const sw_book *b)
{
    const sw_language *l = b->e->pilot->language;
    return b->e->pilot->fiscal_year_given
               ? sw_say(l, "What renewing all spends by fiscal year, named by "
                           "the calendar year in which it ends: invoices whole "
                           "when they fall due, and spread over the days that "
                           "they pay for.")
               : sw_say(l,
                        "What renewing all spends by calendar year, since no "
                        "fiscal year is given: invoices whole when they fall "
                        "due, and spread over the days that they pay for.");
}

void sw_write_budget(sw_book *book)
{
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_BUDGET);
    sw_sheet_columns(&s, COL_LINE, COL_LINE, 42);
    sw_sheet_columns(&s, COL_KEY, COL_KEY, 9);
    sw_sheet_columns(&s, COL_YEAR, total_column(&s), 15);
    g_autofree char *text = says(book);
    sw_sheet_title(&s, "Budget", text);
    s.row = HEADS_ROW;
    put_heads(&s);
    lxw_row_t cash = put_block(&s, "Cash: as it falls due", true);
    put_given(&s, cash);
    lxw_row_t accrual = put_block(&s, "Accrual: as it is used up", false);
    put_actuals(&s);
    put_centers(&s, "Cash by cost centre, by seats held", cash,
                book->budget.cash);
    put_centers(&s, "Accrual by cost centre, by seats held", accrual,
                book->budget.accrual);
    for (size_t i = 0; i < book->e->pilot->n_meters; i++)
        put_packs(&s, i);
    worksheet_freeze_panes(s.ws, TO_ROW + 1, COL_YEAR);
    sw_sheet_print(&s, HEADS_ROW, TO_ROW);
    sw_sheet_pages(&s, total_column(&s), SW_PAPER_A4);
    sw_sheet_protect(&s);
}
