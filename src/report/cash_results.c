/*
 * cash_results.c - years, spending and break-evens below the monthly model.
 */
#include <math.h>

#include "economics/calendar.h"
#include "economics/measures.h"
#include "base/units.h"
#include "report/cash_flow.h"
#include "report/input_unit.h"
#include "report/ledger_rows.h"
#include "report/text.h"

static lxw_col_t year_column(size_t y)
{
    return sw_cash_year(y);
}

/* The number of each year, and the last day that it holds. */
static void put_year_heads(sw_sheet *s)
{
    static const char *const HEADS[] = {"Line",       "Class",  "Side", "Dated",
                                        ">Counts as", ">Total", "",     NULL};
    const sw_economics_result *m = s->book->e->money;
    sw_day to = m->renew[SW_VIEW_PROGRAMME].ledger->to;
    lxw_row_t row = s->row;
    sw_put_heads(s, HEADS);
    bool stub = m->renew[SW_VIEW_PROGRAMME].n_months % SW_MONTHS_PER_YEAR > 0;
    sw_put_text(s, s->row, SW_CF_LINE,
                stub ? "Twelve months to (the last year is shorter)"
                     : "Twelve months to",
                SW_LOOK_CELL);
    for (size_t y = 0; y < m->n_years; y++) {
        int year = m->years[y].year;
        sw_day end = sw_month_last(m->model->as_of, year * SW_MONTHS_PER_YEAR);
        sw_put_number(s, row, year_column(y), (double)year, SW_LOOK_HEAD_RIGHT,
                      SW_NUM_YEAR);
        sw_put_date(s, s->row, year_column(y), sw_earlier(end, to),
                    SW_LOOK_CELL);
    }
    s->row++;
}

static void put_year_flow(sw_sheet *s, size_t f, lxw_row_t heads)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    const sw_flow *flow = &b->e->economics->flows[f];
    lxw_row_t row = s->row++;
    lxw_row_t amounts = b->cash.block[SW_BLOCK_PROGRAMME].amount + (lxw_row_t)f;
    lxw_row_t weight =
        b->cash.difference[SW_VIEW_PROGRAMME].amount + (lxw_row_t)f;
    double total = 0.0;
    sw_cash_line(s, row, flow);
    sw_put_formula(s, row, SW_CF_RATE, sw_cash_weight(b, flow), SW_LOOK_CELL,
                   SW_NUM_COUNT, "=%s",
                   sw_at(weight, SW_CF_RATE, SW_FIX_NONE).text);
    for (size_t y = 0; y < m->n_years; y++) {
        double value = m->flow_year[f * m->n_years + y];
        total += value;
        sw_put_formula(
            s, row, year_column(y), value, SW_LOOK_CELL, SW_NUM_MONEY,
            "=SUMIFS(%s,%s,%s)", sw_cash_months(b, amounts, SW_FIX_COLUMN).text,
            sw_cash_months(b, sw_cash_calendar(b, SW_CAL_YEAR), SW_FIX_BOTH)
                .text,
            sw_at(heads, year_column(y), SW_FIX_ROW).text);
    }
    sw_put_formula(
        s, row, SW_CF_TOTAL, total, SW_LOOK_CELL, SW_NUM_MONEY, "=SUM(%s)",
        sw_span(row, SW_CF_YEAR, row, year_column(m->n_years - 1), SW_FIX_NONE)
            .text);
}

static void put_year_total(sw_sheet *s, const char *label, const char *sign,
                           lxw_row_t first, lxw_row_t last, const double *value,
                           size_t n)
{
    lxw_row_t row = s->row++;
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_MONTH; c++)
        sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    for (size_t y = 0; y < n; y++)
        sw_put_formula(
            s, row, year_column(y), value[y], SW_LOOK_TOTAL, SW_NUM_MONEY,
            "=SUMPRODUCT((%s%s0)*%s)",
            sw_span(first, SW_CF_RATE, last, SW_CF_RATE, SW_FIX_BOTH).text,
            sign,
            sw_span(first, year_column(y), last, year_column(y), SW_FIX_ROW)
                .text);
}

void sw_cash_years(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    g_autofree double *benefit = g_new0(double, m->n_years);
    g_autofree double *cost = g_new0(double, m->n_years);
    s->row = b->cash.years;
    sw_put_section(s, "Years: renewing all, the programme, absolute amounts",
                   SW_CF_MONTH);
    lxw_row_t heads = s->row;
    put_year_heads(s);
    for (size_t f = 0; f < b->e->economics->n_flows; f++)
        put_year_flow(s, f, heads);
    for (size_t y = 0; y < m->n_years; y++) {
        benefit[y] = m->years[y].benefits;
        cost[y] = m->years[y].costs;
    }
    lxw_row_t first = sw_cash_year_flow(b, 0), last = s->row - 1;
    put_year_total(s, "Benefits, headline basis", ">", first, last, benefit,
                   m->n_years);
    put_year_total(s, "Costs, headline basis", "<", first, last, cost,
                   m->n_years);
    sw_put_text(s, s->row, SW_CF_LINE, "Net", SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_MONTH; c++)
        sw_put_text(s, s->row, c, "", SW_LOOK_TOTAL);
    for (size_t y = 0; y < m->n_years; y++)
        sw_put_formula(s, s->row, year_column(y), m->years[y].net,
                       SW_LOOK_TOTAL, SW_NUM_MONEY, "=%s-%s",
                       sw_at(s->row - 2, year_column(y), SW_FIX_NONE).text,
                       sw_at(s->row - 1, year_column(y), SW_FIX_NONE).text);
}

/* Sum of the Ledger's rows of an option, which stands in the Class column. */
static char *billed(const sw_book *b, lxw_row_t row)
{
    return g_strdup_printf("SUMIFS(%s,%s,%s)",
                           sw_ledger_column(b, b->ledger.amount).text,
                           sw_ledger_column(b, b->ledger.option).text,
                           sw_at(row, SW_CF_CLASS, SW_FIX_COLUMN).text);
}

void sw_cash_spending(sw_sheet *s)
{
    static const struct {
        const char *label;
        int block;
    } ROW[SW_SPENDING_ROWS] = {
        {"Sunk: due before the decision", SW_FLOW_BLOCKS},
        {"Committed whatever is decided", SW_BLOCK_LEAVE},
        {"Avoidable by leaving", SW_BLOCK_COMMITMENT}};
    const sw_book *b = s->book;
    const sw_economics_result *m = b->e->money;
    const double value[] = {m->sunk, m->committed, m->avoidable};
    s->row = b->cash.spending - 1;
    sw_put_section(s,
                   "What contracts bill, renewing all, the term being signed",
                   SW_CF_MONTH);
    for (int k = 0; k < SW_SPENDING_ROWS; k++, s->row++) {
        bool rest = k == SW_SPENDING_AVOIDABLE;
        g_autofree char *sum = billed(b, s->row);
        sw_ref committed = sw_at(s->row - 1, SW_CF_PV, SW_FIX_NONE);
        sw_put_text(s, s->row, SW_CF_LINE, ROW[k].label, SW_LOOK_CELL);
        sw_put_text(s, s->row, SW_CF_CLASS, sw_ledger_option(ROW[k].block),
                    SW_LOOK_CELL);
        sw_put_formula(s, s->row, SW_CF_PV, value[k], SW_LOOK_CELL,
                       SW_NUM_MONEY, "=%s%s%s", sum, rest ? "-" : "",
                       rest ? committed.text : "");
    }
}

/* ---- break-evens ---- */

/* Present value of licences that counts on the headline basis. */
static void put_licences(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    lxw_row_t row = b->cash.break_even + SW_BREAK_LICENCE;
    GString *f = g_string_new("=0");
    for (size_t i = 0; i < e->n_flows; i++)
        if (sw_flow_is_licence(&e->flows[i]))
            g_string_append_printf(
                f, "+ABS(%s)*%s",
                sw_at(d->amount + (lxw_row_t)i, SW_CF_RATE, SW_FIX_NONE).text,
                sw_at(d->amount + (lxw_row_t)i, SW_CF_PV, SW_FIX_NONE).text);
    sw_put_text(s, row, SW_CF_LINE, "Present value of licences", SW_LOOK_CELL);
    sw_put_formula(s, row, SW_CF_PV, sw_scaled_value(b, SW_BREAK_LICENCE),
                   SW_LOOK_CELL, SW_NUM_MONEY, "%s", f->str);
    g_string_free(f, TRUE);
}

/* Whether a part is proportional to what a row of the break-evens is. */
static bool scales(const sw_part *part, int row)
{
    switch (row) {
    case SW_BREAK_TIME:
        return sw_expr_reads(part->rate, SW_X_MINUTES, 0);
    case SW_BREAK_REALISED:
        return sw_expr_reads(part->rate, SW_X_INPUT, SW_IN_REALISATION);
    default:
        return sw_expr_reads(part->rate, SW_X_INPUT, SW_IN_HOURLY_COST);
    }
}

double sw_scaled_value(const sw_book *b, int row)
{
    const sw_economics *e = b->e->economics;
    double total = 0.0;
    for (size_t i = 0; i < e->n_parts; i++) {
        const sw_flow *f = &e->flows[e->parts[i].flow];
        double weight = sw_cash_weight(b, f), pv = b->e->money->part_pv[i];
        if (row == SW_BREAK_LICENCE)
            total += sw_flow_is_licence(f) ? fabs(weight) * pv : 0.0;
        else if (scales(&e->parts[i], row))
            total += weight * pv;
    }
    return total;
}

/* Benefits less costs that are proportional to an input: of renewing, less
 * leaving. */
static void put_scaling(sw_sheet *s, int k, const char *label)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    lxw_row_t row = b->cash.break_even + (lxw_row_t)k;
    GString *f = g_string_new("=0");
    for (size_t i = 0; i < e->n_parts; i++) {
        size_t flow = e->parts[i].flow;
        if (!sw_flow_is_billed(&e->flows[flow]) && scales(&e->parts[i], k))
            g_string_append_printf(
                f, "+%s*(%s-%s)",
                sw_at(d->amount + (lxw_row_t)flow, SW_CF_RATE, SW_FIX_NONE)
                    .text,
                sw_cash_part_pv(b, SW_BLOCK_COMMITMENT, i).text,
                sw_cash_part_pv(b, SW_BLOCK_LEAVE, i).text);
    }
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    sw_put_formula(s, row, SW_CF_PV, sw_scaled_value(b, k), SW_LOOK_CELL,
                   SW_NUM_MONEY, "%s", f->str);
    g_string_free(f, TRUE);
}

/* A break-even x exists where `divides` and `in_range` hold; else its text. */
typedef struct answer {
    int row;
    const char *label;
    double value;
    sw_number number;
    const char *divides, *in_range, *x; /* formulas */
    const char *rising;                 /* whether more of it pays more */
    const char
        *below; /* text where all of the range is on the side that pays */
    const char *otherwise; /* the text of `value` where it is none */
} answer;

static const char NO_VALUE[] = "no value is enough";
static const char EVERY_VALUE[] = "every value is enough";

static void put_answer(sw_sheet *s, const answer *a)
{
    lxw_row_t row = s->book->cash.break_even + (lxw_row_t)a->row;
    sw_put_data(s, row, SW_CF_LINE, a->label, SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_PV; c++)
        sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    g_autofree char *formula = g_strdup_printf(
        "=IF(%s,IF(%s,%s,IF((%s<0)=(%s),\"%s\",\"%s\")),\"%s\")", a->divides,
        a->in_range, a->x, a->x, a->rising, a->below, NO_VALUE, NO_VALUE);
    if (s->book->e->economics->has_benefit)
        sw_put_formula_or(s, row, SW_CF_PV, a->value, a->otherwise,
                          SW_LOOK_TOTAL, a->number, formula);
    else
        sw_put_number(s, row, SW_CF_PV, NAN, SW_LOOK_TOTAL, a->number);
}

const char *sw_side_text(sw_side side)
{
    return side == SW_SIDE_EVERY ? EVERY_VALUE : NO_VALUE;
}

static sw_ref part(const sw_book *b, int k)
{
    return sw_at(b->cash.break_even + (lxw_row_t)k, SW_CF_PV, SW_FIX_BOTH);
}

static sw_ref measure(const sw_book *b, int k)
{
    return sw_at(b->cash.difference[SW_VIEW_COMMITMENT].measures + (lxw_row_t)k,
                 SW_CF_PV, SW_FIX_BOTH);
}

static char *scaled_price(const sw_book *b, const char *unit)
{
    const char *price = sw_book_live(b, SW_IN_PRICE);
    const char *base = b->e->pilot->contracts[0].bundle
                           ? sw_book_live(b, SW_IN_BASELINE_PRICE)
                           : NULL;
    sw_ref licence = part(b, SW_BREAK_LICENCE);
    base = base != NULL ? base : "0";
    return g_strdup_printf(
        "(%s+(%s-(%s-%s))/%s*(%s-%s))%s", base,
        measure(b, SW_MEASURE_BENEFITS).text, measure(b, SW_MEASURE_COSTS).text,
        licence.text, licence.text, price != NULL ? price : "0", base, unit);
}

static void put_price(sw_sheet *s, int row, const char *label, double value,
                      const char *unit)
{
    const sw_book *b = s->book;
    g_autofree char *x = scaled_price(b, unit);
    g_autofree char *divides =
        g_strdup_printf("%s>0", part(b, SW_BREAK_LICENCE).text);
    g_autofree char *in_range = g_strdup_printf("%s>=0", x);
    put_answer(s, &(answer){row, label, value, sw_price_format(b, 0), divides,
                            in_range, x, "TRUE()", NO_VALUE, NO_VALUE});
}

/* In the contract's own unit and currency, and by the month. */
static void put_prices(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    const sw_contract *c = p->contracts;
    const sw_break_even *x = &s->book->e->money->break_even;
    const char *currency = sw_contract_currency(p, 0);
    g_autofree char *own =
        sw_say(p->language,
               c->per_year ? "Break-even price in %s per seat and year"
                           : "Break-even price in %s per seat and month",
               currency);
    put_price(s, SW_BREAK_PRICE, own, x->price, "");
    put_price(s, SW_BREAK_PRICE_MONTH,
              sw_words(s->book, "Break-even price per seat and month"),
              x->price_per_seat_month, c->per_year ? "/months_per_year" : "");
}

/* What an input must be that `of` is proportional to, of which there is
 * `current` now; without it there is nothing to scale. */
typedef struct scaled {
    int row, of;
    const char *label;
    double value;
    sw_side side;
    sw_number number;
    const char *current, *below;
} scaled;

static void put_scaled(sw_sheet *s, const scaled *a)
{
    const sw_book *b = s->book;
    sw_ref of = part(b, a->of);
    const char *current = a->current != NULL ? a->current : "0";
    g_autofree char *x = g_strdup_printf(
        "(1-(%s-%s)/%s)*%s", measure(b, SW_MEASURE_BENEFITS).text,
        measure(b, SW_MEASURE_COSTS).text, of.text, current);
    bool is_share = a->number == SW_NUM_PERCENT_1;
    bool is_minutes = a->row == SW_BREAK_MINUTES;
    g_autofree char *divides =
        a->current == NULL ? g_strdup("FALSE()")
        : is_minutes       ? g_strdup_printf("%s*%s>0", of.text, current)
                           : g_strdup_printf("%s<>0", of.text);
    g_autofree char *rising =
        is_share ? g_strdup_printf("%s>0", of.text) : g_strdup("TRUE()");
    g_autofree char *in_range = is_share
                                    ? g_strdup_printf("AND(%s>=0,%s<=1)", x, x)
                                    : g_strdup_printf("%s>=0", x);
    put_answer(s,
               &(answer){a->row, a->label, a->value, a->number, divides,
                         in_range, x, rising, a->below, sw_side_text(a->side)});
}

static void put_parts(sw_sheet *s)
{
    put_licences(s);
    put_scaling(s, SW_BREAK_TIME,
                "Net present value that is proportional to the minutes");
    put_scaling(s, SW_BREAK_REALISED,
                "Net present value that is proportional to the realisation");
    put_scaling(s, SW_BREAK_WAGES,
                "Net present value that is proportional to the hourly cost");
}

void sw_cash_break_even(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_break_even *x = &b->e->money->break_even;
    const char *adoption = sw_book_live(b, SW_IN_ADOPTION);
    if (adoption == NULL)
        adoption = sw_book_live(b, SW_IN_ADOPTION_PILOT);
    sw_ref minutes = sw_at(b->cash.priced_minutes, SW_CF_RATE, SW_FIX_BOTH);
    s->row = b->cash.break_even - 1;
    sw_put_section(s, "Break-evens: the term being signed, headline basis",
                   SW_CF_MONTH);
    put_parts(s);
    put_prices(s);
    const scaled ROW[] = {
        {SW_BREAK_MINUTES, SW_BREAK_TIME,
         sw_words(b, "Break-even minutes per seat and week"),
         x->minutes_per_seat_week, x->minutes_side, SW_NUM_DECIMAL_1,
         b->e->economics->has_time_saved ? minutes.text : NULL, EVERY_VALUE},
        {SW_BREAK_REALISATION, SW_BREAK_REALISED,
         sw_words(b, "Break-even realisation"), x->realisation,
         x->realisation_side, SW_NUM_PERCENT_1,
         sw_book_live(b, SW_IN_REALISATION), EVERY_VALUE},
        {SW_BREAK_ADOPTION, SW_BREAK_TIME, sw_words(b, "Break-even adoption"),
         x->adoption, x->adoption_side, SW_NUM_PERCENT_1, adoption,
         EVERY_VALUE},
        {SW_BREAK_WAGE, SW_BREAK_WAGES, sw_words(b, "Break-even hourly cost"),
         x->hourly_cost, SW_SIDE_NONE, SW_NUM_PRICE,
         sw_book_live(b, SW_IN_HOURLY_COST), NO_VALUE}};
    for (size_t i = 0; i < G_N_ELEMENTS(ROW); i++)
        put_scaled(s, &ROW[i]);
}
