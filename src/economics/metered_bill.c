#include "economics/metered_bill.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/flow_parts.h"
#include "economics/invoice.h"
#include "economics/leaving.h"
#include "economics/meter_commit.h"
#include "base/units.h"
#include "economics/value.h"
#include "economics/service.h"

/* One meter being billed in one course. */
typedef struct desk {
    const sw_economics *e;
    const sw_meter *meter;
    const sw_meter_parts *parts;
    const sw_course *course;
    const sw_terms *terms;
    const GArray *pieces; /* of sw_paid_piece; NULL: seats as they are set */
    size_t k;
    GArray *entries;
} desk;

static double known(const sw_economics *e, size_t id, double otherwise)
{
    if (id == SIZE_MAX || !sw_inputs_at(&e->inputs, id)->known)
        return otherwise;
    return e->mean[id];
}

/* How often growth is applied: damped where it was fitted, so that far ahead
 * use levels off (stats/usage_forecast.h). */
static double periods_of(const sw_meter *m, sw_day day)
{
    int ahead = MAX(sw_meter_horizon(m, day), 0);
    if (m->growth_given)
        return ahead;
    return log(sw_usage_ahead(1.0, 1.0, false, ahead));
}

/* Seats in service on a day: paid ones, until the next invoice. */
static double paid_on(const desk *d, sw_day day)
{
    for (guint i = 0; d->pieces != NULL && i < d->pieces->len; i++) {
        const sw_paid_piece *x = &g_array_index(d->pieces, sw_paid_piece, i);
        if (day >= x->from && day <= x->to)
            return x->seats;
    }
    return sw_paid_seats(d->e, d->k, d->course, day);
}

/* Those planned by then too. */
static double seats_on(const desk *d, sw_day day)
{
    double growth = known(d->e, d->e->pilot->contracts[d->k].seat_growth, 0.0);
    int batches = 0;
    while (growth > 0.0 &&
           sw_date_add_months(d->e->clock[d->k].leaves_on, batches + 1) + 1 <=
               sw_earlier(day, d->course->adds_to))
        batches++;
    return paid_on(d, day) + growth * batches;
}

/* Units that come with the seats, or the seats where the units are an input. */
static double included_on(const desk *d, sw_day day)
{
    const sw_meter *m = d->meter;
    double each = sw_step_at(m->included, m->n_included, day);
    if (m->over_share != SIZE_MAX) /* each seat's own are taken off already */
        return 0.0;
    if (!isnan(known(d->e, m->included_id, NAN)))
        return seats_on(d, day);
    return isnan(each) ? 0.0 : each * seats_on(d, day);
}

/* What the expressions read of a month. */
static sw_entry month_of(const desk *d, const sw_meter_period *p)
{
    /* A window cuts the bill, not its terms. */
    sw_day last = d->course->leaves ? p->to : sw_date_month_end(p->to);
    const sw_term *t = sw_terms_at(d->terms, last);
    sw_entry v = {.kind = SW_DUE_USAGE,
                  .due = p->to,
                  .from = p->from,
                  .to = p->to,
                  .seats = 1.0,
                  .coef = p->share,
                  .fx =
                      sw_currency_rate(d->e->pilot, d->meter->currency, last)};
    v.param[SW_P_PERIODS] = periods_of(d->meter, last);
    v.param[SW_P_INCLUDED] = included_on(d, last);
    sw_rises rises =
        sw_term_rises(t, &d->e->pilot->contracts[d->k], d->course->offer);
    v.param[SW_P_UNIT_RISES] = rises.own;
    v.param[SW_P_UNIT_CAP] = rises.own_cap;
    v.param[SW_P_UNIT_OFFER_RISES] = rises.offer;
    v.param[SW_P_UNIT_OFFER_CAP] = rises.offer_cap;
    double set =
        sw_step_at(d->meter->price_steps, d->meter->n_price_steps, last);
    v.param[SW_P_UNIT_PRICE] = isnan(set) ? 0.0 : set;
    return v;
}

/* The unit price of a month, in the meter's currency, without tax. */
static double unit_price(const sw_economics *e, const sw_meter *m,
                         const sw_entry *v)
{
    const sw_contract *c = &e->pilot->contracts[m->contract];
    double uplift = known(e, c->uplift, 0.0);
    double own = fmin(uplift, v->param[SW_P_UNIT_CAP]);
    double offered = fmin(uplift, v->param[SW_P_UNIT_OFFER_CAP]);
    double price = known(e, m->unit_price, 0.0) * m->unit_multiple *
                   pow(1.0 + own, v->param[SW_P_UNIT_RISES]) *
                   pow(1.0 + offered, v->param[SW_P_UNIT_OFFER_RISES]);
    if (v->param[SW_P_UNIT_PRICE] > 0.0)
        price = v->param[SW_P_UNIT_PRICE];
    return price * known(e, m->multiplier, 1.0);
}

/* Units along the mean forecast. */
static double units_of(const sw_economics *e, const sw_meter *m,
                       const sw_entry *v)
{
    return known(e, m->units, 0.0) *
           exp(known(e, m->growth, 0.0) * v->param[SW_P_PERIODS]);
}

sw_metered_month_terms sw_metered_terms(const sw_economics *e,
                                        const sw_meter *m, const sw_entry *v)
{
    return (sw_metered_month_terms){
        .mean = units_of(e, m, v) * known(e, m->over_share, 1.0) *
                e->meter[m - e->pilot->meters].limits.passed,
        .cv = known(e, m->cv, 0.0),
        .pool = v->param[SW_P_INCLUDED] * known(e, m->included_id, 1.0) +
                v->param[SW_P_PREPAID],
        .price = unit_price(e, m, v),
        .commit = known(e, m->commit, 0.0)};
}

sw_meter_limits sw_meter_limited(const sw_economics *e, const sw_meter *m)
{
    double over = known(e, m->over_share, 1.0);
    double included = known(e, m->included_id, NAN);
    if (isnan(included))
        included = fmax(0.0, sw_step_at(m->included, m->n_included, e->as_of));
    double stopped =
        sw_meter_limited_share(m, included, unit_price(e, m, &(sw_entry){0}));
    return (sw_meter_limits){stopped,
                             over > stopped ? 1.0 - stopped / over : 0};
}

/* For what is drawn from packs. */
static void set_mean(const desk *d, sw_meter_period *p, const sw_entry *v)
{
    sw_metered_month_terms t = sw_metered_terms(d->e, d->meter, v);
    p->mean = t.mean;
    p->cv = t.cv;
    p->pool = t.pool;
    p->price = t.price;
    p->commit = t.commit;
}

static void put(const desk *d, size_t part, const sw_entry *like,
                sw_due_kind kind, double coef)
{
    sw_entry v = *like;
    if (part == SIZE_MAX || !(fabs(coef) > 0.0))
        return;
    v.part = part;
    v.kind = kind;
    v.coef = coef;
    g_array_append_val(d->entries, v);
}

/* A month's commitment and what goes beyond it. */
static void put_month(const desk *d, const sw_meter_period *p, sw_entry *v,
                      double prepaid)
{
    bool scheduled = v->param[SW_P_UNIT_PRICE] > 0.0;
    v->param[SW_P_PREPAID] = prepaid;
    sw_day last = sw_earlier(p->to, d->course->used_to);
    double used =
        p->share * (double)(last - p->from + 1) / (double)(p->to - p->from + 1);
    if (p->price > 0.0 && used > 0.0)
        put(d, scheduled ? d->parts->scheduled : d->parts->usage, v,
            SW_DUE_USAGE, used);
    put(d, d->parts->commit, v, SW_DUE_COMMITMENT, p->share);
}

static void put_sources(const desk *d, sw_day from, sw_day to)
{
    const sw_meter *m = d->meter;
    size_t n = sw_meter_invoices(NULL, m->sources, m->n_sources, from, to);
    g_autofree sw_meter_invoice *list = g_new0(sw_meter_invoice, n + 1);
    sw_meter_invoices(list, m->sources, m->n_sources, from, to);
    for (size_t i = 0; i < n; i++) {
        bool pack = list[i].kind == SW_METER_PREPAID;
        sw_entry v = {
            .due = list[i].due,
            .from = list[i].from,
            .to = list[i].to,
            .seats = 1.0,
            .fx = sw_currency_rate(d->e->pilot, m->currency, list[i].due)};
        put(d, pack ? d->parts->pack : d->parts->source, &v,
            pack ? SW_DUE_PACK : SW_DUE_COMMITMENT, list[i].amount);
    }
}

/* A meter's periods in one course, as they are billed and drawn. */
typedef struct schedule {
    size_t n;
    sw_meter_period *period; /* [n] */
    sw_meter_use *use;       /* [n] */
    sw_meter_draw *draw;     /* [n_sources * n] */
    sw_entry *entry;         /* [n] what the expressions read */
} schedule;

static schedule schedule_of(const desk *d, sw_day from, sw_day to)
{
    const sw_meter *m = d->meter;
    schedule s = {
        .n = sw_meter_periods(NULL, m->sources, m->n_sources, from, to)};
    s.period = g_new0(sw_meter_period, s.n + 1);
    s.use = g_new0(sw_meter_use, s.n + 1);
    s.draw = g_new0(sw_meter_draw, s.n * m->n_sources + 1);
    s.entry = g_new0(sw_entry, s.n + 1);
    sw_meter_periods(s.period, m->sources, m->n_sources, from, to);
    for (size_t i = 0; i < s.n; i++) {
        s.entry[i] = month_of(d, &s.period[i]);
        set_mean(d, &s.period[i], &s.entry[i]);
        s.period[i].cap = sw_meter_cap_of(m, SW_CAP_ALL);
    }
    sw_meter_run(s.use, s.draw, s.period, s.n, m->sources, m->n_sources);
    return s;
}

static void schedule_clear(schedule *s)
{
    g_free(s->period);
    g_free(s->use);
    g_free(s->draw);
    g_free(s->entry);
}

static sw_day bills_from(const desk *d)
{
    sw_day from =
        sw_later(sw_service_from(d->e, d->k, d->course), d->e->as_of + 1);
    sw_day own = d->course->meters_from;
    return own != 0 ? sw_later(own, d->e->as_of + 1) : from;
}

static void bill(const desk *d)
{
    sw_day from = bills_from(d);
    sw_day to = sw_earlier(d->course->end, d->course->meters_to);
    if (to < from)
        return;
    schedule s = schedule_of(d, from, to);
    for (size_t i = 0; i < s.n; i++) {
        const sw_meter_period *p = &s.period[i];
        double own = p->price > 0.0 ? p->commit / p->price : 0.0;
        put_month(d, p, &s.entry[i], s.use[i].threshold - p->pool - own);
    }
    put_sources(d, from, to);
    schedule_clear(&s);
}

void sw_metered_bill(GArray *entries, const sw_economics *e, size_t k,
                     const sw_course *course)
{
    sw_course on = *course;
    sw_terms terms;
    on.end = sw_date_month_end(course->end);
    sw_terms_list(&terms, &e->pilot->contracts[k], e->as_of, &on);
    g_autoptr(GArray) pieces =
        e->pilot->n_meters > 0 ? sw_paid_pieces(e, k, course) : NULL;
    for (size_t i = 0; i < e->pilot->n_meters; i++) {
        const sw_meter *m = &e->pilot->meters[i];
        desk d = {e, m, &e->meter[i], course, &terms, pieces, k, entries};
        if (m->contract == k &&
            (e->meter[i].usage != SIZE_MAX || e->meter[i].pack != SIZE_MAX))
            bill(&d);
    }
    sw_terms_clear(&terms);
}

double sw_metered_blocked(const sw_economics *e, int m)
{
    double blocked = 0.0, units = 0.0;
    for (size_t i = 0; i < e->pilot->n_meters; i++) {
        const sw_meter *meter = &e->pilot->meters[i];
        sw_course on = {.seats = NAN,
                        .end = INT32_MAX,
                        .used_to = INT32_MAX,
                        .adds_to = INT32_MAX};
        sw_terms none = {0};
        desk d = {.e = e,
                  .meter = meter,
                  .parts = &e->meter[i],
                  .course = &on,
                  .terms = &none,
                  .k = meter->contract};
        sw_meter_period p = {.to = sw_month_last(e->as_of, m), .share = 1.0};
        sw_meter_use use;
        double stopped = e->meter[i].limits.stopped;
        p.cap = sw_meter_cap_of(meter, SW_CAP_ALL);
        if (e->meter[i].usage == SIZE_MAX ||
            (!isfinite(p.cap) && !(stopped > 0.0)))
            continue;
        sw_entry v = month_of(&d, &p);
        set_mean(&d, &p, &v);
        double all = units_of(e, meter, &v);
        p.from = p.to;
        sw_meter_run(&use, NULL, &p, 1, meter->sources, 0);
        blocked += stopped * all + use.blocked * p.mean;
        units += all;
    }
    return units > 0.0 ? blocked / units : 0.0;
}

static bool has_pack(const sw_meter *m)
{
    for (size_t k = 0; k < m->n_sources; k++)
        if (m->sources[k].kind == SW_METER_PREPAID)
            return true;
    return false;
}

/* Packs of a period, all of them together. */
static sw_pack_month pack_month(const sw_meter *m, const schedule *s, size_t i)
{
    sw_pack_month x = {s->period[i].from, s->period[i].to, 0.0, 0.0, 0.0};
    for (size_t k = 0; k < m->n_sources; k++) {
        const sw_meter_draw *d = &s->draw[k * s->n + i];
        if (m->sources[k].kind != SW_METER_PREPAID)
            continue;
        x.start += d->start;
        x.drawn += d->drawn;
        x.expired += d->expired;
    }
    return x;
}

/* The periods of a meter when all is renewed. */
static schedule renewed_schedule(const sw_economics *e, size_t meter, sw_day to)
{
    const sw_meter *m = &e->pilot->meters[meter];
    sw_course on = sw_course_renewed(e, m->contract, to);
    sw_terms terms;
    sw_terms_list(&terms, &e->pilot->contracts[m->contract], e->as_of, &on);
    g_autoptr(GArray) pieces = sw_paid_pieces(e, m->contract, &on);
    desk d = {.e = e,
              .meter = m,
              .parts = &e->meter[meter],
              .course = &on,
              .terms = &terms,
              .pieces = pieces,
              .k = m->contract};
    sw_day from = bills_from(&d);
    schedule s = schedule_of(&d, from, sw_later(from, to));
    sw_terms_clear(&terms);
    return s;
}

GArray *sw_pack_months(const sw_economics *e, size_t meter, sw_day to)
{
    const sw_meter *m = &e->pilot->meters[meter];
    GArray *list = g_array_new(FALSE, FALSE, sizeof(sw_pack_month));
    if (!has_pack(m))
        return list;
    schedule s = renewed_schedule(e, meter, to);
    for (size_t i = 0; i < s.n; i++) {
        sw_pack_month x = pack_month(m, &s, i);
        g_array_append_val(list, x);
    }
    schedule_clear(&s);
    return list;
}

/* What each tier makes a unit cost, committed or beyond, against what it costs
 * in the tier reached. */
static void price_tiers(sw_commit_tier *tiers, const sw_meter *m)
{
    double first = 1.0 / m->unit_multiple;
    tiers[0] = (sw_commit_tier){0.0, first, first};
    for (size_t t = 1; t < m->n_tiers; t++) {
        double price = first * m->tiers[t].price / m->tiers[0].price;
        tiers[t] = (sw_commit_tier){m->tiers[t].from, price, price};
    }
}

sw_commit_advice sw_metered_advice(const sw_economics *e, size_t meter)
{
    const sw_meter *m = &e->pilot->meters[meter];
    sw_day to = e->renew[SW_VIEW_COMMITMENT].to;
    double today = unit_price(e, m, &(sw_entry){0});
    double commit = known(e, m->commit, 0.0);
    size_t n = MAX(m->n_tiers, 1);
    if (!(today > 0.0) || m->n_sources > 0 || m->n_price_steps > 0 ||
        (m->n_tiers == 0 && !(commit > 0.0)))
        return (sw_commit_advice){NAN, NAN, NAN, NAN};
    g_autofree sw_commit_tier *tiers = g_new(sw_commit_tier, n);
    price_tiers(tiers, m);
    schedule s = renewed_schedule(e, meter, to);
    sw_commit_choice best = sw_meter_best_commit(s.period, s.n, tiers, n);
    double bill = sw_meter_commit_bill(commit, s.period, s.n, tiers, n);
    schedule_clear(&s);
    double rate = sw_currency_rate(e->pilot, m->currency, e->as_of) *
                  (1.0 + e->mean[e->pilot->contracts[m->contract].vat]);
    return (sw_commit_advice){commit * rate, best.commit * rate, bill * rate,
                              best.bill * rate};
}
