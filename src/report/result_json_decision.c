/*
 * result_json_decision.c - result.json: the verdict, the options and the
 * simulation they rest on.
 */
#include <math.h>

#include "decision/cap.h"
#include "decision/option.h"
#include "report/result_json_parts.h"

/* A step that was not reached has neither passed nor failed. */
static void put_rules(sw_json_writer *w, const sw_verdict *v)
{
    sw_json_key(w, "rules");
    sw_json_begin_array(w);
    for (size_t i = 0; i < v->n_rules; i++) {
        const sw_rule *rule = &v->rules[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "rule", rule->rule);
        sw_json_put_number(w, "value", rule->value);
        sw_json_put_number(w, "threshold", rule->threshold);
        if (rule->applies)
            sw_json_put_boolean(w, "passed", rule->passed);
        else
            sw_json_put_null(w, "passed");
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_fiscal_year(sw_json_writer *w, const sw_fiscal_year *f)
{
    sw_json_key(w, "fiscal_year");
    sw_json_begin_object(w);
    sw_json_put_number(w, "spend", f->spend);
    sw_json_put_number(w, "committed", f->committed);
    sw_json_put_number(w, "avoidable", f->avoidable);
    sw_json_put_number(w, "budget", f->budget);
    sw_json_end_object(w);
}

static void put_grade(sw_json_writer *w, const sw_evidence *evidence)
{
    const char grade[] = {evidence->grade, '\0'};
    bool graded = evidence->grade >= 'A' && evidence->grade <= 'D';
    sw_json_put_string(w, "evidence_grade", graded ? grade : NULL);
}

static double assumption_share(const sw_evaluation *e)
{
    const sw_simulation *s = e->decision->simulation;
    return s == NULL ? NAN : s->assumption_variance_share;
}

static void put_flips(sw_json_writer *w, const sw_verdict *v)
{
    sw_json_key(w, "flips");
    sw_json_begin_array(w);
    for (size_t i = 0; i < v->n_flips; i++) {
        const sw_flip *f = &v->flips[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "input", f->input);
        sw_json_put_number(w, "current", f->current);
        sw_json_put_number(w, "npv_zero_at", f->npv_zero_at);
        sw_json_put_number(w, "flips_at", f->flips_at);
        if (isnan(f->flips_at))
            sw_json_put_null(w, "to");
        else
            sw_json_put_string(w, "to", sw_option_name(f->to));
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* Every contract's, the earliest first. */
static void put_deadlines(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "deadlines");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->money->n_deadlines; i++) {
        const sw_deadline *d = &e->money->deadlines[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "contract", e->pilot->contracts[d->contract].sku);
        sw_json_put_day(w, "act_by", d->act_by);
        sw_json_put_day(w, "internal_act_by", d->internal_act_by);
        sw_json_put_day(w, "leaves_on", d->leaves_on);
        sw_json_put_number(w, "money", d->money);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

/* As multiples of what pays; null where not all of the benefit is claimed, and
 * where no claim is enough. */
static void put_claims(sw_json_writer *w, const sw_evaluation *e)
{
    double bar = e->pilot->policy.required_probability;
    double asked = sw_chance_claim(e->economics, bar);
    sw_json_key(w, "claims");
    sw_json_begin_object(w);
    sw_json_put_number(w, "asked", isinf(asked) ? NAN : asked);
    sw_json_put_number(w, "made", sw_claim_now(e->economics, e->money));
    sw_json_end_object(w);
}

void sw_result_verdict(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_verdict *v = &e->decision->verdict;
    const sw_clock *clock = sw_first_clock(e->economics);
    sw_json_key(w, "verdict");
    sw_json_begin_object(w);
    sw_json_put_string(w, "option", sw_option_name(v->option));
    sw_result_message(w, "headline", v->headline);
    sw_result_message(w, "order", v->order);
    sw_json_put_string(w, "benefit_basis", v->benefit_basis);
    sw_json_put_number(w, "confidence", v->confidence);
    sw_json_put_number(w, "stability", v->stability);
    sw_json_put_number(w, "chance_cap", sw_chance_cap(e->economics));
    put_claims(w, e);
    sw_json_put_string(w, "leans_on",
                       v->leans_on < v->n_flips ? v->flips[v->leans_on].input
                                                : NULL);
    put_grade(w, e->evidence);
    sw_json_put_boolean(w, "assumption_only", v->assumption_only);
    put_rules(w, v);
    sw_result_messages(w, "reasons", v->reasons);
    put_flips(w, v);
    sw_json_put_day(w, "act_by", clock->act_by);
    sw_json_put_day(w, "internal_act_by", sw_internal_act_by(e->economics));
    sw_json_put_day(w, "next_act_by", clock->next_act_by);
    sw_json_put_day(w, "reduce_by", clock->reduce_by);
    sw_json_put_day(w, "next_reduce_by", clock->next_reduce_by);
    put_deadlines(w, e);
    sw_json_put_number(w, "if_nobody_acts", e->money->if_nobody_acts);
    sw_json_put_number(w, "cost_of_missing_act_by", v->cost_of_missing_act_by);
    sw_json_put_number(w, "walk_away_price", e->decision->walk_away.price);
    sw_json_put_integer(w, "extensions_used", v->extensions_used);
    sw_json_put_number(w, "assumption_variance_share", assumption_share(e));
    put_fiscal_year(w, &e->money->fiscal_year);
    sw_json_end_object(w);
}

static void put_npv(sw_json_writer *w, const sw_option_draws *d)
{
    sw_json_key(w, "npv");
    sw_json_begin_object(w);
    sw_json_put_number(w, "live", d->npv);
    sw_json_put_number(w, "mean", d->mean);
    sw_json_put_number(w, "sd", d->sd);
    sw_json_put_number(w, "p05", d->p05);
    sw_json_put_number(w, "p50", d->p50);
    sw_json_put_number(w, "p95", d->p95);
    sw_json_put_number(w, "mc_se", d->mc_se);
    sw_json_end_object(w);
}

static void put_option_figures(sw_json_writer *w, const sw_option_draws *d)
{
    put_npv(w, d);
    sw_json_put_number(w, "npv_programme", d->npv_programme);
    sw_json_put_number(w, "npv_cashable", d->npv_cashable);
    sw_json_put_number(w, "npv_with_capacity", d->npv_with_capacity);
    sw_json_put_number(w, "npv_all", d->npv_all);
    sw_json_put_number(w, "probability_positive", d->probability_positive);
    sw_json_put_number(w, "probability_best", d->probability_best);
    sw_json_put_number(w, "expected_loss", d->expected_loss);
    sw_json_put_number(w, "cvar10", d->cvar10);
}

static void put_option(sw_json_writer *w, const sw_option *o)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "option", sw_option_name(o->kind));
    sw_json_put_string(w, "alternative", o->alternative);
    sw_json_put_number(w, "seats", o->seats);
    sw_json_put_number(w, "seats_from", o->seats_from);
    sw_json_put_string(w, "direction", o->direction);
    sw_json_put_boolean(w, "feasible", o->feasible);
    sw_result_message(w, "why_not", o->why_not);
    sw_result_message(w, "note", o->note);
    sw_json_put_number(w, "price", o->price);
    const sw_option_draws figures =
        o->evaluated ? sw_option_own_draws(o) : sw_draws_unknown();
    sw_json_put_day(w, "bound_until", o->bound_until);
    put_option_figures(w, &figures);
    sw_json_put_number(w, "npv_per_year", figures.npv / o->annuity);
    sw_json_put_number(w, "cost", o->cost);
    sw_json_put_number(w, "cash_12_months",
                       o->evaluated ? o->cash_12_months : NAN);
    sw_json_end_object(w);
}

void sw_result_options(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "options");
    sw_json_begin_array(w);
    for (size_t i = 0; i < e->decision->n_options; i++)
        put_option(w, &e->decision->options[i]);
    sw_json_end_array(w);
}

static const char *method_name(sw_draw_method method)
{
    switch (method) {
    case SW_DRAW_SOBOL:
        return "sobol";
    case SW_DRAW_LHS:
        return "lhs";
    case SW_DRAW_RANDOM:
        return "random";
    }
    return NULL;
}

static void put_tornado(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_simulation *s = e->decision->simulation;
    sw_json_key(w, "tornado");
    sw_json_begin_array(w);
    for (size_t i = 0; s != NULL && i < s->n_tornado; i++) {
        const sw_tornado_bar *bar = &s->tornado[i];
        sw_json_begin_object(w);
        sw_json_put_string(
            w, "input", sw_inputs_at(&e->economics->inputs, bar->input)->key);
        sw_json_put_number(w, "low", bar->low);
        sw_json_put_number(w, "high", bar->high);
        sw_json_put_number(w, "npv_low", bar->npv_low);
        sw_json_put_number(w, "npv_high", bar->npv_high);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static void put_ceac(sw_json_writer *w, const sw_simulation *s)
{
    sw_json_key(w, "ceac");
    sw_json_begin_array(w);
    for (size_t i = 0; s != NULL && i < s->n_ceac; i++) {
        sw_json_begin_object(w);
        sw_json_put_number(w, "price", s->ceac[i].x);
        sw_json_put_number(w, "probability", s->ceac[i].y);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

void sw_result_simulation(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_simulation *s = e->decision->simulation;
    sw_json_key(w, "simulation");
    sw_json_begin_object(w);
    sw_json_put_integer(w, "draws", s == NULL ? 0 : (long long)s->draws);
    sw_json_put_integer(w, "seed", (long long)e->pilot->seed);
    sw_json_put_string(w, "method", method_name(e->pilot->method));
    sw_json_put_number(w, "evpi", s == NULL ? NAN : s->evpi);
    sw_result_evppi(w, e);
    sw_result_evsi(w, e);
    sw_result_sobol(w, e);
    put_tornado(w, e);
    put_ceac(w, s);
    sw_result_acceptance(w, e);
    sw_result_convergence(w, e);
    sw_json_end_object(w);
}
