#include "economics/invoice.h"

#include <math.h>
#include <stdint.h>

#include "economics/calendar.h"
#include "economics/flow_parts.h"
#include "economics/metered_bill.h"
#include "base/units.h"
#include "economics/value.h"

/* One contract being billed. */
typedef struct desk {
    GArray *entries;
    const sw_economics *e;
    size_t k;
    const sw_contract *contract;
    const sw_course *course;
    sw_terms terms;
    size_t invoices; /* numbered so far */
    GArray *pieces;  /* of sw_paid_piece, or NULL: they are not asked for */
} desk;

/* A paid period of a term. */
typedef struct period {
    const sw_term *term;
    sw_day due, to;
    sw_day full_to; /* end of the whole step */
    double months;  /* that a seat pays for */
    int step;       /* months of a whole one */
} period;

/* ---- the price of a period ---- */

/* What a seat-month costs in a period: price is live, fixed is not. */
typedef struct unit {
    double price; /* of the live price */
    double fixed; /* money */
    sw_rises rises, fixed_rises;
    double scale; /* of all, the baseline too */
} unit;

static double promoted_share(const sw_contract *c, sw_day from, sw_day to)
{
    if (isnan(c->promotion_price) || from > c->promotion_until)
        return 0.0;
    return (double)(sw_earlier(to, c->promotion_until) - from + 1) /
           (double)(to - from + 1);
}

/* An offer's price takes the place of schedule and promotion. */
static bool has_own_price(const desk *d, const period *p)
{
    return p->term->regime == SW_BY_OFFER && !isnan(d->course->offer->price);
}

/* The schedule's price on the day that the invoice is due; extended service
 * keeps that of the ended term. */
static double scheduled_price(const desk *d, const period *p, sw_day due)
{
    const sw_contract *c = d->contract;
    if (has_own_price(d, p))
        return d->course->offer->price;
    if (p->term->regime == SW_BY_EXTENSION)
        due = p->term->from - 1;
    return sw_step_at(c->price_steps, c->n_price_steps, due);
}

static unit unit_of(const desk *d, const period *p, const sw_entry *like,
                    double seats)
{
    const sw_contract *c = d->contract;
    double paid = sw_tier_ratio(c, seats),
           set = scheduled_price(d, p, like->due);
    bool own = has_own_price(d, p);
    double promoted = own ? 0.0 : promoted_share(c, like->from, p->to);
    if (p->term->months > SW_MONTHS_PER_YEAR)
        paid *= 1.0 - c->multi_year_discount;
    unit u = {.scale = 1.0,
              .rises = sw_term_rises(p->term, c, d->course->offer)};
    if (isnan(set) || own)
        u.fixed_rises = u.rises;
    u.price = isnan(set) ? paid * (1.0 - promoted) : 0.0;
    if (!isnan(set))
        u.fixed = paid * (1.0 - promoted) * sw_price_by_month(c, set);
    if (promoted > 0.0)
        u.fixed += paid * promoted * sw_price_by_month(c, c->promotion_price);
    if (like->due >= d->course->factor_from)
        u.scale = d->course->price_factor;
    return u;
}

/* Extended service rises from the ended term's price, the surcharge with it. */
static bool is_surcharged(const desk *d, const period *p)
{
    sw_billing billing = p->term->regime == SW_BY_OFFER
                             ? d->course->offer->billing
                             : d->contract->billing;
    return billing == SW_BILL_ANNUAL_MONTHLY;
}

/* ---- entries ---- */

/* What is due after the window has its share of it in its last month, at the
 * price and the rate of exchange of its own day. */
static void put(desk *d, size_t part, const sw_entry *like, double coef,
                sw_rises rises)
{
    sw_entry v = *like;
    if (part == SIZE_MAX || !(fabs(coef) > 0.0))
        return;
    if (!d->course->leaves)
        v.due = sw_earlier(v.due, d->course->end);
    v.part = part;
    v.coef *= coef;
    v.param[SW_P_RISES] = rises.own;
    v.param[SW_P_CAP] = rises.own_cap;
    v.param[SW_P_OFFER_RISES] = rises.offer;
    v.param[SW_P_OFFER_CAP] = rises.offer_cap;
    g_array_append_val(d->entries, v);
}

/* The parts of an invoice: `like` has its dates, seats and months. */
static void put_invoice(desk *d, const sw_licence_parts *parts,
                        const sw_entry *like, const period *p, double priced)
{
    unit u = unit_of(d, p, like, priced);
    sw_entry v = *like;
    v.fx = sw_currency_rate(d->e->pilot, d->contract->currency, like->due);
    v.invoice = ++d->invoices;
    v.param[SW_P_EXTENDED] = p->term->regime == SW_BY_EXTENSION;
    v.param[SW_P_SURCHARGED] = is_surcharged(d, p);
    put(d, parts->price, &v, u.price * u.scale, u.rises);
    put(d, parts->fixed, &v, u.fixed * u.scale, u.fixed_rises);
    put(d, parts->baseline, &v, u.scale,
        (sw_rises){.own = p->term->base_rises});
}

/* Share of a service that lies in the window; leaving cuts nothing: what is
 * paid is paid. */
static double share_within(const desk *d, sw_day from, sw_day to)
{
    sw_day end = d->course->end;
    if (d->course->leaves || to <= end)
        return 1.0;
    return (double)(end - from + 1) / (double)(to - from + 1);
}

static sw_entry licence_of(const desk *d, sw_due_kind kind, sw_day due,
                           sw_day to, double seats, double months)
{
    sw_entry v = {.kind = kind,
                  .due = due,
                  .from = due,
                  .to = d->course->leaves ? to : sw_earlier(to, d->course->end),
                  .seats = seats,
                  .within = share_within(d, due, to)};
    v.months = v.coef = months * v.within;
    return v;
}

/* ---- periods ---- */

static int step_of(const desk *d, const sw_term *t)
{
    sw_billing billing = t->regime == SW_BY_OFFER ? d->course->offer->billing
                                                  : d->contract->billing;
    if (t->regime == SW_BY_EXTENSION)
        return 1;
    return billing == SW_BILL_ANNUAL_UPFRONT ? SW_MONTHS_PER_YEAR : 1;
}

/* Whole months of a piece shorter than its step, else by its days. */
static double months_of(sw_day due, sw_day to, sw_day full_to, int step)
{
    for (int n = 1; n <= step; n++)
        if (sw_date_add_months(due - 1, n) == to)
            return n;
    return step * (double)(to - due + 1) / (double)(full_to - due + 1);
}

static bool next_period(period *p, const desk *d, const sw_term *t, int j)
{
    p->term = t;
    p->step = step_of(d, t);
    p->due = sw_date_add_months(t->from - 1, j * p->step) + 1;
    p->full_to = sw_date_add_months(t->from - 1, (j + 1) * p->step);
    p->to = sw_earlier(p->full_to, t->to);
    if (p->term->regime == SW_BY_EXTENSION) /* open-ended: never a short one */
        p->to = p->full_to;
    p->months = months_of(p->due, p->to, p->full_to, p->step);
    return p->due <= t->to && p->due <= d->course->end;
}

/* ---- how many seats ---- */

static double seats_on(const desk *d, sw_day day)
{
    return sw_paid_seats(d->e, d->k, d->course, day);
}

static sw_day added_on(const desk *d, int j)
{
    return sw_date_add_months(d->e->clock[d->k].leaves_on, j) + 1;
}

/* How many batches have been added by a day. */
static int batches_by(const desk *d, sw_day day)
{
    int n = 0;
    while (added_on(d, n + 1) <= sw_earlier(day, d->course->adds_to))
        n++;
    return n;
}

/* Planned seats that have been added by a day. */
static double planned_by(const desk *d, sw_day day)
{
    size_t growth = d->contract->seat_growth;
    return growth == SIZE_MAX ? 0.0 : d->e->mean[growth] * batches_by(d, day);
}

/* ---- seats that change within a paid period ---- */

static bool refunds_cut(const desk *d, sw_day day)
{
    return d->course->seats_refund && day == d->course->seats_from;
}

/* More seats are billed at once, for the days that are left. */
static void put_raise(desk *d, const period *p, sw_day day, double more)
{
    double left = (double)(p->to - day + 1) / (double)(p->full_to - p->due + 1);
    sw_entry v =
        licence_of(d, SW_DUE_ADDED_SEATS, day, p->to, more, p->step * left);
    put_invoice(d, &d->e->licence[d->k], &v, p,
                seats_on(d, day) + planned_by(d, day));
}

/* Fewer are paid back where the contract does. */
static void put_cut(desk *d, const period *p, sw_day day, double fewer)
{
    double left = (double)(p->to - day + 1) / (double)(p->to - p->due + 1);
    sw_entry v =
        licence_of(d, SW_DUE_CREDIT, day, p->to, fewer, -p->months * left);
    put_invoice(d, &d->e->licence[d->k], &v, p,
                seats_on(d, p->due) + planned_by(d, p->due));
}

/* First day after `day` on which seats may change within a period; NONE. */
static sw_day next_change(const desk *d, const period *p, sw_day day)
{
    const sw_contract *c = d->contract;
    sw_day next = sw_earlier(p->to, d->course->end) + 1, last = next;
    if (!isnan(d->course->seats) && d->course->seats_from > day)
        next = sw_earlier(next, d->course->seats_from);
    for (size_t i = 0; i < c->n_seat_steps; i++)
        if (c->seat_steps[i].from > day)
            next = sw_earlier(next, c->seat_steps[i].from);
    return next < last ? next : SW_DAY_NONE;
}

/* Seats paid for from a day of change on: a cut that is not paid back frees
 * none before the period is over. */
static double paid_from(const desk *d, sw_day day, double paid)
{
    double now = seats_on(d, day);
    return now > paid || refunds_cut(d, day) ? now : paid;
}

/* Seats paid for on a day of a period, without planned ones. */
static double paid_on(const desk *d, const period *p, sw_day day)
{
    double paid = seats_on(d, p->due);
    sw_day change = p->due;
    while ((change = next_change(d, p, change)) != SW_DAY_NONE && change <= day)
        paid = paid_from(d, change, paid);
    return paid;
}

static void put_piece(desk *d, sw_day from, sw_day to, double seats)
{
    sw_paid_piece piece = {from, to, seats};
    if (d->pieces != NULL)
        g_array_append_val(d->pieces, piece);
}

/* Pieces of a period with one number of seats that are paid for. */
static void put_changes(desk *d, const period *p)
{
    double paid = seats_on(d, p->due);
    sw_day from = p->due, day = from;
    while ((day = next_change(d, p, day)) != SW_DAY_NONE) {
        double now = paid_from(d, day, paid);
        if (now > paid)
            put_raise(d, p, day, now - paid);
        else if (now < paid)
            put_cut(d, p, day, paid - now);
        else
            continue;
        put_piece(d, from, day - 1, paid);
        paid = now;
        from = day;
    }
    sw_day last = sw_earlier(p->to, p->term->to); /* where one signs again */
    put_piece(d, from, sw_earlier(last, d->course->end), paid);
}

/* ---- planned additions ---- */

/* Months left of a paid period, the begun ones whole. */
static double months_left(const period *p, sw_day day)
{
    int in = 0;
    while (sw_date_add_months(p->due - 1, in + 1) + 1 <= day)
        in++;
    return ceil(p->months) - in;
}

/* Months of price that a seat added on `day` pays at once. */
static double months_at_once(const desk *d, const period *p, sw_day day)
{
    switch (d->contract->proration) {
    case SW_PRORATE_DAILY:
        return p->step * (double)(p->to - day + 1) /
               (double)(p->full_to - p->due + 1);
    case SW_PRORATE_MONTHLY:
        return months_left(p, day);
    case SW_PRORATE_NONE:
        return p->months;
    case SW_TRUE_UP:
        break;
    }
    return 0.0;
}

static void put_added(desk *d, const period *p, sw_due_kind kind, sw_day due,
                      sw_day from, sw_day to, double months)
{
    sw_entry v = licence_of(d, kind, from, to, 1.0, months);
    v.due = due;
    if (months > 0.0)
        put_invoice(d, &d->e->added[d->k], &v, p,
                    paid_on(d, p, from) + planned_by(d, from));
}

/* What a batch pays when the period is over: its months by then. */
static void put_true_up(desk *d, const period *p, sw_day day)
{
    put_added(d, p, SW_DUE_TRUE_UP, p->to, day, p->to, months_left(p, day));
}

static void put_planned(desk *d, const period *p)
{
    if (d->contract->seat_growth == SIZE_MAX)
        return;
    sw_day to = sw_earlier(sw_earlier(p->to, p->term->to), d->course->end);
    int before = batches_by(d, p->due);
    put_added(d, p, SW_DUE_LICENCE, p->due, p->due, p->to, before * p->months);
    for (int j = before + 1;
         added_on(d, j) <= sw_earlier(to, d->course->adds_to); j++) {
        sw_day day = added_on(d, j);
        if (d->contract->proration == SW_TRUE_UP)
            put_true_up(d, p, day);
        else
            put_added(d, p, SW_DUE_ADDED_SEATS, day, day, p->to,
                      months_at_once(d, p, day));
    }
}

/* ---- leaving ---- */

/* What reaches beyond the last day of service is paid back, at the invoice's
 * own rate of exchange. */
static void put_credits(desk *d, size_t first, sw_day last)
{
    guint n = d->entries->len;
    for (guint i = (guint)first; i < n; i++) {
        sw_entry v = g_array_index(d->entries, sw_entry, i);
        if (v.to <= last || v.from > last || v.kind == SW_DUE_CREDIT)
            continue;
        v.coef *= -(double)(v.to - last) / (double)(v.to - v.from + 1);
        v.kind = SW_DUE_CREDIT;
        v.due = v.from = last + 1;
        g_array_append_val(d->entries, v);
    }
}

static bool refunds_term(const desk *d)
{
    return d->course->leaves && d->course->refunds;
}

static void bill_terms(desk *d)
{
    for (size_t t = 0; t < d->terms.n; t++) {
        period p;
        size_t first = d->entries->len;
        for (int j = 0; next_period(&p, d, &d->terms.item[t], j); j++) {
            double seats = seats_on(d, p.due);
            sw_entry v =
                licence_of(d, SW_DUE_LICENCE, p.due, p.to, seats, p.months);
            put_invoice(d, &d->e->licence[d->k], &v, &p,
                        seats + planned_by(d, p.due));
            put_changes(d, &p);
            put_planned(d, &p);
        }
        bool extended = d->terms.item[t].regime == SW_BY_EXTENSION;
        if (refunds_term(d) || (extended && d->course->leaves))
            put_credits(d, first, d->course->end);
        else if (extended && t + 1 < d->terms.n) /* one signs again */
            put_credits(d, first, d->terms.item[t].to);
    }
}

void sw_contract_bill(GArray *entries, const sw_economics *e, size_t k,
                      const sw_course *course)
{
    desk d = {.entries = entries,
              .e = e,
              .k = k,
              .contract = &e->pilot->contracts[k],
              .course = course,
              .invoices = entries->len};
    sw_terms_list(&d.terms, d.contract, e->as_of, course);
    bill_terms(&d);
    sw_terms_clear(&d.terms);
    sw_metered_bill(entries, e, k, course);
}

GArray *sw_paid_pieces(const sw_economics *e, size_t k, const sw_course *course)
{
    g_autoptr(GArray) unused = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    desk d = {.entries = unused,
              .e = e,
              .k = k,
              .contract = &e->pilot->contracts[k],
              .course = course,
              .pieces = g_array_new(FALSE, FALSE, sizeof(sw_paid_piece))};
    sw_terms_list(&d.terms, d.contract, e->as_of, course);
    bill_terms(&d);
    sw_terms_clear(&d.terms);
    return d.pieces;
}
