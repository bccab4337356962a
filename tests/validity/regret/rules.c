#include "regret/rules.h"

#include <math.h>

#include "evidence/assess.h"

const char *const rule_name[RULE_N] = {
    "seatworth", "always renew",   "always cancel",     "mean ROI > 0",
    "p < .05",   ">= 60 % active", "posterior mean > 0"};

const double bar_of[BARS] = {.60, .65, .70, .75, .80, .85, .90};

static const bool all_of_them[DEPARTMENTS] = {true, true, true,
                                              true, true, true};

static double renewing(const world *w)
{
    return world_worth(w, all_of_them, 1);
}

static const sw_option *chosen_option(const decided *d)
{
    const sw_decision *decision = d->decision;
    const sw_verdict *v = &decision->verdict;
    if (v->chosen != SW_NO_OPTION &&
        decision->options[v->chosen].kind == v->option)
        return &decision->options[v->chosen];
    for (size_t i = 0; i < decision->n_options; i++)
        if (decision->options[i].kind == v->option)
            return &decision->options[i];
    return NULL;
}

/* The seats of an option at its price, in truth. The departments of the
 * segments that stay; "other" holds the small ones. */
static double bought(const decided *d, const sw_option *o, const world *w)
{
    const sw_evidence *e = d->evidence;
    bool keep[DEPARTMENTS];
    for (int k = 0; k < DEPARTMENTS; k++) {
        g_autofree char *name = g_strdup_printf("department %d", k);
        keep[k] = o->keep == NULL;
        bool found = false;
        for (size_t g = 0; o->keep != NULL && g < e->n_segments; g++)
            if (strcmp(e->segments[g].name, name) == 0) {
                keep[k] = o->keep[g];
                found = true;
            }
        for (size_t g = 0; o->keep != NULL && !found && g < e->n_segments; g++)
            if (e->segments[g].is_word)
                keep[k] = o->keep[g];
    }
    return world_worth(w, keep, o->price / mix_price);
}

/* What the verdict brings when it is followed; a price that is refused, and a
 * study, lead to what `buys` and the return value say in the end. */
typedef struct follow {
    const world *w;
    const char *folder;
    sw_random r; /* a copy: every bar sees the same second look */
    double bar;
    bool buys;
} follow;

static double worth_of(follow *f, const decided *d);

/* The same data once more, without the way out that failed. */
static double refused(follow *f, const decided *d)
{
    sw_policy *policy = &d->pilot->policy;
    double discount = policy->plausible_discount;
    decided again = *d;
    policy->plausible_discount = 0;
    regret_decide_again(&again);
    double brings = worth_of(f, &again);
    sw_decision_free(again.decision);
    policy->plausible_discount = discount;
    return brings;
}

static double renegotiated(follow *f, const decided *d)
{
    const sw_option *o = chosen_option(d);
    if (o->price / mix_price < f->w->vendor)
        return refused(f, d);
    f->buys = true;
    return bought(d, o, f->w);
}

/* What a study shows: the silent answer, or a control group is measured. */
static world studied(const world *w, sw_study_kind kind)
{
    enum { MOST_CONTROLS = 300 };
    world next = *w;
    if (kind == SW_STUDY_SURVEY) {
        next.spec.silent = next.spec.follows = 0;
        next.spec.answers = 0;
    } else if (kind == SW_STUDY_CONTROL) {
        next.spec.design = SIM_CONTROLLED;
        next.spec.assignment = SW_ASSIGN_RANDOMISED;
        next.spec.control = MIN(w->seats, MOST_CONTROLS);
        next.spec.hidden_mean = next.spec.hidden_sd = 0;
        memcpy(next.shown, w->minutes, sizeof next.shown);
    }
    return next;
}

/* What the study delays goes on at the interim price; then what the second look
 * says. */
static double extended(follow *f, const decided *d)
{
    const sw_study *s = &d->decision->studies[0];
    static const double interim = 1.2;
    double part = s->delay_years;
    double meanwhile = world_worth(f->w, all_of_them, interim);
    world next = studied(f->w, s->kind);
    look last = {.bar = f->bar, .realisation = NAN};
    if (s->kind == SW_STUDY_REALISATION)
        last.realisation = f->w->realisation;
    decided second;
    regret_decide(&second, &next, f->folder, &last, &f->r);
    double after = worth_of(f, &second);
    regret_clear(&second);
    return part * meanwhile + (1 - part) * after - s->cost;
}

static double worth_of(follow *f, const decided *d)
{
    switch (d->decision->verdict.option) {
    case SW_OPTION_RENEW:
    case SW_OPTION_RIGHTSIZE:
        f->buys = true;
        return bought(d, chosen_option(d), f->w);
    case SW_OPTION_RENEGOTIATE:
        return renegotiated(f, d);
    case SW_OPTION_EXTEND:
        return extended(f, d);
    default: /* cancelled, or left to the contract, which lapses */
        return 0;
    }
}

static first_choice first_of(const decided *d, const world *w)
{
    const sw_decision *decision = d->decision;
    int best = decision->verdict.best;
    if (best == SW_NO_OPTION || d->evidence->grade == 'D' ||
        decision->options[best].simulated == SW_NO_OPTION)
        return (first_choice){0};
    const sw_option *o = &decision->options[best];
    const double *net =
        sw_simulation_net(decision->simulation, (size_t)o->simulated);
    double gain = 0, loss = 0;
    for (size_t i = 0; i < decision->simulation->draws; i++) {
        gain += fmax(net[i], 0);
        loss += fmax(-net[i], 0);
    }
    return (first_choice){.open = o->seats > 0 && gain > 0,
                          .brings = bought(d, o, w),
                          .chance = o->draws.probability_positive,
                          .gain_loss = gain / loss};
}

/* The estimate as published calculators take it: no factor, no bias. */
static bool mean_pays(const sw_effect *lead)
{
    enum { MONTHS = 12, MINUTES = 60 };
    static const double realisation = .5;
    return lead != NULL &&
           lead->minutes * mix_weeks / MINUTES * mix_hour * realisation >
               MONTHS * mix_price;
}

/* The same data at another bar; where leaving is worth most no bar is asked. */
static ending at_bar(double bar, const decided *d, follow f, ending own)
{
    sw_policy *policy = &d->pilot->policy;
    const sw_verdict *v = &d->decision->verdict;
    double usual = policy->required_probability;
    decided again = *d;
    if (!(bar < usual || bar > usual) ||
        (v->option == SW_OPTION_CANCEL && v->best == SW_NO_OPTION))
        return own;
    f.bar = policy->required_probability = bar;
    regret_decide_again(&again);
    double brings = worth_of(&f, &again);
    sw_decision_free(again.decision);
    policy->required_probability = usual;
    return (ending){world_best(f.w) - brings, f.buys};
}

void regret_follow(outcome *out, const char *folder, bool bars, sw_random *r)
{
    static const double enough_active = .6, alpha = .05;
    static const look first = {NAN, 1, NAN};
    world *w = &out->world;
    decided d;
    regret_decide(&d, w, folder, &first, r);
    const sw_effect *lead = sw_evidence_lead(d.evidence);
    const follow begin = {.w = w, .folder = folder, .r = *r, .bar = NAN};
    follow f = begin;
    out->verdict = d.decision->verdict.option;
    out->grade = d.evidence->grade;
    bool renew[RULE_N] = {
        [RULE_RENEW] = true,
        [RULE_ROI] = mean_pays(lead),
        [RULE_P] =
            lead != NULL && lead->minutes > 0 &&
            lead->p<alpha, [RULE_ACTIVE] = w->active_share >= enough_active,
                    [RULE_POSTERIOR] = d.decision->options[0].draws.mean> 0};
    double best = world_best(w), all = renewing(w);
    for (int k = RULE_RENEW; k < RULE_N; k++)
        out->regret[k] = best - (renew[k] ? all : 0);
    out->regret[RULE_SEATWORTH] = best - worth_of(&f, &d);
    out->buys = f.buys;
    ending own = {out->regret[RULE_SEATWORTH], out->buys};
    for (size_t k = 0; k < BARS; k++)
        out->at[k] = bars ? at_bar(bar_of[k], &d, begin, own) : own;
    out->best = best;
    out->first = first_of(&d, w);
    regret_clear(&d);
}
