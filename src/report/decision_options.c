/*
 * decision_options.c - the table of options on page one. What the sheets model
 * is live; what only the simulation gives is as evaluated.
 */
#include <math.h>

#include "base/units.h"
#include "decision/option.h"
#include "report/as_evaluated.h"
#include "report/cash_flow.h"
#include "report/decision.h"
#include "report/text.h"
#include "report/text_width.h"

enum { LAST = SW_PAGE_COLUMNS - 1 };
enum {
    NAME_COLUMNS = 3,
    BOUND = NAME_COLUMNS,
    FIGURES,
    NAME_CHARACTERS = 34 /* of one line */
};

sw_live_figure sw_page_cash_12(const sw_book *b, int block, double value)
{
    sw_day as_of = b->e->economics->as_of;
    sw_live_figure f = sw_live_cash_within(
        b, block, as_of, sw_date_add_months(as_of, SW_MONTHS_PER_YEAR), false,
        value);
    f.number = SW_NUM_MONEY_SHORT;
    return f;
}

static void option_heads(sw_sheet *s)
{
    const sw_language *l = sw_sheet_language(s);
    static const char *const HEAD[] = {
        "Cash out, 12 months", "NPV, cash only",     "NPV, with capacity",
        "NPV, all benefits",   "90% from",           "90% to",
        "Chance it pays",      "Mean of worst tenth"};
    enum { OF_CHANCE = 6 };
    g_autofree char *bar =
        sw_say_percent(l, s->book->e->pilot->policy.required_probability, 0);
    g_autofree char *chance = sw_say(l, "Chance (bar %s)", bar);
    sw_put_across(s, s->row, 0, s->row, NAME_COLUMNS - 1,
                  "Options (against leaving, to where each binds)",
                  SW_LOOK_SMALL_HEAD);
    sw_put_text(s, s->row, BOUND, "Binds to", SW_LOOK_SMALL_HEAD_RIGHT);
    size_t lines = 2;
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++) {
        const char *head = i == OF_CHANCE ? chance : sw_words(s->book, HEAD[i]);
        sw_put_data(s, s->row, (lxw_col_t)(FIGURES + i), head,
                    SW_LOOK_SMALL_HEAD_RIGHT);
        lines = MAX(lines, sw_text_lines(head, SW_PAGE_PIXELS - 6,
                                         (sw_type_face){7.5, true}));
    }
    sw_sheet_height(s, s->row++, 11 * (double)lines);
}

/* The options whose amounts the sheets recompute: renewing all, doing nothing
 * where that is the same, and leaving. */
typedef enum modelled { BY_ENGINE, AS_RENEWING, AS_LEAVING } modelled;

static bool is_near(double a, double b)
{
    static const double RELATIVE = 1e-9;
    return (isnan(a) && isnan(b)) || fabs(a - b) <= RELATIVE * (1.0 + fabs(b));
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
                   is_near(sw_option_own_draws(o).npv,
                           sw_option_own_draws(renew).npv)
               ? AS_RENEWING
               : BY_ENGINE;
}

sw_live_figure sw_page_option_cash(const sw_book *b, const sw_option *o)
{
    switch (modelled_by(b->e, o)) {
    case AS_RENEWING:
        return sw_page_cash_12(b, SW_BLOCK_PROGRAMME, o->cash_12_months);
    case AS_LEAVING:
        return sw_page_cash_12(b,
                               b->cash.blocks > SW_BLOCK_LEAVE_PROGRAMME
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
    const sw_option_draws d = sw_option_own_draws(o);
    const double live[] = {d.npv_cashable, d.npv_with_capacity, d.npv_all};
    sw_live_figure f = {.value = live[net], .number = SW_NUM_MONEY_SHORT};
    if (modelled_by(b->e, o) == AS_LEAVING) {
        f.formula = g_strdup("0");
    } else if (modelled_by(b->e, o) == AS_RENEWING && isfinite(live[net])) {
        lxw_row_t row = b->cash.difference[SW_VIEW_COMMITMENT].net;
        f.formula = g_strdup(sw_page_cell(row + (lxw_row_t)net, SW_CF_PV).text);
    }
    return f;
}

enum {
    CASH_OUT = FIGURES,
    NPV,
    INTERVAL = NPV + 3,
    CHANCE = INTERVAL + 2,
    TAIL
};

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
        sw_number number = c == CHANCE ? SW_NUM_CHANCE : SW_NUM_MONEY_SHORT;
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
                         why != NULL ? why : sw_words(s->book, "not evaluated"),
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
