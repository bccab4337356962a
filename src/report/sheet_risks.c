/*
 * sheet_risks.c - event risks with their expected loss, and the contract's
 * clock: until when to act, and what happens otherwise.
 */
#include <math.h>

#include "report/cash_flow.h"
#include "report/live_seats.h"
#include "base/units.h"
#include "report/print.h"
#include "report/risks.h"
#include "report/text.h"

enum {
    COL_NAME,
    COL_PROBABILITY,
    COL_EVENTS,
    COL_COST,
    COL_MONTHS,
    COL_BENEFIT,
    COL_LOSS,
    COL_PV,
    COLUMNS
};

static bool is_gain(const sw_flow *f)
{
    return f->is_benefit && f->kind != SW_FLOW_BENEFIT_LOST;
}

/* Benefits of the first twelve months that count, a month. */
static double monthly_benefit(const sw_book *b, GString *formula)
{
    const sw_economics_result *m = b->e->money;
    const sw_economics *e = b->e->economics;
    const char *sheet = sw_sheet_title_of(SW_SHEET_CASH_FLOW);
    double total = 0.0;
    g_string_assign(formula, "(0");
    for (size_t f = 0; f < e->n_flows; f++) {
        if (!is_gain(&e->flows[f]) || !(sw_cash_weight(b, &e->flows[f]) > 0))
            continue;
        total += m->flow_year[f * m->n_years];
        g_string_append_printf(
            formula, "+%s",
            sw_on(sheet, sw_cash_year_flow(b, f), SW_CF_YEAR).text);
    }
    g_string_append(formula, ")/months_per_year");
    return total / SW_MONTHS_PER_YEAR;
}

double sw_risk_expected_loss(const sw_evaluation *e, size_t risk)
{
    const sw_inputs *in = &e->economics->inputs;
    double p = sw_inputs_value(in, e->economics->risk_input[risk]);
    return -log1p(-p) * sw_input_or_0(e->economics, e->pilot->risks[risk].cost);
}

/* Present value of the risk's own cost line, from the model. */
static void put_present_value(sw_sheet *s, lxw_row_t row, size_t risk)
{
    const sw_book *b = s->book;
    const sw_economics *e = b->e->economics;
    const sw_difference_rows *d = &b->cash.difference[SW_VIEW_COMMITMENT];
    for (size_t f = 0; f < e->n_flows; f++) {
        if (e->flows[f].kind != SW_FLOW_RISK_COST || e->flows[f].risk != risk)
            continue;
        sw_put_formula(s, row, COL_PV, b->e->money->flow_pv[f], SW_LOOK_CELL,
                       SW_NUM_MONEY, "=%s",
                       sw_on(sw_sheet_title_of(SW_SHEET_CASH_FLOW),
                             d->amount + (lxw_row_t)f, SW_CF_PV)
                           .text);
        return;
    }
    sw_put_text_as(s, row, COL_PV, "in the benefits", SW_LOOK_CELL,
                   SW_NUM_COUNT);
}

static void put_risk(sw_sheet *s, size_t risk, double benefit,
                     const char *benefit_formula)
{
    const sw_book *b = s->book;
    const sw_risk *r = &b->e->pilot->risks[risk];
    size_t p = b->e->economics->risk_input[risk];
    lxw_row_t row = s->row++;
    double events = -log1p(-sw_input_or_0(b->e->economics, p));
    double cost = sw_input_or_0(b->e->economics, r->cost);
    double months = sw_input_or_0(b->e->economics, r->benefit_months_lost);
    sw_put_data(s, row, COL_NAME, r->id, SW_LOOK_CELL);
    sw_put_formula(s, row, COL_PROBABILITY, sw_input_or_0(b->e->economics, p),
                   SW_LOOK_CELL, SW_NUM_PERCENT_1, "=%s", sw_live_or_0(b, p));
    sw_put_formula(s, row, COL_EVENTS, events, SW_LOOK_CELL, SW_NUM_DECIMAL_4,
                   "=-LN(1-%s)", sw_at(row, COL_PROBABILITY, 0).text);
    sw_put_formula(s, row, COL_COST, cost, SW_LOOK_CELL, SW_NUM_MONEY, "=%s",
                   sw_live_or_0(b, r->cost));
    sw_put_formula(s, row, COL_MONTHS, months, SW_LOOK_CELL, SW_NUM_DECIMAL_1,
                   "=%s", sw_live_or_0(b, r->benefit_months_lost));
    sw_put_formula(s, row, COL_BENEFIT, months * benefit, SW_LOOK_CELL,
                   SW_NUM_MONEY, "=%s*%s", sw_at(row, COL_MONTHS, 0).text,
                   benefit_formula);
    sw_put_formula(s, row, COL_LOSS, events * (cost + months * benefit),
                   SW_LOOK_LIVE, SW_NUM_MONEY, "=%s*(%s+%s)",
                   sw_at(row, COL_EVENTS, 0).text, sw_at(row, COL_COST, 0).text,
                   sw_at(row, COL_BENEFIT, 0).text);
    put_present_value(s, row, risk);
}

static double total_loss(const sw_book *b, double benefit)
{
    double total = 0.0;
    for (size_t r = 0; r < b->e->pilot->n_risks; r++) {
        double p =
            sw_input_or_0(b->e->economics, b->e->economics->risk_input[r]);
        total += sw_risk_expected_loss(b->e, r) -
                 log1p(-p) * benefit *
                     sw_input_or_0(b->e->economics,
                                   b->e->pilot->risks[r].benefit_months_lost);
    }
    return total;
}

static void put_risks(sw_sheet *s)
{
    static const char *const HEADS[] = {"Event",
                                        ">Chance a year",
                                        ">Events a year",
                                        ">Cost if it happens",
                                        ">Months of benefit lost",
                                        ">Benefit lost if it happens",
                                        ">Expected loss a year",
                                        ">Present value, term signed",
                                        NULL};
    const sw_book *b = s->book;
    size_t n = b->e->pilot->n_risks;
    sw_put_section(s, "Event risks", COLUMNS);
    if (n == 0) {
        sw_put_text(s, s->row, COL_NAME, "No event risk is given.",
                    SW_LOOK_PLAIN);
        s->row += 2;
        return;
    }
    GString *formula = g_string_new(NULL);
    double benefit = monthly_benefit(b, formula);
    lxw_row_t heads = s->row;
    sw_put_heads(s, HEADS);
    sw_sheet_height(s, heads, 27);
    for (size_t r = 0; r < n; r++)
        put_risk(s, r, benefit, formula->str);
    for (lxw_col_t c = 0; c < COLUMNS; c++)
        sw_put_text(s, s->row, c, c == 0 ? "All events" : "", SW_LOOK_TOTAL);
    sw_put_formula(s, s->row, COL_LOSS, total_loss(b, benefit), SW_LOOK_TOTAL,
                   SW_NUM_MONEY, "=SUM(%s)",
                   sw_span(heads + 1, COL_LOSS, s->row - 1, COL_LOSS, 0).text);
    s->row += 2;
    g_string_free(formula, TRUE);
}

static void put_chart(sw_sheet *s, lxw_row_t first)
{
    const sw_evaluation *e = s->book->e;
    size_t n = e->pilot->n_risks, worst = 0;
    if (n < 2)
        return;
    for (size_t r = 1; r < n; r++)
        if (sw_risk_expected_loss(e, r) > sw_risk_expected_loss(e, worst))
            worst = r;
    lxw_row_t last = first + (lxw_row_t)n - 1;
    g_autofree char *title =
        sw_say(e->pilot->language, "%s is the dearest event to expect",
               e->pilot->risks[worst].id);
    sw_chart_spec spec = {.title = title,
                          .says = "Bar chart: expected loss a year by event.",
                          .type = LXW_CHART_BAR,
                          .axis = SW_NUM_MONEY_SHORT,
                          .y_name = "Expected loss a year",
                          .width = 620,
                          .height = 150};
    sw_chart_bars(s, &spec, s->name, (sw_area){first, COL_NAME, last, COL_NAME},
                  (sw_area){first, COL_LOSS, last, COL_LOSS});
    s->row += 8;
}

static void put_amount(sw_sheet *s, const char *label, double x,
                       sw_number number)
{
    sw_put_text(s, s->row, COL_NAME, label, SW_LOOK_CELL);
    sw_put_number(s, s->row++, COL_PROBABILITY, x, SW_LOOK_CELL, number);
}

/* How much of the vendor's revenue this customer is. */
static void put_dependence(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    double revenue =
        p->n_meters > 0 ? p->meters[0].vendor_revenue_per_month : NAN;
    double spend = sw_vendor_spend(s->book->e);
    if (!(revenue > 0) || !isfinite(spend))
        return;
    s->row++;
    sw_put_section(s, "Dependence on the vendor, and of the vendor", COLUMNS);
    put_amount(s, "Spending with the vendor a month", spend, SW_NUM_MONEY);
    put_amount(s, "The vendor's revenue a month", revenue, SW_NUM_MONEY);
    put_amount(s, "Share of the vendor's revenue", spend / revenue,
               SW_NUM_PERCENT_1);
}

double sw_vendor_spend(const sw_evaluation *e)
{
    const sw_economics_result *m = e->money;
    const sw_cash_flow *cf = &m->renew[SW_VIEW_PROGRAMME];
    double total = 0.0;
    size_t year = MIN((size_t)SW_MONTHS_PER_YEAR, cf->n_months);
    for (size_t f = 0; f < e->economics->n_flows; f++)
        for (size_t k = 0;
             sw_flow_is_billed(&e->economics->flows[f]) && k < year; k++)
            total += cf->amount[f * cf->n_months + k];
    return total / (double)year;
}

void sw_write_risks(sw_book *book)
{
    static const double WIDTH[] = {40, 16, 13, 18, 18, 18, 18, 18, 0};
    sw_sheet s;
    sw_sheet_open(&s, book, SW_SHEET_RISKS);
    sw_sheet_widths(&s, WIDTH);
    sw_sheet_title(&s, "Risks",
                   "Events that may happen, what they are expected to cost in "
                   "a year, and the days on which the contract decides.");
    lxw_row_t first = s.row + 2;
    put_risks(&s);
    put_chart(&s, first);
    sw_put_clock(&s);
    sw_put_clauses(&s);
    sw_put_metered(&s);
    put_dependence(&s);
    sw_sheet_print(&s, 0, 1);
    sw_sheet_pages(&s, 7, SW_PAPER_A4);
    sw_sheet_protect(&s);
}
