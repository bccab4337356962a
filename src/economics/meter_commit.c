/*
 * meter_commit.c - the commitment with the smallest expected bill.
 */
#include "economics/meter_commit.h"

#include <glib.h>
#include <math.h>

#include "base/sum.h"
#include "stats/lognormal_excess.h"

double sw_meter_stopped_share(const double *units, const double *allowance,
                              size_t n)
{
    sw_sum all = {0}, stopped = {0};
    for (size_t i = 0; i < n; i++) {
        sw_sum_add(&all, units[i]);
        sw_sum_add(&stopped, fmax(0.0, units[i] - allowance[i]));
    }
    return sw_sum_value(&all) > 0.0
               ? sw_sum_value(&stopped) / sw_sum_value(&all)
               : 0.0;
}

static double limited_users(const sw_meter *m, double included, double beyond)
{
    g_autofree double *allowance = g_new(double, m->n_people + 1);
    for (size_t i = 0; i < m->n_people; i++)
        allowance[i] = included + beyond;
    return sw_meter_stopped_share(m->people, allowance, m->n_people);
}

static double limited_groups(const sw_meter *m, double included, double beyond)
{
    g_autofree double *units = g_new(double, m->n_groups + 1);
    g_autofree double *allowance = g_new(double, m->n_groups + 1);
    for (size_t i = 0; i < m->n_groups; i++) {
        units[i] = m->groups[i].units;
        allowance[i] = included * (double)m->groups[i].people + beyond;
    }
    return sw_meter_stopped_share(units, allowance, m->n_groups);
}

double sw_meter_limited_share(const sw_meter *m, double included, double price)
{
    if (!(price > 0.0) || m->n_caps == 0)
        return 0.0;
    double user = sw_meter_cap_of(m, SW_CAP_USER) / price;
    double group = sw_meter_cap_of(m, SW_CAP_GROUP) / price;
    return 1.0 - (1.0 - limited_users(m, included, user)) *
                     (1.0 - limited_groups(m, included, group));
}

static double bill_in_tier(double commit, const sw_meter_period *period,
                           size_t n, const sw_commit_tier *tier)
{
    sw_sum sum = {0}, months = {0};
    for (size_t i = 0; i < n; i++) {
        const sw_meter_period *p = &period[i];
        double k = p->pool + commit / (tier->price * p->price);
        double over = sw_lognormal_excess(p->mean, p->cv, k);
        sw_sum_add(&sum, p->share * (commit + tier->overage * p->price * over));
        sw_sum_add(&months, p->share);
    }
    return sw_sum_value(&sum) / sw_sum_value(&months);
}

double sw_meter_commit_bill(double commit, const sw_meter_period *period,
                            size_t n, const sw_commit_tier *tiers,
                            size_t n_tiers)
{
    size_t tier = 0;
    while (tier + 1 < n_tiers && tiers[tier + 1].from <= commit)
        tier++;
    return bill_in_tier(commit, period, n, &tiers[tier]);
}

/* The mean share of time in which use goes beyond pool and commitment, of
 * `price` times what a unit costs in each month. */
static double exceeded(double commit, double price,
                       const sw_meter_period *period, size_t n)
{
    double sum = 0.0, months = 0.0;
    for (size_t i = 0; i < n; i++) {
        const sw_meter_period *p = &period[i];
        double k = p->pool + commit / (price * p->price);
        sum += p->share * sw_lognormal_exceeds(p->mean, p->cv, k);
        months += p->share;
    }
    return sum / months;
}

/* The commitment at which use beyond it is as likely as a committed unit is
 * cheap. */
static double quantile_commit(const sw_commit_tier *t,
                              const sw_meter_period *period, size_t n)
{
    enum { DOUBLINGS = 1100, HALVINGS = 200 };
    double low = 0.0, high = 1.0, share = t->price / t->overage;
    if (!(exceeded(0.0, t->price, period, n) > share))
        return 0.0;
    for (int i = 0;
         i < DOUBLINGS && exceeded(high, t->price, period, n) > share; i++)
        high *= 2.0;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = low / 2.0 + high / 2.0;
        if (exceeded(middle, t->price, period, n) > share)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Where the bill of a tier is least; it may lie in a later tier. */
static double best_in_tier(const sw_commit_tier *t,
                           const sw_meter_period *period, size_t n)
{
    if (!(t->price < t->overage))
        return t->from;
    return fmax(t->from, quantile_commit(t, period, n));
}

sw_commit_choice sw_meter_best_commit(const sw_meter_period *period, size_t n,
                                      const sw_commit_tier *tiers,
                                      size_t n_tiers)
{
    sw_commit_choice best = {.bill = INFINITY};
    for (size_t k = 0; k < n_tiers; k++) {
        double commit = best_in_tier(&tiers[k], period, n);
        if (k + 1 < n_tiers && commit >= tiers[k + 1].from)
            continue; /* a later tier has it, at a price that is no higher */
        double bill = bill_in_tier(commit, period, n, &tiers[k]);
        if (bill < best.bill)
            best = (sw_commit_choice){commit, bill, k};
    }
    return best;
}
