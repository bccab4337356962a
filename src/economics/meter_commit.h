/*
 * meter_commit.h - how much of metered usage to commit to, and how much of it
 * limits of users and groups stop.
 */
#ifndef SW_ECONOMICS_METER_COMMIT_H
#define SW_ECONOMICS_METER_COMMIT_H

#include "economics/meter_schedule.h"

/* The share of all units that stops where each user or group may have no more
 * than its allowance a month; 0 where nothing is used. */
double sw_meter_stopped_share(const double *units, const double *allowance,
                              size_t n);

/* The share of a meter's use that the limits of its users and of its groups
 * stop, from their mean months: each may use what comes with a seat (each of
 * its seats) and what its amount buys beyond. Taken one after the other: 1 - (1
 * - users) (1 - groups). 0 without such limits, without names in the usage
 * file, or at a price of 0. */
double sw_meter_limited_share(const sw_meter *m, double included, double price);

/* What a commitment of `from` a month and more makes a unit cost. */
typedef struct sw_commit_tier {
    double from;    /* money a month */
    double price;   /* of a committed unit, times a period's price */
    double overage; /* of a unit beyond; price where it is the tier's too */
} sw_commit_tier;

typedef struct sw_commit_choice {
    double commit; /* money a month */
    double bill;   /* expected, money a month */
    size_t tier;
} sw_commit_choice;

/* The mean bill of a month of the periods under a commitment of that much:
 *   commit + overage E[(X - pool - commit / price)+]
 * of the last tier whose `from` it reaches, prices times that of the period (a
 * renewal raises it). Periods' commit and cap are not read. */
double sw_meter_commit_bill(double commit, const sw_meter_period *period,
                            size_t n, const sw_commit_tier *tiers,
                            size_t n_tiers);

/**
 * The commitment with the smallest such bill; of equal ones the smallest.
 *
 * Within a tier the bill is convex; its minimum is where the mean over the
 * periods of P(X > pool + commit / price) is price / overage (one period: the
 * quantile 1 - price / overage), or the tier's start where units beyond cost no
 * more than committed ones.
 *
 * @param tiers  [n_tiers >= 1] by rising `from`, the first from 0; prices above
 *               0 that do not rise
 * Source: the newsvendor: Arrow, Harris & Marschak (1951), Econometrica 19,
 *         250-272.
 */
sw_commit_choice sw_meter_best_commit(const sw_meter_period *period, size_t n,
                                      const sw_commit_tier *tiers,
                                      size_t n_tiers);

#endif
