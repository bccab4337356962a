/*
 * meter_schedule.h - month by month, where metered units come from, what is
 * lost of them and from where on they are billed as they are used.
 *
 * Plain arrays in and out; of the model nothing but a source is known. Money is
 * in the meter's currency, at the prices given.
 */
#ifndef SW_ECONOMICS_METER_SCHEDULE_H
#define SW_ECONOMICS_METER_SCHEDULE_H

#include "pilot/meter.h"

/* A calendar month or a piece of one, in which the same sources are there from
 * the first day to the last. All numbers but `share` are those of a whole
 * month. */
typedef struct sw_meter_period {
    sw_day from, to;
    double share;  /* its days / days of its calendar month */
    double mean;   /* expected units */
    double cv;     /* of a month's units */
    double pool;   /* units that cost nothing */
    double price;  /* of a unit beyond all sources */
    double commit; /* commit_per_month: money at `price`, drawn first */
    double cap;    /* a bill at which use stops; INFINITY: none */
} sw_meter_period;

/* What a period comes to. Units and money are those of the period, not of a
 * whole month, except the two thresholds. */
typedef struct sw_meter_use {
    double threshold;    /* units of a whole month that nothing more is billed
                            for: pool, commitments, packs as they stand at its
                            start */
    double stop;         /* units of a whole month at which use stops; INFINITY:
                            nowhere */
    double committed;    /* money: commit and the commit sources */
    double from_commit;  /* units drawn from `commit`, along the mean */
    double units_beyond; /* expected units from threshold to stop */
    double beyond;       /* money: units_beyond at `price` */
    double blocked;      /* share of use beyond `stop` */
} sw_meter_use;

/* One source in one period: units at its start, drawn along the mean forecast,
 * and lost when the period ends. */
typedef struct sw_meter_draw {
    double start, drawn, expired;
} sw_meter_draw;

/* What is due for a source, whatever is used. */
typedef struct sw_meter_invoice {
    size_t source;
    sw_meter_source_kind kind; /* prepaid or commit */
    sw_day due, from, to;
    double units, amount;
} sw_meter_invoice;

/* The calendar months of from..to, cut where a source begins, begins anew or
 * ends; sets from, to, share and cap (INFINITY), the rest to 0.
 * @param out  room for them, or NULL to count
 * @return     their number */
size_t sw_meter_periods(sw_meter_period *out, const sw_meter_source *sources,
                        size_t n_sources, sw_day from, sw_day to);

/**
 * Draws the sources down and bills the rest.
 *
 *   threshold = pool + commit / price + units of the commit sources
 *               + balance / share of the packs
 *   stop      = threshold + (cap - committed a month) / price
 *   beyond    = price share (E[(X - threshold)+] - E[(X - stop)+])
 *   drawn     from commit, then the sources in their order, of
 *               share max(0, min(mean, stop) - pool)
 *
 * X is lognormal with the period's mean and cv. What is paid as it is used
 * comes last, in the list or unsaid. A pack that began before the first period
 * is full at its start: begin with the pack.
 *
 * @param use     [n]
 * @param draw    [n_sources * n], source by source; NULL where it has none
 * @param period  [n], each the next after the one before, from sw_meter_periods
 * Cost: O(n n_sources).
 */
void sw_meter_run(sw_meter_use *use, sw_meter_draw *draw,
                  const sw_meter_period *period, size_t n,
                  const sw_meter_source *sources, size_t n_sources);

/* Packs bought on a day of from..to, for all of their months; commitments a
 * calendar month, cut at from, to and their own ends, due on the last day.
 * @param out  room for them, source by source, or NULL to count */
size_t sw_meter_invoices(sw_meter_invoice *out, const sw_meter_source *sources,
                         size_t n_sources, sw_day from, sw_day to);

#endif
