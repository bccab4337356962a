/*
 * result_json_ledger.c - result.json: the dated entries of renewing all, and
 * what they come to by fiscal year.
 */
#include <math.h>
#include <string.h>

#include "economics/budget.h"
#include "economics/value.h"
#include "report/ledger_rows.h"
#include "report/result_json_parts.h"

static const char *kind_name(sw_due_kind kind)
{
    switch (kind) {
    case SW_DUE_LICENCE:
        return "licence";
    case SW_DUE_ADDED_SEATS:
        return "added-seats";
    case SW_DUE_TRUE_UP:
        return "true-up";
    case SW_DUE_COMMITMENT:
        return "commitment";
    case SW_DUE_USAGE:
        return "metered-usage";
    case SW_DUE_PACK:
        return "prepaid-pack";
    case SW_DUE_CREDIT:
        return "credit";
    case SW_DUE_FEE:
        return "fee";
    case SW_DUE_LINE:
        return "line";
    }
    return NULL;
}

/* Entries that are one to a reader: the parts of one invoice. */
typedef struct due {
    const sw_entry *first;
    size_t flow;
    double price; /* of a seat, person or whole for a month, in its currency */
    double original, amount;
} due;

static bool is_same(const due *d, const sw_entry *v, size_t flow)
{
    const sw_entry *w = d->first;
    return d->flow == flow && w->kind == v->kind && w->due == v->due &&
           w->from == v->from && w->to == v->to && w->invoice == v->invoice &&
           !(fabs(w->seats - v->seats) > 0.0);
}

static void add_entry(GArray *list, const sw_economics *e,
                      const sw_cash_flow *cf, size_t i)
{
    const sw_entry *v = &cf->ledger->entry[i];
    size_t flow = e->parts[v->part].flow;
    due add = {v, flow, 0.0, 0.0, 0.0};
    if (list->len == 0 ||
        !is_same(&g_array_index(list, due, list->len - 1), v, flow))
        g_array_append_val(list, add);
    due *d = &g_array_index(list, due, list->len - 1);
    d->original += cf->entry[i] / v->fx;
    d->amount += cf->entry[i];
    d->price = d->original /
               (v->seats * fabs(fabs(v->months) > 0.0 ? v->months : v->coef));
}

static int by_day(gconstpointer x, gconstpointer y)
{
    const due *a = x, *b = y;
    if (a->first->due != b->first->due)
        return a->first->due < b->first->due ? -1 : 1;
    return (a->flow > b->flow) - (a->flow < b->flow);
}

static void put_due(sw_json_writer *w, const sw_evaluation *e, const due *d)
{
    const sw_flow *f = &e->economics->flows[d->flow];
    const sw_entry *v = d->first;
    bool billed = sw_flow_is_billed(f);
    const char *sku = e->pilot->contracts[f->contract].sku;
    sw_json_begin_object(w);
    sw_json_put_string(w, "line", f->id);
    sw_json_put_string(w, "contract", billed ? sku : NULL);
    sw_json_put_string(w, "kind", kind_name(v->kind));
    sw_json_put_day(w, "due", v->due);
    sw_json_put_day(w, "from", v->from);
    sw_json_put_day(w, "to", v->to);
    sw_json_put_number(w, "seats", v->seats);
    sw_json_put_number(w, "unit_price", d->price);
    sw_json_put_string(w, "currency",
                       billed ? sw_flow_currency(e->pilot, f)
                              : e->pilot->currency);
    sw_json_put_number(w, "amount_original", d->original);
    sw_json_put_number(w, "amount", d->amount);
    sw_json_end_object(w);
}

/* From as_of on: what was due before is sunk. */
void sw_result_ledger(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_cash_flow *cf = &e->money->renew[SW_VIEW_COMMITMENT];
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(due));
    for (size_t i = 0; i < cf->ledger->n; i++)
        if (cf->ledger->entry[i].month >= 1)
            add_entry(list, e->economics, cf, i);
    g_array_sort(list, by_day);
    sw_json_key(w, "ledger");
    sw_json_begin_array(w);
    for (guint i = 0; i < list->len; i++)
        put_due(w, e, &g_array_index(list, due, i));
    sw_json_end_array(w);
}

/* ---- budget ---- */

static void put_cell(sw_json_writer *w, const sw_economics *e,
                     const sw_budget *b, size_t line, size_t year,
                     const sw_cost_center *center)
{
    size_t at = line * b->n_years + year;
    double share = center != NULL ? center->share : 1.0;
    const char *name = center == NULL         ? NULL
                       : center->name != NULL ? center->name
                                              : "";
    sw_json_begin_object(w);
    sw_json_put_integer(w, "fiscal_year", b->year[year].label);
    sw_json_put_day(w, "from", b->year[year].from);
    sw_json_put_day(w, "to", b->year[year].to);
    sw_json_put_string(w, "line", e->flows[b->flow[line]].id);
    sw_json_put_string(w, "cost_center", name);
    sw_json_put_number(w, "cash", share * b->cash[at]);
    sw_json_put_number(w, "accrual", share * b->accrual[at]);
    sw_json_put_number(w, "actual", center != NULL ? NAN : b->actual[at]);
    sw_json_end_object(w);
}

void sw_result_budget(sw_json_writer *w, const sw_evaluation *e)
{
    sw_budget b;
    sw_budget_init(&b, e->money);
    sw_json_key(w, "budget");
    sw_json_begin_array(w);
    for (size_t y = 0; y < b.n_years; y++)
        for (size_t i = 0; i < b.n_lines; i++) {
            put_cell(w, e->economics, &b, i, y, NULL);
            for (size_t c = 0; c < b.n_centers; c++)
                put_cell(w, e->economics, &b, i, y, &b.center[c]);
        }
    sw_json_end_array(w);
    sw_budget_clear(&b);
}
