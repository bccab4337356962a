/*
 * cash_blocks.c - one option: how much of each month a line has, and its
 * amounts.
 */
#include "report/cash_flow.h"
#include "report/ledger_rows.h"

static const char *const TITLE[SW_FLOW_BLOCKS] = {
    [SW_BLOCK_COMMITMENT] = "Renewing all: the term being signed",
    [SW_BLOCK_LEAVE] = "Leaving at the cheapest permitted date",
    [SW_BLOCK_LEAVE_PROGRAMME] = "Leaving, to the end of the programme",
    [SW_BLOCK_PROGRAMME] = "Renewing all: the programme",
};

static void put_amounts(sw_sheet *s, const sw_block_rows *rows,
                        const double *amount, size_t f)
{
    const sw_book *b = s->book;
    lxw_row_t row = rows->amount + (lxw_row_t)f;
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        g_autofree char *formula = sw_cash_amount(b, rows, f, c);
        sw_put_formula(s, row, c, amount[f * b->cash.months + m], SW_LOOK_CELL,
                       SW_NUM_MONEY, "%s", formula);
    }
    sw_cash_put_years(s, row, amount + f * b->cash.months);
}

static void put_flow(sw_sheet *s, const sw_block_sums *l, int block, size_t f)
{
    const sw_book *b = s->book;
    const sw_block_rows *rows = &b->cash.block[block];
    const sw_flow *flow = &b->e->economics->flows[f];
    lxw_row_t row = rows->amount + (lxw_row_t)f;
    lxw_row_t factor = sw_cash_calendar(b, SW_CAL_FACTOR + sw_factor_of(flow));
    sw_cash_line(s, row, flow);
    if (sw_flow_is_billed(flow))
        sw_put_number(s, row, SW_CF_KEY, sw_ledger_key(block, f), SW_LOOK_CELL,
                      SW_NUM_GENERAL);
    else
        sw_put_text(s, row, SW_CF_KEY, "", SW_LOOK_CELL);
    sw_put_formula(s, row, SW_CF_TOTAL, l->total[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUM(%s)", sw_cash_months(b, row, SW_FIX_NONE).text);
    sw_put_formula(s, row, SW_CF_PV, l->pv[f], SW_LOOK_CELL, SW_NUM_MONEY,
                   "=SUMPRODUCT(%s,%s)",
                   sw_cash_months(b, row, SW_FIX_NONE).text,
                   sw_cash_months(b, factor, SW_FIX_ROW).text);
    put_amounts(s, rows, l->amount, f);
}

/* Sum of a side's lines in one column. */
static void put_side(sw_sheet *s, const sw_block_rows *rows, lxw_row_t row,
                     lxw_col_t c, double value)
{
    lxw_row_t last = rows->benefits - 1;
    sw_put_formula(
        s, row, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY, "=SUMIFS(%s,%s,%s)",
        sw_span(rows->amount, c, last, c, SW_FIX_ROW).text,
        sw_span(rows->amount, SW_CF_SIDE, last, SW_CF_SIDE, SW_FIX_BOTH).text,
        sw_at(row, SW_CF_SIDE, SW_FIX_COLUMN).text);
}

static void put_net(sw_sheet *s, const sw_block_rows *rows, lxw_col_t c,
                    double value)
{
    sw_put_formula(s, rows->net, c, value, SW_LOOK_TOTAL, SW_NUM_MONEY,
                   "=%s-%s", sw_at(rows->benefits, c, SW_FIX_NONE).text,
                   sw_at(rows->costs, c, SW_FIX_NONE).text);
}

static double side_sum(const sw_book *b, const double *v, bool benefit)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].is_benefit == benefit)
            total += v[f];
    return total;
}

static void put_totals(sw_sheet *s, const sw_block_rows *rows,
                       const sw_block_sums *l)
{
    const sw_book *b = s->book;
    static const char *const LABEL[] = {"Benefits, all classes",
                                        "Costs, all classes", "Net"};
    static const char *const SIDE[] = {"benefit", "cost", ""};
    for (lxw_row_t i = 0; i < 3; i++) {
        sw_put_text(s, rows->benefits + i, SW_CF_LINE, LABEL[i], SW_LOOK_TOTAL);
        for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_MONTH; c++)
            sw_put_text(s, rows->benefits + i, c,
                        c == SW_CF_SIDE ? SIDE[i] : "", SW_LOOK_TOTAL);
    }
    const double *column[] = {l->total, l->pv};
    for (lxw_col_t k = 0; k < 2; k++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_TOTAL + k);
        double in = side_sum(b, column[k], true);
        double out = side_sum(b, column[k], false);
        put_side(s, rows, rows->benefits, c, in);
        put_side(s, rows, rows->costs, c, out);
        put_net(s, rows, c, in - out);
    }
    for (size_t y = 0; y < b->e->money->n_years; y++) {
        double in = sw_cash_in_year(b, l->benefits, y);
        double out = sw_cash_in_year(b, l->costs, y);
        put_side(s, rows, rows->benefits, sw_cash_year(y), in);
        put_side(s, rows, rows->costs, sw_cash_year(y), out);
        put_net(s, rows, sw_cash_year(y), in - out);
    }
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        put_side(s, rows, rows->benefits, c, l->benefits[m]);
        put_side(s, rows, rows->costs, c, l->costs[m]);
        put_net(s, rows, c, l->benefits[m] - l->costs[m]);
    }
}

void sw_cash_block(sw_sheet *s, const sw_cash_sums *sums, int block)
{
    const sw_block_rows *rows = &s->book->cash.block[block];
    const sw_block_sums *l = &sums->block[block];
    s->row = rows->title;
    sw_put_section(s, TITLE[block], SW_CF_MONTH);
    sw_cash_coefs(s, sums, block);
    sw_put_text(
        s, rows->amount - 1, SW_CF_LINE,
        "Amounts: what a contract bills is the sum of the Ledger's rows "
        "of this key; another line's parts are seats x rate x how much "
        "of the month x growth",
        SW_LOOK_SUBTITLE);
    for (size_t f = 0; f < sums->flows; f++)
        put_flow(s, l, block, f);
    put_totals(s, rows, l);
}
