#include "decision/renegotiate.h"

#include <math.h>
#include <stdlib.h>

#include "decision/option.h"
#include "decision/words.h"
#include "base/units.h"

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x < y) - (x > y);
}

/* What the required number of the scales exceeds. */
static double exceeded_by(double *scale, size_t n, double share)
{
    size_t wanted = (size_t)ceil(share * (double)n);
    qsort(scale, n, sizeof *scale, descending);
    return scale[wanted > 0 ? wanted - 1 : 0];
}

/* The scale below which one draw pays. */
static double scale_of(double net, double licence)
{
    if (licence > 0.0)
        return 1.0 + net / licence;
    return net > 0.0 ? INFINITY : -INFINITY;
}

static double scale_met(const double *net, const double *licence, size_t n,
                        double required)
{
    g_autofree double *scale = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        scale[i] = scale_of(net[i], licence[i]);
    return exceeded_by(scale, n, required);
}

static double scale_of_draws(const sw_simulation *s, size_t option,
                             double required)
{
    return scale_met(sw_simulation_net(s, option),
                     sw_simulation_licence(s, option), s->draws, required);
}

/* At which as many analyses meet the bar as stability asks for; `main` is the
 * main one's. */
static double scale_of_analyses(const sw_analyses *a, int option, double main,
                                const sw_policy *policy)
{
    g_autofree double *scale = g_new(double, a->n + 1);
    const double *licence = sw_analyses_licence(a, option);
    for (size_t i = 0; i < a->n; i++)
        scale[i] = i == 0 ? main
                          : scale_met(sw_analyses_net(a, option, i), licence,
                                      a->draws, policy->required_probability);
    return a->n > 0 ? exceeded_by(scale, a->n, policy->min_stability) : main;
}

/* What a seat costs without the copilot, where only the rest is scaled. */
static double base_price(const sw_economics *e)
{
    const sw_contract *c = e->pilot->contracts;
    double base = e->mean[c->baseline_price];
    if (!c->bundle || isnan(base))
        return 0.0;
    return c->per_year ? base / SW_MONTHS_PER_YEAR : base;
}

static double to_cents(double price)
{
    static const double CENTS = 100.0;
    return floor(price * CENTS) / CENTS;
}

/* At which the least that was answered meets the bar. */
static double scale_of_least(const sw_analyses *least, int option,
                             double required)
{
    return scale_met(sw_analyses_net(least, option, SW_BOUND_OF_LEAST),
                     sw_analyses_licence(least, option), least->draws,
                     required);
}

void sw_walk_away_set(sw_decision *d, const sw_economics *e,
                      const sw_analyses *a, const sw_analyses *least,
                      int option)
{
    const sw_policy *policy = &e->pilot->policy;
    const sw_option *o = &d->options[option];
    sw_walk_away *w = &d->walk_away;
    *w = (sw_walk_away){SW_NO_OPTION, NAN, NAN, NAN, false, false};
    if (o->simulated == SW_NO_OPTION || !(o->price > 0.0))
        return;
    size_t at = (size_t)o->simulated;
    double required = policy->required_probability;
    double k = scale_of_draws(d->simulation, at, required);
    if (least != NULL)
        k = fmin(k, scale_of_least(least, option, required));
    k = fmin(k, scale_of_analyses(a, option, k, policy));
    double base = base_price(e), above = o->price - base;
    w->option = option;
    w->from = o->price;
    w->is_met_today = k > 1.0;
    if (!(above > 0.0) || !isfinite(k))
        return;
    double price = to_cents(base + k * above);
    if (!(price > base))
        return;
    w->price = price;
    w->scale = (price - base) / above;
    w->is_plausible = !w->is_met_today && price < o->price &&
                      price >= (1.0 - policy->plausible_discount) * o->price;
}

/* Of renegotiation, its mean; `otherwise` where it is not given. */
static double given(const sw_economics *e, const char *key, double otherwise)
{
    size_t id = sw_inputs_find(&e->inputs, key);
    double x = id == SIZE_MAX ? NAN : sw_inputs_value(&e->inputs, id);
    return isnan(x) ? otherwise : x;
}

/* Cost of negotiating. */
static double cost_of_asking(const sw_economics *e)
{
    return given(e, "renegotiation.cost", 0.0);
}

double sw_worth_of_asking(const sw_option *ask, const sw_economics *e,
                          double refused)
{
    double accepted = given(e, "renegotiation.acceptance", NAN);
    double cost = cost_of_asking(e) * ask->scale;
    if (isnan(accepted))
        return INFINITY;
    return accepted * (ask->draws.mean + cost - refused) - cost;
}

/* The chance of the least that was answered, at the lower price. */
static void take_least(sw_option_draws *draws, const sw_analyses *least,
                       int option, double saved, double cost)
{
    const double *net = sw_analyses_net(least, option, SW_BOUND_OF_LEAST);
    const double *licence = sw_analyses_licence(least, option);
    size_t n = 0;
    for (size_t i = 0; i < least->draws; i++)
        n += net[i] + saved * licence[i] - cost > 0.0;
    draws->probability_positive =
        fmin(draws->probability_positive, (double)n / (double)least->draws);
}

static sw_status set_draws(sw_option *out, const sw_decision *d,
                           const sw_economics *e, const sw_analyses *least,
                           double tolerance, sw_error *err)
{
    const sw_simulation *s = d->simulation;
    const sw_option *o = &d->options[d->walk_away.option];
    const double *net = sw_simulation_net(s, (size_t)o->simulated);
    const double *licence = sw_simulation_licence(s, (size_t)o->simulated);
    double saved = 1.0 - d->walk_away.scale;
    double cost = cost_of_asking(e) * o->scale;
    g_autofree double *lower = g_new(double, s->draws);
    for (size_t i = 0; i < s->draws; i++)
        lower[i] = net[i] + saved * licence[i] - cost;
    out->draws = o->draws;
    sw_status st = sw_draws_summarise(&out->draws, lower, s->draws, err);
    if (st != SW_OK)
        return st;
    if (least != NULL)
        take_least(&out->draws, least, d->walk_away.option, saved, cost);
    double gain = saved * o->draws.licence - cost;
    out->draws.npv += gain;
    out->draws.npv_cashable += gain;
    out->draws.npv_with_capacity += gain;
    out->draws.npv_all += gain;
    out->draws.npv_programme = NAN; /* renewals at that price: nobody knows */
    sw_simulation_losses(&out->draws, s, lower, tolerance);
    return SW_OK;
}

static sw_message *why_not(const sw_decision *d, const sw_economics *e)
{
    const sw_walk_away *w = &d->walk_away;
    if (w->option == SW_NO_OPTION)
        return sw_message_word("no price of a seat could be lowered");
    if (w->is_met_today)
        return sw_message_word("today's price already meets the policy's bar");
    if (isnan(w->price))
        return sw_message_word("no price of a seat meets the policy's bar");
    return sw_message_of("the bar is met at %s only, a discount beyond "
                         "policy.plausible_discount",
                         sw_as_seat_price(e, w->price));
}

sw_status sw_renegotiate(sw_option *out, const sw_decision *d,
                         const sw_economics *e, const sw_analyses *least,
                         double tolerance, sw_error *err)
{
    const sw_walk_away *w = &d->walk_away;
    size_t of = w->option == SW_NO_OPTION ? 0 : (size_t)w->option;
    const sw_option *o = &d->options[of];
    *out = (sw_option){.kind = SW_OPTION_RENEGOTIATE,
                       .seats = o->seats,
                       .seats_from = o->seats_from,
                       .direction = o->direction,
                       .from = o->from,
                       .price = w->price,
                       .offer = o->offer,
                       .alternative = o->offer != NULL ? o->alternative : NULL,
                       .bound_until = o->bound_until,
                       .annuity = o->annuity,
                       .scale = o->scale,
                       .draws = sw_draws_unknown(),
                       .cash_12_months = NAN,
                       .year_spend = NAN,
                       .cost = NAN,
                       .simulated = SW_NO_OPTION};
    if (!w->is_plausible) {
        out->why_not = why_not(d, e);
        return SW_OK;
    }
    out->evaluated = out->feasible = true;
    out->by_usage = o->by_usage;
    if (o->keep != NULL)
        out->keep =
            g_memdup2(o->keep, e->evidence->n_segments * sizeof *o->keep);
    const sw_ledger *l = o->ledgers != NULL
                             ? &o->ledgers->own[SW_VIEW_PROGRAMME]
                             : &e->renew[SW_VIEW_PROGRAMME];
    sw_ledger_spend spend = sw_ledger_spending(e, l);
    double saved = 1.0 - w->scale;
    out->year_spend = o->year_spend - saved * spend.year_licence;
    out->cash_12_months = o->cash_12_months - saved * spend.cash_licence;
    sw_status st = set_draws(out, d, e, least, tolerance, err);
    if (st == SW_OK)
        sw_option_check(out, e);
    return st;
}
