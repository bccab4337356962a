#include "economics/term.h"

#include <glib.h>
#include <math.h>

#include "economics/calendar.h"
#include "base/units.h"

bool sw_contract_runs(const sw_contract *c, sw_day as_of)
{
    if (c->term_end == SW_DAY_NONE)
        return false;
    return c->term_end >= as_of || c->at_end != SW_END_LAPSE;
}

/* How terms follow one another. */
typedef struct sequence {
    const sw_contract *contract;
    const sw_course *course;
    GArray *terms;       /* of sw_term */
    sw_day counted_from; /* last day that whole terms are counted from */
    int ended;           /* whole terms since then */
    int months;          /* of a term */
    sw_day last_rise;    /* or the start of the running term */
    sw_day together;
    sw_term now;
} sequence;

static void push(sequence *s, sw_day from, sw_day to)
{
    s->now.from = from;
    s->now.to = to;
    g_array_append_val(s->terms, s->now);
}

/* Terms are counted anew from a day: after a signature or an alignment. */
static void count_from(sequence *s, sw_day last, int months)
{
    s->counted_from = last;
    s->ended = 0;
    s->months = months;
}

/* README.md 2, Uplift. A rise within a lock is lost, not deferred. */
static void rise(sequence *s, sw_day from)
{
    sw_day lock = s->contract->price_lock_until;
    bool locked = lock != SW_DAY_NONE && from <= lock;
    if (sw_date_add_months(s->last_rise - 1, SW_MONTHS_PER_YEAR) + 1 > from)
        return;
    s->last_rise = from;
    s->now.base_rises++;
    s->now.rises += !locked;
    s->now.offer_rises += !locked && s->now.regime == SW_BY_OFFER;
}

/* The end of the next term; the first that would pass `together` ends there. */
static sw_day next_end(sequence *s, sw_day from)
{
    sw_day end = sw_date_add_months(s->counted_from, ++s->ended * s->months);
    if (s->together == SW_DAY_NONE || s->now.regime != SW_BY_CONTRACT ||
        from <= s->course->together_after || s->together < from ||
        end < s->together)
        return end;
    count_from(s, s->together, s->months);
    end = s->together;
    s->together = SW_DAY_NONE;
    return end;
}

/* Months of a term, a part of one counted whole. */
static int whole_months(sw_day from, sw_day to)
{
    return sw_month_of(from - 1, to);
}

static void follow(sequence *s)
{
    const sw_course *course = s->course;
    while (s->now.to < course->end) {
        sw_day from = s->now.to + 1;
        if (course->extends) {
            s->now.regime = SW_BY_EXTENSION;
            push(s, from, course->end);
            return;
        }
        sw_day to = next_end(s, from);
        s->now.months = whole_months(from, to);
        rise(s, from);
        push(s, from, to);
    }
}

/* The term of the file, or the later one that holds as_of. */
static void begin_running(sequence *s, sw_day as_of)
{
    const sw_contract *c = s->contract;
    sw_day from = c->term_start, to = c->term_end;
    count_from(s, to, c->term_months);
    s->now.months = whole_months(from, to);
    while (to < as_of && c->at_end == SW_END_RENEW) {
        from = to + 1;
        to = sw_date_add_months(s->counted_from, ++s->ended * s->months);
        s->now.months = s->months;
    }
    s->now.runs = true;
    s->last_rise = from;
    push(s, from, to);
}

/* A new signature: no renewal. */
static void sign(sequence *s, sw_day from, int months)
{
    s->now.runs = true;
    s->last_rise = from;
    count_from(s, from - 1, months);
    sw_day to = next_end(s, from); /* co_terminate may end it sooner */
    s->now.months = whole_months(from, to);
    push(s, from, to);
}

/* What ran before as_of, kept for what it cost. */
static void add_past(sequence *s, sw_day as_of)
{
    const sw_contract *c = s->contract;
    if (c->term_end == SW_DAY_NONE)
        return;
    s->now.months = whole_months(c->term_start, c->term_end);
    push(s, c->term_start, c->term_end);
    if (c->at_end != SW_END_EXTENDED)
        return;
    s->now.regime = SW_BY_EXTENSION;
    push(s, c->term_end + 1, s->course->extends ? s->course->end : as_of - 1);
    s->now.regime = SW_BY_CONTRACT;
}

/* Signing again while service is extended is a renewal, and possible at
 * once. */
static void sign_extended(sequence *s, sw_day as_of)
{
    if (s->course->extends || s->course->end < as_of)
        return;
    s->last_rise = s->contract->term_start;
    rise(s, as_of);
    sign(s, as_of, s->contract->term_months);
}

static bool holds(const sw_contract *c, sw_day as_of)
{
    return c->term_end != SW_DAY_NONE &&
           (c->term_end >= as_of || c->at_end == SW_END_RENEW);
}

/* How far the contract's own terms have risen by the day before `from`. */
static void rise_before(sequence *s, sw_day as_of, sw_day from)
{
    sw_course left = {.end = from - 1, .together = SW_DAY_NONE};
    sequence own = {.contract = s->contract,
                    .course = &left,
                    .together = SW_DAY_NONE,
                    .last_rise = s->contract->term_start,
                    .terms = g_array_new(FALSE, FALSE, sizeof(sw_term))};
    if (holds(s->contract, as_of)) {
        begin_running(&own, as_of);
        follow(&own);
    }
    s->last_rise = own.last_rise;
    s->now.rises = own.now.rises;
    s->now.base_rises = own.now.base_rises;
    g_array_unref(own.terms);
}

/* An offer's own price has not risen; the contract's, and the baseline, rise as
 * at any renewal. */
static void sign_offer(sequence *s, sw_day as_of)
{
    const sw_contract *c = s->contract;
    sw_day from = s->course->offer_from;
    s->now.regime = SW_BY_OFFER;
    if (sw_contract_runs(c, as_of)) {
        rise_before(s, as_of, from);
        rise(s, from);
    }
    if (!isnan(s->course->offer->price))
        s->now.rises = s->now.offer_rises = 0;
    sign(s, from, s->course->offer->term_months);
}

sw_rises sw_term_rises(const sw_term *t, const sw_contract *c,
                       const sw_offer *offer)
{
    bool capped = offer != NULL && !isnan(offer->renewal_cap);
    int by_offer = capped && t != NULL ? t->offer_rises : 0;
    return (sw_rises){.own = t != NULL ? t->rises - by_offer : 0,
                      .own_cap =
                          isnan(c->renewal_cap) ? INFINITY : c->renewal_cap,
                      .offer = by_offer,
                      .offer_cap = capped ? offer->renewal_cap : INFINITY};
}

void sw_terms_list(sw_terms *out, const sw_contract *c, sw_day as_of,
                   const sw_course *course)
{
    sequence s = {.contract = c,
                  .course = course,
                  .together = course->together,
                  .terms = g_array_new(FALSE, FALSE, sizeof(sw_term))};
    bool within = holds(c, as_of);
    bool offered = course->offer != NULL;
    if (!within && !offered)
        add_past(&s, as_of);
    out->running = s.terms->len;
    if (offered)
        sign_offer(&s, as_of);
    else if (within)
        begin_running(&s, as_of);
    else if (c->at_end == SW_END_EXTENDED && c->term_end != SW_DAY_NONE)
        sign_extended(&s, as_of);
    else if (course->end >= course->signs_on)
        sign(&s, course->signs_on, c->term_months);
    if (s.now.runs)
        follow(&s);
    out->n = s.terms->len;
    out->item = (sw_term *)(void *)g_array_free(s.terms, FALSE);
}

void sw_terms_clear(sw_terms *t)
{
    g_clear_pointer(&t->item, g_free);
    t->n = 0;
}

const sw_term *sw_terms_at(const sw_terms *t, sw_day day)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->item[i].runs && day <= t->item[i].to)
            return &t->item[i];
    return t->n > 0 ? &t->item[t->n - 1] : NULL;
}
