/* direct.c - one estimate against a null value, one way or both. */
#include <math.h>

#include "seatworth/stats.h"
#include "stats/beta_tail.h"
#include "stats/distribution.h"

static double upper_tail(double t, double df)
{
    return isinf(df) ? 0.5 * erfc(t / sqrt(2.0)) : sw_t_upper(t, df);
}

static double quantile(double p, double df)
{
    return isinf(df) ? sw_quantile_normal(p) : sw_quantile_t(p, df);
}

static double p_value(double t, double df, sw_hypothesis alternative)
{
    switch (alternative) {
    case SW_LESS:
        return upper_tail(-t, df);
    case SW_GREATER:
        return upper_tail(t, df);
    case SW_TWO_SIDED:
        break;
    }
    return isinf(df) ? fmin(1.0, 2.0 * upper_tail(fabs(t), df))
                     : sw_t_two_sided(t, df);
}

void sw_stats_direct(sw_estimate *e, double null_value,
                     sw_hypothesis alternative, double level)
{
    e->statistic = e->p = NAN;
    e->ci = (sw_interval){NAN, NAN, level};
    if (!(e->se > 0.0) || !(e->df > 0.0))
        return;
    e->statistic = (e->estimate - null_value) / e->se;
    e->p = p_value(e->statistic, e->df, alternative);
    double tail =
        alternative == SW_TWO_SIDED ? (1.0 - level) / 2.0 : 1.0 - level;
    double half = -quantile(tail, e->df) * e->se;
    e->ci.lower = alternative == SW_LESS ? -INFINITY : e->estimate - half;
    e->ci.upper = alternative == SW_GREATER ? INFINITY : e->estimate + half;
}
