#include "simulation/summarise.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "base/sum.h"

/* The spread of the 16 replicate means, over 4. */
static double monte_carlo_error(const double *draws, size_t n)
{
    double mean[SW_REPLICATES];
    size_t each = n / SW_REPLICATES;
    for (size_t r = 0; r < SW_REPLICATES; r++)
        mean[r] = sw_mean(draws + r * each, each);
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

static void summarise(sw_option_draws *o, const double *draws,
                      const double *sorted, size_t n)
{
    size_t tenth = n >= 10 ? n / 10 : 1;
    o->mean = sw_mean(draws, n);
    o->sd = sqrt(sw_variance(draws, n, o->mean));
    o->mc_se = monte_carlo_error(draws, n);
    o->p05 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.05);
    o->p50 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.50);
    o->p95 = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.95);
    o->cvar10 = sw_mean(sorted, tenth);
    o->probability_positive = share_positive(sorted, n);
}

sw_status sw_draws_summarise(sw_option_draws *out, const double *net, size_t n,
                             sw_error *err)
{
    double *sorted = calloc(2 * n, sizeof *sorted); /* and working memory */
    if (sorted == NULL)
        return sw_fail(err, SW_ENOMEM, "summary of %zu draws", n);
    memcpy(sorted, net, n * sizeof *sorted);
    sw_sort_many(sorted, sorted + n, n);
    summarise(out, net, sorted, n);
    free(sorted);
    return SW_OK;
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
        const sw_input *input = sw_inputs_at(&e->inputs, plan->varying[k]);
        all += part;
        assumed += input->provenance == SW_ASSUMPTION ? part : 0.0;
    }
    return all > 0.0 ? assumed / all : NAN;
}

sw_status sw_summarise(sw_simulation *s, const sw_economics *e,
                       const sw_draw_plan *plan, const sw_draws_store *store,
                       sw_error *err)
{
    size_t n = store->n_draws;
    s->draws = n;
    s->seed = plan->points.seed;
    s->method = plan->points.method;
    s->n_varying = plan->n_varying;
    s->n_options = store->n_options;
    s->options = calloc(store->n_options + 1, sizeof *s->options);
    s->in_set = calloc(store->n_options + 1, sizeof *s->in_set);
    double *sorted = calloc(n, sizeof *sorted);
    double *scratch = calloc(n, sizeof *scratch);
    if (s->options == NULL || s->in_set == NULL || sorted == NULL ||
        scratch == NULL) {
        free(sorted);
        free(scratch);
        return sw_fail(err, SW_ENOMEM, "summary of %zu draws", n);
    }
    for (size_t o = store->n_options; o-- > 0;) { /* option 0 stays sorted */
        memcpy(sorted, store->draws + o * n, n * sizeof *sorted);
        sw_sort_many(sorted, scratch, n);
        summarise(&s->options[o], store->draws + o * n, sorted, n);
    }
    for (size_t o = 0; o < store->n_options; o++)
        s->in_set[o] = true;
    s->assumption_variance_share = assumption_share(e, plan, store);
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
