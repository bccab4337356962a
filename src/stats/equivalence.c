/* Two one-sided tests: equivalence and non-inferiority. */
#include "seatworth/stats_design.h"

#include <math.h>

#include "stats/beta_tail.h"

static sw_status both_tests(sw_equivalence *out, sw_sample treated,
                            sw_sample control, double margin, double level,
                            sw_error *err)
{
    if (!(margin > 0.0 && margin < INFINITY))
        return sw_fail(err, SW_EDOMAIN, "margin %g is not above 0", margin);
    if (!(level > 0.5 && level < 1.0))
        return sw_fail(err, SW_EDOMAIN, "level %g is not between 0.5 and 1",
                       level);
    /* Exact for the level itself; 2 * .95 - 1 would be off by a rounding. */
    double both = 1.0 - 2.0 * (1.0 - level);
    sw_equivalence e = {.p_lower = NAN, .p_upper = NAN};
    sw_status st = sw_stats_welch(&e.welch, treated, control, both, err);
    if (st != SW_OK)
        return st;
    const sw_estimate *w = &e.welch;
    e.p_lower = sw_t_upper((w->estimate + margin) / w->se, w->df);
    e.p_upper = sw_t_upper((margin - w->estimate) / w->se, w->df);
    *out = e;
    return SW_OK;
}

/* Takes the test of one side as the decision. */
static void decide(sw_equivalence *e, double margin, bool upper)
{
    double shift = upper ? -margin : margin;
    e->welch.statistic = (e->welch.estimate + shift) / e->welch.se;
    e->welch.p = upper ? e->p_upper : e->p_lower;
}

sw_status sw_stats_equivalence(sw_equivalence *out, sw_sample treated,
                               sw_sample control, double margin, double level,
                               sw_error *err)
{
    sw_equivalence e;
    sw_status st = both_tests(&e, treated, control, margin, level, err);
    if (st != SW_OK)
        return st;
    decide(&e, margin, e.p_upper > e.p_lower);
    *out = e;
    return SW_OK;
}

sw_status sw_stats_noninferiority(sw_equivalence *out, sw_sample treated,
                                  sw_sample control, double margin,
                                  bool higher_is_worse, double level,
                                  sw_error *err)
{
    sw_equivalence e;
    sw_status st = both_tests(&e, treated, control, margin, level, err);
    if (st != SW_OK)
        return st;
    decide(&e, margin, higher_is_worse);
    if (higher_is_worse)
        e.p_lower = NAN;
    else
        e.p_upper = NAN;
    *out = e;
    return SW_OK;
}
