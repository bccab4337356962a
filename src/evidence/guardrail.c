/*
 * guardrail.c - is a quality measure shown not to be worse by its margin?
 */
#include <math.h>

#include "evidence/assess.h"
#include "stats/distribution.h"

static const double alpha = 0.05;
/* The tail of Student's t is asked above this many degrees of freedom. */
static const double df_min = 2;

/* The effect that tests the guardrail: scores and units, not ranks; the first
 * with a standard error, else the first. */
static const sw_effect *effect_of(const sw_evidence *e, const char *id)
{
    const sw_effect *first = NULL;
    for (size_t i = 0; i < e->n_effects; i++) {
        const sw_effect *effect = &e->effects[i];
        if (!g_str_equal(effect->id, id) ||
            g_str_equal(effect->unit, "probability"))
            continue;
        if (isfinite(effect->se))
            return effect;
        first = first ? first : effect;
    }
    return first;
}

static sw_message *why_unknown(const sw_effect *effect, double margin)
{
    if (!(margin > 0))
        return sw_message_word("no margin above zero is given");
    if (!effect)
        return sw_message_word("there are no data");
    if (!isfinite(effect->se) && effect->notes->len)
        return sw_message_share(g_ptr_array_index(effect->notes, 0));
    if (!isfinite(effect->se))
        return sw_message_word("it cannot be estimated");
    return effect->df > df_min ? NULL
                               : sw_message_word("too few clusters for a test");
}

static void test(sw_evidence *e, GArray *out, const char *id, double margin,
                 bool lower_is_better)
{
    const sw_effect *effect = effect_of(e, id);
    sw_guardrail g = {.id = g_strdup(id),
                      .estimate = effect ? effect->estimate : NAN,
                      .margin = margin,
                      .p = NAN,
                      .worst = NAN};
    sw_message *why = why_unknown(effect, margin);
    if (why) {
        g.note = sw_message_of("Unknown: %s.", sw_as_message(why));
        g_array_append_val(out, g);
        return;
    }
    double better = lower_is_better ? -effect->estimate : effect->estimate;
    g.known = true;
    g.p = sw_upper_tail((better + margin) / effect->se, effect->df);
    g.passed = g.p < alpha;
    g.worst = better - sw_quantile_t(1 - alpha, effect->df) * effect->se;
    g.note = sw_message_of("%s by more than %g (%s, %s).",
                           sw_as_word(g.passed ? "Shown not to be worse"
                                               : "Not shown not to be worse"),
                           sw_as_real(margin), sw_as_word(effect->design_text),
                           sw_as_word(effect->unit));
    g_array_append_val(out, g);
}

void sw_test_guardrails(sw_evidence *e, const sw_pilot *pilot)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(sw_guardrail));
    for (size_t i = 0; i < pilot->survey.n_items; i++) {
        const sw_item *item = &pilot->survey.items[i];
        /* A reversed score has been turned round: higher is better. */
        bool reversed = item->kind == SW_ITEM_LIKERT && item->reverse;
        if (item->guardrail)
            test(e, out, item->id, item->margin,
                 item->lower_is_better && !reversed);
    }
    for (size_t i = 0; i < pilot->n_outcomes; i++) {
        const sw_outcome *outcome = &pilot->outcomes[i];
        if (outcome->guardrail)
            test(e, out, outcome->metric, outcome->margin,
                 outcome->lower_is_better);
    }
    e->n_guardrails = out->len;
    e->guardrails = (sw_guardrail *)(void *)g_array_free(out, FALSE);
}
