/* The log-rank test. */
#include "seatworth/stats_curves.h"

#include <math.h>
#include <stdlib.h>

#include "stats/check.h"
#include "stats/order.h"
#include "stats/tail.h"

/* Per group: units at risk, events now, sums over the event times. */
typedef struct tables {
    size_t k;
    double *at_risk, *events;  /* [k] */
    double *excess, *expected; /* [k] observed - expected, expected */
    double *covariance;        /* [k * k] */
} tables;

static sw_status tables_init(tables *t, size_t k, sw_error *err)
{
    *t = (tables){.k = k, .at_risk = calloc(4 * k + k * k, sizeof(double))};
    if (t->at_risk == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    t->events = t->at_risk + k;
    t->excess = t->events + k;
    t->expected = t->excess + k;
    t->covariance = t->expected + k;
    return SW_OK;
}

/* One time with d events among r units. */
static void add_time(tables *t, double d, double r)
{
    double spread = r > 1.0 ? d * (r - d) / (r - 1.0) : 0.0;
    for (size_t i = 0; i < t->k; i++) {
        double share = t->at_risk[i] / r;
        t->expected[i] += d * share;
        t->excess[i] += t->events[i] - d * share;
        for (size_t j = 0; j < t->k; j++)
            t->covariance[i * t->k + j] +=
                spread * share * ((i == j ? 1.0 : 0.0) - t->at_risk[j] / r);
        t->events[i] = 0.0;
    }
}

static void walk(tables *t, const double *time, const bool *event,
                 const size_t *group, const size_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        t->at_risk[group[i]] += 1.0;
    for (size_t first = 0, end; first < n; first = end) {
        double d = 0.0;
        for (end = first; end < n && !(time[order[end]] > time[order[first]]);
             end++)
            if (event[order[end]]) {
                t->events[group[order[end]]] += 1.0;
                d += 1.0;
            }
        if (d > 0.0)
            add_time(t, d, (double)(n - first));
        for (size_t i = first; i < end; i++)
            t->at_risk[group[order[i]]] -= 1.0;
    }
}

/* u' V^-1 u of the first m groups in `used`, by elimination in place: V is
 * positive definite once one group is left out. */
static bool quadratic_form(double *form, tables *t, const size_t *used,
                           size_t m)
{
    *form = 0.0;
    for (size_t a = 0; a < m; a++) {
        size_t i = used[a];
        double pivot = t->covariance[i * t->k + i];
        if (!(pivot > 1e-10 * t->expected[i]))
            return false;
        *form += t->excess[i] * t->excess[i] / pivot;
        for (size_t b = a + 1; b < m; b++) {
            size_t j = used[b];
            double factor = t->covariance[j * t->k + i] / pivot;
            t->excess[j] -= factor * t->excess[i];
            for (size_t c = a + 1; c < m; c++)
                t->covariance[j * t->k + used[c]] -=
                    factor * t->covariance[i * t->k + used[c]];
        }
    }
    return true;
}

static sw_status conclude(sw_logrank *out, tables *t, sw_error *err)
{
    size_t *used = calloc(t->k, sizeof *used), m = 0;
    if (used == NULL)
        return sw_fail(err, SW_ENOMEM, "out of memory");
    double varied = 0.0;
    for (size_t i = 0; i < t->k; i++) {
        varied += t->covariance[i * t->k + i];
        if (t->expected[i] > 0.0)
            used[m++] = i;
    }
    sw_status st = SW_OK;
    double form = NAN;
    if (m < 2 || !(varied > 0.0))
        st = sw_fail(err, SW_ENODATA,
                     "no event while two groups are under observation");
    else if (!quadratic_form(&form, t, used, m - 1))
        st = sw_fail(err, SW_ENUMERIC,
                     "the covariance of the groups is singular");
    free(used);
    if (st != SW_OK)
        return st;
    double df = (double)(m - 1);
    *out = (sw_logrank){form, df, sw_chi2_upper(form, df)};
    return SW_OK;
}

static sw_status check(const double *time, const size_t *group, size_t n,
                       size_t k, sw_error *err)
{
    sw_status st = sw_check_finite("time", (sw_sample){time, n}, err);
    if (st != SW_OK)
        return st;
    bool several = false;
    for (size_t i = 0; i < n; i++) {
        if (group[i] >= k)
            return sw_fail(err, SW_EDOMAIN, "group[%zu] is not below %zu", i,
                           k);
        several |= group[i] != group[0];
    }
    if (!several)
        return sw_fail(err, SW_ENODATA, "fewer than 2 groups with units");
    return SW_OK;
}

sw_status sw_stats_logrank(sw_logrank *out, double *expected,
                           const double *time, const bool *event,
                           const size_t *group, size_t n, size_t k,
                           sw_error *err)
{
    sw_status st = check(time, group, n, k, err);
    if (st != SW_OK)
        return st;
    tables t;
    sw_logrank r;
    size_t *order = calloc(n, sizeof *order);
    st = tables_init(&t, k, err);
    if (st == SW_OK)
        st = order == NULL ? sw_fail(err, SW_ENOMEM, "out of memory")
                           : sw_sort_index(order, time, n, err);
    if (st == SW_OK) {
        walk(&t, time, event, group, order, n);
        st = conclude(&r, &t, err);
    }
    if (st == SW_OK) {
        for (size_t i = 0; expected != NULL && i < k; i++)
            expected[i] = t.expected[i];
        *out = r;
    }
    free(order);
    free(t.at_risk);
    return st;
}
