/*
 * text_statements.c - the sentences of page one, in the order of ECONOMICS 6:
 * what to order, until when, what happens otherwise, what must be believed.
 */
#include "report/text.h"

#include <math.h>

static void free_statement(void *p)
{
    sw_statement *s = p;
    g_free(s->heading);
    g_free(s->text);
    g_free(s);
}

/* Takes over `text`; an empty one states nothing. */
static void state(GPtrArray *list, sw_statement_id id, const char *heading,
                  char *text)
{
    if (text == NULL || *text == '\0') {
        g_free(text);
        return;
    }
    sw_statement *s = g_new(sw_statement, 1);
    *s = (sw_statement){id, g_strdup(heading), text};
    g_ptr_array_add(list, s);
}

static char *money(const sw_evaluation *e, double x)
{
    return sw_text_money(e->pilot->currency, x, 0);
}

static char *act_by_text(const sw_evaluation *e)
{
    const sw_clock *c = &e->economics->clock;
    if (!c->terms_known)
        return g_strdup(
            "The contract's terms are not given, so no last day to act is "
            "known. Read the contract before anything else: every date and "
            "every committed amount here is an assumption.");
    if (c->act_by == SW_DAY_NONE)
        return g_strdup("No window in which the contract lets one leave is "
                        "known from its terms.");
    g_autofree char *act_by = sw_text_date(c->act_by);
    g_autofree char *internal = sw_text_date(c->internal_act_by);
    GString *s = g_string_new(NULL);
    if (c->internal_act_by <= c->as_of)
        g_string_append(s, "Decide now. ");
    else
        g_string_append_printf(s, "Decide by %s. ", internal);
    g_string_append_printf(s, "The contract's last day to give notice is %s",
                           act_by);
    if (c->next_exit != SW_DAY_NONE && c->next_exit > c->first_exit) {
        g_autofree char *first = sw_text_date(c->first_exit);
        g_autofree char *next = sw_text_date(c->next_exit);
        g_string_append_printf(
            s, " (service then ends on %s); after it the next exit is %s",
            first, next);
    }
    g_string_append_c(s, '.');
    return g_string_free(s, FALSE);
}

static char *nobody_acts_text(const sw_evaluation *e)
{
    const sw_clock *c = &e->economics->clock;
    const sw_economics_result *m = e->money;
    GString *s = g_string_new(NULL);
    if (c->renews_by_itself) {
        g_autofree char *seats = sw_text_number(m->seats_renewed, 0);
        g_autofree char *to = sw_text_date(c->signed_to);
        g_autofree char *cost = money(e, m->if_nobody_acts);
        if (m->if_nobody_acts > 0)
            g_string_append_printf(s, "%s seats renew to %s for %s.", seats, to,
                                   cost);
        else
            g_string_append_printf(s,
                                   "%s seats renew to %s; what they use is "
                                   "billed as metered.",
                                   seats, to);
    } else {
        g_autofree char *end = sw_text_date(c->first_exit);
        g_string_append_printf(s, "Service lapses on %s; nothing renews.", end);
    }
    double missing = e->decision->verdict.cost_of_missing_act_by;
    if (isfinite(missing) && missing > 0) {
        g_autofree char *cost = money(e, missing);
        g_string_append_printf(
            s, " Against the best option that is an expected loss of %s.",
            cost);
    }
    return g_string_free(s, FALSE);
}

static char *cash_text(const sw_evaluation *e)
{
    const sw_fiscal_year *y = &e->money->fiscal_year;
    if (!isfinite(y->spend))
        return NULL;
    g_autofree char *from = sw_text_date(y->from);
    g_autofree char *to = sw_text_date(y->to);
    g_autofree char *spend = money(e, y->spend);
    g_autofree char *committed = money(e, y->committed);
    g_autofree char *avoidable = money(e, y->avoidable);
    GString *s = g_string_new(NULL);
    g_string_append_printf(s,
                           "Renewing all spends %s from %s to %s: %s is "
                           "committed whatever is decided, %s is avoidable.",
                           spend, from, to, committed, avoidable);
    if (isfinite(y->budget)) {
        g_autofree char *budget = money(e, y->budget);
        g_autofree char *gap = money(e, fabs(y->budget - y->spend));
        g_string_append_printf(s, " The budget is %s, %s %s.", budget, gap,
                               y->budget < y->spend ? "too little"
                                                    : "to spare");
    } else {
        g_string_append(s, " No budget was given.");
    }
    return g_string_free(s, FALSE);
}

/* "31.0 minutes per seat and week (26.4 are priced now)" */
static void believe_minutes(GString *s, const sw_evaluation *e)
{
    const sw_economics_result *m = e->money;
    if (!isfinite(m->minutes))
        return;
    g_autofree char *now = sw_text_minutes(m->minutes);
    double needed = m->break_even.minutes_per_seat_week;
    if (!isfinite(needed)) {
        g_string_append_printf(s,
                               "No number of minutes makes renewing all pay "
                               "(%s per seat and week are priced).",
                               now);
        return;
    }
    g_autofree char *need = sw_text_minutes(needed);
    g_string_append_printf(s,
                           "Renewing all pays from %s per seat and week; the "
                           "evidence, after every correction, prices %s.",
                           need, now);
}

static void believe_realisation(GString *s, const sw_evaluation *e)
{
    double now = sw_inputs_value(&e->pilot->inputs, SW_IN_REALISATION);
    double needed = e->money->break_even.realisation;
    if (!e->economics->has_time_saved || !isfinite(now))
        return;
    g_autofree char *have = sw_text_percent(now, 0);
    if (!isfinite(needed)) {
        g_string_append_printf(s,
                               " No share of saved time turned into value is "
                               "enough (%s is assumed).",
                               have);
        return;
    }
    g_autofree char *need = sw_text_percent(needed, 0);
    const sw_input *in = sw_inputs_at(&e->pilot->inputs, SW_IN_REALISATION);
    g_string_append_printf(
        s, " Or: %s of saved time must turn into value; %s is %s.", need, have,
        in->provenance == SW_MEASURED ? "measured" : "assumed");
}

static void believe_price(GString *s, const sw_evaluation *e)
{
    double now = sw_inputs_value(&e->pilot->inputs, SW_IN_PRICE);
    double needed = e->money->break_even.price_per_seat_month;
    if (!isfinite(now) || !isfinite(needed) || now <= 0)
        return;
    g_autofree char *have = sw_text_price(e->pilot->currency, now);
    g_autofree char *need = sw_text_price(e->pilot->currency, needed);
    g_string_append_printf(
        s, "%s at most %s per seat and month; %s is quoted%s.",
        s->len > 0 ? " Or: a price of" : "Renewing all pays at a price of",
        need, have, e->pilot->contract.per_year ? " per seat and year" : "");
}

static char *believe_text(const sw_evaluation *e)
{
    if (!e->economics->has_benefit)
        return g_strdup_printf("Options are compared on cost alone: %s.",
                               e->economics->why_no_benefit != NULL
                                   ? e->economics->why_no_benefit
                                   : "no benefit was measured or assumed");
    GString *s = g_string_new(NULL);
    believe_minutes(s, e);
    believe_realisation(s, e);
    believe_price(s, e);
    return g_strstrip(g_string_free(s, FALSE));
}

static void evidence_sample(GString *s, const sw_evidence *ev)
{
    if (ev->lead == SIZE_MAX || ev->lead >= ev->n_effects)
        return;
    const sw_effect *lead = &ev->effects[ev->lead];
    g_autofree char *pilot = sw_text_number((double)lead->n_pilot, 0);
    g_string_append_printf(s, " The lead estimate is %s, n = %s",
                           lead->design_text, pilot);
    if (lead->n_control > 0) {
        g_autofree char *control = sw_text_number((double)lead->n_control, 0);
        g_string_append_printf(s, " against %s in control", control);
    }
    g_string_append_c(s, '.');
}

static char *evidence_text(const sw_evaluation *e)
{
    const sw_evidence *ev = e->evidence;
    GString *s = g_string_new(NULL);
    if (ev->grade == '-')
        g_string_append(s, "No evidence of a benefit.");
    else
        g_string_append_printf(s, "Grade %c of A to D.", ev->grade);
    if (ev->grade_reason != NULL && *ev->grade_reason != '\0')
        g_string_append_printf(s, " %s", ev->grade_reason);
    evidence_sample(s, ev);
    if (isfinite(ev->response_rate)) {
        g_autofree char *rate = sw_text_percent(ev->response_rate, 0);
        g_string_append_printf(s, " Response rate %s.", rate);
    }
    double assumed = e->decision->simulation == NULL
                         ? NAN
                         : e->decision->simulation->assumption_variance_share;
    if (isfinite(assumed)) {
        g_autofree char *share = sw_text_percent(assumed, 0);
        g_string_append_printf(s,
                               " %s of the result's variance rests on "
                               "assumptions nobody has measured.",
                               share);
    }
    return g_string_free(s, FALSE);
}

static char *small_print_text(const sw_evaluation *e)
{
    const sw_measures *c = &e->money->commitment, *p = &e->money->programme;
    g_autofree char *roi = sw_text_percent(c->roi, 0);
    g_autofree char *payback =
        sw_text_payback(c->payback_months, c->payback_note);
    g_autofree char *programme = money(e, p->npv);
    GString *s = g_string_new(NULL);
    if (e->economics->has_benefit)
        g_string_append_printf(
            s, "Renewing all: return on investment %s, payback %s. ", roi,
            payback);
    if (isfinite(p->npv))
        g_string_append_printf(
            s, "Over the programme of %d months the net present value is %s%s.",
            e->economics->clock.months_programme, programme,
            c->npv < 0 && p->npv > 0 ? ": it pays only if renewed again" : "");
    else
        g_string_append(s, "Net present value and return are unknown, since "
                           "no benefit is priced.");
    return g_string_free(s, FALSE);
}

static char *provenance_text(const sw_evaluation *e)
{
    const size_t *n = e->provenance_count;
    g_autofree char *as_of = sw_text_date(e->pilot->as_of);
    GString *s = g_string_new(NULL);
    g_string_append_printf(
        s,
        "seatworth %s; as of %s; seed %" G_GUINT64_FORMAT
        "; inputs: %zu measured, %zu from the survey, %zu assumed, %zu from "
        "benchmarks",
        sw_version(), as_of, (guint64)e->pilot->seed, n[SW_MEASURED],
        n[SW_SURVEY], n[SW_ASSUMPTION], n[SW_BENCHMARK]);
    if (e->expired_inputs > 0)
        g_string_append_printf(s, "; %zu expired", e->expired_inputs);
    if (e->ownerless_inputs > 0)
        g_string_append_printf(s, "; %zu without an owner",
                               e->ownerless_inputs);
    for (size_t i = 0; i < e->pilot->n_files; i++)
        g_string_append_printf(s, "%s%s %.8s", i == 0 ? "; files " : ", ",
                               e->pilot->files[i].file,
                               e->pilot->files[i].sha256);
    g_string_append_c(s, '.');
    return g_string_free(s, FALSE);
}

GPtrArray *sw_text_statements(const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    GPtrArray *list = g_ptr_array_new_with_free_func(free_statement);
    state(list, SW_SAYS_ORDER, "Order", g_strdup(v->order));
    state(list, SW_SAYS_HEADLINE, "Verdict", g_strdup(v->headline));
    if (v->assumption_only)
        state(list, SW_SAYS_BANNER, "Assumptions only",
              g_strdup("Nothing was measured: every benefit here is assumed. "
                       "Do not quote these figures as findings."));
    state(list, SW_SAYS_ACT_BY, "Act by", act_by_text(e));
    state(list, SW_SAYS_NOBODY_ACTS, "If nobody acts", nobody_acts_text(e));
    state(list, SW_SAYS_CASH, "Next fiscal year", cash_text(e));
    state(list, SW_SAYS_BELIEVE, "What you must believe", believe_text(e));
    state(list, SW_SAYS_EVIDENCE, "Evidence", evidence_text(e));
    for (size_t i = 0; i < v->n_reasons; i++)
        state(list, SW_SAYS_REASON, i == 0 ? "Why" : "",
              g_strdup(v->reasons[i]));
    state(list, SW_SAYS_FLIPS, "What would change it", sw_text_flips(e));
    state(list, SW_SAYS_SMALL_PRINT, "Return", small_print_text(e));
    state(list, SW_SAYS_PROVENANCE, "Provenance", provenance_text(e));
    return list;
}

const sw_statement *sw_text_find(const GPtrArray *statements,
                                 sw_statement_id id)
{
    for (guint i = 0; i < statements->len; i++) {
        const sw_statement *s = g_ptr_array_index(statements, i);
        if (s->id == id)
            return s;
    }
    return NULL;
}
