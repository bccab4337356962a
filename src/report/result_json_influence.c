/*
 * result_json_influence.c - result.json: what each input and study is worth.
 */
#include <math.h>

#include "report/result_json_parts.h"

static const char *method_of(sw_evppi_method method)
{
    switch (method) {
    case SW_EVPPI_EXACT:
        return "exact";
    case SW_EVPPI_REGRESSION:
        return "regression";
    case SW_EVPPI_AT_MEANS:
        return "at-means";
    }
    return "exact";
}

static void put_worth(sw_json_writer *w, const sw_evppi *v)
{
    sw_json_put_number(w, "value", fmax(v->value, 0.0));
    sw_json_put_number(w, "se", v->se);
    sw_json_put_string(w, "method", method_of(v->method));
    sw_json_end_object(w);
}

void sw_result_evppi(sw_json_writer *w, const sw_evaluation *e)
{
    static const char *const GROUP[SW_GROUPS] = {"effect", "value-of-time",
                                                 "money"};
    const sw_influence *x = e->decision->influence;
    sw_json_key(w, "evppi");
    sw_json_begin_array(w);
    for (size_t i = 0; x != NULL && i < x->n_inputs; i++) {
        size_t id = x->input[i].input;
        sw_json_begin_object(w);
        sw_json_put_string(w, "input",
                           sw_inputs_at(&e->economics->inputs, id)->key);
        put_worth(w, &x->input[i]);
    }
    sw_json_end_array(w);
    sw_json_key(w, "evppi_groups");
    sw_json_begin_array(w);
    for (size_t g = 0; x != NULL && g < SW_GROUPS; g++) {
        if (x->group[g].n_inputs == 0)
            continue;
        sw_json_begin_object(w);
        sw_json_put_string(w, "group", GROUP[g]);
        put_worth(w, &x->group[g]);
    }
    sw_json_end_array(w);
}

static void put_index(sw_json_writer *w, const char *key, const char *interval,
                      const sw_index_estimate *x)
{
    sw_json_put_number(w, key, x->value);
    sw_json_key(w, interval);
    sw_json_begin_array(w);
    sw_json_number(w, x->lower);
    sw_json_number(w, x->upper);
    sw_json_end_array(w);
}

void sw_result_sobol(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_influence *x = e->decision->influence;
    sw_json_key(w, "sobol");
    sw_json_begin_array(w);
    for (size_t i = 0; x != NULL && i < x->n_sobol; i++) {
        const sw_sobol_index *s = &x->sobol[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "input",
                           sw_inputs_at(&e->economics->inputs, s->input)->key);
        put_index(w, "first", "first_ci95", &s->first);
        put_index(w, "total", "total_ci95", &s->total);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

void sw_result_evsi(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_decision *d = e->decision;
    sw_json_key(w, "evsi");
    sw_json_begin_array(w);
    for (size_t i = 0; i < d->n_studies; i++) {
        const sw_study *s = &d->studies[i];
        sw_json_begin_object(w);
        sw_json_put_string(w, "study", s->name);
        sw_json_put_number(w, "responses", s->responses);
        sw_json_put_number(w, "weeks", s->weeks);
        sw_json_put_number(w, "value", s->value);
        sw_json_put_number(w, "cost", s->cost);
        sw_json_put_number(w, "net", s->net);
        sw_json_put_number(w, "mc_se", s->mc_se);
        sw_json_put_number(w, "changes_action", s->changes_action);
        sw_json_put_boolean(w, "possible", s->possible);
        sw_result_message(w, "why_not", s->why_not);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

static const char *option_at(const sw_decision *d, size_t simulated)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].simulated == (int)simulated)
            return sw_option_name(d->options[i].kind);
    return sw_option_name(SW_OPTION_CANCEL); /* after the last: leaving */
}

static const char *alternative_at(const sw_decision *d, size_t simulated)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].simulated == (int)simulated)
            return d->options[i].alternative;
    return NULL;
}

static void put_chances(sw_json_writer *w, const sw_decision *d,
                        const sw_acceptance *a, size_t k)
{
    const double *probability = a->probability + k * (a->n_options + 1);
    sw_json_key(w, "options");
    sw_json_begin_array(w);
    for (size_t o = 0; o <= a->n_options; o++) {
        if (isnan(probability[o]))
            continue;
        sw_json_begin_object(w);
        sw_json_put_string(w, "option", option_at(d, o));
        sw_json_put_string(w, "alternative", alternative_at(d, o));
        sw_json_put_number(w, "probability", probability[o]);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

void sw_result_acceptance(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_decision *d = e->decision;
    const sw_acceptance *a =
        d->influence == NULL ? NULL : d->influence->acceptance;
    sw_json_key(w, "ceac_realisation");
    sw_json_begin_array(w);
    for (size_t k = 0; a != NULL && k < SW_ACCEPTANCE_POINTS; k++) {
        sw_json_begin_object(w);
        sw_json_put_number(w, "realisation", a->realisation[k]);
        put_chances(w, d, a, k);
        sw_json_put_string(w, "best", option_at(d, a->best[k]));
        sw_json_put_number(w, "frontier", a->frontier[k]);
        sw_json_end_object(w);
    }
    sw_json_end_array(w);
}

void sw_result_convergence(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_convergence *c = &e->decision->convergence;
    bool known = e->economics->has_benefit;
    sw_json_key(w, "convergence");
    sw_json_begin_object(w);
    sw_json_put_number(w, "npv_se", known ? c->mean_se : NAN);
    sw_json_put_number(w, "probability_se", known ? c->probability_se : NAN);
    sw_json_put_number(w, "evpi_se", known ? c->evpi_se : NAN);
    sw_json_end_object(w);
}
