#include "decision/best.h"

#include <math.h>

#include "decision/option.h"

/* Errors within which two means are a tie. */
static const double TIE_ERRORS = 2.0;
/* What two ways of adding up the same may differ by. */
static const double ROUNDING = 1e-9;

static bool may_be_chosen(const sw_option *o, sw_left_over left)
{
    if (!o->evaluated || !o->feasible || o->simulated == SW_NO_OPTION)
        return false;
    if (o->kind == SW_OPTION_SWITCH && !o->measured)
        return false;
    if (left == SW_LEFT_BY_USAGE)
        return o->kind == SW_OPTION_RIGHTSIZE && o->by_usage;
    return left == SW_LEFT_ALL;
}

void sw_best_set(sw_decision *d, const sw_economics *e, sw_left_over left,
                 double tolerance)
{
    sw_simulation *s = d->simulation;
    for (size_t i = 0; i < d->n_options; i++) {
        sw_option *o = &d->options[i];
        o->in_set = may_be_chosen(o, left);
        if (o->simulated != SW_NO_OPTION)
            s->in_set[o->simulated] = o->in_set;
    }
    sw_simulation_compare(s, tolerance);
    sw_options_take_draws(d, e);
}

static const double *draws_of(const sw_decision *d, int place)
{
    if (place == SW_NO_OPTION)
        return NULL;
    return sw_simulation_net(d->simulation,
                             (size_t)d->options[place].simulated);
}

static double mean_of(const sw_decision *d, int place)
{
    return place == SW_NO_OPTION ? 0.0 : d->options[place].draws.mean;
}

static const sw_option *option_at(const sw_decision *d, int place)
{
    return &d->options[place == SW_NO_OPTION ? sw_options_leaving(d) : place];
}

static bool is_tied(const sw_decision *d, int a, int b)
{
    double error = sw_simulation_difference_error(d->simulation, draws_of(d, a),
                                                  draws_of(d, b));
    double apart = fabs(mean_of(d, a) - mean_of(d, b));
    return apart <= fmax(TIE_ERRORS * error, ROUNDING * fabs(mean_of(d, a)));
}

/* Fewer seats, then lower cost; negative where a is leaner. */
static int compare(const sw_option *a, const sw_option *b)
{
    if (a->seats < b->seats || a->seats > b->seats)
        return a->seats < b->seats ? -1 : 1;
    double more = a->cash_12_months - b->cash_12_months;
    if (fabs(more) <= ROUNDING * fabs(b->cash_12_months))
        return 0;
    return more < 0.0 ? -1 : 1;
}

/* Whether a stands before b among ties. */
static bool is_preferred(const sw_decision *d, int a, int b)
{
    int order = compare(option_at(d, a), option_at(d, b));
    return order != 0 ? order < 0 : a < b;
}

int sw_best_find(const sw_decision *d)
{
    int highest = SW_NO_OPTION;
    for (size_t i = 0; i < d->n_options; i++)
        if (d->options[i].in_set &&
            d->options[i].draws.mean > mean_of(d, highest))
            highest = (int)i;
    int best = highest;
    for (int i = SW_NO_OPTION; i < (int)d->n_options; i++) {
        bool listed = i == SW_NO_OPTION || d->options[i].in_set;
        if (listed && i != highest && is_tied(d, i, highest) &&
            is_preferred(d, i, best))
            best = i;
    }
    return best;
}

int sw_best_cheapest(const sw_decision *d)
{
    int best = SW_NO_OPTION;
    for (size_t i = 0; i < d->n_options; i++) {
        const sw_option *o = &d->options[i];
        bool same_benefit = o->kind == SW_OPTION_RENEW || o->by_usage ||
                            o->kind == SW_OPTION_SWITCH;
        if (o->in_set && same_benefit &&
            (best == SW_NO_OPTION ||
             d->simulation->options[o->simulated].mean >
                 d->simulation->options[d->options[best].simulated].mean))
            best = (int)i;
    }
    return best;
}
