#include "regret/rules.h"

#include <math.h>

#include "evidence/assess.h"

const char *const rule_name[RULE_N] = {
    "seatworth", "always renew",   "always cancel",     "mean ROI > 0",
    "p < .05",   ">= 60 % active", "posterior mean > 0"};

enum { WEEKS_A_YEAR = 52 };

static const bool all_of_them[DEPARTMENTS] = {true, true, true,
                                              true, true, true};

static double renewing(const world *w)
{
    return world_worth(w, all_of_them, 1);
}

static const sw_option *chosen_option(const decided *d)
{
    const sw_decision *decision = d->decision;
    for (size_t i = 0; i < decision->n_options; i++)
        if (decision->options[i].kind == decision->verdict.option)
            return &decision->options[i];
    return NULL;
}

/* The departments of the segments that stay; "other" holds the small ones. */
static double rightsized(const decided *d, const world *w)
{
    const sw_option *o = chosen_option(d);
    const sw_evidence *e = d->evidence;
    bool keep[DEPARTMENTS];
    for (int k = 0; k < DEPARTMENTS; k++) {
        g_autofree char *name = g_strdup_printf("department %d", k);
        keep[k] = o->keep == NULL;
        for (size_t g = 0; o->keep != NULL && g < e->n_segments; g++)
            if (strcmp(e->segments[g].name, name) == 0)
                keep[k] = o->keep[g];
    }
    return world_worth(w, keep, 1);
}

/* What the verdict brings when it is followed; a price that is refused, and a
 * study, lead to what `spends` and the return value say in the end. */
typedef struct follow {
    const world *w;
    const char *folder;
    sw_random *r;
    bool spends;
} follow;

static double worth_of(follow *f, const decided *d);

/* The same data once more, without the way out that failed. */
static double refused(follow *f, const decided *d)
{
    sw_pilot *pilot = d->pilot;
    pilot->policy.plausible_discount = 0;
    decided again = *d;
    sw_error err = {0};
    if (sw_decide(&again.decision, d->economics, d->money, &err) != SW_OK)
        return NAN;
    double brings = worth_of(f, &again);
    sw_decision_free(again.decision);
    return brings;
}

static double renegotiated(follow *f, const decided *d)
{
    double share = chosen_option(d)->price / mix_price;
    if (share < f->w->vendor)
        return refused(f, d);
    f->spends = true;
    return world_worth(f->w, all_of_them, share);
}

/* What a study shows: the silent answer, or a control group is measured. */
static world studied(const world *w, sw_study_kind kind)
{
    enum { MOST_CONTROLS = 300 };
    world next = *w;
    if (kind == SW_STUDY_SURVEY) {
        next.spec.silent = 0;
    } else if (kind == SW_STUDY_CONTROL) {
        next.spec.design = SIM_CONTROLLED;
        next.spec.assignment = SW_ASSIGN_RANDOMISED;
        next.spec.control = MIN(w->seats, MOST_CONTROLS);
        next.spec.hidden_mean = next.spec.hidden_sd = 0;
        memcpy(next.shown, w->minutes, sizeof next.shown);
    }
    return next;
}

/* The study's weeks at the interim price, then what the second look says. */
static double extended(follow *f, const decided *d)
{
    const sw_study *s = &d->decision->studies[0];
    static const double interim = 1.2;
    double part = s->weeks / WEEKS_A_YEAR;
    double meanwhile = world_worth(f->w, all_of_them, interim);
    world next = studied(f->w, s->kind);
    double known = s->kind == SW_STUDY_REALISATION ? f->w->realisation : NAN;
    decided second;
    regret_decide(&second, &next, f->folder, known, 0, f->r);
    double after = worth_of(f, &second);
    regret_clear(&second);
    f->spends = true;
    return part * meanwhile + (1 - part) * after - s->cost;
}

static double worth_of(follow *f, const decided *d)
{
    switch (d->decision->verdict.option) {
    case SW_OPTION_RENEW:
        f->spends = true;
        return renewing(f->w);
    case SW_OPTION_RIGHTSIZE:
        f->spends = true;
        return rightsized(d, f->w);
    case SW_OPTION_RENEGOTIATE:
        return renegotiated(f, d);
    case SW_OPTION_EXTEND:
        return extended(f, d);
    default:
        return 0;
    }
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

void regret_follow(outcome *out, const char *folder, sw_random *r)
{
    static const double enough_active = .6, alpha = .05;
    world *w = &out->world;
    decided d;
    regret_decide(&d, w, folder, NAN, 1, r);
    const sw_effect *lead = sw_evidence_lead(d.evidence);
    follow f = {.w = w, .folder = folder, .r = r};
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
    out->commits = f.spends;
    regret_clear(&d);
}
