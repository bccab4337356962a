/*
 * risks_contract.c - what the clauses of the contract cost, and what metered
 * usage is expected to.
 */
#include <math.h>

#include "report/risks.h"
#include "report/text.h"

enum { COL_NAME, COL_VALUE, COL_LOW, COL_HIGH, COLUMNS };

/* The contract's name stands with it where there are several. */
static char *clause_name(const sw_sheet *s, const sw_clause *x)
{
    const sw_pilot *p = s->book->e->pilot;
    const char *label = sw_words(s->book, sw_text_clause(x->kind, x->has));
    return p->n_contracts > 1
               ? g_strdup_printf("%s: %s", p->contracts[x->contract].sku, label)
               : g_strdup(label);
}

static void put_clause(sw_sheet *s, const sw_clause *x)
{
    g_autofree char *name = clause_name(s, x);
    sw_put_data(s, s->row, COL_NAME, name, SW_LOOK_CELL);
    sw_put_number(s, s->row, COL_VALUE, x->pv, SW_LOOK_CELL, SW_NUM_MONEY);
    sw_put_text(s, s->row, COL_LOW, x->has ? "it has it" : "it lacks it",
                SW_LOOK_CELL);
    if (x->why_not != NULL) {
        g_autofree char *why = sw_say(sw_sheet_language(s), "not priced: %s",
                                      sw_words(s->book, x->why_not));
        sw_put_data(s, s->row, COL_HIGH, why, SW_LOOK_CELL_AFTER);
    }
    s->row++;
}

void sw_put_clauses(sw_sheet *s)
{
    static const char *const HEADS[] = {"Clause", ">Costs; less: saves",
                                        "The contract", NULL};
    const sw_evaluation *e = s->book->e;
    if (e->n_clauses == 0)
        return;
    s->row++;
    sw_put_section(s,
                   "What to negotiate: what each clause costs, and what rights "
                   "that are lacking would save; present value with it less "
                   "without it (as evaluated)",
                   SW_RISK_COLUMNS);
    sw_put_heads(s, HEADS);
    for (size_t i = 0; i < e->n_clauses; i++)
        put_clause(s, &e->clauses[i]);
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

static void put_commitment(sw_sheet *s, const sw_commit_advice *c)
{
    put_one(s, "Commitment of a month today", c->today, SW_NUM_MONEY);
    put_one(s, "Its bill of a month, as forecast", c->bill_today, SW_NUM_MONEY);
    put_one(s, "Commitment with the smallest expected bill", c->best,
            SW_NUM_MONEY);
    put_one(s, "Its bill of a month, as forecast", c->bill_best, SW_NUM_MONEY);
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
    if (!isnan(u->commit.today))
        put_commitment(s, &u->commit);
    if (u->fitted)
        put_people(s, u);
}
