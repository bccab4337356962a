/*
 * value.h - what ledgers are worth, on columns of draws.
 */
#ifndef SW_ECONOMICS_VALUE_H
#define SW_ECONOMICS_VALUE_H

#include "economics/economics.h"

/* An entry's amount at the inputs' means, in the pilot's money; of minutes,
 * those of all seats. */
double sw_entry_amount(const sw_economics *e, const sw_entry *v);
/* The same; an option's kept segments have minutes of their own. */
double sw_ledger_amount(const sw_economics *e, const sw_ledger *l,
                        const sw_entry *v);

/* Priced minutes per seat and week at the means, of all seats (NULL) or of an
 * option's kept segments; NaN where no time is priced. */
double sw_ledger_minutes(const sw_economics *e, const sw_ledger *l);

/* Rate of a part at the means. */
double sw_part_rate(const sw_economics *e, size_t part, double minutes);

/* A year of minutes per week in money, of one person at the mean hourly cost:
 * what the time-saved line says. NaN where no time is priced. */
double sw_minutes_worth(const sw_economics *e, double minutes);
/* A seat of contract k for a year at today's price, taxes included, in the
 * pilot's money. */
double sw_seat_year_price(const sw_economics *e, size_t k);

/* Discount factor of an entry: at its start or its end, deflated on a real
 * basis. Years, to which one plus each rate is raised. */
typedef struct sw_timing {
    double discounted, deflated;
} sw_timing;

sw_timing sw_timing_of(const sw_economics *e, bool start_dated, int m);
double sw_discount_factor(const sw_economics *e, sw_timing t);

/* A ledger condensed to what differs from draw to draw; made once for all
 * blocks. */
typedef struct sw_worth sw_worth;

/* `in` may hold any draws: what varies is not read from it. */
sw_worth *sw_worth_new(const sw_economics *e, const sw_ledger *l,
                       const sw_columns *in);
void sw_worth_free(sw_worth *w);

/* Rates of all parts on a block of draws. */
typedef struct sw_rates {
    double *value; /* [n_parts * SW_BLOCK] */
    bool *one;     /* [n_parts] the same on all draws: only the first is set */
} sw_rates;

sw_rates *sw_rates_new(size_t n_parts);
void sw_rates_free(sw_rates *r);
void sw_rates_fill(sw_rates *r, const sw_economics *e, const sw_columns *in);

void sw_present_value_clear(sw_present_value *out, size_t n);
/* Adds the present value of entries due from as_of on. */
void sw_worth_add(sw_present_value *out, const sw_worth *w, const sw_rates *r,
                  const sw_columns *in);

#endif
