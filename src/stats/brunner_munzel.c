/* Brunner and Munzel's rank test, from placements. */
#include "stats/check.h"
#include "stats/placement.h"

sw_status sw_stats_brunner_munzel(sw_estimate *out, sw_sample treated,
                                  sw_sample control, double level,
                                  sw_error *err)
{
    sw_placements t, c;
    sw_status st = sw_check_two_groups(treated, control, level, err);
    if (st == SW_OK)
        st = sw_place(&t, &c, treated, control, err);
    if (st != SW_OK)
        return st;
    sw_estimate e = sw_relative_effect(&t, &c, level, SW_TWO_SIDED);
    if (!(e.se > 0.0))
        return sw_fail(err, SW_ENODATA,
                       t.mean > 0.0 && t.mean < 1.0
                           ? "all values are tied: the ranks do not vary"
                           : "the groups do not overlap: the ranks do not "
                             "vary within a group");
    *out = e;
    return SW_OK;
}
