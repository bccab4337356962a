#include "decision/cap.h"

#include <float.h>
#include <math.h>

/* Whether every priced benefit is proportional to the minutes. */
static bool is_time_alone(const sw_economics *e)
{
    for (size_t f = 0; f < e->n_flows; f++)
        if (e->flows[f].is_benefit && !sw_flow_is_time(e, &e->flows[f]))
            return false;
    return e->has_time_saved;
}

/* The factor, where every benefit is time that people report and it is not
 * known what that is worth; else NULL. */
static const sw_distribution *uncertain_factor(const sw_economics *e)
{
    const sw_input *factor = sw_inputs_at(&e->inputs, SW_IN_SELF_REPORT);
    return e->evidence->self_report_lead && is_time_alone(e) && factor->known &&
                   !sw_distribution_is_constant(&factor->distribution)
               ? &factor->distribution
               : NULL;
}

double sw_chance_cap(const sw_economics *e)
{
    const sw_distribution *factor = uncertain_factor(e);
    double above =
        factor != NULL ? sw_distribution_positive_share(factor) : NAN;
    return above < 1.0 ? above : NAN;
}

/* ---- what has to be claimed ---- */

enum { NODES = 512, HALVINGS = 60 };

/* What all seats save of a minute that those who answered do. */
static double of_all(const sw_economics *e, double kappa)
{
    double silent = sw_inputs_value(&e->inputs, SW_IN_SILENT_SHARE);
    return silent > 0.0 ? 1.0 - silent * (1.0 - kappa) : 1.0;
}

/* P(F (f + (1 - f) k) > x), x > 0, over kappa by the midpoints of its
 * quantiles.
 */
static double exceeds(const sw_economics *e, const sw_distribution *factor,
                      double x)
{
    const sw_input *kappa = sw_inputs_at(&e->inputs, SW_IN_KAPPA);
    double sum = 0.0;
    for (int i = 0; i < NODES; i++) {
        double k = kappa->known ? sw_distribution_quantile(&kappa->distribution,
                                                           (i + 0.5) / NODES)
                                : 1.0;
        double all = of_all(e, k);
        if (all > 0.0)
            sum += 1.0 - sw_distribution_cdf(factor, x / all);
    }
    return sum / NODES;
}

double sw_chance_claim(const sw_economics *e, double bar)
{
    const sw_distribution *factor = uncertain_factor(e);
    double low = 0.0, high = 1.0;
    if (factor == NULL)
        return NAN;
    if (exceeds(e, factor, DBL_MIN) <= bar)
        return INFINITY;
    while (exceeds(e, factor, high) > bar)
        high *= 2.0;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = 0.5 * (low + high);
        *(exceeds(e, factor, middle) > bar ? &low : &high) = middle;
    }
    return 1.0 / high;
}

double sw_claim_now(const sw_economics *e, const sw_economics_result *money)
{
    const sw_distribution *factor = uncertain_factor(e);
    if (factor == NULL)
        return NAN;
    double worth = sw_distribution_mean(factor) *
                   of_all(e, sw_inputs_value(&e->inputs, SW_IN_KAPPA));
    double needed = money->break_even.minutes_per_seat_week * worth;
    return needed > 0.0 ? money->minutes / needed : NAN;
}
