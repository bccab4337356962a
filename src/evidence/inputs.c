/*
 * inputs.c - the inputs that evidence gives: the effect, its bias, and whether
 * the self-report factor applies (README.md, The chain).
 */
#include <math.h>
#include <string.h>

#include "evidence/assess.h"

bool sw_set_by_hand(const sw_pilot *pilot, sw_input_id id)
{
    return sw_inputs_at(&pilot->inputs, id)->known;
}

void sw_give_input(sw_evidence *e, sw_input_id id, sw_distribution d,
                   sw_provenance provenance, sw_message *source)
{
    sw_input *input = sw_inputs_at(&e->inputs, id);
    sw_input_define(input, d, provenance);
    e->gives[id] = true;
    if (source)
        sw_input_from(input, source);
}

void sw_give_unknown(sw_evidence *e, sw_input_id id)
{
    sw_input_forget(sw_inputs_at(&e->inputs, id));
    e->gives[id] = true;
}

void sw_evidence_inputs(sw_inputs *out, const sw_evidence *e,
                        const sw_pilot *pilot)
{
    sw_inputs_copy(out, &pilot->inputs);
    for (size_t id = 0; id < SW_IN_FIXED; id++)
        if (e->gives[id])
            sw_inputs_replace(out, id, sw_inputs_at(&e->inputs, id));
}

/* The printed interval is that of this distribution. */
static sw_distribution posterior(const sw_effect *lead)
{
    sw_distribution copy;
    if (lead->posterior &&
        sw_distribution_copy(&copy, lead->posterior) == SW_OK)
        return copy;
    if (!isfinite(lead->minutes_df))
        return (sw_distribution){.kind = SW_DIST_NORMAL,
                                 .p = {lead->minutes, lead->minutes_se, 0}};
    return (sw_distribution){
        .kind = SW_DIST_STUDENT_T,
        .p = {lead->minutes, lead->minutes_se, lead->minutes_df}};
}

/* A randomised comparison that is broken or diluted is one of its groups. */
static bool gate_failed(const sw_evidence *e)
{
    static const double sample_ratio_min = 0.001;
    return e->sample_ratio_p <= sample_ratio_min ||
           (e->contamination && e->contamination->diluted);
}

void sw_bias_shares(double *mean, double *sd, const sw_evidence *e,
                    const sw_effect *effect, const sw_policy *policy)
{
    enum { RANDOMISED = 5, CONTROLLED = 3 };
    bool controlled = effect->grade >= CONTROLLED;
    *mean = controlled ? policy->bias_b_mean : policy->bias_c_mean;
    *sd = controlled ? policy->bias_b_sd : policy->bias_c_sd;
    if (effect->grade >= RANDOMISED && !gate_failed(e))
        *mean = *sd = 0;
}

static sw_distribution bias_of(sw_evidence *e, const sw_pilot *pilot)
{
    sw_effect *lead = e->lead < e->n_effects ? &e->effects[e->lead] : NULL;
    if (!lead || lead->self_report)
        return sw_constant(0);
    double mean, sd;
    sw_bias_shares(&mean, &sd, e, lead, &pilot->policy);
    mean = -sw_regression_charge(lead, pilot, -mean * fmax(lead->minutes, 0));
    sd *= fmax(fabs(lead->minutes), pilot->policy.effect_scale);
    if (!(sd > 0))
        return sw_constant(mean);
    return (sw_distribution){.kind = SW_DIST_NORMAL, .p = {mean, sd, 0}};
}

/* The outcome that the lead is an effect on, where units of it are minutes. */
static const sw_outcome *priced_outcome(const sw_effect *lead,
                                        const sw_pilot *pilot)
{
    if (!lead || lead->self_report || !isnan(lead->log_week))
        return NULL;
    for (size_t i = 0; i < pilot->n_outcomes; i++)
        if (g_strcmp0(pilot->outcomes[i].metric, lead->id) == 0)
            return isnan(pilot->outcomes[i].minutes_per_unit)
                       ? NULL
                       : &pilot->outcomes[i];
    return NULL;
}

/* What a unit stands for is assumed, also where it is a plain number; the
 * effect is stated at its mean. */
static void give_unit(sw_evidence *e, const sw_effect *lead,
                      const sw_pilot *pilot)
{
    const sw_outcome *o = priced_outcome(lead, pilot);
    sw_distribution unit;
    if (!o || sw_set_by_hand(pilot, SW_IN_EFFECT))
        return;
    if (o->unit_minutes.kind == SW_DIST_CONSTANT)
        unit = sw_constant(o->minutes_per_unit);
    else if (sw_distribution_copy(&unit, &o->unit_minutes) != SW_OK)
        return;
    sw_give_input(e, SW_IN_UNIT_MINUTES, unit, SW_ASSUMPTION, NULL);
    sw_give_input(e, SW_IN_UNIT_ASSUMED, sw_constant(o->minutes_per_unit),
                  SW_MEASURED,
                  sw_message_of("estimated from %s",
                                sw_as_word("the mean of what is assumed")));
}

void sw_define_inputs(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_input *factor = sw_inputs_at(&pilot->inputs, SW_IN_SELF_REPORT);
    bool by_hand = sw_set_by_hand(pilot, SW_IN_EFFECT);
    const sw_effect *lead = sw_evidence_lead(e);
    bool has_benefit = false;
    for (size_t i = 0; i < pilot->n_lines; i++)
        has_benefit = has_benefit || pilot->lines[i].is_benefit;
    e->assumption_only =
        !lead && (has_benefit || by_hand) && (by_hand || !e->not_estimable);
    e->self_report_lead = lead && lead->self_report;
    if (lead && by_hand)
        sw_warn(e, "The minutes per seat and week are set by hand and "
                   "replace the estimate.");
    else if (lead)
        sw_give_input(e, SW_IN_EFFECT, posterior(lead), lead->provenance,
                      sw_message_new("estimated from %s", lead->id));
    give_unit(e, lead, pilot);
    if (!sw_set_by_hand(pilot, SW_IN_BIAS))
        sw_give_input(
            e, SW_IN_BIAS, bias_of(e, pilot), SW_ASSUMPTION,
            sw_message_of("estimated from %s", sw_as_word("the design")));
    if (factor->known)
        (void)!sw_distribution_copy(&e->assumed_factor, &factor->distribution);
    if (!e->self_report_lead)
        sw_give_input(e, SW_IN_SELF_REPORT, sw_constant(1), factor->provenance,
                      NULL);
}

/* ---- adoption ---- */

/* The Beta of a mean and a standard error, never wider than the uniform. */
static sw_distribution share_of(double mean, double se)
{
    if (!(se > 0))
        return sw_constant(mean);
    double n = fmax(2, mean * (1 - mean) / (se * se) - 1);
    return (sw_distribution){.kind = SW_DIST_BETA,
                             .p = {n * mean, n * (1 - mean), 0}};
}

/* The curve is of weekly use, the priced share of the last four weeks: both
 * are taken to grow alike, by the ceiling over what the curve has reached. The
 * pilot's share cancels out of that ratio, and what is not known of it with it.
 */
void sw_give_adoption(sw_evidence *e, const sw_pilot *pilot)
{
    const sw_habits *h = e->habits;
    const sw_input *now = sw_inputs_at(&pilot->inputs, SW_IN_ADOPTION_PILOT);
    if (!pilot->adoption_from_usage || !h || !h->curve || !now->known ||
        sw_set_by_hand(pilot, SW_IN_ADOPTION))
        return;
    double share = sw_distribution_mean(&now->distribution);
    double growth = 1 / h->adoption[h->n_adoption - 1].fitted;
    double later = share * growth * h->ceiling;
    if (!(share > 0) || !(later < 1))
        return;
    sw_give_input(e, SW_IN_ADOPTION_PILOT, sw_constant(share), SW_MEASURED,
                  sw_message_share(now->source));
    sw_give_input(e, SW_IN_ADOPTION,
                  share_of(later, share * growth * h->ceiling_se), SW_MEASURED,
                  sw_message_of("estimated from %s",
                                sw_as_word("the curve of weekly use")));
}
