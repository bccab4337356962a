/*
 * result_json_model.c - result.json: everything economics and simulation read,
 * so that a result can be evaluated again without its files.
 */
#include <math.h>

#include "evidence/stored.h"
#include "report/result_json_parts.h"

static const struct {
    const char *name;
    int parameters;
} KINDS[] = {
    [SW_DIST_CONSTANT] = {NULL, 1},
    [SW_DIST_NORMAL] = {"normal", 2},
    [SW_DIST_LOGNORMAL] = {"lognormal", 2},
    [SW_DIST_TRIANGULAR] = {"triangular", 3},
    [SW_DIST_PERT] = {"pert", 3},
    [SW_DIST_BETA] = {"beta", 2},
    [SW_DIST_UNIFORM] = {"uniform", 2},
    [SW_DIST_STUDENT_T] = {"student-t", 3},
    [SW_DIST_MIXTURE] = {"mixture", 0},
    [SW_DIST_TABLE] = {"quantiles", 0},
};

/* Of a table, its quantiles at standard normal scores from -8.2 to 8.2 in equal
 * steps. */
static void put_plain(sw_json_writer *w, const sw_distribution *d)
{
    if (d->kind == SW_DIST_CONSTANT) {
        sw_json_number(w, d->p[0]);
        return;
    }
    bool table = d->kind == SW_DIST_TABLE;
    int n = table ? SW_DISTRIBUTION_KNOTS : KINDS[d->kind].parameters;
    sw_json_begin_object(w);
    sw_json_key(w, KINDS[d->kind].name);
    sw_json_begin_array(w);
    for (int i = 0; i < n; i++)
        sw_json_number(w, table ? d->knots[i] : d->p[i]);
    sw_json_end_array(w);
    sw_json_end_object(w);
}

/* In the words of pilot.json; a constant is a plain number. */
static void put_distribution(sw_json_writer *w, const char *key,
                             const sw_distribution *d)
{
    sw_json_key(w, key);
    if (d->kind != SW_DIST_MIXTURE) {
        put_plain(w, d);
        return;
    }
    sw_json_begin_object(w);
    sw_json_key(w, KINDS[d->kind].name);
    sw_json_begin_array(w);
    for (size_t i = 0; i < d->n; i++) {
        sw_json_begin_array(w);
        sw_json_number(w, d->weight[i]);
        put_plain(w, &d->part[i]);
        sw_json_end_array(w);
    }
    sw_json_end_array(w);
    sw_json_end_object(w);
}

/* A table is written by its quantiles: its sd stands beside them. */
static void put_input(sw_json_writer *w, const sw_input *input, bool estimated)
{
    sw_json_begin_object(w);
    sw_json_put_string(w, "key", input->key);
    sw_json_put_string(w, "unit", sw_unit_name(input->unit));
    sw_json_put_number(w, "value", input->known ? input->value : NAN);
    sw_json_put_number(w, "low", input->known ? input->low : NAN);
    sw_json_put_number(w, "high", input->known ? input->high : NAN);
    if (input->known)
        put_distribution(w, "distribution", &input->distribution);
    else
        sw_json_put_null(w, "distribution");
    sw_json_put_string(w, "provenance",
                       input->known ? sw_provenance_name(input->provenance)
                                    : NULL);
    sw_json_put_boolean(w, "estimated", estimated);
    if (input->known && input->distribution.kind == SW_DIST_TABLE)
        sw_json_put_number(w, "sd", sw_distribution_sd(&input->distribution));
    sw_json_end_object(w);
}

static void put_inputs(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_inputs *inputs = &e->economics->inputs;
    sw_json_key(w, "inputs");
    sw_json_begin_array(w);
    for (size_t i = 0; i < sw_inputs_length(inputs); i++)
        put_input(w, sw_inputs_at(inputs, i),
                  i < SW_IN_FIXED && e->evidence->gives[i]);
    sw_json_end_array(w);
}

/* The priced effect before the chain: its posterior and covariance. */
static void put_effect(sw_json_writer *w, const sw_evaluation *e)
{
    const sw_evidence *evidence = e->evidence;
    sw_json_key(w, "effect");
    if (evidence->lead >= evidence->n_effects) {
        sw_json_null(w);
        return;
    }
    const sw_effect *lead = &evidence->effects[evidence->lead];
    sw_json_begin_object(w);
    sw_json_put_string(w, "id", lead->id);
    sw_json_put_number(w, "minutes", lead->minutes);
    sw_json_put_number(w, "se", lead->minutes_se);
    sw_json_put_number(w, "df", lead->minutes_df);
    sw_json_key(w, "covariance");
    sw_json_begin_array(w);
    sw_json_begin_array(w);
    sw_json_number(w, lead->minutes_se * lead->minutes_se);
    sw_json_end_array(w);
    sw_json_end_array(w);
    sw_json_put_number(w, "minutes_after_chain", evidence->minutes);
    sw_json_end_object(w);
}

/* One segment, all seats, until the effect is estimated by segment. */
static void put_segments(sw_json_writer *w, const sw_inputs *inputs)
{
    sw_json_key(w, "segments");
    sw_json_begin_array(w);
    sw_json_begin_object(w);
    sw_json_put_string(w, "segment", "all");
    sw_json_put_number(w, "seats",
                       sw_inputs_value(inputs, SW_IN_SEATS_ASSIGNED));
    sw_json_put_number(w, "hourly_cost",
                       sw_inputs_value(inputs, SW_IN_HOURLY_COST));
    sw_json_put_number(w, "adoption", sw_inputs_value(inputs, SW_IN_ADOPTION));
    sw_json_end_object(w);
    sw_json_end_array(w);
}

void sw_result_model(sw_json_writer *w, const sw_evaluation *e)
{
    sw_json_key(w, "model");
    sw_json_begin_object(w);
    sw_json_key(w, "pilot");
    sw_json_write(w, e->pilot->resolved);
    put_inputs(w, e);
    put_segments(w, &e->economics->inputs);
    put_effect(w, e);
    sw_pilot_store(w, e->pilot);
    sw_evidence_store(w, e->evidence);
    sw_json_end_object(w);
}
