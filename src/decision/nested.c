#include "decision/nested.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decision/option.h"
#include "decision/previous.h"
#include "decision/rightsize.h"

typedef struct ranked {
    size_t segment;
    double probability;
} ranked;

static int by_probability(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->probability > y->probability || x->probability < y->probability)
        return x->probability > y->probability ? -1 : 1;
    return (x->segment > y->segment) - (x->segment < y->segment);
}

/* A set of the first `size` segments in order. */
typedef struct nested_set {
    size_t size;
    double mean, probability;
} nested_set;

static int by_mean(const void *a, const void *b)
{
    const nested_set *x = a, *y = b;
    return (x->mean < y->mean) - (x->mean > y->mean);
}

/* Segments that may stay, best first; their number. */
static size_t rank(ranked *list, const sw_segment_worth *w,
                   const sw_economics *e)
{
    const sw_policy *policy = &e->pilot->policy;
    g_autofree bool *kept = sw_previous_segments(e);
    size_t n = 0;
    for (size_t g = 0; g < w->n_segments; g++) {
        double least = kept != NULL && kept[g]
                           ? policy->segment_keep_probability
                           : policy->segment_probability;
        if (w->probability[g] >= least)
            list[n++] = (ranked){g, w->probability[g]};
    }
    qsort(list, n, sizeof *list, by_probability);
    return n;
}

/* Mean and chance of every nested set, from its segments' worth. */
static void screen(nested_set *sets, const ranked *list, size_t n,
                   const sw_segment_worth *w)
{
    g_autofree double *net = g_memdup2(w->fixed, w->n_draws * sizeof *net);
    for (size_t k = 0; k < n; k++) {
        const double *worth = w->worth + list[k].segment * w->n_draws;
        double total = 0.0;
        size_t positive = 0;
        for (size_t i = 0; i < w->n_draws; i++) {
            net[i] += worth[i];
            total += net[i];
            positive += net[i] > 0.0;
        }
        sets[k] = (nested_set){k + 1, total / (double)w->n_draws,
                               (double)positive / (double)w->n_draws};
    }
    qsort(sets, n, sizeof *sets, by_mean);
}

/* Without a list of its own an option keeps every segment. */
static bool same_set(const sw_option *o, const bool *keep, size_t n)
{
    if (o->kind != SW_OPTION_RIGHTSIZE || !o->evaluated || !o->by_usage)
        return o->keep != NULL && o->evaluated &&
               memcmp(o->keep, keep, n * sizeof *keep) == 0;
    for (size_t g = 0; g < n; g++)
        if (!keep[g])
            return false;
    return true;
}

static int find_listed(const sw_decision *d, const bool *keep, size_t n)
{
    for (size_t i = 0; i < d->n_options; i++)
        if (same_set(&d->options[i], keep, n))
            return (int)i;
    return SW_NO_OPTION;
}

/* The set as an option of its own, with its own draws. */
static sw_status simulate_set(sw_option *o, const sw_decision *d,
                              const sw_economics *e, double tolerance,
                              sw_error *err)
{
    sw_simulation *own;
    const sw_simulated_option list = sw_option_simulated(o, e);
    sw_status st = sw_simulate(&own, e, &list, 1, tolerance, err);
    if (st != SW_OK)
        return st;
    o->draws = own->options[0];
    sw_simulation_losses(&o->draws, d->simulation, sw_simulation_net(own, 0),
                         tolerance);
    sw_simulation_free(own);
    sw_ledger_spend spend =
        sw_ledger_spending(e, &o->ledgers->own[SW_VIEW_PROGRAMME]);
    o->cash_12_months = spend.cash_12_months;
    o->year_spend = spend.year;
    sw_option_check(o, e);
    return SW_OK;
}

/* The bar of step 2 in the main analysis, and in the share of all of them that
 * stability asks for. */
static bool meets_bar(const sw_option *o, const sw_analyses *own,
                      const sw_policy *policy)
{
    double bar = policy->required_probability;
    return o->feasible && o->draws.probability_positive >= bar &&
           sw_analyses_paying(own, 0, bar) >= policy->min_stability;
}

/* Of a set that is not listed yet: its figures under the analyses, and where
 * the rule goes on with the least that was answered the chance of that. */
static sw_status analyse(sw_analyses **own, sw_option *o, const sw_nested *s,
                         bool listed, sw_error *err)
{
    sw_analyses *bounds = NULL;
    sw_status st = SW_OK;
    if (s->least != NULL && !listed)
        st = sw_analyses_of(&bounds, s->least, o, err);
    if (bounds != NULL)
        sw_analyses_take_least(&o->draws, bounds, 0);
    sw_analyses_free(bounds);
    return st == SW_OK ? sw_analyses_of(own, s->analyses, o, err) : st;
}

/* Tries a set; the search stays as it is where the set does not do. */
static sw_status try_set(sw_nested *s, sw_decision *d, const sw_economics *e,
                         const bool *keep, double tolerance, sw_error *err)
{
    const sw_policy *policy = &e->pilot->policy;
    int listed = find_listed(d, keep, e->evidence->n_segments);
    sw_analyses *own = NULL;
    sw_option o = listed != SW_NO_OPTION
                      ? d->options[listed]
                      : sw_rightsize_to(d->rightsizing, e, keep);
    sw_status st = SW_OK;
    if (listed == s->refused && listed != SW_NO_OPTION)
        return SW_OK;
    if (listed == SW_NO_OPTION && o.evaluated)
        st = simulate_set(&o, d, e, tolerance, err);
    if (st == SW_OK && o.evaluated)
        st = analyse(&own, &o, s, listed != SW_NO_OPTION, err);
    if (st == SW_OK && o.evaluated && meets_bar(&o, own, policy)) {
        s->place = listed != SW_NO_OPTION ? listed : sw_options_insert(d, o);
        s->own = own;
        return SW_OK;
    }
    sw_analyses_free(own);
    if (listed == SW_NO_OPTION)
        sw_option_clear(&o);
    return st;
}

/* The sets in the order of their means, until one does. */
static sw_status try_sets(sw_nested *s, sw_decision *d, const sw_economics *e,
                          const ranked *list, size_t n, double tolerance,
                          sw_error *err)
{
    const sw_segment_worth *w = d->rightsizing->worth;
    g_autofree nested_set *sets = g_new(nested_set, n);
    g_autofree bool *keep = g_new(bool, w->n_segments);
    sw_status st = SW_OK;
    screen(sets, list, n, w);
    for (size_t k = 0; st == SW_OK && s->place == SW_NO_OPTION && k < n; k++) {
        if (sets[k].probability < e->pilot->policy.required_probability)
            continue;
        memset(keep, 0, w->n_segments * sizeof *keep);
        for (size_t i = 0; i < sets[k].size; i++)
            keep[list[i].segment] = true;
        st = try_set(s, d, e, keep, tolerance, err);
    }
    return st;
}

sw_status sw_nested_find(sw_nested *s, sw_message **note, sw_decision *d,
                         const sw_economics *e, double tolerance, sw_error *err)
{
    const sw_rightsizing *r = d->rightsizing;
    s->place = SW_NO_OPTION;
    if (r->why_not != NULL || r->worth == NULL) {
        *note = sw_message_share(r->why_not != NULL ? r->why_not
                                                    : r->why_no_segments);
        return SW_OK;
    }
    sw_status st = SW_OK;
    if (r->worth->probability == NULL)
        st = sw_segment_worth_draw(r->worth, e, &r->terms, err);
    if (st != SW_OK)
        return st;
    g_autofree ranked *list = g_new(ranked, r->worth->n_segments);
    size_t n = rank(list, r->worth, e);
    if (n > 0)
        st = try_sets(s, d, e, list, n, tolerance, err);
    if (st != SW_OK)
        return st;
    if (s->place != SW_NO_OPTION)
        *note = sw_message_new(
            "%zu of %zu segments reach the chance that the policy asks of "
            "each, and %.0f seats meet the bar",
            n, r->worth->n_segments, d->options[s->place].seats);
    else
        *note = sw_message_new(
            "%zu of %zu segments reach the chance that the policy asks of "
            "each, and no set of them meets the bar",
            n, r->worth->n_segments);
    return SW_OK;
}
