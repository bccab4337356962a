/*
 * meter.h - metered usage of a contract: what its units cost, where they come
 * from, where they stop, and how many there will be.
 */
#ifndef SW_PILOT_METER_H
#define SW_PILOT_METER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "pilot/contract.h"
#include "stats/usage_forecast.h"

typedef enum sw_meter_source_kind {
    SW_METER_PREPAID,  /* a pack: paid when it is bought, drawn until it is
                           empty or its months are over */
    SW_METER_COMMIT,   /* units of every month, paid whether used or not */
    SW_METER_AS_YOU_GO /* any number, paid as they are used */
} sw_meter_source_kind;

/* Where units come from, in the order in which they are drawn; what is paid as
 * it is used comes last. */
typedef struct sw_meter_source {
    sw_meter_source_kind kind;
    double units;     /* of a pack; of a month; as you go: not read */
    double price;     /* of a unit, in the meter's currency */
    sw_day from;      /* first day */
    int valid_months; /* >= 1; unused units are lost then */
    bool auto_renew;  /* the same again for as many months, and so on */
} sw_meter_source;

typedef enum sw_cap_scope {
    SW_CAP_USER,
    SW_CAP_GROUP,
    SW_CAP_ALL
} sw_cap_scope;

/* A limit to a month's bill: of each user, of each group, or of all. */
typedef struct sw_meter_cap {
    sw_cap_scope scope;
    double amount; /* money a month, in the meter's currency */
    bool stop;     /* use stops there; else it is told and goes on */
} sw_meter_cap;

/* What a unit costs from a commitment of so much a month on. */
typedef struct sw_meter_tier {
    double from, price;
} sw_meter_tier;

/* Metered usage by month, summed over the rows of the file. */
typedef struct sw_metered_month {
    sw_day month;         /* its first day */
    double units, amount; /* NaN where the file has no such column */
} sw_metered_month;

/* Use of a group in its mean month. */
typedef struct sw_meter_group {
    double units;
    size_t people; /* who used something; 0: the file names nobody */
} sw_meter_group;

typedef struct sw_meter {
    char *name;      /* distinct within its contract */
    size_t contract; /* place in the pilot's contracts; an alternative's: 0 */
    size_t index;    /* place in the contract's list of pilot.json */
    char *currency;  /* of its prices; NULL: the pilot's */

    /* Input ids; SIZE_MAX: there is none. The first meter of a pilot has the
     * fixed ones; price, included and commit may be unknown (0). */
    size_t unit_price, commit;
    size_t included_id; /* SIZE_MAX where `included` is dated */
    size_t multiplier;  /* of the price; SIZE_MAX: 1 */
    size_t units;       /* level: units a month at `origin` */
    size_t growth;      /* SIZE_MAX: none is known */
    size_t cv;          /* of a month's units round its forecast */
    size_t over_share;  /* of its units, those beyond each seat's own: where it
                           is not pooled and the file names persons */

    bool growth_given; /* given: not damped: sw_usage_ahead */
    bool pooled;
    double unit_multiple; /* unit price of the commitment's tier over the first
                             tier's; 1 without tiers */
    sw_step *included;    /* units a seat and month, by rising day; a single
                             number: from SW_DAY_NONE on */
    size_t n_included;
    sw_step *price_steps; /* win over the unit price; no multiple, no uplift */
    size_t n_price_steps;
    sw_meter_tier *tiers; /* by rising commitment */
    size_t n_tiers;
    sw_meter_source *sources;
    size_t n_sources;
    sw_meter_cap *caps; /* one of a scope at most */
    size_t n_caps;
    double vendor_revenue_per_month; /* NaN unknown */

    char *file;               /* of its usage; NULL: none */
    sw_day origin;            /* first day of the month of the level */
    sw_metered_month *months; /* of the usage file */
    size_t n_months;
    size_t first, last;         /* the full months: [first, last) */
    sw_usage_forecast forecast; /* n is 0 where no full month has units */
    double *people;             /* units in each one's mean month */
    size_t n_people;
    sw_meter_group *groups;
    size_t n_groups;
} sw_meter;

void sw_meters_free(sw_meter *meters, size_t n);

/* The value of the last step on or before the day; NaN before the first. */
double sw_step_at(const sw_step *steps, size_t n, sw_day day);
/* The stopping cap of a scope, money a month; INFINITY: none. */
double sw_meter_cap_of(const sw_meter *m, sw_cap_scope scope);
/* Whole months from the month of the level to the month of the day. */
int sw_meter_horizon(const sw_meter *m, sw_day day);

#endif
