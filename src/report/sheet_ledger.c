/*
 * sheet_ledger.c - what contracts bill, day by day: an entry a row, its amount
 * a product of what stands beside it. Cash flow and Budget are sums over these
 * rows.
 */
#include <math.h>
#include <string.h>

#include "economics/spending.h"
#include "report/expr_formula.h"
#include "report/ledger_columns.h"
#include "report/live_seats.h"
#include "report/print.h"
#include "report/text.h"

static const char *const KIND[] = {
    [SW_DUE_LICENCE] = "licence",     [SW_DUE_ADDED_SEATS] = "added seats",
    [SW_DUE_TRUE_UP] = "true-up",     [SW_DUE_COMMITMENT] = "commitment",
    [SW_DUE_USAGE] = "metered usage", [SW_DUE_PACK] = "prepaid pack",
    [SW_DUE_CREDIT] = "credit",       [SW_DUE_FEE] = "fee",
    [SW_DUE_LINE] = "line",
};

/* ---- one row ---- */

/* The row at hand: where it is, and how it looks. */
typedef struct line {
    const sw_ledger_row *row;
    const sw_entry *entry;
    const sw_flow *flow;
    const sw_part *part;
    lxw_row_t at;
    sw_look look;
    sw_ref fact[SW_FACTS]; /* cells of the facts */
    const char *param[SW_PARAMS];
    sw_expr_cell known[3];
    sw_expr_cells cells;
} line;

static const char *input_name(const void *of, size_t id)
{
    return sw_book_live(of, id);
}

static void know(line *l, const sw_expr *expr, sw_ledger_fact fact)
{
    if (expr == NULL)
        return;
    l->known[l->cells.n_known].expr = expr;
    l->known[l->cells.n_known++].cell = l->fact[fact].text;
}

static void line_init(line *l, const sw_book *b, const sw_ledger_row *row,
                      lxw_row_t at)
{
    const sw_economics *e = b->e->economics;
    *l = (line){.row = row,
                .entry = row->entry,
                .flow = &e->flows[row->flow],
                .part = &e->parts[row->entry->part],
                .at = at,
                .look = row->block == SW_FLOW_BLOCKS ? SW_LOOK_LOCKED
                                                     : SW_LOOK_CELL};
    for (int k = 0; k < SW_FACTS; k++)
        l->fact[k] = sw_at(at, b->ledger.fact[k], SW_FIX_COLUMN);
    for (size_t k = 0; k < SW_PARAMS; k++)
        l->param[k] = l->fact[sw_ledger_fact_of(l->flow, k)].text;
    l->cells.input = input_name;
    l->cells.of = b;
    l->cells.param = l->param;
    l->cells.known = l->known;
}

/* An invoice has a row for its price, one for what a schedule, promotion or
 * offer sets, and one for the baseline that is taken off. In the language of
 * the book. */
static char *kind_of(const sw_book *b, const line *l)
{
    const sw_economics *e = b->e->economics;
    const sw_language *own = b->e->pilot->language;
    size_t part = l->entry->part, k = l->flow->contract;
    const char *kind =
        sw_language_text(own, l->row->paid ? "as paid" : KIND[l->entry->kind]);
    if (part == e->licence[k].fixed || part == e->added[k].fixed)
        return sw_say(own, "%s, price set", kind);
    if (part == e->licence[k].baseline || part == e->added[k].baseline)
        return sw_say(own, "%s, baseline", kind);
    return g_strdup(kind);
}

static void put_texts(sw_sheet *s, const line *l)
{
    const sw_pilot *p = s->book->e->pilot;
    const char *sku = p->contracts[l->flow->contract].sku;
    sw_put_text(s, l->at, SW_LEDGER_OPTION, sw_ledger_option(l->row->block),
                l->look);
    sw_put_message(s, l->at, SW_LEDGER_LINE, l->flow->label, l->look);
    sw_put_data(s, l->at, SW_LEDGER_CONTRACT, sku != NULL ? sku : "", l->look);
    g_autofree char *kind = kind_of(s->book, l);
    sw_put_data(s, l->at, SW_LEDGER_KIND, kind, l->look);
    sw_put_date(s, l->at, SW_LEDGER_DUE, l->entry->due, l->look);
    sw_put_date(s, l->at, SW_LEDGER_FROM, l->entry->from, l->look);
    sw_put_date(s, l->at, SW_LEDGER_TO, l->entry->to, l->look);
    sw_put_number(s, l->at, SW_LEDGER_MONTH, l->entry->month, l->look,
                  SW_NUM_COUNT);
}

static bool is_same(double a, double b)
{
    return !(fabs(a - b) > 0.0);
}

/* Seats that the contract's inputs give are live. */
static void put_seats(sw_sheet *s, const line *l, lxw_col_t column, double x,
                      bool may_follow)
{
    const sw_economics *e = s->book->e->economics;
    size_t k = l->flow->contract;
    if (may_follow && sw_seats_follow(e, k) &&
        is_same(x, sw_seats_plain(e, k))) {
        g_autofree char *formula = sw_seats_formula(s->book, k);
        sw_put_formula(s, l->at, column, x, l->look, SW_NUM_COUNT, "=%s",
                       formula);
    } else {
        sw_put_number(s, l->at, column, x, l->look, SW_NUM_COUNT);
    }
}

/* Units included of a number a seat: the parameter is the seats. */
static bool counts_seats(const sw_book *b, const line *l, size_t k)
{
    const sw_pilot *p = b->e->pilot;
    return !sw_flow_is_licence(l->flow) &&
           sw_ledger_fact_of(l->flow, k) == SW_FACT_INCLUDED &&
           p->meters[l->flow->meter].included_id != SIZE_MAX;
}

static void put_blanks(sw_sheet *s, const line *l)
{
    for (int k = 0; k < SW_FACTS; k++)
        if (s->book->ledger.fact[k] > 0)
            sw_put_text(s, l->at, s->book->ledger.fact[k], "", l->look);
}

static void put_params(sw_sheet *s, const line *l)
{
    put_blanks(s, l);
    for (size_t k = 0; k < SW_PARAMS; k++) {
        if (!sw_part_reads(l->part, k))
            continue;
        sw_ledger_fact fact = sw_ledger_fact_of(l->flow, k);
        lxw_col_t column = s->book->ledger.fact[fact];
        double x = l->entry->param[k];
        if (isinf(x))
            sw_put_text_as(s, l->at, column, "none", l->look, SW_NUM_COUNT);
        else if (counts_seats(s->book, l, k))
            put_seats(s, l, column, x, true);
        else
            sw_put_number(s, l->at, column, x, l->look, sw_ledger_number(fact));
    }
}

static char *formula_of(const line *l, const sw_expr *x)
{
    GString *f = g_string_new("=");
    sw_expr_print(f, x, &l->cells);
    return g_string_free(f, FALSE);
}

static double value_of(const sw_book *b, const line *l, const sw_expr *x)
{
    const sw_economics *e = b->e->economics;
    sw_expr_values v = {1, e->mean_column, e->none_varies, l->entry->param,
                        NULL};
    double out[SW_BLOCK];
    sw_expr_eval(out, x, &v);
    return out[0];
}

static void put_expr(sw_sheet *s, line *l, const sw_expr *x, lxw_col_t column,
                     sw_number number)
{
    g_autofree char *formula = formula_of(l, x);
    if (x == NULL) /* nothing is multiplied */
        sw_put_number(s, l->at, column, 1.0, l->look, number);
    else
        sw_put_formula(s, l->at, column, value_of(s->book, l, x), l->look,
                       number, "%s", formula);
}

static void put_fact(sw_sheet *s, line *l, const sw_expr *x,
                     sw_ledger_fact fact)
{
    if (x == NULL)
        return;
    put_expr(s, l, x, s->book->ledger.fact[fact], sw_ledger_number(fact));
    know(l, x, fact);
}

/* A bill of metered units in steps: price, units, those that are free. */
static void put_usage(sw_sheet *s, line *l)
{
    const sw_expr *excess = sw_usage_excess(l->part);
    put_fact(s, l, sw_usage_price(l->part), SW_FACT_PRICE);
    if (excess == NULL)
        return;
    put_fact(s, l, excess->a, SW_FACT_UNITS);
    put_fact(s, l, excess->c, SW_FACT_FREE);
}

/* In a currency of its own, where there are several. */
static sw_number own_number(const sw_ledger_place *p)
{
    return p->own > 0 ? SW_NUM_DECIMAL_2 : SW_NUM_PRICE;
}

static double share_in(const line *l)
{
    return sw_entry_is_cut(l->entry) ? l->entry->within : 1.0;
}

/* What a row's amount is before exchange and cut: a product; where it was paid,
 * what was paid. */
static void put_product(sw_sheet *s, const line *l, lxw_col_t column, double x)
{
    const sw_ledger_place *p = &s->book->ledger;
    if (l->row->paid)
        sw_put_number(s, l->at, column, x, l->look, own_number(p));
    else
        sw_put_formula(s, l->at, column, x, l->look, own_number(p),
                       "=%s*%s*%s*%s",
                       sw_at(l->at, SW_LEDGER_SEATS, SW_FIX_COLUMN).text,
                       sw_at(l->at, SW_LEDGER_COEF, SW_FIX_COLUMN).text,
                       sw_at(l->at, p->rate, SW_FIX_COLUMN).text,
                       sw_at(l->at, p->growth, SW_FIX_COLUMN).text);
}

static void put_exchanged(sw_sheet *s, const line *l, lxw_col_t column,
                          double x)
{
    const sw_ledger_place *p = &s->book->ledger;
    double fx = l->entry->fx;
    put_product(s, l, p->own, x / fx);
    sw_put_data(s, l->at, p->currency,
                sw_flow_currency(s->book->e->pilot, l->flow), l->look);
    sw_put_number(s, l->at, p->exchange, fx, l->look, SW_NUM_DECIMAL_4);
    sw_put_formula(s, l->at, column, x, l->look, SW_NUM_PRICE, "=%s*%s",
                   sw_at(l->at, p->own, SW_FIX_COLUMN).text,
                   sw_at(l->at, p->exchange, SW_FIX_COLUMN).text);
}

/* The whole invoice, and what of it lies in the window. */
static void put_amount(sw_sheet *s, const line *l)
{
    const sw_ledger_place *p = &s->book->ledger;
    double share = share_in(l), whole = l->row->amount / share;
    lxw_col_t column = p->whole > 0 ? p->whole : p->amount;
    if (p->own > 0)
        put_exchanged(s, l, column, whole);
    else
        put_product(s, l, column, whole);
    if (p->whole > 0) {
        sw_ref within = sw_at(l->at, p->fact[SW_FACT_WITHIN], SW_FIX_COLUMN);
        sw_put_number(s, l->at, p->fact[SW_FACT_WITHIN], share, l->look,
                      SW_NUM_PERCENT_1);
        sw_put_formula(s, l->at, p->amount, l->row->amount, l->look,
                       SW_NUM_PRICE, "=%s*%s",
                       sw_at(l->at, p->whole, SW_FIX_COLUMN).text, within.text);
    }
    sw_put_number(s, l->at, p->key, sw_ledger_key(l->row->block, l->row->flow),
                  l->look, SW_NUM_GENERAL);
}

/* ---- fiscal years ---- */

/* Right of what is printed: the days of each fiscal year. */
static void put_years(sw_sheet *s)
{
    const sw_ledger_place *p = &s->book->ledger;
    const sw_budget *b = &s->book->budget;
    lxw_col_t left = (lxw_col_t)(p->accrual - 1);
    sw_put_text(s, p->year_from, left, "Used up from", SW_LOOK_LOCKED);
    sw_put_text(s, p->year_to, left, "to", SW_LOOK_LOCKED);
    sw_sheet_columns(s, left, left, 13);
    for (size_t y = 0; y < b->n_years; y++) {
        lxw_col_t c = (lxw_col_t)(p->accrual + y);
        g_autofree char *head =
            sw_say(s->book->e->pilot->language, "FY %d", b->year[y].label);
        sw_put_date(s, p->year_from, c, b->year[y].from, SW_LOOK_LOCKED);
        sw_put_date(s, p->year_to, c, b->year[y].to, SW_LOOK_LOCKED);
        sw_put_data(s, SW_LEDGER_HEADS, c, head, SW_LOOK_HEAD_RIGHT);
        sw_sheet_columns(s, c, c, 13);
    }
}

/* Evenly by days over the service that the amount buys. */
static void put_accrual(sw_sheet *s, const line *l)
{
    const sw_ledger_place *p = &s->book->ledger;
    const sw_budget *b = &s->book->budget;
    sw_ref from = sw_at(l->at, SW_LEDGER_FROM, SW_FIX_COLUMN);
    sw_ref to = sw_at(l->at, SW_LEDGER_TO, SW_FIX_COLUMN);
    if (l->row->block != SW_BLOCK_PROGRAMME && l->row->block != SW_FLOW_BLOCKS)
        return;
    for (size_t y = 0; y < b->n_years; y++) {
        lxw_col_t c = (lxw_col_t)(p->accrual + y);
        double share =
            sw_share_served(l->entry, b->year[y].from, b->year[y].to);
        sw_put_formula(
            s, l->at, c, l->row->amount * share, l->look, SW_NUM_PRICE,
            "=%s*MAX(0,MIN(%s,%s)-MAX(%s,%s)+1)/(%s-%s+1)",
            sw_at(l->at, p->amount, SW_FIX_COLUMN).text, to.text,
            sw_at(p->year_to, c, SW_FIX_ROW).text, from.text,
            sw_at(p->year_from, c, SW_FIX_ROW).text, to.text, from.text);
    }
}

static void put_row(sw_sheet *s, const sw_ledger_row *row)
{
    line l;
    line_init(&l, s->book, row, s->row);
    put_texts(s, &l);
    put_seats(s, &l, SW_LEDGER_SEATS, l.entry->seats,
              l.flow->kind == SW_FLOW_LICENCE);
    sw_put_number(s, l.at, SW_LEDGER_COEF, l.entry->coef / share_in(&l), l.look,
                  SW_NUM_DECIMAL_2);
    put_params(s, &l);
    put_usage(s, &l);
    put_expr(s, &l, l.part->rate, s->book->ledger.rate,
             own_number(&s->book->ledger));
    put_expr(s, &l, l.part->growth, s->book->ledger.growth, SW_NUM_DECIMAL_4);
    put_amount(s, &l);
    put_accrual(s, &l);
    s->row++;
}

/* ---- references of other sheets ---- */

sw_ref sw_ledger_column(const sw_book *b, lxw_col_t column)
{
    sw_ref ref;
    g_snprintf(
        ref.text, sizeof ref.text, "'%s'!%.40s",
        sw_sheet_title_of(SW_SHEET_LEDGER),
        sw_span(b->ledger.first, column, b->ledger.last, column, SW_FIX_BOTH)
            .text);
    return ref;
}

void sw_write_ledger(sw_book *book)
{
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_LEDGER);
    sw_ledger_set_widths(&s);
    sw_sheet_title(
        &s, "Ledger",
        "What contracts bill, by the day it is due: amount = seats "
        "x months x rate x growth, by the rate of exchange. Grey: due "
        "before the decision.");
    sw_ledger_put_heads(&s);
    put_years(&s);
    g_autoptr(GArray) rows = sw_ledger_rows(book);
    for (guint i = 0; i < rows->len; i++)
        put_row(&s, &g_array_index(rows, sw_ledger_row, i));
    if (rows->len > 0)
        sw_sheet_keep(&s, worksheet_autofilter(s.ws, SW_LEDGER_HEADS,
                                               SW_LEDGER_OPTION, s.row - 1,
                                               book->ledger.key));
    worksheet_freeze_panes(s.ws, SW_LEDGER_HEADS + 1, SW_LEDGER_CONTRACT);
    sw_sheet_print(&s, SW_LEDGER_HEADS, SW_LEDGER_HEADS);
    sw_sheet_pages(&s, book->ledger.key, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
