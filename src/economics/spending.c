#include "economics/spending.h"

#include <math.h>
#include <stdlib.h>

#include "economics/budget.h"
#include "economics/calendar.h"
#include "economics/invoice.h"
#include "base/units.h"
#include "economics/value.h"

static const double DAYS_PER_MONTH = 365.25 / SW_MONTHS_PER_YEAR;

/* Which entries a sum is over. */
typedef enum scope {
    BILLED,   /* by contracts */
    RENEWED,  /* the same without metered usage beyond a commitment */
    SPENDING, /* cash that falls due; the expected cost of an event is no bill
               */
} scope;

bool sw_flow_is_spending(const sw_flow *f)
{
    return !f->is_benefit && f->class_ == SW_CLASS_CASHABLE &&
           f->kind != SW_FLOW_RISK_COST;
}

static bool is_in(const sw_economics *e, const sw_entry *v, scope over)
{
    const sw_flow *f = &e->flows[e->parts[v->part].flow];
    switch (over) {
    case BILLED:
        return sw_flow_is_billed(f);
    case RENEWED:
        return sw_flow_is_billed(f) && v->kind != SW_DUE_USAGE;
    case SPENDING:
        return sw_flow_is_spending(f);
    }
    return false;
}

double sw_share_dated(const sw_economics *e, const sw_entry *v, sw_day from,
                      sw_day to)
{
    double whole = v->within > 0.0 ? 1.0 / v->within : 1.0;
    if (e->flows[e->parts[v->part].flow].start_dated)
        return v->due >= from && v->due <= to ? whole : 0.0;
    return sw_share_served(v, from, to);
}

double sw_share_served(const sw_entry *v, sw_day from, sw_day to)
{
    sw_day first = sw_later(v->from, from), last = sw_earlier(v->to, to);
    return last < first
               ? 0.0
               : (double)(last - first + 1) / (double)(v->to - v->from + 1);
}

double sw_cash_12_months(const sw_economics *e, const sw_cash_flow *cf)
{
    sw_day to = sw_date_add_months(e->as_of, SW_MONTHS_PER_YEAR);
    double total = 0.0;
    for (size_t i = 0; i < cf->ledger->n; i++)
        if (is_in(e, &cf->ledger->entry[i], SPENDING))
            total += cf->entry[i] *
                     sw_share_dated(e, &cf->ledger->entry[i], e->as_of, to);
    return total;
}

double sw_paid_of(const sw_economics *e, size_t contract, sw_day due)
{
    const sw_pilot *p = e->pilot;
    double total = NAN;
    for (size_t i = 0; i < p->n_invoices; i++) {
        const sw_invoice_paid *v = &p->invoices[i];
        if (v->contract != contract || v->date != due)
            continue;
        total = (isnan(total) ? 0.0 : total) +
                v->amount * sw_currency_rate(p, v->currency, v->date);
    }
    return total;
}

double sw_as_paid(const sw_economics *e, const sw_cash_flow *cf, size_t i)
{
    const sw_entry *v = &cf->ledger->entry[i];
    size_t contract = e->flows[e->parts[v->part].flow].contract;
    double paid = v->due < e->as_of ? sw_paid_of(e, contract, v->due) : NAN;
    if (isnan(paid))
        return cf->entry[i];
    for (size_t j = 0; j < i; j++) {
        const sw_entry *w = &cf->ledger->entry[j];
        if (w->due == v->due && is_in(e, w, BILLED) &&
            e->flows[e->parts[w->part].flow].contract == contract)
            return 0.0;
    }
    return paid;
}

/* What contracts bill: before as_of, or from then on. */
static double billed(const sw_economics *e, const sw_cash_flow *cf, bool past)
{
    double total = 0.0;
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        if (is_in(e, v, BILLED) && (v->due < e->as_of) == past)
            total += sw_as_paid(e, cf, i);
    }
    return total;
}

/* ---- the pilot so far ---- */

/* Licences by the days of service they bought, of the days that are known. */
static double licences_to_date(const sw_economics *e, const sw_cash_flow *cf)
{
    sw_day from = e->pilot->start, to = e->as_of, first = INT32_MAX;
    double total = 0.0;
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        const sw_flow *f = &e->flows[e->parts[v->part].flow];
        double share = sw_share_served(v, from, to);
        if (!sw_flow_is_licence(f) || !(share > 0.0))
            continue;
        total += cf->entry[i] * share;
        first = sw_earlier(first, sw_later(v->from, from));
    }
    return first > to
               ? 0.0
               : total * (double)(to - from + 1) / (double)(to - first + 1);
}

/* Amount of a flow in its first month. */
static double first_month(const sw_cash_flow *cf, size_t flow)
{
    return cf->n_months > 0 ? cf->amount[flow * cf->n_months] : 0.0;
}

/* Minutes while the pilot ran: the chain without what concerns the future. */
static double pilot_minutes(const sw_economics *e)
{
    static const double one = 1.0;
    const double *column[SW_IN_FIXED];
    double minutes;
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        column[id] = &e->mean[id];
    column[SW_IN_TRANSPORT] = column[SW_IN_PERSISTENCE] = &one;
    sw_evidence_chain(&minutes, column, 1);
    return minutes;
}

static double other_costs_to_date(const sw_economics *e, const sw_cash_flow *cf,
                                  double months)
{
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_RECURRING &&
            e->flows[f].line->from == SW_DAY_NONE)
            total += first_month(cf, f) * months;
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        if (e->flows[e->parts[v->part].flow].kind == SW_FLOW_ONE_OFF &&
            v->due < e->as_of)
            total += cf->entry[i];
    }
    return total;
}

static void set_to_date(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_COMMITMENT];
    sw_pilot_to_date *d = &r->to_date;
    d->months = (double)(e->as_of - e->pilot->start + 1) / DAYS_PER_MONTH;
    d->licences = licences_to_date(e, cf);
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == SW_FLOW_METERED)
            d->licences += first_month(cf, f) * d->months;
    d->other_costs = other_costs_to_date(e, cf, d->months);
    d->benefits = NAN;
    if (e->has_time_saved)
        d->benefits = e->mean[SW_IN_SEATS_ASSIGNED] *
                      sw_minutes_worth(e, pilot_minutes(e)) * d->months /
                      SW_MONTHS_PER_YEAR;
    d->net = d->benefits - d->licences - d->other_costs;
}

/* Of an option in [from, to], which may end after the programme. What a paid
 * period bills at its end is due then: no window may cut it before. */
static double within(const sw_economics *e, const sw_option_terms *terms,
                     scope over, sw_day from, sw_day to)
{
    sw_option_terms t = *terms;
    sw_ledger l;
    double total = 0.0;
    t.window = sw_later(e->renew[SW_VIEW_PROGRAMME].to,
                        sw_date_add_months(to, SW_MONTHS_PER_YEAR));
    sw_ledger_init(&l, e, &t, SW_VIEW_PROGRAMME);
    for (size_t i = 0; i < l.n; i++)
        if (is_in(e, &l.entry[i], over))
            total += sw_ledger_amount(e, &l, &l.entry[i]) *
                     sw_share_dated(e, &l.entry[i], from, to);
    sw_ledger_clear(&l);
    return total;
}

static void set_fiscal_year(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    sw_fiscal_year *y = &r->fiscal_year;
    sw_budget_year next = sw_fiscal_year_of(
        e->pilot, sw_fiscal_year_of(e->pilot, e->as_of).to + 1);
    y->from = next.from;
    y->to = next.to;
    sw_option_terms terms = sw_terms_as_now(e);
    y->spend = within(e, &terms, SPENDING, y->from, y->to);
    terms.leaves = true;
    y->committed = within(e, &terms, BILLED, y->from, y->to);
    y->avoidable = y->spend - y->committed;
    y->budget = e->pilot->policy.budget_per_year;
}

/* ---- the term being signed ---- */

sw_ledger_spend sw_ledger_spending(const sw_economics *e, const sw_ledger *l)
{
    sw_ledger_spend out = {0};
    sw_day year_end = sw_date_add_months(e->as_of, SW_MONTHS_PER_YEAR);
    for (size_t i = 0; i < l->n; i++) {
        const sw_entry *v = &l->entry[i];
        const sw_flow *f = &e->flows[e->parts[v->part].flow];
        if (!is_in(e, v, SPENDING))
            continue;
        sw_day from =
            e->clock[sw_flow_is_billed(f) ? f->contract : 0].signed_from;
        sw_day to = sw_date_add_months(from - 1, SW_MONTHS_PER_YEAR);
        double amount = sw_ledger_amount(e, l, v);
        double cash = amount * sw_share_dated(e, v, e->as_of, year_end);
        double year = sw_flow_is_billed(f)
                          ? amount * sw_share_dated(e, v, from, to)
                          : 0.0;
        bool lowered = sw_flow_is_licence(f) && v->due >= from;
        out.cash_12_months += cash;
        out.year += year;
        out.cash_licence += lowered ? cash : 0.0;
        out.year_licence += lowered ? year : 0.0;
    }
    return out;
}

/* ---- if nobody acts ---- */

/* What renews of a contract: by the days after it could have been left. */
static double renews(const sw_economics *e, const sw_cash_flow *idle, size_t k)
{
    sw_day from = e->clock[k].leaves_on + 1;
    double total = 0.0;
    for (size_t i = 0; i < idle->ledger->n; i++) {
        const sw_entry *v = &idle->ledger->entry[i];
        const sw_flow *f = &e->flows[e->parts[v->part].flow];
        if (is_in(e, v, RENEWED) && f->contract == k && v->due >= e->as_of)
            total += idle->entry[i] * sw_share_served(v, from, INT32_MAX - 1);
    }
    return total;
}

static int by_day(const void *a, const void *b)
{
    const sw_deadline *x = a, *y = b;
    if (x->act_by != y->act_by)
        return x->act_by < y->act_by ? -1 : 1;
    return g_strcmp0(x->sku, y->sku);
}

static void set_deadlines(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    r->deadlines = g_new0(sw_deadline, e->n_contracts);
    for (size_t k = 0; k < e->n_contracts; k++) {
        const sw_clock *c = &e->clock[k];
        double money = renews(e, &r->idle, k);
        r->if_nobody_acts += money;
        if (c->renews_by_itself)
            r->seats_renewed += sw_seats_renewed(e, k);
        if (c->act_by != SW_DAY_NONE)
            r->deadlines[r->n_deadlines++] =
                (sw_deadline){k,
                              e->pilot->contracts[k].sku,
                              c->act_by,
                              c->internal_act_by,
                              c->leaves_on,
                              money};
    }
    qsort(r->deadlines, r->n_deadlines, sizeof *r->deadlines, by_day);
}

void sw_spending_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *renew = &r->renew[SW_VIEW_COMMITMENT];
    r->sunk = billed(e, renew, true);
    r->committed = billed(e, &r->leave, false);
    r->avoidable = billed(e, renew, false) - r->committed;
    r->cash_12_months = sw_cash_12_months(e, &r->renew[SW_VIEW_PROGRAMME]);
    r->years_spend = sw_ledger_spending(e, &e->renew[SW_VIEW_PROGRAMME]).year;
    set_deadlines(r);
    set_to_date(r);
    set_fiscal_year(r);
}
