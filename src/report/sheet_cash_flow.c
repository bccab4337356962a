/*
 * sheet_cash_flow.c - the model in formulas: calendar, priced minutes, three
 * streams, their differences, and what is measured on them.
 */
#include "report/cash_flow.h"

#include <math.h>
#include <string.h>

#include "report/print.h"
#include "report/text.h"

void sw_cash_values(sw_sheet *s, lxw_row_t row, const char *label,
                    const double *value, sw_number number)
{
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < s->book->cash.months; m++)
        sw_put_number(s, row, (lxw_col_t)(SW_CF_MONTH + m), value[m],
                      SW_LOOK_CELL, number);
}

void sw_cash_line(sw_sheet *s, lxw_row_t row, const sw_flow *flow)
{
    sw_put_message(s, row, SW_CF_LINE, flow->label, SW_LOOK_CELL);
    sw_put_text(s, row, SW_CF_CLASS, sw_cash_class_name(flow->class_),
                SW_LOOK_CELL);
    sw_put_text(s, row, SW_CF_SIDE, flow->is_benefit ? "benefit" : "cost",
                SW_LOOK_CELL);
    sw_put_text(s, row, SW_CF_DATED, sw_cash_dating_name(sw_cash_dating(flow)),
                SW_LOOK_CELL);
}

static void calendar_heads(sw_sheet *s, lxw_row_t row)
{
    static const char *const HEADS[] = {"Month",          "Class", "Side",
                                        "Dated",          ">Rate", ">Total",
                                        ">Present value", NULL};
    s->row = row;
    sw_put_heads(s, HEADS);
    for (size_t m = 0; m < s->book->cash.months; m++)
        sw_put_number(s, row, (lxw_col_t)(SW_CF_MONTH + m), (double)(m + 1),
                      SW_LOOK_HEAD_RIGHT, SW_NUM_COUNT);
}

static void calendar_dates(sw_sheet *s, lxw_row_t top)
{
    const sw_clock *clock = &s->book->e->economics->clock;
    sw_put_text(s, top + SW_CAL_FROM, SW_CF_LINE, "First day", SW_LOOK_CELL);
    sw_put_text(s, top + SW_CAL_TO, SW_CF_LINE, "Last day", SW_LOOK_CELL);
    for (size_t m = 0; m < s->book->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        sw_put_date(s, top + SW_CAL_FROM, c,
                    sw_clock_month_start(clock, (int)m + 1), SW_LOOK_CELL);
        sw_put_date(s, top + SW_CAL_TO, c,
                    sw_clock_month_end(clock, (int)m + 1), SW_LOOK_CELL);
    }
}

static void factor_row(sw_sheet *s, const char *label, int row, int exponent,
                       const double *value)
{
    const sw_book *b = s->book;
    lxw_row_t top = b->cash.calendar, r = top + (lxw_row_t)row;
    const char *rate = sw_book_live(b, SW_IN_DISCOUNT_RATE);
    sw_put_text(s, r, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        sw_ref x = sw_at(top + (lxw_row_t)exponent, c, SW_FIX_NONE);
        sw_put_formula(s, r, c, value[m], SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                       "=(1+%s)^-%s", rate != NULL ? rate : "0", x.text);
    }
}

/* A row of growth by month number: wages by whole years, the rest by months. */
static void growth_row(sw_sheet *s, const char *label, int row, size_t input,
                       double sign, bool whole_years, bool inverse)
{
    const sw_book *b = s->book;
    lxw_row_t top = b->cash.calendar, r = top + (lxw_row_t)row;
    const char *name = sw_book_live(b, input);
    double rate =
        name != NULL ? sw_inputs_value(&b->e->pilot->inputs, input) : 0.0;
    sw_put_text(s, r, SW_CF_LINE, label, SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        double years = whole_years ? (double)(m / 12) : (double)m / 12.0;
        sw_ref month = sw_at(top + SW_CAL_MONTH, c, SW_FIX_ROW);
        sw_ref year = sw_at(top + SW_CAL_YEAR, c, SW_FIX_ROW);
        g_autofree char *exponent =
            whole_years
                ? g_strdup_printf("(%s-1)", year.text)
                : g_strdup_printf("((%s-1)/months_per_year)", month.text);
        sw_put_formula(s, r, c,
                       pow(1.0 + sign * rate, inverse ? -years : years),
                       SW_LOOK_CELL, SW_NUM_DECIMAL_4, "=(1%s%s)^%s%s",
                       sign < 0 ? "-" : "+", name != NULL ? name : "0",
                       inverse ? "-" : "", exponent);
    }
}

static void year_row(sw_sheet *s, lxw_row_t top)
{
    sw_put_text(s, top + SW_CAL_YEAR, SW_CF_LINE, "Year of the model",
                SW_LOOK_CELL);
    for (size_t m = 0; m < s->book->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        sw_ref month = sw_at(top + SW_CAL_MONTH, c, SW_FIX_NONE);
        sw_put_formula(s, top + SW_CAL_YEAR, c, (double)(m / 12 + 1),
                       SW_LOOK_CELL, SW_NUM_COUNT,
                       "=INT((%s-1)/months_per_year)+1", month.text);
    }
}

static void calendar(sw_sheet *s, const sw_ledger *l)
{
    lxw_row_t top = s->book->cash.calendar;
    const sw_economics_result *m = s->book->e->money;
    calendar_heads(s, top);
    calendar_dates(s, top);
    year_row(s, top);
    sw_cash_values(s, top + SW_CAL_START_EXPONENT,
                   "Years discounted, start-dated", m->start_exponent,
                   SW_NUM_DECIMAL_4);
    sw_cash_values(s, top + SW_CAL_END_EXPONENT, "Years discounted, end-dated",
                   m->end_exponent, SW_NUM_DECIMAL_4);
    sw_cash_values(s, top + SW_CAL_ANNUAL_EXPONENT,
                   "Years discounted, annual invoices", m->annual_exponent,
                   SW_NUM_DECIMAL_4);
    factor_row(s, "Discount factor, start-dated", SW_CAL_START,
               SW_CAL_START_EXPONENT, l->factor[0]);
    factor_row(s, "Discount factor, end-dated", SW_CAL_END, SW_CAL_END_EXPONENT,
               l->factor[1]);
    factor_row(s, "Discount factor, annual invoices", SW_CAL_ANNUAL,
               SW_CAL_ANNUAL_EXPONENT, l->factor[2]);
    growth_row(s, "Wage growth", SW_CAL_WAGES, SW_IN_WAGE_GROWTH, 1, true,
               false);
    growth_row(s, "Decay of the effect", SW_CAL_DECAY, SW_IN_DECAY, -1, false,
               false);
    growth_row(s, "Deflator (real basis only)", SW_CAL_DEFLATOR,
               SW_IN_INFLATION, 1, false, true);
}

typedef struct chain_step {
    const char *label, *formula; /* of the cell above and the input's name */
    size_t input;
} chain_step;

static double chain_value(double above, size_t input, double x)
{
    switch (input) {
    case SW_IN_EFFECT:
        return x;
    case SW_IN_BIAS:
        return above + x;
    case SW_IN_REWORK:
        return above * (1.0 - x);
    default:
        return above * x;
    }
}

/* The chain of DESIGN 3.3 up to the minutes that are priced. */
static void minutes(sw_sheet *s)
{
    static const chain_step STEP[] = {
        {"Effect as estimated", "=%s", SW_IN_EFFECT},
        {"times the self-report factor", "=%s*%s", SW_IN_SELF_REPORT},
        {"plus the design's bias", "=%s+%s", SW_IN_BIAS},
        {"less verification and rework", "=%s*(1-%s)", SW_IN_REWORK},
        {"times transport to the seats decided on", "=%s*%s", SW_IN_TRANSPORT},
        {"times persistence", "=%s*%s", SW_IN_PERSISTENCE},
    };
    const sw_book *b = s->book;
    const sw_inputs *in = &b->e->pilot->inputs;
    s->row = b->cash.minutes;
    sw_put_section(s, "Minutes per seat and week that are priced", SW_CF_MONTH);
    double now = 0.0;
    for (size_t i = 0; i < G_N_ELEMENTS(STEP); i++, s->row++) {
        const char *name = sw_book_live(b, STEP[i].input);
        sw_ref above = sw_at(s->row - 1, SW_CF_RATE, SW_FIX_NONE);
        g_autofree char *formula =
            name == NULL ? g_strdup_printf("=%s", above.text)
            : i == 0     ? g_strdup_printf("=%s", name)
                         : g_strdup_printf(STEP[i].formula, above.text, name);
        if (name != NULL)
            now = chain_value(now, STEP[i].input,
                              sw_inputs_value(in, STEP[i].input));
        sw_put_text(s, s->row, SW_CF_LINE, STEP[i].label, SW_LOOK_CELL);
        sw_put_formula(s, s->row, SW_CF_RATE, now, SW_LOOK_CELL,
                       SW_NUM_DECIMAL_2, "%s", formula);
    }
    sw_ref above = sw_at(s->row - 1, SW_CF_RATE, SW_FIX_NONE);
    const char *future = sw_book_live(b, SW_IN_ADOPTION);
    const char *pilot = sw_book_live(b, SW_IN_ADOPTION_PILOT);
    sw_put_text(s, b->cash.priced_minutes, SW_CF_LINE,
                "times future adoption over the pilot's: priced",
                SW_LOOK_TOTAL);
    sw_put_formula(s, b->cash.priced_minutes, SW_CF_RATE, b->e->money->minutes,
                   SW_LOOK_TOTAL, SW_NUM_DECIMAL_2,
                   future != NULL && pilot != NULL ? "=%s*%s/%s" : "=%s",
                   above.text, future, pilot);
}

/* Characters that show the largest amount of a month. */
static double month_width(const sw_book *b, const sw_ledger *l)
{
    static const double NARROWEST = 11; /* shows a date */
    double most = 0.0;
    for (int k = 0; k < SW_DIFFERENCES; k++)
        for (size_t t = 0; t <= l->months; t++)
            most = fmax(most, fabs(l->difference[k].cumulative[t]));
    for (int k = 0; k < SW_FLOW_BLOCKS; k++)
        for (size_t m = 0; m < l->months; m++)
            most = fmax(most, l->block[k].costs[m]);
    g_autofree char *text = sw_text_money(b->e->pilot->currency, -most, 0);
    return fmax(NARROWEST, (double)strlen(text) + 1.0);
}

/* A month is a column: A3, and as many pages wide as stay readable. */
static void print_wide(sw_sheet *s)
{
    enum { A3 = 8, MONTHS_ON_A_PAGE = 14 };
    size_t pages = (s->book->cash.months - 1) / MONTHS_ON_A_PAGE + 1;
    worksheet_set_paper(s->ws, A3);
    worksheet_fit_to_pages(s->ws, (uint16_t)pages, 0);
    sw_sheet_keep(s, worksheet_repeat_columns(s->ws, SW_CF_LINE, SW_CF_LINE));
    sw_sheet_keep(s, worksheet_print_area(
                         s->ws, 0, 0, s->row - 1,
                         (lxw_col_t)(SW_CF_MONTH + s->book->cash.months - 1)));
}

void sw_write_cash_flow(sw_book *book)
{
    static const double WIDTH[] = {42, 9, 8, 10, 14, 14, 14, 0};
    sw_sheet s;
    sw_ledger ledger;
    sw_sheet_open(&s, book, SW_SHEET_CASH_FLOW);
    sw_ledger_init(&ledger, book);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_keep(
        &s, worksheet_set_column(s.ws, SW_CF_MONTH,
                                 (lxw_col_t)(SW_CF_MONTH + book->cash.months),
                                 month_width(book, &ledger), NULL));
    sw_sheet_title(&s, "Cash flow",
                   "The model in formulas: a line's amount in a month is its "
                   "rate x its presence in the month x its growth. Amounts "
                   "are in the pilot's currency.");
    calendar(&s, &ledger);
    if (book->e->economics->has_time_saved)
        minutes(&s);
    for (int b = 0; b < SW_FLOW_BLOCKS; b++)
        sw_cash_block(&s, &ledger, b);
    for (int v = 0; v < SW_DIFFERENCES; v++)
        sw_cash_difference(&s, &ledger, v);
    sw_cash_years(&s);
    sw_cash_spending(&s);
    sw_cash_break_even(&s);
    sw_cash_lines(&s);
    sw_cash_charts(&s);
    worksheet_freeze_panes(s.ws, book->cash.calendar + 1, 1);
    sw_sheet_print(&s, book->cash.calendar, book->cash.calendar + SW_CAL_TO);
    print_wide(&s);
    sw_sheet_protect(&s);
    sw_ledger_clear(&ledger);
}
