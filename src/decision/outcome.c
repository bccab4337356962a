/*
 * outcome.c - how the rule ends under another analysis: the best option of that
 * analysis, its bar, and the steps after it. What a study is worth is taken
 * from the main analysis: a preposterior is over all of them.
 */
#include <math.h>

#include "decision/option.h"
#include "decision/run.h"

/* The option of highest mean under an analysis; SW_NO_OPTION for leaving. */
static int best_under(const sw_run *r, size_t i)
{
    const sw_decision *d = r->d;
    static const double ROUNDING = 1e-9;
    int best = SW_NO_OPTION, main = d->verdict.best;
    double most = 0.0;
    for (size_t o = 0; o < r->analyses->n_options; o++) {
        double mean = d->options[o].in_set
                          ? sw_analyses_mean(r->analyses, (int)o, i)
                          : -INFINITY;
        /* What is as good stays as it is. */
        double rounding = (int)o == main ? -ROUNDING * fabs(mean) : 0.0;
        if (mean > most + rounding) {
            best = (int)o;
            most = mean;
        }
    }
    return best;
}

static bool meets_bar(const sw_run *r, const sw_analyses *a, int option,
                      size_t i)
{
    return sw_analyses_chance(a, option, i) >=
           r->e->pilot->policy.required_probability;
}

bool sw_takes(const sw_run *r, int place, size_t i)
{
    return best_under(r, i) == place && place != SW_NO_OPTION &&
           meets_bar(r, r->analyses, place, i);
}

/* The lowest plausible price meets the bar under an analysis, and today's does
 * not. */
static bool asks_under(const sw_run *r, size_t i)
{
    const sw_walk_away *w = &r->d->walk_away;
    const sw_analyses *a = r->analyses;
    const sw_policy *policy = &r->e->pilot->policy;
    if (!r->asks || w->option == SW_NO_OPTION)
        return false;
    const double *net = sw_analyses_net(a, w->option, i);
    const double *licence = sw_analyses_licence(a, w->option);
    double saved = 1.0 - w->scale;
    size_t n = 0;
    for (size_t k = 0; k < a->draws; k++)
        n += net[k] + saved * licence[k] > 0.0;
    return (double)n >= policy->required_probability * (double)a->draws;
}

/* Where the rule ends under an analysis: a kind, and a place where step 1 or 5
 * takes one of several of that kind. */
typedef struct end {
    sw_option_kind kind;
    int place;
} end;

static end end_under(const sw_run *r, size_t i)
{
    const sw_decision *d = r->d;
    int best = best_under(r, i), kept = r->kept.place;
    bool bounded = d->withholds && d->verdict.bounded == SW_BOUND_BETWEEN;
    if (best == SW_NO_OPTION && !bounded)
        return (end){SW_OPTION_CANCEL, SW_NO_OPTION};
    if (d->withholds)
        return (end){r->studies ? SW_OPTION_EXTEND : SW_OPTION_UNDETERMINED,
                     SW_NO_OPTION};
    if (meets_bar(r, r->analyses, best, i))
        return (end){d->options[best].kind, best};
    if (r->studies)
        return (end){SW_OPTION_EXTEND, SW_NO_OPTION};
    if (asks_under(r, i))
        return (end){SW_OPTION_RENEGOTIATE, SW_NO_OPTION};
    if (kept != SW_NO_OPTION && meets_bar(r, r->kept.own, 0, i))
        return (end){SW_OPTION_RIGHTSIZE, kept};
    return (end){SW_OPTION_CANCEL, SW_NO_OPTION};
}

bool sw_ends_alike(const sw_run *r, size_t i)
{
    const sw_verdict *v = &r->d->verdict;
    end under = end_under(r, i);
    bool leaves =
        v->chosen != SW_NO_OPTION && v->chosen == sw_options_leaving(r->d);
    if (leaves)
        return under.kind == SW_OPTION_CANCEL;
    return under.kind == v->option &&
           (under.place == SW_NO_OPTION || under.place == v->chosen);
}
