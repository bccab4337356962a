#include "economics/spending.h"

#include <math.h>

#include "economics/licence_cost.h"

static const double DAYS_PER_MONTH = 365.25 / 12.0;

/* Cash that falls due; the expected cost of an event is no bill. */
static bool is_spending(const sw_flow *f)
{
    return !f->is_benefit && f->class_ == SW_CLASS_CASHABLE &&
           f->kind != SW_FLOW_RISK_COST;
}

/* Spending of months first..last (0-based) of a cash flow. */
static double spending(const sw_economics *e, const sw_cash_flow *cf,
                       size_t first, size_t last)
{
    size_t n = cf->stream->n_months;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t k = first; is_spending(&e->flows[f]) && k < n && k <= last;
             k++)
            total += cf->amount[f * n + k];
    return total;
}

double sw_cash_12_months(const sw_economics *e, const sw_cash_flow *cf)
{
    return spending(e, cf, 0, 11);
}

/* Invoices of a licence flow due before as_of, of terms that reach into the
 * pilot, at today's prices and seats. */
static double sunk_licences(const sw_economics_result *r, size_t f)
{
    const sw_economics *e = r->model;
    size_t k = e->flows[f].contract;
    const sw_clock *clock = sw_economics_clock(e, k);
    double total = 0.0;
    sw_invoices list = {0};
    if (clock->terms_known)
        sw_invoices_list(&list, clock, sw_economics_contract(e, k),
                         e->clock.as_of - 1);
    for (size_t i = 0; i < list.n; i++) {
        sw_day covers_to =
            sw_date_add_months_clamped(list.item[i].day, list.item[i].months);
        if (covers_to > e->pilot->start)
            total += r->renew[SW_VIEW_COMMITMENT].rate[f] * list.item[i].months;
    }
    g_free(list.item);
    return total;
}

/* Licences and one-offs due before as_of. */
static double sunk_spending(const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_COMMITMENT];
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        const sw_line *line = e->flows[f].line;
        bool past = line != NULL && line->date != SW_DAY_NONE &&
                    line->date < e->clock.as_of;
        if (e->flows[f].kind == SW_FLOW_LICENCE)
            total += sunk_licences(r, f);
        if (e->flows[f].kind == SW_FLOW_ONE_OFF && past &&
            is_spending(&e->flows[f]))
            total += cf->rate[f];
    }
    return total;
}

static size_t flow_of_kind(const sw_economics *e, sw_flow_kind kind)
{
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].kind == kind)
            return f;
    return SIZE_MAX;
}

/* Minutes while the pilot ran: the chain without what concerns the future. */
static double pilot_minutes(const sw_economics *e)
{
    const sw_inputs *in = &e->pilot->inputs;
    return (sw_inputs_value(in, SW_IN_EFFECT) *
                sw_inputs_value(in, SW_IN_SELF_REPORT) +
            sw_inputs_value(in, SW_IN_BIAS)) *
           (1.0 - sw_inputs_value(in, SW_IN_REWORK));
}

static void set_to_date(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_inputs *in = &e->pilot->inputs;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_COMMITMENT];
    sw_pilot_to_date *d = &r->to_date;
    d->months = (double)(e->clock.as_of - e->pilot->start + 1) / DAYS_PER_MONTH;
    for (size_t f = 0; f < e->n_flows; f++) {
        sw_flow_kind kind = e->flows[f].kind;
        const sw_line *line = e->flows[f].line;
        if (kind == SW_FLOW_LICENCE || kind == SW_FLOW_METERED)
            d->licences += cf->rate[f] * d->months;
        else if (kind == SW_FLOW_RECURRING && line->from == SW_DAY_NONE)
            d->other_costs += cf->rate[f] * d->months;
        else if (kind == SW_FLOW_ONE_OFF && line->date != SW_DAY_NONE &&
                 line->date < e->clock.as_of)
            d->other_costs += cf->rate[f];
    }
    d->benefits = NAN;
    if (e->has_time_saved)
        d->benefits =
            sw_inputs_value(in, SW_IN_SEATS_ASSIGNED) * pilot_minutes(e) *
            sw_inputs_value(in, SW_IN_WORKING_WEEKS) / 12.0 * d->months / 60.0 *
            sw_inputs_value(in, SW_IN_HOURLY_COST) *
            sw_inputs_value(in, SW_IN_REALISATION);
    d->net = d->benefits - d->licences - d->other_costs;
}

/* Spending of a cash flow within [from, to]: dated flows by the start of their
 * month, accruing ones by days. */
static double spending_within(const sw_economics *e, const sw_cash_flow *cf,
                              sw_day from, sw_day to)
{
    size_t n = cf->stream->n_months;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++)
        for (size_t k = 0; is_spending(&e->flows[f]) && k < n; k++) {
            sw_day start = sw_clock_month_start(&e->clock, (int)k + 1);
            double share = sw_clock_share(&e->clock, (int)k + 1, from, to);
            if (e->flows[f].start_dated)
                share = start >= from && start <= to ? 1.0 : 0.0;
            total += cf->amount[f * n + k] * share;
        }
    return total;
}

static void set_fiscal_year(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    sw_fiscal_year *y = &r->fiscal_year;
    sw_ymd today = sw_date_to_ymd(e->clock.as_of);
    int month = e->pilot->fiscal_year_month;
    y->from = sw_date_from_ymd(today.year, month, 1);
    if (y->from <= e->clock.as_of)
        y->from = sw_date_from_ymd(today.year + 1, month, 1);
    y->to = sw_date_add_months_clamped(y->from, 12) - 1;
    y->spend = spending_within(e, &r->renew[SW_VIEW_PROGRAMME], y->from, y->to);
    y->committed = spending_within(e, &r->leave, y->from, y->to);
    y->avoidable = y->spend - y->committed;
    y->budget = e->pilot->policy.budget_per_year;
}

/* Licences invoiced from a day to another, each month at its own price. */
static double invoiced_within(const sw_economics_result *r, size_t f,
                              sw_day from, sw_day to)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->stream->n_months, k = e->flows[f].contract;
    double total = 0.0;
    sw_invoices list = {0};
    if (e->flows[f].kind == SW_FLOW_LICENCE)
        sw_invoices_list(&list, sw_economics_clock(e, k),
                         sw_economics_contract(e, k), to);
    for (size_t i = 0; i < list.n; i++) {
        int m = sw_clock_month_of(&e->clock, list.item[i].day);
        if (list.item[i].day >= from && m >= 1 && (size_t)m <= n)
            total += cf->rate[f] * list.item[i].months *
                     cf->growth[f * n + (size_t)m - 1];
    }
    g_free(list.item);
    return total;
}

/* Licence and metered cost of renewing all in the first twelve months of the
 * term being signed, each month at its own price. */
static double first_year_of_term(const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    size_t n = cf->stream->n_months;
    sw_day from = e->clock.signed_from;
    sw_day to = sw_date_add_months_clamped(from, 12) - 1;
    double total = 0.0;
    size_t metered = flow_of_kind(e, SW_FLOW_METERED);
    for (size_t k = 0; metered != SIZE_MAX && k < n; k++) {
        double in_year = sw_clock_share(&e->clock, (int)k + 1, from, to);
        total += cf->rate[metered] * cf->growth[metered * n + k] * in_year;
    }
    for (size_t f = 0; f < e->n_flows; f++)
        total += invoiced_within(r, f, from, to);
    return total;
}

/* What the contract bills in a cash flow: licences and metered usage. */
static double billed_total(const sw_economics *e, const sw_cash_flow *cf)
{
    size_t n = cf->stream->n_months;
    double total = 0.0;
    for (size_t f = 0; f < e->n_flows; f++) {
        sw_flow_kind kind = e->flows[f].kind;
        bool billed = kind == SW_FLOW_LICENCE || kind == SW_FLOW_ADDED_SEATS ||
                      kind == SW_FLOW_METERED;
        for (size_t k = 0; billed && k < n; k++)
            total += cf->amount[f * n + k];
    }
    return total;
}

void sw_spending_set(sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *commitment = &r->renew[SW_VIEW_COMMITMENT];
    r->sunk = sunk_spending(r);
    r->committed = spending(e, &r->leave, 0, SIZE_MAX);
    r->avoidable = spending(e, commitment, 0, SIZE_MAX) - r->committed;
    r->cash_12_months = sw_cash_12_months(e, &r->renew[SW_VIEW_PROGRAMME]);
    r->years_spend = first_year_of_term(r);
    if (e->clock.renews_by_itself) {
        r->seats_renewed = e->renew[SW_VIEW_COMMITMENT].terms.seats;
        r->if_nobody_acts =
            billed_total(e, commitment) - billed_total(e, &r->leave);
    }
    set_to_date(r);
    set_fiscal_year(r);
}
