#include "report/live_figure.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/spending.h"
#include "report/as_evaluated.h"
#include "report/cash_flow.h"
#include "report/ledger_columns.h"
#include "report/live_seats.h"

enum { EXCEL_OF_1970 = 25569 }; /* serial of 1970-01-01 */

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-6 + 1e-9 * fabs(b);
}

static bool is_within(sw_day day, sw_day from, sw_day to)
{
    return day >= from && day <= to;
}

/* ---- what contracts bill ---- */

static bool is_listed(const sw_economics *e, const sw_entry *v)
{
    return sw_flow_is_billed(&e->flows[e->parts[v->part].flow]) &&
           v->month >= 1;
}

/* Of invoices by the day they are due, whole. */
static double billed_value(const sw_book *b, int block, sw_day from, sw_day to)
{
    const sw_economics *e = b->e->economics;
    const sw_cash_flow *cf = sw_block_cash_flow(b, block);
    double total = 0.0;
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        if (is_listed(e, v) && is_within(v->due, from, to))
            total += cf->entry[i] / (v->within > 0.0 ? v->within : 1.0);
    }
    return total;
}

static char *billed_formula(const sw_book *b, int block, sw_day from, sw_day to)
{
    const sw_ledger_place *p = &b->ledger;
    sw_ref due = sw_ledger_column(b, p->due);
    return g_strdup_printf(
        "SUMIFS(%s,%s,\"%s\",%s,\">=%d\",%s,\"<=%d\")",
        sw_ledger_column(b, p->whole > 0 ? p->whole : p->amount).text,
        sw_ledger_column(b, p->option).text, sw_ledger_option(block), due.text,
        EXCEL_OF_1970 + from, due.text, EXCEL_OF_1970 + to);
}

/* ---- other lines, by the months of the model ---- */

/* The model's months that lie in the days, from 0; false where none does. */
static bool months_within(const sw_book *b, sw_day from, sw_day to,
                          size_t *first, size_t *n)
{
    sw_day as_of = b->e->economics->as_of;
    *first = *n = 0;
    for (size_t m = 0; m < b->cash.months; m++) {
        bool inside = sw_month_first(as_of, (int)m + 1) >= from &&
                      sw_month_last(as_of, (int)m + 1) <= to;
        if (inside && *n == 0)
            *first = m;
        *n += inside;
    }
    return *n > 0;
}

static bool is_line_spending(const sw_flow *f)
{
    return sw_flow_is_spending(f) && !sw_flow_is_billed(f);
}

static double lines_value(const sw_book *b, int block, size_t first, size_t n)
{
    const sw_economics *e = b->e->economics;
    const sw_cash_flow *cf = sw_block_cash_flow(b, block);
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t m = first; m < first + n && m < cf->n_months; m++)
            if (is_line_spending(&e->flows[f]))
                total += cf->amount[f * cf->n_months + m];
    return total;
}

static void append_lines(GString *formula, const sw_book *b, int block,
                         size_t first, size_t n)
{
    const sw_economics *e = b->e->economics;
    for (size_t f = 0; f < e->n_flows; f++) {
        lxw_row_t row = b->cash.block[block].amount + (lxw_row_t)f;
        if (is_line_spending(&e->flows[f]))
            g_string_append_printf(
                formula, "+SUM('%s'!%s)", sw_sheet_title_of(SW_SHEET_CASH_FLOW),
                sw_span(row, (lxw_col_t)(SW_CF_MONTH + first), row,
                        (lxw_col_t)(SW_CF_MONTH + first + n - 1), SW_FIX_BOTH)
                    .text);
    }
}

sw_live_figure sw_live_cash_within(const sw_book *b, int block, sw_day from,
                                   sw_day to, bool billed, double value)
{
    size_t first, n;
    sw_live_figure out = {.value = value, .number = SW_NUM_MONEY};
    bool months = months_within(b, from, to, &first, &n) && !billed;
    double sum = billed_value(b, block, from, to);
    if (months)
        sum += lines_value(b, block, first, n);
    if (!is_near(sum, value))
        return out;
    g_autofree char *bills = billed_formula(b, block, from, to);
    GString *formula = g_string_new(bills);
    if (months)
        append_lines(formula, b, block, first, n);
    out.formula = g_string_free(formula, FALSE);
    return out;
}

/* ---- if nobody acts ---- */

/* What the Ledger lists of the term being signed from a day on. */
static double renewing_value(const sw_book *b, sw_day from)
{
    const sw_economics *e = b->e->economics;
    const sw_cash_flow *cf = sw_block_cash_flow(b, SW_BLOCK_COMMITMENT);
    double total = 0.0;
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        if (is_listed(e, v) && v->kind != SW_DUE_USAGE && v->from >= from)
            total += cf->entry[i];
    }
    return total;
}

sw_live_figure sw_live_cash_renewing(const sw_book *b)
{
    const sw_economics *e = b->e->economics;
    sw_live_figure out = {.value = b->e->money->if_nobody_acts,
                          .number = SW_NUM_MONEY};
    sw_day from = e->clock[0].leaves_on + 1;
    if (e->n_contracts != 1 || !is_near(renewing_value(b, from), out.value))
        return out;
    out.formula = g_strdup_printf(
        "SUMIFS(%s,%s,\"%s\",%s,\">=%d\",%s,\"<>%s\")",
        sw_ledger_column(b, b->ledger.amount).text,
        sw_ledger_column(b, b->ledger.option).text,
        sw_ledger_option(SW_BLOCK_COMMITMENT),
        sw_ledger_column(b, SW_LEDGER_FROM).text, EXCEL_OF_1970 + from,
        sw_ledger_column(b, SW_LEDGER_KIND).text, sw_words(b, "metered usage"));
    return out;
}

sw_live_figure sw_live_seats(const sw_book *b, double value)
{
    const sw_economics *e = b->e->economics;
    sw_live_figure out = {.value = value, .number = SW_NUM_COUNT};
    for (size_t k = 0; k < e->n_contracts; k++)
        if (!sw_seats_follow(e, k))
            return out;
    if (is_near(sw_count_plain(e, SW_PER_SEAT), value))
        out.formula = sw_count_formula(b, SW_PER_SEAT);
    return out;
}

void sw_put_live(sw_sheet *s, lxw_row_t row, lxw_col_t column, lxw_col_t last,
                 const sw_live_figure *f, sw_look look)
{
    if (f->formula == NULL) {
        sw_put_evaluated_number(s, row, column, last, f->value, look,
                                f->number);
        return;
    }
    if (last > column)
        sw_put_data_across(s, row, column, row, last, "", look);
    g_autofree char *formula = g_strdup_printf("=%s", f->formula);
    sw_put_formula_or(s, row, column, f->value,
                      f->otherwise != NULL ? f->otherwise : "n/a", look,
                      f->number, formula);
}
