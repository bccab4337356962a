/*
 * decision_risks.c - beside the chart of yearly costs, where page one is about
 * cost alone: the events that may happen, and who depends on whom.
 */
#include <math.h>

#include "report/as_evaluated.h"
#include "report/decision.h"
#include "report/live_seats.h"
#include "report/risks.h"
#include "report/text.h"

enum {
    FIRST = SW_PAGE_COLUMNS / 2,
    NAME_LAST = FIRST + 2,
    LAST = SW_PAGE_COLUMNS - 1,
    MOST_RISKS = 7
};

static void put_heads(sw_sheet *s, lxw_row_t row)
{
    static const char *const HEAD[] = {"Chance a year", "If it happens",
                                       "Expected a year"};
    sw_put_across(s, row, FIRST, row, NAME_LAST, "What may happen",
                  SW_LOOK_SMALL_HEAD);
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++)
        sw_put_text(s, row, (lxw_col_t)(NAME_LAST + 1 + i), HEAD[i],
                    SW_LOOK_SMALL_HEAD_RIGHT);
}

static void put_cell(sw_sheet *s, lxw_row_t row, int column, double value,
                     sw_number number, const char *formula)
{
    sw_put_formula(s, row, (lxw_col_t)(NAME_LAST + column), value,
                   SW_LOOK_SMALL_CELL, number, "=%s", formula);
}

static void put_risk(sw_sheet *s, lxw_row_t row, size_t risk)
{
    const sw_book *b = s->book;
    const sw_inputs *in = &b->e->economics->inputs;
    const sw_risk *r = &b->e->pilot->risks[risk];
    size_t p = b->e->economics->risk_input[risk];
    const char *chance = sw_book_live(b, p);
    const char *cost = sw_live_or_0(b, r->cost);
    double amount = sw_input_or_0(b->e->economics, r->cost);
    if (chance == NULL)
        return;
    g_autofree char *loss = g_strdup_printf("-LN(1-%s)*%s", chance, cost);
    sw_put_data_across(s, row, FIRST, row, NAME_LAST, r->id,
                       SW_LOOK_SMALL_CELL);
    put_cell(s, row, 1, sw_inputs_value(in, p), SW_NUM_PERCENT, chance);
    put_cell(s, row, 2, amount, SW_NUM_MONEY_SHORT, cost);
    put_cell(s, row, 3, sw_risk_expected_loss(b->e, risk), SW_NUM_MONEY, loss);
}

static void put_share(sw_sheet *s, lxw_row_t row)
{
    const sw_evaluation *e = s->book->e;
    const sw_pilot *p = e->pilot;
    double revenue =
        p->n_meters > 0 ? p->meters[0].vendor_revenue_per_month : NAN;
    double spend = sw_vendor_spend(e);
    if (!(revenue > 0) || !isfinite(spend))
        return;
    const sw_language *l = e->pilot->language;
    g_autofree char *share = sw_say_percent(l, spend / revenue, 0);
    g_autofree char *money = sw_say_money(l, e->pilot->currency, spend, 0);
    g_autofree char *says = sw_say(
        l,
        "%s a month is %s of the vendor's revenue: each depends on the other, "
        "which is a ground to negotiate on.",
        money, share);
    sw_put_across(s, row, FIRST, row + 1, LAST, "", SW_LOOK_SAYS);
    sw_put_evaluated(s, row, FIRST, FIRST, says, NULL, SW_LOOK_SAYS);
    sw_grey_when_changed(s, row, FIRST, row + 1, LAST);
}

void sw_page_risks(sw_sheet *s)
{
    const sw_pilot *p = s->book->e->pilot;
    lxw_row_t row = s->row;
    if (p->n_risks > 0)
        put_heads(s, row++);
    for (size_t r = 0; r < p->n_risks && r < MOST_RISKS; r++)
        put_risk(s, row++, r);
    if (p->n_risks > MOST_RISKS)
        sw_put_across(s, row, FIRST, row, LAST,
                      "More of them are on the Risks sheet.",
                      SW_LOOK_SMALL_PRINT);
    put_share(s, row + 1);
}
