/*
 * compare.c - which option is best how often, and what choosing each loses.
 */
#include <math.h>

#include "base/sum.h"
#include "simulation/points.h"
#include "simulation/simulation.h"

const double *sw_simulation_net(const sw_simulation *s, size_t option)
{
    return s->net + option * s->draws;
}

const double *sw_simulation_licence(const sw_simulation *s, size_t option)
{
    return s->licence + option * s->draws;
}

/* Best of leaving (0) and the set on draw i, and how many attain it. */
static double best_at(const sw_simulation *s, size_t i, size_t *ties)
{
    double best = 0.0;
    *ties = 1;
    for (size_t o = 0; o < s->n_options; o++) {
        double x = s->net[o * s->draws + i];
        if (!s->in_set[o])
            continue;
        if (x > best) {
            best = x;
            *ties = 1;
        } else if (!(x < best)) {
            (*ties)++;
        }
    }
    return best;
}

static void add_draw(sw_option_draws *d, double loss, size_t ties,
                     double tolerance)
{
    d->probability_best += loss > 0.0 ? 0.0 : 1.0 / (double)ties;
    d->probability_within += loss <= tolerance;
}

static void finish(sw_option_draws *d, double best_mean, double n)
{
    d->probability_best /= n;
    d->probability_within /= n;
    d->expected_loss = best_mean - d->mean;
}

void sw_simulation_compare(sw_simulation *s, double tolerance)
{
    double n = (double)s->draws, highest = 0.0;
    sw_sum best_sum = {0};
    for (size_t o = 0; o <= s->n_options; o++) {
        sw_option_draws *d = o < s->n_options ? &s->options[o] : &s->leave;
        d->probability_best = d->probability_within = 0.0;
    }
    for (size_t i = 0; i < s->draws; i++) {
        size_t ties;
        double best = best_at(s, i, &ties);
        sw_sum_add(&best_sum, best);
        for (size_t o = 0; o < s->n_options; o++)
            add_draw(&s->options[o], best - s->net[o * s->draws + i], ties,
                     tolerance);
        add_draw(&s->leave, best, ties, tolerance);
    }
    double best_mean = sw_sum_value(&best_sum) / n;
    for (size_t o = 0; o < s->n_options; o++) {
        finish(&s->options[o], best_mean, n);
        if (s->in_set[o])
            highest = fmax(highest, s->options[o].mean);
        else
            s->options[o].probability_best = NAN;
    }
    finish(&s->leave, best_mean, n);
    s->evpi = best_mean - highest;
}

void sw_simulation_losses(sw_option_draws *out, const sw_simulation *s,
                          const double *net, double tolerance)
{
    sw_sum lost = {0};
    size_t within = 0, ties;
    for (size_t i = 0; i < s->draws; i++) {
        double loss = best_at(s, i, &ties) - net[i];
        sw_sum_add(&lost, loss);
        within += loss <= tolerance;
    }
    out->expected_loss = sw_sum_value(&lost) / (double)s->draws;
    out->probability_within = (double)within / (double)s->draws;
    out->probability_best = NAN;
}

double sw_simulation_difference_error(const sw_simulation *s, const double *a,
                                      const double *b)
{
    double mean[SW_REPLICATES];
    size_t each = s->draws / SW_REPLICATES;
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_sum sum = {0};
        for (size_t i = r * each; i < (r + 1) * each; i++)
            sw_sum_add(&sum,
                       (a != NULL ? a[i] : 0.0) - (b != NULL ? b[i] : 0.0));
        mean[r] = sw_sum_value(&sum) / (double)each;
    }
    double centre = sw_mean(mean, SW_REPLICATES);
    return sqrt(sw_variance(mean, SW_REPLICATES, centre) / SW_REPLICATES);
}
