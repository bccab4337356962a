/* contract_checks.c - what of a contract cannot be as it is written */
#include <math.h>
#include <string.h>

#include "pilot/contract_load.h"

#include "base/units.h"

sw_day sw_running_start(const sw_pilot *p, const sw_contract *c)
{
    sw_day start = c->term_start, end = c->term_end;
    if (c->at_end != SW_END_RENEW || end == SW_DAY_NONE)
        return start;
    for (int k = 1; end < p->as_of; k++) {
        start = end + 1;
        end = sw_date_add_months(c->term_end, k * c->term_months);
    }
    return start;
}

static bool has_lapsed(const sw_pilot *p, const sw_contract *c)
{
    return c->at_end == SW_END_LAPSE && c->term_end != SW_DAY_NONE &&
           c->term_end < p->as_of;
}

/* There is one purchase; every other anchor comes again. */
static void check_exits(const sw_load *load, const sw_contract *c,
                        const sw_json *v)
{
    const sw_pilot *p = load->pilot;
    const sw_json *list = sw_json_member(v, "exits");
    sw_day start = sw_running_start(p, c);
    char last[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    if (start == SW_DAY_NONE || has_lapsed(p, c))
        return;
    for (size_t i = 0; i < c->n_exits && i < sw_json_length(list); i++) {
        const sw_exit *x = &c->exits[i];
        if (x->anchor != SW_ANCHOR_PURCHASE || start + x->to_days >= p->as_of)
            continue;
        sw_load_problem(load, SW_WARNING, "exit-over", list->items[i],
                        "take it out, or correct to_days",
                        "this exit was over on %s, the day of decision is %s: "
                        "it never opens again",
                        sw_date_format(start + x->to_days, last),
                        sw_date_format(p->as_of, as_of));
    }
}

/* The last day that is counted: the first end of a term at the horizon or
 * behind it. */
static sw_day last_counted(const sw_pilot *p)
{
    int months = (int)lround(SW_MONTHS_PER_YEAR * p->horizon_years);
    sw_day horizon = sw_date_add_months(p->as_of, months), last = horizon;
    for (size_t k = 0; k < p->n_contracts; k++) {
        const sw_contract *c = &p->contracts[k];
        bool runs = c->term_end != SW_DAY_NONE && !has_lapsed(p, c);
        sw_day from = runs ? c->term_end : p->as_of, end = from;
        for (int i = 1; end < horizon; i++)
            end = sw_date_add_months(from, i * c->term_months);
        last = MAX(last, end);
    }
    return last;
}

/* The `from` of the element of the list that begins on the day. */
static const sw_json *step_at(const sw_json *list, sw_day day)
{
    char text[SW_DATE_TEXT];
    sw_date_format(day, text);
    for (size_t i = 0; i < sw_json_length(list); i++)
        if (g_strcmp0(sw_member_text(list->items[i], "from"), text) == 0)
            return sw_json_member(list->items[i], "from");
    return list;
}

static void check_steps(const sw_load *load, const sw_contract *c,
                        const sw_json *list, const sw_step *steps, size_t n)
{
    const sw_pilot *p = load->pilot;
    sw_day start = sw_running_start(p, c), last = last_counted(p);
    char day[SW_DATE_TEXT], bound[SW_DATE_TEXT];
    for (size_t i = 0; i < n; i++) {
        sw_day from = steps[i].from;
        if (from == SW_DAY_NONE)
            continue;
        if (start != SW_DAY_NONE && from < start)
            sw_load_problem(load, SW_WARNING, "step-outside",
                            step_at(list, from), NULL,
                            "%s: the step of %s is before the term, which "
                            "begins on %s",
                            list->key, sw_date_format(from, day),
                            sw_date_format(start, bound));
        else if (from > last)
            sw_load_problem(load, SW_WARNING, "step-outside",
                            step_at(list, from), NULL,
                            "%s: the step of %s is behind the last term that "
                            "is counted, which ends on %s",
                            list->key, sw_date_format(from, day),
                            sw_date_format(last, bound));
    }
}

static double seats_of(const sw_pilot *p, const sw_contract *c)
{
    return sw_inputs_value(&p->inputs, c->seats_purchased);
}

/* Nobody can sign for fewer seats than an offer sells. */
static void check_offers(const sw_load *load, const sw_contract *c,
                         const sw_json *v)
{
    const sw_json *list = sw_json_member(v, "offers");
    double seats = seats_of(load->pilot, c);
    for (size_t i = 0; i < c->n_offers; i++)
        if (c->offers[i].min_seats > seats)
            sw_load_problem(load, SW_WARNING, "offer-too-large",
                            sw_json_member(list->items[i], "min_seats"), NULL,
                            "'%s' cannot be taken: it sells %.15g seats or "
                            "more, %.15g are purchased",
                            c->offers[i].name, c->offers[i].min_seats, seats);
}

/* What is due is converted at the rate of its day: the first invoice is that of
 * the term's first day. */
void sw_check_rates(const sw_load *load, const sw_contract *c, const sw_json *v)
{
    const sw_pilot *p = load->pilot;
    sw_day start = sw_running_start(p, c);
    sw_day first = start != SW_DAY_NONE ? MIN(start, p->as_of) : p->as_of;
    char day[SW_DATE_TEXT];
    if (c->currency == NULL || p->currency == NULL ||
        !isnan(sw_currency_rate(p, c->currency, first)))
        return;
    sw_load_problem(load, SW_ERROR, "no-rate", sw_json_member(v, "currency"),
                    "give assumptions.currency_rates: date, currency, rate",
                    "prices in %s, the pilot is in %s, and there is no rate of "
                    "%s or before",
                    c->currency, p->currency, sw_date_format(first, day));
}

static void check_one(const sw_load *load, const sw_contract *c)
{
    const sw_json *v = sw_contract_json(load, c->index);
    check_exits(load, c, v);
    check_steps(load, c, sw_json_member(v, "price_schedule"), c->price_steps,
                c->n_price_steps);
    check_steps(load, c, sw_json_member(v, "seats_schedule"), c->seat_steps,
                c->n_seat_steps);
    check_offers(load, c, v);
    sw_check_rates(load, c, v);
}

/* Two contracts of one sku; the earlier one is the first. */
static void check_pair(const sw_load *load, const sw_contract *a,
                       const sw_contract *b)
{
    const sw_json *v = sw_contract_json(load, b->index);
    char from[SW_DATE_TEXT], to[SW_DATE_TEXT];
    if (b->term_start <= a->term_end)
        sw_load_problem(load, SW_ERROR, "terms-overlap",
                        sw_json_member(v, "sku"),
                        "write one contract, with seats_schedule",
                        "two terms of '%s' overlap from %s to %s", a->sku,
                        sw_date_format(b->term_start, from),
                        sw_date_format(MIN(a->term_end, b->term_end), to));
    else if (b->term_start > a->term_end + 1)
        sw_load_problem(load, SW_ERROR, "terms-gap", sw_json_member(v, "sku"),
                        "write one contract, with the term that runs now",
                        "two terms of '%s' leave a gap from %s to %s", a->sku,
                        sw_date_format(a->term_end + 1, from),
                        sw_date_format(b->term_start - 1, to));
}

static void check_terms(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    for (size_t i = 0; i < p->n_contracts; i++)
        for (size_t k = i + 1; k < p->n_contracts; k++) {
            const sw_contract *a = &p->contracts[i], *b = &p->contracts[k];
            if (a->sku == NULL || g_strcmp0(a->sku, b->sku) != 0 ||
                a->term_end == SW_DAY_NONE || b->term_end == SW_DAY_NONE)
                continue;
            bool in_order = a->term_start <= b->term_start;
            check_pair(load, in_order ? a : b, in_order ? b : a);
        }
}

static void check_together(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    char day[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    if (p->co_terminate == SW_DAY_NONE || p->as_of == SW_DAY_NONE ||
        p->co_terminate >= p->as_of)
        return;
    sw_load_problem(load, SW_ERROR, "co-terminate-over",
                    sw_json_member(load->root, "co_terminate"),
                    "give a day after the day of decision, or take it out",
                    "the contracts are to end together on %s, before the day "
                    "of decision %s",
                    sw_date_format(p->co_terminate, day),
                    sw_date_format(p->as_of, as_of));
}

void sw_check_contracts(const sw_load *load)
{
    const sw_pilot *p = load->pilot;
    for (size_t k = 0; k < p->n_contracts && p->as_of != SW_DAY_NONE; k++)
        check_one(load, &p->contracts[k]);
    check_terms(load);
    check_together(load);
}
