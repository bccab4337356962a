#include "economics/clock.h"

#include <math.h>

/* A chance to leave: give notice by `act_by`, service ends on `effect`. */
typedef struct chance {
    sw_day act_by, effect;
} chance;

enum {
    MAX_TERMS_AHEAD = 1200, /* a century of monthly terms */
    FAR = INT32_MAX
};

static sw_day running_term_end(const sw_pilot *p)
{
    const sw_contract *c = &p->contract;
    if (c->term_end != SW_DAY_NONE)
        return c->term_end;
    if (c->term_start != SW_DAY_NONE)
        return sw_date_add_months_clamped(c->term_start, c->term_months) - 1;
    return SW_DAY_NONE;
}

static sw_day running_term_start(const sw_pilot *p, sw_day term_end)
{
    const sw_contract *c = &p->contract;
    if (c->term_start != SW_DAY_NONE)
        return c->term_start;
    if (term_end != SW_DAY_NONE)
        return sw_date_add_months(term_end, -c->term_months) + 1;
    return SW_DAY_NONE;
}

/* The k-th occurrence of a window's anchor. */
static sw_day anchor_day(const sw_pilot *p, sw_exit_anchor anchor, int k,
                         sw_day start, sw_day end)
{
    switch (anchor) {
    case SW_ANCHOR_PURCHASE:
        return k == 0 ? start : SW_DAY_NONE;
    case SW_ANCHOR_TERM_END:
        return sw_date_add_months(end, k * p->contract.term_months);
    case SW_ANCHOR_RENEWAL:
        return sw_date_add_months(end, k * p->contract.term_months) + 1;
    case SW_ANCHOR_ANNIVERSARY:
        return sw_date_add_months_clamped(start, 12 * (k + 1));
    case SW_ANCHOR_MONTH_END: {
        sw_ymd d = sw_date_to_ymd(p->as_of);
        sw_day first = sw_date_from_ymd(d.year, d.month, 1);
        return sw_date_add_months_clamped(first, k + 1) - 1;
    }
    }
    return SW_DAY_NONE;
}

/* When service ends if one acts in the window round `anchor`: a window that
 * opens after the anchor (a return within seven days) ends it on the day. */
static sw_day effect_day(const sw_pilot *p, const sw_exit *x, sw_day anchor)
{
    if (x->to_days > 0) {
        sw_day opens = x->from_days == SW_ANY_TIME_BEFORE
                           ? p->as_of
                           : anchor + x->from_days;
        return opens > p->as_of ? opens : p->as_of;
    }
    bool on_anchor =
        x->anchor == SW_ANCHOR_TERM_END || x->anchor == SW_ANCHOR_MONTH_END;
    return on_anchor ? anchor : anchor - 1;
}

/* The earliest chance in a window whose last day is not before `from`. */
static chance next_chance(const sw_pilot *p, const sw_exit *x, sw_day start,
                          sw_day end, sw_day from)
{
    for (int k = 0; k < MAX_TERMS_AHEAD; k++) {
        sw_day anchor = anchor_day(p, x->anchor, k, start, end);
        if (anchor == SW_DAY_NONE)
            break;
        sw_day last = anchor + x->to_days;
        if (last >= from)
            return (chance){last, effect_day(p, x, anchor)};
    }
    return (chance){SW_DAY_NONE, FAR};
}

/* The chance that ends service first, acting on or after `from`. */
static chance first_chance(const sw_pilot *p, sw_day start, sw_day end,
                           sw_day from)
{
    chance best = {SW_DAY_NONE, FAR};
    for (size_t i = 0; i < p->contract.n_exits; i++) {
        const sw_exit *x = &p->contract.exits[i];
        if (x->action != SW_EXIT_CANCEL)
            continue;
        chance c = next_chance(p, x, start, end, from);
        if (c.effect < best.effect)
            best = c;
    }
    return best;
}

/* A term that does not renew by itself lapses: no notice is due, the last day
 * to decide is its last day. */
static chance with_lapse(const sw_pilot *p, chance c, sw_day end)
{
    if (p->contract.auto_renew || end < p->as_of)
        return c;
    return c.effect < end ? c : (chance){end, end};
}

static void set_exit(sw_clock *clock, const sw_pilot *p)
{
    sw_day end = running_term_end(p);
    sw_day start = running_term_start(p, end);
    clock->contract_from = start;
    clock->terms_known = end != SW_DAY_NONE;
    clock->first_exit = p->as_of;
    clock->act_by = clock->next_exit = SW_DAY_NONE;
    if (!clock->terms_known || (end < p->as_of && !p->contract.auto_renew))
        return;

    chance c = with_lapse(p, first_chance(p, start, end, p->as_of), end);
    if (c.effect == FAR)
        return;
    clock->first_exit = c.effect;
    clock->act_by = c.act_by;
    clock->renews_by_itself = p->contract.auto_renew;
    if (clock->renews_by_itself) {
        chance next = first_chance(p, start, end, c.act_by + 1);
        clock->next_exit = next.effect == FAR ? SW_DAY_NONE : next.effect;
    }
}

static int months_to(const sw_clock *clock, sw_day day)
{
    int m = 1;
    while (sw_clock_month_end(clock, m) < day)
        m++;
    return m;
}

void sw_clock_set(sw_clock *clock, const sw_pilot *pilot)
{
    int term = pilot->contract.term_months;
    *clock = (sw_clock){.as_of = pilot->as_of};
    set_exit(clock, pilot);

    clock->internal_act_by = SW_DAY_NONE;
    if (clock->act_by != SW_DAY_NONE) {
        sw_day internal = clock->act_by - pilot->contract.lead_days;
        clock->internal_act_by =
            internal < clock->as_of ? clock->as_of : internal;
    }
    clock->signed_from = clock->first_exit + 1;
    clock->signed_to = sw_date_add_months(clock->first_exit, term);

    int horizon = (int)lround(pilot->horizon_years * 12.0);
    sw_day wanted = sw_date_add_months(clock->as_of, horizon);
    clock->programme_to = clock->signed_to;
    for (int k = 2; clock->programme_to < wanted; k++)
        clock->programme_to = sw_date_add_months(clock->first_exit, k * term);
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
