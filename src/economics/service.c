#include "economics/service.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/value.h"

/* Seats of contract k as they are on as_of, or when its service begins. */
static double seats_now(const sw_economics *e, size_t k)
{
    sw_course on = sw_course_on(e, e->as_of);
    return sw_paid_seats(e, k, &on,
                         sw_later(e->as_of, sw_service_from(e, k, &on)));
}

static double share_of(const sw_economics *e, size_t k)
{
    double all = 0.0;
    for (size_t i = 0; i < e->n_contracts; i++)
        all += seats_now(e, i);
    return all > 0.0 ? seats_now(e, k) / all : 1.0 / (double)e->n_contracts;
}

/* The comparator's few seats leave few people in service. */
static double thinned(const sw_economics *e, size_t k, const sw_course *course)
{
    double seats = sw_paid_seats(e, k, course, course->seats_from);
    return seats_now(e, k) > 0.0 ? fmin(1.0, seats / seats_now(e, k)) : 1.0;
}

/* First day on which the comparator gives up service, as a cancelled contract
 * does on its last day, whether the rest is paid back or not. */
static sw_day thinned_from(const sw_course *course)
{
    return course->thins ? course->seats_from : INT32_MAX;
}

static void add_service(GArray *list, sw_service s)
{
    if (s.from <= s.to)
        g_array_append_val(list, s);
}

void sw_services_add(GArray *list, const sw_economics *e, size_t k,
                     const sw_course *course)
{
    g_autoptr(GArray) pieces = sw_paid_pieces(e, k, course);
    sw_day change = thinned_from(course);
    double whole = share_of(e, k);
    double few = change < INT32_MAX ? whole * thinned(e, k, course) : whole;
    for (guint i = 0; i < pieces->len; i++) {
        const sw_paid_piece *p = &g_array_index(pieces, sw_paid_piece, i);
        sw_day from = sw_later(p->from, e->as_of + 1);
        sw_day to = sw_earlier(p->to, course->end);
        add_service(list, (sw_service){from, sw_earlier(to, change - 1),
                                       p->seats, whole, k});
        add_service(list,
                    (sw_service){sw_later(from, change), to, p->seats, few, k});
    }
}

/* Sum over the days a..b (from the first, 1-based) of how far the line has
 * grown: day i has (i - 1/2) / n of it. */
static double grown_days(double a, double b, double n)
{
    if (b < a)
        return 0.0;
    if (a > n)
        return b - a + 1.0;
    double last = fmin(b, n);
    double growing = (last - a + 1.0) * ((a + last) / 2.0 - 0.5) / n;
    return growing + (b - last);
}

static double ramped_days(sw_day from, sw_day to, sw_ramp ramp)
{
    double days = (double)(to - from + 1);
    double n = (double)(ramp.full - ramp.first + 1);
    if (ramp.full < ramp.first)
        return days;
    return grown_days((double)(from - ramp.first + 1),
                      (double)(to - ramp.first + 1), n);
}

sw_presence sw_presence_of(const GArray *services, sw_day as_of, int m,
                           sw_day from, sw_day to, sw_ramp ramp)
{
    sw_day start = sw_month_first(as_of, m), end = sw_month_last(as_of, m);
    double days = (double)(end - start + 1);
    sw_presence p = {.from = INT32_MAX, .to = INT32_MIN};
    from = sw_later(sw_later(from, ramp.first), start);
    to = sw_earlier(to, end);
    for (guint i = 0; i < services->len; i++) {
        const sw_service *s = &g_array_index(services, sw_service, i);
        sw_day first = sw_later(from, s->from), last = sw_earlier(to, s->to);
        if (last < first)
            continue;
        double part = ramped_days(first, last, ramp) / days;
        p.share += s->share * part;
        p.seats += s->seats * part;
        p.from = sw_earlier(p.from, first);
        p.to = sw_later(p.to, last);
    }
    return p;
}

double sw_seats_in_service(const GArray *services, sw_day day)
{
    double seats = 0.0;
    sw_day first = INT32_MAX, last = INT32_MIN;
    for (guint i = 0; i < services->len; i++) {
        const sw_service *s = &g_array_index(services, sw_service, i);
        first = sw_earlier(first, s->from);
        last = sw_later(last, s->to);
    }
    day = sw_earlier(sw_later(day, first), last);
    for (guint i = 0; i < services->len; i++) {
        const sw_service *s = &g_array_index(services, sw_service, i);
        seats += day >= s->from && day <= s->to ? s->seats : 0.0;
    }
    return seats;
}

bool sw_is_metered(const sw_economics *e, const sw_entry *v)
{
    sw_flow_kind kind = e->flows[e->parts[v->part].flow].kind;
    return kind == SW_FLOW_METERED || kind == SW_FLOW_PREPAID;
}

sw_day sw_paid_to(const sw_economics *e, size_t k, const sw_course *course)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    sw_day to = SW_DAY_NONE;
    sw_contract_bill(entries, e, k, course);
    for (guint i = 0; i < entries->len; i++) {
        const sw_entry *v = &g_array_index(entries, sw_entry, i);
        if (!sw_is_metered(e, v) && sw_entry_amount(e, v) > 0.0)
            to = sw_later(to, v->to);
    }
    return to;
}

sw_day sw_service_from(const sw_economics *e, size_t k, const sw_course *course)
{
    sw_terms terms;
    sw_terms_list(&terms, &e->pilot->contracts[k], e->as_of, course);
    sw_day from = course->signs_on;
    for (size_t i = terms.n; i-- > 0;)
        if (terms.item[i].runs)
            from = terms.item[i].from;
    sw_terms_clear(&terms);
    return from;
}
