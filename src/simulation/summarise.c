#include "simulation/summarise.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/sum.h"

static double block_mean(const sw_draws_store *store, size_t option, int which)
{
    sw_sum sum = {0};
    for (size_t b = 0; b < store->n_blocks; b++)
        sw_sum_add(&sum, sw_store_sums(store, option, b)[which]);
    return sw_sum_value(&sum) / (double)store->n_draws;
}

/* The spread of the 16 replicate means, over 4. */
static double monte_carlo_error(const double *draws,
                                const sw_draws_store *store)
{
    double mean[SW_REPLICATES];
    for (size_t r = 0; r < SW_REPLICATES; r++)
        mean[r] =
            sw_mean(draws + r * store->per_replicate, store->per_replicate);
    double centre = sw_mean(mean, SW_REPLICATES);
    return sqrt(sw_variance(mean, SW_REPLICATES, centre) / SW_REPLICATES);
}

static double share_positive(const double *sorted, size_t n)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sorted[middle] > 0.0)
            high = middle;
        else
            low = middle + 1;
    }
    return (double)(n - low) / (double)n;
}

static void summarise_option(sw_option_draws *o, const sw_draws_store *store,
                             size_t option, const double *sorted)
{
    const double *draws = store->draws + option * store->n_draws;
    size_t n = store->n_draws, tenth = n >= 10 ? n / 10 : 1;
    o->mean = sw_mean(draws, n);
    o->sd = sqrt(sw_variance(draws, n, o->mean));
    o->mc_se = monte_carlo_error(draws, store);
    o->p05 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.05);
    o->p50 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.50);
    o->p95 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.95);
    o->cvar10 = sw_mean(sorted, tenth);
    o->probability_positive = share_positive(sorted, n);
    o->npv_cashable = block_mean(store, option, SW_SUM_CASHABLE);
    o->npv_with_capacity = block_mean(store, option, SW_SUM_WITH_CAPACITY);
    o->npv_all = block_mean(store, option, SW_SUM_ALL);
    o->npv_programme = block_mean(store, option, SW_SUM_PROGRAMME);
}

/* Draw i of an option; the last index stands for leaving, 0 by definition. */
static double value_at(const sw_draws_store *store, size_t option, size_t i)
{
    return option < store->n_options ? store->draws[option * store->n_draws + i]
                                     : 0.0;
}

static double best_at(const sw_draws_store *store, size_t i, size_t *ties)
{
    double best = 0.0;
    *ties = 1;
    for (size_t o = 0; o < store->n_options; o++) {
        double x = store->draws[o * store->n_draws + i];
        if (x > best) {
            best = x;
            *ties = 1;
        } else if (!(x < best)) {
            (*ties)++;
        }
    }
    return best;
}

/* Losses, chances of being best and EVPI over the options and leaving. */
static void compare_options(sw_simulation *s, const sw_draws_store *store,
                            double tolerance)
{
    size_t n = store->n_draws;
    sw_sum best_sum = {0};
    for (size_t i = 0; i < n; i++) {
        size_t ties;
        double best = best_at(store, i, &ties);
        sw_sum_add(&best_sum, best);
        for (size_t o = 0; o <= store->n_options; o++) {
            sw_option_draws *d =
                o < store->n_options ? &s->options[o] : &s->leave;
            double loss = best - value_at(store, o, i);
            d->probability_best += loss > 0.0 ? 0.0 : 1.0 / (double)ties;
            d->probability_within += loss <= tolerance;
        }
    }
    double best_mean = sw_sum_value(&best_sum) / (double)n;
    double highest = 0.0;
    for (size_t o = 0; o <= store->n_options; o++) {
        sw_option_draws *d = o < store->n_options ? &s->options[o] : &s->leave;
        d->probability_best /= (double)n;
        d->probability_within /= (double)n;
        d->expected_loss = best_mean - d->mean;
        highest = fmax(highest, d->mean);
    }
    s->evpi = best_mean - highest;
}

/* Share of option 0's variance that inputs nobody measured bring: squared
 * correlations, which for independent inputs add up. */
static double assumption_share(const sw_economics *e, const sw_draw_plan *plan,
                               const sw_draws_store *store)
{
    double n = (double)store->n_draws, all = 0.0, assumed = 0.0;
    double mean = sw_mean(store->draws, store->n_draws);
    for (size_t k = 0; k < plan->n_varying; k++) {
        sw_sum x = {0}, xx = {0}, xy = {0};
        for (size_t b = 0; b < store->n_blocks; b++) {
            const sw_moments *m = &store->moments[b * plan->n_varying + k];
            sw_sum_add(&x, m->x);
            sw_sum_add(&xx, m->xx);
            sw_sum_add(&xy, m->xy);
        }
        double mx = sw_sum_value(&x) / n;
        double var = sw_sum_value(&xx) / n - mx * mx;
        double cov = sw_sum_value(&xy) / n - mx * mean;
        double part = var > 0.0 ? cov * cov / var : 0.0;
        const sw_input *input =
            sw_inputs_at(&e->pilot->inputs, plan->varying[k]);
        all += part;
        assumed += input->provenance == SW_ASSUMPTION ? part : 0.0;
    }
    return all > 0.0 ? assumed / all : NAN;
}

sw_status sw_summarise(sw_simulation *s, const sw_economics *e,
                       const sw_draw_plan *plan, const sw_draws_store *store,
                       double tolerance, sw_error *err)
{
    size_t n = store->n_draws;
    s->draws = n;
    s->seed = plan->points.seed;
    s->method = plan->points.method;
    s->n_varying = plan->n_varying;
    s->n_options = store->n_options;
    s->options = calloc(store->n_options + 1, sizeof *s->options);
    s->net_benefit = calloc(n, sizeof *s->net_benefit);
    double *sorted = calloc(n, sizeof *sorted);
    double *scratch = calloc(n, sizeof *scratch);
    if (s->options == NULL || s->net_benefit == NULL || sorted == NULL ||
        scratch == NULL) {
        free(sorted);
        free(scratch);
        return sw_fail(err, SW_ENOMEM, "summary of %zu draws", n);
    }
    for (size_t o = store->n_options; o-- > 0;) { /* option 0 stays sorted */
        memcpy(sorted, store->draws + o * n, n * sizeof *sorted);
        sw_sort_many(sorted, scratch, n);
        summarise_option(&s->options[o], store, o, sorted);
    }
    compare_options(s, store, tolerance);
    s->assumption_variance_share = assumption_share(e, plan, store);
    memcpy(s->net_benefit, store->draws, n * sizeof *sorted);
    sw_status st = sw_curves(s, e, store, sorted, err);
    if (st == SW_OK) {
        memcpy(sorted, store->programme, n * sizeof *sorted);
        sw_sort_many(sorted, scratch, n);
        s->programme_p05 =
            gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.05);
        s->programme_p95 =
            gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.95);
    }
    free(sorted);
    free(scratch);
    return st;
}
