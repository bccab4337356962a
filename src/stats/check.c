/* Argument checks and the last step that every estimator shares. */
#include "stats/check.h"

#include <math.h>

#include "stats/beta_tail.h"
#include "stats/distribution.h"

sw_status sw_check_level(double level, sw_error *err)
{
    if (!(level > 0.0 && level < 1.0))
        return sw_fail(err, SW_EDOMAIN, "level %g is not between 0 and 1",
                       level);
    return SW_OK;
}

sw_status sw_check_finite(const char *name, sw_sample x, sw_error *err)
{
    for (size_t i = 0; i < x.n; i++)
        if (!isfinite(x.v[i]))
            return sw_fail(err, SW_EDOMAIN, "%s[%zu] is not finite", name, i);
    return SW_OK;
}

sw_status sw_check_sample(const char *name, sw_sample x, double level,
                          sw_error *err)
{
    sw_status st = sw_check_level(level, err);
    if (st == SW_OK)
        st = sw_check_finite(name, x, err);
    if (st == SW_OK && x.n < 2)
        st = sw_fail(err, SW_ENODATA, "%s: %zu values, at least 2 are needed",
                     name, x.n);
    return st;
}

sw_status sw_check_two_groups(sw_sample treated, sw_sample control,
                              double level, sw_error *err)
{
    sw_status st = sw_check_sample("treated", treated, level, err);
    if (st == SW_OK)
        st = sw_check_sample("control", control, level, err);
    return st;
}

/* Whether the units of one arm lie in two clusters at least. */
static bool spans_two_clusters(const bool *treated, const size_t *cluster,
                               size_t n, bool arm)
{
    size_t first = 0;
    bool seen = false;
    for (size_t i = 0; i < n; i++) {
        if (treated[i] != arm)
            continue;
        if (seen && cluster[i] != first)
            return true;
        first = cluster[i];
        seen = true;
    }
    return false;
}

sw_status sw_check_arms(const bool *treated, const size_t *cluster, size_t n,
                        sw_error *err)
{
    static const char *const NAME[2] = {"control", "treated"};
    size_t count[2] = {0};
    for (size_t i = 0; i < n; i++)
        count[treated[i]]++;
    for (int arm = 0; arm < 2; arm++) {
        if (count[arm] < 2)
            return sw_fail(err, SW_ENODATA,
                           "%s: %zu units, at least 2 are needed", NAME[arm],
                           count[arm]);
        /* One cluster gives no variation between clusters of that arm. */
        if (cluster != NULL && !spans_two_clusters(treated, cluster, n, arm))
            return sw_fail(err, SW_ENODATA,
                           "%s: all units are in one cluster, at least 2 "
                           "clusters are needed",
                           NAME[arm]);
    }
    return SW_OK;
}

bool sw_is_constant(sw_sample x)
{
    for (size_t i = 1; i < x.n; i++)
        if (x.v[i] < x.v[0] || x.v[i] > x.v[0])
            return false;
    return true;
}

void sw_estimate_by_t(sw_estimate *e, double level)
{
    if (!(e->se > 0.0 && e->df > 0.0)) {
        e->statistic = e->p = NAN;
        e->ci = (sw_interval){NAN, NAN, level};
        return;
    }
    double half = -sw_quantile_t((1.0 - level) / 2.0, e->df) * e->se;
    e->statistic = e->estimate / e->se;
    e->p = sw_t_two_sided(e->statistic, e->df);
    e->ci = (sw_interval){e->estimate - half, e->estimate + half, level};
}
