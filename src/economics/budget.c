#include "economics/budget.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/spending.h"
#include "base/units.h"

static sw_day year_start(const sw_pilot *p, int year)
{
    sw_day first = sw_date_from_ymd(year, p->fiscal_year_month, 1);
    sw_day end = sw_date_add_months(first - 1, 1);
    return sw_earlier(first + p->fiscal_year_day - 1, end);
}

sw_budget_year sw_fiscal_year_of(const sw_pilot *p, sw_day day)
{
    int year = sw_date_to_ymd(day).year;
    if (year_start(p, year) > day)
        year--;
    sw_budget_year y = {.from = year_start(p, year),
                        .to = year_start(p, year + 1) - 1};
    y.label = sw_date_to_ymd(y.to).year;
    return y;
}

static void set_years(sw_budget *b, const sw_economics_result *r)
{
    const sw_pilot *p = r->model->pilot;
    sw_day last = r->renew[SW_VIEW_PROGRAMME].ledger->to;
    GArray *years = g_array_new(FALSE, FALSE, sizeof(sw_budget_year));
    sw_budget_year y = sw_fiscal_year_of(p, r->model->as_of);
    for (; y.from <= last; y = sw_fiscal_year_of(p, y.to + 1))
        g_array_append_val(years, y);
    b->n_years = years->len;
    b->year = (sw_budget_year *)(void *)g_array_free(years, FALSE);
}

static void set_lines(sw_budget *b, const sw_economics *e)
{
    b->flow = g_new0(size_t, e->n_flows + 1);
    for (size_t f = 0; f < e->n_flows; f++)
        if (sw_flow_is_spending(&e->flows[f]))
            b->flow[b->n_lines++] = f;
}

static size_t line_of(const sw_budget *b, size_t flow)
{
    size_t i = 0;
    while (i < b->n_lines && b->flow[i] != flow)
        i++;
    return i;
}

/* ---- invoices that were paid ---- */

static double paid(const sw_pilot *p, const sw_invoice_paid *x)
{
    return x->amount * sw_currency_rate(p, x->currency, x->date);
}

static size_t first_line(const sw_budget *b, const sw_economics *e,
                         size_t contract)
{
    for (size_t i = 0; i < b->n_lines; i++) {
        const sw_flow *f = &e->flows[b->flow[i]];
        if (sw_flow_is_billed(f) && f->contract == contract)
            return i;
    }
    return b->n_lines;
}

static void add_to(double *sums, const sw_budget *b, size_t line, sw_day day,
                   double amount)
{
    for (size_t y = 0; line < b->n_lines && y < b->n_years; y++) {
        double *sum = &sums[line * b->n_years + y];
        if (day >= b->year[y].from && day <= b->year[y].to)
            *sum = (isnan(*sum) ? 0.0 : *sum) + amount;
    }
}

/* Both stand where either does. */
static void set_actual(sw_budget *b, const sw_economics *e,
                       const sw_cash_flow *cf)
{
    const sw_pilot *p = e->pilot;
    for (size_t i = 0; i < b->n_lines * b->n_years; i++)
        b->actual[i] = b->forecast[i] = NAN;
    for (size_t i = 0; i < p->n_invoices; i++) {
        const sw_invoice_paid *x = &p->invoices[i];
        size_t line = first_line(b, e, x->contract);
        if (x->date < e->as_of)
            add_to(b->actual, b, line, x->date, paid(p, x));
    }
    for (size_t i = 0; i < cf->ledger->n; i++) {
        const sw_entry *v = &cf->ledger->entry[i];
        const sw_flow *f = &e->flows[e->parts[v->part].flow];
        if (p->n_invoices > 0 && sw_flow_is_billed(f) && v->due < e->as_of)
            add_to(b->forecast, b, first_line(b, e, f->contract), v->due,
                   cf->entry[i]);
    }
}

/* ---- sums ---- */

static void add_entry(sw_budget *b, const sw_economics *e,
                      const sw_cash_flow *cf, size_t i)
{
    const sw_entry *v = &cf->ledger->entry[i];
    size_t flow = e->parts[v->part].flow, line = line_of(b, flow);
    bool billed = sw_flow_is_billed(&e->flows[flow]);
    double amount = billed ? sw_as_paid(e, cf, i) : cf->entry[i];
    bool later = v->kind == SW_DUE_TRUE_UP && v->within < 1.0;
    if (line == b->n_lines || later) /* billed after the programme */
        return;
    for (size_t y = 0; y < b->n_years; y++) {
        const sw_budget_year *year = &b->year[y];
        size_t at = line * b->n_years + y;
        b->cash[at] += amount * sw_share_dated(e, v, year->from, year->to);
        b->accrual[at] += amount * sw_share_served(v, year->from, year->to);
    }
}

/* ---- cost centres ---- */

static bool holds_seat(const sw_person *x, sw_day day)
{
    return x->arm == SW_ARM_PILOT && x->status != SW_PERSON_LEFT &&
           (x->seat_to == SW_DAY_NONE || x->seat_to >= day);
}

static int by_seats(gconstpointer x, gconstpointer y)
{
    const sw_cost_center *a = x, *b = y;
    if (a->seats != b->seats)
        return a->seats > b->seats ? -1 : 1;
    return g_strcmp0(a->name, b->name);
}

static void count_seat(GArray *centers, const char *name)
{
    for (guint i = 0; i < centers->len; i++) {
        sw_cost_center *c = &g_array_index(centers, sw_cost_center, i);
        if (g_strcmp0(c->name, name) == 0) {
            c->seats++;
            return;
        }
    }
    sw_cost_center c = {name, 1, 0.0};
    g_array_append_val(centers, c);
}

static void set_centers(sw_budget *b, const sw_economics *e)
{
    const sw_roster *roster = &e->pilot->roster;
    GArray *centers = g_array_new(FALSE, FALSE, sizeof(sw_cost_center));
    bool any = false;
    size_t seats = 0;
    for (size_t i = 0; i < roster->n; i++) {
        if (!holds_seat(&roster->people[i], e->as_of))
            continue;
        any = any || roster->people[i].cost_center != NULL;
        count_seat(centers, roster->people[i].cost_center);
        seats++;
    }
    g_array_sort(centers, by_seats);
    b->n_centers = any ? centers->len : 0;
    b->center = (sw_cost_center *)(void *)g_array_free(centers, FALSE);
    for (size_t i = 0; i < b->n_centers; i++)
        b->center[i].share = (double)b->center[i].seats / (double)seats;
}

void sw_budget_init(sw_budget *b, const sw_economics_result *r)
{
    const sw_economics *e = r->model;
    const sw_cash_flow *cf = &r->renew[SW_VIEW_PROGRAMME];
    *b = (sw_budget){0};
    set_years(b, r);
    set_lines(b, e);
    b->cash = g_new0(double, b->n_lines * b->n_years + 1);
    b->accrual = g_new0(double, b->n_lines * b->n_years + 1);
    b->actual = g_new0(double, b->n_lines * b->n_years + 1);
    b->forecast = g_new0(double, b->n_lines * b->n_years + 1);
    for (size_t i = 0; i < cf->ledger->n; i++)
        add_entry(b, e, cf, i);
    set_actual(b, e, cf);
    set_centers(b, e);
}

void sw_budget_clear(sw_budget *b)
{
    g_free(b->year);
    g_free(b->flow);
    g_free(b->cash);
    g_free(b->accrual);
    g_free(b->actual);
    g_free(b->forecast);
    g_free(b->center);
}
