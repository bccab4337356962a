/*
 * cash_results.c - years, spending and break-evens below the monthly model.
 */
#include <math.h>

#include "economics/measures.h"
#include "report/cash_flow.h"

static lxw_col_t year_column(size_t y)
{
    return (lxw_col_t)(SW_CF_MONTH + y);
}

static sw_ref months_of(const sw_book *b, lxw_row_t row, sw_fix fix)
{
    return sw_span(row, SW_CF_MONTH, row,
                   (lxw_col_t)(SW_CF_MONTH + b->cash.months - 1), fix);
}

static void put_year_heads(sw_sheet *s)
{
    static const char *const HEADS[] = {"Line",       "Class",  "Side", "Dated",
                                        ">Counts as", ">Total", "",     NULL};
    const sw_economics_result *m = s->book->e->money;
    lxw_row_t row = s->row;
    sw_put_heads(s, HEADS);
    for (size_t y = 0; y < m->n_years; y++)
        sw_put_number(s, row, year_column(y), (double)m->years[y].year,
                      SW_LOOK_HEAD_RIGHT, SW_NUM_COUNT);
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
            "=SUMIFS(%s,%s,%s)", months_of(b, amounts, SW_FIX_COLUMN).text,
            months_of(b, b->cash.calendar + SW_CAL_YEAR, SW_FIX_BOTH).text,
            sw_at(heads, year_column(y), SW_FIX_ROW).text);
    }
    sw_put_formula(
        s, row, SW_CF_TOTAL, total, SW_LOOK_CELL, SW_NUM_MONEY, "=SUM(%s)",
        sw_span(row, SW_CF_MONTH, row, year_column(m->n_years - 1), SW_FIX_NONE)
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
    lxw_row_t first = heads + 1, last = s->row - 1;
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

void sw_cash_spending(sw_sheet *s)
{
    static const char *const LABEL[SW_SPENDING_ROWS] = {
        "Sunk: due before the decision", "Committed whatever is decided",
        "Avoidable by leaving"};
    const sw_economics_result *m = s->book->e->money;
    const double value[SW_SPENDING_ROWS] = {m->sunk, m->committed,
                                            m->avoidable};
    s->row = s->book->cash.spending - 1;
    sw_put_section(s,
                   "Spending of renewing all, the term being signed (as "
                   "evaluated)",
                   SW_CF_MONTH);
    for (int k = 0; k < SW_SPENDING_ROWS; k++, s->row++) {
        sw_put_text(s, s->row, SW_CF_LINE, LABEL[k], SW_LOOK_CELL);
        sw_put_number(s, s->row, SW_CF_PV, value[k], SW_LOOK_CELL,
                      SW_NUM_MONEY);
    }
}

/* Whether a flow belongs to a part of the present values. */
static bool is_part(const sw_economics *e, const sw_flow *f, int part)
{
    switch (part) {
    case SW_BREAK_LICENCE:
        return sw_flow_is_licence(f);
    case SW_BREAK_TIME:
        return f->is_benefit && sw_flow_is_time(e, f);
    case SW_BREAK_WAGE_COST:
        return !f->is_benefit && sw_flow_has_hours(e, f);
    default:
        return f->is_benefit &&
               (sw_flow_is_time(e, f) || sw_flow_has_hours(e, f));
    }
}

/* Sum of a part's present values that count on the headline basis. */
static void put_part(sw_sheet *s, int part, const char *label)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    lxw_row_t row = b->cash.break_even + (lxw_row_t)part;
    GString *formula = g_string_new("=0");
    double value = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        double weight = sw_cash_weight(b, &e->flows[f]);
        if (!is_part(e, &e->flows[f], part))
            continue;
        value += fabs(weight) * b->e->money->flow_pv[f];
        g_string_append_printf(
            formula, "+ABS(%s)*%s",
            sw_at(d->amount + (lxw_row_t)f, SW_CF_RATE, SW_FIX_NONE).text,
            sw_at(d->amount + (lxw_row_t)f, SW_CF_PV, SW_FIX_NONE).text);
    }
    sw_put_text(s, row, SW_CF_LINE, label, SW_LOOK_CELL);
    sw_put_formula(s, row, SW_CF_PV, value, SW_LOOK_CELL, SW_NUM_MONEY, "%s",
                   formula->str);
    g_string_free(formula, TRUE);
}

/* A break-even x exists where `divides` and `in_range` hold. */
typedef struct answer {
    int row;
    const char *label;
    double value;
    sw_number number;
    const char *divides, *in_range, *x; /* formulas */
} answer;

static void put_answer(sw_sheet *s, const answer *a)
{
    static const char NONE[] = "no value does";
    lxw_row_t row = s->book->cash.break_even + (lxw_row_t)a->row;
    sw_put_text(s, row, SW_CF_LINE, a->label, SW_LOOK_TOTAL);
    for (lxw_col_t c = SW_CF_CLASS; c < SW_CF_PV; c++)
        sw_put_text(s, row, c, "", SW_LOOK_TOTAL);
    g_autofree char *formula =
        g_strdup_printf("=IF(%s,IF(%s,%s,\"%s\"),\"%s\")", a->divides,
                        a->in_range, a->x, NONE, NONE);
    if (s->book->e->economics->has_benefit)
        sw_put_formula_or(s, row, SW_CF_PV, a->value, NONE, SW_LOOK_TOTAL,
                          a->number, formula);
    else
        sw_put_number(s, row, SW_CF_PV, NAN, SW_LOOK_TOTAL, a->number);
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

static void put_price(sw_sheet *s)
{
    const sw_book *b = s->book;
    const sw_contract *c = &b->e->pilot->contract;
    const char *price = sw_book_live(b, SW_IN_PRICE);
    const char *base = c->bundle ? sw_book_live(b, SW_IN_BASELINE_PRICE) : NULL;
    if (base == NULL)
        base = "0";
    sw_ref licence = part(b, SW_BREAK_LICENCE);
    g_autofree char *x = g_strdup_printf(
        "(%s+(%s-(%s-%s))/%s*(%s-%s))%s", base,
        measure(b, SW_MEASURE_BENEFITS).text, measure(b, SW_MEASURE_COSTS).text,
        licence.text, licence.text, price != NULL ? price : "0", base,
        c->per_year ? "/months_per_year" : "");
    g_autofree char *divides = g_strdup_printf("%s>0", licence.text);
    g_autofree char *in_range = g_strdup_printf("%s>=0", x);
    put_answer(s,
               &(answer){SW_BREAK_PRICE, "Break-even price per seat and month",
                         b->e->money->break_even.price_per_seat_month,
                         SW_NUM_PRICE, divides, in_range, x});
}

/* What time saved must be, as a multiple of what is priced, times `current`;
 * without a current value there is nothing to scale. */
static void put_scaled(sw_sheet *s, int row, const char *label, double value,
                       sw_number number, const char *current)
{
    const sw_book *b = s->book;
    sw_ref time = part(b, SW_BREAK_TIME);
    g_autofree char *x =
        g_strdup_printf("(%s-(%s-%s))/%s*%s", measure(b, SW_MEASURE_COSTS).text,
                        measure(b, SW_MEASURE_BENEFITS).text, time.text,
                        time.text, current != NULL ? current : "0");
    g_autofree char *divides = current != NULL
                                   ? g_strdup_printf("%s>0", time.text)
                                   : g_strdup("FALSE()");
    bool is_share = number == SW_NUM_PERCENT_1;
    g_autofree char *in_range = is_share
                                    ? g_strdup_printf("AND(%s>=0,%s<=1)", x, x)
                                    : g_strdup(divides);
    put_answer(s, &(answer){row, label, value, number, divides, in_range, x});
}

static void put_wage(sw_sheet *s)
{
    const sw_book *b = s->book;
    const char *wage = sw_book_live(b, SW_IN_HOURLY_COST);
    sw_ref in = part(b, SW_BREAK_WAGE_BENEFIT);
    sw_ref out = part(b, SW_BREAK_WAGE_COST);
    g_autofree char *x = g_strdup_printf(
        "((%s-%s)-(%s-%s))/(%s-%s)*%s", measure(b, SW_MEASURE_COSTS).text,
        out.text, measure(b, SW_MEASURE_BENEFITS).text, in.text, in.text,
        out.text, wage != NULL ? wage : "0");
    g_autofree char *divides = sw_wage_is_separable(b->e->economics)
                                   ? g_strdup_printf("%s>%s", in.text, out.text)
                                   : g_strdup("FALSE()");
    g_autofree char *in_range = g_strdup_printf("%s>=0", x);
    put_answer(s, &(answer){SW_BREAK_WAGE, "Break-even hourly cost",
                            b->e->money->break_even.hourly_cost, SW_NUM_PRICE,
                            divides, in_range, x});
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
    put_part(s, SW_BREAK_LICENCE, "Present value of licences");
    put_part(s, SW_BREAK_TIME, "Present value of time saved");
    put_part(s, SW_BREAK_WAGE_COST, "Present value of staff hours spent");
    put_part(s, SW_BREAK_WAGE_BENEFIT, "Present value priced at hourly cost");
    put_scaled(s, SW_BREAK_MINUTES, "Break-even minutes per seat and week",
               x->minutes_per_seat_week, SW_NUM_DECIMAL_1,
               b->e->economics->has_time_saved ? minutes.text : NULL);
    put_price(s);
    put_scaled(s, SW_BREAK_REALISATION, "Break-even realisation",
               x->realisation, SW_NUM_PERCENT_1,
               sw_book_live(b, SW_IN_REALISATION));
    put_scaled(s, SW_BREAK_ADOPTION, "Break-even adoption", x->adoption,
               SW_NUM_PERCENT_1, adoption);
    put_wage(s);
}
