#include "evaluation/bridge.h"

#include <math.h>
#include <string.h>

#include "evaluation/compare.h"
#include "evidence/stored.h"

enum { STORED, AGAIN, LAST = SW_BRIDGE_PARTS + 1 };

const char *sw_bridge_figure_name(sw_bridge_figure figure)
{
    static const char *const NAME[SW_BRIDGE_FIGURES] = {
        "npv", "pv_costs", "npv_expected", "chance", "confidence"};
    return NAME[figure];
}

const char *sw_bridge_part_name(int part)
{
    static const char *const NAME[SW_BRIDGE_PARTS] = {
        "software",    "time",     "population", "data",
        "assumptions", "contract", "policy"};
    return NAME[part];
}

const char *sw_bridge_part_label(int part)
{
    static const char *const LABEL[SW_BRIDGE_PARTS] = {
        "Software", "Time",        "Population",
        "Data",     "Assumptions", "Contract and currency",
        "Policy"};
    return LABEL[part];
}

static void clear_standing(sw_standing *s)
{
    for (size_t i = 0; i < s->n_rules; i++)
        g_free(s->rules[i].rule);
    g_free(s->rules);
    g_free(s->verdict);
    *s = (sw_standing){0};
}

/* ---- as a result says ---- */

static void take_stored_rules(sw_standing *s, const sw_json *result)
{
    const sw_json *list = sw_json_at(result, "verdict.rules");
    size_t n = list != NULL ? list->n_items : 0;
    s->rules = g_new0(sw_bridge_rule, n + 1);
    s->n_rules = n;
    for (size_t i = 0; i < n; i++) {
        const sw_json *v = list->items[i];
        const sw_json *passed = sw_json_member(v, "passed");
        bool known = passed != NULL && passed->type == SW_JSON_BOOLEAN;
        s->rules[i] =
            (sw_bridge_rule){.rule = g_strdup(sw_member_text(v, "rule")),
                             .known = known,
                             .passed = known && passed->boolean,
                             .value = sw_result_number(v, "value"),
                             .threshold = sw_result_number(v, "threshold")};
    }
}

static void take_stored(sw_standing *s, const sw_json *result)
{
    double *x = s->figure;
    x[SW_BRIDGE_NPV] = sw_result_number(result, "economics.npv");
    x[SW_BRIDGE_COSTS] = sw_result_number(result, "economics.pv_costs");
    x[SW_BRIDGE_EXPECTED] = sw_result_number(result, "options[0].npv.mean");
    x[SW_BRIDGE_CHANCE] =
        sw_result_number(result, "options[0].probability_positive");
    x[SW_BRIDGE_CONFIDENCE] = sw_result_number(result, "verdict.confidence");
    s->verdict = g_strdup(sw_result_text(result, "verdict.option"));
    take_stored_rules(s, result);
}

/* ---- as this build says ---- */

static void take_rules(sw_standing *s, const sw_verdict *v)
{
    s->rules = g_new0(sw_bridge_rule, v->n_rules + 1);
    s->n_rules = v->n_rules;
    for (size_t i = 0; i < v->n_rules; i++)
        s->rules[i] = (sw_bridge_rule){.rule = g_strdup(v->rules[i].rule),
                                       .known = v->rules[i].applies,
                                       .passed = v->rules[i].passed,
                                       .value = v->rules[i].value,
                                       .threshold = v->rules[i].threshold};
}

static void take_decided(sw_standing *s, const sw_economics *e,
                         const sw_economics_result *money, const sw_decision *d)
{
    const sw_option_draws *renew = &d->options[0].draws;
    double *x = s->figure;
    x[SW_BRIDGE_NPV] = money->commitment.npv;
    x[SW_BRIDGE_COSTS] = money->commitment.pv_costs;
    x[SW_BRIDGE_EXPECTED] = e->has_benefit ? renew->mean : NAN;
    x[SW_BRIDGE_CHANCE] = e->has_benefit ? renew->probability_positive : NAN;
    x[SW_BRIDGE_CONFIDENCE] = d->verdict.confidence;
    s->verdict = g_strdup(sw_option_name(d->verdict.option));
    take_rules(s, &d->verdict);
}

static sw_status decide(sw_standing *s, const sw_pilot *pilot,
                        const sw_evidence *evidence, sw_error *err)
{
    sw_economics *e = NULL;
    sw_economics_result *money = NULL;
    sw_decision *d = NULL;
    sw_status st = sw_economics_new(&e, pilot, evidence, NULL, err);
    if (st == SW_OK)
        st = sw_economics_evaluate(&money, e, err);
    if (st == SW_OK)
        st = sw_decide_verdict(&d, e, money, err);
    if (st == SW_OK)
        take_decided(s, e, money, d);
    sw_decision_free(d);
    sw_economics_result_free(money);
    sw_economics_free(e);
    return st;
}

static char *first_error(const sw_diagnostics *d)
{
    for (size_t i = 0; i < sw_diagnostics_length(d); i++)
        if (sw_diagnostics_at(d, i)->severity == SW_ERROR)
            return g_strdup(sw_diagnostics_at(d, i)->message);
    return g_strdup("its model is rejected");
}

/* False with *why (caller frees): this mix cannot be evaluated. */
static bool evaluate(sw_standing *s, const sw_json *const model[SW_PARTS],
                     const char *name, char **why)
{
    sw_diagnostics *d = sw_diagnostics_new();
    sw_pilot *pilot = sw_pilot_stored(model, name, d);
    sw_error err = {0};
    bool ok = false;
    if (pilot == NULL) {
        *why = first_error(d);
    } else {
        sw_evidence *evidence = sw_evidence_stored(model, pilot);
        ok = decide(s, pilot, evidence, &err) == SW_OK;
        if (!ok)
            *why = g_strdup(err.message);
        sw_evidence_free(evidence);
    }
    sw_pilot_free(pilot);
    sw_diagnostics_free(d);
    return ok;
}

/* ---- step by step ---- */

/* The first step of the rule that came out otherwise. */
static void find_rule(sw_turn *t, const sw_standing *was, const sw_standing *is)
{
    for (size_t i = 0; i < was->n_rules; i++)
        for (size_t k = 0; k < is->n_rules; k++) {
            const sw_bridge_rule *a = &was->rules[i], *b = &is->rules[k];
            if (g_strcmp0(a->rule, b->rule) != 0 ||
                (a->known == b->known && (!a->known || a->passed == b->passed)))
                continue;
            t->rule = a->rule;
            t->before = a->value;
            t->now = b->value;
            t->threshold = isnan(b->threshold) ? a->threshold : b->threshold;
            t->reached[0] = a->known;
            t->reached[1] = b->known;
            t->passed[0] = a->passed;
            t->passed[1] = b->passed;
            return;
        }
}

static void add_turn(sw_bridge *b, int part, const sw_standing *was,
                     const sw_standing *is)
{
    if (g_strcmp0(was->verdict, is->verdict) == 0)
        return;
    sw_turn t = {.part = part,
                 .from = was->verdict,
                 .to = is->verdict,
                 .before = NAN,
                 .now = NAN,
                 .threshold = NAN};
    find_rule(&t, was, is);
    b->turns = g_renew(sw_turn, b->turns, b->n_turns + 1);
    b->turns[b->n_turns++] = t;
}

/* Each part's share of the change; a step that could not be evaluated moves
 * nothing, and the next moves what both do. */
static void take_parts(sw_bridge *b)
{
    for (int f = 0; f < SW_BRIDGE_FIGURES; f++) {
        double last = b->at[AGAIN].figure[f];
        b->part[f][SW_BRIDGE_SOFTWARE] = last - b->at[STORED].figure[f];
        for (int part = 1; part < SW_BRIDGE_PARTS; part++) {
            double next = b->with_next[part] ? last : b->at[1 + part].figure[f];
            b->part[f][part] = next - last;
            last = next;
        }
        b->part[f][SW_BRIDGE_SOFTWARE] += b->at[LAST].figure[f] - last;
        b->change[f] = b->at[LAST].figure[f] - b->at[STORED].figure[f];
    }
}

static void take_turns(sw_bridge *b)
{
    const sw_standing *last = &b->at[AGAIN];
    add_turn(b, SW_BRIDGE_SOFTWARE, &b->at[STORED], last);
    for (int part = 1; part < SW_BRIDGE_PARTS; part++) {
        if (b->with_next[part])
            continue;
        add_turn(b, part, last, &b->at[1 + part]);
        last = &b->at[1 + part];
    }
    add_turn(b, SW_BRIDGE_SOFTWARE, last, &b->at[LAST]);
}

/* Both models whole, then those between. */
static bool evaluate_all(sw_bridge *b, const sw_json *const whole[2],
                         const char *const names[2])
{
    const sw_json *model[SW_PARTS];
    for (int end = 0; end < 2; end++) {
        for (int part = 0; part < SW_PARTS; part++)
            model[part] = whole[end];
        if (!evaluate(&b->at[end == 0 ? AGAIN : LAST - 1], model, names[end],
                      &b->why_not))
            return false;
    }
    for (int part = 0; part < SW_PARTS; part++)
        model[part] = whole[0];
    for (int part = 0; part < SW_PARTS - 1; part++) {
        g_autofree char *why = NULL;
        model[part] = whole[1];
        b->with_next[1 + part] =
            !evaluate(&b->at[2 + part], model, names[1], &why);
    }
    return true;
}

static bool segments_are_withheld(const sw_json *result)
{
    const sw_json *v = sw_json_at(result, "model.evidence.segments_withheld");
    return v != NULL && v->type == SW_JSON_BOOLEAN && v->boolean;
}

void sw_bridge_build(sw_bridge *out, const sw_json *old_result,
                     const sw_json *new_result, const char *const names[2])
{
    const sw_json *whole[2] = {sw_json_member(old_result, "model"),
                               sw_json_member(new_result, "model")};
    *out = (sw_bridge){0};
    take_stored(&out->at[STORED], old_result);
    take_stored(&out->at[LAST], new_result);
    out->withheld =
        segments_are_withheld(old_result) || segments_are_withheld(new_result);
    out->known = evaluate_all(out, whole, names);
    if (!out->known)
        return;
    take_parts(out);
    take_turns(out);
}

void sw_bridge_clear(sw_bridge *b)
{
    for (size_t i = 0; i < G_N_ELEMENTS(b->at); i++)
        clear_standing(&b->at[i]);
    g_free(b->turns);
    g_free(b->why_not);
}
