#include "simulation/influence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "simulation/draws_decision.h"
#include "simulation/information.h"
#include "simulation/variance_index.h"

/* Draws of each replicate behind an exact value, and behind a regression. */
enum { POINTS = 256, REGRESSED = 256 };

static sw_input_group group_of_input(size_t input)
{
    switch (input) {
    case SW_IN_EFFECT:
    case SW_IN_BIAS:
    case SW_IN_SELF_REPORT:
    case SW_IN_SILENT_SHARE:
    case SW_IN_KAPPA:
    case SW_IN_MISSING:
    case SW_IN_R_MISS:
    case SW_IN_MISSING_CONTROL:
    case SW_IN_R_MISS_CONTROL:
    case SW_IN_UNIT_MINUTES:
    case SW_IN_UNIT_ASSUMED:
    case SW_IN_REWORK:
    case SW_IN_TRANSPORT:
    case SW_IN_PERSISTENCE:
    case SW_IN_DECAY:
    case SW_IN_ADOPTION_PILOT:
    case SW_IN_ADOPTION:
        return SW_GROUP_EFFECT;
    case SW_IN_WORKING_WEEKS:
    case SW_IN_HOURS_PER_WEEK:
    case SW_IN_DAYS_PER_WEEK:
    case SW_IN_HOURLY_COST:
    case SW_IN_REALISATION:
    case SW_IN_WAGE_GROWTH:
        return SW_GROUP_TIME;
    default:
        return SW_GROUP_MONEY;
    }
}

/* Leaving's zeros first, then the net benefits of the set on the first draws of
 * each replicate. */
static size_t gather_net(double *net, const sw_simulation *s, size_t n)
{
    size_t per = s->draws / SW_REPLICATES, total = n * SW_REPLICATES, k = 1;
    memset(net, 0, total * sizeof *net);
    for (size_t o = 0; o < s->n_options; o++) {
        if (!s->in_set[o])
            continue;
        const double *from = sw_simulation_net(s, o);
        for (size_t r = 0; r < SW_REPLICATES; r++)
            memcpy(net + k * total + r * n, from + r * per, n * sizeof *net);
        k++;
    }
    return k;
}

static sw_status gather_input(double *x, const sw_draw_plan *plan, size_t input,
                              size_t n, sw_error *err)
{
    sw_draw_block b;
    sw_status st = sw_draw_block_init(&b, plan, err);
    for (size_t r = 0; st == SW_OK && r < SW_REPLICATES; r++) {
        sw_draw_block_fill(&b, plan, r, 0, n);
        memcpy(x + r * n, b.column[input], n * sizeof *x);
    }
    if (st == SW_OK)
        sw_draw_block_clear(&b);
    return st;
}

/* Where the conditional expectation has no closed form. */
static sw_status regress(sw_evppi *out, const sw_information *x,
                         const sw_simulation *s, sw_error *err)
{
    const sw_draw_plan *plan = sw_information_plan(x);
    size_t n = plan->points.per_replicate;
    n = n < REGRESSED ? n : REGRESSED;
    size_t total = n * SW_REPLICATES;
    double *net = calloc((s->n_options + 1) * total, sizeof *net);
    double *parameter = calloc(total, sizeof *parameter);
    sw_status st = SW_OK;
    if (net == NULL || parameter == NULL)
        st = sw_fail(err, SW_ENOMEM, "value of an input");
    if (st == SW_OK)
        st = gather_input(parameter, plan, out->input, n, err);
    if (st == SW_OK) {
        sw_benefit_draws draws = {net, gather_net(net, s, n), total};
        sw_partial_information found = {NAN, NAN};
        out->method = SW_EVPPI_REGRESSION;
        if (total >= SW_EVPPI_MIN_DRAWS &&
            sw_draws_evppi(&found, &draws, parameter, s->seed, NULL) != SW_OK)
            found = (sw_partial_information){NAN, NAN};
        out->value = found.value;
        out->se = found.se;
    }
    free(net);
    free(parameter);
    return st;
}

static sw_status value_known(sw_evppi *out, const sw_information *x,
                             const bool *known, sw_error *err)
{
    sw_information_value v;
    sw_status st = sw_information_worth(&v, x, known, NULL, NULL, err);
    if (st != SW_OK)
        return st;
    out->value = v.value;
    out->se = v.se;
    return SW_OK;
}

static sw_status value_inputs(sw_influence *out, const sw_information *x,
                              const sw_simulation *s, bool *known,
                              sw_error *err)
{
    const sw_draw_plan *plan = sw_information_plan(x);
    sw_status st = SW_OK;
    for (size_t k = 0; st == SW_OK && k < plan->n_varying; k++) {
        sw_evppi *v = &out->input[k];
        *v = (sw_evppi){.input = plan->varying[k], .n_inputs = 1};
        known[v->input] = true;
        if (sw_information_is_exact(x, known))
            st = value_known(v, x, known, err);
        else
            st = regress(v, x, s, err);
        known[v->input] = false;
    }
    out->n_inputs = plan->n_varying;
    return st;
}

static sw_status value_groups(sw_influence *out, const sw_information *x,
                              bool *known, sw_error *err)
{
    const sw_draw_plan *plan = sw_information_plan(x);
    sw_status st = SW_OK;
    for (size_t g = 0; st == SW_OK && g < SW_GROUPS; g++) {
        sw_evppi *v = &out->group[g];
        *v = (sw_evppi){.input = g};
        for (size_t k = 0; k < plan->n_varying; k++) {
            bool in = group_of_input(plan->varying[k]) == g;
            known[plan->varying[k]] = in;
            v->n_inputs += in;
        }
        v->method = sw_information_is_exact(x, known) ? SW_EVPPI_EXACT
                                                      : SW_EVPPI_AT_MEANS;
        if (v->n_inputs > 0)
            st = value_known(v, x, known, err);
    }
    return st;
}

static int by_value(const void *a, const void *b)
{
    const sw_evppi *x = a, *y = b;
    double dx = isnan(x->value) ? -INFINITY : x->value;
    double dy = isnan(y->value) ? -INFINITY : y->value;
    if (dx > dy || dx < dy)
        return dx > dy ? -1 : 1;
    return x->input < y->input ? -1 : 1;
}

sw_status sw_influence_new(sw_influence **out, const sw_simulation *s,
                           const sw_economics *e, sw_error *err)
{
    sw_information *x = NULL;
    sw_influence *new = calloc(1, sizeof *new);
    if (new == NULL)
        return sw_fail(err, SW_ENOMEM, "influence of inputs");
    sw_status st = sw_information_new(&x, s, e, POINTS, err);
    bool *known = NULL;
    if (st == SW_OK) {
        const sw_draw_plan *plan = sw_information_plan(x);
        known = calloc(plan->n_inputs, sizeof *known);
        new->input = calloc(plan->n_varying + 1, sizeof *new->input);
        new->correlated = plan->n_together > 0;
        if (known == NULL || new->input == NULL)
            st = sw_fail(err, SW_ENOMEM, "influence of inputs");
    }
    if (st == SW_OK)
        st = value_inputs(new, x, s, known, err);
    if (st == SW_OK)
        st = value_groups(new, x, known, err);
    if (st == SW_OK)
        st = sw_variance_indices(new, sw_information_plan(x),
                                 sw_information_model(x), err);
    if (st == SW_OK)
        st = sw_acceptance_new(&new->acceptance, s, sw_information_plan(x),
                               sw_information_model(x), err);
    free(known);
    sw_information_free(x);
    if (st != SW_OK) {
        sw_influence_free(new);
        return st;
    }
    qsort(new->input, new->n_inputs, sizeof *new->input, by_value);
    *out = new;
    return SW_OK;
}

void sw_influence_free(sw_influence *x)
{
    if (x == NULL)
        return;
    free(x->input);
    free(x->sobol);
    sw_acceptance_free(x->acceptance);
    free(x);
}
