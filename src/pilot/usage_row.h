/*
 * usage_row.h - what a row of a usage file says, whatever its export calls it.
 */
#ifndef SW_PILOT_USAGE_ROW_H
#define SW_PILOT_USAGE_ROW_H

#include "pilot/data_period.h"

typedef struct sw_usage_columns {
    size_t person, last_activity, active_days, actions, minutes;
    sw_data_period_columns period;
    bool by_last_activity; /* there is no metric, but a last activity */
    bool events;           /* each row is one action */
    bool blank_is_unlicensed;
    int only_days; /* length of the period that is read; 0: of any */
} sw_usage_columns;

typedef enum sw_usage_fit {
    SW_USAGE_FITS,
    SW_USAGE_SKIP,         /* rejected, or after the day of the decision */
    SW_USAGE_OTHER_PERIOD, /* of another length of period */
    SW_USAGE_UNLICENSED    /* no licence in the period: neither used nor idle */
} sw_usage_fit;

/* One row: a period and what was done in it. */
typedef struct sw_usage_row {
    sw_day day; /* first of the period */
    int days;   /* length as the row says it, 0 if it does not */
    double active_days, actions, minutes; /* NaN missing */
    sw_day last_activity;                 /* SW_DAY_NONE: none, or not known */
} sw_usage_row;

/* False with an error where the file has no usage by person. */
bool sw_usage_columns_find(sw_usage_columns *out, sw_data_file *f);
sw_usage_fit sw_usage_row_read(sw_usage_row *out, sw_data_file *f,
                               const sw_usage_columns *at, size_t row);

#endif
