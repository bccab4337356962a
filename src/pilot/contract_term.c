/* contract_term.c - the running term, and what follows it */
#include "pilot/contract_load.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Months that the dates span, to the nearest. */
static int months_between(sw_day start, sw_day end)
{
    sw_ymd a = sw_date_to_ymd(start), b = sw_date_to_ymd(end + 1);
    double months = 12.0 * (b.year - a.year) + (b.month - a.month) +
                    (b.day - a.day) / 30.4375;
    return (int)lround(months);
}

/* Of start, end and length two determine the third. A length beside both dates
 * is that of the terms to come. */
static void complete_term(sw_contract *c)
{
    if (c->term_start == SW_DAY_NONE && c->term_end != SW_DAY_NONE)
        c->term_start = sw_date_add_months(c->term_end, -c->term_months) + 1;
    else if (c->term_end == SW_DAY_NONE && c->term_start != SW_DAY_NONE)
        c->term_end = sw_date_add_months(c->term_start - 1, c->term_months);
    else if (!c->span_given && c->term_start != SW_DAY_NONE &&
             c->term_end > c->term_start)
        c->term_months = MAX(1, months_between(c->term_start, c->term_end));
}

static void check_term(const sw_load *load, const sw_contract *c,
                       const sw_json *contract)
{
    char start[SW_DATE_TEXT], end[SW_DATE_TEXT], as_of[SW_DATE_TEXT];
    sw_date_format(c->term_start, start);
    sw_date_format(c->term_end, end);
    if (c->term_start != SW_DAY_NONE && c->term_end != SW_DAY_NONE &&
        c->term_end < c->term_start)
        sw_load_problem(
            load, SW_ERROR, "term-dates", sw_json_member(contract, "term_end"),
            "exchange the two dates, or correct one",
            "the term ends on %s, before it starts on %s", end, start);
    else if (c->term_end != SW_DAY_NONE && c->term_end < load->pilot->as_of)
        sw_load_problem(load, SW_WARNING, "term-over",
                        sw_json_member(contract, "term_end"),
                        "give the dates of the term that runs now",
                        c->at_end == SW_END_LAPSE
                            ? "the term ended on %s, before the day of "
                              "decision %s, and was not renewed: signing "
                              "begins a new one"
                            : "the term ended on %s, before the day of "
                              "decision %s: what followed is counted on from "
                              "there",
                        end, sw_date_format(load->pilot->as_of, as_of));
    if (!c->terms_known)
        sw_load_problem(load, SW_WARNING, "no-contract-terms", contract,
                        "give contract.term_end and contract.notice_days",
                        "no contract terms: reductions are taken to be "
                        "possible at renewal only, and there is no date to act "
                        "by");
}

void sw_load_term(const sw_load *load, sw_contract *c, const sw_json *contract)
{
    c->term_start = sw_member_date(load, contract, "term_start");
    c->term_end = sw_member_date(load, contract, "term_end");
    c->term_months = sw_member_int(contract, "term_months", 12);
    c->span_given = sw_is_given(sw_json_member(contract, "term_months"));
    c->terms_known = c->term_start != SW_DAY_NONE ||
                     c->term_end != SW_DAY_NONE ||
                     sw_is_given(sw_json_member(contract, "exits"));
    complete_term(c);
    check_term(load, c, contract);
}

static const char *const AT_END[] = {"lapse", "renew", "extended-service"};

/* Extended service of Microsoft's subscriptions, since May 2026. */
static const double EXTENDED_UPLIFT = 0.03;

static void load_extended(const sw_written *w, sw_contract *c)
{
    static const char MEMBER[] = "end_of_term.uplift";
    static const char LABEL[] = "Rise of the price in extended service";
    const sw_json *given = sw_json_at(w->v, MEMBER);
    c->extended_uplift = SIZE_MAX;
    if (c->at_end != SW_END_EXTENDED) {
        if (sw_is_given(given))
            sw_load_problem(w->load, SW_ERROR, "uplift-without-service", given,
                            "take it out, or let action be extended-service",
                            "end_of_term.uplift belongs to extended service");
        return;
    }
    c->extended_uplift =
        sw_bind_own(w, MEMBER, LABEL, SW_UNIT_FRACTION, SW_MEASURED);
    if (c->extended_uplift != SIZE_MAX)
        return;
    sw_inputs *in = &w->load->pilot->inputs;
    g_autofree char *key = g_strdup_printf("%s.%s", w->path, MEMBER);
    c->extended_uplift = sw_inputs_add(in, key, LABEL, SW_UNIT_FRACTION);
    sw_input *input = sw_inputs_at(in, c->extended_uplift);
    sw_input_define(input, sw_constant(EXTENDED_UPLIFT), SW_ASSUMPTION);
    input->is_default = true;
    sw_input_from(
        input, sw_message_word("Microsoft's extended service since May 2026"));
}

/* `auto_renew` is shorthand for renew and lapse. */
static void load_at_end(const sw_written *w, sw_contract *c)
{
    const sw_json *v = sw_json_member(w->v, "end_of_term");
    const sw_json *renew = sw_json_member(w->v, "auto_renew");
    bool renews = sw_member_flag(w->v, "auto_renew", false);
    c->at_end =
        (sw_at_end)sw_member_choice(v, "action", AT_END, G_N_ELEMENTS(AT_END),
                                    renews ? SW_END_RENEW : SW_END_LAPSE);
    c->auto_renew = c->at_end == SW_END_RENEW;
    if (sw_is_given(renew) && renews != c->auto_renew)
        sw_load_problem(w->load, SW_ERROR, "two-ends", renew,
                        "take auto_renew out",
                        "auto_renew is %s, end_of_term is %s",
                        renews ? "true" : "false", AT_END[c->at_end]);
    load_extended(w, c);
}

void sw_load_renewal(const sw_written *w, sw_contract *c)
{
    load_at_end(w, c);
    c->price_lock_until = sw_member_date(w->load, w->v, "price_lock_until");
    c->renewal_cap = sw_member_number(w->v, "renewal_cap");
    c->baseline_uplift = sw_bind_own(w, "baseline_uplift",
                                     "Rise of the baseline price at a renewal",
                                     SW_UNIT_FRACTION, SW_MEASURED);
}
