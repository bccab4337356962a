/* text_dates.c - page one's sentences on what happens when, and what it costs.
 */
#include <math.h>

#include "report/text_parts.h"

static char *money(const sw_evaluation *e, double x)
{
    return sw_say_money(e->pilot->language, e->pilot->currency, x, 0);
}

static char *last_day_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = &e->economics->clock;
    g_autofree char *act_by = sw_say_date(l, c->act_by);
    if (c->next_exit == SW_DAY_NONE || c->next_exit <= c->first_exit)
        return sw_say(l, "The contract's last day to give notice is %s.",
                      act_by);
    g_autofree char *first = sw_say_date(l, c->first_exit);
    g_autofree char *next = sw_say_date(l, c->next_exit);
    return sw_say(l,
                  "The contract's last day to give notice is %s (service then "
                  "ends on %s); after it the next exit is %s.",
                  act_by, first, next);
}

char *sw_text_act_by(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = &e->economics->clock;
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
    sw_text_append(s, c->internal_act_by <= c->as_of
                          ? sw_say(l, "Decide now.")
                          : sw_say(l, "Decide by %s.", internal));
    sw_text_append(s, last_day_text(e));
    return g_string_free(s, FALSE);
}

static char *renewal_text(const sw_evaluation *e)
{
    const sw_language *l = e->pilot->language;
    const sw_clock *c = &e->economics->clock;
    const sw_economics_result *m = e->money;
    if (!c->renews_by_itself) {
        g_autofree char *end = sw_say_date(l, c->first_exit);
        return sw_say(l, "Service lapses on %s; nothing renews.", end);
    }
    g_autofree char *seats = sw_say_number(l, m->seats_renewed, 0);
    g_autofree char *to = sw_say_date(l, c->signed_to);
    g_autofree char *cost = money(e, m->if_nobody_acts);
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
