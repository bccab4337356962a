/*
 * effect.c - filling in effects, and the inference around a standard error.
 */
#include "evidence/effect.h"

#include <math.h>

#include "stats/distribution.h"

static const double level = 0.95;
/* Above this many degrees of freedom Student's t is the normal. */
static const double normal_df = 1e7;
static const double rounding = 1e-10;

sw_effect *sw_effect_add(GArray *effects, const sw_subject *subject,
                         sw_design design)
{
    sw_effect effect = {
        .id = g_strdup(subject->id),
        .label = g_strdup(subject->label ? subject->label : subject->id),
        .design = design,
        .design_text = sw_design_text(design),
        .method = sw_message_word("none"),
        .threat = sw_design_threat(design),
        .grade = sw_design_grade(design),
        .unit = subject->unit,
        .provenance = subject->provenance,
        .is_primary = true,
        .minutes = NAN,
        .minutes_se = NAN,
        .minutes_df = NAN,
        .slope = NAN,
        .log_week = NAN,
        .log_sign = NAN,
        .unread_as_none = NAN,
        .benchmark = NAN,
        .trend_p = NAN,
        .rows_se = NAN,
        .rows_df = NAN,
        .prior_se = NAN,
        .notes = sw_messages_new(),
    };
    effect.estimate = effect.se = effect.df = NAN;
    effect.lower = effect.upper = NAN;
    effect.p = effect.p_adjusted = effect.effect_size = NAN;
    g_array_append_val(effects, effect);
    return &g_array_index(effects, sw_effect, effects->len - 1);
}

void sw_effect_clear(sw_effect *effect)
{
    g_free(effect->id);
    g_free(effect->label);
    sw_message_free(effect->method);
    g_ptr_array_unref(effect->notes);
    if (effect->posterior)
        sw_distribution_clear(effect->posterior);
    g_free(effect->posterior);
}

void sw_effect_note(sw_effect *effect, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sw_effect_say(effect, sw_message_args(fmt, args));
    va_end(args);
}

void sw_effect_say(sw_effect *effect, sw_message *note)
{
    g_ptr_array_add(effect->notes, note);
}

size_t sw_effect_people(const sw_effect *effect, sw_arm arm)
{
    bool pilot = arm == SW_ARM_PILOT;
    size_t people = pilot ? effect->people_pilot : effect->people_control;
    size_t rows = pilot ? effect->n_pilot : effect->n_control;
    return people || effect->model == SW_MODEL_TASKS ? people : rows;
}

void sw_effect_take(sw_effect *effect, const sw_estimate *estimate,
                    sw_message *method)
{
    sw_message_free(effect->method);
    effect->method = method;
    effect->estimate = estimate->estimate;
    /* Below the last digits of the estimate there is only rounding. */
    if (!(estimate->se > rounding * fabs(estimate->estimate))) {
        sw_effect_note(effect, "the spread cannot be estimated: the answers, "
                               "the changes or the teams do not differ");
        return;
    }
    effect->se = estimate->se;
    effect->df = estimate->df;
    effect->lower = estimate->ci.lower;
    effect->upper = estimate->ci.upper;
    effect->p = estimate->p;
    effect->effect_size = estimate->effect_size;
}

void sw_effect_take_posterior(sw_effect *effect, sw_distribution *posterior,
                              sw_message *method)
{
    sw_message_free(effect->method);
    effect->method = method;
    effect->posterior = posterior;
    effect->estimate = sw_distribution_mean(posterior);
    effect->se = sw_distribution_sd(posterior);
    effect->lower = sw_distribution_quantile(posterior, 0.5 - level / 2);
    effect->upper = sw_distribution_quantile(posterior, 0.5 + level / 2);
}

void sw_effect_minutes(sw_effect *effect, double per_unit)
{
    if (effect->posterior && per_unit > 0)
        sw_distribution_scale(effect->posterior, per_unit);
    effect->is_time = true;
    effect->slope = per_unit;
    effect->minutes = effect->estimate * per_unit;
    effect->minutes_se = effect->se * fabs(per_unit);
    effect->minutes_df = effect->df;
}

double sw_upper_tail(double t, double df)
{
    if (!(df < normal_df))
        return 0.5 * erfc(t / sqrt(2));
    sw_distribution d = {.kind = SW_DIST_STUDENT_T, .p = {0, 1, df}};
    return sw_distribution_cdf(&d, -t);
}

sw_estimate sw_inference(double estimate, double se, double df)
{
    double upper = 0.5 + level / 2;
    double q =
        df < normal_df ? sw_quantile_t(upper, df) : sw_quantile_normal(upper);
    return (sw_estimate){
        .estimate = estimate,
        .se = se,
        .df = df,
        .statistic = estimate / se,
        .p = 2 * sw_upper_tail(fabs(estimate / se), df),
        .ci = {estimate - q * se, estimate + q * se, level},
        .effect_size = NAN,
    };
}
