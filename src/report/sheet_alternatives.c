/*
 * sheet_alternatives.c - every option beside the others: what it buys, costs
 * and is worth, how sure that is, what choosing it would lose, and why one is
 * not open.
 */
#include <math.h>

#include "decision/option.h"
#include "report/print.h"
#include "report/sheet.h"
#include "report/text.h"

enum {
    COL_OPTION,
    COL_SEATS,
    COL_CHANGE,
    COL_PRICE,
    COL_CASH,
    COL_BOUND,
    COL_YEAR, /* equivalent annual net benefit */
    COL_MEAN,
    COL_P05,
    COL_P95,
    COL_CASHABLE,
    COL_CAPACITY,
    COL_ALL,
    COL_CHANCE,
    COL_WORST,
    COL_OPEN,
    COLUMNS
};
enum { OPEN_CHARACTERS = 58 };

static const sw_decision *decision_of(const sw_sheet *s)
{
    return s->book->e->decision;
}

static bool is_priced(const sw_sheet *s)
{
    return s->book->e->economics->has_benefit;
}

static bool is_chosen(const sw_sheet *s, const sw_option *o)
{
    const sw_decision *d = decision_of(s);
    return o - d->options == d->verdict.chosen;
}

/* "chosen", "open", or why it is not. */
static char *state_of(const sw_sheet *s, const sw_option *o)
{
    if (is_chosen(s, o))
        return g_strdup(sw_words(s->book, "the verdict"));
    if (o->why_not != NULL)
        return sw_message_say(o->why_not, sw_sheet_language(s));
    if (o->kind == SW_OPTION_SWITCH && !o->measured)
        return g_strdup(sw_words(s->book, "its benefit is assumed: pilot it, "
                                          "it cannot be chosen"));
    return g_strdup(sw_words(s->book, "open"));
}

static void put_name(sw_sheet *s, const sw_option *o, sw_look look)
{
    g_autofree char *name = sw_text_option(s->book->e->pilot->language, o);
    sw_put_data(s, s->row, COL_OPTION, name, look);
}

/* Seats, and how many more or fewer than now: a formula. */
static void put_seats(sw_sheet *s, const sw_option *o, lxw_row_t first,
                      sw_look look)
{
    lxw_row_t r = s->row;
    sw_put_number(s, r, COL_SEATS, o->seats, look, SW_NUM_COUNT);
    if (isfinite(o->seats))
        sw_put_formula(s, r, COL_CHANGE, o->seats - o->seats_from, look,
                       SW_NUM_COUNT, "=%s-%s",
                       sw_at(r, COL_SEATS, SW_FIX_NONE).text,
                       sw_at(first, COL_SEATS, SW_FIX_BOTH).text);
    else
        sw_put_number(s, r, COL_CHANGE, NAN, look, SW_NUM_COUNT);
    sw_put_number(s, r, COL_PRICE, o->price > 0.0 ? o->price : NAN, look,
                  SW_NUM_PRICE);
}

static void put_bound(sw_sheet *s, const sw_option *o, sw_look look)
{
    g_autofree char *until = sw_text_bound(o, sw_sheet_language(s));
    if (o->bound_until == SW_DAY_NONE)
        sw_put_data(s, s->row, COL_BOUND, until, look);
    else
        sw_put_date(s, s->row, COL_BOUND, o->bound_until, look);
}

static void put_option(sw_sheet *s, const sw_option *o, lxw_row_t first)
{
    const sw_option_draws own = sw_option_own_draws(o), *d = &own;
    sw_look look = is_chosen(s, o) ? SW_LOOK_TOTAL : SW_LOOK_CELL;
    bool cancel = sw_option_is_leaving(o);
    const struct {
        lxw_col_t column;
        double value;
        sw_number number;
    } CELL[] = {
        {COL_CASH, o->cash_12_months, SW_NUM_MONEY},
        {COL_YEAR, is_priced(s) ? sw_text_per_year(o) : NAN, SW_NUM_MONEY},
        {COL_MEAN, is_priced(s) ? d->npv : -o->cost, SW_NUM_MONEY},
        {COL_P05, d->p05, SW_NUM_MONEY},
        {COL_P95, d->p95, SW_NUM_MONEY},
        {COL_CASHABLE, d->npv_cashable, SW_NUM_MONEY},
        {COL_CAPACITY, d->npv_with_capacity, SW_NUM_MONEY},
        {COL_ALL, d->npv_all, SW_NUM_MONEY},
        {COL_CHANCE, cancel ? NAN : d->probability_positive, SW_NUM_CHANCE},
        {COL_WORST, d->cvar10, SW_NUM_MONEY}};
    g_autofree char *state = state_of(s, o);
    put_name(s, o, look);
    put_seats(s, o, first, look);
    put_bound(s, o, look);
    for (size_t i = 0; i < G_N_ELEMENTS(CELL); i++)
        sw_put_number(s, s->row, CELL[i].column, CELL[i].value, look,
                      CELL[i].number);
    sw_put_data(s, s->row, COL_OPEN, state, SW_LOOK_CELL_WRAP);
    sw_sheet_fit(s, s->row++, state, OPEN_CHARACTERS);
}

static lxw_row_t put_options(sw_sheet *s)
{
    static const char *const PRICED[] = {"Option",
                                         ">Seats",
                                         ">More or fewer",
                                         ">Price a seat-month",
                                         ">Cash out, 12 months",
                                         ">Binds to",
                                         ">Net benefit a year",
                                         ">Net present value",
                                         ">90% from",
                                         ">90% to",
                                         ">Cash only",
                                         ">With capacity",
                                         ">All benefits",
                                         ">Chance it pays",
                                         ">Mean of worst tenth",
                                         "Open, or why not",
                                         NULL};
    const sw_decision *d = decision_of(s);
    sw_put_section(s,
                   is_priced(s)
                       ? "Every option, against leaving when the contract "
                         "first lets one (to the day it binds to)"
                       : "Every option on cost alone: no benefit is priced, so "
                         "the mean is what it costs more than leaving",
                   COLUMNS);
    sw_sheet_height(s, s->row, 27);
    sw_put_heads(s, PRICED);
    lxw_row_t first = s->row;
    for (size_t i = 0; i < d->n_options; i++)
        put_option(s, &d->options[i], first);
    return first;
}

/* The options that step 1 chose among, and leaving. */
static bool is_compared(const sw_option *o)
{
    return o->in_set || sw_option_is_leaving(o);
}

static double highest_year(const sw_decision *d)
{
    double most = 0.0;
    for (size_t i = 0; i < d->n_options; i++)
        if (is_compared(&d->options[i]))
            most = fmax(most, sw_text_per_year(&d->options[i]));
    return most;
}

/* "MAX(F5,F6,F9)" of a year of the compared options. */
static char *highest_formula(const sw_decision *d, lxw_row_t first)
{
    GString *f = g_string_new("MAX(");
    for (size_t i = 0; i < d->n_options; i++)
        if (is_compared(&d->options[i]))
            g_string_append_printf(
                f, "%s%s", f->len > 4 ? "," : "",
                sw_at(first + (lxw_row_t)i, COL_YEAR, SW_FIX_BOTH).text);
    g_string_append_c(f, ')');
    return g_string_free(f, FALSE);
}

enum { REG_OPTION, REG_BEHIND, REG_LOSS, REG_BEST, REG_WITHIN };

static void put_regret_row(sw_sheet *s, const sw_option *o, lxw_row_t mean_row,
                           const char *highest, sw_ref years)
{
    const sw_decision *d = decision_of(s);
    double behind =
        (highest_year(d) - sw_text_per_year(o)) * d->options[0].annuity;
    sw_look look = is_chosen(s, o) ? SW_LOOK_TOTAL : SW_LOOK_CELL;
    put_name(s, o, look);
    sw_put_formula(s, s->row, REG_BEHIND, behind, look, SW_NUM_MONEY,
                   "=(%s-%s)*%s", highest,
                   sw_at(mean_row, COL_YEAR, SW_FIX_NONE).text, years.text);
    sw_put_number(s, s->row, REG_LOSS, o->draws.expected_loss, look,
                  SW_NUM_MONEY);
    sw_put_number(s, s->row, REG_BEST, o->draws.probability_best, look,
                  SW_NUM_CHANCE);
    sw_put_number(s, s->row++, REG_WITHIN, o->draws.probability_within, look,
                  SW_NUM_CHANCE);
}

/* What each choice is expected to lose against knowing everything first. */
static void put_regret(sw_sheet *s, lxw_row_t first)
{
    static const char *const HEADS[] = {"Option",
                                        ">Behind the best",
                                        ">Expected loss",
                                        ">Chance to be best",
                                        ">Chance to be right",
                                        NULL};
    const sw_decision *d = decision_of(s);
    g_autofree char *highest = highest_formula(d, first);
    s->row++;
    sw_put_section(s, "What choosing each would lose", REG_WITHIN + 1);
    sw_put_text(s, s->row, REG_OPTION, "Worth of knowing everything first",
                SW_LOOK_CELL);
    sw_put_number(s, s->row++, REG_BEHIND, d->simulation->evpi, SW_LOOK_CELL,
                  SW_NUM_MONEY);
    sw_put_text(s, s->row, REG_OPTION, "Years of renewing, discounted",
                SW_LOOK_CELL);
    sw_ref years = sw_at(s->row, REG_BEHIND, SW_FIX_BOTH);
    sw_put_number(s, s->row++, REG_BEHIND, d->options[0].annuity, SW_LOOK_CELL,
                  SW_NUM_DECIMAL_2);
    sw_sheet_height(s, s->row, 27);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].evaluated && isfinite(d->options[i].draws.sd) &&
            d->options[i].kind != SW_OPTION_DO_NOTHING)
            put_regret_row(s, &d->options[i], first + (lxw_row_t)i, highest,
                           years);
    sw_put_across(s, s->row, 0, s->row, COL_WORST,
                  "A year's net benefit ranks options that bind for different "
                  "times; it assumes repeating them. Losses are over the years "
                  "that renewing binds for. "
                  "Expected loss: against the best option of each draw. Right: "
                  "a loss of at most 2% of a year's spend. A lower price is "
                  "not among the options that the best is taken from.",
                  SW_LOOK_NOTE);
    sw_sheet_height(s, s->row++, 27);
}

/* The walk-away price, whether or not anybody would grant it. */
static void put_walk_away(sw_sheet *s)
{
    const sw_walk_away *w = &decision_of(s)->walk_away;
    if (w->option == SW_NO_OPTION)
        return;
    const sw_option *o = &decision_of(s)->options[w->option];
    s->row++;
    sw_put_section(s, "The price at which the policy's bar is met",
                   REG_WITHIN + 1);
    put_name(s, o, SW_LOOK_CELL);
    sw_put_text(s, s->row++, 1, "the option whose price it is",
                SW_LOOK_CELL_AFTER);
    lxw_row_t today = s->row;
    sw_put_text(s, s->row, 0, "Price today, per seat and month", SW_LOOK_CELL);
    sw_put_number(s, s->row++, 1, w->from, SW_LOOK_CELL, SW_NUM_PRICE);
    sw_put_text(s, s->row, 0, "Walk-away price", SW_LOOK_CELL);
    sw_put_number(s, s->row++, 1, w->price, SW_LOOK_CELL, SW_NUM_PRICE);
    sw_put_text(s, s->row, 0, "Discount that takes", SW_LOOK_CELL);
    if (isfinite(w->price))
        sw_put_formula(s, s->row, 1, 1.0 - w->price / w->from, SW_LOOK_CELL,
                       SW_NUM_PERCENT_1, "=1-%s/%s",
                       sw_at(today + 1, 1, SW_FIX_NONE).text,
                       sw_at(today, 1, SW_FIX_NONE).text);
    else
        sw_put_number(s, s->row, 1, NAN, SW_LOOK_CELL, SW_NUM_PERCENT_1);
    s->row++;
    sw_put_text(s, s->row, 0, "Largest plausible discount", SW_LOOK_CELL);
    sw_put_number(s, s->row++, 1, s->book->e->pilot->policy.plausible_discount,
                  SW_LOOK_CELL, SW_NUM_PERCENT);
}

enum {
    TERM_NAME,
    TERM_MONTHS,
    TERM_BILLING,
    TERM_PRICE,
    TERM_CASH,
    TERM_BOUND,
    TERM_YEAR,
    TERM_EXITS,
    TERM_COLUMNS
};

static const char *billing_text(sw_billing billing)
{
    switch (billing) {
    case SW_BILL_ANNUAL_UPFRONT:
        return "a year in advance";
    case SW_BILL_ANNUAL_MONTHLY:
        return "a year, by the month";
    case SW_BILL_MONTHLY:
        break;
    }
    return "by the month";
}

/* What is signed in an option: the contract's terms, an offer's, or an
 * alternative's. */
typedef struct signed_terms {
    int months;
    sw_billing billing;
} signed_terms;

static signed_terms terms_of(const sw_sheet *s, const sw_option *o)
{
    const sw_pilot *p = s->book->e->pilot;
    const sw_contract *c = &p->contracts[0];
    if (o->offer != NULL)
        return (signed_terms){o->offer->term_months, o->offer->billing};
    for (size_t i = 0; o->kind == SW_OPTION_SWITCH && i < p->n_alternatives;
         i++)
        if (p->alternatives[i].name == o->alternative)
            c = &p->alternatives[i].contract;
    return (signed_terms){c->term_months, c->billing};
}

/* Whether it binds to less than its first term. */
static bool is_left_early(const sw_option *o, int months)
{
    return o->bound_until < sw_date_add_months(o->from - 1, months);
}

static void put_term(sw_sheet *s, const sw_option *o, lxw_row_t row)
{
    signed_terms t = terms_of(s, o);
    put_name(s, o, SW_LOOK_CELL);
    sw_put_number(s, s->row, TERM_MONTHS, t.months, SW_LOOK_CELL, SW_NUM_COUNT);
    sw_put_text(s, s->row, TERM_BILLING, billing_text(t.billing), SW_LOOK_CELL);
    sw_put_number(s, s->row, TERM_PRICE, o->price > 0.0 ? o->price : NAN,
                  SW_LOOK_CELL, SW_NUM_PRICE);
    sw_put_formula(s, s->row, TERM_CASH, o->cash_12_months, SW_LOOK_CELL,
                   SW_NUM_MONEY, "=%s", sw_at(row, COL_CASH, SW_FIX_NONE).text);
    sw_put_date(s, s->row, TERM_BOUND, o->bound_until, SW_LOOK_CELL);
    if (is_priced(s))
        sw_put_formula(s, s->row, TERM_YEAR, sw_text_per_year(o), SW_LOOK_CELL,
                       SW_NUM_MONEY, "=%s",
                       sw_at(row, COL_YEAR, SW_FIX_NONE).text);
    sw_put_text(s, s->row++, TERM_EXITS,
                is_left_early(o, t.months) ? "within the term, as it says"
                                           : "at the term's end",
                SW_LOOK_CELL);
}

static bool has_term(const sw_option *o)
{
    bool signs = o->kind == SW_OPTION_RENEW || o->kind == SW_OPTION_SWITCH;
    return signs && o->evaluated;
}

/* Every offer and alternative beside renewing: what is signed for how long. */
static void put_terms(sw_sheet *s, lxw_row_t first)
{
    static const char *const HEADS[] = {"What is signed",
                                        ">Months",
                                        "Billing",
                                        ">Price a seat-month",
                                        ">Cash out, 12 months",
                                        ">Binds to",
                                        ">Net benefit a year",
                                        "Can be left",
                                        NULL};
    const sw_decision *d = decision_of(s);
    s->row++;
    sw_put_section(s, "The terms that can be signed", TERM_COLUMNS);
    sw_sheet_height(s, s->row, 27);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < d->n_options; i++)
        if (has_term(&d->options[i]))
            put_term(s, &d->options[i], first + (lxw_row_t)i);
}

/* What each alternative rests on. */
static void put_alternatives(sw_sheet *s)
{
    static const char *const HEADS[] = {"Alternative", ">Available from",
                                        ">Benefit, share of the copilot's",
                                        ">Months of both", NULL};
    const sw_pilot *p = s->book->e->pilot;
    if (p->n_alternatives == 0)
        return;
    s->row++;
    sw_put_section(s, "Alternatives", REG_WITHIN + 1);
    sw_sheet_height(s, s->row, 40);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < p->n_alternatives; i++) {
        const sw_alternative *a = &p->alternatives[i];
        double factor = a->benefit_factor == SIZE_MAX
                            ? NAN
                            : sw_inputs_value(&p->inputs, a->benefit_factor);
        sw_put_data(s, s->row, 0, a->name, SW_LOOK_CELL);
        if (a->available_from == SW_DAY_NONE)
            sw_put_text_as(s, s->row, 1, "now", SW_LOOK_CELL, SW_NUM_COUNT);
        else
            sw_put_date(s, s->row, 1, a->available_from, SW_LOOK_CELL);
        sw_put_number(s, s->row, 2, factor, SW_LOOK_CELL, SW_NUM_PERCENT);
        sw_put_number(s, s->row, 3, a->overlap_months, SW_LOOK_CELL,
                      SW_NUM_DECIMAL_1);
        sw_put_name(s, s->row++, 4,
                    a->measured_by != NULL ? a->measured_by
                                           : "assumed: nobody has measured it",
                    a->measured_by == NULL, SW_LOOK_CELL_AFTER);
    }
}

void sw_write_alternatives(sw_book *book)
{
    static const double WIDTH[] = {34, 14, 14, 14, 15, 13, 15, 15, 14,
                                   14, 14, 14, 14, 12, 15, 52, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_ALTERNATIVES);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Alternatives",
                   "Every option beside the others, on the same draws: what it "
                   "buys and costs, what it is worth, and why one is not "
                   "open.");
    lxw_row_t first = put_options(&s);
    if (is_priced(&s)) {
        put_regret(&s, first);
        put_walk_away(&s);
    }
    put_terms(&s, first);
    put_alternatives(&s);
    worksheet_freeze_panes(s.ws, 4, 1);
    sw_sheet_print(&s, 0, 1);
    sw_sheet_pages(&s, COL_OPEN, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
