#include "report/ledger_columns.h"

#include <string.h>

#include "report/ledger_rows.h"

typedef struct fact_head {
    const char *head;
    double width;
    sw_number number;
} fact_head;

static const fact_head FACT[SW_FACTS] = {
    [SW_FACT_RISES] = {">Rises of the price", 8, SW_NUM_COUNT},
    [SW_FACT_CAP] = {">Most a rise may be", 8, SW_NUM_PERCENT_1},
    [SW_FACT_OFFER_RISES] = {">Rises under an offer", 8, SW_NUM_COUNT},
    [SW_FACT_OFFER_CAP] = {">Most such a rise may be", 9, SW_NUM_PERCENT_1},
    [SW_FACT_EXTENDED] = {">Extended service", 9, SW_NUM_COUNT},
    [SW_FACT_SURCHARGED] = {">Billed at a surcharge", 10, SW_NUM_COUNT},
    [SW_FACT_PERIODS] = {">Months of growth", 9, SW_NUM_DECIMAL_2},
    [SW_FACT_INCLUDED] = {">Seats or units included", 10, SW_NUM_COUNT},
    [SW_FACT_PREPAID] = {">Units prepaid", 10, SW_NUM_COUNT},
    [SW_FACT_UNIT_PRICE] = {">Price of a schedule", 10, SW_NUM_UNIT_PRICE},
    [SW_FACT_UNITS] = {">Units expected", 11, SW_NUM_COUNT},
    [SW_FACT_FREE] = {">Units not billed", 11, SW_NUM_COUNT},
    [SW_FACT_PRICE] = {">Price of a unit", 10, SW_NUM_UNIT_PRICE},
    [SW_FACT_WITHIN] = {">Share in the window", 9, SW_NUM_PERCENT_1},
};

sw_number sw_ledger_number(sw_ledger_fact fact)
{
    return FACT[fact].number;
}

bool sw_entry_is_cut(const sw_entry *v)
{
    return v->within > 0.0 && v->within < 1.0;
}

static void use_facts(bool used[SW_FACTS], const sw_economics *e,
                      const sw_ledger_row *row)
{
    const sw_part *part = &e->parts[row->entry->part];
    for (size_t k = 0; k < SW_PARAMS; k++)
        if (sw_part_reads(part, k))
            used[sw_ledger_fact_of(&e->flows[row->flow], k)] = true;
    if (sw_usage_excess(part) != NULL)
        used[SW_FACT_UNITS] = used[SW_FACT_FREE] = true;
    if (sw_usage_price(part) != NULL)
        used[SW_FACT_PRICE] = true;
    if (sw_entry_is_cut(row->entry))
        used[SW_FACT_WITHIN] = true;
}

/* Amounts in other currencies have a rate of exchange. */
static bool is_foreign(const sw_book *b, const GArray *rows)
{
    const sw_pilot *p = b->e->pilot;
    for (guint i = 0; i < rows->len; i++) {
        const sw_ledger_row *row = &g_array_index(rows, sw_ledger_row, i);
        const sw_flow *flow = &b->e->economics->flows[row->flow];
        if (strcmp(sw_flow_currency(p, flow), p->currency) != 0)
            return true;
    }
    return false;
}

void sw_ledger_layout(sw_book *b)
{
    bool used[SW_FACTS] = {false};
    sw_ledger_place *p = &b->ledger;
    g_autoptr(GArray) rows = sw_ledger_rows(b);
    for (guint i = 0; i < rows->len; i++)
        use_facts(used, b->e->economics,
                  &g_array_index(rows, sw_ledger_row, i));
    bool foreign = is_foreign(b, rows);
    p->first = SW_LEDGER_HEADS + 1;
    p->last = p->first + (rows->len > 0 ? rows->len - 1 : 0);
    p->option = SW_LEDGER_OPTION;
    p->due = SW_LEDGER_DUE;
    p->month = SW_LEDGER_MONTH;
    lxw_col_t c = SW_LEDGER_FIRST_FACT;
    for (int k = 0; k < SW_FACTS; k++)
        p->fact[k] = used[k] ? c++ : 0;
    p->rate = c++;
    p->growth = c++;
    p->own = foreign ? c++ : 0;
    p->currency = foreign ? c++ : 0;
    p->exchange = foreign ? c++ : 0;
    p->whole = used[SW_FACT_WITHIN] ? c++ : 0;
    p->amount = c++;
    p->key = c++;
    p->accrual = (lxw_col_t)(c + 1);
    p->year_from = SW_LEDGER_HEADS - 2;
    p->year_to = SW_LEDGER_HEADS - 1;
}

void sw_ledger_put_heads(sw_sheet *s)
{
    static const char *const FIXED[] = {
        "Option", "Line", "Contract", "Kind",   "Due",
        "From",   "To",   ">Month",   ">Seats", ">Months",
    };
    const sw_ledger_place *p = &s->book->ledger;
    const char *heads[SW_LEDGER_FIRST_FACT + SW_FACTS + 8] = {NULL};
    for (int c = 0; c < SW_LEDGER_FIRST_FACT; c++)
        heads[c] = FIXED[c];
    for (int k = 0; k < SW_FACTS; k++)
        if (p->fact[k] > 0)
            heads[p->fact[k]] = FACT[k].head;
    heads[p->rate] = ">Rate";
    heads[p->growth] = ">Growth";
    if (p->own > 0) {
        heads[p->own] = ">In its currency";
        heads[p->currency] = "Currency";
        heads[p->exchange] = ">Rate of exchange";
    }
    if (p->whole > 0)
        heads[p->whole] = ">Whole invoice";
    heads[p->amount] = ">Amount";
    heads[p->key] = ">Key";
    s->row = SW_LEDGER_HEADS;
    sw_put_heads(s, heads);
}

static void set_width(sw_sheet *s, lxw_col_t c, double width)
{
    if (c > 0)
        sw_sheet_columns(s, c, c, width);
}

void sw_ledger_set_widths(sw_sheet *s)
{
    static const double FIXED[] = {22, 18, 12, 18, 10, 10, 10, 7, 8, 8, 0};
    const sw_ledger_place *p = &s->book->ledger;
    sw_sheet_widths(s, FIXED);
    for (int k = 0; k < SW_FACTS; k++)
        set_width(s, p->fact[k], FACT[k].width);
    sw_sheet_columns(s, p->rate, p->growth, 10);
    set_width(s, p->own, 14);
    set_width(s, p->currency, 8);
    set_width(s, p->exchange, 9);
    set_width(s, p->whole, 15);
    set_width(s, p->amount, 15);
    set_width(s, p->key, 7);
}
