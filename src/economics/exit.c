#include "economics/exit.h"

#include "economics/calendar.h"
#include "base/units.h"

/* Windows being laid out. */
typedef struct search {
    GArray *ways; /* of sw_way_out */
    sw_day from, to;
} search;

static void add(search *s, sw_day last, sw_day act_by, bool refunds,
                sw_day opens)
{
    sw_way_out w = {last, act_by, refunds, opens};
    if (last <= s->to)
        g_array_append_val(s->ways, w);
}

/* `before` is the last day before the boundary; one day of acting after it
 * still ends service there. */
static void add_window(search *s, const sw_exit *x, sw_day anchor,
                       sw_day before, sw_day opens)
{
    sw_day first = s->from, last = anchor + x->to_days;
    if (x->from_days != SW_ANY_TIME_BEFORE)
        first = sw_later(first, anchor + x->from_days);
    if (first > last)
        return;
    if (first <= before + 1)
        add(s, before, sw_earlier(last, before + 1), x->refund_prorata, opens);
    for (sw_day day = sw_later(first, before + 2); day <= last; day++)
        add(s, day - 1, day, x->refund_prorata, opens);
}

static void add_month_ends(search *s, const sw_exit *x)
{
    sw_ymd d = sw_date_to_ymd(s->from);
    sw_day first = sw_date_from_ymd(d.year, d.month, 1);
    for (int k = -1;; k++) {
        sw_day end = sw_date_add_months(first - 1, k + 1);
        if (end > s->to)
            break;
        add_window(s, x, end, end, SW_DAY_NONE);
    }
}

static void add_anniversaries(search *s, const sw_exit *x, sw_day start)
{
    for (int k = 1;; k++) {
        sw_day before = sw_date_add_months(start - 1, SW_MONTHS_PER_YEAR * k);
        if (before > s->to)
            break;
        add_window(s, x, before + 1, before, SW_DAY_NONE);
    }
}

static void add_exit(search *s, const sw_exit *x, const sw_terms *terms)
{
    if (x->anchor == SW_ANCHOR_MONTH_END) {
        add_month_ends(s, x);
        return;
    }
    bool first = true;
    for (size_t i = 0; i < terms->n; i++) {
        const sw_term *t = &terms->item[i];
        if (!t->runs)
            continue;
        if (x->anchor == SW_ANCHOR_TERM_END)
            add_window(s, x, t->to, t->to, SW_DAY_NONE);
        if (x->anchor == SW_ANCHOR_RENEWAL ||
            (x->anchor == SW_ANCHOR_PURCHASE && first))
            add_window(s, x, t->from, t->from - 1, t->from);
        if (x->anchor == SW_ANCHOR_ANNIVERSARY && first)
            add_anniversaries(s, x, t->from);
        first = false;
    }
}

static gint by_end(gconstpointer a, gconstpointer b)
{
    const sw_way_out *x = a, *y = b;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return (x->act_by > y->act_by) - (x->act_by < y->act_by);
}

/* A term that does not renew by itself ends without an act. */
static void add_ends(search *s, const sw_contract *c, const sw_terms *terms)
{
    for (size_t i = 0; c->at_end != SW_END_RENEW && i < terms->n; i++)
        if (terms->item[i].runs && terms->item[i].to >= s->from)
            add(s, terms->item[i].to, terms->item[i].to, false, SW_DAY_NONE);
}

GArray *sw_ways_out(const sw_contract *c, const sw_exit *exit, size_t n_exits,
                    sw_exit_action action, const sw_terms *terms, sw_day from,
                    sw_day to)
{
    search s = {g_array_new(FALSE, FALSE, sizeof(sw_way_out)), from, to};
    for (size_t i = 0; i < n_exits; i++)
        if (exit[i].action == action)
            add_exit(&s, &exit[i], terms);
    if (action == SW_EXIT_CANCEL)
        add_ends(&s, c, terms);
    g_array_sort(s.ways, by_end);
    return s.ways;
}
