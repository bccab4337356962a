#include "economics/clock.h"

#include <math.h>

/* A chance to leave: give notice by `act_by`, service ends on `effect`. */
typedef struct chance {
    sw_day act_by, effect;
    bool refunds;
} chance;

enum {
    MAX_TERMS_AHEAD = 1200, /* a century of monthly terms */
    FAR = INT32_MAX
};

static sw_day running_term_end(const sw_contract *c)
{
    if (c->term_end != SW_DAY_NONE)
        return c->term_end;
    if (c->term_start != SW_DAY_NONE)
        return sw_date_add_months_clamped(c->term_start, c->term_months) - 1;
    return SW_DAY_NONE;
}

static sw_day running_term_start(const sw_contract *c, sw_day term_end)
{
    if (c->term_start != SW_DAY_NONE)
        return c->term_start;
    if (term_end != SW_DAY_NONE)
        return sw_date_add_months(term_end, -c->term_months) + 1;
    return SW_DAY_NONE;
}

/* What the windows of a contract are reckoned from. */
typedef struct term {
    const sw_contract *contract;
    sw_day as_of, start, end;
} term;

/* The k-th occurrence of a window's anchor. */
static sw_day anchor_day(const term *t, sw_exit_anchor anchor, int k)
{
    int months = t->contract->term_months;
    switch (anchor) {
    case SW_ANCHOR_PURCHASE:
        return k == 0 ? t->start : SW_DAY_NONE;
    case SW_ANCHOR_TERM_END:
        return sw_date_add_months(t->end, k * months);
    case SW_ANCHOR_RENEWAL:
        /* The renewal that opened the running term is still open to act on. */
        return sw_date_add_months(t->end, (k - 1) * months) + 1;
    case SW_ANCHOR_ANNIVERSARY:
        return sw_date_add_months_clamped(t->start, 12 * (k + 1));
    case SW_ANCHOR_MONTH_END: {
        sw_ymd d = sw_date_to_ymd(t->as_of);
        sw_day first = sw_date_from_ymd(d.year, d.month, 1);
        return sw_date_add_months_clamped(first, k + 1) - 1;
    }
    }
    return SW_DAY_NONE;
}

/* When service ends if one acts in the window round `anchor`: a window that
 * opens after the anchor (a return within seven days) ends it on the day. */
static sw_day effect_day(const term *t, const sw_exit *x, sw_day anchor)
{
    if (x->to_days > 0) {
        sw_day opens = x->from_days == SW_ANY_TIME_BEFORE
                           ? t->as_of
                           : anchor + x->from_days;
        return opens > t->as_of ? opens : t->as_of;
    }
    bool on_anchor =
        x->anchor == SW_ANCHOR_TERM_END || x->anchor == SW_ANCHOR_MONTH_END;
    return on_anchor ? anchor : anchor - 1;
}

/* The earliest chance in a window whose last day is not before `from`. */
static chance next_chance(const term *t, const sw_exit *x, sw_day from)
{
    for (int k = 0; k < MAX_TERMS_AHEAD; k++) {
        sw_day anchor = anchor_day(t, x->anchor, k);
        if (anchor == SW_DAY_NONE)
            break;
        sw_day last = anchor + x->to_days;
        if (last >= from)
            return (chance){last, effect_day(t, x, anchor), x->refund_prorata};
    }
    return (chance){SW_DAY_NONE, FAR, false};
}

/* The chance that takes effect first, acting on or after `from`. */
static chance first_chance(const term *t, sw_exit_action action, sw_day from)
{
    chance best = {SW_DAY_NONE, FAR, false};
    for (size_t i = 0; i < t->contract->n_exits; i++) {
        const sw_exit *x = &t->contract->exits[i];
        if (x->action != action)
            continue;
        chance c = next_chance(t, x, from);
        if (c.effect < best.effect)
            best = c;
    }
    return best;
}

/* A term that does not renew by itself lapses: no notice is due, the last day
 * to decide is its last day. */
static chance with_lapse(const term *t, chance c)
{
    if (t->contract->auto_renew || t->end < t->as_of)
        return c;
    return c.effect < t->end ? c : (chance){t->end, t->end, false};
}

static void set_reduction(sw_clock *clock, const term *t)
{
    chance c = with_lapse(t, first_chance(t, SW_EXIT_REDUCE, t->as_of));
    if (c.effect == FAR)
        return;
    clock->reduce_by = c.act_by;
    clock->reduced_from = c.effect + 1;
    clock->next_reduce_by =
        first_chance(t, SW_EXIT_REDUCE, c.act_by + 1).act_by;
}

static void set_exit(sw_clock *clock, const sw_contract *contract)
{
    term t = {.contract = contract, .as_of = clock->as_of};
    t.end = running_term_end(contract);
    t.start = running_term_start(contract, t.end);
    clock->contract_from = t.start;
    clock->terms_known = t.end != SW_DAY_NONE;
    clock->first_exit = clock->as_of;
    clock->act_by = clock->next_exit = clock->next_act_by = SW_DAY_NONE;
    clock->reduce_by = clock->reduced_from = SW_DAY_NONE;
    clock->next_reduce_by = SW_DAY_NONE;
    if (!clock->terms_known || (t.end < clock->as_of && !contract->auto_renew))
        return;

    set_reduction(clock, &t);
    chance c = with_lapse(&t, first_chance(&t, SW_EXIT_CANCEL, clock->as_of));
    if (c.effect == FAR)
        return;
    clock->first_exit = c.effect;
    clock->act_by = c.act_by;
    clock->refunds = c.refunds;
    clock->renews_by_itself = contract->auto_renew;
    if (clock->renews_by_itself) {
        chance next = first_chance(&t, SW_EXIT_CANCEL, c.act_by + 1);
        clock->next_exit = next.effect == FAR ? SW_DAY_NONE : next.effect;
        clock->next_act_by = next.act_by;
    }
}

/* The first month that ends on the day or later: counted from the calendar
 * month before the day's, so that two steps are enough. */
static int months_to(const sw_clock *clock, sw_day day)
{
    sw_ymd from = sw_date_to_ymd(clock->as_of), to = sw_date_to_ymd(day);
    int m = 12 * (to.year - from.year) + to.month - from.month - 1;
    m = m < 1 ? 1 : m;
    while (sw_clock_month_end(clock, m) < day)
        m++;
    return m;
}

void sw_clock_set(sw_clock *clock, const sw_pilot *pilot)
{
    sw_clock_set_of(clock, pilot, &pilot->contract);
}

void sw_clock_set_of(sw_clock *clock, const sw_pilot *pilot,
                     const sw_contract *contract)
{
    int months = contract->term_months;
    *clock = (sw_clock){.as_of = pilot->as_of};
    set_exit(clock, contract);

    clock->internal_act_by = SW_DAY_NONE;
    if (clock->act_by != SW_DAY_NONE) {
        sw_day internal = clock->act_by - contract->lead_days;
        clock->internal_act_by =
            internal < clock->as_of ? clock->as_of : internal;
    }
    clock->signed_from = clock->first_exit + 1;
    clock->signed_to = sw_date_add_months(clock->first_exit, months);

    int horizon = (int)lround(pilot->horizon_years * 12.0);
    sw_day wanted = sw_date_add_months(clock->as_of, horizon);
    clock->programme_to = clock->signed_to;
    for (int k = 2; clock->programme_to < wanted; k++)
        clock->programme_to = sw_date_add_months(clock->first_exit, k * months);
    clock->months_commitment = months_to(clock, clock->signed_to);
    clock->months_programme = months_to(clock, clock->programme_to);
}

sw_day sw_clock_month_start(const sw_clock *clock, int m)
{
    return sw_date_add_months(clock->as_of, m - 1) + 1;
}

sw_day sw_clock_month_end(const sw_clock *clock, int m)
{
    return sw_date_add_months(clock->as_of, m);
}

int sw_clock_month_of(const sw_clock *clock, sw_day day)
{
    if (day < clock->as_of)
        return 0;
    return months_to(clock, day);
}

double sw_clock_share(const sw_clock *clock, int m, sw_day from, sw_day to)
{
    sw_day start = sw_clock_month_start(clock, m);
    sw_day end = sw_clock_month_end(clock, m);
    sw_day first = from == SW_DAY_NONE || from < start ? start : from;
    sw_day last = to == SW_DAY_NONE || to > end ? end : to;
    if (last < first)
        return 0.0;
    return (double)(last - first + 1) / (double)(end - start + 1);
}
