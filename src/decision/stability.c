#include "decision/stability.h"

#include <math.h>

/* Shares from which a verdict is called robust, and more than fragile. */
static const double ROBUST = 0.9, SENSITIVE = 0.6;
static const double LOW = 0.1, HIGH = 0.9;

const char *sw_stability_word(double share)
{
    if (isnan(share))
        return "stability unknown";
    return share >= ROBUST      ? "robust"
           : share >= SENSITIVE ? "sensitive"
                                : "fragile";
}

/* ---- the list ---- */

static double wider(double se, double lead)
{
    return se > 0.0 && lead > 0.0 ? se / lead : 1.0;
}

/* Other outcomes that measured time, as each would be priced. */
static void list_outcomes(sw_analyses *a, const sw_evidence *ev)
{
    const sw_sources *s = ev->sources;
    for (size_t i = 0; s != NULL && i < s->n_sources; i++) {
        const sw_source *x = &s->sources[i];
        const sw_effect *effect = &ev->effects[x->effect];
        if (!x->leads)
            sw_analyses_move(
                a, sw_message_new("the outcome %s", effect->id),
                x->adjusted - ev->effects[ev->lead].minutes,
                wider(x->adjusted_sd, ev->effects[ev->lead].minutes_se), true);
    }
}

/* Other estimators of the data that the lead comes from. */
static void list_estimators(sw_analyses *a, const sw_evidence *ev)
{
    const sw_effect *lead = &ev->effects[ev->lead];
    for (size_t i = 0; i < ev->n_effects; i++) {
        const sw_effect *x = &ev->effects[i];
        if (i != ev->lead && x->is_time && g_strcmp0(x->id, lead->id) == 0)
            sw_analyses_move(a, sw_message_share(x->method),
                             x->minutes - lead->minutes,
                             wider(x->minutes_se, lead->minutes_se), false);
    }
}

/* Who is silent, taken otherwise. */
static void list_nonresponse(sw_analyses *a, const sw_evidence *ev)
{
    const sw_nonresponse *x = ev->nonresponse;
    const sw_effect *lead = &ev->effects[ev->lead];
    if (x == NULL)
        return;
    sw_analyses_move(a, sw_message_word("answers weighted to known margins"),
                     x->raked.minutes - x->as_answered.minutes,
                     wider(x->raked.se, lead->minutes_se), false);
    if (x->lee_upper > x->lee_lower) {
        sw_analyses_move(a, sw_message_word("Lee's lower bound"),
                         x->lee_lower - x->as_answered.minutes, 1.0, false);
        sw_analyses_move(a, sw_message_word("Lee's upper bound"),
                         x->lee_upper - x->as_answered.minutes, 1.0, false);
    }
}

/* An assumption that the verdict may lean on, where it is one. */
typedef struct assumption {
    size_t input;
    bool above_zero; /* only its part above zero: one at or below it is a
                        chance, and no other value of the same assumption */
    const char *low, *high;
} assumption;

static void list_assumption(sw_analyses *a, const assumption *x)
{
    const sw_input *in = sw_inputs_at(&a->e->inputs, x->input);
    if (!in->known)
        return;
    double low = x->above_zero
                     ? sw_distribution_positive_quantile(&in->distribution, LOW)
                     : in->low;
    double high =
        x->above_zero
            ? sw_distribution_positive_quantile(&in->distribution, HIGH)
            : in->high;
    sw_analyses_hold(a, sw_message_word(x->low), x->input, low);
    sw_analyses_hold(a, sw_message_word(x->high), x->input, high);
}

sw_analyses *sw_stability_list(const sw_economics *e)
{
    static const assumption ASSUMPTIONS[] = {
        {SW_IN_REALISATION, false, "realisation at its P10",
         "realisation at its P90"},
        {SW_IN_SELF_REPORT, true, "self-report factor at its P10",
         "self-report factor at its P90"},
        {SW_IN_KAPPA, false, "the silent at P10 of those who answered",
         "the silent at P90 of those who answered"},
        {SW_IN_R_MISS, false, "missing data by gain at P10",
         "missing data by gain at P90"},
        {SW_IN_R_MISS_CONTROL, false,
         "the control group's missing data by gain at P10",
         "the control group's missing data by gain at P90"},
        {SW_IN_UNIT_MINUTES, false, "minutes per unit at their P10",
         "minutes per unit at their P90"},
    };
    sw_analyses *a = sw_analyses_new(e);
    if (!e->has_time_saved)
        return a;
    if (e->evidence->lead != SIZE_MAX) {
        list_outcomes(a, e->evidence);
        list_estimators(a, e->evidence);
        list_nonresponse(a, e->evidence);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ASSUMPTIONS); i++)
        list_assumption(a, &ASSUMPTIONS[i]);
    return a;
}

/* ---- the share ---- */

static sw_message *names(const sw_analyses *a, const bool *agrees, bool all)
{
    g_autofree sw_message **list = g_new0(sw_message *, a->n);
    for (size_t i = 0; i < a->n; i++)
        if (all || !agrees[i])
            list[i] = sw_message_share(a->item[i].name);
    return sw_message_join(", ", list, a->n);
}

static sw_message *headed(double share, sw_message *differing)
{
    if (share >= ROBUST || share < SENSITIVE) {
        sw_message_free(differing);
        return sw_message_word(sw_stability_word(share));
    }
    return sw_message_of("sensitive to %s", sw_as_message(differing));
}

double sw_stability_of(const sw_analyses *a, const bool *agrees,
                       sw_message **note)
{
    if (a->n == 0) {
        *note = sw_message_word("no benefit is priced");
        return NAN;
    }
    size_t same = 0;
    for (size_t i = 0; i < a->n; i++)
        same += agrees[i];
    double share = (double)same / (double)a->n;
    bool differs = same < a->n;
    *note =
        sw_message_of("%s: %zu of %zu analyses give the same verdict (%s)%s%s",
                      sw_as_message(headed(share, names(a, agrees, false))),
                      sw_as_count(same), sw_as_count(a->n),
                      sw_as_message(names(a, agrees, true)),
                      sw_as_word(differs ? "; differing: " : ""),
                      sw_as_message(differs ? names(a, agrees, false) : NULL));
    return share;
}
