/* plan_size.c - the arithmetic of one size of study (formulas in plan.h). */
#include "evaluation/plan_size.h"

#include <math.h>

#include "seatworth/stats_design.h"
#include "stats/distribution.h"

static bool has_teams(const sw_plan_inputs *in)
{
    return in->value[SW_PLAN_TEAM_SIZE] > 1.0;
}

double sw_plan_responding_team(const sw_plan_inputs *in)
{
    if (!has_teams(in))
        return 1.0;
    return fmax(1.0, in->value[SW_PLAN_TEAM_SIZE] *
                         in->value[SW_PLAN_RESPONSE_RATE]);
}

/* sd of a person's mean over so many weeks. */
static double sd_over(const sw_plan_inputs *in, double weeks)
{
    double r = in->value[SW_PLAN_WEEK_CORRELATION];
    return in->value[SW_PLAN_SD] * sqrt((1.0 + (weeks - 1.0) * r) / weeks);
}

static sw_power_design design_of(const sw_plan_inputs *in, double weeks)
{
    sw_power_design d = SW_POWER_DESIGN_INIT;
    d.sd = sd_over(in, weeks);
    d.alpha = in->value[SW_PLAN_ALPHA];
    d.icc = has_teams(in) ? in->value[SW_PLAN_ICC] : 0.0;
    d.cluster_size = sw_plan_responding_team(in);
    d.cluster_cv = has_teams(in) ? in->value[SW_PLAN_TEAM_CV] : 0.0;
    return d;
}

double sw_plan_design_effect(const sw_plan_inputs *in)
{
    sw_power_design d = design_of(in, 1.0);
    double cv2 = d.cluster_cv * d.cluster_cv;
    return 1.0 + ((cv2 + 1.0) * d.cluster_size - 1.0) * d.icc;
}

/* Of the difference between the arms, bias left out. */
static double sampling_variance(const sw_plan_inputs *in, double n,
                                double weeks)
{
    double sd = sd_over(in, weeks);
    return 2.0 * sw_plan_design_effect(in) * sd * sd / n;
}

/* Width of the interval of n responses an arm; NaN where it has no df. */
static double width_of(const sw_plan_inputs *in, double n, double weeks)
{
    double df = 2.0 * n / sw_plan_responding_team(in) - 2.0;
    if (!(df > 0.0))
        return NAN;
    double t = sw_quantile_t(1.0 - in->value[SW_PLAN_ALPHA] / 2.0, df);
    return 2.0 * t * sqrt(sampling_variance(in, n, weeks));
}

bool sw_plan_has_worth(const sw_plan_inputs *in)
{
    return isfinite(in->value[SW_PLAN_VALUE]) &&
           isfinite(in->value[SW_PLAN_COST]) &&
           isfinite(in->value[SW_PLAN_PRIOR_MEAN]) &&
           isfinite(in->value[SW_PLAN_PRIOR_SD]);
}

static const double ROOT_TWO_PI = 2.50662827463100050242;

/* Of knowing a normal mean of sd s, k above the break-even, before choosing. */
static double unit_loss(double k, double s)
{
    if (!(s > 0.0))
        return 0.0;
    sw_distribution standard = {.kind = SW_DIST_NORMAL, .p = {0.0, 1.0, 0.0}};
    double z = -fabs(k) / s;
    double loss =
        exp(-z * z / 2.0) / ROOT_TWO_PI + z * sw_distribution_cdf(&standard, z);
    return s * fmax(loss, 0.0);
}

double sw_plan_evsi(const sw_plan_inputs *in, double variance)
{
    double prior = in->value[SW_PLAN_PRIOR_SD];
    double worth = in->value[SW_PLAN_VALUE];
    double k = in->value[SW_PLAN_PRIOR_MEAN] - in->value[SW_PLAN_COST] / worth;
    double s = prior * prior / sqrt(prior * prior + variance);
    return worth * unit_loss(k, s);
}

static double money_of(const sw_plan_inputs *in, const sw_plan_size *s)
{
    return in->value[SW_PLAN_FIXED_COST] +
           in->value[SW_PLAN_RESPONSE_COST] * 2.0 * s->responses +
           in->value[SW_PLAN_SEAT_COST] * s->seats * s->weeks;
}

/* Persons to invite: whole teams, of whom only some answer. */
static void set_people(sw_plan_size *s, const sw_plan_inputs *in)
{
    s->teams = NAN;
    if (has_teams(in)) {
        s->teams = ceil(s->responses / sw_plan_responding_team(in) - 1e-9);
        s->seats = ceil(s->teams * in->value[SW_PLAN_TEAM_SIZE] - 1e-9);
    } else {
        s->seats = ceil(s->responses / in->value[SW_PLAN_RESPONSE_RATE] - 1e-9);
    }
    s->control = s->seats;
}

static void set_worth(sw_plan_size *s, const sw_plan_inputs *in)
{
    s->evsi = s->delay = s->net = NAN;
    s->cost = money_of(in, s);
    if (!sw_plan_has_worth(in))
        return;
    double bias = in->value[SW_PLAN_BIAS_SD];
    double share = fmin(s->weeks / in->value[SW_PLAN_TERM_WEEKS], 1.0);
    double k = in->value[SW_PLAN_VALUE] * in->value[SW_PLAN_PRIOR_MEAN] -
               in->value[SW_PLAN_COST];
    s->evsi = sw_plan_evsi(in, sampling_variance(in, s->responses, s->weeks) +
                                   bias * bias);
    s->delay = share * (fmax(k, 0.0) + s->evsi);
    s->net = s->evsi - s->delay - s->cost;
}

sw_plan_size sw_plan_size_of(const sw_plan_inputs *in, double n, double weeks)
{
    sw_plan_size s = {.responses = n, .weeks = weeks};
    sw_power_design d = design_of(in, weeks);
    s.width = width_of(in, n, weeks);
    if (!isfinite(in->value[SW_PLAN_EFFECT]) ||
        sw_stats_power(&s.power, &d, n, in->value[SW_PLAN_EFFECT], NULL) !=
            SW_OK)
        s.power = NAN;
    if (sw_stats_detectable_effect(&s.detectable_effect, &d, n,
                                   in->value[SW_PLAN_POWER], NULL) != SW_OK)
        s.detectable_effect = NAN;
    set_people(&s, in);
    set_worth(&s, in);
    return s;
}

double sw_plan_n_for_width(const sw_plan_inputs *in, double weeks)
{
    double target = in->value[SW_PLAN_WIDTH];
    double low = 1.0, high = 2.0;
    if (!isfinite(target))
        return NAN;
    while (!(width_of(in, high, weeks) <= target)) {
        low = high;
        high *= 2.0;
        if (high > SW_PLAN_MOST)
            return NAN;
    }
    while (high - low > 1.0) {
        double middle = floor((low + high) / 2.0);
        if (width_of(in, middle, weeks) <= target)
            high = middle;
        else
            low = middle;
    }
    return high;
}

double sw_plan_n_for_power(const sw_plan_inputs *in, double weeks)
{
    double n, effect = in->value[SW_PLAN_EFFECT];
    sw_power_design d = design_of(in, weeks);
    if (!isfinite(effect) ||
        sw_stats_sample_size(&n, &d, fabs(effect), in->value[SW_PLAN_POWER],
                             NULL) != SW_OK ||
        n > SW_PLAN_MOST)
        return NAN;
    return n;
}

/* Responses an arm that the population can give. */
static double most_responses(const sw_plan_inputs *in)
{
    double people = in->value[SW_PLAN_POPULATION];
    if (!isfinite(people))
        return SW_PLAN_MOST;
    return floor(people / 2.0 * in->value[SW_PLAN_RESPONSE_RATE] + 1e-9);
}

static double net_of(const sw_plan_inputs *in, double n, double weeks)
{
    sw_plan_size s = {.responses = n, .weeks = weeks};
    set_people(&s, in);
    set_worth(&s, in);
    return s.net;
}

/* The gain need not be concave in n: a grid first, then every n between the
 * neighbours of its best, in steps that narrow. */
double sw_plan_n_for_gain(const sw_plan_inputs *in, double weeks)
{
    const double factor = 1.02;
    const double most = most_responses(in);
    double least = ceil(2.0 * sw_plan_responding_team(in));
    double best = 0.0, highest = 0.0;
    for (double n = least; n <= most; n = ceil(n * factor)) {
        double net = net_of(in, n, weeks);
        if (net > highest) {
            highest = net;
            best = n;
        }
    }
    double middle = best, reach = ceil(best * (factor - 1.0)) + 1.0;
    double step = fmax(1.0, floor(reach / 100.0));
    for (double n = middle - reach; best > 0.0 && n <= middle + reach;
         n += step) {
        double net = n >= least && n <= most ? net_of(in, n, weeks) : NAN;
        if (net > highest) {
            highest = net;
            best = n;
        }
    }
    return best;
}
