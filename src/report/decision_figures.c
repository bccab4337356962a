/*
 * decision_figures.c - the tiles and the break-evens on page one. What is
 * deterministic refers to the model; what only the simulation gives is stored.
 */
#include <math.h>
#include <string.h>

#include "report/as_evaluated.h"
#include "report/cash_flow.h"
#include "report/decision.h"
#include "report/input_unit.h"
#include "report/live_figure.h"
#include "report/scenario_figures.h"
#include "report/text.h"

enum { LAST = SW_PAGE_COLUMNS - 1, TILES = 4, TILE_COLUMNS = 3 };

static lxw_row_t measure_row(const sw_book *b, int k)
{
    return b->cash.difference[SW_VIEW_COMMITMENT].measures + (lxw_row_t)k;
}

/* A tile is three merged rows: label, value, note, which is said already. */
static void tile_texts(sw_sheet *s, int tile, const char *label,
                       const char *note)
{
    lxw_col_t c = (lxw_col_t)(tile * TILE_COLUMNS);
    lxw_col_t last = (lxw_col_t)(c + TILE_COLUMNS - 1);
    sw_put_across(s, s->row, c, s->row, last, label, SW_LOOK_TILE_LABEL);
    sw_put_data_across(s, s->row + 2, c, s->row + 2, last, note,
                       SW_LOOK_TILE_NOTE);
}

static void tile_live(sw_sheet *s, int tile, double value, sw_number number,
                      lxw_row_t row, lxw_col_t column)
{
    lxw_col_t c = (lxw_col_t)(tile * TILE_COLUMNS);
    g_autofree char *formula =
        g_strdup_printf("=%s", sw_page_cell(row, column).text);
    sw_put_formula_across(s, s->row + 1, c, (lxw_col_t)(c + TILE_COLUMNS - 1),
                          value, SW_LOOK_TILE_VALUE, number, formula);
}

static void tile_cash(sw_sheet *s, int tile, const sw_live_figure *f)
{
    lxw_col_t c = (lxw_col_t)(tile * TILE_COLUMNS);
    lxw_col_t last = (lxw_col_t)(c + TILE_COLUMNS - 1);
    sw_put_live(s, s->row + 1, c, last, f, SW_LOOK_TILE_VALUE);
    if (f->formula == NULL)
        sw_grey_when_changed(s, s->row + 1, c, s->row + 1, last);
}

/* Until when the term being signed binds: the figures' window. */
static char *to_date(const sw_sheet *s)
{
    const sw_economics *e = s->book->e->economics;
    return sw_say_date(sw_sheet_language(s), e->renew[SW_VIEW_COMMITMENT].to);
}

/* Cash that renewing costs net is named, and shown, as a cost. */
static void cash_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    double cash = b->e->money->commitment.npv_cashable;
    sw_ref cell =
        sw_page_cell(b->cash.difference[SW_VIEW_COMMITMENT].net, SW_CF_PV);
    g_autofree char *formula = g_strdup_printf("=ABS(%s)", cell.text);
    tile_texts(s, 1, "", sw_words(b, "the part a budget line shows"));
    sw_put_formula_text(s, s->row, TILE_COLUMNS,
                        cash < 0 ? "Net cash cost" : "Net cash",
                        SW_LOOK_TILE_LABEL,
                        "=IF(%s<0,\"Net cash cost\",\"Net cash\")", cell.text);
    sw_put_formula_across(s, s->row + 1, TILE_COLUMNS, 2 * TILE_COLUMNS - 1,
                          fabs(cash), SW_LOOK_TILE_VALUE, SW_NUM_MONEY_SHORT,
                          formula);
}

static void npv_tiles(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_measures *m = &b->e->money->commitment;
    const sw_verdict *v = &b->e->decision->verdict;
    g_autofree char *to = to_date(s);
    g_autofree char *basis =
        sw_say(sw_sheet_language(s), "NPV to %s, %s", to,
               sw_words(b, sw_text_basis(v->benefit_basis)));
    tile_texts(s, 0, "Renewing all, against leaving", basis);
    tile_live(s, 0, m->npv, SW_NUM_MONEY_SHORT, measure_row(b, SW_MEASURE_NPV),
              SW_CF_PV);
    cash_tile(s);
}

static void minutes_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    tile_texts(s, 3, "Minutes per seat and week",
               sw_words(b, "priced, after every correction"));
    tile_live(s, 3, b->e->money->minutes, SW_NUM_DECIMAL_1,
              b->cash.priced_minutes, SW_CF_RATE);
}

static void price_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    tile_texts(s, 3, "Price at which it breaks even",
               sw_words(b, "per seat and month"));
    tile_live(s, 3, b->e->money->break_even.price_per_seat_month,
              sw_price_format(b, 0), b->cash.break_even + SW_BREAK_PRICE_MONTH,
              SW_CF_PV);
}

/* The bar stands beside the chance that it decides. */
static void chance_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_simulation *sim = b->e->decision->simulation;
    const sw_language *l = sw_sheet_language(s);
    enum { FIRST = 2 * TILE_COLUMNS, END = 3 * TILE_COLUMNS - 1 };
    g_autofree char *draws = sw_say_number(l, (double)sim->draws, 0);
    g_autofree char *bar =
        sw_say_percent(l, b->e->pilot->policy.required_probability, 0);
    g_autofree char *note = sw_say(l, "the bar is %s; %s draws", bar, draws);
    tile_texts(s, 2, "Chance that renewing pays", note);
    g_autofree char *pick = sw_scenarios_pick(b, SW_STORED_PROBABILITY);
    g_autofree char *formula =
        g_strdup_printf("=IF(differing_inputs=0,%s,\"evaluate again\")", pick);
    sw_put_formula_across(s, s->row + 1, FIRST, END,
                          sim->options[0].probability_positive,
                          SW_LOOK_TILE_VALUE, SW_NUM_CHANCE, formula);
    sw_grey_when_changed(s, s->row + 1, FIRST, s->row + 1, END);
}

static void simulated_tiles(sw_sheet *s)
{
    chance_tile(s);
    if (s->book->e->economics->has_time_saved)
        minutes_tile(s);
    else
        price_tile(s);
}

/* With no benefit priced, page one is about cost. */
static void cost_tiles(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *to = to_date(s);
    g_autofree char *value = sw_say(l, "present value to %s", to);
    g_autofree char *bound = sw_say(l, "whatever is decided, to %s", to);
    g_autofree char *left = sw_say(l, "by leaving, to %s", to);
    sw_live_figure cash =
        sw_page_cash_12(b, SW_BLOCK_PROGRAMME, m->cash_12_months);
    tile_texts(s, 0, "Cash out, twelve months", sw_words(b, "renewing all"));
    tile_cash(s, 0, &cash);
    g_free(cash.formula);
    tile_texts(s, 1, "Renewing all, less leaving", value);
    tile_live(s, 1, m->commitment.pv_costs, SW_NUM_MONEY_SHORT,
              measure_row(b, SW_MEASURE_COSTS), SW_CF_PV);
    tile_texts(s, 2, "Committed", bound);
    tile_live(s, 2, m->committed, SW_NUM_MONEY_SHORT,
              b->cash.spending + SW_SPENDING_COMMITTED, SW_CF_PV);
    tile_texts(s, 3, "Avoidable", left);
    tile_live(s, 3, m->avoidable, SW_NUM_MONEY_SHORT,
              b->cash.spending + SW_SPENDING_AVOIDABLE, SW_CF_PV);
}

void sw_page_tiles(sw_sheet *s)
{
    if (s->book->e->economics->has_benefit) {
        npv_tiles(s);
        simulated_tiles(s);
    } else {
        cost_tiles(s);
    }
    sw_sheet_height(s, s->row, 13);
    sw_sheet_height(s, s->row + 1, 23);
    sw_sheet_height(s, s->row + 2, 12);
    sw_sheet_height(s, s->row + 3, 5);
    s->row += 4;
}

/* One pair: what is needed, and what there is now. */
typedef struct belief {
    lxw_col_t column;
    const char *label;
    double needed;
    sw_side side; /* of it, where no value in range is needed */
    sw_number number;
    int row; /* of the Cash flow sheet's break-evens */
    const char *live;
    double now;
} belief;

static void believe(sw_sheet *s, const belief *x)
{
    lxw_col_t c = x->column, next = (lxw_col_t)(c + 1);
    lxw_row_t row = s->book->cash.break_even + (lxw_row_t)x->row;
    sw_ref cell = sw_page_cell(row, SW_CF_PV);
    bool any = x->side == SW_SIDE_EVERY;
    g_autofree char *formula = g_strdup_printf(
        "=IF(ISNUMBER(%s),%s,IF(%s=\"%s\",\"any does\",\"none does\"))",
        cell.text, cell.text, cell.text, sw_side_text(SW_SIDE_EVERY));
    sw_put_across(s, s->row, c, s->row, next, x->label, SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row + 1, c, "needed", SW_LOOK_SMALL_CELL);
    sw_put_formula_or(s, s->row + 1, next, x->needed,
                      any ? "any does" : "none does", SW_LOOK_SMALL_CHOSEN,
                      x->number, formula);
    sw_put_text(s, s->row + 2, c, "now", SW_LOOK_SMALL_CELL);
    sw_put_formula(s, s->row + 2, next, x->now, SW_LOOK_SMALL_CELL, x->number,
                   "=%s", x->live != NULL ? x->live : "0");
}

bool sw_page_break_even(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_break_even *x = &b->e->money->break_even;
    const sw_inputs *in = &b->e->economics->inputs;
    sw_ref minutes = sw_page_cell(b->cash.priced_minutes, SW_CF_RATE);
    const belief ROW[] = {
        {2, "Minutes per seat-week", x->minutes_per_seat_week, x->minutes_side,
         SW_NUM_DECIMAL_1, SW_BREAK_MINUTES, minutes.text,
         b->e->money->minutes},
        {5, "Realisation", x->realisation, x->realisation_side, SW_NUM_PERCENT,
         SW_BREAK_REALISATION, sw_book_live(b, SW_IN_REALISATION),
         sw_inputs_value(in, SW_IN_REALISATION)},
        {8,
         b->e->pilot->contracts[0].per_year ? "Price per seat-year"
                                            : "Price per seat-month",
         x->price, SW_SIDE_NONE, sw_price_format(b, 0), SW_BREAK_PRICE,
         sw_book_live(b, SW_IN_PRICE), sw_inputs_value(in, SW_IN_PRICE)}};
    size_t first = b->e->economics->has_time_saved ? 0 : 2;
    if (!b->e->economics->has_benefit || !isfinite(ROW[2].now))
        return false;
    sw_put_across(s, s->row, 0, s->row + 2, 1, "What you must believe",
                  SW_LOOK_LEAD);
    for (size_t i = first; i < G_N_ELEMENTS(ROW); i++)
        believe(s, &ROW[i]);
    for (lxw_row_t i = 0; i < 3; i++)
        sw_sheet_height(s, s->row + i, 12.5);
    sw_sheet_height(s, s->row + 3, 6);
    s->row += 4;
    return true;
}
