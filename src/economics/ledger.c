#include "economics/ledger.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/line_entries.h"
#include "base/units.h"

sw_option_terms sw_terms_as_now(const sw_economics *e)
{
    (void)e;
    return (sw_option_terms){.seats = NAN,
                             .seats_of = SW_EVERY_CONTRACT,
                             .seats_from = INT32_MAX,
                             .people = NAN,
                             .price_factor = 1.0,
                             .leaves_after = SW_DAY_NONE};
}

/* ---- what becomes of each contract ---- */

/* Courses of one contract in an option: what it was, and an offer. */
typedef struct courses {
    sw_course item[2];
    size_t n;
} courses;

static void leave_after(sw_course *c, const sw_economics *e, size_t k,
                        const sw_option_terms *t)
{
    if (t->leaves_after == SW_DAY_NONE || !c->leaves)
        return;
    c->end = sw_leaves_after(e, k, t->leaves_after, &c->refunds);
    c->extends = sw_service_extended(&e->clock[k]);
}

sw_day sw_terms_change(const sw_economics *e, const sw_option_terms *t,
                       size_t k)
{
    bool every = t->seats_of == SW_EVERY_CONTRACT && e->n_contracts > 1;
    if (isnan(t->seats) && isnan(t->people))
        return INT32_MAX;
    if (!every)
        return e->n_contracts == 1 || t->seats_of == k ? t->seats_from
                                                       : INT32_MAX;
    sw_day day = sw_seats_change(e, k, sw_seats_for(e, k, t->seats));
    return day == SW_DAY_NONE ? INT32_MAX : sw_later(day, t->seats_from);
}

/* What the option buys of a contract; a price is that of the first one. */
static void set_bought(sw_course *c, const sw_economics *e, size_t k,
                       const sw_option_terms *t)
{
    if (k == 0) {
        c->price_factor = t->price_factor;
        c->factor_from = e->clock[0].signed_from;
    }
    sw_day from = sw_terms_change(e, t, k);
    if (isnan(t->seats) || from == INT32_MAX)
        return;
    c->seats = t->seats_of == SW_EVERY_CONTRACT ? sw_seats_for(e, k, t->seats)
                                                : t->seats;
    c->seats_from = from;
    c->seats_refund =
        e->clock[k].reduce_refunds && from == e->clock[k].reduced_from;
}

static bool lapses_if_idle(const sw_economics *e, size_t k)
{
    return !e->clock[k].runs || e->pilot->contracts[k].at_end == SW_END_LAPSE;
}

/* Nobody acts, and service ends with the term, or the window cuts it before. */
static sw_course lapsing(const sw_economics *e, size_t k, sw_day end)
{
    const sw_clock *clock = &e->clock[k];
    bool runs = clock->runs && clock->term_to != SW_DAY_NONE;
    sw_day last = runs ? clock->term_to : clock->leaves_on;
    sw_course c = sw_course_on(e, sw_earlier(last, end));
    c.adds_to = SW_DAY_NONE;
    c.leaves = last <= end;
    return c;
}

static courses courses_of(const sw_economics *e, size_t k,
                          const sw_option_terms *t, sw_day end)
{
    courses c = {.n = 1};
    c.item[0] = t->idles ? sw_course_on(e, end) : sw_course_renewed(e, k, end);
    if (t->idles && lapses_if_idle(e, k)) {
        c.item[0] = lapsing(e, k, end);
        return c;
    }
    if (t->leaves) {
        c.item[0] = sw_course_left(e, k, end);
        leave_after(&c.item[0], e, k, t);
        if (t->used_to != 0) {
            c.item[0].used_to = t->used_to;
            c.item[0].adds_to = sw_earlier(t->used_to, c.item[0].end);
        }
        return c;
    }
    if (!t->idles)
        set_bought(&c.item[0], e, k, t);
    c.item[0].extends =
        t->idles && e->pilot->contracts[k].at_end == SW_END_EXTENDED;
    if (t->offer == NULL || k != t->offered)
        return c;
    c.item[1] = c.item[0];
    c.item[1].offer = t->offer;
    c.item[1].together = SW_DAY_NONE;
    c.item[1].offer_from = e->clock[k].signed_from;
    c.item[0] = sw_course_left(e, k, end);
    /* The offer goes on where the contract ends: one bill of that month. */
    sw_day last = e->clock[k].leaves_on;
    sw_day to = sw_date_month_end(last);
    if (to != last)
        to = sw_date_add_months(to, -1);
    c.item[0].meters_to = to;
    c.item[1].meters_from = to + 1;
    c.n = 2;
    return c;
}

/* ---- how far an option binds ---- */

static sw_day bound_of(const sw_economics *e, size_t k,
                       const sw_option_terms *t)
{
    const sw_clock *clock = &e->clock[k];
    if (t->offer == NULL || k != t->offered)
        return clock->bound_until;
    courses c = courses_of(e, k, t, clock->leaves_on + 1);
    return sw_bound_until(e, k, &c.item[1], clock->leaves_on);
}

sw_day sw_bound_day(const sw_economics *e, const sw_option_terms *terms)
{
    sw_day bound = bound_of(e, 0, terms);
    for (size_t k = 1; k < e->n_contracts; k++)
        bound = sw_later(bound, bound_of(e, k, terms));
    return bound;
}

/* The commitment view of one contract: at least a year of service. */
static sw_day view_end(const sw_economics *e, size_t k,
                       const sw_option_terms *t)
{
    return sw_later(bound_of(e, k, t), sw_date_add_months(e->clock[k].leaves_on,
                                                          SW_MONTHS_PER_YEAR));
}

static size_t last_to_end(const sw_economics *e, const sw_option_terms *t)
{
    size_t last = 0;
    for (size_t k = 1; k < e->n_contracts; k++)
        if (view_end(e, k, t) > view_end(e, last, t))
            last = k;
    return last;
}

/* First term end of a contract on or after a day. */
static sw_day term_end_from(const sw_economics *e, size_t k,
                            const sw_option_terms *t, sw_day wanted)
{
    if (!e->clock[k].runs) /* it has no term before it is signed */
        wanted = sw_later(wanted, e->clock[k].signed_from);
    courses c = courses_of(e, k, t, wanted);
    bool offered = c.n > 1 && wanted >= c.item[1].offer_from;
    sw_terms terms;
    sw_terms_list(&terms, &e->pilot->contracts[k], e->as_of, &c.item[offered]);
    sw_day end = sw_terms_at(&terms, wanted)->to;
    sw_terms_clear(&terms);
    return end;
}

/* The first term end at or after the horizon, of the contract that ends last
 * then. */
sw_day sw_programme_end(const sw_economics *e, const sw_option_terms *t)
{
    int horizon = (int)lround(e->pilot->horizon_years * SW_MONTHS_PER_YEAR);
    sw_day wanted = sw_date_add_months(e->as_of, horizon);
    sw_day end = view_end(e, last_to_end(e, t), t);
    for (size_t k = 0; k < e->n_contracts; k++)
        end = sw_later(end, term_end_from(e, k, t, wanted));
    return end;
}

/* Leaving and idling are looked at over the window of renewing. */
static sw_day window_end(const sw_economics *e, const sw_option_terms *terms,
                         int view)
{
    sw_option_terms t = *terms;
    if (t.leaves || t.idles)
        t = sw_terms_as_now(e);
    return view == SW_VIEW_PROGRAMME ? sw_programme_end(e, &t)
                                     : view_end(e, last_to_end(e, &t), &t);
}

/* ---- segments ---- */

/* Shares of the kept segments; their people carry the benefit. */
static void weigh_segments(sw_ledger *l, const sw_economics *e)
{
    size_t n = e->evidence->n_segments;
    double total = 0.0;
    l->segment_weight = g_new0(double, n);
    for (size_t g = 0; g < n; g++)
        if (l->terms.keep[g])
            total += l->segment_weight[g] = sw_segment_seats(e, g);
    for (size_t g = 0; total > 0.0 && g < n; g++)
        l->segment_weight[g] /= total;
    l->terms.people = total * sw_segment_coverage(e);
    l->terms.keep = NULL; /* borrowed: the weights say it from here on */
}

/* ---- entries ---- */

static void bill_all(GArray *entries, GArray *services, sw_day *leaves_on,
                     const sw_economics *e, const sw_ledger *l)
{
    bool all_leave = true;
    *leaves_on = SW_DAY_NONE;
    for (size_t k = 0; k < e->n_contracts; k++) {
        courses c = courses_of(e, k, &l->terms, l->to);
        for (size_t i = 0; i < c.n; i++) {
            sw_contract_bill(entries, e, k, &c.item[i]);
            sw_services_add(services, e, k, &c.item[i]);
        }
        all_leave = all_leave && (l->terms.leaves ||
                                  (l->terms.idles && lapses_if_idle(e, k)));
        *leaves_on = sw_later(*leaves_on, c.item[0].end);
    }
    if (!all_leave)
        *leaves_on = SW_DAY_NONE;
}

/* Months of the model; what falls outside the window is left out. */
static void set_months(sw_ledger *l, const sw_economics *e, GArray *entries)
{
    guint kept = 0;
    for (guint i = 0; i < entries->len; i++) {
        sw_entry *v = &g_array_index(entries, sw_entry, i);
        v->month = sw_month_of(e->as_of, v->due);
        if (v->due <= l->to)
            g_array_index(entries, sw_entry, kept++) = *v;
    }
    l->n = kept;
    l->entry = (sw_entry *)(void *)g_array_free(entries, FALSE);
}

void sw_ledger_init(sw_ledger *l, const sw_economics *e,
                    const sw_option_terms *terms, int view)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    g_autoptr(GArray) services = g_array_new(FALSE, FALSE, sizeof(sw_service));
    sw_day leaves_on;
    *l = (sw_ledger){.terms = *terms, .to = terms->window};
    if (l->to == 0)
        l->to = window_end(e, terms, view);
    l->n_months = sw_month_of(e->as_of, l->to);
    if (terms->keep != NULL)
        weigh_segments(l, e);
    bill_all(entries, services, &leaves_on, e, l);
    size_t growing = sw_growing_contract(e);
    courses of = courses_of(e, growing == SIZE_MAX ? 0 : growing, terms, l->to);
    sw_day adds_to = of.item[of.n - 1].adds_to;
    sw_line_entries_add(entries, e, l, services, leaves_on, adds_to);
    set_months(l, e, entries);
}

void sw_ledger_clear(sw_ledger *l)
{
    g_clear_pointer(&l->entry, g_free);
    g_clear_pointer(&l->segment_weight, g_free);
    l->n = 0;
}
