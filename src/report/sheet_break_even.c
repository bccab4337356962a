/*
 * sheet_break_even.c - what would have to be true, and a grid of prices and
 * minutes that recalculates. Present values scale with the price of the
 * licence and with the minutes, so the grid is exact, not an interpolation.
 */
#include <math.h>

#include "report/cash_flow.h"
#include "economics/invoice.h"
#include "report/input_unit.h"
#include "report/print.h"
#include "report/scenario_figures.h"
#include "report/text.h"

enum { COL_LABEL, COL_NEEDED, COL_NOW, COL_RATIO, COL_SAYS };
enum { FIRST_ANSWER = 6, GRID_PRICES = 8, GRID_MINUTES = 9 };

static sw_ref cash(lxw_row_t row, lxw_col_t column)
{
    return sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW), row, column);
}

static sw_ref part(const sw_book *b, int k)
{
    return cash(b->cash.break_even + (lxw_row_t)k, SW_CF_PV);
}

static sw_ref measure(const sw_book *b, int k)
{
    return cash(b->cash.difference[SW_VIEW_COMMITMENT].measures + (lxw_row_t)k,
                SW_CF_PV);
}

typedef struct answer {
    const char *label; /* in the language of the book */
    const char *says;
    int row; /* of the Cash flow sheet's break-evens */
    double needed, now;
    sw_side side;     /* of it, where no value in range is needed */
    const char *live; /* what it is now, as a formula */
    sw_number number;
} answer;

/* Needed, now, and how far apart. */
static void put_answer(sw_sheet *s, const answer *a)
{
    const sw_book *b = s->book;
    lxw_row_t row = s->row++;
    sw_ref needed = sw_at(row, COL_NEEDED, SW_FIX_NONE);
    sw_ref now = sw_at(row, COL_NOW, SW_FIX_NONE);
    g_autofree char *take = g_strdup_printf("=%s", part(b, a->row).text);
    bool has_ratio = isfinite(a->needed) && a->now > 0;
    g_autofree char *ratio =
        g_strdup_printf("=IF(ISNUMBER(%s),IF(%s>0,%s/%s,\"n/a\"),\"n/a\")",
                        needed.text, now.text, needed.text, now.text);
    sw_put_data(s, row, COL_LABEL, a->label, SW_LOOK_CELL);
    sw_put_formula_or(s, row, COL_NEEDED, a->needed, sw_side_text(a->side),
                      SW_LOOK_LIVE, a->number, take);
    sw_put_formula(s, row, COL_NOW, a->now, SW_LOOK_CELL, a->number, "=%s",
                   a->live != NULL ? a->live : "0");
    sw_put_formula_or(s, row, COL_RATIO, has_ratio ? a->needed / a->now : NAN,
                      "n/a", SW_LOOK_CELL, SW_NUM_PERCENT, ratio);
    sw_put_text(s, row, COL_SAYS, a->says, SW_LOOK_CELL_AFTER);
}

static void put_adoption(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_break_even *x = &b->e->money->break_even;
    const sw_inputs *in = &b->e->economics->inputs;
    size_t adoption = sw_inputs_at(in, SW_IN_ADOPTION)->known
                          ? SW_IN_ADOPTION
                          : SW_IN_ADOPTION_PILOT;
    if (sw_book_live(b, adoption) == NULL)
        return;
    put_answer(s, &(answer){sw_words(b, "Adoption"),
                            "The share of seats that are used.",
                            SW_BREAK_ADOPTION, x->adoption,
                            sw_inputs_value(in, adoption), x->adoption_side,
                            sw_book_live(b, adoption), SW_NUM_PERCENT_1});
}

static void put_time_answers(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_break_even *x = &b->e->money->break_even;
    const sw_inputs *in = &b->e->economics->inputs;
    sw_ref minutes = cash(b->cash.priced_minutes, SW_CF_RATE);
    put_answer(s,
               &(answer){sw_words(b, "Minutes per seat and week"),
                         "At these the time saved just pays.", SW_BREAK_MINUTES,
                         x->minutes_per_seat_week, b->e->money->minutes,
                         x->minutes_side, minutes.text, SW_NUM_DECIMAL_1});
    put_answer(s,
               &(answer){sw_words(b, "Realisation"),
                         "The share of saved time that becomes output.",
                         SW_BREAK_REALISATION, x->realisation,
                         sw_inputs_value(in, SW_IN_REALISATION),
                         x->realisation_side,
                         sw_book_live(b, SW_IN_REALISATION), SW_NUM_PERCENT_1});
    put_adoption(s);
    if (sw_book_live(b, SW_IN_HOURLY_COST) != NULL)
        put_answer(
            s, &(answer){sw_words(b, "Hourly cost"),
                         "The loaded cost of an hour of the people who "
                         "hold the seats.",
                         SW_BREAK_WAGE, x->hourly_cost,
                         sw_inputs_value(in, SW_IN_HOURLY_COST), SW_SIDE_NONE,
                         sw_book_live(b, SW_IN_HOURLY_COST), SW_NUM_PRICE});
}

static char *monthly_price(const sw_book *b)
{
    const char *price = sw_book_live(b, SW_IN_PRICE);
    return g_strdup_printf(
        "%s%s", price != NULL ? price : "0",
        b->e->pilot->contracts[0].per_year ? "/months_per_year" : "");
}

static double price_now(const sw_book *b)
{
    double price = sw_inputs_value(&b->e->economics->inputs, SW_IN_PRICE);
    return sw_price_by_month(&b->e->pilot->contracts[0], price);
}

/* In the contract's own unit and currency. */
static void put_price(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    const sw_contract *c = p->contracts;
    const char *currency = sw_contract_currency(p, 0);
    g_autofree char *label =
        sw_say(p->language,
               c->per_year ? "Price per seat and year, in %s"
                           : "Price per seat and month, in %s",
               currency);
    put_answer(s, &(answer){label,
                            "The most that pays at the figures as they are.",
                            SW_BREAK_PRICE, s->book->e->money->break_even.price,
                            sw_inputs_value(&p->inputs, SW_IN_PRICE),
                            SW_SIDE_NONE, sw_book_live(s->book, SW_IN_PRICE),
                            sw_price_format(s->book, 0)});
}

static void put_answers(sw_sheet *s)
{
    static const char *const HEADS[] = {
        "What must be true", ">Needed",       ">Now",
        ">Needed / now",     "What it means", NULL};
    s->row = FIRST_ANSWER - 1;
    sw_put_heads(s, HEADS);
    put_price(s);
    if (s->book->e->economics->has_time_saved)
        put_time_answers(s);
}

static const sw_option *renegotiation(const sw_book *b)
{
    const sw_decision *d = b->e->decision;
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].kind == SW_OPTION_RENEGOTIATE)
            return &d->options[i];
    return NULL;
}

static sw_message *negotiation_note(const sw_option *o, bool open)
{
    bool refused = open && !o->feasible && o->why_not != NULL;
    if (open)
        return sw_message_of(
            "Of the base as simulated: at this price renewing pays with the "
            "chance that the policy asks for%s%s.",
            sw_as_text(refused ? "; " : ""),
            sw_as_message(refused ? sw_message_share(o->why_not) : NULL));
    return o->why_not != NULL ? sw_message_share(o->why_not)
                              : sw_message_word("not evaluated");
}

/* The price of the decision rule, which only the simulation gives. */
static void put_negotiation(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_option *o = renegotiation(b);
    if (o == NULL)
        return;
    lxw_row_t row = s->row++;
    bool open = o->evaluated && isfinite(o->price);
    g_autoptr(sw_message) note = negotiation_note(o, open);
    g_autofree char *says = sw_message_say(note, sw_sheet_language(s));
    sw_put_text(s, row, COL_LABEL, "Price to negotiate (stored)", SW_LOOK_CELL);
    sw_put_number(s, row, COL_NEEDED, open ? o->price : NAN, SW_LOOK_CELL,
                  sw_price_format(b, 0));
    sw_put_number(s, row, COL_NOW, price_now(b), SW_LOOK_LOCKED,
                  sw_price_format(b, 0));
    sw_put_number(s, row, COL_RATIO, open ? o->price / price_now(b) : NAN,
                  SW_LOOK_CELL, SW_NUM_PERCENT);
    sw_put_data_across(s, row, COL_SAYS, row, COL_NOW + GRID_PRICES - 1, says,
                       SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, row, says, 88);
}

static const double SHARE_OF_PRICE[GRID_PRICES] = {0.25, 0.5, 0.6, 0.7,
                                                   0.8,  0.9, 1.0, 1.2};
static const double SHARE_OF_MINUTES[GRID_MINUTES] = {
    0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0};

/* Shares are the reader's to change; prices and minutes follow the model. */
static void put_axes(sw_sheet *s, lxw_row_t top, double price, double minutes)
{
    const sw_book *b = s->book;
    g_autofree char *live = monthly_price(b);
    sw_put_text(s, top, COL_LABEL, "Share of the live price", SW_LOOK_CELL);
    sw_put_text(s, top + 1, COL_LABEL, "Minutes a week down, price across",
                SW_LOOK_HEAD);
    sw_put_text(s, top + 1, COL_NEEDED, "Share of live", SW_LOOK_HEAD_RIGHT);
    for (lxw_col_t k = 0; k < GRID_PRICES; k++) {
        lxw_col_t c = (lxw_col_t)(COL_NOW + k);
        sw_put_number(s, top, c, SHARE_OF_PRICE[k], SW_LOOK_INPUT,
                      SW_NUM_PERCENT);
        sw_put_formula(s, top + 1, c, SHARE_OF_PRICE[k] * price,
                       SW_LOOK_HEAD_RIGHT, sw_price_format(b, 0), "=%s*%s",
                       sw_at(top, c, SW_FIX_ROW).text, live);
    }
    for (lxw_row_t k = 0; k < GRID_MINUTES; k++) {
        lxw_row_t r = top + 2 + k;
        sw_put_number(s, r, COL_NEEDED, SHARE_OF_MINUTES[k], SW_LOOK_INPUT,
                      SW_NUM_PERCENT);
        sw_put_formula(s, r, COL_LABEL, SHARE_OF_MINUTES[k] * minutes,
                       SW_LOOK_TOTAL, SW_NUM_DECIMAL_1, "=%s*%s",
                       sw_at(r, COL_NEEDED, SW_FIX_COLUMN).text,
                       cash(b->cash.priced_minutes, SW_CF_RATE).text);
    }
}

/* Where the NPV changes sign: colour and the minus sign say the same. */
static void colour_grid(sw_sheet *s, lxw_row_t first, lxw_row_t last)
{
    lxw_conditional_format pays = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                   .criteria =
                                       LXW_CONDITIONAL_CRITERIA_GREATER_THAN,
                                   .value = 0};
    pays.format = sw_style_format(&s->book->style, SW_LOOK_PAYS, SW_NUM_MONEY);
    sw_sheet_keep(
        s, worksheet_conditional_format_range(
               s->ws, first, COL_NOW, last, COL_NOW + GRID_PRICES - 1, &pays));
}

/* NPV + time * (share of minutes - 1) - licence * (share of price - 1), where a
 * bundle's licence is the price less what is paid without it. */
static void put_grid(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_contract *c = b->e->pilot->contracts;
    double price = price_now(b), npv = b->e->money->commitment.npv;
    double licence = sw_scaled_value(b, SW_BREAK_LICENCE);
    double time = sw_scaled_value(b, SW_BREAK_TIME);
    const char *baseline =
        c->bundle ? sw_book_live(b, SW_IN_BASELINE_PRICE) : NULL;
    const char *live = sw_book_live(b, SW_IN_PRICE);
    double months = sw_months_per_unit(c);
    double base = baseline != NULL ? sw_inputs_value(&b->e->economics->inputs,
                                                     SW_IN_BASELINE_PRICE) /
                                         months
                                   : 0.0;
    lxw_row_t top = s->row + 1;
    if (!b->e->economics->has_time_saved || live == NULL || !(price > base))
        return;
    sw_put_section(s, "Net present value by price and minutes (shaded: pays)",
                   COL_NOW + GRID_PRICES);
    put_axes(s, top, price, b->e->money->minutes);
    for (lxw_row_t i = 0; i < GRID_MINUTES; i++)
        for (lxw_col_t k = 0; k < GRID_PRICES; k++) {
            lxw_row_t r = top + 2 + i;
            lxw_col_t column = (lxw_col_t)(COL_NOW + k);
            double stretch = (SHARE_OF_PRICE[k] - 1.0) * price / (price - base);
            sw_ref share = sw_at(top, column, SW_FIX_ROW);
            sw_put_formula(
                s, r, column,
                npv + time * (SHARE_OF_MINUTES[i] - 1.0) - licence * stretch,
                SW_LOOK_CELL, SW_NUM_MONEY,
                "=%s+%s*(%s-1)-IF(%s>%s,%s*(%s-1)*%s/(%s-%s),0)",
                measure(b, SW_MEASURE_NPV).text, part(b, SW_BREAK_TIME).text,
                sw_at(r, COL_NEEDED, SW_FIX_COLUMN).text, live,
                baseline != NULL ? baseline : "0",
                part(b, SW_BREAK_LICENCE).text, share.text, live, live,
                baseline != NULL ? baseline : "0");
        }
    colour_grid(s, top + 2, top + 1 + GRID_MINUTES);
    s->row = top + 3 + GRID_MINUTES;
}

/* Every input that can turn the verdict, the nearest first: as evaluated, since
 * no cell can search for it. */
static void put_flips(sw_sheet *s)
{
    static const char *const HEADS[] = {"What turns the verdict",
                                        ">Turns at",
                                        ">Now",
                                        ">Becomes",
                                        "Means",
                                        NULL};
    const sw_evaluation *e = s->book->e;
    const sw_verdict *v = &e->decision->verdict;
    if (v->n_flips == 0)
        return;
    sw_put_section(s, "Of the verdict as evaluated", COL_NOW + GRID_PRICES);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < v->n_flips; i++) {
        const sw_flip *f = &v->flips[i];
        bool turns = !isnan(f->flips_at);
        g_autofree char *now = sw_text_flip_value(e, f, f->current);
        g_autofree char *at =
            turns ? sw_text_flip_value(e, f, f->flips_at) : NULL;
        sw_put_text(s, s->row, COL_LABEL, f->name, SW_LOOK_CELL);
        sw_put_data(s, s->row, COL_NEEDED, turns ? at : "", SW_LOOK_CELL);
        sw_put_data(s, s->row, COL_NOW, now, SW_LOOK_CELL);
        sw_put_text(s, s->row, COL_RATIO, turns ? sw_option_name(f->to) : "",
                    SW_LOOK_CELL);
        sw_put_text(s, s->row++, COL_SAYS,
                    !turns          ? "No value turns it."
                    : f->once_known ? "Once it is known, from there on."
                    : f->is_assumed ? "An assumption."
                                    : "",
                    SW_LOOK_CELL_AFTER);
    }
    s->row++;
}

void sw_write_break_even(sw_book *book)
{
    static const double WIDTH[] = {40, 15, 13, 13, 13, 13, 13, 13, 13, 13, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_BREAK_EVEN);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Break-even",
                   "What each figure would have to be for renewing all to pay, "
                   "the others as they are: the term being signed, headline "
                   "basis.");
    put_answers(&s);
    put_negotiation(&s);
    s.row++;
    put_flips(&s);
    put_grid(&s);
    worksheet_freeze_panes(s.ws, FIRST_ANSWER, 1);
    sw_sheet_print(&s, FIRST_ANSWER - 1, FIRST_ANSWER - 1);
    sw_sheet_pages(&s, 9, SW_PAPER_A4);
    lxw_protection options = {.format_columns = 1, .format_rows = 1};
    worksheet_protect(s.ws, NULL, &options);
}
