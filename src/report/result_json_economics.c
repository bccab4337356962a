/*
 * result_json_economics.c - result.json: the deterministic money of renewing
 * all, the pilot's own, and the scenarios.
 */
#include <math.h>

#include "report/result_json_parts.h"

static const char *class_name(sw_class class_)
{
    switch (class_) {
    case SW_CLASS_CASHABLE:
        return "cashable";
    case SW_CLASS_CAPACITY:
        return "capacity";
    case SW_CLASS_SOFT:
        return "soft";
    }
    return NULL;
}

static void put_measures(sw_json_writer *w, const sw_economics_result *money)
{
    const sw_measures *m = &money->commitment;
    sw_json_put_number(w, "npv", m->npv);
    sw_json_put_number(w, "npv_cashable", m->npv_cashable);
    sw_json_put_number(w, "npv_with_capacity", m->npv_with_capacity);
    sw_json_put_number(w, "npv_all", m->npv_all);
    sw_json_put_number(w, "npv_programme", money->programme.npv);
    sw_json_put_number(w, "roi", m->roi);
    sw_json_put_number(w, "irr", m->irr);
    sw_json_put_number(w, "payback_months", m->payback_months);
    sw_json_put_number(w, "discounted_payback_months",
                       m->discounted_payback_months);
    sw_json_put_number(w, "bcr", m->bcr);
    sw_json_put_number(w, "pv_benefits", m->pv_benefits);
    sw_json_put_number(w, "pv_costs", m->pv_costs);
}

static void put_years(sw_json_writer *w, const sw_economics_result *money)
{
    sw_json_key(w, "years");
    sw_json_begin_array(w);
    for (size_t i = 0; i < money->n_years; i++) {
        const sw_money_year *y = &money->years[i];
        sw_json_begin_object(w);
        sw_json_put_integer(w, "year", y->year);
        sw_json_put_number(w, "costs", y->costs);
        sw_json_put_number(w, "benefits", y->benefits);
        sw_json_put_number(w, "net", y->net);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_line(sw_json_writer *w, const sw_economics_result *money,
                     size_t flow)
{
    const sw_flow *f = &money->model->flows[flow];
    sw_json_begin_object(w);
    sw_json_put_string(w, "id", f->id);
    sw_json_put_string(w, "side", f->is_benefit ? "benefit" : "cost");
    sw_json_put_string(w, "class", class_name(f->class_));
    sw_json_key(w, "years");
    sw_json_begin_array(w);
    for (size_t y = 0; y < money->n_years; y++)
        sw_json_number(w, money->flow_year[flow * money->n_years + y]);
    sw_json_end_array(w);
    sw_json_put_number(w, "pv", money->flow_pv[flow]);
    sw_json_end_object(w);
}

static void put_lines(sw_json_writer *w, const sw_economics_result *money)
{
    sw_json_key(w, "lines");
    sw_json_begin_array(w);
    for (size_t i = 0; i < money->model->n_flows; i++)
        put_line(w, money, i);
    sw_json_end_array(w);
}

static void put_break_even(sw_json_writer *w, const sw_break_even *b)
{
    sw_json_key(w, "break_even");
    sw_json_begin_object(w);
    sw_json_put_number(w, "minutes_per_seat_week", b->minutes_per_seat_week);
    sw_json_put_number(w, "price_per_seat_month", b->price_per_seat_month);
    sw_json_put_number(w, "price", b->price);
    sw_json_put_number(w, "adoption", b->adoption);
    sw_json_put_number(w, "realisation", b->realisation);
    sw_json_put_number(w, "hourly_cost", b->hourly_cost);
    sw_json_end_object(w);
}

/* null where no line has an adjustment. */
static void put_risk_adjusted(sw_json_writer *w, const sw_risk_adjusted *a)
{
    sw_json_key(w, "risk_adjusted");
    sw_json_begin_object(w);
    sw_json_put_number(w, "npv", a->npv);
    sw_json_put_number(w, "pv_benefits", a->pv_benefits);
    sw_json_put_number(w, "pv_costs", a->pv_costs);
    sw_json_put_number(w, "roi", a->roi);
    sw_json_end_object(w);
}

static void put_clauses(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "clauses");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->n_clauses; i++) {
        sw_json_begin_object(w);
        const sw_clause *x = &e->clauses[i];
        sw_json_put_string(w, "clause", sw_clause_name(x->kind));
        sw_json_put_string(w, "contract", e->pilot->contracts[x->contract].sku);
        sw_json_put_number(w, "pv", x->pv);
        sw_json_put_boolean(w, "has", x->has);
        sw_json_put_string(w, "why_not", x->why_not);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* null without metered usage. */
static void put_metered(sw_json_writer *w, const sw_metered_use *u)
{
    sw_json_key(w, "metered");
    if (!u->known) {
        sw_json_null(w);
        return;
    }
    sw_json_begin_object(w);
    sw_json_put_number(w, "month", u->month);
    sw_json_put_number(w, "month_low", u->month_low);
    sw_json_put_number(w, "month_high", u->month_high);
    sw_json_put_number(w, "year", u->year);
    sw_json_put_number(w, "year_low", u->year_low);
    sw_json_put_number(w, "year_high", u->year_high);
    sw_json_put_number(w, "trend_per_month", u->trend_per_month);
    sw_json_put_number(w, "share_of_vendor", u->share_of_vendor);
    sw_json_put_number(w, "vendor_share", u->vendor_share);
    sw_json_put_number(w, "commit_today", u->commit.today);
    sw_json_put_number(w, "commit_best", u->commit.best);
    sw_json_put_number(w, "bill_at_commit", u->commit.bill_today);
    sw_json_put_number(w, "bill_at_best", u->commit.bill_best);
    sw_json_put_string(w, "family",
                       u->fitted ? sw_family_name(u->people.family) : NULL);
    sw_json_put_number(w, "tail_observed",
                       u->fitted ? u->people.tail_observed : NAN);
    sw_json_put_number(w, "tail_fitted",
                       u->fitted ? u->people.tail_fitted : NAN);
    sw_json_put_number(w, "overage_mean", u->fitted ? u->overage.mean : NAN);
    sw_json_put_number(w, "overage_p05", u->fitted ? u->overage.p05 : NAN);
    sw_json_put_number(w, "overage_p95", u->fitted ? u->overage.p95 : NAN);
    sw_json_end_object(w);
}

void sw_result_economics(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_economics_result *money = e->money;
    sw_json_key(w, "economics");
    sw_json_begin_object(w);
    put_measures(w, money);
    sw_json_put_day(w, "leaves_on", sw_signed_from(money->model) - 1);
    sw_json_put_day(w, "window_end",
                    money->renew[SW_VIEW_COMMITMENT].ledger->to);
    sw_json_put_day(w, "programme_end",
                    money->renew[SW_VIEW_PROGRAMME].ledger->to);
    put_years(w, money);
    put_lines(w, money);
    sw_json_put_number(w, "sunk", money->sunk);
    sw_json_put_number(w, "committed", money->committed);
    sw_json_put_number(w, "avoidable", money->avoidable);
    put_break_even(w, &money->break_even);
    put_risk_adjusted(w, &money->risk_adjusted);
    sw_json_put_number(w, "cost_per_active_seat_year",
                       money->cost_per_active_seat_year);
    sw_json_put_number(w, "cost_per_hour_saved", money->cost_per_hour_saved);
    put_metered(w, &money->metered);
    put_clauses(w, e);
    sw_result_budget(w, e);
    sw_result_ledger(w, e);
    sw_json_end_object(w);
}

void sw_result_pilot_to_date(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_pilot_to_date *p = &e->money->to_date;
    sw_json_key(w, "pilot_to_date");
    sw_json_begin_object(w);
    sw_json_put_number(w, "months", p->months);
    sw_json_put_number(w, "licences", p->licences);
    sw_json_put_number(w, "other_costs", p->other_costs);
    sw_json_put_number(w, "benefits", p->benefits);
    sw_json_put_number(w, "net", p->net);
    sw_json_end_object(w);
}

void sw_result_scenarios(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "scenarios");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->n_scenarios; i++) {
        const sw_scenario_result *s = &e->scenarios[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "name", s->name);
        sw_json_put_number(w, "npv", s->npv);
        sw_json_put_number(w, "roi", s->roi);
        sw_json_put_number(w, "payback_months", s->payback_months);
        if (s->decided)
            sw_json_put_string(w, "verdict", sw_option_name(s->verdict));
        else
            sw_json_put_null(w, "verdict");
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}
