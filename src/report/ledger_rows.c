#include "report/ledger_rows.h"

#include <math.h>

#include "economics/flow_parts.h"
#include "economics/spending.h"
#include "report/cash_flow.h"

/* What was due before as_of is the same in every option: listed once. */
static void add_block(GArray *rows, const sw_book *b, int block)
{
    const sw_economics *e = b->e->economics;
    const sw_cash_flow *cf = sw_block_cash_flow(b, block);
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        sw_ledger_row row = {block, v, e->parts[v->part].flow, 0.0, false};
        const sw_flow *f = &e->flows[row.flow];
        if (!sw_flow_is_billed(f))
            continue;
        row.amount = sw_as_paid(e, cf, i);
        row.paid = v->month < 1 && !isnan(sw_paid_of(e, f->contract, v->due));
        if (v->month < 1 && block != SW_BLOCK_COMMITMENT)
            continue;
        if (v->month < 1)
            row.block = SW_FLOW_BLOCKS;
        g_array_append_val(rows, row);
    }
}

static int compare(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_day(gconstpointer x, gconstpointer y)
{
    const sw_ledger_row *a = x, *b = y;
    int order = compare(a->entry->due, b->entry->due);
    if (order == 0)
        order = compare(a->block, b->block);
    if (order == 0)
        order = compare((double)a->flow, (double)b->flow);
    if (order == 0)
        order = compare((double)a->entry->part, (double)b->entry->part);
    return order != 0 ? order : compare(a->entry->from, b->entry->from);
}

GArray *sw_ledger_rows(const sw_book *b)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(sw_ledger_row));
    for (int block = 0; block < sw_cash_blocks(b->e->money); block++)
        add_block(rows, b, block);
    g_array_sort(rows, by_day); /* stable: equals stay in their order */
    return rows;
}

sw_ledger_fact sw_ledger_fact_of(const sw_flow *flow, size_t k)
{
    static const sw_ledger_fact LICENCE[SW_PARAMS] = {
        [SW_P_RISES] = SW_FACT_RISES,
        [SW_P_EXTENDED] = SW_FACT_EXTENDED,
        [SW_P_SURCHARGED] = SW_FACT_SURCHARGED,
        [SW_P_CAP] = SW_FACT_CAP,
        [SW_P_OFFER_RISES] = SW_FACT_OFFER_RISES,
        [SW_P_OFFER_CAP] = SW_FACT_OFFER_CAP,
    };
    static const sw_ledger_fact METERED[SW_PARAMS] = {
        [SW_P_PERIODS] = SW_FACT_PERIODS,
        [SW_P_INCLUDED] = SW_FACT_INCLUDED,
        [SW_P_UNIT_RISES] = SW_FACT_RISES,
        [SW_P_UNIT_CAP] = SW_FACT_CAP,
        [SW_P_UNIT_PRICE] = SW_FACT_UNIT_PRICE,
        [SW_P_PREPAID] = SW_FACT_PREPAID,
        [SW_P_UNIT_OFFER_RISES] = SW_FACT_OFFER_RISES,
        [SW_P_UNIT_OFFER_CAP] = SW_FACT_OFFER_CAP,
    };
    return sw_flow_is_licence(flow) ? LICENCE[k] : METERED[k];
}

static bool reads(const sw_expr *x, size_t k)
{
    return x != NULL && sw_expr_reads(x, SW_X_PARAM, k);
}

bool sw_part_reads(const sw_part *part, size_t k)
{
    return reads(part->rate, k) || reads(part->growth, k);
}

/* The first of its kind, depth first. */
static const sw_expr *find(const sw_expr *x, sw_expr_kind kind)
{
    if (x == NULL || x->kind == kind)
        return x;
    const sw_expr *found = find(x->a, kind);
    if (found == NULL)
        found = find(x->b, kind);
    return found != NULL ? found : find(x->c, kind);
}

static const sw_expr *excess_in(const sw_expr *x)
{
    const sw_expr *found = x == NULL ? NULL : find(x, SW_X_EXCESS);
    return found;
}

const sw_expr *sw_usage_excess(const sw_part *part)
{
    const sw_expr *in_rate = excess_in(part->rate);
    return in_rate != NULL ? in_rate : excess_in(part->growth);
}

/* price * excess, or price * (excess - excess beyond a cap) */
const sw_expr *sw_usage_price(const sw_part *part)
{
    const sw_expr *x =
        excess_in(part->growth) != NULL ? part->growth : part->rate;
    bool product = x != NULL && x->kind == SW_X_MUL &&
                   excess_in(x->b) != NULL && excess_in(x->a) == NULL;
    return sw_usage_excess(part) != NULL && product ? x->a : NULL;
}

/* What was before counts with the programme, whose months begin with 1. */
int sw_ledger_key(int block, size_t flow)
{
    enum { MOST_LINES = 1000 };
    int option = block == SW_FLOW_BLOCKS ? SW_BLOCK_PROGRAMME : block;
    return MOST_LINES * (option + 1) + (int)flow + 1;
}

const char *sw_ledger_option(int block)
{
    static const char *const OPTION[SW_FLOW_BLOCKS + 1] = {
        [SW_BLOCK_COMMITMENT] = "Renewing, the term",
        [SW_BLOCK_LEAVE] = "Leaving",
        [SW_BLOCK_LEAVE_PROGRAMME] = "Leaving, the programme",
        [SW_BLOCK_PROGRAMME] = "Renewing, the programme",
        [SW_FLOW_BLOCKS] = "Before the decision",
    };
    return OPTION[block];
}

const char *sw_flow_currency(const sw_pilot *p, const sw_flow *f)
{
    bool metered = f->kind == SW_FLOW_METERED || f->kind == SW_FLOW_PREPAID;
    const char *own = metered ? p->meters[f->meter].currency
                              : p->contracts[f->contract].currency;
    return own != NULL ? own : p->currency;
}
