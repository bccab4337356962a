#include "economics/leaving.h"

#include <math.h>

#include "economics/calendar.h"
#include "economics/exit.h"
#include "economics/invoice.h"
#include "base/units.h"
#include "economics/value.h"
#include "economics/service.h"

/* Exits that cost the same within half a cent are equal. */
static const double CENT = 0.005;

sw_course sw_course_on(const sw_economics *e, sw_day end)
{
    return (sw_course){.end = end,
                       .signs_on = e->begins != 0 ? e->begins : e->as_of + 1,
                       .together = SW_DAY_NONE,
                       .meters_to = INT32_MAX,
                       .used_to = INT32_MAX,
                       .adds_to = INT32_MAX,
                       .seats = NAN,
                       .price_factor = 1.0,
                       .factor_from = INT32_MAX};
}

static const sw_contract *contract_of(const sw_economics *e, size_t k)
{
    return &e->pilot->contracts[k];
}

static double fewest_seats(const sw_economics *e, size_t k)
{
    double least = sw_inputs_value(&e->inputs, contract_of(e, k)->min_seats);
    return fmax(isnan(least) ? 0.0 : least, 1.0);
}

sw_course sw_course_renewed(const sw_economics *e, size_t k, sw_day end)
{
    sw_course c = sw_course_on(e, end);
    c.together = e->pilot->co_terminate;
    c.together_after = e->clock[k].leaves_on;
    return c;
}

sw_course sw_course_left(const sw_economics *e, size_t k, sw_day end)
{
    const sw_clock *clock = &e->clock[k];
    sw_course c = sw_course_on(e, end);
    c.adds_to = SW_DAY_NONE; /* who would leave plans no more seats */
    if (clock->leaving == SW_LEAVES) {
        c.end = clock->leaves_on;
        c.leaves = true;
        c.refunds = clock->refunds;
    } else if (clock->leaving == SW_REDUCES) {
        c.seats = fewest_seats(e, k);
        c.seats_from = clock->reduced_from;
        c.seats_refund = clock->reduce_refunds;
        c.thins = true;
    }
    return c;
}

/* What falls due from as_of on, in the contract's currency. */
static double cost_of(sw_economics *e, size_t k, const sw_course *course)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(sw_entry));
    const sw_contract *c = contract_of(e, k);
    double total = 0.0;
    if (course->leaves)
        e->clock[k].leaves_on = course->end;
    sw_contract_bill(entries, e, k, course);
    for (guint i = 0; i < entries->len; i++) {
        const sw_entry *v = &g_array_index(entries, sw_entry, i);
        bool metered = sw_is_metered(e, v);
        if (v->due >= e->as_of)
            total += sw_entry_amount(e, v) /
                     (metered ? sw_currency_rate(e->pilot, c->currency, v->due)
                              : v->fx);
    }
    return total;
}

static sw_course leaving_by(const sw_economics *e, const sw_way_out *w)
{
    sw_course c = sw_course_on(e, w->last);
    c.leaves = true;
    c.refunds = w->refunds;
    return c;
}

static sw_course reducing_by(const sw_economics *e, size_t k,
                             const sw_way_out *w, sw_day end)
{
    sw_course c = sw_course_on(e, end);
    c.seats = fewest_seats(e, k);
    c.seats_from = w->last + 1;
    c.seats_refund = w->refunds;
    return c;
}

static sw_terms terms_to(const sw_economics *e, size_t k, sw_day to)
{
    sw_terms terms;
    sw_course on = sw_course_on(e, to);
    sw_terms_list(&terms, contract_of(e, k), e->as_of, &on);
    return terms;
}

/* End of the term that holds the day after `last`. */
static sw_day term_end_after(const sw_economics *e, size_t k, sw_day last)
{
    sw_terms terms = terms_to(e, k, last + 1);
    sw_day end = sw_terms_at(&terms, last + 1)->to;
    sw_terms_clear(&terms);
    return end;
}

static GArray *ways(const sw_economics *e, size_t k, sw_exit_action action,
                    sw_day from, sw_day to)
{
    const sw_contract *c = contract_of(e, k);
    sw_terms terms = terms_to(e, k, to + 1);
    GArray *list =
        sw_ways_out(c, c->exits, c->n_exits, action, &terms, from, to);
    sw_terms_clear(&terms);
    return list;
}

enum { YEARS_AHEAD = 11 }; /* the longest term that can be given, and one */

/* Where a term lapses, or goes over into extended service, there is nothing to
 * act on after it. */
static void end_with_term(GArray *list, const sw_economics *e, size_t k)
{
    sw_day to = e->clock[k].term_to;
    for (guint i = 0; i < list->len; i++) {
        sw_way_out *w = &g_array_index(list, sw_way_out, i);
        if (contract_of(e, k)->at_end != SW_END_RENEW)
            w->act_by = sw_earlier(w->act_by, to);
    }
}

/* All ways from `from` on, to the end of the term after the first. */
static GArray *near_ways(const sw_economics *e, size_t k, sw_exit_action action,
                         sw_day from)
{
    sw_day far = sw_date_add_months(from, SW_MONTHS_PER_YEAR * YEARS_AHEAD);
    GArray *list = ways(e, k, action, from, far);
    guint keep = 0;
    if (list->len > 0) {
        sw_day to =
            term_end_after(e, k, g_array_index(list, sw_way_out, 0).last);
        if (contract_of(e, k)->at_end != SW_END_RENEW)
            to = sw_earlier(to, e->clock[k].term_to);
        while (keep < list->len &&
               g_array_index(list, sw_way_out, keep).last <= to)
            keep++;
    }
    g_array_set_size(list, keep);
    end_with_term(list, e, k);
    return list;
}

/* How far the cost of fewer seats is counted: two years beyond the term in
 * which they can first be had. */
static sw_day reduction_end(const sw_economics *e, size_t k, const GArray *list)
{
    sw_day first = g_array_index(list, sw_way_out, 0).last;
    return sw_date_add_months(term_end_after(e, k, first),
                              2 * SW_MONTHS_PER_YEAR);
}

/* The cheapest, of equals the latest; NULL where there is none. */
static const sw_way_out *cheapest(sw_economics *e, size_t k, const GArray *list,
                                  sw_exit_action action)
{
    const sw_way_out *best = NULL;
    double least = INFINITY;
    sw_day end = list->len == 0 ? 0 : reduction_end(e, k, list);
    g_autofree double *cost = g_new0(double, list->len + 1);
    for (guint i = 0; i < list->len; i++) {
        const sw_way_out *w = &g_array_index(list, sw_way_out, i);
        sw_course c = action == SW_EXIT_CANCEL ? leaving_by(e, w)
                                               : reducing_by(e, k, w, end);
        cost[i] = cost_of(e, k, &c);
        least = fmin(least, cost[i]);
    }
    for (guint i = 0; i < list->len; i++)
        if (cost[i] <= least + CENT)
            best = &g_array_index(list, sw_way_out, i);
    return best;
}

/* The term is over, and service goes on from day to day. */
static bool in_extension(const sw_contract *c, sw_day as_of)
{
    return c->at_end == SW_END_EXTENDED && c->term_end != SW_DAY_NONE &&
           c->term_end < as_of;
}

static void set_running(sw_clock *clock, const sw_economics *e, size_t k)
{
    const sw_contract *c = contract_of(e, k);
    clock->terms_known = c->term_end != SW_DAY_NONE;
    clock->runs = sw_contract_runs(c, e->as_of);
    clock->renews_by_itself = clock->runs && c->at_end == SW_END_RENEW;
    clock->term_from = clock->term_to = SW_DAY_NONE;
    if (!clock->runs || in_extension(c, e->as_of))
        return;
    sw_terms terms = terms_to(e, k, e->as_of);
    const sw_term *t = sw_terms_at(&terms, e->as_of);
    if (t != NULL && t->runs) {
        clock->term_from = t->from;
        clock->term_to = t->to;
    }
    sw_terms_clear(&terms);
}

static void set_reduction(sw_economics *e, size_t k, sw_clock *clock)
{
    g_autoptr(GArray) list = near_ways(e, k, SW_EXIT_REDUCE, e->as_of);
    const sw_way_out *w = cheapest(e, k, list, SW_EXIT_REDUCE);
    if (w == NULL)
        return;
    clock->reduce_by = w->act_by;
    clock->reduced_from = w->last + 1;
    clock->reduce_refunds = w->refunds;
    g_autoptr(GArray) next =
        near_ways(e, k, SW_EXIT_REDUCE, clock->reduce_by + 1);
    if (next->len > 0)
        clock->next_reduce_by = g_array_index(next, sw_way_out, 0).act_by;
}

/* What leaving by one way costs more than by another. */
static double dearer(sw_economics *e, size_t k, const sw_way_out *w,
                     const sw_way_out *than)
{
    sw_course late = leaving_by(e, w), early = leaving_by(e, than);
    return cost_of(e, k, &late) - cost_of(e, k, &early);
}

/* A window that has closed, but would still have ended service earlier. */
static void set_missed(sw_clock *clock, sw_economics *e, size_t k,
                       const sw_way_out *taken)
{
    sw_day since = sw_date_add_months(e->as_of, -SW_MONTHS_PER_YEAR);
    g_autoptr(GArray) list = ways(e, k, SW_EXIT_CANCEL, since, taken->last - 1);
    for (guint i = 0; i < list->len; i++) {
        const sw_way_out *w = &g_array_index(list, sw_way_out, i);
        if (w->act_by >= e->as_of || w->last < e->as_of)
            continue;
        clock->missed_exit = w->last;
        clock->missed_act_by = w->act_by;
        clock->missed_cost = dearer(e, k, taken, w);
    }
}

/* What one can still do when the act is missed. */
static void set_next(sw_economics *e, size_t k, sw_clock *clock,
                     const sw_way_out *taken)
{
    g_autoptr(GArray) next = near_ways(e, k, SW_EXIT_CANCEL, clock->act_by + 1);
    while (next->len > 0 &&
           g_array_index(next, sw_way_out, 0).last <= clock->leaves_on)
        g_array_remove_index(next, 0);
    const sw_way_out *w = cheapest(e, k, next, SW_EXIT_CANCEL);
    if (w == NULL)
        return;
    clock->next_exit = w->last;
    clock->next_act_by = w->act_by;
    clock->next_cost = dearer(e, k, w, taken);
}

static void set_cancel(sw_economics *e, size_t k, sw_clock *clock,
                       const sw_way_out *w)
{
    clock->leaving = SW_LEAVES;
    clock->leaves_on = w->last;
    clock->act_by = w->act_by;
    clock->refunds = w->refunds;
    if (clock->renews_by_itself)
        set_next(e, k, clock, w);
    set_missed(clock, e, k, w);
}

bool sw_service_extended(const sw_clock *clock)
{
    return clock->runs && clock->term_to == SW_DAY_NONE;
}

/* Nothing runs, or service that is extended by the day: one signs, or not. */
static bool nothing_to_leave(const sw_clock *clock)
{
    return !clock->runs || sw_service_extended(clock);
}

static void set_leaving(sw_economics *e, size_t k, sw_clock *clock)
{
    g_autoptr(GArray) list = near_ways(e, k, SW_EXIT_CANCEL, e->as_of);
    const sw_way_out *w = cheapest(e, k, list, SW_EXIT_CANCEL);
    if (w != NULL) {
        set_cancel(e, k, clock, w);
    } else if (clock->reduced_from != SW_DAY_NONE) {
        clock->leaving = SW_REDUCES;
        clock->leaves_on = clock->reduced_from - 1;
        clock->act_by = clock->reduce_by;
    } else {
        clock->leaving = SW_STAYS;
        clock->leaves_on = clock->term_to;
    }
}

sw_day sw_bound_until(const sw_economics *e, size_t k, const sw_course *course,
                      sw_day last)
{
    const sw_contract *c = contract_of(e, k);
    const sw_offer *offer = course->offer;
    bool offered = offer != NULL && offer->n_exits > 0;
    sw_terms terms;
    sw_course on = *course;
    on.end = last + 1;
    sw_terms_list(&terms, c, e->as_of, &on);
    const sw_term *term = sw_terms_at(&terms, last + 1);
    sw_day opens = term->from, end = term->to;
    sw_terms_clear(&terms);
    on.end = end + 1;
    sw_terms_list(&terms, c, e->as_of, &on);
    g_autoptr(GArray) list = sw_ways_out(c, offered ? offer->exits : c->exits,
                                         offered ? offer->n_exits : c->n_exits,
                                         SW_EXIT_CANCEL, &terms, e->as_of, end);
    sw_terms_clear(&terms);
    for (guint i = 0; i < list->len; i++) {
        const sw_way_out *w = &g_array_index(list, sw_way_out, i);
        if (w->last <= last || w->opens == opens)
            continue;
        on.end = w->last;
        on.leaves = true;
        on.refunds = false;
        if (w->refunds || sw_paid_to(e, k, &on) <= w->last)
            return w->last;
    }
    return end;
}

sw_day sw_leaves_after(const sw_economics *e, size_t k, sw_day day,
                       bool *refunds)
{
    const sw_clock *clock = &e->clock[k];
    *refunds = clock->refunds;
    if (sw_service_extended(clock)) /* any day ends it */
        return sw_later(clock->leaves_on, day);
    if (clock->leaves_on >= day || nothing_to_leave(clock))
        return clock->leaves_on;
    sw_day far = sw_date_add_months(day, SW_MONTHS_PER_YEAR * YEARS_AHEAD);
    g_autoptr(GArray) list = ways(e, k, SW_EXIT_CANCEL, e->as_of, far);
    for (guint i = 0; i < list->len; i++) {
        const sw_way_out *w = &g_array_index(list, sw_way_out, i);
        *refunds = w->refunds;
        if (w->last >= day)
            return w->last;
    }
    return clock->leaves_on;
}

/* Service that is extended by the month ends on the day before one says so, and
 * is paid back by days. */
static void end_extension(sw_clock *clock, sw_day as_of)
{
    clock->leaves_on = as_of - 1;
    clock->act_by = as_of;
    clock->refunds = true;
}

void sw_clock_set(sw_economics *e, size_t k)
{
    sw_clock clock = {.act_by = SW_DAY_NONE,
                      .internal_act_by = SW_DAY_NONE,
                      .next_exit = SW_DAY_NONE,
                      .next_act_by = SW_DAY_NONE,
                      .missed_exit = SW_DAY_NONE,
                      .missed_act_by = SW_DAY_NONE,
                      .reduce_by = SW_DAY_NONE,
                      .reduced_from = SW_DAY_NONE,
                      .next_reduce_by = SW_DAY_NONE,
                      .leaves_on = e->as_of};
    set_running(&clock, e, k);
    e->clock[k] = clock;
    if (e->begins != 0)
        clock.leaves_on = e->begins - 1;
    if (sw_service_extended(&clock))
        end_extension(&clock, e->as_of);
    if (!nothing_to_leave(&clock)) {
        set_reduction(e, k, &clock);
        set_leaving(e, k, &clock);
    }
    if (clock.act_by != SW_DAY_NONE)
        clock.internal_act_by =
            sw_later(clock.act_by - contract_of(e, k)->lead_days, e->as_of);
    clock.signed_from = clock.leaves_on + 1;
    e->clock[k] = clock;
    sw_course on = sw_course_renewed(e, k, clock.leaves_on);
    e->clock[k].bound_until = sw_bound_until(e, k, &on, clock.leaves_on);
}
