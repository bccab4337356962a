#include "stats/knapsack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps looked at, over all nodes, before the search gives up. */
enum { MOST_WORK = 100000000 };

/* An option that no cheaper one of its group is as good as. */
typedef struct option {
    double cost, value;
    size_t index; /* of the group's options as given */
} option;

/* From one option of a group's hull to the next. */
typedef struct step {
    double cost, value, rate;
    size_t group;
    size_t to; /* place in the group's list */
} step;

typedef struct search {
    const sw_knapsack *k;
    size_t *start;      /* [n + 1] of each group's list in `list` */
    option *list;       /* undominated, by rising cost */
    size_t *low, *high; /* [n] what a node leaves of each list */
    step *steps;
    size_t *at;   /* [n] where the relaxation stands */
    size_t *best; /* [n] */
    size_t *hull; /* of one group */
    double best_value;
    bool found;
    double open_bound; /* of nodes that were left */
    size_t nodes, most;
} search;

/* A relaxation's result: integral, or a group that stands between two. */
typedef struct relaxed {
    bool feasible, whole;
    double value, rounded; /* with and without the broken step */
    size_t group, to;
} relaxed;

/* ---- lists ---- */

static int by_cost(const void *a, const void *b)
{
    const option *x = a, *y = b;
    if (x->cost < y->cost || x->cost > y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->value < y->value || x->value > y->value)
        return x->value > y->value ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static size_t fill_group(option *out, const sw_knapsack *k, size_t g)
{
    size_t m = k->first[g + 1] - k->first[g], n = 0;
    for (size_t i = 0; i < m; i++)
        out[i] =
            (option){k->cost[k->first[g] + i], k->value[k->first[g] + i], i};
    qsort(out, m, sizeof *out, by_cost);
    for (size_t i = 0; i < m; i++)
        if (n == 0 || out[i].value > out[n - 1].value)
            out[n++] = out[i];
    return n;
}

/* ---- the relaxation ---- */

static double rate_of(const option *a, const option *b)
{
    return (b->value - a->value) / (b->cost - a->cost);
}

/* The upper hull of list[low..high]; places in s->hull. */
static size_t hull_of(search *s, const option *list, size_t low, size_t high)
{
    size_t n = 0;
    for (size_t i = low; i <= high; i++) {
        while (n >= 2 &&
               rate_of(&list[s->hull[n - 2]], &list[i]) >=
                   rate_of(&list[s->hull[n - 2]], &list[s->hull[n - 1]]))
            n--;
        s->hull[n++] = i;
    }
    return n;
}

static int by_rate(const void *a, const void *b)
{
    const step *x = a, *y = b;
    if (x->rate < y->rate || x->rate > y->rate)
        return x->rate > y->rate ? -1 : 1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* Starts from the cheapest of each group. */
static size_t list_steps(search *s, double *cost, double *value)
{
    size_t n = 0;
    *cost = *value = 0.0;
    for (size_t g = 0; g < s->k->n; g++) {
        const option *list = s->list + s->start[g];
        size_t m = hull_of(s, list, s->low[g], s->high[g]);
        s->at[g] = s->hull[0];
        *cost += list[s->hull[0]].cost;
        *value += list[s->hull[0]].value;
        for (size_t i = 1; i < m; i++) {
            const option *a = &list[s->hull[i - 1]], *b = &list[s->hull[i]];
            s->steps[n++] = (step){b->cost - a->cost, b->value - a->value,
                                   rate_of(a, b), g, s->hull[i]};
        }
    }
    qsort(s->steps, n, sizeof *s->steps, by_rate);
    return n;
}

static relaxed relax(search *s)
{
    relaxed r = {.whole = true};
    double cost, value, budget = s->k->budget;
    size_t n = list_steps(s, &cost, &value);
    r.feasible = cost <= budget;
    for (size_t i = 0; r.feasible && i < n; i++) {
        const step *t = &s->steps[i];
        if (cost + t->cost > budget) {
            r = (relaxed){true,  false,    value + t->rate * (budget - cost),
                          value, t->group, t->to};
            return r;
        }
        cost += t->cost;
        value += t->value;
        s->at[t->group] = t->to;
    }
    r.value = r.rounded = value;
    return r;
}

/* ---- branching ---- */

static void keep(search *s, double value)
{
    if (s->found && !(value > s->best_value))
        return;
    s->found = true;
    s->best_value = value;
    memcpy(s->best, s->at, s->k->n * sizeof *s->at);
}

/* Depth is at most the number of options: each branch leaves out one. */
static void explore(search *s)
{
    relaxed r = relax(s);
    if (!r.feasible)
        return;
    s->nodes++;
    keep(s, r.rounded);
    double room = 1e-12 * fmax(1.0, fabs(s->best_value));
    if (r.whole || r.value <= s->best_value + room)
        return;
    if (s->nodes >= s->most) {
        s->open_bound = fmax(s->open_bound, r.value);
        return;
    }
    size_t g = r.group, low = s->low[g], high = s->high[g];
    s->low[g] = r.to;
    explore(s);
    s->low[g] = low;
    s->high[g] = r.to - 1;
    explore(s);
    s->high[g] = high;
}

/* ---- the whole ---- */

static sw_status check(const sw_knapsack *k, sw_error *err)
{
    for (size_t g = 0; g < k->n; g++)
        if (k->first[g + 1] <= k->first[g])
            return sw_fail(err, SW_EDOMAIN, "a group has no option");
    for (size_t i = 0; k->n > 0 && i < k->first[k->n]; i++)
        if (!isfinite(k->cost[i]) || !isfinite(k->value[i]))
            return sw_fail(err, SW_EDOMAIN, "a cost or value is not finite");
    if (isnan(k->budget))
        return sw_fail(err, SW_EDOMAIN, "the budget is not a number");
    return SW_OK;
}

static bool allocate(search *s, size_t options)
{
    size_t n = s->k->n + 1;
    s->start = calloc(n, sizeof *s->start);
    s->list = calloc(options + 1, sizeof *s->list);
    s->low = calloc(n, sizeof *s->low);
    s->high = calloc(n, sizeof *s->high);
    s->steps = calloc(options + 1, sizeof *s->steps);
    s->at = calloc(n, sizeof *s->at);
    s->best = calloc(n, sizeof *s->best);
    s->hull = calloc(options + 1, sizeof *s->hull);
    return s->start != NULL && s->list != NULL && s->low != NULL &&
           s->high != NULL && s->steps != NULL && s->at != NULL &&
           s->best != NULL && s->hull != NULL;
}

static void release(search *s)
{
    free(s->start);
    free(s->list);
    free(s->low);
    free(s->high);
    free(s->steps);
    free(s->at);
    free(s->best);
    free(s->hull);
}

static void fill(search *s)
{
    for (size_t g = 0; g < s->k->n; g++) {
        size_t m = fill_group(s->list + s->start[g], s->k, g);
        s->start[g + 1] = s->start[g] + m;
        s->high[g] = m - 1;
    }
}

static void take(sw_knapsack_fit *out, size_t *chosen, const search *s)
{
    *out = (sw_knapsack_fit){.feasible = s->found, .nodes = s->nodes};
    for (size_t g = 0; g < s->k->n; g++) {
        const option *o = &s->list[s->start[g] + s->best[g]];
        chosen[g] = o->index;
        out->cost += o->cost;
        out->value += o->value;
    }
    out->bound = fmax(out->value, s->open_bound);
    out->exact = s->found && !(s->open_bound > out->value);
}

sw_status sw_knapsack_solve(sw_knapsack_fit *out, size_t *chosen,
                            const sw_knapsack *k, sw_error *err)
{
    sw_status st = check(k, err);
    if (st != SW_OK)
        return st;
    size_t options = k->n > 0 ? k->first[k->n] : 0;
    search s = {.k = k,
                .open_bound = -INFINITY,
                .best_value = -INFINITY,
                .most = k->most_nodes > 0 ? k->most_nodes
                                          : MOST_WORK / (options + 1) + 1000};
    if (!allocate(&s, options)) {
        release(&s);
        return sw_fail(err, SW_ENOMEM, "out of memory");
    }
    fill(&s);
    explore(&s);
    take(out, chosen, &s);
    release(&s);
    return SW_OK;
}
