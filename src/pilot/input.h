/*
 * input.h - every number the model reads, as one list.
 *
 * An input has a key (its --set path and, in the workbook, its defined name), a
 * unit, a distribution, a deterministic value (its mean) and a provenance.
 * Economics evaluates columns of draws of these inputs; the Inputs sheet, the
 * tornado and the simulation all walk this list, so nothing is an input in one
 * place and a constant in another.
 */
#ifndef SW_PILOT_INPUT_H
#define SW_PILOT_INPUT_H

#include <glib.h>
#include <stdbool.h>

#include "base/message.h"
#include "stats/distribution.h"

typedef enum sw_unit {
    SW_UNIT_MONEY,            /* the pilot's currency */
    SW_UNIT_MONEY_SEAT_MONTH, /* currency per seat and month */
    SW_UNIT_MONEY_HOUR,
    SW_UNIT_MONEY_YEAR,
    SW_UNIT_MONEY_MONTH,
    SW_UNIT_MONEY_UNIT, /* currency per metered unit */
    SW_UNIT_FRACTION,   /* 0 to 1, shown as percent */
    SW_UNIT_FACTOR,     /* a plain multiplier */
    SW_UNIT_MINUTES_SEAT_WEEK,
    SW_UNIT_HOURS,
    SW_UNIT_WEEKS,
    SW_UNIT_DAYS,
    SW_UNIT_MONTHS,
    SW_UNIT_YEARS,
    SW_UNIT_SEATS,
    SW_UNIT_COUNT, /* a plain number, e.g. metered units */
    SW_UNIT_N
} sw_unit;

typedef enum sw_provenance {
    SW_MEASURED,
    SW_SURVEY,
    SW_ASSUMPTION,
    SW_BENCHMARK,
    SW_PROVENANCE_N
} sw_provenance;

/* Inputs that every pilot has a place for; the lines' own come after these. */
typedef enum sw_input_id {
    SW_IN_PRICE,            /* contract.price */
    SW_IN_BASELINE_PRICE,   /* contract.baseline_price */
    SW_IN_SURCHARGE,        /* contract.monthly_billing_surcharge */
    SW_IN_UPLIFT,           /* contract.renewal_uplift */
    SW_IN_VAT,              /* contract.vat_irrecoverable */
    SW_IN_SEATS_PURCHASED,  /* contract.seats_purchased */
    SW_IN_MIN_SEATS,        /* contract.min_seats */
    SW_IN_SEATS_ASSIGNED,   /* seats.assigned: eligible seats with a person */
    SW_IN_METERED_PRICE,    /* contract.metered.unit_price */
    SW_IN_METERED_INCLUDED, /* contract.metered.included */
    SW_IN_METERED_COMMIT,   /* contract.metered.commit_per_month */
    SW_IN_METERED_UNITS,    /* usage.metered_units_per_month */
    SW_IN_WORKING_WEEKS,    /* assumptions.working_weeks_per_year */
    SW_IN_HOURS_PER_WEEK,   /* assumptions.hours_per_week */
    SW_IN_DAYS_PER_WEEK,    /* assumptions.days_per_week */
    SW_IN_HOURLY_COST,      /* assumptions.hourly_cost */
    SW_IN_REALISATION,      /* assumptions.realisation */
    SW_IN_SELF_REPORT,      /* assumptions.self_report_factor */
    SW_IN_REWORK,           /* assumptions.rework_share */
    SW_IN_TRANSPORT,        /* assumptions.transport */
    SW_IN_PERSISTENCE,      /* assumptions.persistence */
    SW_IN_DECAY,            /* assumptions.decay_per_year */
    SW_IN_ADOPTION_PILOT,   /* usage.adoption_pilot */
    SW_IN_ADOPTION,         /* assumptions.adoption */
    SW_IN_WAGE_GROWTH,      /* assumptions.wage_growth */
    SW_IN_INFLATION,        /* assumptions.inflation */
    SW_IN_DISCOUNT_RATE,    /* assumptions.discount_rate */
    SW_IN_EFFECT,           /* effect.minutes_per_seat_week, from evidence */
    SW_IN_BIAS,             /* effect.bias, from evidence */
    SW_IN_SILENT_SHARE,     /* effect.silent_share, from evidence */
    SW_IN_KAPPA,            /* policy.nonresponse.kappa */
    SW_IN_MISSING,          /* effect.missing_pilot, from evidence */
    SW_IN_R_MISS,           /* policy.nonresponse.r_miss */
    SW_IN_MISSING_CONTROL,  /* effect.missing_control, from evidence */
    SW_IN_R_MISS_CONTROL,   /* policy.nonresponse.r_miss_control */
    SW_IN_UNIT_MINUTES,     /* effect.minutes_per_unit, of the outcome */
    SW_IN_UNIT_ASSUMED,     /* effect.minutes_per_unit_assumed */
    SW_IN_FIXED             /* number of the above */
} sw_input_id;

typedef struct sw_input {
    char *key;         /* dotted path, e.g. "assumptions.realisation" */
    sw_message *label; /* for a reader who is not a statistician */
    sw_unit unit;
    bool known; /* false: unknown, nothing may rest on it */
    sw_distribution distribution;
    double value;     /* its mean: the deterministic value */
    double low, high; /* P10 and P90; equal to value when constant */
    sw_provenance provenance;
    bool is_default;    /* from templates/defaults.json */
    bool live;          /* the workbook recomputes when it is changed */
    sw_message *source; /* where it is from; NULL unknown */
    char *owner, *approved_on, *expires; /* NULL where not given */
    size_t line, column; /* in pilot.json; 0 where it is not from there */
} sw_input;

typedef struct sw_inputs {
    GPtrArray *items; /* of sw_input*, the fixed ones first, in order */
} sw_inputs;

/* Fills the fixed inputs, all unknown, with keys, labels and units. */
void sw_inputs_init(sw_inputs *inputs);
void sw_inputs_clear(sw_inputs *inputs);
/* A deep copy, cleared by the caller. */
void sw_inputs_copy(sw_inputs *out, const sw_inputs *in);
/* The input of that id becomes a copy of `from`. */
void sw_inputs_replace(sw_inputs *inputs, size_t id, const sw_input *from);
/* What is drawn as in the other list takes over its tables of quantiles. */
void sw_inputs_share_tables(sw_inputs *to, const sw_inputs *from);
sw_input *sw_inputs_at(const sw_inputs *inputs, size_t id);
size_t sw_inputs_length(const sw_inputs *inputs);
/* Appends an unknown input; its id is returned. The key is copied; the label is
 * a literal, or a message that is taken over. */
size_t sw_inputs_add(sw_inputs *inputs, const char *key, const char *label,
                     sw_unit unit);
size_t sw_inputs_add_named(sw_inputs *inputs, const char *key,
                           sw_message *label, sw_unit unit);
/* Says where an input is from; takes `source` over. */
void sw_input_from(sw_input *input, sw_message *source);
/* Makes an input known: takes over the distribution and computes value, low
 * and high. */
void sw_input_define(sw_input *input, sw_distribution distribution,
                     sw_provenance provenance);
/* Makes an input unknown: nothing rests on it. */
void sw_input_forget(sw_input *input);
/* The id of a key, or SIZE_MAX. */
size_t sw_inputs_find(const sw_inputs *inputs, const char *key);
/* The deterministic value; NaN when unknown. */
double sw_inputs_value(const sw_inputs *inputs, size_t id);

/* "measured", "survey", "assumption", "benchmark" */
const char *sw_provenance_name(sw_provenance provenance);
/* "money", "fraction", "minutes per seat and week" ... */
const char *sw_unit_name(sw_unit unit);

#endif
