/*
 * meter_schedule.c - sources of metered units drawn down, month by month.
 */
#include "economics/meter_schedule.h"

#include <math.h>

#include "stats/lognormal_excess.h"

/* One turn of a source: the months for which its units are there. */
typedef struct turn {
    sw_day from, to;
} turn;

static turn turn_of(const sw_meter_source *s, int k)
{
    sw_day before = s->from - 1; /* counting is on last days */
    return (turn){sw_date_add_months(before, k * s->valid_months) + 1,
                  sw_date_add_months(before, (k + 1) * s->valid_months)};
}

/* The turn that holds the day; false where the source is not there. */
static bool turn_at(const sw_meter_source *s, sw_day day, turn *out)
{
    if (day < s->from || s->kind == SW_METER_AS_YOU_GO)
        return false;
    for (int k = 0; k == 0 || s->auto_renew; k++) {
        *out = turn_of(s, k);
        if (day <= out->to)
            return true;
    }
    return false;
}

static double share_of(sw_day from, sw_day to)
{
    return (to - from + 1.0) / sw_date_to_ymd(sw_date_month_end(from)).day;
}

/* The last day up to which the source stays as it is on `day`. */
static sw_day last_unchanged(const sw_meter_source *s, sw_day day, sw_day last)
{
    turn t;
    if (s->kind == SW_METER_AS_YOU_GO)
        return last;
    if (day < s->from)
        return s->from - 1 < last ? s->from - 1 : last;
    return turn_at(s, day, &t) && t.to < last ? t.to : last;
}

size_t sw_meter_periods(sw_meter_period *out, const sw_meter_source *sources,
                        size_t n_sources, sw_day from, sw_day to)
{
    size_t n = 0;
    for (sw_day day = from; day <= to;) {
        sw_day last = sw_date_month_end(day) < to ? sw_date_month_end(day) : to;
        for (size_t k = 0; k < n_sources; k++)
            last = last_unchanged(&sources[k], day, last);
        if (out != NULL)
            out[n] = (sw_meter_period){.from = day,
                                       .to = last,
                                       .share = share_of(day, last),
                                       .cap = INFINITY};
        n++;
        day = last + 1;
    }
    return n;
}

/* ---- one period ---- */

/* Units a source has at the period's start, `left` over from the one before. */
static double units_at_start(const sw_meter_source *s, const sw_meter_period *p,
                             double left, bool is_first)
{
    turn t;
    if (!turn_at(s, p->from, &t))
        return 0.0;
    if (s->kind == SW_METER_COMMIT)
        return s->units * p->share;
    return is_first || t.from == p->from ? s->units : left;
}

static double lost_at_end(const sw_meter_source *s, const sw_meter_period *p,
                          double left)
{
    turn t;
    if (s->kind == SW_METER_COMMIT)
        return left;
    return turn_at(s, p->from, &t) && t.to == p->to ? left : 0.0;
}

static double committed_units(const sw_meter_period *p)
{
    return p->price > 0.0 ? p->commit / p->price : 0.0;
}

/* From the threshold on; the committed money of the period is known. */
static void set_beyond(sw_meter_use *u, const sw_meter_period *p)
{
    u->stop = INFINITY;
    if (p->cap < INFINITY && p->price > 0.0)
        u->stop = fmax(0.0, u->threshold +
                                (p->cap - u->committed / p->share) / p->price);
    double over = sw_lognormal_excess(p->mean, p->cv, u->stop);
    u->blocked = p->mean > 0.0 ? over / p->mean : 0.0;
    if (u->stop > u->threshold)
        u->units_beyond =
            p->share *
            fmax(0.0, sw_lognormal_excess(p->mean, p->cv, u->threshold) - over);
    u->beyond = fmin(u->units_beyond * p->price,
                     fmax(0.0, p->share * p->cap - u->committed));
}

static double take(double *need, double units)
{
    double taken = fmin(*need, units);
    *need -= taken;
    return taken;
}

/* draw[k * n + i] holds the units at the start of period i. */
static void run_period(sw_meter_use *u, sw_meter_draw *draw,
                       const sw_meter_period *p, size_t i, size_t n,
                       const sw_meter_source *sources, size_t n_sources)
{
    *u = (sw_meter_use){.threshold = p->pool + committed_units(p),
                        .committed = p->commit * p->share};
    for (size_t k = 0; k < n_sources; k++) {
        double start = draw[k * n + i].start;
        u->threshold += start / p->share;
        if (sources[k].kind == SW_METER_COMMIT)
            u->committed += start * sources[k].price;
    }
    set_beyond(u, p);
    double need = p->share * fmax(0.0, fmin(p->mean, u->stop) - p->pool);
    u->from_commit = take(&need, committed_units(p) * p->share);
    for (size_t k = 0; k < n_sources; k++) {
        sw_meter_draw *d = &draw[k * n + i];
        d->drawn = take(&need, d->start);
        d->expired = lost_at_end(&sources[k], p, d->start - d->drawn);
    }
}

void sw_meter_run(sw_meter_use *use, sw_meter_draw *draw,
                  const sw_meter_period *period, size_t n,
                  const sw_meter_source *sources, size_t n_sources)
{
    for (size_t i = 0; i < n_sources * n; i++)
        draw[i] = (sw_meter_draw){0};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n_sources; k++) {
            sw_meter_draw *d = &draw[k * n + i];
            double left =
                i == 0 ? 0.0 : d[-1].start - d[-1].drawn - d[-1].expired;
            d->start = units_at_start(&sources[k], &period[i], left, i == 0);
        }
        run_period(&use[i], draw, &period[i], i, n, sources, n_sources);
    }
}

/* ---- what is due whatever is used ---- */

/* The packs of a source that are bought on a day of from..to. */
static size_t packs(sw_meter_invoice *out, const sw_meter_source *s,
                    sw_day from, sw_day to)
{
    size_t n = 0;
    turn t = turn_of(s, 0);
    for (int k = 0; t.from <= to && (k == 0 || s->auto_renew); k++) {
        if (t.from >= from && out != NULL)
            out[n] = (sw_meter_invoice){.kind = s->kind,
                                        .due = t.from,
                                        .from = t.from,
                                        .to = t.to,
                                        .units = s->units,
                                        .amount = s->units * s->price};
        n += t.from >= from;
        t = turn_of(s, k + 1);
    }
    return n;
}

static size_t commitments(sw_meter_invoice *out, const sw_meter_source *s,
                          sw_day from, sw_day to)
{
    size_t n = 0;
    turn t;
    for (sw_day day = from > s->from ? from : s->from; day <= to;) {
        sw_day last = sw_date_month_end(day) < to ? sw_date_month_end(day) : to;
        if (!turn_at(s, day, &t))
            break;
        if (!s->auto_renew && t.to < last)
            last = t.to;
        double units = s->units * share_of(day, last);
        if (out != NULL)
            out[n] = (sw_meter_invoice){.kind = s->kind,
                                        .due = last,
                                        .from = day,
                                        .to = last,
                                        .units = units,
                                        .amount = units * s->price};
        n++;
        day = last + 1;
    }
    return n;
}

size_t sw_meter_invoices(sw_meter_invoice *out, const sw_meter_source *sources,
                         size_t n_sources, sw_day from, sw_day to)
{
    size_t n = 0;
    for (size_t k = 0; k < n_sources; k++) {
        const sw_meter_source *s = &sources[k];
        sw_meter_invoice *room = out != NULL ? out + n : NULL;
        size_t more = s->kind == SW_METER_PREPAID ? packs(room, s, from, to)
                      : s->kind == SW_METER_COMMIT
                          ? commitments(room, s, from, to)
                          : 0;
        for (size_t i = 0; room != NULL && i < more; i++)
            room[i].source = k;
        n += more;
    }
    return n;
}
