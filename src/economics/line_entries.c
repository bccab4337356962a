#include "economics/line_entries.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/flow_parts.h"
#include "economics/metered_bill.h"
#include "base/units.h"

/* Services whose seats change on one day. */
typedef struct group {
    sw_day change; /* INT32_MAX: never */
    GArray *services;
} group;

/* One option's lines being laid out. */
typedef struct desk {
    GArray *entries;
    const sw_economics *e;
    const sw_ledger *ledger;
    const GArray *services;
    const GArray *groups;  /* the same, of group */
    const GArray *growing; /* services of the planned seats' contract, whole */
    sw_day leaves_on, adds_to;
    sw_day from, to; /* of the line at hand */
    sw_ramp ramp;
} desk;

static double assigned(const sw_economics *e)
{
    return sw_inputs_value(&e->inputs, SW_IN_SEATS_ASSIGNED);
}

/* People of the option on a day: before its seats change, or after. */
static double people(const desk *d, bool after)
{
    double n = d->ledger->terms.people;
    return after && !isnan(n) ? n : assigned(d->e);
}

static void put(desk *d, size_t part, int m, const sw_presence *p, double coef,
                double seats, bool after)
{
    sw_entry v = {.part = part,
                  .kind = SW_DUE_LINE,
                  .due = p->to,
                  .from = p->from,
                  .to = p->to,
                  .month = m,
                  .seats = seats,
                  .coef = coef,
                  .fx = 1.0,
                  .kept = after && d->ledger->segment_weight != NULL};
    v.param[SW_P_YEARS] = (m - 1) / SW_MONTHS_PER_YEAR;
    v.param[SW_P_AGE] = (m - 1) / (double)SW_MONTHS_PER_YEAR;
    if (fabs(coef) > 0.0)
        g_array_append_val(d->entries, v);
}

/* Use that a cap stops takes its benefit with it. */
static double allowed(const desk *d, const sw_flow *f, int m)
{
    return f->is_benefit ? 1.0 - sw_metered_blocked(d->e, m) : 1.0;
}

static double seat_months(const desk *d, const sw_part *part,
                          const sw_presence *p, bool after, double *seats)
{
    *seats = 1.0;
    if (part->per == SW_PER_PERSON)
        *seats = people(d, after);
    if (part->per == SW_PER_SEAT && p->share > 0.0)
        *seats = p->seats / p->share;
    return part->release != NULL ? p->share * part->release->size : p->share;
}

/* A month of a line, before or after the option's seats change. */
static void put_piece(desk *d, const GArray *services, size_t part, int m,
                      sw_day from, sw_day to, bool after)
{
    const sw_part *x = &d->e->parts[part];
    const sw_flow *f = &d->e->flows[x->flow];
    sw_presence p = sw_presence_of(services, d->e->as_of, m, from, to, d->ramp);
    double seats;
    if (!(p.share > 0.0))
        return;
    double coef = seat_months(d, x, &p, after, &seats);
    put(d, part, m, &p, coef * allowed(d, f, m), seats, after);
}

static void put_month(desk *d, size_t part, int m)
{
    for (guint i = 0; i < d->groups->len; i++) {
        const group *g = &g_array_index(d->groups, group, i);
        put_piece(d, g->services, part, m, d->from,
                  sw_earlier(d->to, g->change - 1), false);
        put_piece(d, g->services, part, m, sw_later(d->from, g->change), d->to,
                  true);
    }
}

/* ---- seats planned to be added ---- */

/* A seat that is added is there for as long as its contract, whatever becomes
 * of the others. */
static GArray *growing_services(const sw_economics *e, const GArray *services)
{
    GArray *own = g_array_new(FALSE, FALSE, sizeof(sw_service));
    for (guint i = 0; i < services->len; i++) {
        sw_service s = g_array_index(services, sw_service, i);
        s.share = 1.0;
        if (s.contract == sw_growing_contract(e))
            g_array_append_val(own, s);
    }
    return own;
}

static sw_day added_on(const sw_economics *e, int j)
{
    sw_day date = e->clock[sw_growing_contract(e)].leaves_on;
    return sw_date_add_months(date, j) + 1;
}

static void put_planned_month(desk *d, size_t part, int m)
{
    const sw_flow *f = &d->e->flows[d->e->parts[part].flow];
    sw_presence all = {.from = INT32_MAX, .to = INT32_MIN};
    sw_day last = sw_earlier(sw_month_last(d->e->as_of, m), d->adds_to);
    for (int j = 1; added_on(d->e, j) <= last; j++) {
        sw_presence p = sw_presence_of(d->growing, d->e->as_of, m,
                                       sw_later(d->from, added_on(d->e, j)),
                                       d->to, d->ramp);
        if (all.share > 0.0 && p.from > all.from) { /* added in this month */
            put(d, part, m, &p, p.share * allowed(d, f, m), 1.0, true);
            continue;
        }
        all.share += p.share;
        all.from = p.from;
        all.to = p.to;
    }
    put(d, part, m, &all, all.share * allowed(d, f, m), 1.0, true);
}

static void put_planned_once(desk *d, size_t part, sw_day from)
{
    sw_day last = sw_earlier(d->ledger->to, d->adds_to);
    for (int j = 1; added_on(d->e, j) <= last; j++) {
        sw_day day = sw_later(from, added_on(d->e, j));
        sw_presence p = {1.0, 1.0, day, day};
        put(d, part, sw_month_of(d->e->as_of, day), &p, 1.0, 1.0, true);
    }
}

/* ---- lines that accrue ---- */

/* First day on which a line can accrue: an alternative's costs run from its
 * first invoice, its benefits from its use. */
static sw_day accrues_from(const desk *d, const sw_flow *f)
{
    const sw_economics *e = d->e;
    sw_day from = e->as_of + 1;
    if (f->is_benefit)
        return sw_later(from, d->ledger->terms.used_from);
    return e->begins != 0 ? sw_later(from, e->begins) : from;
}

/* What is released on a day begins, and grows, like a line of that day. */
static void set_dates(desk *d, const sw_part *part)
{
    const sw_pilot *p = d->e->pilot;
    const sw_flow *f = &d->e->flows[part->flow];
    const sw_line *line = f->line;
    double months = line != NULL ? line->ramp_months : 0.0;
    sw_day begins = d->e->as_of + 1;
    d->from = accrues_from(d, f);
    d->to = d->ledger->to;
    if (d->ledger->terms.used_to != 0 && f->is_benefit)
        d->to = sw_earlier(d->to, d->ledger->terms.used_to);
    if (line != NULL && line->from != SW_DAY_NONE) {
        d->from = sw_later(d->from, line->from);
        begins = line->from;
    }
    if (line != NULL && line->to != SW_DAY_NONE)
        d->to = sw_earlier(d->to, line->to);
    if (f->is_benefit) {
        sw_day delayed =
            sw_date_add_months(d->e->as_of, p->benefit_delay_months) + 1;
        months = months > 0.0 ? months : p->benefit_ramp_months;
        if (p->benefit_delay_months > 0)
            begins = sw_later(begins, delayed);
        if (part->release != NULL)
            begins = sw_later(begins, part->release->from);
        d->from = sw_later(d->from, begins);
    }
    d->ramp.first = begins;
    d->ramp.full = sw_date_add_part(begins - 1, months);
}

static void put_accruing(desk *d, size_t part)
{
    int last = sw_month_of(d->e->as_of, d->ledger->to);
    set_dates(d, &d->e->parts[part]);
    for (int m = 1; m <= last; m++)
        if (d->e->parts[part].planned)
            put_planned_month(d, part, m);
        else
            put_month(d, part, m);
}

/* ---- one-offs ---- */

/* Dated on or after as_of they are spent only where the seats are kept, unless
 * they are committed; a cost of leaving only where they are left. */
static bool is_spent(const desk *d, const sw_line *line, sw_day day)
{
    bool leaves = d->leaves_on != SW_DAY_NONE;
    if (day > d->ledger->to)
        return false;
    if (line->at_exit)
        return leaves;
    return !leaves || line->committed || day < d->e->as_of;
}

/* What is spent whatever is decided is the same as in renewing. */
static void put_committed(desk *d, size_t part)
{
    const sw_ledger *now = &d->e->renew[SW_VIEW_PROGRAMME];
    for (size_t i = 0; i < now->n; i++)
        if (now->entry[i].part == part && now->entry[i].due <= d->ledger->to)
            g_array_append_val(d->entries, now->entry[i]);
}

static void put_once(desk *d, size_t part)
{
    const sw_part *x = &d->e->parts[part];
    const sw_line *line = d->e->flows[x->flow].line;
    sw_day day = line->date != SW_DAY_NONE ? line->date : sw_signed_from(d->e);
    if (line->at_exit && d->leaves_on != SW_DAY_NONE)
        day = d->leaves_on + 1;
    if (!is_spent(d, line, day))
        return;
    if (line->committed && !x->planned &&
        d->e->renew[SW_VIEW_PROGRAMME].n > 0) {
        put_committed(d, part);
        return;
    }
    if (x->planned) {
        put_planned_once(d, part, day);
        return;
    }
    bool after = day >= d->ledger->terms.seats_from;
    sw_presence p = {1.0, 1.0, day, day};
    double seats = 1.0;
    if (x->per != SW_PER_ONE && line->new_seats_only)
        seats = d->ledger->terms.new_seats;
    else if (x->per == SW_PER_PERSON)
        seats = people(d, after);
    else if (x->per == SW_PER_SEAT)
        seats = sw_seats_in_service(d->services, day);
    int m = sw_month_of(d->e->as_of, day);
    put(d, part, m, &p, seats > 0.0 ? 1.0 : 0.0, seats, after);
}

static void put_flow(desk *d, size_t flow)
{
    const sw_flow *f = &d->e->flows[flow];
    bool once = f->kind == SW_FLOW_ONE_OFF;
    for (size_t k = 0; k < f->n_parts; k++)
        if (once)
            put_once(d, f->first_part + k);
        else
            put_accruing(d, f->first_part + k);
}

/* Shares of other lines repeat their entries. */
static void put_shares(desk *d, size_t part)
{
    guint n = d->entries->len;
    for (guint i = 0; i < n; i++) {
        sw_entry v = g_array_index(d->entries, sw_entry, i);
        if (v.part != d->e->parts[part].source)
            continue;
        v.part = part;
        g_array_append_val(d->entries, v);
    }
}

static void clear_group(gpointer item)
{
    g_array_unref(((group *)item)->services);
}

static GArray *group_of(GArray *groups, sw_day change)
{
    for (guint i = 0; i < groups->len; i++)
        if (g_array_index(groups, group, i).change == change)
            return g_array_index(groups, group, i).services;
    group g = {change, g_array_new(FALSE, FALSE, sizeof(sw_service))};
    g_array_append_val(groups, g);
    return g.services;
}

/* Each contract's seats change on its own day. */
static GArray *groups_of(const sw_economics *e, const sw_ledger *l,
                         const GArray *services)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(group));
    g_array_set_clear_func(groups, clear_group);
    for (guint i = 0; i < services->len; i++) {
        sw_service s = g_array_index(services, sw_service, i);
        g_array_append_val(
            group_of(groups, sw_terms_change(e, &l->terms, s.contract)), s);
    }
    return groups;
}

static bool is_billed(const sw_flow *f)
{
    return f->kind == SW_FLOW_LICENCE || f->kind == SW_FLOW_ADDED_SEATS ||
           f->kind == SW_FLOW_METERED || f->kind == SW_FLOW_PREPAID;
}

void sw_line_entries_add(GArray *entries, const sw_economics *e,
                         const sw_ledger *l, const GArray *services,
                         sw_day leaves_on, sw_day adds_to)
{
    g_autoptr(GArray) growing = growing_services(e, services);
    g_autoptr(GArray) groups = groups_of(e, l, services);
    desk d = {.entries = entries,
              .e = e,
              .ledger = l,
              .services = services,
              .groups = groups,
              .growing = growing,
              .leaves_on = leaves_on,
              .adds_to = adds_to};
    for (size_t f = 0; f < e->n_flows; f++)
        if (!is_billed(&e->flows[f]) &&
            e->flows[f].kind != SW_FLOW_CONTINGENCY &&
            e->flows[f].kind != SW_FLOW_BENEFIT_LOST)
            put_flow(&d, f);
    for (size_t i = 0; i < e->n_parts; i++)
        if (e->parts[i].source != SIZE_MAX)
            put_shares(&d, i);
}
