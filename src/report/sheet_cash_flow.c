/*
 * sheet_cash_flow.c - the model in formulas: calendar, priced minutes, three
 * options, their differences, and what is measured on them.
 */
#include "report/cash_flow.h"

#include <math.h>
#include <string.h>

#include "economics/calendar.h"
#include "base/units.h"
#include "report/print.h"
#include "report/text.h"

/* Writes one number a month. */
static void put_values(sw_sheet *s, lxw_row_t row, const char *label,
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
    sw_put_text(s, row, SW_CF_DATED, sw_cash_dating_name(flow), SW_LOOK_CELL);
}

static void calendar_heads(sw_sheet *s, lxw_row_t row)
{
    static const char *const HEADS[] = {"Month",          "Class", "Side",
                                        "Dated",          ">Rate", ">Total",
                                        ">Present value", NULL};
    s->row = row;
    sw_put_heads(s, HEADS);
    for (size_t y = 0; y < s->book->e->money->n_years; y++)
        sw_put_number(s, row, sw_cash_year(y), (double)(y + 1),
                      SW_LOOK_HEAD_RIGHT, SW_NUM_YEAR);
    for (size_t m = 0; m < s->book->cash.months; m++)
        sw_put_number(s, row, (lxw_col_t)(SW_CF_MONTH + m), (double)(m + 1),
                      SW_LOOK_HEAD_RIGHT, SW_NUM_COUNT);
}

lxw_col_t sw_cash_year(size_t year)
{
    return (lxw_col_t)(SW_CF_YEAR + year);
}

double sw_cash_in_year(const sw_book *b, const double *months, size_t year)
{
    double total = 0.0;
    size_t first = year * SW_MONTHS_PER_YEAR;
    for (size_t m = first; m < first + SW_MONTHS_PER_YEAR; m++)
        total += m < b->cash.months ? months[m] : 0.0;
    return total;
}

void sw_cash_put_years(sw_sheet *s, lxw_row_t row, const double *months)
{
    const sw_book *b = s->book;
    sw_ref of = sw_cash_months(b, row, SW_FIX_COLUMN);
    sw_ref years =
        sw_cash_months(b, sw_cash_calendar(b, SW_CAL_YEAR), SW_FIX_BOTH);
    for (size_t y = 0; y < b->e->money->n_years; y++) {
        sw_ref head = sw_at(b->cash.calendar, sw_cash_year(y), SW_FIX_ROW);
        sw_put_formula(s, row, sw_cash_year(y), sw_cash_in_year(b, months, y),
                       SW_LOOK_CELL, SW_NUM_MONEY, "=SUMIFS(%s,%s,%s)", of.text,
                       years.text, head.text);
    }
}

/* Of the years too: the last may be shorter. */
static void calendar_dates(sw_sheet *s)
{
    const sw_book *b = s->book;
    lxw_row_t from = sw_cash_calendar(b, SW_CAL_FROM);
    sw_day as_of = b->e->economics->as_of;
    sw_day end = b->e->economics->renew[SW_VIEW_PROGRAMME].to;
    for (size_t y = 0; y < b->e->money->n_years; y++) {
        int last = (int)(y + 1) * SW_MONTHS_PER_YEAR;
        sw_put_date(s, from, sw_cash_year(y),
                    sw_month_first(as_of, last - SW_MONTHS_PER_YEAR + 1),
                    SW_LOOK_CELL);
        sw_put_date(s, from + 1, sw_cash_year(y),
                    sw_earlier(sw_month_last(as_of, last), end), SW_LOOK_CELL);
    }
    sw_put_text(s, from, SW_CF_LINE, "First day", SW_LOOK_CELL);
    sw_put_text(s, from + 1, SW_CF_LINE, "Last day", SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        sw_put_date(s, from, c, sw_month_first(as_of, (int)m + 1),
                    SW_LOOK_CELL);
        sw_put_date(s, from + 1, c, sw_month_last(as_of, (int)m + 1),
                    SW_LOOK_CELL);
    }
}

/* One formula a row, of a cell above it in the same column. */
typedef struct derived {
    int row, of;
    const char *label, *formula;
    sw_number number;
} derived;

static void derived_row(sw_sheet *s, const derived *d, const double *value)
{
    const sw_book *b = s->book;
    lxw_row_t row = sw_cash_calendar(b, d->row);
    lxw_row_t of = sw_cash_calendar(b, d->of);
    sw_put_text(s, row, SW_CF_LINE, d->label, SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        g_autofree char *formula =
            g_strdup_printf(d->formula, sw_at(of, c, SW_FIX_ROW).text);
        sw_put_formula(s, row, c, value[m], SW_LOOK_CELL, d->number, "%s",
                       formula);
    }
}

static void year_rows(sw_sheet *s)
{
    static const derived YEAR = {SW_CAL_YEAR, SW_CAL_MONTH, "Year of the model",
                                 "=INT((%s-1)/months_per_year)+1",
                                 SW_NUM_COUNT};
    static const derived WHOLE = {SW_CAL_WHOLE_YEARS, SW_CAL_YEAR,
                                  "Whole years since the decision", "=%s-1",
                                  SW_NUM_COUNT};
    static const derived AGE = {SW_CAL_AGE, SW_CAL_MONTH,
                                "Years since the decision",
                                "=(%s-1)/months_per_year", SW_NUM_DECIMAL_4};
    size_t n = s->book->cash.months;
    g_autofree double *year = g_new0(double, n + 1);
    g_autofree double *whole = g_new0(double, n + 1);
    g_autofree double *age = g_new0(double, n + 1);
    for (size_t m = 0; m < n; m++) {
        whole[m] = (double)(m / SW_MONTHS_PER_YEAR);
        year[m] = whole[m] + 1.0;
        age[m] = (double)m / SW_MONTHS_PER_YEAR;
    }
    derived_row(s, &YEAR, year);
    derived_row(s, &WHOLE, whole);
    derived_row(s, &AGE, age);
}

static const char *const DISCOUNTED[SW_FACTORS] = {
    "Years discounted, dated at a start", "Years discounted, dated at an end"};
static const char *const DEFLATED[SW_FACTORS] = {
    "Years deflated, dated at a start", "Years deflated, dated at an end"};
static const char *const DEFLATOR[SW_FACTORS] = {"Deflator, dated at a start",
                                                 "Deflator, dated at an end"};
static const char *const FACTOR[SW_FACTORS] = {
    "Discount factor, dated at a start", "Discount factor, dated at an end"};

static char *power_formula(const sw_book *b, size_t input)
{
    const char *rate = sw_book_live(b, input);
    return g_strdup_printf("=(1+%s)^-%%s", rate != NULL ? rate : "0");
}

/* On a real basis: present values are of money at as_of's prices. */
static void deflator_rows(sw_sheet *s, const sw_cash_sums *l, int k)
{
    const sw_book *b = s->book;
    g_autofree char *formula = power_formula(b, SW_IN_INFLATION);
    derived d = {SW_CAL_DEFLATOR + k, SW_CAL_DEFLATED + k, DEFLATOR[k], formula,
                 SW_NUM_DECIMAL_4};
    put_values(s, sw_cash_calendar(b, SW_CAL_DEFLATED + k), DEFLATED[k],
               l->years_deflated[k], SW_NUM_DECIMAL_4);
    derived_row(s, &d, l->deflator[k]);
}

static void factor_row(sw_sheet *s, const sw_cash_sums *l, int k)
{
    const sw_book *b = s->book;
    bool real = b->e->pilot->real_basis;
    const char *rate = sw_book_live(b, SW_IN_DISCOUNT_RATE);
    lxw_row_t row = sw_cash_calendar(b, SW_CAL_FACTOR + k);
    lxw_row_t years = sw_cash_calendar(b, SW_CAL_DISCOUNTED + k);
    lxw_row_t deflator = sw_cash_calendar(b, SW_CAL_DEFLATOR + k);
    sw_put_text(s, row, SW_CF_LINE, FACTOR[k], SW_LOOK_CELL);
    for (size_t m = 0; m < b->cash.months; m++) {
        lxw_col_t c = (lxw_col_t)(SW_CF_MONTH + m);
        sw_put_formula(s, row, c, l->factor[k][m], SW_LOOK_CELL,
                       SW_NUM_DECIMAL_4, "=(1+%s)^-%s%s%s",
                       rate != NULL ? rate : "0",
                       sw_at(years, c, SW_FIX_NONE).text, real ? "*" : "",
                       real ? sw_at(deflator, c, SW_FIX_NONE).text : "");
    }
}

static void calendar(sw_sheet *s, const sw_cash_sums *l)
{
    const sw_book *b = s->book;
    calendar_heads(s, b->cash.calendar);
    calendar_dates(s);
    year_rows(s);
    for (int k = 0; k < SW_FACTORS; k++) {
        put_values(s, sw_cash_calendar(b, SW_CAL_DISCOUNTED + k), DISCOUNTED[k],
                   l->years_discounted[k], SW_NUM_DECIMAL_4);
        if (b->e->pilot->real_basis)
            deflator_rows(s, l, k);
        factor_row(s, l, k);
    }
}

typedef struct chain_step {
    const char *label, *formula; /* of the cell above and the input's name */
    size_t input, other;         /* other: a second name; SIZE_MAX none */
} chain_step;

/* The chain of evidence up to the minutes that are priced. */
static const chain_step STEP[] = {
    {"Effect as estimated", "=%s%s", SW_IN_EFFECT, SIZE_MAX},
    {"with those who did not answer", "=%s*(1-%s*(1-%s))", SW_IN_SILENT_SHARE,
     SW_IN_KAPPA},
    {"with those missing from the pilot group", "=%s-%s*%s", SW_IN_MISSING,
     SW_IN_R_MISS},
    {"with those missing from the control group", "=%s+%s*%s",
     SW_IN_MISSING_CONTROL, SW_IN_R_MISS_CONTROL},
    {"times minutes per unit over those assumed", "=%s*%s/%s",
     SW_IN_UNIT_MINUTES, SW_IN_UNIT_ASSUMED},
    {"times the self-report factor", "=%s*%s", SW_IN_SELF_REPORT, SIZE_MAX},
    {"plus the design's bias", "=%s+%s", SW_IN_BIAS, SIZE_MAX},
    {"less verification and rework", "=%s*(1-%s)", SW_IN_REWORK, SIZE_MAX},
    {"times transport to the seats decided on", "=%s*%s", SW_IN_TRANSPORT,
     SIZE_MAX},
    {"times persistence", "=%s*%s", SW_IN_PERSISTENCE, SIZE_MAX},
};

/* x is the first name's value, y the second's. */
static double chain_value(double above, size_t input, double x, double y)
{
    switch (input) {
    case SW_IN_EFFECT:
        return x;
    case SW_IN_SILENT_SHARE:
        return above * (1.0 - x * (1.0 - y));
    case SW_IN_MISSING:
        return above - x * y;
    case SW_IN_MISSING_CONTROL:
        return above + x * y;
    case SW_IN_UNIT_MINUTES:
        return above * x / y;
    case SW_IN_BIAS:
        return above + x;
    case SW_IN_REWORK:
        return above * (1.0 - x);
    default:
        return above * x;
    }
}

/* One step; an input that is not known leaves what stands above. */
static double put_step(sw_sheet *s, const chain_step *step, double now)
{
    const sw_book *b = s->book;
    const sw_inputs *in = &b->e->economics->inputs;
    const char *name = sw_book_live(b, step->input);
    const char *second =
        step->other != SIZE_MAX ? sw_book_live(b, step->other) : "";
    sw_ref above = sw_at(s->row - 1, SW_CF_RATE, SW_FIX_NONE);
    bool known = name != NULL && second != NULL;
    bool starts = step->input == SW_IN_EFFECT;
    /* clang-format off */
    g_autofree char *formula =
        known ? g_strdup_printf(step->formula, starts ? "" : above.text, name,
                                second)
              : g_strdup_printf("=%s", above.text);
    /* clang-format on */
    if (known)
        now = chain_value(now, step->input, sw_inputs_value(in, step->input),
                          sw_inputs_value(in, step->other));
    sw_put_text(s, s->row, SW_CF_LINE, step->label, SW_LOOK_CELL);
    sw_put_formula(s, s->row, SW_CF_RATE, now, SW_LOOK_CELL, SW_NUM_DECIMAL_2,
                   "%s", formula);
    return now;
}

static void minutes(sw_sheet *s)
{
    const sw_book *b = s->book;
    s->row = b->cash.minutes;
    sw_put_section(s, "Minutes per seat and week that are priced", SW_CF_MONTH);
    double now = 0.0;
    for (size_t i = 0; i < G_N_ELEMENTS(STEP); i++, s->row++)
        now = put_step(s, &STEP[i], now);
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
static double month_width(const sw_book *b, const sw_cash_sums *l)
{
    static const double NARROWEST = 11; /* shows a date */
    double most = 0.0;
    for (int k = 0; k < SW_DIFFERENCES; k++)
        for (size_t t = 0; t <= l->months; t++)
            most = fmax(most, fabs(l->difference[k].cumulative[t]));
    for (int k = 0; k < b->cash.blocks; k++)
        for (size_t m = 0; m < l->months; m++)
            most = fmax(most, l->block[k].costs[m]);
    g_autofree char *text = sw_text_money(b->e->pilot->currency, -most, 0);
    return fmax(NARROWEST, (double)strlen(text) + 1.0);
}

/* Months are folded, and not printed: the years beside the lines are. */
static void fold_months(sw_sheet *s, double width)
{
    const sw_book *b = s->book;
    lxw_col_t unused = sw_cash_year(b->e->money->n_years);
    lxw_col_t after = (lxw_col_t)(SW_CF_MONTH + b->cash.months);
    lxw_row_col_options hidden = {.hidden = 1};
    lxw_row_col_options folded = {.hidden = 1, .level = 1};
    lxw_row_col_options ends = {.collapsed = 1};
    sw_sheet_columns(s, SW_CF_YEAR, SW_CF_START - 1, width);
    if (unused < SW_CF_START)
        sw_sheet_keep(s,
                      worksheet_set_column_opt(s->ws, unused, SW_CF_START - 1,
                                               width, NULL, &hidden));
    sw_sheet_keep(s, worksheet_set_column_opt(s->ws, SW_CF_START,
                                              (lxw_col_t)(after - 1), width,
                                              NULL, &folded));
    sw_sheet_keep(
        s, worksheet_set_column_opt(s->ws, after, after, width, NULL, &ends));
}

void sw_write_cash_flow(sw_book *book)
{
    static const double WIDTH[] = {42, 9, 8, 10, 14, 14, 14, 0};
    sw_sheet s;
    sw_cash_sums sums;
    sw_sheet_open(&s, book, SW_SHEET_CASH_FLOW);
    sw_cash_sums_init(&sums, book);
    sw_sheet_widths(&s, WIDTH);
    fold_months(&s, month_width(book, &sums));
    sw_sheet_title(&s, "Cash flow",
                   "The model in formulas, by years and, in folded columns, by "
                   "months from the decision (unhide them, or unprotect the "
                   "sheet; there is no password). What contracts bill comes "
                   "from the Ledger.");
    calendar(&s, &sums);
    if (book->e->economics->has_time_saved)
        minutes(&s);
    sw_cash_rates(&s);
    for (int b = 0; b < book->cash.blocks; b++)
        sw_cash_block(&s, &sums, b);
    for (int v = 0; v < SW_DIFFERENCES; v++)
        sw_cash_difference(&s, &sums, v);
    sw_cash_years(&s);
    sw_cash_spending(&s);
    sw_cash_break_even(&s);
    sw_cash_published(&s, &sums);
    sw_cash_lines(&s);
    sw_cash_charts(&s);
    worksheet_freeze_panes(s.ws, book->cash.calendar + 1, 1);
    sw_sheet_print(&s, book->cash.calendar, sw_cash_calendar(book, SW_CAL_TO));
    lxw_col_t last = (lxw_col_t)(sw_cash_year(book->e->money->n_years) - 1);
    sw_sheet_pages(&s, MIN(last, SW_CF_START - 1), SW_PAPER_A4);
    sw_sheet_protect(&s);
    sw_cash_sums_clear(&sums);
}
