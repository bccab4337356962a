/* text_dates.c - page one's sentences on what happens when, and what it costs.
 */
#include <math.h>

#include "decision/option.h"
#include "report/text_parts.h"

static char *money(const sw_evaluation *e, double x)
{
    return sw_say_money(e->pilot->language, e->pilot->currency, x, 0);
}

/* Of the contract that must be acted on first, in its currency. */
static char *clock_money(const sw_evaluation *e, double x)
{
    const sw_clock *first = sw_first_clock(e->economics);
    const char *currency =
        e->pilot->contracts[first - e->economics->clock].currency;
    return sw_say_money(e->pilot->language,
                        currency != NULL ? currency : e->pilot->currency, x, 0);
}

/* Sentences on dates are the same without their amounts, which follow inputs
 * that a reader of the workbook may change. */
static char *last_day_text(const sw_evaluation *e, bool amounts)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = sw_first_clock(e->economics);
    g_autofree char *act_by = sw_say_date(l, c->act_by);
    if (c->leaving == SW_REDUCES)
        return sw_say(l,
                      "The contract's last day to order fewer seats is %s; it "
                      "lets no one cancel.",
                      act_by);
    if (c->next_exit == SW_DAY_NONE || c->next_exit <= c->leaves_on)
        return sw_say(l, "The contract's last day to give notice is %s.",
                      act_by);
    g_autofree char *first = sw_say_date(l, c->leaves_on);
    g_autofree char *next = sw_say_date(l, c->next_exit);
    if (!amounts)
        return sw_say(l,
                      "The contract's last day to give notice is %s (service "
                      "then ends on %s); after it the next exit is %s.",
                      act_by, first, next);
    g_autofree char *cost = clock_money(e, c->next_cost);
    return sw_say(l,
                  "The contract's last day to give notice is %s (service then "
                  "ends on %s); after it the next exit is %s, for another %s.",
                  act_by, first, next, cost);
}

/* A window that has closed already, and what that costs. */
static char *missed_text(const sw_evaluation *e, bool amounts)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = sw_first_clock(e->economics);
    if (c->missed_exit == SW_DAY_NONE)
        return NULL;
    g_autofree char *end = sw_say_date(l, c->missed_exit);
    g_autofree char *by = sw_say_date(l, c->missed_act_by);
    if (!amounts)
        return sw_say(l, "The window to leave on %s closed on %s.", end, by);
    g_autofree char *cost = clock_money(e, c->missed_cost);
    return sw_say(l,
                  "The window to leave on %s closed on %s; what follows costs "
                  "another %s.",
                  end, by, cost);
}

static char *contract_name(const sw_evaluation *e, size_t k)
{
    const char *sku = e->pilot->contracts[k].sku;
    return sku != NULL ? g_strdup(sku)
                       : sw_say(e->pilot->language, "contract %zu", k + 1);
}

static char *deadline_text(const sw_evaluation *e, const sw_deadline *d,
                           bool amounts)
{
    const sw_language *l = e->pilot->language;
    g_autofree char *name = contract_name(e, d->contract);
    g_autofree char *by = sw_say_date(l, d->act_by);
    g_autofree char *internal = sw_say_date(l, d->internal_act_by);
    bool now = d->internal_act_by <= e->economics->as_of;
    if (!amounts)
        return now ? sw_say(l, "%s by %s (decide now)", name, by)
                   : sw_say(l, "%s by %s (decide by %s)", name, by, internal);
    g_autofree char *cost = money(e, d->money);
    return now ? sw_say(l, "%s by %s (decide now), else %s", name, by, cost)
               : sw_say(l, "%s by %s (decide by %s), else %s", name, by,
                        internal, cost);
}

/* Every contract's last day, the earliest first, with its money. */
static char *deadlines_text(const sw_evaluation *e, bool amounts)
{
    const sw_economics_result *m = e->money;
    g_autoptr(GString) list = g_string_new(NULL);
    if (e->economics->n_contracts < 2)
        return NULL;
    for (size_t i = 0; i < m->n_deadlines; i++) {
        g_autofree char *text = deadline_text(e, &m->deadlines[i], amounts);
        g_string_append_printf(list, "%s%s", i > 0 ? "; " : "", text);
    }
    return m->n_deadlines > 0
               ? sw_say(e->pilot->language,
                        "Every contract has its own last day: %s.", list->str)
               : NULL;
}

static char *act_by_text(const sw_evaluation *e, bool amounts)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = sw_first_clock(e->economics);
    if (!c->terms_known)
        return sw_say(
            l, "The contract's terms are not given, so no last day to act is "
               "known. Read the contract before anything else: every date and "
               "every committed amount here is an assumption.");
    if (c->act_by == SW_DAY_NONE)
        return sw_say(l, "No window in which the contract lets one leave is "
                         "known from its terms.");
    g_autofree char *internal = sw_say_date(l, c->internal_act_by);
    GString *s = g_string_new(NULL);
    sw_text_append(s, c->internal_act_by <= e->economics->as_of
                          ? sw_say(l, "Decide now.")
                          : sw_say(l, "Decide by %s.", internal));
    sw_text_append(s, last_day_text(e, amounts));
    sw_text_append(s, missed_text(e, amounts));
    sw_text_append(s, deadlines_text(e, amounts));
    return g_string_free(s, FALSE);
}

char *sw_text_act_by(const sw_evaluation *e)
{
    return act_by_text(e, true);
}

char *sw_text_act_by_dates(const sw_evaluation *e)
{
    return act_by_text(e, false);
}

static char *renewal_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = sw_first_clock(e->economics);
    const sw_economics_result *m = e->money;
    const sw_option *idle = sw_options_find(e->decision, SW_OPTION_DO_NOTHING);
    bool extended = idle->idle == SW_END_EXTENDED;
    if (idle->idle == SW_END_LAPSE) {
        g_autofree char *end = sw_say_date(l, c->leaves_on);
        return sw_say(l, "Service lapses on %s; nothing renews.", end);
    }
    g_autofree char *seats =
        sw_say_number(l, extended ? idle->seats : m->seats_renewed, 0);
    g_autofree char *to = sw_say_date(l, e->economics->idle.to);
    if (!sw_text_counts_seats(e))
        return sw_say(l,
                      "The contract renews to %s; what is used is billed as "
                      "metered.",
                      to);
    g_autofree char *cost = money(e, m->if_nobody_acts);
    if (extended)
        return sw_say(l,
                      "%s seats stay in extended service until somebody ends "
                      "it, %s to %s.",
                      seats, cost, to);
    if (m->if_nobody_acts > 0)
        return sw_say(l, "%s seats renew to %s for %s.", seats, to, cost);
    return sw_say(l,
                  "%s seats renew to %s; what they use is billed as metered.",
                  seats, to);
}

char *sw_text_nobody_acts(const sw_evaluation *e)
{
    double missing = e->decision->verdict.cost_of_missing_act_by;
    GString *s = g_string_new(NULL);
    sw_text_append(s, renewal_text(e));
    if (isfinite(missing) && missing > 0) {
        g_autofree char *cost = money(e, missing);
        sw_text_append(s, sw_say(e->pilot->language,
                                 "Against the best option that is an expected "
                                 "loss of %s.",
                                 cost));
    }
    return g_string_free(s, FALSE);
}

static char *budget_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_fiscal_year *y = &e->money->fiscal_year;
    if (!isfinite(y->budget))
        return sw_say(l, "No budget was given.");
    g_autofree char *budget = money(e, y->budget);
    g_autofree char *gap = money(e, fabs(y->budget - y->spend));
    if (y->budget < y->spend)
        return sw_say(l, "The budget is %s, %s too little.", budget, gap);
    return sw_say(l, "The budget is %s, %s to spare.", budget, gap);
}

char *sw_text_cash(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_fiscal_year *y = &e->money->fiscal_year;
    if (!isfinite(y->spend))
        return NULL;
    g_autofree char *from = sw_say_date(l, y->from);
    g_autofree char *to = sw_say_date(l, y->to);
    g_autofree char *spend = money(e, y->spend);
    g_autofree char *committed = money(e, y->committed);
    g_autofree char *avoidable = money(e, y->avoidable);
    GString *s = g_string_new(NULL);
    sw_text_append(s, sw_say(l,
                             "Renewing all spends %s from %s to %s: %s is "
                             "committed whatever is decided, %s is avoidable.",
                             spend, from, to, committed, avoidable));
    sw_text_append(s, budget_text(e));
    return g_string_free(s, FALSE);
}
