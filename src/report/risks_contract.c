/*
 * risks_contract.c - what the clauses of the contract cost, and what metered
 * usage is expected to.
 */
#include <math.h>

#include "report/risks.h"
#include "report/text.h"

enum { COL_NAME, COL_VALUE, COL_LOW, COL_HIGH, COLUMNS };

static const char *clause_label(sw_clause_kind kind)
{
    static const char *const LABEL[] = {
        [SW_CLAUSE_UPLIFT] = "The price rises at the renewal",
        [SW_CLAUSE_LOCK] = "The price is locked until a date",
        [SW_CLAUSE_SURCHARGE] = "A year is signed and billed by the month",
        [SW_CLAUSE_ADVANCE] = "A year is paid in advance",
        [SW_CLAUSE_MIN_SEATS] = "More seats must be bought than are wanted",
        [SW_CLAUSE_UNASSIGNED] = "Seats that nobody has",
        [SW_CLAUSE_TIERS] = "The price falls with the number of seats",
        [SW_CLAUSE_PROMOTION] = "Another price until a date",
        [SW_CLAUSE_MULTI_YEAR] = "A discount for more than twelve months",
        [SW_CLAUSE_TAX] = "Tax that cannot be reclaimed",
        [SW_CLAUSE_COMMIT] = "A commitment to metered usage",
    };
    return LABEL[kind];
}

void sw_put_clauses(sw_sheet *s)
{
    static const char *const HEADS[] = {"Clause", ">Costs; less: saves", NULL};
    const sw_evaluation *e = s->book->e;
    if (e->n_clauses == 0)
        return;
    s->row++;
    sw_put_section(s,
                   "What each clause costs: present value of the term signed, "
                   "with it less without it (as evaluated)",
                   SW_RISK_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < e->n_clauses; i++) {
        sw_put_text(s, s->row, COL_NAME, clause_label(e->clauses[i].kind),
                    SW_LOOK_CELL);
        sw_put_number(s, s->row++, COL_VALUE, e->clauses[i].pv, SW_LOOK_CELL,
                      SW_NUM_MONEY);
    }
}

static void put_interval(sw_sheet *s, const char *label, double x, double low,
                         double high, sw_number number)
{
    sw_put_text(s, s->row, COL_NAME, label, SW_LOOK_CELL);
    sw_put_number(s, s->row, COL_VALUE, x, SW_LOOK_CELL, number);
    sw_put_number(s, s->row, COL_LOW, low, SW_LOOK_CELL, number);
    sw_put_number(s, s->row++, COL_HIGH, high, SW_LOOK_CELL, number);
}

static void put_one(sw_sheet *s, const char *label, double x, sw_number number)
{
    sw_put_text(s, s->row, COL_NAME, label, SW_LOOK_CELL);
    sw_put_number(s, s->row++, COL_VALUE, x, SW_LOOK_CELL, number);
}

/* How one person's consumption is distributed, and whether the fit has its
 * tail: the top twentieth's share of all units, both ways. */
static void put_people(sw_sheet *s, const sw_metered_use *u)
{
    sw_put_text(s, s->row, COL_NAME, "Distribution of a person's units",
                SW_LOOK_CELL);
    sw_put_text(s, s->row++, COL_VALUE, sw_family_name(u->people.family),
                SW_LOOK_CELL);
    put_one(s, "Share of the top twentieth, observed", u->people.tail_observed,
            SW_NUM_PERCENT_1);
    put_one(s, "Share of the top twentieth, as fitted", u->people.tail_fitted,
            SW_NUM_PERCENT_1);
    put_interval(s, "Units beyond the pool in a month, simulated",
                 u->overage.mean, u->overage.p05, u->overage.p95, SW_NUM_COUNT);
}

void sw_put_metered(sw_sheet *s)
{
    static const char *const HEADS[] = {"Figure", ">Expected", ">Low, 5 %",
                                        ">High, 95 %", NULL};
    const sw_metered_use *u = &s->book->e->money->metered;
    if (!u->known)
        return;
    s->row++;
    sw_put_section(s,
                   "Metered usage: what it is expected to cost (as "
                   "evaluated)",
                   SW_RISK_COLUMNS);
    sw_put_heads(s, HEADS);
    put_interval(s, "Bill of a month", u->month, u->month_low, u->month_high,
                 SW_NUM_MONEY);
    put_interval(s, "Bill of twelve months", u->year, u->year_low, u->year_high,
                 SW_NUM_MONEY);
    put_one(s, "Growth of the units a month", u->trend_per_month,
            SW_NUM_PERCENT_1);
    put_one(s, "The vendor's share of the cash spending", u->vendor_share,
            SW_NUM_PERCENT_1);
    if (u->fitted)
        put_people(s, u);
}
