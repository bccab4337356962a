/*
 * decision_figures.c - the tiles, the break-evens and the table of options on
 * page one. What is deterministic refers to the model; what only the
 * simulation gives is stored.
 */
#include <math.h>
#include <string.h>

#include "decision/option.h"
#include "report/cash_flow.h"
#include "report/decision.h"
#include "report/input_unit.h"
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
        g_strdup_printf("=%s", sw_page_cash(row, column).text);
    sw_put_formula_across(s, s->row + 1, c, (lxw_col_t)(c + TILE_COLUMNS - 1),
                          value, SW_LOOK_TILE_VALUE, number, formula);
}

static void tile_stored(sw_sheet *s, int tile, double value, sw_number number)
{
    lxw_col_t c = (lxw_col_t)(tile * TILE_COLUMNS);
    sw_put_across(s, s->row + 1, c, s->row + 1,
                  (lxw_col_t)(c + TILE_COLUMNS - 1), "", SW_LOOK_TILE_VALUE);
    sw_put_number(s, s->row + 1, c, value, SW_LOOK_TILE_VALUE, number);
}

static void npv_tiles(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_measures *m = &b->e->money->commitment;
    const sw_verdict *v = &b->e->decision->verdict;
    g_autofree char *basis =
        sw_say(sw_sheet_language(s), "net present value, %s",
               sw_words(b, sw_text_basis(v->benefit_basis)));
    tile_texts(s, 0, "Renewing all, against leaving", basis);
    tile_live(s, 0, m->npv, SW_NUM_MONEY_SHORT, measure_row(b, SW_MEASURE_NPV),
              SW_CF_PV);
    tile_texts(s, 1, m->npv_cashable < 0 ? "Net cash cost" : "Net cash",
               sw_words(b, "the part a budget line shows"));
    tile_live(s, 1, m->npv_cashable, SW_NUM_MONEY_SHORT,
              b->cash.difference[SW_VIEW_COMMITMENT].net, SW_CF_PV);
}

static void minutes_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    double needed = b->e->money->break_even.minutes_per_seat_week;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *minutes = sw_say_minutes(l, needed);
    g_autofree char *against =
        isfinite(needed) ? sw_say(l, "priced; %s needed to pay", minutes)
                         : g_strdup(sw_words(b, "priced"));
    tile_texts(s, 3, "Minutes per seat and week", against);
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

static void simulated_tiles(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_simulation *sim = b->e->decision->simulation;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *draws = sw_say_number(l, (double)sim->draws, 0);
    g_autofree char *note = sw_say(l, "renewing all, %s draws", draws);
    tile_texts(s, 2, "Chance that renewing pays", note);
    g_autofree char *pick = sw_scenarios_pick(b, SW_STORED_PROBABILITY);
    g_autofree char *formula = g_strdup_printf("=%s", pick);
    sw_put_formula_across(s, s->row + 1, 2 * TILE_COLUMNS, 3 * TILE_COLUMNS - 1,
                          sim->options[0].probability_positive,
                          SW_LOOK_TILE_VALUE, SW_NUM_PERCENT, formula);
    if (b->e->economics->has_time_saved)
        minutes_tile(s);
    else
        price_tile(s);
}

/* With no benefit priced, page one is about cost. */
static void cost_tiles(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    tile_texts(s, 0, "Cash out, twelve months", sw_words(b, "renewing all"));
    tile_stored(s, 0, m->cash_12_months, SW_NUM_MONEY_SHORT);
    tile_texts(s, 1, "Cost of renewing all",
               sw_words(b, "present value, against leaving"));
    tile_live(s, 1, m->commitment.pv_costs, SW_NUM_MONEY_SHORT,
              measure_row(b, SW_MEASURE_COSTS), SW_CF_PV);
    tile_texts(s, 2, "Committed", sw_words(b, "whatever is decided"));
    tile_stored(s, 2, m->committed, SW_NUM_MONEY_SHORT);
    tile_texts(s, 3, "Avoidable", sw_words(b, "by leaving at the first date"));
    tile_stored(s, 3, m->avoidable, SW_NUM_MONEY_SHORT);
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
    sw_ref cell = sw_page_cash(row, SW_CF_PV);
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

void sw_page_break_even(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_break_even *x = &b->e->money->break_even;
    const sw_inputs *in = &b->e->economics->inputs;
    sw_ref minutes = sw_page_cash(b->cash.priced_minutes, SW_CF_RATE);
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
    if (!b->e->economics->has_time_saved)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(ROW); i++)
        believe(s, &ROW[i]);
    for (lxw_row_t i = 0; i < 3; i++)
        sw_sheet_height(s, s->row + i, 12.5);
    sw_sheet_height(s, s->row + 3, 6);
    s->row += 4;
}

enum {
    NAME_COLUMNS = 3,
    BOUND = NAME_COLUMNS,
    FIGURES,
    NAME_CHARACTERS = 34 /* of one line */
};

static void option_heads(sw_sheet *s)
{
    static const char *const HEAD[] = {
        "Cash out, 12 months", "NPV, cash only",     "NPV, with capacity",
        "NPV, all benefits",   "90% from",           "90% to",
        "Chance it pays",      "Mean of worst tenth"};
    sw_put_across(s, s->row, 0, s->row, NAME_COLUMNS - 1,
                  "Options (against leaving; simulated)", SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row, BOUND, "Binds to", SW_LOOK_SMALL_HEAD_RIGHT);
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++)
        sw_put_text(s, s->row, (lxw_col_t)(FIGURES + i), HEAD[i],
                    SW_LOOK_SMALL_HEAD_RIGHT);
    sw_sheet_height(s, s->row++, 22);
}

/* Of the option's own window. */
static void option_figures(sw_sheet *s, const sw_option *o, sw_look look)
{
    const sw_option_draws d = sw_option_own_draws(o);
    bool cancel = sw_option_is_leaving(o);
    g_autofree char *until = sw_text_bound(o, sw_sheet_language(s));
    sw_put_data(s, s->row, BOUND, until, look);
    bool priced = s->book->e->economics->has_benefit;
    const double value[] = {o->cash_12_months,
                            d.npv_cashable,
                            d.npv_with_capacity,
                            d.npv_all,
                            d.p05,
                            d.p95,
                            d.probability_positive,
                            d.cvar10};
    for (size_t i = 0; i < G_N_ELEMENTS(value); i++) {
        bool chance = i == 6;
        lxw_col_t c = (lxw_col_t)(FIGURES + i);
        bool exists = i == 0 || (priced && !(cancel && chance));
        sw_put_number(s, s->row, c, exists ? value[i] : NAN, look,
                      chance ? SW_NUM_PERCENT : SW_NUM_MONEY_SHORT);
    }
}

static void put_option(sw_sheet *s, const sw_option *o)
{
    const sw_verdict *v = &s->book->e->decision->verdict;
    bool chosen = o - s->book->e->decision->options == v->chosen;
    sw_look look = chosen ? SW_LOOK_SMALL_CHOSEN : SW_LOOK_SMALL_CELL;
    sw_look named = chosen ? look : SW_LOOK_SMALL_WRAP;
    g_autofree char *name = sw_text_option(s->book->e->pilot->language, o);
    g_autofree char *label = g_strdup_printf(
        "%s%s%s", chosen ? "> " : "", name,
        o->evaluated && !o->feasible && o->kind != SW_OPTION_DO_NOTHING
            ? sw_words(s->book, " (not open)")
            : "");
    sw_put_data_across(s, s->row, 0, s->row, NAME_COLUMNS - 1, label, named);
    if (o->evaluated)
        option_figures(s, o, look);
    else if (o->why_not != NULL)
        sw_put_message_across(s, s->row, NAME_COLUMNS, s->row, LAST, o->why_not,
                              look);
    else
        sw_put_across(s, s->row, NAME_COLUMNS, s->row, LAST, "not evaluated",
                      look);
    sw_sheet_height(s, s->row++,
                    g_utf8_strlen(label, -1) > NAME_CHARACTERS ? 23 : 13);
}

void sw_page_options(sw_sheet *s)
{
    const sw_decision *d = s->book->e->decision;
    option_heads(s);
    for (size_t i = 0; i < d->n_options; i++)
        put_option(s, &d->options[i]);
    if (sw_windows_differ(d)) {
        sw_put_across(s, s->row, 0, s->row, LAST,
                      "Options bind for different times: they are ranked by a "
                      "year's net benefit (Alternatives), which assumes "
                      "repeating them.",
                      SW_LOOK_SMALL_WRAP);
        sw_sheet_height(s, s->row++, 13);
    }
    sw_sheet_height(s, s->row++, 5);
}
