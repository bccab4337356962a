#include "simulation/convergence.h"

#include <math.h>

#include "base/sum.h"
#include "simulation/points.h"

/* Option of the highest mean among the set; SIZE_MAX: leaving. */
static size_t best_of(const sw_simulation *s)
{
    size_t best = SIZE_MAX;
    double highest = 0.0;
    for (size_t o = 0; o < s->n_options; o++)
        if (s->in_set[o] && s->options[o].mean > highest) {
            highest = s->options[o].mean;
            best = o;
        }
    return best;
}

static double gain_at(const sw_simulation *s, size_t best, size_t i)
{
    double most = 0.0;
    for (size_t o = 0; o < s->n_options; o++)
        if (s->in_set[o])
            most = fmax(most, s->net[o * s->draws + i]);
    return most - (best == SIZE_MAX ? 0.0 : s->net[best * s->draws + i]);
}

static double error_of(const double *replicate)
{
    double mean = sw_mean(replicate, SW_REPLICATES);
    return sqrt(sw_variance(replicate, SW_REPLICATES, mean) / SW_REPLICATES);
}

sw_convergence sw_simulation_convergence(const sw_simulation *s, size_t option)
{
    double share[SW_REPLICATES], gain[SW_REPLICATES];
    size_t n = s->draws / SW_REPLICATES, best = best_of(s);
    const double *net = sw_simulation_net(s, option);
    for (size_t r = 0; r < SW_REPLICATES; r++) {
        sw_sum sum = {0};
        size_t positive = 0;
        for (size_t i = r * n; i < (r + 1) * n; i++) {
            positive += net[i] > 0.0;
            sw_sum_add(&sum, gain_at(s, best, i));
        }
        share[r] = (double)positive / (double)n;
        gain[r] = sw_sum_value(&sum) / (double)n;
    }
    return (sw_convergence){s->options[option].mc_se, error_of(share),
                            error_of(gain)};
}
