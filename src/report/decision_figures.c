/*
 * decision_figures.c - the tiles, the break-evens and the table of options on
 * page one. What is deterministic refers to the model; what only the
 * simulation gives is stored.
 */
#include <math.h>
#include <string.h>

#include "decision/option.h"
#include "economics/units.h"
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
    return sw_say_date(sw_sheet_language(s),
                       e->renew[SW_VIEW_COMMITMENT].to);
}

/* Cash that renewing costs net is named, and shown, as a cost. */
static void cash_tile(sw_sheet *s)
{
    const sw_book *b = s->book;
    double cash = b->e->money->commitment.npv_cashable;
    sw_ref cell = sw_page_cell(b->cash.difference[SW_VIEW_COMMITMENT].net,
                               SW_CF_PV);
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
    g_autofree char *formula = g_strdup_printf(
        "=IF(differing_inputs=0,%s,\"evaluate again\")", pick);
    sw_put_formula_across(s, s->row + 1, FIRST, END,
                          sim->options[0].probability_positive,
                          SW_LOOK_TILE_VALUE, SW_NUM_PERCENT, formula);
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

static sw_live_figure cash_12(const sw_book *b, int block, double value)
{
    sw_day as_of = b->e->economics->as_of;
    sw_live_figure f = sw_live_cash_within(
        b, block, as_of, sw_date_add_months(as_of, SW_MONTHS_PER_YEAR), false,
        value);
    f.number = SW_NUM_MONEY_SHORT;
    return f;
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
    sw_live_figure cash = cash_12(b, SW_BLOCK_PROGRAMME, m->cash_12_months);
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

enum {
    NAME_COLUMNS = 3,
    BOUND = NAME_COLUMNS,
    FIGURES,
    NAME_CHARACTERS = 34 /* of one line */
};

static void option_heads(sw_sheet *s)
{
    const sw_language *l = sw_sheet_language(s);
    static const char *const HEAD[] = {
        "Cash out, 12 months", "NPV, cash only",     "NPV, with capacity",
        "NPV, all benefits",   "90% from",           "90% to",
        "Chance it pays",      "Mean of worst tenth"};
    enum { CHANCE = 6 };
    g_autofree char *bar = sw_say_percent(
        l, s->book->e->pilot->policy.required_probability, 0);
    g_autofree char *chance = sw_say(l, "Chance (bar %s)", bar);
    sw_put_across(s, s->row, 0, s->row, NAME_COLUMNS - 1,
                  "Options (against leaving, to where each binds)",
                  SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row, BOUND, "Binds to", SW_LOOK_SMALL_HEAD_RIGHT);
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++)
        sw_put_data(s, s->row, (lxw_col_t)(FIGURES + i),
                    i == CHANCE ? chance : sw_words(s->book, HEAD[i]),
                    SW_LOOK_SMALL_HEAD_RIGHT);
    sw_sheet_height(s, s->row++, 22);
}

/* The options whose amounts the sheets recompute: renewing all, doing nothing
 * where that is the same, and leaving. */
typedef enum modelled { BY_ENGINE, AS_RENEWING, AS_LEAVING } modelled;

static bool is_near(double a, double b)
{
    static const double RELATIVE = 1e-9;
    return (isnan(a) && isnan(b)) ||
           fabs(a - b) <= RELATIVE * (1.0 + fabs(b));
}

static modelled modelled_by(const sw_evaluation *e, const sw_option *o)
{
    const sw_option *renew = &e->decision->options[0];
    if (sw_option_is_leaving(o))
        return AS_LEAVING;
    if (o == renew)
        return AS_RENEWING;
    return o->kind == SW_OPTION_DO_NOTHING && o->idle == SW_END_RENEW &&
                   o->bound_until == renew->bound_until &&
                   is_near(o->cash_12_months, renew->cash_12_months) &&
                   is_near(sw_option_own_draws(o).mean,
                           sw_option_own_draws(renew).mean)
               ? AS_RENEWING
               : BY_ENGINE;
}

sw_live_figure sw_page_option_cash(const sw_book *b, const sw_option *o)
{
    switch (modelled_by(b->e, o)) {
    case AS_RENEWING:
        return cash_12(b, SW_BLOCK_PROGRAMME, o->cash_12_months);
    case AS_LEAVING:
        return cash_12(b, b->cash.blocks > SW_BLOCK_LEAVE_PROGRAMME
                              ? SW_BLOCK_LEAVE_PROGRAMME
                              : SW_BLOCK_LEAVE,
                       o->cash_12_months);
    case BY_ENGINE:
        break;
    }
    return (sw_live_figure){.value = o->cash_12_months,
                            .number = SW_NUM_MONEY_SHORT};
}

/* A net present value of an option, by the classes it counts. */
static sw_live_figure option_npv(const sw_book *b, const sw_option *o, int net)
{
    const sw_measures *m = &b->e->money->commitment;
    const sw_option_draws d = sw_option_own_draws(o);
    const double live[] = {m->npv_cashable, m->npv_with_capacity, m->npv_all};
    const double mean[] = {d.npv_cashable, d.npv_with_capacity, d.npv_all};
    sw_live_figure f = {.value = mean[net], .number = SW_NUM_MONEY_SHORT};
    if (modelled_by(b->e, o) == AS_LEAVING) {
        f.formula = g_strdup("0");
    } else if (modelled_by(b->e, o) == AS_RENEWING && isfinite(live[net])) {
        lxw_row_t row = b->cash.difference[SW_VIEW_COMMITMENT].net;
        f.value = live[net];
        f.formula =
            g_strdup(sw_page_cell(row + (lxw_row_t)net, SW_CF_PV).text);
    }
    return f;
}

enum { CASH_OUT = FIGURES, NPV, INTERVAL = NPV + 3, CHANCE = INTERVAL + 2,
       TAIL };

static void put_figure(sw_sheet *s, lxw_col_t column, sw_live_figure f,
                       sw_look look)
{
    sw_put_live(s, s->row, column, column, &f, look);
    if (f.formula == NULL)
        sw_grey_when_changed(s, s->row, column, s->row, column);
    g_free(f.formula);
}

/* Of the option's own window. */
static void option_figures(sw_sheet *s, const sw_option *o, sw_look look)
{
    const sw_option_draws d = sw_option_own_draws(o);
    const double simulated[] = {d.p05, d.p95, d.probability_positive, d.cvar10};
    bool leaves = sw_option_is_leaving(o);
    g_autofree char *until = sw_text_bound(o, sw_sheet_language(s));
    sw_put_data(s, s->row, BOUND, until, look);
    put_figure(s, CASH_OUT, sw_page_option_cash(s->book, o), look);
    for (int k = 0; k < 3; k++)
        put_figure(s, (lxw_col_t)(NPV + k), option_npv(s->book, o, k), look);
    for (lxw_col_t c = INTERVAL; c <= TAIL; c++) {
        sw_number number = c == CHANCE ? SW_NUM_PERCENT : SW_NUM_MONEY_SHORT;
        if (leaves) /* against itself, by definition */
            sw_put_number(s, s->row, c, c == CHANCE ? NAN : 0.0, look, number);
        else
            put_figure(s, c,
                       (sw_live_figure){.value = simulated[c - INTERVAL],
                                        .number = number},
                       look);
    }
}

/* Without the figures that inputs move. */
static const char *option_word(const sw_book *b, const sw_option *o)
{
    switch (o->kind) {
    case SW_OPTION_RENEW:
        return sw_words(b, "Renew");
    case SW_OPTION_RIGHTSIZE:
        return sw_words(b, "Rightsize");
    case SW_OPTION_RENEGOTIATE:
        return sw_words(b, "Renegotiate the price");
    default:
        return NULL;
    }
}

void sw_page_option_name(sw_sheet *s, const sw_option *o, bool chosen,
                         lxw_col_t last)
{
    const sw_book *b = s->book;
    const sw_language *l = sw_sheet_language(s);
    g_autofree char *name = sw_text_option(l, o);
    const char *closed =
        o->evaluated && !o->feasible && o->kind != SW_OPTION_DO_NOTHING
            ? sw_words(b, " (not open)")
            : "";
    g_autofree char *label =
        g_strdup_printf("%s%s%s", chosen ? "> " : "", name, closed);
    g_autofree char *offer =
        o->offer != NULL ? sw_text_offer(l, o->offer) : NULL;
    const char *word = offer != NULL ? offer : option_word(b, o);
    sw_put_evaluated(s, s->row, 0, last, label, word != NULL ? word : name,
                     chosen ? SW_LOOK_SMALL_CHOSEN : SW_LOOK_SMALL_WRAP);
    sw_sheet_height(s, s->row,
                    g_utf8_strlen(label, -1) > NAME_CHARACTERS ? 23 : 13);
}

static void put_option(sw_sheet *s, const sw_option *o)
{
    const sw_verdict *v = &s->book->e->decision->verdict;
    bool chosen = o - s->book->e->decision->options == v->chosen;
    sw_look look = chosen ? SW_LOOK_SMALL_FIGURE : SW_LOOK_SMALL_CELL;
    g_autofree char *why = sw_message_say(o->why_not, sw_sheet_language(s));
    sw_page_option_name(s, o, chosen, NAME_COLUMNS - 1);
    if (o->evaluated) {
        option_figures(s, o, look);
    } else {
        sw_put_evaluated(s, s->row, NAME_COLUMNS, LAST,
                         why != NULL ? why
                                     : sw_words(s->book, "not evaluated"),
                         NULL, look);
        sw_grey_when_changed(s, s->row, NAME_COLUMNS, s->row, LAST);
    }
    if (chosen)
        sw_unmark_when_changed(s, s->row, 0, s->row, LAST);
    s->row++;
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
