/*
 * metered_bill.h - the bills of metered usage in one course, by calendar month.
 *
 * Source: README.md 2, Metered usage.
 */
#ifndef SW_ECONOMICS_METERED_BILL_H
#define SW_ECONOMICS_METERED_BILL_H

#include <glib.h>

#include "economics/economics.h"

/* Appends the bills of contract k's meters after as_of.
 * @param entries of sw_entry */
void sw_metered_bill(GArray *entries, const sw_economics *e, size_t k,
                     const sw_course *course);

/* A whole month's terms at the inputs' means, as an entry of usage has them. */
typedef struct sw_metered_month_terms {
    double mean, cv;      /* units as forecast, that are billed or meet the
                             pool */
    double pool;          /* units included or prepaid */
    double price, commit; /* in the meter's currency, without tax */
} sw_metered_month_terms;

sw_metered_month_terms sw_metered_terms(const sw_economics *e,
                                        const sw_meter *m, const sw_entry *v);
/* Of a model that has its inputs' means; it keeps them with its meters' parts.
 * Cost: O(people). */
sw_meter_limits sw_meter_limited(const sw_economics *e, const sw_meter *m);
/* Share of model month m's use that a cap stops; 0 without one. */
double sw_metered_blocked(const sw_economics *e, int m);

/* From the months of the window that renewing binds (meter_commit.h). */
sw_commit_advice sw_metered_advice(const sw_economics *e, size_t meter);

/* Prepaid units in a calendar month or a piece of one, of all packs. */
typedef struct sw_pack_month {
    sw_day from, to;
    double start, drawn, expired;
} sw_pack_month;

/* How the packs of a meter are drawn down when all is renewed, along the mean
 * forecast, to a day; empty where it has none. Free with g_array_unref. */
GArray *sw_pack_months(const sw_economics *e, size_t meter, sw_day to);

#endif
