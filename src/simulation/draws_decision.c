/* draws_decision.c - means, chances of being best and losses, draw by draw. */
#include "simulation/draws_decision.h"

#include <math.h>

#include "base/sum.h"

static sw_status check(const sw_benefit_draws *d, sw_error *err)
{
    if (d->n_options == 0)
        return sw_fail(err, SW_ENODATA, "there is no option");
    if (d->n_draws < 2)
        return sw_fail(err, SW_ENODATA, "%zu draw%s: at least 2 are needed",
                       d->n_draws, d->n_draws == 1 ? "" : "s");
    for (size_t i = 0; i < d->n_options * d->n_draws; i++)
        if (!isfinite(d->net[i]))
            return sw_fail(err, SW_EDOMAIN,
                           "draw %zu of option %zu is not finite",
                           i % d->n_draws, i / d->n_draws);
    return SW_OK;
}

static double at(const sw_benefit_draws *d, size_t option, size_t draw)
{
    return d->net[option * d->n_draws + draw];
}

static double best_of_draw(const sw_benefit_draws *d, size_t draw)
{
    double best = at(d, 0, draw);
    for (size_t o = 1; o < d->n_options; o++)
        best = fmax(best, at(d, o, draw));
    return best;
}

/* Each of k options that tie gets 1 / k of the draw. */
static void share_out(sw_option_worth *worth, const sw_benefit_draws *d)
{
    for (size_t o = 0; o < d->n_options; o++)
        worth[o].probability_best = 0.0;
    for (size_t i = 0; i < d->n_draws; i++) {
        double best = best_of_draw(d, i);
        size_t ties = 0;
        for (size_t o = 0; o < d->n_options; o++)
            ties += at(d, o, i) >= best;
        for (size_t o = 0; o < d->n_options; o++)
            if (at(d, o, i) >= best)
                worth[o].probability_best += 1.0 / (double)ties;
    }
    for (size_t o = 0; o < d->n_options; o++)
        worth[o].probability_best /= (double)d->n_draws;
}

static double loss_of(const sw_benefit_draws *d, size_t option)
{
    sw_sum s = {0};
    for (size_t i = 0; i < d->n_draws; i++)
        sw_sum_add(&s, best_of_draw(d, i) - at(d, option, i));
    return sw_sum_value(&s) / (double)d->n_draws;
}

static double loss_se(const sw_benefit_draws *d, size_t option, double mean)
{
    sw_sum s = {0};
    for (size_t i = 0; i < d->n_draws; i++) {
        double e = best_of_draw(d, i) - at(d, option, i) - mean;
        sw_sum_add(&s, e * e);
    }
    double n = (double)d->n_draws;
    return sqrt(sw_sum_value(&s) / (n - 1.0) / n);
}

sw_status sw_draws_choose(sw_option_worth *worth, sw_draws_choice *choice,
                          const sw_benefit_draws *draws, sw_error *err)
{
    sw_status st = check(draws, err);
    if (st != SW_OK)
        return st;
    size_t best = 0, n = draws->n_draws;
    for (size_t o = 0; o < draws->n_options; o++) {
        const double *v = draws->net + o * n;
        worth[o].mean = sw_mean(v, n);
        worth[o].sd = sqrt(sw_variance(v, n, worth[o].mean));
        worth[o].expected_loss = loss_of(draws, o);
        if (worth[o].mean > worth[best].mean)
            best = o;
    }
    share_out(worth, draws);
    double evpi = worth[best].expected_loss;
    *choice = (sw_draws_choice){best, evpi, loss_se(draws, best, evpi)};
    return SW_OK;
}

void sw_net_benefit(double *net, const double *effect, const double *cost,
                    size_t n, double threshold)
{
    for (size_t i = 0; i < n; i++)
        net[i] = threshold * effect[i] - cost[i];
}
